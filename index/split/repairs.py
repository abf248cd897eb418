"""What syntok and the closing marks get wrong, put right: cuts removed, cuts added."""

from __future__ import annotations

import re
from itertools import pairwise

from index.split.lengths import MAX_LENGTH

_ABBREVIATION = r"(?<![\w.-])(?:{})\.\s*$"
_ALWAYS = re.compile(
    _ABBREVIATION.format(
        "M[rR]|M[rR][sS]|M[sS]|Mx|D[rR]|Drs|Prof|Messrs|Gen|Sens?|Reps?|Govs?|Lt|Col|Sgt|Capt|Cpl|Cmdr|Cdr|Adm|Maj|"
        "Revd?|Hon|Pres|Supt|Insp|"
        "Mt|Ft|Pt|Brig|Amb|Atty|Mlle|Mme|Pvt|Fr|Msgr|vs|v|cf|ca|approx|[Ee]\\.g|i\\.e|viz|op|lit|esp|incl|resp|"
        "Pub|aka|Av|Avda"
    )
)
"""What is never the last word of a sentence."""
_BEFORE_NUMBER = re.compile(
    _ABBREVIATION.format(
        "Nos?|pop|Art|art|Sec|sec|Figs?|figs?|Vol|vol|Ch|ch|Eq|eq|Op|op|pp?|para|col|Nr|nr|c|"
        "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Rs"
    )
)
_BEFORE_NAME = re.compile(
    _ABBREVIATION.format(
        "Ste?|Bros|al|est|trans|eds?|Calif|Mass|Fla|Conn|Ariz|Wash|Ore|Pa|Va|Ga|Ill|Mich|Minn|Wis|"
        "Tenn|Tex|Okla|Colo|Nev|Dept|Assn|Univ"
    )
)
"""What ends a sentence only where a word follows that begins one."""
_CLOSERS = '"”’»)\\]」』'
_LABEL = re.compile(r"\s*[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)\]]\s*$")
_INNER_LABEL = re.compile(r"[:;.!?…]\s+[(\[]?(?:\d{1,3}[.)]|[a-zA-Z][)])\s*$")
_GERMAN_DATE = re.compile(
    r"(?<=[\s\d]\d\. )(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrh)"
)
_TERMINATED = re.compile(rf"[.!?…。！？｡।॥؟۔։።][{_CLOSERS}“\s]*(?:\[[^\[\]]{{1,30}}\]\s*)*$")
_FOOTNOTES = re.compile(r"(?:\[(?:\d{1,3}|[a-z]|note \d+|citation needed)\])+\s*")
_STARTER = (
    "(?:He|She|They|We|You|It|Its|His|Her|Their|Our|This|That|These|Those|There|The|A|An|In|On|At|As|After|Before|When|"
    "While|But|And|However|Although|Though|If|So|For|From|By|With|Since|During|Many|Most|Some|All|Both|Each|What|Who|Why|"
    "How|Not|Then|Now)\\b(?![.’'-])"
)
_STARTS = re.compile(_STARTER)
_MISSED = re.compile(
    rf"(?:"
    # "World War II. He", "on X. They", "the U.S. It", "5 p.m. The": syntok takes the letter for an initial.
    rf"(?<=[\s(\"“][A-Z])\.\s+(?={_STARTER})"
    rf"|(?<=[\s\"“][IVX][IVX])\.\s+(?={_STARTER})"
    rf"|(?<=[IVX][IVX][IVX])\.\s+(?={_STARTER})"
    rf"|(?<=[A-Za-z]\.[A-Za-z])(?<!e\.g)(?<!i\.e)\.\s+(?={_STARTER})"
    # "the war ended. 2003 was", "in the war. 1,200 men": syntok takes a large number for a part of the sentence.
    rf"|(?<=[a-z]{{4}})[.!?][\"”)]?\s+(?=(?:\d{{4}}|\d{{1,3}},\d{{3}})\s[a-z])"
    # "x or y. An", "3.599. When", "called \"f\"). In", "Roman art. Etruscan": no end to syntok.
    rf"|(?<=\s[abd-uw-z])\.\s+(?={_STARTER})"
    rf"|(?:(?<=\d\d)|(?<=[)\]]))\.\s+(?={_STARTER})"
    rf"|\s(?:art|sun|sat|do|gal|cap|tab|med|alt)\.\s+(?=[A-Z])"
    # "example.com. Open".
    rf"|(?<=\.[a-z]{{3}})\.\s+(?=[A-Z])"
    # "the end.Next one": a space was lost.
    rf"|(?<=[a-z]{{3}})[.!?][\"”)]?(?={_STARTER}\s)"
    # "the end.[3] Next": marks of footnotes.
    rf"|[.!?…][\"”’»)]*(?:\[[^\]\s]{{1,5}}\])+\s*(?=[“\"(]?[A-Z])"
    # "He went… Then", "(as he said.) Then", "„Ja.“ Dann".
    rf"|…[\"”’»)]*\s+(?=[“\"]?{_STARTER})"
    rf"|[.!?…][”»)]+\s+(?=[“\"]?{_STARTER})"
    rf"|[.!?…](?:[“»]|\s»)\s+(?=[A-ZÀ-Ü])"
    # The full stops of Hindi, Arabic, Urdu, Armenian and Amharic.
    rf"|[।॥؟۔։።]\s+"
    rf")"
)
_CITATION = re.compile(r"\s*[(\[](?:pp?\. )?[^()\[\].!?]{0,40}[)\]][.,;]?\s*")
_INITIAL = re.compile(r"(?<![A-Za-z])[A-Z]\.[)）\]]?\s*$")
_KOREAN_DATE = re.compile(r"(?<![^\s.])\d{1,4}\.\s*$")
_KOREAN_DATE_GOES_ON = re.compile(r"\d|에|까지|부터|[의경자일]\b")


