"""What a text says about itself: bylines, date lines, credits and notices -> fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.ingest import japanese
from index.ingest.blocks import Block
from index.ingest.cues import AGENCIES, NAME
from index.ingest.datelines import DateLine, read_date_line
from index.ingest.dates import find_date
from index.ingest.signatures import WIDE
from index.records import Kind

_POST = re.compile(
    r"(?:The post|Der Beitrag|L['’]article|La entrada|O post"
    r"|L['’]articolo) (?P<title>.{1,400}) (?:appeared first on|first appeared on"
    r"|erschien zuerst auf|est apparu en premier sur|se publicó primero en|apareceu primeiro em"
    r"|proviene da) (?P<publisher>.{1,120}?)\.?$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:copyrights?\s?)?(?:©|ⓒ|\(c\)|copyright)\s?(?:\(c\)|©"
    r"|ⓒ)?\s?(?:by\s)?(?:\d{4}(?:\s?[-–]\s?\d{4})?)?[\s,]*(?:by\s)?(?P<publisher>[^.,|\d©ⓒ]{2,60})",
    re.IGNORECASE,
)
_KOREAN_RIGHTS = re.compile(
    r"저작권자\s?(?:\([cC]\)|[©ⓒⒸ])\s?(?:[‘'“\"][^’'”\"]{1,40}[’'”\"]\s?)?"
    r"(?P<publisher>[^,<>()‘'“\"]{2,40}?)\s?(?:[,(]|무단|$)"
)
_RIGHTS = re.compile(r"\s*(?:all rights.*|무단.*|無断.*|co$|inc$|ltd$)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:written|story|reported|words|text|posted|analysis|opinion|review|interview|column|report)?\s?\b(?:by|par"
    r"|por|von|di|door|av)\b:?\s+"
    r"|(?:取材・文|文・写真|文・構成|取材|文責|執筆|構成|聞き手|編集|ライター|筆者|文|著者|記者)\s?[=＝:：／/]\s?",
    re.IGNORECASE,
)
_NAME = re.compile(rf"(?:{NAME})")
_KOREAN = re.compile(
    r"(?:^|[\s\[(=·,])([가-힣]{2,4})(?=(?:[·,] ?[가-힣]{2,4}){0,3} ?"
    r"(?:(?:선임|수습|인턴|객원|시민|사진|전문|대학생|[가-힣]{1,5}(?:전문|부|팀|국)) ?)?"
    r"(?:기자|특파원|논설위원|통신원))"
)
_KOREAN_PLAIN = re.compile(r"(?:글|취재|기자)\s?[=:·]?\s?([가-힣]{2,4})$")
_KOREAN_LEAD = re.compile(r"[\[(][^\[\]()=]{1,20}=\s?([^\[\]()=]{1,15})[\])]\s?([가-힣]{2,4}) (?:기자|특파원)\s?=")
_WORKS_FOR = re.compile(rf"\s{AGENCIES}$")
_BIO_NAME = re.compile(rf"(?P<name>{NAME})(?:,| (?:is|was|covers|reports|writes)\b)")
_ROLE = re.compile(
    r"\b(?:Writer|Reporter|Correspondent|Editor|Press|News|Staff|Times|Post|Agency|Contributor|Columnist|Tokyo|Seoul)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """The fields that stand in the text itself."""

    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: date | None = None


def find_fields(blocks: Sequence[Block], kinds: Sequence[Kind], signatures: Sequence[str] = ()) -> Found:
    """Return what the blocks that are not body, and the marks around those that are, say about the article."""
    by_kind: dict[Kind, list[str]] = {}
    for block, kind in zip(blocks, kinds, strict=True):
        by_kind.setdefault(kind, []).append(block.words)
    notices = by_kind.get("boilerplate", [])
    post = next((match for words in notices if (match := _POST.match(words))), None)
    bylines = [*by_kind.get("byline", []), *filter(None, signatures)]
    lead = _KOREAN_LEAD.match(by_kind["body"][0]) if by_kind.get("body") else None
    return Found(
        title=post["title"].strip() if post else _leading_heading(blocks, kinds),
        author=_authors(bylines) or (lead[2] if lead else None) or _from_biography(by_kind.get("credit", [])),
        publisher=(post["publisher"].strip() if post else _from_notice(notices))
        or (lead[1].strip() if lead else None)
        or next((name for words in bylines if (name := japanese.press(_beside_date(words)))), None),
        published=_published([line for words in bylines if (line := read_date_line(words))]) or _sent(bylines),
    )


def _leading_heading(blocks: Sequence[Block], kinds: Sequence[Kind]) -> str | None:
    """Return the title among the headings above the body: the first, or the second under a kicker of a word or two."""
    end = kinds.index("body") if "body" in kinds else len(kinds)
    above = [block for block, kind in zip(blocks[:end], kinds, strict=False) if kind == "heading"]
    if not above:
        return None
    first = above[0]
    kicker = len(above) > 1 and not first.heading and len(first.words.split()) <= 2 < len(above[1].words.split())  # noqa: PLR2004
    return (above[1] if kicker else first).words


def _published(lines: list[DateLine]) -> date | None:
    ordered = sorted(lines, key=lambda line: (line.updated, not line.labelled))
    return next((line.published for line in ordered if line.published), None)


def _sent(bylines: list[str]) -> date | None:
    """Return the first date of a line that says more than when: (신안=뉴스1) 서하람 기자 | 2026-02-09 14:20 송고."""
    return next((found[0] for words in bylines if WIDE.search(words) and (found := find_date(words))), None)


def _beside_date(words: str) -> str:
    line = read_date_line(words)
    return (line.names or "") if line else words


def _from_notice(notices: list[str]) -> str | None:
    for words in notices:
        match = _KOREAN_RIGHTS.search(words) or _COPYRIGHT.search(words)
        name = _RIGHTS.sub("", match["publisher"]).strip(" -–|()（）") if match else ""
        if name:
            return name
    return None


def _from_biography(lines: list[str]) -> str | None:
    """Return who the last life below the article is of; who merely helped is not the author."""
    for words in reversed(lines):
        match = _BIO_NAME.match(words)
        if match and "contributed" not in words:
            return match["name"]
    return None


def _authors(bylines: list[str]) -> str | None:
    for words in bylines:
        names = list(dict.fromkeys(_names(words)))
        if names:
            return ", ".join(names)
    return None


def _names(words: str) -> Iterator[str]:
    line = read_date_line(words)
    if line:
        words = line.names or ""
    korean = _KOREAN.findall(words) or _KOREAN_PLAIN.findall(words)
    if korean:
        yield from korean
        return
    label = _LABEL.match(words)
    words = words[label.end() :] if label else words
    if re.match(r"[（(【\[]?[一-鿿々ぁ-ヿ]", words):
        yield from japanese.people(words)
        return
    yield from _latin_names(words)


def _latin_names(words: str) -> Iterator[str]:
    for piece in re.split(r",? and |,| & | with |[|•·–—/(]| for | in | at ", words)[:8]:
        name = _WORKS_FOR.sub("", piece.strip(" .-"))
        if _NAME.fullmatch(name) and not _ROLE.search(name) and not re.fullmatch(AGENCIES, name):
            yield name.title() if name.isupper() else name
