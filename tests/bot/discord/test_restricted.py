"""Articles for some channels or roles: tried from everywhere else, as the walls between servers are."""

from __future__ import annotations

import json
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.records import ArticleRef, ChannelSettings
from index import Library, Restriction
from tests.bot.discord.articles.managing import admin_of, changes, entries, titles
from tests.bot.discord.asking import BUILDER, MARA, add, changed, choose, said, text
from tests.bot.discord.conftest import World
from tests.bot.discord.guarding.forging import invoke, submit
from tests.bot.discord.pressing import EXPIRED, SAY, forge, id_of, reply
from tests.bot.discord.test_privacy import export

VAULT, SECRET, PRESS = "The vault", "Lindqvist", "Vault Press"
"""The title of the restricted article, a name that stands in it alone, and its publisher."""
NOTHING = "Not in the articles"


@pytest.fixture
def open_world(world: World) -> World:
    world.env.settle_timeout = 20
    add(world, title=VAULT, server=world.guild.id)
    with Library.open(world.data / f"servers/{world.guild.id}") as library:
        assert library.edit(1, {"publisher": PRESS})
    return world


@pytest.fixture
def outside(open_world: World) -> ChannelHandle:
    return open_world.guild.create_text_channel("outside")


@pytest.fixture
def press_card(open_world: World) -> Any:
    return open_world.guild.create_role("Press")


@pytest.fixture
def dora(open_world: World, press_card: Any) -> MemberActor:
    """Return a member with the role."""
    return open_world.guild.add_member(open_world.env.create_user("dora"), roles=[press_card])


def restrict(world: World, *channels: int, roles: tuple[int, ...] = ()) -> None:
    """Say for whom the article is, past the bot."""
    with Library.open(world.data / f"servers/{world.guild.id}") as library:
        assert library.restrict(1, Restriction(frozenset(channels), frozenset(roles)))
    world.bot.desk.titles.forget(world.guild.id) if world.bot._desk else None


def take_roles(world: World, who: MemberActor) -> None:
    world.env.backend.guilds[world.guild.id].members[who.id].role_ids.clear()


def sent_since(world: World, begun: int) -> str:
    """Return all that the bot has sent to Discord."""
    return json.dumps([request.json for request in world.env.http_requests[begun:]], ensure_ascii=False)


async def tried(who: MemberActor, message: Any, act: str, answer: str | None = None) -> InteractionResult:
    """Press a button that may not stand there, or belong to another message."""
    return await forge(who, message, f"summit:{act}:{answer or id_of(message)}")


def thread_of(world: World, channel: ChannelHandle) -> ChannelHandle:
    return ChannelHandle(world.env, world.guild, world.env.backend.create_thread(channel.id, "more", world.alice.id))


async def try_everything(world: World, who: MemberActor, place: ChannelHandle) -> None:
    """Do all that a member can, to hear of an article that is not for them."""
    asked = await who.slash(place, "ask", question=BUILDER)
    for act in ("nearest", "context", "more", "why", "options", "topic", "share", "show"):
        await tried(who, asked.response, act)
    await who.slash(place, "ask", question=BUILDER, private=True)
    await who.slash(place, "ask", question=BUILDER, article="server:1")
    await who.slash(place, "ask", question=BUILDER, article=VAULT)
    await who.slash(place, "ask", question=f"Who wrote {VAULT}?")
    for options in ({}, {"article": "server:1"}, {"topic": "lighthouse keeper"}):
        await who.slash(place, "summary", **options)
    await who.slash(place, "library")
    for typed in ("", "vau"):
        assert VAULT not in str(await who.autocomplete(place, "ask", "article", typed))
        assert VAULT not in str(await who.autocomplete(place, "summary", "article", typed))
        assert PRESS not in str(await who.autocomplete(place, "ask", "publisher", typed))
    await who.slash(place, "ask", question=BUILDER, publisher=PRESS)
    await who.send(place, f"{world.mention} {BUILDER}")
    message = await world.bob.send(place, BUILDER)
    for menu in ("Find this in the articles", "Check this claim"):
        await who.context_menu(place, menu, message)
    await who.slash(place, "story", topic="lighthouse keeper")
    await who.slash(place, "story", first="server:1", second="shared:1")
    await who.slash(place, "about")
    await submit(who, place, "summit:askedof:1", {"question": BUILDER})
    for act in ("restrict:show:1", "restrict:open:1", f"mend:open:{id_of(asked.response)}", "text:server:1:file"):
        await forge(who, asked.response, f"summit:{act}")


