"""Whatever repeats without end: four times of it takes about four times as long, in every step of the way of a text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.embeds.answer import answer_embed
from index import Answer, Item
from index.cutting import cut
from index.ingest import classify
from index.ingest.fields import read_fields
from index.ingest.items import read_item
from index.language import detect
from index.question import obstacle, tidy
from index.terms import terms
from tests.bot.discord.embeds.samples import SAY, kept
from tests.bot.records import QUOTE

ONCE = 6_000
"""Characters: a square of it shows, and a line takes next to nothing."""
TIMES = 4
BOUND = 10.0
"""Four times in a line, sixteen times in a square."""
TRIES = 4
LEAST_S = 0.02
"""What is shorter is too short to be compared."""
ATOMS = (
    *(
        "a",
        "A ",
        " ",
        "\n",
        "\n\n",
        "\t",
        "\u3000",
        "\u00a0",
        ".",
        ". ",
        "? ",
        "…",
        "。",
        "！",
        "，",
        "日",
        "船は",
        "배는 ",
    ),
    *('"', "'", "“", "”", "‘", "’", "「", "」", "(", ")", "[", "]", "<", ">", "{", "}", "«", "»", "（", "）"),
    *("<?xml ", "<?xml version='1.0'?>", "<p>", "<p ", "</p>", "<li>", "<ul><li>", "<div>", "<a>", "<a href='x'>y</a>"),
    *("<!--", "-->", "<script>", "<br>", "a=b ", "=", "/", "<td>", "<b>", "<h2>x</h2>", "&amp;", "&#x41;", "<![CDATA["),
    *(
        "By ",
        "Ann Lee ",
        "and ",
        "| ",
        "Photo: ",
        "© ",
        "Copyright ",
        "2026 ",
        "14 ",
        "14 Aug 1914 ",
        "Aug. ",
        "3/4/",
        "5:02 a.m. ",
    ),
    *(
        "Published ",
        "Updated ",
        "ago ",
        "Mr. ",
        "U.S. ",
        "J. ",
        "Read more: ",
        "Related ",
        "記者",
        "기자 ",
        "（聞き手）",
    ),
    *(
        "- ",
        "* ",
        "1. ",
        "# ",
        "## ",
        "> ",
        "---\n",
        "...\n",
        "===\n",
        "| ",
        "![",
        "](",
        "*",
        "_",
        "`",
        "\\",
        "||",
        "~~",
    ),
    *(
        "https://",
        "a.b/",
        "?x=1&",
        "@everyone",
        "<@1>",
        ":e:",
        "#",
        "\u202e",
        "\u200b",
        "e\u0301",
        "👩\u200d👩",
        "ſ",
        "İ",
    ),
    *("key: ", "[a, ", "{a: ", "&a ", "*a ", "'", '\\"', "\\u", "\x85", "\x0b", "\r", "\r\n", "\u2028"),
)
fragments = st.lists(st.sampled_from(ATOMS), min_size=1, max_size=4).map("".join)
edges = st.lists(st.sampled_from(ATOMS), max_size=3).map("".join)


def of_item(name: str, before: str = "", after: str = "") -> Callable[[str], object]:
    return lambda text: [cut(one) for one in read_item(Item(name, f"{before}{text}{after}".encode()), 9)]


def of_record(text: str) -> object:
    said = {"text": f"A ferry. {text}", "title": text, "url": f"https://a.b/{text}", "date": text, "author": [text]}
    return [cut(one) for one in read_item(Item("a.jsonl", json.dumps(said).encode()), 9)]


def of_question(text: str) -> object:
    return obstacle(tidy(text), {"en"}), terms(tidy(text))


def of_embed(text: str) -> object:
    quote = replace(QUOTE, text=text, before=text, after=text, url=f"https://a.b/{text}", title=text, mark=((0, 9),))
    return answer_embed(kept(Answer(text, (quote,), further=(quote,), total=2)), SAY)


STEPS: dict[str, Callable[[str], object]] = {
    "page": of_item("a.html", "<html><body><p>The ferry sails.</p>"),
    "page's head": of_item("a.html"),
    "page's tag": of_item("a.html", "<html><body><p class='", "'>The ferry sails.</p>"),
    "markdown": of_item("a.md"),
    "front matter": of_item("a.md", "---\ntitle: ", "\n---\nThe ferry sails."),
    "text": of_item("a.txt", "The ferry sails. "),
    "record": of_record,
    "fields": lambda text: read_fields({"title": text, "url": text, "date": text, "language": text, "author": text}),
    "cleaner": classify,
    "language": detect,
    "question": of_question,
    "embed": of_embed,
}


def grown(step: Callable[[str], object], start: str, fragment: str, end: str) -> float:
    """Return how many times as long a step takes over so many times as much, at best."""
    once, more = (start + fragment * (size // len(fragment)) + end for size in (ONCE, TIMES * ONCE))
    best = float("inf")
    for _ in range(TRIES):
        best = min(best, _seconds(step, more) / max(_seconds(step, once), LEAST_S))
        if best <= BOUND:
            break
    return best


def _seconds(step: Callable[[str], object], text: str) -> float:
    began = process_time()
    step(text)
    return process_time() - began


@pytest.mark.parametrize("name", STEPS)
@settings(max_examples=12, deadline=None, derandomize=True)
@given(start=edges, fragment=fragments, end=edges)
def test_no_step_takes_more_than_its_share_of_a_longer_text(name: str, start: str, fragment: str, end: str) -> None:
    assert grown(STEPS[name], start, fragment, end) <= BOUND


@pytest.mark.parametrize("fragment", ["<?xml ", " ", "<?xml version='1.0' ", "<p ", "a=b "])
def test_what_was_quadratic_is_so_no_more(fragment: str) -> None:
    assert grown(STEPS["page's head"], "<p>", fragment * 8, "") <= BOUND


def test_a_square_is_seen() -> None:
    pattern = re.compile(r"\s*x")
    assert grown(lambda text: pattern.sub("", text[::2]), "", " " * 8, "") > BOUND
