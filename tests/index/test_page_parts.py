"""What stands on a page beside its article, and what of the article stands elsewhere."""

from __future__ import annotations

import pytest

from index import Fetched, read_fetched
from index.records import Source

LINK = "https://courier.example/ferry"
BODY = [
    "The ferry between Dunhaven and the islands will sail twice a day from the first of June.",
    "Its owner, Mara Voss, said that the second boat had been repaired for half of what a new one costs.",
    "Islanders had asked for it since the bridge was closed in the storm of last November.",
    "Tickets stay at four crowns, and children sail for nothing until the end of the summer.",
]
ASIDE = "I have taken this ferry for thirty years and it has never once been late in the morning."
LEAD = "A second boat brings the islands nearer: the ferry doubles its sailings in June, at the old price."


def page(body: str, head: str = "", of: str = "") -> str:
    return f"<html><head><title>Ferry</title>{head}</head><body {of}>{body}</body></html>"


def read(html: str, link: str = LINK) -> Source:
    (source,) = read_fetched(Fetched(link, link, "text/html", "utf-8", html.encode()))
    return source


def quoted(html: str) -> str:
    source = read(html)
    assert source.article, source.refusal
    return "\n".join(source.article.text[part.start : part.end] for part in source.article.parts if part.kind == "body")


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "named",
    [
        'class="sf_comment"',
        'class="reader-comments"',
        'id="comentarios"',
        'class="subscribe-form left"',
        'class="cookiemsg"',
        'class="newsletter-box"',
    ],
)
def test_what_a_page_names_beside_its_article_is_not_quoted(named: str) -> None:
    found = quoted(page(f"<div>{paragraphs(BODY)}</div><div {named}><p>{ASIDE}</p></div>"))
    assert ASIDE not in found
    assert all(text in found for text in BODY)


@pytest.mark.parametrize("of", ['class="cookie-consent-open"', 'class="has-comments comments"'])
def test_a_name_for_the_whole_page_takes_nothing_out(of: str) -> None:
    assert all(text in quoted(page(f"<div>{paragraphs(BODY)}</div>", of=of)) for text in BODY)


def test_comments_stay_where_they_are_what_the_page_is_for() -> None:
    found = quoted(page(f'<p>Who remembers it?</p><div class="sf_comment">{paragraphs(BODY)}</div>'))
    assert BODY[1] in found


def test_a_lead_above_the_article_is_part_of_it() -> None:
    html = page(
        f'<header><div class="top"><h1>Ferry</h1><div>{LEAD}</div></div></header><article>{paragraphs(BODY)}</article>',
        head=f'<meta name="description" content="{LEAD}">',
    )
    assert quoted(html).splitlines()[0] == LEAD


def test_a_description_that_is_not_shown_is_not_quoted() -> None:
    html = page(f"<article>{paragraphs(BODY)}</article>", head=f'<meta name="description" content="{LEAD}">')
    assert LEAD not in quoted(html)


def test_the_front_page_of_a_site_is_no_article() -> None:
    titles = "".join(f'<li><a href="/{n}">The news of the islands, part {n} of all</a></li>' for n in range(20))
    html = page(f"<ul>{titles}</ul>{paragraphs(BODY)}")
    assert "front page of a site" in str(read(html, "https://courier.example/").refusal)
    assert read(html).article


def test_lists_and_counts_of_a_japanese_page_are_not_quoted() -> None:
    body = "".join(
        f"<p>{text}</p>"
        for text in (
            "汐見市は五日、島へ渡る船を六月から一日二往復に増やすと発表した。",
            "修理を終えた二隻目の船を使い、料金は四百円のまま据え置くという。",
            "島の住民は昨年十一月の嵐で橋が閉じられて以来、増便を求めていた。",
        )
    )
    items = ("島の学校、船通学を再開 （2018/6/18 14:10）", "橋の工事、来春まで （2018/6/15付）")
    more = "<p>（1/3ページ）</p><ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    found = quoted(page(f"<article>{body}{more}</article>"))
    assert "四百円" in found
    assert "ページ" not in found
    assert "2018" not in found
