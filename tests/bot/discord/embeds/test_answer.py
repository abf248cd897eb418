from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simcord.preview._markdown import markdown_tokens

from bot.discord.embeds.answer import answer_embed
from bot.texts import phrases
from index import Answer, Fact
from tests.bot.discord.embeds.samples import LONG, SAY, assert_sendable, hostile, kept, plain, quotes
from tests.bot.records import NEXT, QUOTE, answer

SECOND = replace(
    QUOTE,
    text="The two of them had never met before that evening in January.",
    mark=None,
    url=None,
    publisher=None,
    published=None,
    before="Nobody knew.",
    strength="weak",
    also=(),
)
PAGE = "https://example.org/duet#:~:text=They%20played%20%E2%80%9CGolden%E2%80%9D%20for%20twenty%20minutes."


def test_an_answer_is_a_quote_with_its_source() -> None:
    embed = answer_embed(kept(answer(QUOTE)), SAY)
    assert embed.title == "What was played?"
    assert embed.description == (
        "-# Well supported by the articles:\n"
        "*… The guest sat down.*\n"
        "> They played **“Golden”** for twenty minutes.\n"
        "\n"
        f"-# [A duet]({PAGE}) · The Paper · 17 January 2026\n"
        "-# also in A copy"
    )


def test_further_quotes_stand_without_their_neighbours() -> None:
    description = answer_embed(kept(answer(replace(QUOTE, also=()), SECOND)), SAY).description
    assert description is not None
    assert description.split("\n\n")[2:] == [f"> {SECOND.text}", "-# A duet · weakly supported"]


def test_neighbouring_sentences_that_answer_stand_together_above_one_source() -> None:
    description = answer_embed(kept(answer(replace(NEXT, strength="likely"), QUOTE)), SAY).description
    assert description is not None
    assert description.split("\n")[2:6] == [
        "> They played “Golden” for twenty minutes.",
        "> Everybody clapped.",
        "",
        "-# [A duet](https://example.org/duet#:~:text=Everybody%20clapped.) · The Paper · 17 January 2026",
    ]


def test_neighbours_of_another_article_stand_apart() -> None:
    description = answer_embed(kept(answer(QUOTE, replace(NEXT, article=QUOTE.article + 1))), SAY).description
    assert str(description).count("The Paper") == 2


def test_no_more_than_three_quotes_are_shown() -> None:
    embed = answer_embed(kept(answer(*[QUOTE] * 5, total=7)), SAY)
    assert str(embed.description).count("twenty minutes.\n\n-# ") == 3
    assert embed.footer.text == "3 of 7 sentences that may answer this"


@pytest.mark.parametrize("strength", ["strong", "likely", "weak"])
def test_how_certain_it_is_stands_above_the_first_quote_alone(strength) -> None:
    quote = replace(QUOTE, strength=strength, before=None)
    description = str(answer_embed(kept(answer(quote, SECOND)), SAY).description)
    assert description.startswith(f"-# {SAY(f'certainty.{strength}')}\n> ")
    assert description.count(SAY(f"certainty.{strength}")) == 1


def test_a_weak_answer_bolds_nothing() -> None:
    weak = replace(QUOTE, strength="weak")
    assert "**" not in str(answer_embed(kept(answer(weak, weak)), SAY).description)


@pytest.mark.parametrize("url", [QUOTE.url, None])
def test_no_source_is_drawn_inside_of_a_quotes_bar(url) -> None:
    asks = replace(QUOTE, text="He asked: “What was played?”", mark=None, url=url)
    description = str(answer_embed(kept(answer(asks, replace(SECOND, before=None))), SAY).description)
    for block in markdown_tokens(description, "embed_description"):
        assert block["type"] != "blockquote" or "A duet" not in str(block)
        assert block["type"] != "blockquote" or QUOTE.after not in str(block)


def test_the_footer_names_the_article_that_was_asked() -> None:
    assert answer_embed(kept(answer(QUOTE), titles=("A *duet*",)), SAY).footer.text == "Asked of: A *duet*"
    assert answer_embed(kept(answer(QUOTE), titles=("A", "B")), SAY).footer.text == "Asked of 2 articles"
    assert answer_embed(kept(answer(QUOTE)), SAY).footer.text is None


@pytest.mark.parametrize("door", ["message", "channel"])
def test_a_reply_does_not_repeat_the_question(door) -> None:
    assert answer_embed(kept(answer(QUOTE), door), SAY).title is None


def test_the_question_is_shown_as_it_was_typed() -> None:
    asked = replace(answer(QUOTE), question="*What*\nwas played in https://e.org?")
    assert answer_embed(kept(asked), SAY).title == r"\*What\* was played in https\://e.org?"


