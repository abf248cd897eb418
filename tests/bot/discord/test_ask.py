from __future__ import annotations

import re

import pytest

from index import Library
from tests.bot.discord.asking import BUILDER, MARA, add, article, callbacks, text, unanswered
from tests.bot.discord.conftest import NOWHERE, SONGS, World, labels, shown


async def test_a_question_is_answered_by_a_quote(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    (embed,) = result.response.embeds
    with Library.open(world.data / "shared") as library:
        quote = library.ask(SONGS).quotes[0]
    assert quote.text in shown(embed.description)
    assert not result.ephemeral


async def test_the_answering_words_are_bold(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="Which songs were played?")
    bold = re.findall(r"\*\*([^*]+)\*\*", result.response.embeds[0].description or "")
    assert "Dynamite" in bold[0]


async def test_a_question_is_deferred_before_it_is_answered(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question=SONGS)
    assert callbacks(world.env) == [5]


async def test_the_question_stands_above_its_answer(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    assert result.response.embeds[0].title == SONGS


async def test_what_no_article_answers_is_refused_kindly(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=NOWHERE)
    assert result.response.embeds[0].title == "Not in the articles"
    assert "Tell me when it is answered" in labels(result.response)


async def test_a_question_without_an_answer_is_kept_for_the_admins(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question=NOWHERE)
    (kept,) = await unanswered(world)
    assert (kept.question, kept.channel, kept.asker) == (NOWHERE, world.channel.id, world.alice.id)


async def test_a_question_with_an_answer_is_not_kept_for_the_admins(world: World) -> None:
    await world.alice.slash(world.channel, "ask", question=SONGS)
    assert await unanswered(world) == []


async def test_a_private_answer_is_seen_by_the_asker_alone(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=SONGS, private=True)
    assert result.ephemeral
    assert world.channel.history(viewer=world.bob) == []


async def test_a_private_question_is_never_shown_to_admins(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=NOWHERE, private=True)
    assert result.response.embeds[0].title == "Not in the articles"
    assert await unanswered(world) == []


async def test_an_article_chosen_from_the_list_is_the_only_one_quoted(world: World) -> None:
    ref = article(world, "Nara: a hometown")
    result = await world.alice.slash(world.channel, "ask", question="What music did they play?", article=str(ref))
    assert "K-pop for about a third of an hour" in text(result.response)
    assert "Asked of: Nara: a hometown, a hotel and a temple" in text(result.response)


@pytest.mark.parametrize("typed", ["oxwick", "  Oxwick ", "OXW"])
async def test_an_article_may_be_named_by_typing_its_title(world: World, typed: str) -> None:
    add(world)
    result = await world.alice.slash(world.channel, "ask", question=BUILDER, article=typed)
    assert MARA in text(result.response)
    assert "Asked of: Oxwick" in text(result.response)


async def test_an_unknown_article_is_said_to_be_unknown(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=SONGS, article="The deer of Oxwick")
    assert result.response.content == "There is no such article. Choose one from the list, or look at /library."
    assert result.response.embeds == []


async def test_words_that_several_titles_hold_name_none_of_them(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=SONGS, article="nara")
    assert "There is no such article" in text(result.response)


async def test_an_unknown_article_does_not_lead_to_another_servers_library(world: World) -> None:
    other = world.env.create_guild("Elsewhere")
    ref = add(world, server=other.id)
    result = await world.alice.slash(world.channel, "ask", question=BUILDER, article=str(ref))
    assert "There is no such article" in text(result.response)


async def test_an_empty_library_says_that_there_is_nothing_to_ask(world: World) -> None:
    with Library.open(world.data / "shared") as library:
        for entry in library.list():
            library.remove(entry.id)
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    assert text(result.response).startswith("No articles yet\n")


async def test_white_space_is_not_a_question(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="   \u3000 ")
    assert result.ephemeral
    assert result.response.content == "Please type a question."
    assert await unanswered(world) == []


@pytest.mark.parametrize("question", ["🦌🦌 🥁", "?!", "drums", "\u200b\u200b"])
async def test_what_asks_nothing_is_told_what_a_question_needs(world: World, question: str) -> None:
    result = await world.alice.slash(world.channel, "ask", question=question)
    assert "Please ask in two words or more" in text(result.response)


async def test_a_question_of_a_thousand_characters_is_answered_within_discords_limits(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=(SONGS + " _*" * 400)[:1000])
    (embed,) = result.response.embeds
    assert len(embed.title or "") <= 256
    assert "Dynamite" in text(result.response)


async def test_the_answer_is_kept_with_the_message_that_shows_it(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    kept = await world.bot.desk.record(lambda store: store.kept_by_message(result.response.id))
    assert kept
    assert (kept.asking.question, kept.asking.asker, kept.asking.door) == (SONGS, world.alice.id, "command")


async def test_what_is_no_question_is_told_so_and_waits_for_no_answer(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="drums")
    assert "Please ask in two words" in shown(result.response.embeds[0].description)
    assert "Tell me when it is answered" not in labels(result.response)
