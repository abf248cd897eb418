"""Two servers side by side, and two admins at once."""

from __future__ import annotations

import asyncio

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle

from bot.errors import DraftGone, Rejected
from index import Added, Item, read_attachment
from tests.bot.discord.articles.managing import (
    DAM,
    PAGE,
    admin_of,
    changes,
    draft,
    drafts_on_disk,
    entries,
    publish,
    records,
    stored,
    titles,
    told,
)
from tests.bot.discord.articles.test_access import forged
from tests.bot.discord.asking import text
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import SAY


class Elsewhere:
    """Another server with the same bot, and its admin zoe."""

    def __init__(self, world: World) -> None:
        self.guild: GuildHandle = world.env.create_guild("Elsewhere")
        self.channel: ChannelHandle = self.guild.create_text_channel("questions")
        self.zoe: MemberActor = admin_of(world, "zoe", self.guild)


@pytest.fixture
def elsewhere(world: World) -> Elsewhere:
    return Elsewhere(world)


async def test_no_command_shows_anything_of_another_server(world: World, elsewhere: Elsewhere) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    said = [
        await elsewhere.zoe.slash(elsewhere.channel, "articles status"),
        await elsewhere.zoe.slash(elsewhere.channel, "articles show", article="lighthouse"),
        await elsewhere.zoe.slash(elsewhere.channel, "articles show", article="server:1"),
        await elsewhere.zoe.slash(elsewhere.channel, "articles remove", article="server:1"),
        await elsewhere.zoe.slash(elsewhere.channel, "articles add", file=("light.md", PAGE)),
    ]
    offers = await elsewhere.zoe.autocomplete(elsewhere.channel, "articles remove", "article", "light")
    shown = [text(result.response) for result in said]
    assert "Articles 0 of 1,000" in shown[0]
    assert not any(str(carol.id) in one for one in shown)
    assert not any("Oxwick" in one or "has this text already" in one for one in [*shown[:4], shown[4][-80:]])
    assert offers == []


async def test_the_same_text_is_a_new_article_in_another_server(world: World, elsewhere: Elsewhere) -> None:
    await publish(admin_of(world), world)
    result = await elsewhere.zoe.slash(elsewhere.channel, "articles add", file=("light.md", PAGE))
    assert told(await elsewhere.zoe.click(result.response, label="Publish")).startswith("Published")
    assert titles(world, elsewhere.guild.id) == ["The lighthouse"]


async def test_no_button_reaches_a_draft_of_another_server(world: World, elsewhere: Elsewhere) -> None:
    await draft(admin_of(world), world)
    identity = drafts_on_disk(world)[0].split(".")[0]
    own = await elsewhere.zoe.slash(elsewhere.channel, "articles status")
    for act in ("look", "publish", "discard", "list"):
        there = World(world.env, world.bot, world.data, elsewhere.guild, elsewhere.channel, *[world.alice] * 3)
        result = await forged(there, elsewhere.zoe, own.response.id, f"summit:draft:{act}:{identity}:0:1")
        assert told(result) == SAY("draft.gone")
    assert len(drafts_on_disk(world)) == 2
    assert titles(world, elsewhere.guild.id) == []


async def test_no_button_removes_or_shows_an_article_of_another_server(world: World, elsewhere: Elsewhere) -> None:
    await publish(admin_of(world), world)
    own = await elsewhere.zoe.slash(elsewhere.channel, "articles status")
    there = World(world.env, world.bot, world.data, elsewhere.guild, elsewhere.channel, *[world.alice] * 3)
    for act in ("removal:confirm:1", "text:server:1:1", "text:server:1:file"):
        result = await forged(there, elsewhere.zoe, own.response.id, f"summit:{act}")
        assert told(result) in {SAY("removing.gone"), SAY("error.unknown_article")}
    assert titles(world) == ["The lighthouse"]
    assert await changes(world, elsewhere.guild.id) == []


async def test_two_admins_who_publish_at_once_publish_both(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    drafting, server = world.bot.desk.drafting, world.guild.id
    drafts = [
        await drafting.begin(server, (Item(f"{name}.jsonl", data),))
        for name, data in (("one", records(DAM)), ("two", records("The bridge of Tarn was painted red last summer.")))
    ]
    await asyncio.gather(
        drafting.publish(server, drafts[0].id, carol.id, nothing),
        drafting.publish(server, drafts[1].id, dave.id, nothing),
    )
    assert len(entries(world)) == 2
    assert {change.who for change in await changes(world)} == {carol.id, dave.id}


async def test_two_admins_who_publish_the_same_at_once_have_it_once(world: World) -> None:
    carol = admin_of(world)
    drafting, server = world.bot.desk.drafting, world.guild.id
    drafts = [await drafting.begin(server, (Item(name, DAM.encode()),)) for name in ("a.txt", "b.txt")]
    done = await asyncio.gather(*(drafting.publish(server, one.id, carol.id, nothing) for one in drafts))
    states = [one.added.state for outcomes in done for one in outcomes]
    assert sorted(states) == ["added", "unchanged"]
    assert [change.what for change in await changes(world)] == ["add"]


async def test_a_draft_is_published_once_however_often_it_is_pressed(world: World) -> None:
    drafting, server = world.bot.desk.drafting, world.guild.id
    one = await drafting.begin(server, (Item("dam.txt", DAM.encode()),))
    done = await asyncio.gather(
        *(drafting.publish(server, one.id, 7, nothing) for _ in range(3)),
        drafting.discard(server, one.id),
        return_exceptions=True,
    )
    assert [type(result) for result in done] == [list, Rejected, Rejected, Rejected]
    with pytest.raises(DraftGone):
        await drafting.publish(server, one.id, 7, nothing)


async def test_one_removes_what_the_other_replaces(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, records(DAM, id="dam"), "dam.jsonl")
    curator, server = world.bot.desk.curator, world.guild.id
    (newer,) = curator.drafts_of(server, read_attachment("dam.jsonl", records(f"{DAM} It holds.", id="dam")))
    removed, added = await asyncio.gather(curator.remove(server, 1, carol.id), curator.publish(server, newer, 9))
    assert removed
    assert isinstance(added, Added)
    assert added.state == "added"
    assert stored(world, entries(world)[0].id).text.endswith("It holds.")


async def nothing(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""
