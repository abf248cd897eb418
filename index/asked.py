"""Whether a question asks for a field of an article itself, and by which words it names the article."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.records import Field

LOOKED_AT = 300
_ABOUT = r"(?:about|on|covering|describing)"
_IT = (
    r"(?:(?:the|this|that|these|those) (?:news )?articles?|(?:this|these) (?:news )?(?:story|stories|piece|report|text"
    r"|post|page|summary)|(?:the|that) (?:news )?(?:story|piece)"
    r"(?= about\b| (?:published|printed|written|posted|from|come|appear)\b|\W*$))\b"
)
"""An article as people name it. "The report" and "the story of" may as well be something that an article tells of."""
_PAPER = r"(?:what|which) (?:news)?(?:paper|magazine|site|website|outlet|publisher|publication|source|blog)"
_MADE = r"(?:(?:first |originally )?(?:published|written|posted|printed)|from)"
_CAME = r"(?:(?:first |originally )?(?:appear|come out|come from|published))"
_OWN = r"['’]s?"
_ASKS = r"^\W*(?:(?:who|what|where|which)(?: is| are| was|['’]s) )?(?:the |an? )?"
_ARTIKEL = r"(?:(?:この|その|あの)(?:記事|文章|ニュース)|(?:^\W*|(?<!ど)の|、)記事)"
_DESU = r"(?:です|だ|なの|でしょう|か|ですか|だっけ)*\W*$"
_YAYO = r"(?:야|이야|예요|이에요|인가요|인가|인지|죠|지|인데)?\W*$"
_SITE = r"(?:新聞社?|サイト|メディア|通信社|雑誌)"
_EONRON = r"(?:신문사?|언론사?|매체|사이트|잡지)"
_GISA = r"기사(?:는|은|를|을|가|도)? ?"


def _done(verbs: str) -> str:
    """Return a pattern of what became of an article, which the words that describe it may stand before."""
    return rf"(?: {verbs}\b|(?= {_ABOUT} [^?]{{1,80}} {verbs}\b))"


PATTERNS: Mapping[Field, re.Pattern[str]] = {
    "author": re.compile(
        rf"\bwho (?:has |is it that )?(?:wrote|written|writes|authored|reported) {_IT}"
        rf"|\b(?:by whom|whom?) (?:was|is|were) {_IT}{_done('(?:written|authored|reported)')}(?: by\b)?"
        rf"|^\W*{_IT} (?:was|is|were) (?:written|authored) by whom?\b"
        rf"|{_ASKS}(?:(?:authors?|byline|writer|reporter|journalist) (?:of|for|behind) {_IT}|{_IT}{_OWN} author\W*$)"
        r"|^\W*who(?: is|['’]s) the author\W*$|^\W*who (?:wrote|has written) this\W*$"
        rf"|{_ARTIKEL}(?:は|を|って)?、?(?:誰|だれ|どなた)(?:が|によって|により)?(?:書|執筆)"
        rf"|{_ARTIKEL}の(?:著者|筆者|執筆者|書き手|記者|作者)(?:(?:の?名前?)?(?:は|って|を)?、?(?:誰|だれ|どなた|何|教え)|(?:は|って)?\W*$)"
        rf"|{_ARTIKEL}を?(?:書いた|執筆した)(?:の|人|方|記者)(?:の名前)?(?:は|って)?、?(?:誰|だれ|どなた|何|教え|\W*$)"
        rf"|^\W*(?:誰|だれ|どなた)(?:が書いた|が執筆した|の)記事{_DESU}"
        r"|(?:誰|だれ|どなた)が(?:この|その)記事を(?:書|執筆)"
        rf"|^\W*누가 ?(?:쓴|작성한|취재한) ?기사{_YAYO}|{_GISA}누가 ?(?:썼|쓴|쓰|작성|취재)\S*"
        r"|기사(?:의|를)? ?(?:작성자|글쓴이|기자|쓴 ?(?:사람|기자))(?:는|은|가|이)? ?(?:누구|알려|\W*$)"
        r"|누가 (?:이|그) ?기사(?:를)? ?(?:썼|쓴|작성)\S*",
        re.I,
    ),
    "published": re.compile(
        rf"\b(?:when|(?:on )?(?:what|which) (?:date|day)) (?:was|were|is) {_IT}{_done(_MADE)}"
        rf"|\bwhen did {_IT}{_done(_CAME)}|^\W*how old (?:is|are) {_IT}"
        r"|^\W*(?:when|(?:on )?(?:what|which) (?:date|day)) was (?:it|this|that) (?:published|written|posted)\W*$"
        rf"|{_ASKS}(?:(?:publication |publishing )?date (?:of|on|for) {_IT}|{_IT}{_OWN} (?:publication )?date\W*$)"
        r"|^\W*(?:what(?: is|['’]s) the )?(?:publication|publishing) date\W*$"
        rf"|{_ARTIKEL}(?:は|が|って)?、?いつ(?:頃|ごろ)?(?:に?(?:公開|掲載|発行|配信|投稿|書|出)|の|です|\W*$)"
        rf"|{_ARTIKEL}の?(?:日付|公開日|発行日|掲載日|配信日)|{_ARTIKEL}が(?:(?:公開|掲載|発行|配信|投稿)された|書かれた|出た)(?:の|日)は、?いつ"
        rf"|{_ARTIKEL}は何日の|^\W*(?:掲載日|配信日)(?:は|って)?、?(?:いつ|何日)?{_DESU}"
        r"|^\W*(?:(?:これ|それ)は)?いつの記事(?:です|だ|\W*$)"
        rf"|^\W*(?:언제|며칠 ?자) ?기사{_YAYO}|{_GISA}언제 ?"
        r"(?:(?:거|꺼|것)(?:야|예요|인가요)|발행|게재|게시|작성|나왔|나온|올라|쓴|썼|쓰|보도|인가|\W*$)\S*"
        r"|기사(?:의)? ?(?:날짜|발행일|작성일|게재일|게시일)(?!에)|언제 (?:나온|쓴|쓰인|발행된|작성된|게재된) ?기사",
        re.I,
    ),
    "publisher": re.compile(
        rf"\bwho (?:has )?(?:published|publishes|printed) {_IT}|{_ASKS}(?:publisher|source) (?:of|for|behind) {_IT}"
        rf"|\b{_PAPER} (?:has |first |originally )?(?:published|printed|ran|carried|posted|wrote) {_IT}"
        rf"|\b(?:{_PAPER}|where) (?:is|was|were|does|did) {_IT}"
        + _done(rf"(?:{_MADE}|{_CAME})")
        + r"|^\W*(?:what|which)(?: is|['’]s) the (?:source|publisher)\W*$"
        r"|^\W*(?:who published this|where was this published)\W*$"
        rf"|{_ARTIKEL}の?(?:出典|出所|ソース|発行元|掲載元|配信元|掲載紙)"
        rf"|{_ARTIKEL}(?:は|が|って)、?どこ(?:の|が|に|で|から)?(?:新聞|公開|掲載|発行|配信|出た|記事|サイト|もの|です|\W*$)"
        r"|^\W*(?:(?:これ|それ)は)?どこの記事(?:です|だ|\W*$)"
        rf"|{_ARTIKEL}、?どこの{_SITE}|^\W*ど(?:この|の){_SITE}(?:の|(?:に|で)(?:載っ|出|掲載され)た)記事{_DESU}"
        rf"|^\W*(?:(?:어느|무슨) ?{_EONRON}(?:의)?|어디) ?기사{_YAYO}"
        rf"|기사(?:의)? ?출처|{_GISA}어디(?:서|에서|에)? ?(?:나왔|나온|실렸|게재|발행|거|건|인가|예요|야|\W*$)\S*"
        rf"|{_GISA}어느 신문",
        re.I,
    ),
    "url": re.compile(
        rf"{_ASKS}(?:(?:link|url|web ?address) (?:to|of|for) {_IT}|{_IT}{_OWN} (?:link|url|web ?address)\W*$)"
        rf"|\bwhere can (?:i|we|you) (?:read|find|see) {_IT}|^\W*(?:what(?: is|['’]s) )?(?:the )?(?:link|url)\W*$"
        rf"|{_ARTIKEL}(?:への|の)?(?:元ネタの?|元の|原文の?)?(?:リンク|URL|アドレス)|기사(?:의)? ?(?:링크|주소|URL)",
        re.I,
    ),
}
FOLLOWING: Mapping[Field, re.Pattern[str]] = {
    "author": re.compile(
        r"^\W*(?:who (?:wrote|has written) (?:it|this|that|all (?:this|that))"
        r"|by whom (?:was|is) (?:it|this|that)(?: written)?|who (?:was|is) (?:it|this|that) (?:written )?by"
        r"|(?:who(?: is|['’]s) )?(?:the |its )?(?:author|writer|reporter|journalist)(?: of (?:it|this|that))?)\W*$"
        rf"|^\W*書いた(?:の|人)は(?:誰|だれ|どなた){_DESU}|^\W*(?:記者|著者|筆者)の名前(?:は|を)?(?:何|教えて)?{_DESU}"
        r"|^\W*(?:(?:それ|これ)(?:は|を)?、?)?(?:誰|だれ|どなた)が(?:これを|それを)?(?:書|執筆)"
        r"|^\W*(?:著者|筆者|執筆者|記者)(?:は|って)?、?(?:誰|だれ|どなた)?(?:です|なの)?か?\W*$"
        r"|^\W*(?:그건|그거|이건|이거|그걸|이걸)? ?누가 ?(?:썼|쓴|작성)"
        r"|^\W*(?:작성자|글쓴이|기자)(?:는|가)? ?(?:누구\S{0,5})?\W*$"
        r"|^\W*기자 ?이름(?:은|이|을)? ?(?:뭐\S*|알려 ?\S*)?\W*$",
        re.I,
    ),
    "published": re.compile(
        r"^\W*(?:when (?:was|is|did) (?:it|this|that) (?:first )?(?:published|written|posted|printed|appear)"
        r"|(?:what(?: is|['’]s) )?(?:the |its )?(?:publication )?date(?: of (?:it|this|that))?)\W*$"
        r"|^\W*(?:(?:それ|これ)は)?、?いつ(?:公開|掲載|発行|配信|投稿|書か)"
        rf"|^\W*(?:日付|公開日)(?:は|って|を)?(?:いつ|何日|教えて)?(?:ください)?{_DESU}|^\W*(?:それ|これ)は?、?いつ出(?:た|まし)"
        r"|^\W*(?:그건|그거|이건|이거)? ?언제 ?(?:발행|게재|게시|작성|쓴|썼)"
        rf"|^\W*(?:그건|그거|이건|이거) ?언제 ?나[왔온]|^\W*언제 ?(?:거|꺼){_YAYO}"
        r"|^\W*날짜(?:는|가)? ?(?:언제\S*|알려 ?\S*)?\W*$",
        re.I,
    ),
    "publisher": re.compile(
        r"^\W*(?:who (?:has )?(?:published|printed) (?:it|this|that)|where (?:was|is) (?:it|this|that) published"
        r"|where (?:is|does) (?:this|that) (?:come )?from"
        r"|(?:(?:who|what)(?: is|['’]s) )?(?:the |its )?(?:source|publisher)(?: of (?:it|this|that))?)\W*$"
        r"|^\W*(?:出典|ソース|発行元|掲載元)(?:は|を)?(?:何|どこ|教えて)?(?:です|ください)?か?\W*$"
        rf"|^\W*(?:(?:それ|これ)は、?)?どこ(?:の{_SITE}|に(?:載っ|掲載され)(?:た|てた|ていた|てる)の?){_DESU}"
        r"|^\W*출처(?:는|가|를|도)? ?(?:좀|어디\S{0,5}|뭐\S{0,5}|알려 ?\S{0,4})?\W*$"
        rf"|^\W*(?:그건 ?|이건 ?)?(?:어느|무슨) ?{_EONRON}{_YAYO}"
        rf"|^\W*(?:그건 ?|이건 ?)?어디(?:서|에서|에) ?(?:나온|실린) ?(?:거|건){_YAYO}",
        re.I,
    ),
    "url": re.compile(
        r"^\W*(?:what(?: is|['’]s) )?(?:the |its |an? )?(?:link|url)(?: (?:to|of|for) (?:it|this|that))?\W*$"
        r"|^\W*where can (?:i|we) read (?:it|this|that|more)\W*$"
        r"|^\W*(?:(?:それ|これ)(?:の|への))?(?:リンク|URL)(?:は|を|って)?(?:教えて|ください|ある|あります|か|の)*\W*$"
        r"|^\W*(?:원문 ?)?(?:링크|주소)(?:는|를|도)? ?(?:\S{1,6} ?)?(?:줘|주세요)?\W*$",
        re.I,
    ),
}
"""What asks for a field only where an article was just quoted: elsewhere "it" may be a song."""
_LEAD = re.compile(
    r"^\W*(?:(?:and|but|so|ok|okay|also|well|then|now|thanks|please|(?:can|could|would|will) you|do you (?:know|have)"
    r"|is there|(?:can|could|may) (?:i|we) (?:have|get|see)|(?:tell|give|show|send) me|i(?:['’]d like| want| need)"
    r"|to know)\b[\s,.!]*|(?:では|じゃあ|それで|そして|ところで)、?|(?:그럼|그리고|그런데|근데)[ ,]+){1,5}",
    re.I,
)
"""What a question may open with, and still ask for the same."""
_KANA = (
    "から|まで|ました|でした|です|ます|ない|された|される|され|した|して|する|いた|いつ|どこ|だれ|なに|この|その|ください|教えて"
    "|について|という|って|った|のは|きました|ありました|しょう|[がはをにのでともへかきいりてねよ]"
)
_SAYS_LITTLE = re.compile(
    r"\b(?:about|on|that|which|describing|covering|of|the|a|an|was|is|and|with|first|by|who|whom|what|where|when|did|do"
    r"|does|to|me|please|tell|published|written|posted|printed|this|it|in|from|appear|come|out)\b"
    rf"|(?<![\u3040-\u309f])(?:{_KANA})+(?![\u3040-\u309f])|誰|何|公開|掲載|発行|投稿|作成|執筆|書(?=[かいきくけこ])|記事"
    r"|(?<!\w)(?:[이그은는가를을의에로]|으로|에서|대한|관한|인가요|인지|뭐\S*|언제\S*|누\S*|어디\S*"
    r"|\S*(?:썼|작성|발행|게재|나왔|알려|주세요|입니까)\w*)(?!\w)",
    re.I,
)
"""Words by which no article is told from another: question words, particles, endings of verbs."""


def asked_field(question: str) -> Field | None:
    """Return which field of an article a question asks for, or None where it asks about what articles say."""
    return _matching(PATTERNS, question)


def asked_of_it(question: str) -> Field | None:
    """Return which field a question asks for where "it" is an article that was just quoted, or None."""
    return _matching(FOLLOWING, question)


def about(question: str, field: Field) -> str:
    """Return what remains of a question about an article: the words that say which one."""
    rest = _SAYS_LITTLE.sub(" ", PATTERNS[field].sub(" ", _without_lead(question), count=1))
    return " ".join(re.findall(r"\w[\w'’-]*", rest))


def _matching(patterns: Mapping[Field, re.Pattern[str]], question: str) -> Field | None:
    asked = _without_lead(question)
    return next((field for field, pattern in patterns.items() if pattern.search(asked)), None)


def _without_lead(question: str) -> str:
    return _LEAD.sub("", question[:LOOKED_AT])
