from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given

from bot.discord.embeds.escape import escape, one_line
from bot.discord.embeds.links import jump, link, web
from bot.discord.embeds.parts import named
from tests.bot.discord.embeds.samples import hostile, texts

PAGE = "https://example.org/duet"


def text_of(url: str | None) -> str:
    assert url is not None
    return url.partition(":~:text=")[2]


def test_a_link_jumps_to_the_sentence() -> None:
    url = jump(PAGE, "They played “Golden”, (twice) & left - slowly.")
    assert url == (
        "https://example.org/duet#:~:text=They%20played%20%E2%80%9CGolden%E2%80%9D%2C%20%28twice%29%20%26%20left%20"
        "%2D%20slowly."
    )


def test_a_long_sentence_is_named_by_its_ends() -> None:
    start, end = text_of(jump(PAGE, "They played for a very long time " * 5 + "and then they stopped.")).split(",")
    assert unquote(start) == "They played for a very long time They"
    assert unquote(end) == "a very long time and then they stopped."


def test_a_long_japanese_sentence_is_cut_at_its_commas() -> None:
    sentence = "首相は会談のあと、" + "大統領とともにドラムを演奏した" * 8 + "と発表し、会場は拍手に包まれた。"
    start, end = text_of(jump(PAGE, sentence)).split(",")
    assert (unquote(start), unquote(end)) == ("首相は会談のあと、", "会場は拍手に包まれた。")


def test_a_sentence_in_two_lines_is_named_by_both() -> None:
    assert text_of(jump(PAGE, "The first line\nand the last")) == "The%20first%20line,and%20the%20last"


def test_a_fragment_is_kept() -> None:
    assert jump(f"{PAGE}#part", "Yes.") == f"{PAGE}#part:~:text=Yes."
    assert jump(f"{PAGE}#part:~:text=No", "Yes.") == f"{PAGE}#part:~:text=Yes."


@pytest.mark.parametrize("sentence", ["", " \n ", "あ" * 300])
def test_a_sentence_without_a_place_to_cut_gives_the_page(sentence: str) -> None:
    assert jump(PAGE, sentence) == PAGE


def test_a_link_that_grows_too_long_gives_the_page() -> None:
    page = f"{PAGE}/{'a' * 450}"
    assert jump(page, "They played for a very long time, and then they stopped.") == page


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "ftp://example.org", "//example.org", "duet", "", "https://", "https:///x"),
        *("https://example.org@evil.org/", "https://exa mple.org", "https://e\nx.org", "https://a\\b", "http://[::1]/"),
        *("discord://-/channels", f"{PAGE}/{'a' * 600}", f"{PAGE}/{'(' * 300}"),
    ],
)
def test_what_is_no_safe_link_is_none(url: str) -> None:
    assert jump(url, "Yes.") is None


def test_a_url_cannot_end_its_markdown() -> None:
    assert (
        web("https://example.org/a (b)\\<c>\"'*[d]`") == "https://example.org/a%20%28b%29%5C%3Cc%3E%22%27%2A%5Bd%5D%60"
    )
    assert web("https://example.org/%20?a=b&c=d,e#f") == "https://example.org/%20?a=b&c=d,e#f"


@given(hostile, hostile)
def test_any_link_stays_one_link(path: str, sentence: str) -> None:
    url = jump(f"https://example.org/{path}", sentence)
    assert url is None or re.fullmatch(r"""https://example\.org/[^\s()<>\\"'`*\[\]\x00-\x1f\x7f-\x9f]{0,492}""", url)


def test_a_label_is_linked() -> None:
    assert link("A | B: the duet", PAGE) == f"[A | B: the duet]({PAGE})"


@pytest.mark.parametrize(
    "label", ["A [new] duet", "snake_case", "a](https://evil.org)", "see https://a.org", "<@1> says"]
)
def test_a_label_that_discord_would_not_link_stands_before_the_link(label: str) -> None:
    shown = link(label, PAGE, "there")
    assert shown.endswith(f" · [there]({PAGE})")
    assert re.findall(r"(?<!\\)\[[^\]]*\]\(([^)]*)\)", shown) == [PAGE]


def test_a_label_without_a_url_is_plain() -> None:
    assert link("A *duet*", None) == r"A \*duet\*"
    assert link("", PAGE) == f"[→]({PAGE})"


@given(texts)
def test_no_label_breaks_out_of_its_link(label: str) -> None:
    shown = link(label, PAGE)
    assert shown.endswith(f"]({PAGE})")
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\[", shown)) == 1


@pytest.mark.parametrize(
    "label",
    [
        "bank.example", "Log in at bank.example/login", "www.bank.example", "ada@bank.example", "банк.рф",
        "BANK.EXAMPLE", "bank．example", "bank․example", "bank。example", "bank｡example", "bankꓸexample",
        "bank.\u200dexample", "ba\u0336nk.e\u0336xample", "bank.\ufe0fexample", "203.0.113.7", "discord.gg/abc",
    ],
)  # fmt: skip
def test_a_label_that_looks_like_an_address_stands_beside_the_link(label):
    shown = link(label, "https://elsewhere.example/a")
    assert shown.endswith(" · [→](https://elsewhere.example/a)")
    assert shown.startswith(escape(one_line(label)))


@pytest.mark.parametrize(
    "label", ["U.S. economy", "Version 2.0", "No. 5", "今日のニュース。続き", "Dr. Who", "Wait ... what"]
)
def test_a_title_with_a_full_stop_is_no_address(label):
    assert link(label, "https://elsewhere.example/a") == f"[{label}](https://elsewhere.example/a)"


@pytest.mark.parametrize("label", ["\u2800", "\U000e0041\U000e007f", "\u2800 \u3164", "\u0301", "\ufe0f", "\U0001d159"])
def test_a_label_that_looks_like_nothing_is_left_out(label):
    assert link(label, "https://elsewhere.example/a") == "[→](https://elsewhere.example/a)"
    assert named(label, "https://elsewhere.example/a") == "elsewhere.example/a"
