from __future__ import annotations

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle

from bot.records import ChannelSettings
from index import Library
from tests.bot.discord.asking import BUILDER, MARA, add, choose, said, text, unanswered
from tests.bot.discord.conftest import NOWHERE, SONGS, World


class Elsewhere:
    """Another server with the same bot, and carol in it."""

    def __init__(self, world: World) -> None:
        self.guild: GuildHandle = world.env.create_guild("Elsewhere")
        self.channel: ChannelHandle = self.guild.create_text_channel("questions")
        self.carol: MemberActor = self.guild.add_member(world.env.create_user("carol"))


@pytest.fixture
def elsewhere(world: World) -> Elsewhere:
    return Elsewhere(world)


async def test_a_servers_own_library_is_asked(world: World) -> None:
    add(world, server=world.guild.id)
    result = await world.alice.slash(world.channel, "ask", question=BUILDER)
    assert MARA in text(result.response)


async def test_a_server_asks_the_shared_library_beside_its_own(world: World) -> None:
    add(world, server=world.guild.id)
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    assert "Dynamite" in text(result.response)


async def test_a_server_that_switched_the_shared_library_off_asks_its_own_alone(world: World) -> None:
    add(world, server=world.guild.id)
    await choose(world, shared=False)
    own = await world.alice.slash(world.channel, "ask", question=BUILDER)
    shared = await world.alice.slash(world.channel, "ask", question=SONGS)
    assert MARA in text(own.response)
    assert "Not in the articles" in text(shared.response)


async def test_a_server_that_switched_the_shared_library_off_lists_its_own_alone(world: World) -> None:
    add(world, server=world.guild.id)
    await choose(world, shared=False)
    listed = await world.alice.slash(world.channel, "library")
    offers = await world.alice.autocomplete(world.channel, "ask", "article", "")
    assert "1 article" in text(listed.response)
    assert [offer["name"] for offer in offers] == ["Oxwick"]


async def test_no_answer_quotes_another_servers_library(world: World, elsewhere: Elsewhere) -> None:
    add(world, server=elsewhere.guild.id)
    here = await world.alice.slash(world.channel, "ask", question=BUILDER)
    there = await elsewhere.carol.slash(elsewhere.channel, "ask", question=BUILDER)
    assert "Not in the articles" in text(here.response)
    assert MARA in text(there.response)


async def test_no_mention_quotes_another_servers_library(world: World, elsewhere: Elsewhere) -> None:
    add(world, server=elsewhere.guild.id)
    await world.alice.send(world.channel, f"{world.mention} {BUILDER}")
    await elsewhere.carol.send(elsewhere.channel, f"{world.mention} {BUILDER}")
    assert "Not in the articles" in text(said(world.channel)[0])
    assert MARA in text(said(elsewhere.channel)[0])


async def test_no_offer_names_another_servers_articles(world: World, elsewhere: Elsewhere) -> None:
    add(world, server=elsewhere.guild.id)
    assert await world.alice.autocomplete(world.channel, "ask", "article", "oxw") == []
    assert [o["name"] for o in await elsewhere.carol.autocomplete(elsewhere.channel, "ask", "article", "oxw")] == [
        "Oxwick"
    ]


async def test_no_list_names_another_servers_articles(world: World, elsewhere: Elsewhere) -> None:
    add(world, server=elsewhere.guild.id)
    here = await world.alice.slash(world.channel, "library")
    there = await elsewhere.carol.slash(elsewhere.channel, "library")
    assert "Oxwick" not in text(here.response)
    assert "Oxwick" in text(there.response)


@pytest.mark.parametrize("asked", [{"topic": "the lighthouse of Oxwick"}, {"length": "long"}])
async def test_no_summary_quotes_another_servers_articles(
    world: World, elsewhere: Elsewhere, asked: dict[str, str]
) -> None:
    add(world, server=elsewhere.guild.id)
    await choose(world, guild=elsewhere.guild, shared=False)
    here = await world.alice.slash(world.channel, "summary", **asked)
    there = await elsewhere.carol.slash(elsewhere.channel, "summary", **asked)
    assert "Oxwick in 1911" not in text(here.response)
    assert "Oxwick in 1911" in text(there.response)


async def test_no_button_opens_an_answer_of_another_server(world: World, elsewhere: Elsewhere) -> None:
    add(world, server=world.guild.id)
    mine = await world.alice.slash(world.channel, "ask", question=BUILDER)
    answer = await elsewhere.carol.slash(elsewhere.channel, "ask", question=SONGS)
    stored = world.env.backend.get_message(elsewhere.channel.id, answer.response.id)
    kept = await world.bot.desk.record(lambda store: store.kept_by_message(mine.response.id))
    assert kept
    button = next(b for row in stored.components for b in row["components"] if b["label"] == "Show context")
    button["custom_id"] = f"summit:context:{kept.id}"
    opened = await elsewhere.carol.click(answer.response, label="Show context")
    assert "no longer kept" in text(opened.response)
    assert "1911" not in text(opened.response)


async def test_a_question_without_an_answer_is_shown_to_its_own_servers_admins(
    world: World, elsewhere: Elsewhere
) -> None:
    await elsewhere.carol.slash(elsewhere.channel, "ask", question=NOWHERE)
    assert await unanswered(world) == []
    assert [one.question for one in await unanswered(world, elsewhere.guild.id)] == [NOWHERE]


async def test_a_channel_that_is_switched_off_says_so_to_the_asker_alone(world: World) -> None:
    await choose(world, channel=ChannelSettings(enabled=False))
    for command in ({"name": "ask", "question": SONGS}, {"name": "summary", "topic": "drums"}):
        result = await world.alice.slash(world.channel, command.pop("name"), **command)
        assert result.ephemeral
        assert result.response.content.startswith("**Questions are switched off here**\n")


async def test_one_channel_switched_off_leaves_the_others(world: World) -> None:
    await choose(world, channel=ChannelSettings(enabled=False))
    result = await world.alice.slash(world.guild.create_text_channel("other"), "ask", question=SONGS)
    assert "Dynamite" in text(result.response)


async def test_a_removed_article_is_not_quoted_any_more(world: World) -> None:
    ref = add(world)
    await world.alice.slash(world.channel, "ask", question=BUILDER)
    with Library.open(world.data / "shared") as library:
        assert library.remove(ref.id)
    result = await world.alice.slash(world.channel, "ask", question=BUILDER)
    assert "Not in the articles" in text(result.response)


async def test_where_all_articles_of_a_channel_were_removed_its_members_are_told_that(world: World) -> None:
    ref = add(world, server=world.guild.id)
    await choose(world, channel=ChannelSettings(articles=(ref,)))
    with Library.open(world.data / f"servers/{world.guild.id}") as library:
        assert library.remove(ref.id)
    shown = text((await world.alice.slash(world.channel, "ask", question=BUILDER)).response)
    assert "The articles that are asked here were removed." in shown
