from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.embeds.summary import summary_embed
from index import Summary, SummaryLine
from tests.bot.discord.embeds.samples import SAY, assert_sendable, hostile

FIRST = SummaryLine("They played *two* songs.", 7, "A duet", 0, 24, "https://example.org/duet")
SECOND = SummaryLine("Everybody clapped.", 7, "A duet", 30, 48, FIRST.url)
OTHER = SummaryLine("1. It rained.", 8, "Weather *now*", 0, 12, None)
SINCE = date(2026, 1, 3)


def test_an_article_is_numbered_sentences_with_links() -> None:
    embed = summary_embed(Summary(7, None, 60, (FIRST, SECOND)), SAY, title="A duet")
    assert embed.title == "Summary: A duet"
    assert embed.description == (
        "**[1.](https://example.org/duet#:~:text=They%20played%20%2Atwo%2A%20songs.)** They played \\*two\\* songs.\n"
        "**[2.](https://example.org/duet#:~:text=Everybody%20clapped.)** Everybody clapped."
    )
    assert embed.footer.text == "2 of 60 sentences, word for word"


def test_several_articles_are_told_apart_by_their_titles() -> None:
    embed = summary_embed(Summary(None, "drums", 60, (FIRST, SECOND, OTHER)), SAY)
    lines = str(embed.description).splitlines()
    assert embed.title == "Summary: drums"
    assert [lines[0], *lines[3:]] == ["**A duet**", "", r"**Weather \*now\***", r"**3.** 1\. It rained."]


def test_the_same_id_in_another_library_is_another_article() -> None:
    lines = (FIRST, replace(FIRST, title="B side", source=1))
    assert "**B side**" in str(summary_embed(Summary(None, None, 9, lines), SAY, since=SINCE).description)


def test_the_title_names_topic_and_article() -> None:
    summary = Summary(7, "*drums*", 60, (FIRST,))
    assert summary_embed(summary, SAY, title="A duet").title == r"Summary: \*drums\* · A duet"


def test_what_is_new_names_the_day() -> None:
    assert summary_embed(Summary(None, None, 60, (FIRST,)), SAY, since=SINCE).title == "New since 3 January 2026"


def test_nothing_to_summarise_is_said_plainly() -> None:
    nothing = Summary(7, None, 0, ())
    article = summary_embed(nothing, SAY, title="A duet")
    topic = summary_embed(replace(nothing, topic="*drums*"), SAY)
    new = summary_embed(nothing, SAY, since=SINCE)
    assert article.description == "There is nothing in this article to summarise."
    assert topic.description == r"The articles say nothing about “\*drums\*”."
    assert str(new.description).startswith("Nothing was added since 3 January 2026.")


def test_what_did_not_fit_is_said() -> None:
    lines = tuple(replace(FIRST, text="They played on. " * 40) for _ in range(12))
    embed = summary_embed(Summary(7, None, 60, lines), SAY, title="A duet")
    assert embed.footer.text == "5 of 60 sentences, word for word · Shortened: the rest did not fit."


def test_an_endless_sentence_is_cut() -> None:
    embed = summary_embed(Summary(7, None, 1, (replace(FIRST, text="They played on. " * 20_000),)), SAY, title="A")
    assert str(embed.description).endswith("on.…")


@settings(max_examples=40)
@given(st.lists(st.builds(SummaryLine, hostile, st.integers(0, 2), hostile, st.just(0), st.just(1), hostile)), hostile)
def test_any_summary_can_be_sent(lines, words) -> None:
    summary = Summary(None, words, 10**9, tuple(lines))
    assert_sendable(summary_embed(summary, SAY, title=words))
    assert_sendable(summary_embed(summary, SAY, since=SINCE))
