"""The cleaner, rule by rule, and what holds for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import TooLarge
from index.ingest import classify
from index.ingest.dates import find_date, to_date

STORY = (
    "The ferry to the outer islands will sail again from Monday after two years in the yard, its owner said.\n"
    "Its engines were rebuilt by hand, and its bell was cast anew in the town where it was first made.\n"
    "The first crossing is free for anyone who was born on the islands, and for their dogs as well.\n"
)


def kinds(text: str) -> list[str]:
    return [part.kind for part in classify(text).parts]


def kind_below(line: str) -> str:
    """Class a line that follows a story."""
    return kinds(STORY + line)[-1]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Read more: The harbour that moved", "link"),
        ("ALSO READ: Ten ferries to take this summer", "link"),
        ("See also: The bell founders of Aune", "link"),
        ("https://example.com/ferries/2026", "link"),
        ("関連記事：島の学校", "link"),
        ("Additional reporting by Ola Nord; editing by Pia Lund", "credit"),
        ("Associated Press writer Ola Nord in Oslo contributed to this report.", "credit"),
        ("This article was first published in The Harbour Review.", "credit"),
        ("Follow Ola Nord on Bluesky: @olanord", "credit"),
        ("(AP Photo/Ola Nord)", "caption"),
        ("Photo: Ola Nord", "caption"),
        ("The ferry at its berth on Friday. (Ola Nord/Getty Images)", "caption"),
        ("写真＝山田太郎撮影", "caption"),
        ("사진=연합뉴스", "caption"),
        ("Sign up for our newsletter", "boilerplate"),
        ("Already a subscriber? Log in", "boilerplate"),
        ("We use cookies to improve your experience.", "boilerplate"),
        ("Facebook Twitter Email", "boilerplate"),
        ("Copy link", "boilerplate"),
        ("Story continues below", "boilerplate"),
        ("Support our journalism with a gift", "boilerplate"),
        ("© 2026 The Harbour Review", "boilerplate"),
        ("Tags: ferries, islands", "boilerplate"),
        ("무단 전재 및 재배포 금지", "boilerplate"),
        ("無断転載を禁じます", "boilerplate"),
        ("* * *", "boilerplate"),
        ("Updated March 3, 2026, at 9:15 p.m. GMT", "byline"),
        ("홍길동 기자", "byline"),
    ],
)
def test_a_line_around_the_story_is_not_body(line: str, kind: str) -> None:
    assert kind_below(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "She said so.",
        "“No, no, no!” he said.",
        "Q: Who rang the bell?",
        "The owner named three ports:",
        "- Aune, where the bell was cast",
        "By Friday the tickets were gone.",
        "Subscribers to the old line, of whom there were nine, were not asked.",
        "Published in 1902, the timetable lists two crossings a day.",
        "Copyright in the timetable ran out long ago.",
        "Related species of gull follow the ship.",
        "More than 300 people waved.",
        "Reporting for work at dawn, the crew found the quay full.",
        "Ola Nord, who has sailed since 1990, is the captain for the Aune line.",
        "船は月曜日に出る。",
        "男は無断で曲を複製した疑いが持たれている。",
        "会社によると、有料会員は5万人に達した。",
        "――なぜ船に？",
        "배는 월요일에 떠난다.",
        "그는 노래를 무단 복제한 혐의로 재판을 받는다.",
        "제보를 받은 경찰이 배를 세웠다.",
        "▲15일 첫 배가 떠났다. 손님은 셋이었다.",
    ],
)
def test_a_short_line_of_the_story_stays_body(line: str) -> None:
    assert kind_below(line) == "body"


@pytest.mark.parametrize("line", ["By Jane Doe", "# Ferries", "Related", "(AP Photo/Ola Nord)", "just some words"])
def test_a_text_of_one_line_is_body(line: str) -> None:
    assert kinds(line) == ["body"]


def test_a_text_of_one_notice_is_not_body() -> None:
    assert kinds("Sign up for our newsletter") == ["boilerplate"]


def test_other_stories_end_where_the_story_goes_on() -> None:
    text = STORY + "Related coverage\n* The gulls of Aune\n* A bell with two voices\n" + STORY
    assert kinds(text) == ["body"] * 3 + ["link"] * 3 + ["body"] * 3


def test_a_list_without_such_a_heading_is_body() -> None:
    text = STORY + "The ship calls at:\n1. Aune\n2. Brekke\n3. Sund\n" + STORY
    assert kinds(text) == ["body"] * 10


def test_a_list_mark_on_a_line_of_its_own_is_no_part_of_the_item() -> None:
    text = STORY + "-\nAune has two piers."
    assert [text[part.start : part.end] for part in classify(text).parts[3:]] == ["-", "Aune has two piers."]


def test_a_wrapped_paragraph_is_one_part() -> None:
    text = (
        "The ferry sails at dawn and comes back before the\n"
        "sun is down, and its bell can be heard as far as\n"
        "the mill.\n\nNobody is late.\n"
    )
    assert [text[part.start : part.end][-5:] for part in classify(text).parts] == ["mill.", "late."]


def test_paragraphs_on_lines_of_their_own_are_parts_of_their_own() -> None:
    assert kinds(STORY) == ["body", "body", "body"]


def test_a_biography_of_somebody_in_the_story_stays_body() -> None:
    text = (
        "Nord rang the bell twice and would not say why.\n"
        + STORY
        + "Ola Nord is the ferry correspondent for The Review."
    )
    assert kinds(text)[-1] == "body"


def test_a_biography_below_names_the_author() -> None:
    found = classify(STORY + "Ola Nord is the ferry correspondent for The Review, covering the islands.")
    assert (found.author, found.parts[-1].kind) == ("Ola Nord", "credit")


def test_a_reporter_who_helped_is_not_the_author() -> None:
    assert classify(STORY + "Ola Nord contributed reporting from Aune.").author is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Javier C. Hernández", "Javier C. Hernández"),
        ("By Jane Doe and John Roe, Reuters", "Jane Doe, John Roe"),
        ("BY JANE DOE", "Jane Doe"),
        ("Jane Doe | March 3, 2026", "Jane Doe"),
        ("文＝山田太郎", "山田太郎"),
        ("홍길동 기자", "홍길동"),
    ],
)
def test_a_byline_becomes_the_author(line: str, author: str) -> None:
    assert classify(f"The Ferry Sails Again\n{line}\n{STORY}").author == author


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Published Jan. 14, 2026, 5:02 a.m. ET", date(2026, 1, 14)),
        ("14th of January 2026", date(2026, 1, 14)),
        ("2026年1月14日", date(2026, 1, 14)),
        ("2026. 1. 14.", date(2026, 1, 14)),
        ("14 de enero de 2026", date(2026, 1, 14)),
        ("1/14/2026", date(2026, 1, 14)),
        ("1. März 2026", date(2026, 3, 1)),
    ],
)
def test_a_whole_date_is_read(words: str, day: date) -> None:
    found = find_date(words)
    assert found is not None
    assert found[0] == day


@pytest.mark.parametrize(
    "words", ["January 14", "3/4/2026", "February 30, 2026", "January 2026", "2026-13-01", "0000-01-01", ""]
)
def test_a_date_that_is_not_whole_is_not_guessed(words: str) -> None:
    assert to_date(words) is None


def test_more_lines_than_an_article_has_are_refused() -> None:
    with pytest.raises(TooLarge, match="200,001 lines"):
        classify("a\n" * 200_000 + "a")


@given(st.text(st.sampled_from("aA.。“”-*#|=> \n\r\t\u3000\u2028あ가1:(")) | st.text())
def test_the_parts_of_any_text_are_in_order_trimmed_and_hold_all_its_words(text: str) -> None:
    at = 0
    for part in classify(text).parts:
        assert part.start >= at
        assert part.start < part.end <= len(text)
        assert not text[at : part.start].strip()
        assert text[part.start : part.end] == text[part.start : part.end].strip()
        at = part.end
    assert not text[at:].strip()
