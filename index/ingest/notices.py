"""What a site says for itself: pleas, notices, buttons, tags, rights and navigation.

Matched at the start of a block of 700 code points at most; each repetition inside is bounded.
"""

from __future__ import annotations

import re

OPEN = r"[\s(（\[【［<＜《■◆▼▽●▶►☞※・|*]{0,4}"
"""What may stand before a cue: brackets and the signs that lists and boxes begin with."""

BOILERPLATE = re.compile(
    rf"""{OPEN}(?:
    The\ post\ .{{1,400}}\b(?:appeared\ first|first\ appeared)\ on\ .{{1,120}}$
    |(?:L['’]article|La\ entrada|Der\ Beitrag|O\ post|L['’]articolo)\ .{{1,400}}\b(?:en\ premier|se\ publicó|erschien
      |apareceu|proviene)\b.{{1,120}}$
    |(?:Sign\ ?up|Sign\ in|Log\ in|Subscribe|Register|Join)\ (?:for|to|now|today|here|with|our|or|free|below
      |and)\b.{{0,250}}$
    |(?:Sign\ ?up|Sign\ in|Log\ ?in|Log\ ?out|Subscribe|Register|Menu|Search|Close|Advertisement|Advertising|Sponsored
      |Ad|Loading\W{{0,3}}|Copy\ link
      |Share(?:\ (?:this|full)(?:\ (?:article|story|page|post))?)?|Tweet|Print|Save|Comments?|(?:View|Show|Hide|Add
      |Post)\ (?:\d{{1,6}}\ |all\ |a\ )?comments?
      |Leave\ a\ (?:comment|reply)|Back\ to\ top|Skip\ to\ (?:main\ )?content|Go\ to\ homepage|Manage\ (?:preferences
      |cookies)|Accept(?:\ all)?(?:\ cookies)?
      |Reject\ all|Privacy\ policy|Terms\ of\ (?:use|service)|Cookie\ (?:policy|settings)|Contact\ us|About\ us
      |Follow\ us|Open\ in\ app|Read\ in\ app
      |Listen\ to\ this\ article|Gift\ this\ article|Give\ this\ article|Report\ an?\ (?:error|typo)
      |Was\ this\ (?:article|page)\ helpful\??
      |Link\ copied\W?|Reuse\ this\ content|Explore\ more\ on\ these\ topics|Purchase\ Licensing\ Rights\W{{0,3}}|END
      |Gift|Listen
      |X|LINE|Facebook|Twitter|Instagram|PR|AD|広告|シェア|ツイート|ポスト|印刷|保存|コメント|ログイン|会員登録|광고|공유|공유하기|댓글|인쇄|스크랩|구독
      |구독하기|좋아요|로그인|회원가입)\s?[:：)\]】]?\s?\d{{0,6}}$
    |(?:Story|Article|Content)\ continues\ (?:below|after)\b.{{0,60}}$|Listen\ to\ this\ article\b.{{0,60}}$
      |Continue\ reading\b.{{0,60}}$|Scroll\ (?:down\ )?to\ continue.{{0,40}}$
    |Advertisement\W.{{0,60}}$|Skip\ (?:advertisement|past\ newsletter).{{0,40}}$
    |Already\ (?:a|have\ an?)\ (?:subscriber|member|account)\b.{{0,80}}$|(?:Create|Start)\ (?:a|an
      |your)\ (?:free\ )?(?:account|trial|subscription)\b.{{0,150}}$
    |(?:Get|Receive|Have)\ .{{0,120}}\b(?:newsletter|(?:to|in|into)\ your\ inbox|by\ e-?mail|notifications)\b.{{0,120}}$
    |(?:Our|This|The|A)\ (?:\w{{1,15}}\ ){{0,4}}newsletter\b.{{0,80}}\b(?:inbox|subscribe|sign\ up)\b.{{0,100}}$
    |(?:Please\ )?(?:Support|Donate|Help\ (?:us|support)|Consider\ (?:supporting|donating
      |subscribing))\b.{{0,60}}\b(?:journalism|newsroom|reporting|independent|donation|subscription
      |subscribing)\b.{{0,200}}$
    |(?:Thank\ you\ for\ your\ patience|Thanks\ for\ (?:reading|subscribing)|We\ are\ having\ trouble\ retrieving
      |You\ have\ (?:been\ granted|reached\ your|\w{{1,10}}\ (?:free\ )?articles?))\b.{{0,200}}$
    |(?:We|This\ (?:web)?site|Our\ (?:web)?site|We\ and\ our\ partners)\ (?:and\ our\ partners[ ]
      |also\ )?uses?\ (?:\w{{1,15}}\ ){{0,3}}cookies\b.{{0,400}}$
    |By\ (?:clicking|continuing|using|signing|subscribing|submitting|entering)\b.{{0,150}}\b(?:you|I)\ (?:agree|accept
      |consent|acknowledge)\b.{{0,300}}$
    |(?:Follow|Like|Find|Join)\ us\b.{{0,150}}$|Download\ (?:our|the)\ .{{0,40}}\bapp\b.{{0,100}}$
    |(?:Join\ the\ (?:conversation|discussion)|What\ do\ you\ think\?|Let\ us\ know|Tell\ us\ what|Have\ (?:a\ (?:tip
      |story|question)|you\ got|something\ to)|Got\ a\ (?:tip|story)|Do\ you\ have\ a\ (?:tip|story))\b.{{0,200}}$
    |(?:Your\ e-?mail\ address\ will\ not|Required\ fields\ are|Comments\ (?:are|have\ been)\ (?:closed|turned
      |disabled|moderated)|Please\ read\ our\ comment)\b.{{0,150}}$
    |(?:Tags?|Topics?|Filed\ under|Categor(?:y|ies)|Posted\ in|In\ this\ article|タグ|カテゴリー?|キーワード
      |태그)\s?[:：]\s?.{{1,300}}$
    |(?:\#\w{{1,40}}[\s,]{{0,3}}){{1,20}}$
    |(?:\d{{1,3}}[\s-](?:min(?:ute)?s?)(?:\s(?:read|listen|video))|(?:Reading\ time|Read\ time|Listen
      |Lesezeit)\s?[:·•|]?\s?\d{{1,3}}.{{0,15}})\W{{0,3}}$
    |(?:Copyright|©|\(c\)|ⓒ|Copyrights?\s?[©ⓒ])\W{{0,5}}(?:\(c\)\ ?|[©ⓒ]\ ?)?(?:\d{{4}}|by\b|The\b
      |[^.]{{1,60}}All\ rights).{{0,250}}$
    |.{{0,200}}\bAll\ rights\ reserved\b.{{0,150}}$
    |Home\s?[>›»/|].{{1,100}}$|Our\ Standards:.{{1,80}}$|(?:A\ correction\ was\ made\ on|Corrections?:)\s.{{1,500}}$
    |An\ earlier\ version\ of\ this\ (?:article|story|report)\b.{{1,400}}$|(?:This|The)\ (?:story
      |article)\ has\ been\ (?:updated|corrected)\b.{{0,200}}$
    |[^。]{{0,80}}(?:無断(?:転載|複製|使用)|著作権は).{{0,80}}$|(?:この記事(?:は(?:有料|会員限定)|を(?:シェア|保存
      |印刷))|残り\ ?\d{{1,5}}\ ?(?:文字|字)|有料会員|会員限定|メルマガ|LINEで送る|無料(?:会員)?登録).{{0,80}}$
    |.{{0,100}}(?:무단\s?전재|재배포\s?금지|저작권자\s?[ⓒ©(（]).{{0,100}}$|(?:기사\s?제보|제보는|뉴스레터|카카오톡
      |네이버에서|기사를\ 추천|글자\s?크기|URL\s?복사).{{0,120}}$
    |0$|\d{{1,2}}:\d{{2}}(?:\s?/\s?\d{{1,2}}:\d{{2}})?$|Your\ browser\ does\ not\ support.{{0,80}}$
    |<!--.{{0,600}}$|</?\w{{1,12}}[^<>]{{0,200}}>$
    |[\W_]{{1,200}}$
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_SHARE_WORDS = (
    "share tweet facebook twitter x email e-mail print copy link whatsapp linkedin reddit pinterest telegram flipboard "
    "messenger threads bluesky mastodon line sms pocket bookmark save comments comment like gift this article list "
    "story via to はてなブックマーク シェア ツイート ポスト ブックマーク メール 印刷 保存 コメント note はてブ "
    "카카오톡 페이스북 트위터 밴드 공유 링크복사 url복사"
)
_SECTION_WORDS = (
    "home news world politics business sport sports opinion culture tech technology science health arts style travel "
    "video videos podcasts local weather entertainment lifestyle menu search subscribe more us uk asia europe africa "
    "economy markets ホーム トップ 国内 国際 経済 政治 スポーツ エンタメ 社会 事件 司法 "
    "地域 地方 暮らし くらし 文化 科学 教育 ライフ 芸能 社説 オピニオン 動画 写真 "
    "홈 정치 경제 사회 국제 문화 스포츠 연예"
)
_SHARE = frozenset(_SHARE_WORDS.split())
_SECTIONS = frozenset(_SECTION_WORDS.split())
_BETWEEN = re.compile(r"[\s|·•・/,>›»]+")
_FEW = 14
_LONGEST_ROW = 160


def is_row(words: str) -> bool:
    """Tell share buttons and navigation, which are nothing but their own vocabulary."""
    if len(words) > _LONGEST_ROW:
        return False
    tokens = [token for token in _BETWEEN.split(words.casefold(), maxsplit=_FEW) if token]
    if not 1 < len(tokens) <= _FEW:
        return False
    known = _SHARE if tokens[0] in _SHARE else _SECTIONS
    return all(token in known for token in tokens) and (known is _SHARE or len(tokens) > 2)  # noqa: PLR2004
