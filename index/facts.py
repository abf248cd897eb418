"""Questions about an article itself: who wrote it, when, where it comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.records import Fact, Field
from index.store import Head

_IT = r"(?:this|the|that|these|it|his|her)?\s*(?:news )?(?:article|story|piece|report|text|post|page|summary)s?"
_WROTE = r"(?:wrote|written by|writes|authored|reported|is the (?:author|writer|reporter|journalist)(?: of| behind)?)"

PATTERNS: Mapping[Field, re.Pattern[str]] = {
    "author": re.compile(
        rf"\bwho (?:has |is it that )?{_WROTE} {_IT}\b"
        rf"|\b(?:author|byline|writer|reporter|journalist) (?:of|for|behind) {_IT}\b"
        rf"|\bby whom (?:was|is) {_IT}|\b{_IT} (?:was |is )?(?:written|authored) by\b"
        r"|^\W*who(?: is|'s|’s) the author\W*$|^\W*who (?:wrote|has written) (?:it|this|that)\W*$"
        r"|(?:この|その)?(?:記事|文章|ニュース).{0,12}(?:誰|だれ|著者|筆者|執筆|書い)|(?:誰|だれ).{0,8}(?:記事|文章).{0,6}書"
        r"|기사.{0,10}(?:누가|기자|작성자|쓴)|누가.{0,10}기사",
        re.I,
    ),
    "published": re.compile(
        rf"\bwhen (?:was|were|is|did) {_IT}(?: (?:first )?(?:published|written|posted|printed|appear|come out|from)"
        r"|(?= (?:about|on) [^?]{1,80} (?:published|written|posted|printed)\b))"
        r"|^\W*when was (?:it|this|that) (?:published|written|posted)\W*$"
        rf"|\b(?:publication|publishing) date\b|\b(?:what is the )?date of {_IT}\b|\bhow old is {_IT}\b"
        r"|記事.{0,10}(?:いつ|日付|公開日|発行日|掲載日)|いつ.{0,8}記事|기사.{0,12}(?:언제|날짜|발행일|작성일)|언제.{0,10}기사",
        re.I,
    ),
    "publisher": re.compile(
        rf"\bwho (?:has )?(?:published|publishes) {_IT}\b|\b(?:publisher|source) of {_IT}\b"
        rf"|\b(?:what|which) (?:newspaper|paper|magazine|site|website|outlet|publisher|publication|source)\b"
        rf".{{0,60}}\b{_IT}\b"
        rf"|\bwhere (?:is|was|does|did) {_IT} (?:come )?(?:from|published|appear)"
        r"|^\W*(?:what|which) (?:is the )?(?:source|publisher)\W*$"
        r"|記事.{0,10}(?:出典|出所|発行元|どこの|新聞)|기사.{0,12}(?:출처|어디|신문)",
        re.I,
    ),
    "url": re.compile(
        rf"\b(?:link|url|web ?address)\b.{{0,20}}\b{_IT}\b|\b{_IT}\b.{{0,20}}\b(?:link|url|web ?address)\b"
        rf"|\bwhere can i (?:read|find) {_IT}\b|^\W*(?:what is the )?(?:link|url)\W*$"
        r"|記事.{0,10}(?:リンク|URL|アドレス)|기사.{0,10}(?:링크|주소)",
        re.I,
    ),
}

_KANA = (
    "から|まで|ました|でした|です|ます|ない|された|される|され|した|して|する|いた|いつ|どこ|だれ|なに|この|その|ください|教えて"
    "|について|という|って|った|のは|きました|ありました|しょう|[がはをにのでともへかきいりてねよ]"
)
_SAYS_LITTLE = re.compile(
    r"\b(?:about|on|that|which|describing|covering|of|the|a|an|was|is|and|with|first|by|who|whom|what|where|when|did|do"
    r"|does|to|me|please|tell|published|written|posted|printed)\b"
    rf"|(?<![\u3040-\u309f])(?:{_KANA})+(?![\u3040-\u309f])|誰|何|公開|掲載|発行|投稿|作成|執筆|書(?=[かいきくけこ])|記事"
    r"|(?<!\w)(?:[이그은는가를을의에로]|으로|에서|대한|관한|인가요|인지|뭐\S*|언제\S*|누\S*|어디\S*"
    r"|\S*(?:썼|작성|발행|게재|나왔|알려|주세요|입니까)\w*)(?!\w)",
    re.I,
)
"""Words by which no article is told from another: question words, particles, endings of verbs."""


def asked_field(question: str) -> Field | None:
    """Return which field of an article a question asks for, or None where it asks about what articles say."""
    return next((field for field, pattern in PATTERNS.items() if pattern.search(question[:300])), None)


def about(question: str, field: Field) -> str:
    """Return what remains of a question about an article: the words that say which one."""
    rest = _SAYS_LITTLE.sub(" ", PATTERNS[field].sub(" ", question, count=1))
    return " ".join(re.findall(r"\w[\w'’-]*", rest))


def facts(heads: Sequence[Head], field: Field) -> tuple[Fact, ...]:
    """Return the field of each article that has it."""
    values = [(head, getattr(head, field)) for head in heads]
    return tuple(Fact(head.article, head.title, field, value) for head, value in values if value)
