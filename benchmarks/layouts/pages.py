"""A function a layout: the page, and what on it is the article."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.layouts import words as w


@dataclass(frozen=True)
class Made:
    """A page with its article's paragraphs."""

    html: str
    body: tuple[str, ...]


def paragraphs(texts: Sequence[str], tag: str = "p", name: str = "") -> str:
    attribute = f' class="{name}"' if name else ""
    return "\n".join(f"<{tag}{attribute}>{text}</{tag}>" for text in texts)


def ld(**said: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **said})}</script>'


NAV = (
    '<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li>'
    '<li><a href="/harbour">Harbour</a></li><li><a href="/weather">Weather</a></li></ul></nav>'
)
COOKIES = f'<div class="cookie-banner" role="dialog"><p>{w.NOISE[1]}</p><button>Accept all</button></div>'
FOOT = f'<footer><p>{w.NOISE[4]}</p><ul><li><a href="/about">About us</a></li><li><a href="/privacy">Privacy</a></li></ul></footer>'
RELATED = (
    f'<aside class="related"><h3>More on this</h3><ul><li><a href="/1">{w.NOISE[2]}</a></li>'
    f'<li><a href="/2">{w.NOISE[3]}</a></li></ul></aside>'
)
SHARE = f'<div class="share-tools"><span>{w.NOISE[5]}</span><a href="#">Mail</a><a href="#">Print</a></div>'
LETTER = f'<div class="newsletter-signup"><h4>The morning letter</h4><p>{w.NOISE[0]}</p><form><input type="email"></form></div>'
REMARKS = (
    '<section id="comments" class="comments"><h3>Comments</h3>'
    + "".join(f'<div class="comment"><b>reader</b><p>{text}</p></div>' for text in w.COMMENTS)
    + "</section>"
)
FIGURE = f'<figure><img src="/a.jpg" alt="bridge"><figcaption>{w.CAPTION}</figcaption></figure>'
HEAD = "<title>The bridge is back | Kestrel Courier</title>"


def page(body: str, head: str = HEAD, lang: str = "en", attributes: str = "") -> str:
    return f'<!doctype html><html lang="{lang}"{attributes}><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def news() -> Made:
    head = HEAD + ld(
        **{
            "@type": "NewsArticle",
            "headline": "The bridge is back",
            "author": {"@type": "Person", "name": "Jon Berg"},
            "publisher": {"@type": "Organization", "name": "Kestrel Courier"},
            "datePublished": "2026-02-03T08:00:00Z",
        }
    )
    middle = paragraphs(w.HARBOUR[:3]) + RELATED + paragraphs(w.HARBOUR[3:5]) + LETTER + paragraphs(w.HARBOUR[5:])
    main = f"<main><article><h1>The bridge is back</h1><p class='byline'>By Jon Berg</p>{SHARE}{FIGURE}{middle}</article></main>"
    return Made(page(COOKIES + f"<header>{NAV}</header>" + main + REMARKS + FOOT, head), w.HARBOUR)


def live() -> Made:
    entries = "".join(
        f'<article class="live-entry" id="e{n}"><header><time>{time}</time><h3>Update {n}</h3></header><p>{text}</p>'
        f"<p>{w.HARBOUR[n]}</p></article>"
        for n, (time, text) in enumerate(w.UPDATES)
    )
    main = f'<main><h1>Bridge opens: live</h1><p class="summary">{w.HARBOUR[6]}</p><div class="live-feed">{entries}</div></main>'
    body = (w.HARBOUR[6], *(each for n, (_, text) in enumerate(w.UPDATES) for each in (text, w.HARBOUR[n])))
    return Made(page(NAV + main + RELATED + FOOT), body)


def blog() -> Made:
    side = (
        f'<div id="sidebar"><h2>About me</h2><p>{w.NOISE[7]}</p><h2>Archive</h2><ul><li><a href="/a">January</a></li>'
        f'<li><a href="/b">February</a></li></ul></div>'
    )
    post = (
        f'<div class="post"><h2 class="post-title"><a href="/p">The bridge is back</a></h2><div class="entry">'
        f"{paragraphs(w.HARBOUR)}</div><p class='postmetadata'>Posted in <a href='/t'>Harbour</a> | 2 comments</p></div>"
    )
    return Made(
        page(
            f'<div id="page"><div id="header"><h1>Notes</h1></div>{side}<div id="content">{post}{REMARKS}</div></div>{FOOT}'
        ),
        w.HARBOUR,
    )


