from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord.embeds.context import Gone, Passage, context_embeds
from tests.bot.discord.embeds.samples import LONG, SAY, assert_sendable, hostile, plain, quotes
from tests.bot.records import QUOTE

PASSAGE = Passage(
    QUOTE, "The guest *sat* down. ", "\nEverybody clapped.\n", "A duet, corrected", QUOTE.url, QUOTE.published, None
)


def test_a_quote_is_shown_in_bold_where_it_stands() -> None:
    (embed,) = context_embeds([PASSAGE], SAY)
    text, foot = str(embed.description).split("\n\n")
    assert embed.title == "In context"
    assert text == "The guest \\*sat\\* down. **They played “Golden” for twenty minutes.**\nEverybody clapped."
    assert foot.startswith("-# [A duet, corrected](https://example.org/duet#:~:text=They")
    assert foot.endswith(") · 17 January 2026")


def test_each_quote_has_its_own_embed_and_one_title() -> None:
    embeds = context_embeds([PASSAGE] * 3, SAY)
    assert [embed.title for embed in embeds] == ["In context", None, None]


def test_what_was_changed_or_removed_is_said() -> None:
    (embed,) = context_embeds([Gone("A *duet*", changed=True), Gone("B", changed=False), Gone("B", changed=False)], SAY)
    assert embed.description == (
        "“A \\*duet\\*” was changed since this was quoted: the sentence is no longer in it.\n"
        "“B” was removed since this was quoted."
    )


def test_long_surroundings_share_the_room() -> None:
    passage = replace(PASSAGE, before="Long before. " * 4000, after=" Long after." * 4000)
    (embed,) = context_embeds([passage], SAY)
    text = str(embed.description).partition("\n\n")[0]
    before, quote, after = text.split("**")
    assert (before[:6], quote, after[-1]) == ("…Long ", "They played “Golden” for twenty minutes.", "…")
    assert abs(len(before) - len(after)) < 40
    assert 3900 < len(str(embed.description)) <= 4096


def test_an_endless_quote_leaves_its_surroundings_out() -> None:
    (embed,) = context_embeds([replace(PASSAGE, quote=LONG)], SAY)
    text = str(embed.description).partition("\n\n")[0]
    assert text.startswith("**They played on and on.")
    assert text.endswith("**…")


def test_nothing_to_show_gives_no_embeds() -> None:
    assert context_embeds([], SAY) == []


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    quote, (before, after, title) = draw(quotes()), draw(st.tuples(hostile, hostile, hostile))
    return Passage(quote, before, after, title, quote.url, quote.published, quote.publisher)


@settings(max_examples=60)
@given(st.lists(passages() | st.builds(Gone, hostile, st.booleans()), max_size=14))
def test_any_passages_fit_in_one_message(found) -> None:
    assert_sendable(*context_embeds(found, SAY))


@settings(max_examples=40)
@given(passages())
def test_a_passage_stays_in_one_piece(passage) -> None:
    quote = replace(
        passage.quote, text=passage.quote.text[:200].strip("\x00\ud800").replace("\x00", "").replace("\ud800", "")
    )
    (embed,) = context_embeds([replace(passage, quote=quote)], SAY)
    assert quote.text in plain(str(embed.description))
