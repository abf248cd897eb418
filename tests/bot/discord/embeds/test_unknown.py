from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.discord.conversation.showing import shown
from bot.discord.embeds.answer import answer_embed
from bot.discord.embeds.unknown import unknown_embed
from bot.texts import LANGUAGES, phrases
from index import Answer, Fact, Hint, Unknown
from tests.bot.discord.embeds.samples import SAY, assert_sendable, hostile, kept

DATELESS = Unknown(7, "A *duet*", "published", Hint("TOKYO, Jan. 14 *live*", 0, 21))
ASKED = Answer("When was this *published*?", unknown=(DATELESS,))


def test_what_is_not_known_is_the_title_and_the_text_may_tell() -> None:
    embed = unknown_embed(kept(ASKED), SAY)
    assert embed.title == "The date is not known"
    assert embed.description == (
        "> When was this \\*published\\*?\n\n"
        "“A \\*duet\\*” is stored without a date.\nA line of its text that may tell:\n> TOKYO, Jan. 14 \\*live\\*"
    )


def test_without_a_hint_there_is_none() -> None:
    answer = replace(ASKED, unknown=(replace(DATELESS, field="url", hint=None),))
    embed = unknown_embed(kept(answer, "message", ("A duet",)), SAY)
    assert (embed.description, embed.footer.text) == ("“A \\*duet\\*” is stored without a link.", "Asked of: A duet")


def test_it_is_shown_with_the_buttons_of_what_no_article_can_answer() -> None:
    message = shown(kept(ASKED), SAY)
    assert message.embed.title == "The date is not known"
    assert [getattr(button, "label", None) for button in message.view.children] == ["Ask more", "Delete"]


def test_beside_facts_it_is_a_line() -> None:
    facts = (Fact(8, "B", "published", "2026-01-17"),)
    assert answer_embed(kept(replace(ASKED, facts=facts)), SAY).description == (
        "Published: **17 January 2026** · B\n“A \\*duet\\*” is stored without a date."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", ["author", "published", "publisher", "url"])
def test_every_field_is_named_in_every_language(language, field) -> None:
    embed = unknown_embed(kept(Answer("?", unknown=(replace(DATELESS, field=field),))), phrases(language))
    assert embed.title == phrases(language)(f"unknown.{field}")
    assert "duet" in str(embed.description)


@settings(max_examples=40)
@given(hostile, hostile, hostile)
def test_anything_unknown_can_be_sent(title, line, question) -> None:
    unknown = (Unknown(7, title, "author", Hint(line, 0, len(line))),) * 4
    assert_sendable(unknown_embed(kept(Answer(question, unknown=unknown), titles=(title,)), SAY))