async def test_an_article_for_a_channel_is_told_of_there_and_in_its_threads(open_world: World) -> None:
    world = open_world
    restrict(world, world.channel.id)
    for place in (world.channel, thread_of(world, world.channel)):
        assert MARA in text((await world.alice.slash(place, "ask", question=BUILDER)).response)
        await world.alice.send(place, f"{world.mention} {BUILDER}")
        assert MARA in text(said(place)[-1])
        assert VAULT in text((await world.alice.slash(place, "library")).response)
        assert VAULT in text((await world.alice.slash(place, "summary", article="server:1")).response)
        assert VAULT in str(await world.alice.autocomplete(place, "ask", "article", "vau"))


async def test_elsewhere_nothing_tells_of_it(open_world: World, outside: ChannelHandle, dora: MemberActor) -> None:
    world = open_world
    restrict(world, world.channel.id)
    # It is in the memory for those who may hear of it.
    await world.alice.autocomplete(world.channel, "ask", "article", "vau")
    begun = len(world.env.http_requests)
    for who in (world.alice, dora, world.moderator):
        await try_everything(world, who, outside)
    await try_everything(world, dora, thread_of(world, outside))
    await world.alice.user.slash("ask", question=BUILDER)
    await world.alice.user.slash("library")
    sent = sent_since(world, begun)
    assert SECRET not in sent
    assert VAULT not in sent.replace(f"Who wrote {VAULT}?", "")
    assert PRESS not in sent.replace(f"Published by: {PRESS}", "")


async def test_it_is_counted_nowhere_else(open_world: World, outside: ChannelHandle) -> None:
    world = open_world
    await choose(world, shared=False)
    restrict(world, world.channel.id)
    here = await world.alice.slash(world.channel, "library")
    there = await world.alice.slash(outside, "library")
    assert SAY("library.count", n=1) in text(here.response)
    assert SAY("library.empty") in text(there.response)
    refused = await world.alice.slash(outside, "ask", question=BUILDER)
    assert SAY("refusal.empty_library_title") in text(refused.response)
    assert "Nearest passages" not in str(refused.response.components)


async def test_for_a_role_it_is_told_to_its_holders_each_alone(
    open_world: World, press_card: Any, dora: MemberActor, outside: ChannelHandle
) -> None:
    world = open_world
    restrict(world, roles=(press_card.id,))
    # What is offered while somebody types says whether the answer must be theirs alone.
    assert VAULT in str(await dora.autocomplete(outside, "ask", "article", "vau"))
    alone = await dora.slash(outside, "ask", question=BUILDER, private=True)
    named = await dora.slash(outside, "ask", question=BUILDER, article="server:1")
    summed = await dora.slash(outside, "summary", article="server:1")
    assert [(one.ephemeral, MARA in text(one.response)) for one in (alone, named, summed)] == [(True, True)] * 3
    assert VAULT in text((await dora.slash(outside, "library")).response)
    assert PRESS in str(await dora.autocomplete(outside, "ask", "publisher", ""))
    begun = len(world.env.http_requests)
    assert not (beside := await dora.slash(outside, "ask", question=BUILDER)).ephemeral
    assert NOTHING in text(beside.response)
    await dora.send(outside, f"{world.mention} {BUILDER}")
    await dora.slash(outside, "summary", topic="lighthouse keeper")
    await try_everything(world, world.alice, outside)
    assert SECRET not in sent_since(world, begun)


async def test_who_loses_the_role_is_shown_nothing_more(open_world: World, press_card: Any, dora: MemberActor) -> None:
    world = open_world
    restrict(world, roles=(press_card.id,))
    answer = (await dora.slash(world.channel, "ask", question=BUILDER, private=True)).response
    assert SECRET in text((await tried(dora, answer, "context")).response)
    take_roles(world, dora)
    begun = len(world.env.http_requests)
    for act in ("context", "more", "why", "nearest", "page", "topic", "share", "show"):
        assert EXPIRED in reply(await tried(dora, answer, act))
    await try_everything(world, dora, world.channel)
    assert SECRET not in sent_since(world, begun)


