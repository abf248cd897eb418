"""What a block is by its place: each step takes blocks and kinds and returns the kinds, with more of them known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.ingest import japanese
from index.ingest.blocks import Block
from index.ingest.cues import AGENCIES, NAME, NAMES, is_link_head
from index.ingest.datelines import read_date_line
from index.ingest.signatures import TRAILS
from index.records import Kind

Kinds = list[Kind | None]

_PROSE = 80
_WIDE_PROSE = 48
"""Two for each character: a paragraph of Japanese or Korean is shorter than one of English."""
_TITLE = 130
_HEADING = 70
_HEADING_WORDS = 11
_HEAD = 14
_TAIL = 5
_STORY = 3
_ITEMS = 10
_CAPTION = 350
_LINE_END = len("\r\n")
_RULE = re.compile(r"={3,}|-{3,}")
_NEWS: tuple[Kind, ...] = ("byline", "credit", "caption", "link", "boilerplate")

_ROLE = (
    r"(?:correspondent|reporter|editor|columnist|journalist|staff writer|writer|bureau chief|producer|photographer"
    r"|photojournalist"
    r"|contributor|critic|anchor|freelancer?|fellow|professor|lecturer|researcher|author|host|analyst)"
)
_TEASER = re.compile(r"[A-Z‘“\"][^:.!?]{2,70}: [A-Z‘“\"]")
_PLAIN_NAMES = re.compile(rf"(?:[Bb]y |BY )?(?:{NAMES})$")
_NAME_AND_ROLE = re.compile(
    rf"(?:[Bb]y |BY )?{NAME}\s?[,|•·–—-]\s?(?:[\w'’&-]{{1,25}} ){{0,5}}{_ROLE}\b[^.]{{0,60}}$", re.IGNORECASE
)
_FOREIGN_BYLINE = re.compile(rf"(?:Par|Por|Von|Di|Door|Av|Af|Przez|De|Text:|Texte :) {NAMES}(?:\s?[,|(–-].{{0,60}})?$")
_ROLE_ONLY = re.compile(rf"(?:[\w'’&-]{{1,20}} ){{0,4}}{_ROLE}s?$", re.IGNORECASE)
_HEARD = re.compile(
    r"(?:By|Written by|文|글)$|"
    r"(?:As )?(?:Heard|Seen|Aired|First broadcast) on .{1,60}$|(?:From|Reporting from"
    r"|In) [A-Z]\w{2,20}(?:, [A-Z]\w{2,20})?$"
)
_AGENCY_LINE = re.compile(rf"(?:[A-Z][\w .]{{1,30}}\s?)?[(（]?{AGENCIES}[)）]?$")
_QUESTION_TO_SOMEONE = re.compile(r"\b(?:you|your|we|our)\b|^[A-Z]\w{0,12}[.:]\s", re.IGNORECASE)
_BIO = re.compile(
    rf"(?P<name>{NAME})(?:, .{{1,60}}, | )(?:(?:is|was) (?:(?:an?|the|our|based|chief|senior|deputy|managing"
    rf"|currently)\b ?)?"
    rf"(?=.{{0,110}}\b{_ROLE}\b)|(?:covers|reports on|writes (?:about|on|for)|reported from)\b)"
)
_EMPLOYED = re.compile(
    r"\b(?:at|for|of|with) (?:The |the )?[A-Z]|\b(?:based in|covering|who covers|leading coverage|covers|reports on"
    r"|writes|reported from|freelance)\b"
)
_REPORTS = re.compile(
    r"\b(?:correspondent|reporter|bureau chief|columnist|staff writer|editor|journalist|covers|covering|reported)\b"
)
_ENCYCLOPAEDIC = re.compile(
    r"\b(?:is|was) (?:an? )?(?:\w{1,15} )?[A-Z]\w{1,20}(?:an|ese|ish|ch|li|qi|born)(?:-\w{1,20})? [a-z]|\bborn\b"
    r"|\bdied\b|\b(?:best )?known (?:for|as)\b|\(.{0,60}\d{4}"
)
_WENT_ON = re.compile(
    r"(?:She|He|They|(?:Ms|Mr|Mrs|Dr)\. \w{1,30}|[A-Z]\w{1,30}) "
    r"(?:has (?:reported|covered|written|worked|been)|have (?:reported|covered)|previously|covers|joined"
    r"|can be reached|reports|writes|is based|was previously|holds)\b"
)
_WIDE_BIO = re.compile(
    r"[一-鿿々ぁ-ヿ]{1,6}[ 　・]?[一-鿿々ぁ-ヿ]{1,8}\s?[（(][ぁ-ヿ・ 　]{3,24}[）)].{0,200}(?:記者|編集|特派員"
    r"|ライター|ジャーナリスト|支局|入社|担当)"
)
_WIDE_STOP = re.compile(r"[。.!?！？][」』”’\"')）]*(?:[ 　]*[（(【\[][^（(【\[]{2,30}[)）】\]])?$")
_OPENING = tuple("「『“‘\"'（(")
_NOT_TITLE = re.compile(r"[^。]{0,200}。.|.{0,200}[a-z]\. [A-Z]|\d{4}\s?[:–—-]|\d{1,2} [A-Z][a-z]{2,8} \d{4}\b")
_AGENCY_END = re.compile(rf"[(（]{AGENCIES}[)）]$")


def is_prose(block: Block) -> bool:
    """Tell a paragraph: long enough, and ended as a sentence is."""
    if block.size >= _PROSE or not is_wide(block):
        return block.ends and block.size >= _PROSE
    return block.size >= _WIDE_PROSE and bool(_WIDE_STOP.search(block.words))


def is_wide(block: Block) -> bool:
    """Tell a block of Japanese or Korean."""
    return block.size > len(block.words) * 1.3


def underlines(blocks: list[Block], kinds: Kinds) -> Kinds:
    """Class lines over === or --- as headings."""
    known = list(kinds)
    for i in range(1, len(blocks)):
        touches = blocks[i].start - blocks[i - 1].end <= _LINE_END
        if known[i - 1] is None and touches and _RULE.fullmatch(blocks[i].words) and _is_short(blocks[i - 1], _TITLE):
            known[i - 1] = "heading"
    return known


def link_runs(blocks: list[Block], kinds: Kinds) -> Kinds:
    """Class what stands under "Related", "More on ..." and the like: the items of other stories."""
    known = list(kinds)
    i = 0
    while i < len(blocks):
        if known[i] == "body" or not is_link_head(blocks[i].words):
            i += 1
            continue
        end = _run_end(blocks, known, i + 1)
        promising = end > i + 1 or not blocks[i].words.lower().startswith(("more ", "the latest", "latest"))
        known[i] = "link" if promising else "heading"
        for j in range(i + 1, end):
            known[j] = known[j] if known[j] not in (None, "heading") else "link"
        i = max(end, i + 1)
    return known


def _run_end(blocks: list[Block], kinds: Kinds, start: int) -> int:
    """Return where the items end that begin at `start`: bullets, else lines that are no paragraph."""
    end = start
    if start < len(blocks) and blocks[start].bullet:
        while end < len(blocks) and blocks[end].bullet:
            end += 1
        return end
    while end < min(len(blocks), start + _ITEMS) and (kinds[end] == "link" or _is_item(blocks, kinds, end, start)):
        end += 1
    return end


def _is_item(blocks: list[Block], kinds: Kinds, i: int, start: int) -> bool:
    if kinds[i] not in (None, "heading"):
        return read_date_line(blocks[i].words) is not None
    if _TEASER.match(blocks[i].words) and blocks[i].ends:
        beside = [j for j in (i - 1, i + 1) if start <= j < len(blocks)]
        return any(_TEASER.match(blocks[j].words) for j in beside)
    return _is_short(blocks[i], _TITLE) and (
        not blocks[i].ends or blocks[i].words.endswith(("?", "？", "”", '"', "」", "!"))
    )


def _is_short(block: Block, most: int) -> bool:
    return bool(block.words) and block.size <= most


def head(blocks: list[Block], kinds: Kinds) -> Kinds:
    """Class what stands above the first paragraph: title, names, dates."""
    first = next((i for i, block in enumerate(blocks) if kinds[i] is None and is_prose(block)), 0)
    known = list(kinds)
    for i in range(min(first, _HEAD)):
        known[i] = known[i] or _head_kind(blocks[i])
    for i in range(min(first, _HEAD)):
        if (
            known[i] is None
            and (_PLAIN_NAMES.match(blocks[i].words) or japanese.ALONE.match(blocks[i].words))
            and i
            and "byline" in known[i + 1 : i + 2] + known[i - 1 : i]
        ):
            known[i] = "byline"
    for i in range(len(blocks)):
        line = read_date_line(blocks[i].words) if known[i] is None and blocks[i].words else None
        if line and line.labelled:
            known[i] = "byline"
    return _titles(blocks, known, min(first, _HEAD))


def _head_kind(block: Block) -> Kind | None:
    if not block.words or block.bullet:
        return None
    named = (_NAME_AND_ROLE, _ROLE_ONLY, _FOREIGN_BYLINE, _AGENCY_LINE, _HEARD)
    return "byline" if any(p.match(block.words) for p in named) or read_date_line(block.words) else None


def _titles(blocks: list[Block], kinds: Kinds, first: int) -> Kinds:
    """Class kicker, title and deck as headings; more unended lines than these are a list or a table."""
    open_lines = [i for i in range(first) if kinds[i] is None]
    titles = [i for i in open_lines if _may_be_title(blocks[i])]
    if not titles or titles[0] != open_lines[0]:
        return kinds
    known = list(kinds)
    for i in titles if len(open_lines) <= _STORY else titles[:1]:
        known[i] = "heading"
    return known


def _may_be_title(block: Block) -> bool:
    if block.bullet or not _is_short(block, _TITLE) or not block.words[0].isprintable() or block.words[0].islower():
        return False
    if (
        _NOT_TITLE.match(block.words)
        or block.words.startswith(("―", "—", "─"))
        or block.words.endswith((".", "。", ":", "：", ",", ";", "、"))
    ):
        return False
    return any(char.isalpha() for char in block.words)


def headings(blocks: list[Block], kinds: Kinds) -> Kinds:
    """Class a short line that is no sentence and stands alone above a paragraph."""
    known = list(kinds)
    for i in range(1, len(blocks) - 1):
        if known[i] is None and _is_heading(blocks, kinds, i):
            known[i] = "heading"
    return known


def _is_heading(blocks: list[Block], kinds: Kinds, i: int) -> bool:
    block, before, after = blocks[i], blocks[i - 1], blocks[i + 1]
    if not _may_be_title(block) or block.size > _HEADING or len(block.words.split()) > _HEADING_WORDS:
        return False
    if block.ends and not _ends_as_heading(block, before, after):
        return False
    follows = kinds[i - 1] not in (None, "body") or before.ends or before.bullet
    return follows and kinds[i + 1] in (None, "body") and (is_prose(after) or after.bullet)


def _ends_as_heading(block: Block, before: Block, after: Block) -> bool:
    """Tell a heading that asks, or that ends in somebody's words: 会社「バスで代行」."""
    if block.words.endswith(("?", "？")):
        return not _QUESTION_TO_SOMEONE.search(block.words)
    quotes = block.words.endswith(("」", "』", "”", "’")) and not block.words.startswith(_OPENING)
    return quotes and is_wide(block) and all(_WIDE_STOP.search(beside.words or "。") for beside in (before, after))


