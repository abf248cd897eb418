"""Lines that say when, or who and when: "Published Jan. 14, 2026, 5:02 a.m. ET", "Jane Doe | March 3, 2026"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.ingest.cues import NAMES
from index.ingest.dates import find_date

_LABEL = (
    r"(?:first |last |originally )?(?:published|updated|posted|modified|created|issued|release date|date)|publié"
    r"|mis à jour|"
    r"veröffentlicht|aktualisiert|stand|publicado|actualizado|atualizado|pubblicato|"
    r"公開|更新|掲載|配信|投稿|最終更新|기사입력|최종수정|입력|수정|등록|승인|송고|게재|발행"
)
_STARTS = re.compile(rf"\W{{0,3}}(?:{_LABEL})(?![A-Za-z])", re.IGNORECASE)
_CLOSES = re.compile(rf"(?:{_LABEL})\W{{0,3}}$", re.IGNORECASE)
_UPDATED = re.compile(
    r"\W{0,3}(?:last )?(?:updated|modified|mis à jour|aktualisiert|更新|最終更新|수정|최종수정)", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_AGO = re.compile(r"\d{1,3} (?:minute|min|hour|hr|day|week)s? ago\b", re.IGNORECASE)
_NOISE = re.compile(
    rf"{_LABEL}|有料(?:会員限定)?記事|(?:有料)?会員限定(?:記事)?|[\d,]{{1,6}}文字|기사원문|[月火水木金土日]曜日?|日時?|[(（]?[月火水木金土日월화수목금토][)）]|午前|午後|오전|오후"
    rf"|\d{{1,2}}[時시] ?(?:\d{{1,2}}[分분])?|일"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b"
    r"|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])|\d{1,2}[:.h]\d{2}(?::\d{2})?(?:Z\b)?|\b[ap]\.?\s?m\b\.?|\b(?:E[DS]?T|P[DS]?T|C[DS]?T|M[DS]?T|GMT|UTC|BST"
    r"|CES?T|JST|KST|IST)\b"
    r"|[+-]\d{1,2}:?(?:\d{2})?\b|\b(?:on|at|le|am|um|uhr|el|às|kl|h|T)\b|\d{1,2}[ -]min(?:ute)?s? read"
    r"|\d{1,2}\s?(?:a|p)m\b",
    re.IGNORECASE,
)
_NAMES_ONLY = re.compile(rf"(?:[Bb]y |BY )?{NAMES}$|[가-힣一-鿿々ぁ-ヿー・ 　]{{2,14}}$")
_LONGEST = 140
_MOST_DATES = 3


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a line of nothing but a date, and perhaps a name, says."""

    published: date | None
    labelled: bool
    """Whether a word such as "Published" says what the date is."""
    updated: bool
    names: str | None


def read_date_line(words: str) -> DateLine | None:
    """Return what a date line says, or None for any other line."""
    if len(words) > _LONGEST or not _DIGIT.search(words):
        return None
    published, rest = _without_dates(words)
    if published is None and not _AGO.search(words) and not (_STARTS.match(words) and ":" in words):
        return None
    left = _NOISE.sub(" ", _AGO.sub(" ", rest)).strip(" \t|ㅣ·•,.;:-–—/()（）[]　\u00a0年月")
    left = " ".join(left.split())
    if re.search(r"\w", left) and not _NAMES_ONLY.match(left):
        return None
    labelled = bool(_STARTS.match(words) or _CLOSES.search(words, max(0, len(words) - 24)))
    return DateLine(published, labelled, bool(_UPDATED.match(words)), left or None)


def _without_dates(words: str) -> tuple[date | None, str]:
    first = None
    for _ in range(_MOST_DATES):
        found = find_date(words)
        if not found:
            break
        day, start, end = found
        first = first or day
        words = f"{words[:start]} {words[end:]}"
    return first, words
