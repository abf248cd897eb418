from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.desk.curating.unanswered import Group, grouped
from bot.discord.embeds.articles.unanswered import PAGE, Listed, Page, unanswered_embed
from bot.records import ArticleRef, Scope
from bot.store import Unanswered
from index import Fact
from tests.bot.discord.embeds.samples import SAY, assert_sendable, hostile, quotes
from tests.bot.records import QUOTE

ASKED = datetime(2026, 2, 1, tzinfo=UTC)
WON = Unanswered("a1", "Who *won*?", 20, 300, ASKED, "en", Scope(1))


def page(*listed: Listed, left: int = 0) -> Page:
    return Page(listed, 1, 1, len(listed), left)


def test_a_question_is_shown_with_its_count_and_when_it_was_asked_last() -> None:
    embed = unanswered_embed(page(Listed(Group((WON, WON)), None)), SAY)
    assert embed.description == f"**1.** Who \\*won\\*?\nasked 2 times, last <t:{int(ASKED.timestamp())}:R>"
    assert embed.footer.text == "1 question"


def test_what_answers_it_by_now_stands_below_it() -> None:
    listed = Listed(Group((WON,)), replace(QUOTE, mark=None))
    description = unanswered_embed(page(listed), SAY).description or ""
    assert f"**An article answers this now:**\n> {QUOTE.text}\n" in description


def test_a_field_that_answers_it_is_named() -> None:
    listed = Listed(Group((WON,)), Fact(7, "A duet", "author", "Ann_Writer_"))
    assert "Written by: Ann\\_Writer\\_\n-# A duet" in (unanswered_embed(page(listed), SAY).description or "")


def test_what_it_was_asked_of_is_named() -> None:
    one = replace(WON, titles=("A duet",))
    assert "Asked of: A duet" in (unanswered_embed(page(Listed(Group((one,)), None)), SAY).description or "")


def test_questions_of_other_articles_are_no_like_ones() -> None:
    elsewhere = replace(WON, answer="a2", scope=Scope(1, articles=(ArticleRef("server", 4),)))
    assert [group.ids for group in grouped([WON, elsewhere, replace(WON, answer="a3")])] == [("a1", "a3"), ("a2",)]


def test_what_was_chosen_of_the_shared_articles_meanwhile_parts_no_like_ones() -> None:
    before = replace(WON, answer="a2", scope=replace(WON.scope, shared=False))
    assert [group.ids for group in grouped([WON, before])] == [("a1", "a2")]


@given(st.lists(st.tuples(hostile, hostile, st.none() | quotes()), min_size=1, max_size=PAGE))
def test_the_strangest_page_shows_every_group_inside_discords_limits(shown) -> None:
    groups = [
        Listed(Group((replace(WON, question=question, titles=(title,)),)), quote) for question, title, quote in shown
    ]
    embed = unanswered_embed(page(*groups, left=3), SAY)
    assert_sendable(embed)
    assert f"**{len(groups)}.**" in (embed.description or "")
