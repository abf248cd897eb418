"""What stands in an article's place is told by what is seen, and nothing of it becomes an article."""

from __future__ import annotations

import pytest

from index import Fetched, IngestError, Source, read_fetched
from index.ingest.structured import read_structured

STORY = (
    "The old swing bridge opened again on Monday. Engineers replaced all forty of its bearings in three winters. "
    "The work cost 31 million crowns. Fishermen say that the span opens only four times a day."
)
LONG = f"<p>{STORY}</p><p>{STORY.replace('bridge', 'crossing')}</p><p>{STORY.replace('Monday', 'Friday')}</p>"
FREE_NOT = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'


def at(
    body: str, head: str = "<title>News</title>", media: str = "text/html", link: str = "https://news.example/a"
) -> Source:
    (source,) = read_fetched(
        Fetched(link, link, media, "utf-8", f"<html><head>{head}</head><body>{body}</body></html>".encode())
    )
    return source


SEEN = {
    "few": ("<p>The bridge is open. It is new.</p>", "", "Only 2 sentences"),
    "one": ("<p>The bridge is open at last.</p>", "", "Only one sentence"),
    "none": ("<div><a href=/a>Home</a></div>", "", "Only no sentence"),
    "404": ("<h1>Page not found</h1><p>Sorry, it is gone. Try the search. Or go home.</p>", "", "an error page"),
    "404 title": (
        "<p>Oops. We looked everywhere. It is not here.</p>",
        "<title>404 - Courier</title>",
        "an error page",
    ),
    "gone": (
        "<h1>This story is no longer available</h1><p>Please look at our newest stories.</p>",
        "",
        "an error page",
    ),
    "maintenance": ("<h1>Under maintenance</h1><p>We are back soon.</p>", "", "an error page"),
    "Japanese error": ("<h1>ページが見つかりませんでした</h1><p>お探しのページはありません。</p>", "", "an error page"),
    "Korean error": ("<h1>페이지를 찾을 수 없습니다</h1><p>주소를 확인해 주세요.</p>", "", "an error page"),
    "robots": ("<p>Please wait while we look.</p>", "<title>Just a moment...</title>", "a check for robots"),
    "captcha": ("<h1>Are you a human?</h1><p>Solve the captcha below to go on.</p>", "", "a check for robots"),
    "blocked": ("<h1>Access denied</h1><p>You have no permission to look at this.</p>", "", "a check for robots"),
    "log-in": ("<h1>Welcome</h1><form><input name=u><input type=password></form>", "", "a page to log in"),
    "sign-in": ("<p>Welcome back, dear reader.</p>", "<title>Sign in to Courier</title>", "a page to log in"),
    "Japanese log-in": ("<p>会員の方はこちら。</p>", "<title>ログイン</title>", "a page to log in"),
    "consent": (
        "<h1>Before you continue</h1><p>We and our 812 partners use cookies for this.</p><p>You may consent or "
        "refuse cookies now.</p><p>Cookies are small files on your device.</p>",
        *("", "cookies or consent"),
    ),
    "paid": (f"<p>{STORY[:44]}</p><div>Subscribe now to continue reading this story.</div>", "", "to be paid for"),
    "paid by its own word": (
        f"<p>{STORY}</p><div class=wall>Already a subscriber? Log in.</div>",
        FREE_NOT,
        "to be paid for",
    ),
    "paid below": (
        f"<article><p>{STORY}</p><div>This article is for subscribers only. Join us.</div></article>",
        "",
        "to be paid for",
    ),
    "Japanese paid": (
        "<p>橋が月曜日に再び開通した。</p><p>この記事は有料会員限定です。残り1204文字</p>",
        "",
        "to be paid for",
    ),
    "script": ("<div id=root></div><script src=/app.js></script>", "", "a program in the browser"),
    "noscript": (
        "<div id=app></div><noscript>You need to enable JavaScript to run this app.</noscript>",
        "",
        "a program in",
    ),
    "video": ("<video src=a.mp4></video><p>Watch the bridge turn.</p>", "", "a video"),
    "video by its own word": (
        "<p>Watch the bridge turn.</p>",
        *("<meta property='og:type' content='video.other'>", "a video"),
    ),
    "pictures": ("<img src=1><img src=2><img src=3><img src=4><p>The bridge in pictures.</p>", "", "pictures"),
}