def mend(block: str, cuts: list[int]) -> list[int]:
    """Put right the cuts of a text in Latin, Greek, Cyrillic or another spaced script."""
    missed = {match.end() for match in _MISSED.finditer(block)}
    moved = {_after_footnotes(block, cut) for cut in cuts}
    kept, last = [0], 0
    for cut in sorted(missed | moved):
        if 0 < cut < len(block) and (cut in missed or not _is_wrong(block, last, cut)):
            kept.append(cut)
            last = cut
    return [*kept, len(block)]


def _after_footnotes(block: str, cut: int) -> int:
    match = _FOOTNOTES.match(block, cut)
    return match.end() if match else cut


def _is_wrong(block: str, last: int, cut: int) -> bool:
    before = block[max(last, cut - 400) : cut].rstrip()[-40:]
    if _LABEL.fullmatch(block, last, cut) or _GERMAN_DATE.match(block, cut):
        return True
    if not _TERMINATED.search(before) or _ALWAYS.search(before) or _INNER_LABEL.search(before):
        return True
    if _BEFORE_NUMBER.search(before):
        return block[cut].isdigit()
    return _BEFORE_NAME.search(before) is not None and not _STARTS.match(block, cut)


def mend_cjk(block: str, cuts: list[int]) -> list[int]:
    """Put right the cuts of a Japanese, Chinese or Korean text: abbreviations, dates ("2014. 5. 3.")."""
    return [0, *(cut for cut in cuts[1:-1] if not _is_wrong_cjk(block, cut)), len(block)]


def _is_wrong_cjk(block: str, cut: int) -> bool:
    before = block[max(0, cut - 400) : cut].rstrip()[-40:]
    if _KOREAN_DATE.search(before):
        return _KOREAN_DATE_GOES_ON.match(block, cut) is not None
    return bool(_ALWAYS.search(before) or _BEFORE_NAME.search(before) or _INITIAL.search(before))


def attach_scraps(block: str, cuts: list[int]) -> list[int]:
    """Join what is no sentence (marks, "(p. 435)") to the one before it, or to the one after where there is none."""
    kept = [0]
    for left, right in pairwise(cuts):
        if not _is_scrap(block, left, right) or right - kept[max(len(kept) - 2, 0)] > MAX_LENGTH:
            kept.append(right)
        elif len(kept) > 1:
            kept[-1] = right
    return [*kept[:-1], cuts[-1]] if len(kept) > 1 else [0, cuts[-1]]


def _is_scrap(block: str, left: int, right: int) -> bool:
    return not any(map(str.isalnum, block[left:right])) or _CITATION.fullmatch(block, left, right) is not None
