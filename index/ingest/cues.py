"""What gives a block away on its own: the patterns, a kind after the other.

All are matched at the start of a block of 700 code points at most, and each repetition inside is bounded.
"""

from __future__ import annotations

import re

from index.ingest import japanese, korean
from index.ingest.notices import BOILERPLATE, OPEN, is_row
from index.ingest.signatures import WIDE
from index.records import Kind

_WORD = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.\-]{0,30}|d[aeiou]|de[lrn]|della|dos|la|le|van|von|bin|ibn|al|el|y)"
NAME = rf"{_WORD}(?:[ ]{_WORD}){{1,4}}"
NAMES = rf"{NAME}(?:(?:,[ ]and[ ]|,[ ]|[ ]and[ ]|[ ]&[ ]|[ ]with[ ]){NAME}){{0,6}}"
AGENCIES = (
    r"(?:AP|(?:The[ ])?Associated[ ]Press|Reuters|AFP|Agence[ ]France-Presse|EPA|dpa|PA|PTI|ANI|Xinhua"
    r"|Kyodo(?:[ ]News)?"
    r"|Jiji(?:[ ]Press)?|Yonhap(?:[ ]News)?|Bloomberg(?:[ ]News)?|Getty(?:[ ]Images)?|CNN|BBC(?:[ ]News)?|NPR|UPI"
    r"|Shutterstock"
    r"|共同|時事|ロイター|연합뉴스|뉴시스|뉴스1|로이터|聯合ニュース|新華社)"
)

_HEADED = r"""(?:
    (?:Read|Read\ more|Read\ next|Also\ read|Read\ also|Must\ read|See\ also|See\ more|Related|Recommended|Up\ next
      |Watch(?:\ (?:more|next|also|now))?|Listen(?:\ (?:more|now))?|More|Learn\ more|Explore\ more|Dig\ deeper
      |Go\ deeper
      |Don['’]t\ miss|Further\ reading|You\ (?:may|might)\ also\ (?:like|be\ interested\ in)|What\ to\ read\ next
      |Related\ (?:article|storie|story|coverage|link|new|content|post|topic|reading|video)s?|In\ case\ you\ missed\ it
      |Mehr\ zum\ Thema|Lesen\ Sie\ auch|Auch\ interessant|Lesen\ Sie\ mehr|(?:À|A)\ lire\ aussi|Lire\ aussi
      |Sur\ le\ même\ sujet|Le[ae]\ también|Te\ puede\ interesar|Noticias\ relacionadas|Leia\ (?:também|mais)
      |Leggi\ anche)
    |関連(?:記事|ニュース|リンク|動画|トピックス|キーワード)?|[あ合]わせて読みたい|おすすめ(?:の?記事)?|人気記事
      |注目記事
    |こちらも(?:おすすめ|読む)|次に読む|元記事
    |관련\s?(?:기사|뉴스|글|링크|영상)|추천\s?(?:기사|뉴스)|인기\s?(?:기사|뉴스)|주요\s?(?:기사|뉴스)
    )"""
LINK_LINE = re.compile(
    rf"""{OPEN}(?:
    {_HEADED}\s?[\])】］]?\s?[:：|»›＞]\s?\S.{{0,250}}$
    |(?:Read|See|Watch|View|Hear|Find)\ (?:more|our|the\ (?:full|original|whole|rest))\b.{{0,120}}$
    |Click\ here\b.{{0,150}}$
    |For\ (?:more|the\ latest)\ .{{0,80}}\b(?:visit|click|go\ to|see|read|follow|check\ out)\b.{{0,100}}$
    |<?(?:https?://|www\.)\S{{1,600}}$
    |!?\[[^\[\]]{{1,300}}\]\([^()\s]{{0,400}}\)$
    |\[[^\[\]]{{1,80}}\]:\s\S{{1,400}}$
    |(?:→|☞|≫|>>|＞＞|»)\s?[^.。]{{1,150}}$
    |(?:\[|【)?(?:관련\s?기사|이\ 시각|많이\ 본|함께\ 볼|기사\ 더|더\s?보기|바로가기).{{0,80}}$
    |(?:続きを読む|もっと(?:見る|読む)|詳しくはこちら|全文を読む|一覧(?:を見る|へ)).{{0,40}}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
LINK_HEAD = re.compile(
    rf"""{OPEN}(?:
    {_HEADED}\s?[\])】］:：>»›＞]{{0,2}}$
    |(?:More|The\ latest|Our\ coverage|Latest\ (?:news|stories|headlines|coverage)|Read\ more|More\ (?:news|stories
      |coverage|reading))
      \ (?:on|about|from|in|of|like)\ [^.!?。]{{1,60}}$
    |(?:Most\ (?:read|popular|viewed|shared|watched)|Trending(?:\ (?:now|stories|news))?|Top\ (?:stories|news
      |headlines)|Popular\ now
      |Latest\ (?:news|stories|headlines)|Editor(?:['’]s|s['’])\ picks?|More\ (?:stories|news|coverage|reading)
      |Keep\ reading
      |Also\ in\ this\ (?:section|series)|From\ our\ partners|Around\ the\ web|Elsewhere\ on\ the\ web
      |Promoted\ stories)
      \s?:?$
    |(?:アクセス|人気|記事)?ランキング$|新着(?:記事|ニュース)$
    |(?:많이\ 본|이\ 시각|함께\ 보면\ 좋은|함께\ 볼만한)\ ?.{{0,12}}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