def magazine() -> Made:
    pull = f'<aside class="pullquote"><p>{w.HARBOUR_QUOTED}</p></aside>'
    first = f'<p class="intro"><span class="dropcap">{w.HARBOUR[0][0]}</span>{w.HARBOUR[0][1:]}</p>'
    main = (
        f'<article class="feature"><header><h1>Of bronze and bread</h1><p class="credits">Words Jon Berg</p></header>{first}'
        f"{paragraphs(w.HARBOUR[1:3])}{pull}{FIGURE}<h2>The money</h2>{paragraphs(w.HARBOUR[3:5])}"
        f'<figure class="wide"><img src="b.jpg"><figcaption>{w.ALT_CAPTION}</figcaption></figure>{paragraphs(w.HARBOUR[5:])}</article>'
    )
    return Made(page(COOKIES + NAV + main + LETTER + RELATED + FOOT), w.HARBOUR)


def agency() -> Made:
    texts = ("KESTREL SOUND, Feb. 3 (KNA) — " + w.HARBOUR[0], *w.HARBOUR[1:])
    main = f'<div class="story"><h1>Bridge reopens</h1><div class="timestamp">Feb. 3, 2026 8:00 AM</div><div class="body-text">{"<br><br>".join(texts)}</div></div>'
    return Made(page(NAV + main + FOOT), texts)


def forum() -> Made:
    posts = "".join(
        f'<div class="post" id="p{n}"><div class="postprofile"><a href="/u">{who}</a><dl><dd>Posts: 12</dd></dl></div>'
        f'<div class="postbody"><div class="content">{text}</div></div></div>'
        for n, (who, text) in enumerate(w.POSTS)
    )
    main = f'<div id="wrap"><h2 class="topic-title">The new lamps</h2>{posts}<div class="pagination">Page 1 of 1</div></div>'
    return Made(page(NAV + main + FOOT), tuple(text for _, text in w.POSTS))


def answers() -> Made:
    items = "".join(
        f"<section><h3>{question}</h3><div><p>{answer}</p></div></section>" for question, answer in w.ANSWERS
    )
    main = f'<main id="content"><h1>Questions about the bridge</h1><p>{w.HARBOUR[5]}</p>{items}</main>'
    return Made(page(NAV + main + LETTER + FOOT), (w.HARBOUR[5], *(answer for _, answer in w.ANSWERS)))


def listed() -> Made:
    items = "".join(f"<li>{text}</li>" for text in w.LIST)
    main = f"<article><h1>On the bridge</h1>{paragraphs(w.HARBOUR[:1])}<ol>{items}</ol>{paragraphs(w.HARBOUR[4:6])}</article>"
    return Made(page(NAV + main + RELATED + FOOT), (w.HARBOUR[0], *w.LIST, *w.HARBOUR[4:6]))


def tabled() -> Made:
    rows = "".join(f"<tr><th>{name}</th><td>{one}</td><td>{other}</td></tr>" for name, one, other in w.TABLE)
    main = (
        f"<article><h1>The bridge in figures</h1>{paragraphs(w.HARBOUR[:2])}<table><thead><tr><th>Season</th><th>Traffic</th>"
        f"<th>Works</th></tr></thead><tbody>{rows}</tbody></table>{paragraphs(w.HARBOUR[3:4])}</article>"
    )
    cells = tuple(cell for _, one, other in w.TABLE for cell in (one, other))
    return Made(page(NAV + main + FOOT), (*w.HARBOUR[:2], *cells, w.HARBOUR[3]))


def columns() -> Made:
    left = f'<div class="col" style="float:left;width:48%">{paragraphs(w.HARBOUR[:4])}</div>'
    right = f'<div class="col" style="float:right;width:48%">{paragraphs(w.HARBOUR[4:])}</div>'
    main = f'<table class="layout"><tr><td>{NAV}</td><td><h1>The bridge is back</h1><div class="cols">{left}{right}</div></td></tr></table>'
    return Made(page(main + FOOT), w.HARBOUR)


