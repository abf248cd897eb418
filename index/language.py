"""Which language a text is in, and whether a question is surely in none of the articles' languages.

Scripts decide what scripts can; the languages in Latin script are told by their function words. A trained detector
(py3langid) takes 0.45 s and 100 MB to load, and calls short English questions Shona or Tagalog.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection

from index.function_words import ENGLISH_ONLY, WEAK, WORDS

_ENOUGH = 2_000
"""Characters that are looked at."""
_SURE = 1.4
"""A sure word and a weak one, or a weak one that opens the question and an accent: one word alone may be a name."""
_SEEN = 0.8
"""What function words must bring to it."""
_APART = 0.9
"""How far the question's language must be from the articles'."""
_A_QUESTION = 3
"""Words from which on the first one counts as a question's opening."""
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("kana", r"[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]"),
    ("hangul", r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
    ("han", r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"),
    ("cyrillic", r"[\u0400-\u052f]"),
    ("greek", r"[\u0370-\u03ff\u1f00-\u1fff]"),
    ("arabic", r"[\u0600-\u06ff\u0750-\u077f]"),
    ("hebrew", r"[\u0590-\u05ff]"),
    ("devanagari", r"[\u0900-\u097f]"),
    ("thai", r"[\u0e00-\u0e7f]"),
    ("bengali", r"[\u0980-\u09ff]"),
    ("tamil", r"[\u0b80-\u0bff]"),
    ("telugu", r"[\u0c00-\u0c7f]"),
    ("armenian", r"[\u0530-\u058f]"),
    ("georgian", r"[\u10a0-\u10ff]"),
    ("khmer", r"[\u1780-\u17ff]"),
    ("lao", r"[\u0e80-\u0eff]"),
    ("burmese", r"[\u1000-\u109f]"),
)
_COUNTERS = tuple((script, re.compile(pattern)) for script, pattern in _SCRIPTS)
_LANGUAGES = {
    "kana": ("ja",),
    "hangul": ("ko",),
    "han": ("zh", "ja", "yue", "wuu"),
    "cyrillic": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "bs"),
    "greek": ("el",),
    "arabic": ("ar", "fa", "ur", "ps", "ku"),
    "hebrew": ("he", "yi"),
    "devanagari": ("hi", "mr", "ne", "sa"),
    "thai": ("th",),
    "bengali": ("bn", "as"),
    "tamil": ("ta",),
    "telugu": ("te",),
    "armenian": ("hy",),
    "georgian": ("ka",),
    "khmer": ("km",),
    "lao": ("lo",),
    "burmese": ("my",),
}
_TELLING = (
    ("cyrillic", re.compile(r"[їєґ]"), "uk"),
    ("cyrillic", re.compile(r"[ђћљњџ]"), "sr"),
    ("cyrillic", re.compile(r"ў"), "be"),
    ("arabic", re.compile(r"[ٹڈںے]"), "ur"),
    ("arabic", re.compile(r"[پچژگ]"), "fa"),
)


def detect(text: str) -> str | None:
    """Return the language of an article's text as an ISO 639-1 code, None where it cannot be told."""
    start = unicodedata.normalize("NFC", text[:_ENOUGH])
    script = _script(start)
    return _latin(start) if script == "latin" else _of_script(script, start) if script else None


def foreign(question: str, languages: Collection[str]) -> str | None:
    """Return the question's language where it is surely none of `languages` (ISO 639-1), else None."""
    if not languages:
        return None
    plain = unicodedata.normalize("NFC", question[:_ENOUGH])
    script = _script(plain)
    if script is None or (script != "latin" and _words(plain) & ENGLISH_ONLY):
        return None
    if script == "latin":
        return _foreign_latin(plain, languages)
    family = _LANGUAGES[script]
    return None if set(family).intersection(languages) else _of_script(script, plain)


def _script(text: str) -> str | None:
    """Return the script that most words are in; two ideographs weigh as much as a word of four letters."""
    counts = {script: len(pattern.findall(text)) for script, pattern in _COUNTERS}
    others = sum(counts.values())
    letters = sum(map(str.isalpha, text))
    weights = {script: count * (2 if script in ("kana", "hangul", "han") else 1) for script, count in counts.items()}
    if counts["kana"] * 10 > counts["han"]:
        weights["kana"] += weights.pop("han")
    weights["latin"] = max(letters - others, 0)
    best = max(weights, key=lambda script: weights[script])
    return best if weights[best] else None


def _of_script(script: str, text: str) -> str:
    telling = (language for family, letters, language in _TELLING if family == script and letters.search(text))
    return next(telling, _LANGUAGES[script][0])


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def _latin(text: str) -> str | None:
    counts = Counter(word for word in _WORD.findall(text.lower()) if len(word) > 1)
    shares = {language: sum(counts[word] for word in words) for language, words in WORDS.items()}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= max(2, 0.15 * counts.total()) else None


def _foreign_latin(question: str, languages: Collection[str]) -> str | None:
    scores = {language: _evidence(question, language) for language in WORDS}
    if _words(question) & ENGLISH_ONLY:
        scores = {"en": scores["en"], **{language: 0.0 for language in WORDS if language != "en"}}
    best = max(scores, key=lambda language: scores[language])
    sure = scores[best] >= _SEEN and scores[best] + _marks(question) >= _SURE
    nearest = max((scores.get(language, 0.0) for language in languages), default=0.0)
    return best if sure and best not in languages and scores[best] >= nearest + _APART else None


def _evidence(question: str, language: str) -> float:
    """Weigh the function words: 1 a sure one, 0.4 a weak one, 0.5 more where the question begins with one."""
    words = _WORD.findall(question)
    shouted = question.isupper()
    # A capital inside a question makes a name of it: "the Di Maria goal", "NY", "NATO".
    small = {word.lower() for place, word in enumerate(words) if word.islower() or not place or shouted}
    found = WORDS[language] & small
    opens = len(words) >= _A_QUESTION and words[0].lower() in found
    return len(found - WEAK) + 0.4 * len(found & WEAK) + 0.5 * opens


def _marks(question: str) -> float:
    """Weigh what English does without: accents in small words, the opening question mark."""
    words: list[str] = _WORD.findall(question)
    accented = sum(word.islower() and not word.isascii() for word in words)
    return 0.5 * accented + float("¿" in question)