def publishers(blocks: list[Block], kinds: Kinds) -> Kinds:
    """Class a newspaper's name on a line beside the date as a byline."""
    known = list(kinds)
    for i, block in enumerate(blocks):
        if kinds[i] in (None, "heading", "link") and japanese.PRESS.match(block.words):
            known[i] = "byline" if "byline" in kinds[max(i - 2, 0) : i + 3] else known[i]
    return known


def leftovers(blocks: list[Block], kinds: Kinds) -> Kinds:
    """Class lines that are no sentence as links, where they stand below the end of a Japanese or Korean article."""
    last = max((i for i, block in enumerate(blocks) if kinds[i] in (None, "body") and is_prose(block)), default=-1)
    known = list(kinds)
    signed_off = last >= 0 and any(pattern.search(blocks[last].words) for pattern in TRAILS)
    for i in range(last + 1 + (not signed_off), len(blocks)) if last >= 0 else ():
        below = known[last + 1] in _NEWS or signed_off
        if known[i] is None and below and is_wide(blocks[i]) and not _WIDE_STOP.search(blocks[i].words):
            known[i] = "link"
    return known


def agency_captions(blocks: list[Block], kinds: Kinds) -> Kinds:
    """Class a short "... (Kyodo)" as a caption, unless each paragraph, or the last one, is signed so."""
    signed = [i for i in range(len(blocks)) if kinds[i] is None and _is_signed(blocks[i])]
    paragraphs = [i for i in range(len(blocks)) if kinds[i] is None]
    if not signed or len(signed) * 2 > len(paragraphs):
        return kinds
    known = list(kinds)
    for i in signed:
        if i != paragraphs[-1]:
            known[i] = "caption"
    return known