def test_a_neighbour_that_is_quoted_itself_is_not_shown_twice() -> None:
    before = replace(QUOTE, text=QUOTE.before or "", mark=None)
    assert "*… The guest" not in str(answer_embed(kept(answer(QUOTE, before)), SAY).description)


def test_neighbours_of_several_lines_are_all_dim() -> None:
    quote = replace(QUOTE, before="He sat down.\n\n# She *stood*.", also=())
    lines = str(answer_embed(kept(answer(quote)), SAY).description).splitlines()
    assert lines[1:3] == ["*… He sat down.*", r"*\# She \*stood\*.*"]


def test_a_quote_of_several_lines_stays_in_one_piece() -> None:
    quote = replace(QUOTE, text="They *played*:\n- “Golden”\n1. “Dynamite”", mark=((114, 130),))
    description = str(answer_embed(kept(answer(quote)), SAY).description)
    assert quote.text in plain(description)
    assert "> " not in description


def test_facts_stand_before_the_quotes() -> None:
    facts = (Fact(7, "A duet", "author", "Ann *Writer*"), Fact(7, "A duet", "published", "2026-01-17"))
    description = str(answer_embed(kept(replace(answer(QUOTE), facts=facts)), SAY).description)
    assert description.splitlines()[:2] == [
        r"Written by: **Ann \*Writer\*** · [A duet](https://example.org/duet)",
        "Published: **17 January 2026** · [A duet](https://example.org/duet)",
    ]


def test_a_link_that_was_asked_for_is_a_link() -> None:
    facts = (Fact(7, "A duet", "url", "https://example.org/a_duet"), Fact(8, "B", "url", "file:///b"))
    embed = answer_embed(kept(Answer("Where is it?", facts=facts)), SAY)
    assert embed.description == "Link: [A duet](https://example.org/a_duet)\nLink: **file\\:///b** · B"


def test_a_strange_date_is_shown_as_it_is() -> None:
    embed = answer_embed(kept(Answer("When?", facts=(Fact(7, "A duet", "published", "last *year*"),))), SAY)
    assert embed.description == r"Published: **last \*year\*** · A duet"


def test_an_endless_quote_ends_in_an_ellipsis_with_its_link() -> None:
    description = str(answer_embed(kept(answer(replace(LONG, before=None))), SAY).description)
    shown = plain(description.split("\n")[1]).removeprefix("> ").removesuffix("…")
    assert LONG.text.startswith(shown)
    assert 3500 < len(shown) < 4096
    assert "…\n\n-# [A duet](https://example.org/duet#:~:text=They%20played%20on" in description


def test_three_endless_quotes_share_the_room() -> None:
    blocks = str(answer_embed(kept(answer(LONG, LONG, LONG)), SAY).description).split("\n\n")
    assert len(blocks) == 6
    assert all(len(quoted) > 700 and quoted.endswith("…") for quoted in blocks[::2])
    assert all("-# [A duet](" in sources for sources in blocks[1::2])


def test_an_article_without_a_title_is_named_by_its_address() -> None:
    untitled = replace(QUOTE, title=" \u200b", also=())
    assert f"[example.org/duet]({PAGE})" in str(answer_embed(kept(answer(untitled)), SAY).description)
    assert "\n-# – · The Paper" in str(answer_embed(kept(answer(replace(untitled, url=None))), SAY).description)


def test_the_colour_follows_the_best_quote() -> None:
    colours = {answer_embed(kept(answer(quote, QUOTE)), SAY).colour for quote in (QUOTE, SECOND)}
    assert len(colours) == 2


def test_an_answer_speaks_the_askers_language() -> None:
    assert "2026年1月17日" in str(answer_embed(kept(answer(QUOTE)), phrases("ja")).description)
    assert "2026년 1월 17일" in str(answer_embed(kept(answer(QUOTE)), phrases("ko")).description)


@settings(max_examples=60)
@given(
    st.lists(quotes(), min_size=1, max_size=4),
    hostile,
    st.lists(hostile, max_size=2),
    st.sampled_from(["command", "message"]),
)
def test_any_answer_can_be_sent(found, question, titles, door) -> None:
    facts = tuple(Fact(7, found[0].title, "author", question) for _ in titles)
    given_answer = Answer(question, tuple(found), facts, total=900)
    assert_sendable(answer_embed(kept(given_answer, door, tuple(titles)), SAY))


@settings(max_examples=60)
@given(quotes())
def test_the_words_of_any_quote_stay_together(quote) -> None:
    short = replace(quote, text=quote.text[:500].replace("\x00", "").replace("\ud800", ""), also=())
    assert short.text in plain(str(answer_embed(kept(answer(short)), SAY).description))