def docs() -> Made:
    steps = "".join(
        f"<h2>Step {n}</h2><p>{text}</p><pre><code>lever --set {n}</code></pre>" for n, text in enumerate(w.STEPS, 1)
    )
    toc = '<div class="toctree"><ul><li><a href="#1">Step 1</a></li><li><a href="#2">Step 2</a></li></ul></div>'
    note = f'<div class="admonition note"><p class="admonition-title">Note</p><p>{w.LIST[1]}</p></div>'
    main = f'<div class="document"><div class="sphinxsidebar">{toc}</div><div class="body" role="main"><h1>Turning the span</h1><p>{w.HARBOUR[1]}</p>{note}{steps}</div></div>'
    return Made(page(NAV + main + FOOT), (w.HARBOUR[1], w.LIST[1], *w.STEPS))


def spans() -> Made:
    """Each paragraph is a div in many inline elements, as page builders make them."""
    texts = "".join(
        f'<div class="x1" dir="auto"><div><span><span>{text.replace(" the ", " <a href=/x>the</a> ", 1)}</span></span></div></div>'
        for text in w.HARBOUR
    )
    main = f'<div role="main"><div data-block="title"><h1>The bridge is back</h1></div><div data-block="text">{texts}</div></div>'
    return Made(page(f'<div class="top">{NAV}</div>' + main + SHARE + RELATED + FOOT), w.HARBOUR)


def recipe() -> Made:
    """A story with boxes, sub-headings and a definition list."""
    terms = "".join(f"<dt>{question}</dt><dd>{answer}</dd>" for question, answer in w.ANSWERS[:2])
    main = (
        f"<article><h1>The bridge is back</h1>{paragraphs(w.HARBOUR[:2])}<blockquote><p>{w.HARBOUR[2]}</p></blockquote>"
        f"<h2>What it cost</h2>{paragraphs(w.HARBOUR[3:5])}<dl>{terms}</dl>{paragraphs(w.HARBOUR[5:])}</article>"
    )
    return Made(page(NAV + main + LETTER + FOOT), (*w.HARBOUR, *(answer for _, answer in w.ANSWERS[:2])))


def japanese() -> Made:
    head = "<title>旋回橋が再開通 - 港新聞</title>"
    main = (
        f'<div id="main"><h1>旋回橋が再開通</h1><p class="date">2026年2月3日 8時00分</p><div class="article-body">{paragraphs(w.JAPANESE)}</div>'
        '<ul class="ranking"><li><a href="/1">人気の灯台十選を紹介します。</a></li></ul><p class="copyright">無断転載を禁じます。</p></div>'
    )
    return Made(page(main, head, "ja"), w.JAPANESE)


def korean() -> Made:
    head = "<title>회전교 다시 열리다 : 항구일보</title>"
    main = (
        f'<div class="article_view"><h3>회전교 다시 열리다</h3><div id="articleBody">{"<br/><br/>".join(w.KOREAN)}</div>'
        '<div class="reporter">김하늘 기자 sky@example.com</div><div class="relation"><a href="/1">등대 열 곳을 소개합니다.</a></div></div>'
        "<div class='copyright'>무단 전재 및 재배포 금지</div>"
    )
    return Made(page(main, head, "ko"), w.KOREAN)


def right_to_left() -> Made:
    main = f'<article><h1>الجسر يعود</h1><div class="content">{paragraphs(w.ARABIC)}</div></article><div class="more"><a href="/1">اقرأ أيضا: عشر منارات تستحق الزيارة.</a></div>'
    return Made(page(main, "<title>الجسر يعود</title>", "ar", ' dir="rtl"'), w.ARABIC)


PAGES: dict[str, Callable[[], Made]] = {
    "news": news,
    "live blog": live,
    "blog": blog,
    "magazine": magazine,
    "agency": agency,
    "forum": forum,
    "questions and answers": answers,
    "list": listed,
    "tables": tabled,
    "two columns": columns,
    "docs page": docs,
    "page builder": spans,
    "boxes": recipe,
    "Japanese": japanese,
    "Korean": korean,
    "right to left": right_to_left,
}
