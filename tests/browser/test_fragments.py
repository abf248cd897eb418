"""The link under a quote, in a real browser: it scrolls to the sentence on the page as it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from bot.discord.embeds.links import jump
from index import Fetched, first_sentence, read_fetched
from tests.site import Site, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REST = "Nobody had expected this. The harbour office had stopped promising dates. Now the ferries rest."
SHY, NBSP = "\u00ad", "\u00a0"
SENTENCES = {
    "plain": "The old swing bridge opened again on Monday.",
    "soft hyphens": f"The old swing bridge over the nar{SHY}row har{SHY}bour opened again on Mon{SHY}day.",
    "no-break spaces": f"The repairs took 3{NBSP}years and 31{NBSP}million crowns, said the{NBSP}council.",
    "quotation marks": '“We don’t promise dates,” she said, ‘not any more’, and went on: "Never."',
    "inline elements": "The <em>old swing</em> <a href='/x'>bridge over <b>the sound</b></a> opened again on Monday.",
    "white space": "The old\n      swing   bridge\topened again\n   on Monday.",
    "entities": "Fish &amp; chips cost 5&nbsp;&euro; &mdash; or less &lt;on Fridays&gt; at the harbour&rsquo;s edge.",
    "long": f"The old bridge over the sound, {'which had been closed for long, ' * 6}opened again on Monday.",
    "dashes, commas": "The well-known bridge - old, narrow, slow - opened again, at last, on Monday, 3-2 in a vote.",
    "Japanese": "三年にわたる修理を終え、月曜日に古い旋回橋が再び開通した。",
    "Korean": "오래된 회전교가 세 번의 겨울에 걸친 수리를 마치고 월요일에 다시 개통했다.",
}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


@pytest.mark.parametrize("kind", SENTENCES)
def test_the_browser_scrolls_to_the_sentence(browser: Browser, site: Site, kind: str) -> None:
    space = "<div style='height:4000px'></div>"
    html = (
        f"<html><head><title>The bridge</title></head><body><header><h1>The bridge</h1></header>{space}"
        f"<article><p>{SENTENCES[kind]} {REST}</p><p>{REST}</p></article>{space}</body></html>"
    )
    link = site.put("/page", html)
    (source,) = read_fetched(Fetched(link, link, "text/html", "utf-8", html.encode()))
    assert source.article, source.refusal
    sentence = first_sentence(source.article)
    assert sentence
    page = browser.new_page()
    page.goto(str(jump(link, sentence)))
    page.wait_for_function("window.scrollY > 2000", timeout=10_000)
    page.close()