def _is_signed(block: Block) -> bool:
    return 0 < len(block.words) <= _CAPTION and bool(_AGENCY_END.search(block.words, max(0, len(block.words) - 40)))


def biographies(blocks: list[Block], kinds: Kinds) -> Kinds:
    """Class who the reporter is, below the last paragraph of a story that never names that person."""
    known = list(kinds)
    body = [i for i in range(len(blocks)) if kinds[i] in (None, "body")]
    if len(body) <= _STORY:
        return known
    bylines = " ".join(blocks[i].words for i in range(len(blocks)) if kinds[i] == "byline")
    is_news = any(kind in _NEWS for kind in kinds)
    for i in body[-_TAIL:]:
        earlier = [blocks[j].words for j in body if j < i and known[j] in (None, "body")]
        if len(earlier) < _STORY:
            continue
        if _goes_on(blocks[i], known[i - 1]) or _is_bio(blocks[i].words, earlier, bylines, is_news):
            known[i] = "credit"
        elif i == body[-1] and re.fullmatch(r"[（(【][一-鿿々 　ぁ-ヿ・]{2,16}[)）】]", blocks[i].words):
            known[i] = "byline"
    return known


def _goes_on(block: Block, before: Kind | None) -> bool:
    return before == "credit" and bool(_WENT_ON.match(block.words))


def _is_bio(words: str, earlier: Sequence[str], bylines: str, is_news: bool) -> bool:
    if _WIDE_BIO.match(words):
        return not any(words[:3] in other for other in earlier)
    match = _BIO.match(words)
    if not match:
        return False
    name = match["name"]
    if name.casefold() in bylines.casefold():
        return True
    surname, rest = name.rsplit(" ", 1)[-1], words[len(name) :]
    if not _EMPLOYED.search(rest) or _ENCYCLOPAEDIC.search(rest) or not (is_news or _REPORTS.search(rest)):
        return False
    return not any(surname in other for other in earlier)