BYLINE = re.compile(
    rf"(?:(?:By|BY|(?:Written|Story|Reported|Words|Text|Posted|Analysis|Opinion|Review|Interview|Column"
    rf"|Report)(?: by| By|:)):? "
    rf"{NAMES}(?:\s?(?:[,|•·–—-]|\bin\b|\bfor\b|\bat\b).{{1,70}}| {AGENCIES})?$)"
    rf"|(?:取材・文|文・写真|文・構成|取材|文責|執筆|構成|聞き手|編集|ライター|筆者|文|著者"
    rf"|記者)\s?[=＝:：／/]\s?[^。]{{1,40}}$"
    rf"|[（(【\[]?[一-鿿々]{{2,6}}(?:[ 　][一-鿿ぁ-ヿ々]{{1,6}})?\s?(?:記者|特派員|論説委員)[）)】\]]?$"
    rf"|(?:(?:글|취재|기자)\s?[=:·]?\s?[가-힣]{{2,4}}$)"
    rf"|[\[(]?(?:[가-힣A-Za-z0-9]{{1,12}}\s?=\s?)?[가-힣]{{2,4}}(?:[·,]\s?[가-힣]{{2,4}}){{0,3}} ?(?:[가-힣]{{1,6}} ?)?"
    rf"(?:기자|특파원|논설위원|인턴기자|통신원)(?:\s?[|/=]?\s?\(?[\w.+-]{{1,64}}@[\w.-]{{1,80}}\)?)?\s?[\])]?$"
    rf"|[\w.+-]{{1,64}}@[\w-]{{1,60}}(?:\.[\w-]{{1,20}}){{1,4}}$"
)
CREDIT = re.compile(
    rf"""\(?(?:
    (?:Additional|Further|Extra)\ (?:reporting|research|writing|editing)\b.{{1,400}}$
    |(?:Reporting|Writing|Editing)(?:\ and\ \w{{1,15}})?\ by\ [A-Z].{{1,300}}$
    |(?:Edited|Produced|Compiled|Translated|Fact-checked|Researched|Graphics?|Video|Audio|Research
      |Data)(?:\ and\ \w{{1,15}})?\ by\ {NAMES}\W{{0,2}}$
    |[Ww]ith\ (?:additional\ |)(?:reporting|files|inputs?|contributions?|assistance|agenc(?:y|ies))\ ?(?:by|from
      |inputs?)\b.{{0,120}}$
    |(?!(?:He|She|They|I|We|It|In|As|This)\b)[A-Z].{{0,200}}\bcontributed\ (?:to\ this\ (?:report|story|article|piece)
      |(?:additional\ )?(?:reporting|research)\b(?:\ (?:from|to\ this|for\ this|in|and)\b|\W{{0,2}}$)).{{0,200}}$
    |(?:This|The)\ (?:story|article|report|post|piece|interview|essay|column)\ (?:(?:was|is|has\ been|first
      |originally)\ ){{0,3}}
      (?:published|appeared|produced|translated|republished|reposted|reported\ with|co-published|supported
      |made\ possible|generated)\b.{{0,300}}$
    |A\ version\ of\ this\ (?:story|article|piece|report)\b.{{1,300}}$
    |(?:Follow|Contact|E-?mail|Reach|Write\ to)\b.{{1,100}}(?:@\w|\bon\ (?:Twitter|X|Instagram|Bluesky|Threads
      |LinkedIn)\b).{{0,80}}$
    |(?:Twitter|Instagram|X)?:?\s?@\w{{2,30}}$
    |(?:翻訳|編集協力|監修|協力|取材協力|執筆協力)\s?[=＝:：／/]\s?[^。]{{1,40}}$
    )""",
    re.VERBOSE,
)
CAPTION = re.compile(
    rf"""{OPEN}(?:
    !\[|<(?:img|figure|picture)\b|(?:Image|Photo|Video|Photos|写真|사진)$
    |(?:Image|Media|Video|Photo|Picture)\ (?:source|caption|credit|copyright)s?\s?[,:|=].{{1,400}}$
    |(?:Photo(?:s|graph|graphs|graphy|\ illustration)?|Images?|Pictures?|Caption|Credits?|Illustration|Fotos?|Bild
      |Crédit\ photo)\s?
      (?:[:：=＝|]|\.\.\.|…).{{1,400}}$
    |(?:Photo(?:s|graph|graphs|graphy)?|Image|Illustration|Picture|Courtesy)\s(?:by|of|courtesy\ of)\ {NAME}
      (?:\s?(?:[/|,(]|\bfor\b|\bvia\b).{{0,80}})?\W{{0,2}}$
    |FILE(?:\ PHOTO)?\s?[-–—:].{{1,450}}$
    |In\ this\ .{{0,40}}\b(?:photo|image|picture|photograph|screengrab)\b.{{1,450}}$
    |(?:From\ left|Clockwise\ from|Left\ to\ right|L-R)\b.{{1,300}}$
    |(?:写真|画像|撮影|イラスト|図版|動画|提供)\s?[=＝:：は／/|].{{1,120}}$
    |[^。]{{1,150}}[＝=][^。]{{0,40}}(?:撮影|提供|代表撮影|[(（](?:共同|時事|ロイター|AP|AFP)[^)）]{{0,12}})[)）]?$
    |(?:사진|그래픽|이미지|자료사진|영상|일러스트)\s?(?:제공)?\s?[=:ㅣ|/].{{1,120}}$
    |▲(?!.{{0,240}}[다요]\.\s.{{1,240}}[다요]\.)\s?\S.{{1,250}}$
    )""",
    re.VERBOSE,
)
CAPTION_END = re.compile(
    rf"""\((?:[^()]{{0,80}}\b(?:Photo|Photos|photo|photos|Images|Pool|[Cc]ourtesy|[Hh]andout|[Ss]creengrab)\b[^()]{{0,80}})\)\W{{0,3}}$
    |[.”)]\ ?(?:Photo|Photograph|Image|Picture)(?:\ by\ |\ credit:?\ |:\ ).{{1,100}}$
    |(?:\S\s?[/|]\s?|\bvia\ |©\ ?|ⓒ\ ?|\|\ ?){AGENCIES}(?:\s?/?\s?Images)?\)?$
    |Credit(?:\.\.\.|…)\s?\S.{{0,120}}$
    |[.”)]\ ?Credit:\s?\S.{{0,120}}$
    |[(\[/]\s?(?:사진|출처|자료)\s?[=:].{{1,40}}$
    |[（(](?:写真|画像|撮影|提供)[：:＝=／/・].{{1,60}}[)）]$""",
    re.VERBOSE,
)
_WIDE_KINDS = (*japanese.KINDS, *korean.KINDS)
_LINK_HEADS = (LINK_HEAD, japanese.LINK_HEAD, korean.LINK_HEAD)
_SOURCE_MARKS = (")", "）", "]", "/", "|", "©", "ⓒ", "via ", "Credit", "Photo", "Image", "Picture")
_END = 180


def _ends_as_caption(words: str) -> bool:
    """Look for a picture's source at the end, where one of the marks of a source stands there at all."""
    end = words[-_END:]
    return any(mark in end for mark in _SOURCE_MARKS) and bool(CAPTION_END.search(end))


def kind_alone(words: str) -> Kind | None:
    """Return what a block is by its own words, or None where they do not say."""
    if BOILERPLATE.match(words) or is_row(words):
        return "boilerplate"
    if CAPTION.match(words) or _ends_as_caption(words):
        return "caption"
    if LINK_LINE.match(words):
        return "link"
    if CREDIT.match(words):
        return "credit"
    return _wide_kind(words) or ("byline" if BYLINE.match(words) else None)


def _wide_kind(words: str) -> Kind | None:
    if not WIDE.search(words):
        return None
    return next((kind for kind, pattern in _WIDE_KINDS if pattern.match(words)), None)


def is_link_head(words: str) -> bool:
    """Tell whether other stories follow: "Related", "関連記事", "관련기사"."""
    return any(pattern.match(words) for pattern in _LINK_HEADS)
