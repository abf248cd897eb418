"""Whether a sentence leans on its neighbours: one that begins with "But he" says little alone."""

from __future__ import annotations

import re

from index import Quote

_SHORT = 36
"""In columns: a letter of Chinese, Japanese or Korean takes two and says as much."""
_WIDE = "\u1100"
_LOOKED_AT = 200
_QUOTATION = " \t\"'“”‘’«»「」『』()（）[]"
_ENGLISH = (
    "he|she|it|they|him|her|his|hers|its|their|theirs|this|that|these|those|such|both|another|others|here|there|one"
    "|and|but|or|nor|so|yet|then|thus|also|still|however|instead|meanwhile|moreover|furthermore|therefore"
    "|nevertheless|nonetheless|besides|otherwise|afterwards?|later|for example|for instance|as a result"
    "|in addition|on the other hand"
)
_JAPANESE = (
    "これ|それ|あれ|ここ|そこ|あそこ|この|その|あの|こう|そう|こんな|そんな|彼女|彼|同氏|同社|同国|両氏|両国|しかし|また|そして|だが|ただ"
    "|さらに|なお|一方|だから|ところが|つまり|でも|次に|続いて|すると|したがって|例えば|たとえば|このため|そのため|とはいえ"
)
_KOREAN = (
    "그|이|저|그는|그가|그의|그녀|그것|이것|이는|이를|이에|이들|그들|이후|그러나|그런데|하지만|그리고|또|또한|따라서|그래서"
    "|한편|반면|다만|즉|이어|예를 들어|여기|거기|양국|두 사람"
)
_LEANS = re.compile(
    rf"(?:{_ENGLISH})(?![\w-])|(?:{_JAPANESE})|(?:{_KOREAN})(?=[\s,])|(?:그녀|그것|이것|이들|그들|여기|거기|양국)(?=[가-힣])",
    re.IGNORECASE,
)


def leaning(quote: Quote) -> tuple[bool, bool]:
    """Return whether the sentence before a quote helps to read it, and whether the one after does."""
    start = quote.text[:_LOOKED_AT].lstrip(_QUOTATION)
    end = quote.text[-_LOOKED_AT:].rstrip(_QUOTATION + "\n")
    return bool(_LEANS.match(start)) or _columns(quote.text) < _SHORT, end.endswith((":", "?", "：", "？"))


def _columns(text: str) -> int:
    return sum(1 + (character >= _WIDE) for character in text[:_SHORT])