async def test_what_was_answered_before_is_not_told_again(open_world: World, outside: ChannelHandle) -> None:
    world = open_world
    answer = (await world.alice.slash(outside, "ask", question=BUILDER)).response
    summed = await world.alice.slash(outside, "ask", question=BUILDER, article="server:1")
    restrict(world, world.channel.id)
    begun = len(world.env.http_requests)
    for shown in (answer, summed.response):
        for act in ("context", "more", "why", "topic", "share", "show"):
            assert EXPIRED in reply(await tried(world.bob, shown, act))
    await tried(world.alice, answer, "helpful")
    await world.alice.send(outside, "Who wrote it?", reply_to=said(outside)[0])
    assert SECRET not in sent_since(world, begun)
    assert SECRET not in str(await export(world, world.alice))
    # The same button where it may be told.
    beside = (await world.bob.slash(world.channel, "ask", question="Who is the mayor of Nowhere?")).response
    assert MARA in text((await tried(world.bob, beside, "context", id_of(answer))).response)


async def test_an_export_tells_nothing_of_it(open_world: World) -> None:
    world = open_world
    restrict(world, world.channel.id)
    assert SECRET in text((await world.alice.slash(world.channel, "ask", question=BUILDER)).response)
    (question,) = (await export(world, world.alice))["questions"]
    assert (question["question"], question["answer"]["quotes"]) == (BUILDER, [])


@pytest.mark.parametrize("keeps", [True, False])
async def test_who_waits_is_told_with_the_roles_of_that_moment(
    open_world: World, press_card: Any, dora: MemberActor, keeps: bool
) -> None:
    world = open_world
    with Library.open(world.data / f"servers/{world.guild.id}") as library:
        library.remove(1)
    refused = await dora.slash(world.channel, "ask", question=BUILDER, private=True)
    beside = await dora.slash(world.channel, "ask", question=BUILDER)
    for one in (refused, beside):
        await dora.click(one.response, label="Tell me when it is answered")
    add(world, title=VAULT, server=world.guild.id)
    with Library.open(world.data / f"servers/{world.guild.id}") as library:
        library.restrict(library.list()[0].id, Restriction(roles=frozenset({press_card.id})))
    if not keeps:
        take_roles(world, dora)
    before = len(said(world.channel))
    await changed(world)
    await world.env.advance_time(1000)
    assert len(said(world.channel)) == before
    told = [text(message) for message in dora.user.dm_channel.history() if message.author.bot]
    assert any(MARA in one for one in told) is keeps


async def test_admins_say_for_whom_an_article_is(open_world: World, press_card: Any, outside: ChannelHandle) -> None:
    world = open_world
    admin = admin_of(world)
    shown = await admin.slash(outside, "articles edit", article="server:1", channel=world.channel)
    assert shown.ephemeral
    assert f"<#{world.channel.id}>" in text(shown.response)
    shown = await admin.slash(outside, "articles edit", article="server:1", role=press_card)
    assert entries(world)[0].restriction == Restriction(frozenset({world.channel.id}), frozenset({press_card.id}))
    await admin.select(shown.response, [outside], custom_id="summit:restrict:channels:1")
    await admin.select(shown.response, [], custom_id="summit:restrict:roles:1")
    assert entries(world)[0].restriction == Restriction(frozenset({outside.id}))
    refused = await admin.select(shown.response, [world.guild.default_role], custom_id="summit:restrict:roles:1")
    assert SAY("restriction.everyone") in text(refused.response)
    assert VAULT in str(await admin.autocomplete(world.channel, "articles edit", "article", "vau"))
    assert f"<#{outside.id}>" in text((await admin.slash(world.channel, "articles show", article=VAULT)).response)
    await admin.click(shown.response, label="For everybody")
    assert not entries(world)[0].restriction
    assert [change.what for change in await changes(world)] == ["edit"] * 5
    assert titles(world) == [VAULT]


async def test_an_article_is_for_no_channel_and_no_role_of_another_server(open_world: World) -> None:
    world, elsewhere = open_world, open_world.env.create_guild("Elsewhere")
    theirs = {"channel": elsewhere.create_text_channel("theirs"), "role": elsewhere.create_role("Theirs")}
    for option, one in theirs.items():
        options = {"article": "server:1", option: one}
        refused = await invoke(admin_of(world), world.channel, "articles edit", options)
        assert text(refused.response).startswith(SAY(f"settings.no_{option}"))
    assert not entries(world)[0].restriction


async def test_a_channel_that_is_limited_to_it_tells_nobody_else_of_it(
    open_world: World, press_card: Any, outside: ChannelHandle
) -> None:
    world = open_world
    chosen = ChannelSettings(articles=(ArticleRef("server", 1),))
    await choose(world, channel=chosen)
    restrict(world, outside.id, roles=(press_card.id,))
    begun = len(world.env.http_requests)
    refused = await world.alice.slash(world.channel, "ask", question=BUILDER)
    assert SAY("refusal.articles_gone_title") in text(refused.response)
    assert VAULT not in sent_since(world, begun)
