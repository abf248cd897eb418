"""A quotation stays with its attribution, and what stands in brackets stays in one piece."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from index.split.enclosures import Enclosure, enclosures
from index.split.words import count_words

MAX_WORDS = 60
"""A unit of quotation and attribution is no longer than this; a longer one is cut at the ends of its sentences."""
CONTINUED_WORDS = 40
"""And with what was said on after the attribution no longer than this: a long continuation can stand alone."""
CITED_WORDS = 120
"""「...」 and と述べた are one sentence by grammar, even a long one."""
_MAX_PIECES = 5

_SAID = (
    "said|says|say|asked|asks|told|tells|wrote|writes|added|adds|replied|replies|responded|responds|answered|explained|"
    "explains|shouted|cried|exclaimed|whispered|recalled|recalls|continued|insisted|argued|noted|joked|quipped|tweeted|"
    "posted|remarked|declared|announced|concluded|laughed|yelled|screamed|murmured|muttered|demanded|wondered|called"
)
_NAMED = re.compile(
    r"(?!(?:The|A|An|But|And|He|She|It|They|We|You|I|When|As|In|On|At|After|Then|So|If|This|That)\s)"
    rf"(?:[^\W\d_a-z][\w.'’-]*\s+(?:(?:of|the|de|van|von|bin|al|da|del)\s+)?){{1,5}}(?:{_SAID})\b"
    r"(?:[.,;:]|\s+(?:at|in|on|to|after|during|when|as|about|while|with|from|before|through|via|of|this|last|earlier|"
    r"later|again|reporters|the|her|him|them|me|us|my|his|[A-Z]\w+|\w+ly)\b|\s*$)"
)
_ATTRIBUTES = re.compile(rf"\b(?:{_SAID})\b")
_ASKING = re.compile(r"[!?…,—–！？][\"”’»」』]$")
_CITED = re.compile(
    r"(?:だ|です|である|と(?!ころが|もあれ|はいえ)|って|など|という|の(?!ち)|は(?!じめ)|が|を|に|も|へ|や|、|。|で(?!も|は)|"
    r"\s?이?라[고며는]|\s?고\s|\s?며|\s?면서|\s?이?란|[은는이가을를의에로과와도]\b)"
)
_HANGUL = re.compile(r"[가-힣]")
_CITED_APART = re.compile(r"(?:하고|하며|하면서|라고|라며|라는|이라고|이라며|고|며|는|란)(?=[\s,])")
"""What goes on with a quotation after a space in Korean: “가자!” 하고 외쳤다."""


def keep_together(block: str, cuts: list[int], *, cjk: bool = False) -> list[int]:
    """Remove the cuts inside short quotations and brackets, and between a quotation and who said it.

    A quotation that is an answer in an interview is left in its sentences in `cjk` text: each can be quoted.
    """
    _, *inner, _ = cuts
    found = enclosures(block) if inner else []
    kept = list(cuts)
    for enclosure in found:
        if not (cjk and _is_answer(block, cuts, enclosure)):
            _join_inside(block, kept, enclosure)
    for enclosure in found:
        _join_attribution(block, kept, enclosure)
    for first, second in pairwise(enclosure for enclosure in found if enclosure.is_quotation):
        _join_continuation(block, kept, first, second)
    return kept


def _is_answer(block: str, cuts: list[int], enclosure: Enclosure) -> bool:
    """Tell a quotation that nothing stands beside, or in Korean nothing that attributes it after its end."""
    if not enclosure.is_quotation:
        return False
    if not _HANGUL.search(block, enclosure.start, enclosure.end):
        return not any(map(str.isalnum, block[: enclosure.start] + block[enclosure.end :]))
    index = bisect_left(cuts, enclosure.end)
    ends = not any(map(str.isalnum, block[enclosure.end : cuts[index]])) and not _cites(block, enclosure, cuts[index])
    opens = cuts[bisect_right(cuts, enclosure.start) - 1]
    return ends and not any(map(str.isalnum, block[opens : enclosure.start]))


def _cites(block: str, enclosure: Enclosure, cut: int) -> bool:
    return bool((_CITED if cut == enclosure.end else _CITED_APART).match(block, cut))


def _join_inside(block: str, cuts: list[int], enclosure: Enclosure) -> None:
    left = bisect_right(cuts, enclosure.start)
    right = bisect_left(cuts, enclosure.end)
    if left < right and _fits(block, cuts, left, right):
        del cuts[left:right]


def _join_attribution(block: str, cuts: list[int], enclosure: Enclosure) -> None:
    """Join “Is it?” and Mr. Lee asked; 「行く。」 and と述べた."""
    index = bisect_left(cuts, enclosure.end)
    cut = cuts[index]
    if cut == len(block) or block[enclosure.end : cut].strip():
        return
    named = _ASKING.search(block[enclosure.end - 2 : enclosure.end]) and _NAMED.match(block, cut)
    cited = _cites(block, enclosure, cut)
    if (named and _fits(block, cuts, index, index + 1)) or (
        cited and _fits(block, cuts, index, index + 1, CITED_WORDS)
    ):
        del cuts[index]


def _join_continuation(block: str, cuts: list[int], first: Enclosure, second: Enclosure) -> None:
    """Join “No,” she said. and “You did it well.”, unless the second has its own attribution."""
    index = bisect_left(cuts, second.start)
    if cuts[index] != second.start or index == 0:
        return
    opens = cuts[index - 1] == first.start
    said = _ATTRIBUTES.search(block, first.end, second.start)
    ends = block[second.end : cuts[index + 1]].strip() == ""
    if opens and said and ends and _fits(block, cuts, index, index + 1, CONTINUED_WORDS):
        del cuts[index]


def _fits(block: str, cuts: list[int], left: int, right: int, words: int = MAX_WORDS) -> bool:
    """Tell whether the sentences that the cuts left..right-1 keep apart may become one."""
    start, end = cuts[left - 1], cuts[right]
    return right - left < _MAX_PIECES and end - start < words * 20 and count_words(block[start:end]) <= words