@pytest.mark.parametrize("case", SEEN)
def test_what_is_seen_in_an_articles_place_is_said(case: str) -> None:
    body, head, words = SEEN[case]
    source = at(body, head or "<title>News</title>")
    assert isinstance(source.refusal, IngestError)
    assert words in str(source.refusal)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (LONG, ""),
        (f"{LONG}<div class=cookie><p>We use cookies. Accept all cookies?</p></div>", ""),
        (f"{LONG}<aside><p>Subscribe to continue reading our morning letter.</p></aside>", ""),
        (LONG, FREE_NOT),
        (f"<form><input type=password></form>{LONG}", ""),
        (f"{LONG}<video src=a></video>", "<meta property='og:type' content='article'>"),
        (f"<h1>Error 404: how a bridge was lost</h1>{LONG}", ""),
        (f"<noscript>Enable JavaScript to see comments.</noscript><p>{STORY}</p>", ""),
        (f"<p>{STORY}</p><footer><p>We use cookies. See our privacy settings.</p></footer>", ""),
    ],
)
def test_an_article_beside_such_things_stays_one(body: str, head: str) -> None:
    source = at(body, f"<title>News</title>{head}")
    assert source.article, source.refusal
    assert "bearings" in source.article.text


@pytest.mark.parametrize(
    ("media", "data", "words"),
    [
        ("image/png", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("video/mp4", b"\0\0\0\x18ftyp", "a video"),
        ("audio/mpeg", b"ID3", "a recording"),
        ("application/rss+xml", b"<?xml version='1.0'?><rss><channel/></rss>", "a feed"),
        ("text/xml", b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "a feed"),
        ("application/json", b'{"a": 1}', "not read (application/json)"),
        ("text/css", b"body { color: red }", "not read (text/css)"),
        ("application/octet-stream", b"plain words. of no kind. here.", "not read"),
        ("text/html", b"", "nothing at this link"),
        ("text/html", b"   \n", "nothing at this link"),
        ("text/plain", b"One sentence alone.", "Only one sentence"),
        ("text/html", b"\x00\x01\x02 binary", "not text"),
        ("text/html", b"<html>" + b"<b>" * 50_001, "over 50,000 tags"),
    ],
)
def test_what_is_no_page_is_said(media: str, data: bytes, words: str) -> None:
    (source,) = read_fetched(Fetched("https://a.example/b", "https://a.example/b", media, None, data))
    assert words in str(source.refusal)


@pytest.mark.parametrize(
    ("said", "author", "day"),
    [
        (
            '{"@type":"NewsArticle","author":[{"name":"A Lee"},{"name":"B Kim"}],"datePublished":"2026-02-03"}',
            "A Lee, B Kim",
            "2026-02-03",
        ),
        (
            '{"@graph":[{"@type":["Article","X"],"author":"C Park","datePublished":"2026-02-03T08:00:00+09:00"}]}',
            "C Park",
            "2026-02-03",
        ),
        ('[{"@type":"WebPage","mainEntity":{"@type":"BlogPosting","author":{"name":"D Mori"}}}]', "D Mori", "None"),
        ("{broken", "None", "None"),
        ("[" * 5000, "None", "None"),
        ('{"@type":"NewsArticle","author":{"name":{"x":1}},"datePublished":["x"]}', "None", "None"),
    ],
)
def test_what_a_page_says_for_machines_is_taken(said: str, author: str, day: str) -> None:
    source = at(LONG, f'<title>News</title><script type="application/ld+json">{said}</script>')
    assert source.article
    assert (str(source.article.author), str(source.article.published)) == (author, day)


def test_an_article_among_other_things_is_found() -> None:
    from lxml import html

    tree = html.document_fromstring(f"<html><head>{FREE_NOT}<link rel='canonical' href='/x'></head><body/></html>")
    said = read_structured(tree)
    assert (said.is_free, said.canonical, said.kinds) == (False, "/x", {"newsarticle"})
