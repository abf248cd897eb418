"""What can be told of a sentence or a question at a glance: a bit a trait, so that search need not read the text again.

English first; Japanese and Korean where a few characters say as much.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

_CALENDAR = (
    r"jan(?:uary|\.)|feb(?:ruary|\.)|march|april|may|june|july|aug(?:ust|\.)|sept(?:ember|\.)|oct(?:ober|\.)"
    r"|nov(?:ember|\.)|dec(?:ember|\.)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|century|centuries|decades?|yesterday"
    r"|today|tomorrow|week|month|year"
)
_CAUSE = (
    r"because|since|due to|owing to|so that|in order|therefore|thus|as a result|caused?|reason|led to"
    r"|result(?:ed|ing)? (?:in|from)|to avoid|to prevent|meant to|so"
)

_UNIT = r"(?:second|minute|hour|day|night|week|month|year|decade|centur(?:y|ie))s?"
_COUNT = (
    r"\d[\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|ninety|hundred|dozen|several|few|many|half an?"
)

SENTENCE_TRAITS: Final = {
    "digit": re.compile(r"\d"),
    "date": re.compile(rf"\b(?:1\d|20)\d\d\b|\b(?:{_CALENDAR})\b|[年月日]|\d[년월일]", re.I),
    "amount": re.compile(
        r"[$£€¥%％円원]|\b(?:percent|per cent|dollars|euros|pounds|yen|won|million|billion|trillion)\b", re.I
    ),
    "number": re.compile(
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred"
        r"|thousand|dozen|several|half|twice|third|quarter)\b",
        re.I,
    ),
    "name": re.compile(r"(?<=[a-z,] )[A-Z][a-z]"),
    "quoted": re.compile(r'["“”«»「」『』]'),
    "pointing": re.compile(r"^\W*(?:he|she|it|they|this|that|these|those|his|her|its|their|such|here|there)\b", re.I),
    "asking": re.compile(r"[?？]\W*$"),
    "cause": re.compile(rf"\b(?:{_CAUSE})\b|ため|から|ので|때문|위해", re.I),
    "place": re.compile(
        r"\b(?:in|at|near|from|to|of|across|through|outside|inside|around) (?:the )?(?:[a-z]{1,20} )?[A-Z]"
    ),
    "person": re.compile(r"[A-Z][\w'’.-]{1,30} (?:[A-Z]\. )?[A-Z][\w'’-]"),
    "series": re.compile(r"[,;:][^,;]{1,200}[,;].{0,200}\b(?:and|or|as well as)\b|、[^、]{1,100}、"),
    "manner": re.compile(
        r"\b(?:by|through|using|via|with|called|known as|named|defined|refers? to|means?)\b|による|によって|という",
        re.I,
    ),
    "duration": re.compile(
        rf"\b(?:{_COUNT})[ -](?:more |long )?{_UNIT}\b|\bfor (?:the )?(?:\w{{1,12}} ){{0,2}}{_UNIT}\b"
        r"|\bfrom \d{4} (?:to|until) \d{4}\b|\d\s?(?:分間|時間|日間|週間|か月|ヶ月|年間|분|시간|일간|개월|년간)",
        re.I,
    ),
    "speech": re.compile(
        r"\b(?:said|says?|told|tells|asked|wrote|writes|replied|responded|answered|added|called|argued|noted"
        r"|explained|praised|announced|according to|post(?:ed)?|confessed|joked)\b|と述べ|と話|と語|말했|밝혔",
        re.I,
    ),
    "extreme": re.compile(
        r"\b(?:first|last|only|most|least|best|worst|never|ever|\w{2,20}est)\b|最も|初めて|최초|가장", re.I
    ),
}
"""Kinds of words that answers are made of; the order is that of the bits, so a change needs a new RECIPE."""

QUESTION_TRAITS: Final = {
    "when": re.compile(
        r"\b(?:when|what (?:year|month|day|date|time|century|decade)|which (?:year|month|day|date|century|decade)"
        r"|how (?:long ago|recently|soon))\b|いつ|何年|何月|何日|언제|몇 ?년|몇 ?월",
        re.I,
    ),
    "quantity": re.compile(
        r"\bhow (?:many|much|long|old|far|tall|big|large|high|often|fast|deep|heavy|few|wide|hot|cold)\b"
        r"|what (?:percent|percentage|number|amount|proportion|fraction|portion|age|size)"
        r"|何人|何個|いくつ|いくら|何[%％]|몇|얼마",
        re.I,
    ),
    "who": re.compile(
        r"\b(?:who|whom|whose)\b"
        r"|what (?:person|man|woman|king|queen|president|actor|singer|author|writer|scientist|name)"
        r"|誰|だれ|누구|누가",
        re.I,
    ),
    "where": re.compile(
        r"\bwhere\b|(?:what|which) (?:country|city|state|place|town|river|region|island|continent|county|province"
        r"|location|area)|どこ|어디",
        re.I,
    ),
    "why": re.compile(
        r"\b(?:why|what (?:caused?|reason|purpose)|how come|for what)\b|なぜ|どうして|理由|왜|이유", re.I
    ),
    "how": re.compile(r"\bhow\b|どのよう|どうやって|어떻게", re.I),
    "meaning": re.compile(
        r"^\W*(?:what|who) (?:is|are|was|were|does|do) (?:a |an |the )?\S+(?: \S+){0,3}\??$"
        r"|\b(?:meaning|definition|mean|stand for)\b|とは",
        re.I,
    ),
    "several": re.compile(
        r"\b(?:what|which|who|list|name) (?:are|were|\w{1,30}s\b)|\bwhat (?:kinds?|types?|sorts?)\b", re.I
    ),
    "what": re.compile(r"\b(?:what|which)\b|何|무엇|어떤|어느", re.I),
    "duration": re.compile(
        r"\bhow (?:long|many (?:minutes|hours|days|weeks|months|years))\b|どのくらい|何分|何時間|얼마나", re.I
    ),
    "speech": re.compile(
        r"\b(?:say|said|says|tell|told|think|thought|call|called|write|wrote|respond|react|answer|reply|describe|comment"
        r"|opinion|message|praise|claim|argue|feel)\w{0,3}\b|述べ|言っ|話し|말했|생각",
        re.I,
    ),
    "whether": re.compile(
        r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b|か[?？。]?$|(?:나요|습니까)\?$",
        re.I,
    ),
    "extreme": re.compile(
        r"\b(?:first|last|only|most|least|best|worst|ever|\w{2,20}est)\b|最も|初めて|최초|가장", re.I
    ),
}
"""What a question asks for; several may hold."""

TRAIT_NAMES: Final = tuple(SENTENCE_TRAITS)


def sentence_traits(texts: Sequence[str]) -> NDArray[np.uint16]:
    """Return a bit a trait for each sentence, shape (n,)."""
    patterns = list(enumerate(SENTENCE_TRAITS.values()))
    bits = [sum(1 << i for i, pattern in patterns if pattern.search(text)) for text in texts]
    return np.array(bits, np.uint16)


def unpack_traits(bits: NDArray[np.uint16]) -> dict[str, NDArray[np.float32]]:
    """Return 1.0 or 0.0 a sentence for each trait by name."""
    return {name: ((bits >> i) & 1).astype(np.float32) for i, name in enumerate(TRAIT_NAMES)}


def question_traits(question: str) -> dict[str, float]:
    """Return 1.0 or 0.0 for each thing that a question may ask for."""
    text = question[:1000]
    return {name: float(bool(pattern.search(text))) for name, pattern in QUESTION_TRAITS.items()}
