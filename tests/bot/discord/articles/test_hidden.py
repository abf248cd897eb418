"""Channels that an editor cannot see: what was asked there, and what was set for them, is not told."""

from __future__ import annotations

import discord
from discord import Permissions
from simcord.actors import MemberActor
from simcord.backend.models.channel import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType

from bot.records import Change
from tests.bot.discord.asking import choose, text, unanswered
from tests.bot.discord.conftest import NOWHERE, World, labels
from tests.bot.discord.pressing import SAY
from tests.bot.discord.settings import admin_of
from tests.bot.store.making import NOON

SECRET = "Who leaked the minutes of the council?"
HIDDEN = discord.PermissionOverwrite(view_channel=False)


def secret(world: World, *shut_out: MemberActor) -> ChannelHandle:
    """Return a channel that some cannot see."""
    return world.guild.create_text_channel("secret-mods", overwrites=dict.fromkeys(shut_out, HIDDEN))


async def page(world: World, who: MemberActor, command: str) -> str:
    return text((await who.slash(world.channel, command)).response)


async def test_what_was_asked_in_a_hidden_channel_is_listed_to_those_alone_who_see_it(world: World) -> None:
    carol, dora = admin_of(world, "carol"), admin_of(world, "dora")
    await world.alice.slash(secret(world, carol), "ask", question=SECRET)
    await world.alice.slash(world.channel, "ask", question=NOWHERE)
    assert SECRET in await page(world, dora, "articles unanswered")
    shown = await page(world, carol, "articles unanswered")
    assert (NOWHERE in shown, SECRET in shown, "1 question" in shown) == (True, False, True)


async def test_what_a_person_could_see_and_cannot_now_is_listed_no_more(world: World) -> None:
    carol = admin_of(world, "carol")
    place = secret(world)
    await world.alice.slash(place, "ask", question=SECRET)
    assert SECRET in await page(world, carol, "articles unanswered")
    hidden = Overwrite(carol.id, OverwriteType.MEMBER, deny=HIDDEN.pair()[1].value)
    world.env.backend.set_overwrite(place.id, hidden)
    assert SAY("unanswered.empty") in await page(world, carol, "articles unanswered")


async def test_like_questions_of_a_hidden_channel_are_neither_counted_nor_dismissed(world: World) -> None:
    carol = admin_of(world, "carol")
    await world.alice.slash(secret(world, carol), "ask", question=NOWHERE)
    await world.alice.slash(world.channel, "ask", question=NOWHERE)
    shown = (await carol.slash(world.channel, "articles unanswered")).response
    assert "asked once" in text(shown)
    await carol.click(shown, label="Dismiss 1")
    assert len(await unanswered(world)) == 1


async def test_who_may_do_everything_sees_every_channel(world: World) -> None:
    role = world.guild.create_role("Owners", permissions=Permissions(administrator=True))
    owner = world.guild.add_member(world.env.create_user("olga"), roles=[role])
    await world.alice.slash(secret(world, owner), "ask", question=SECRET)
    assert SECRET in await page(world, owner, "articles unanswered")


async def test_a_deleted_channel_tells_nobody(world: World) -> None:
    carol = admin_of(world, "carol")
    place = secret(world)
    await world.alice.slash(place, "ask", question=SECRET)
    world.env.backend.delete_channel(place.id)
    assert SAY("unanswered.empty") in await page(world, carol, "articles unanswered")


async def test_what_was_set_for_a_hidden_channel_is_in_no_log_of_those_who_cannot_see_it(world: World) -> None:
    carol, dora = admin_of(world, "carol"), admin_of(world, "dora")
    place = secret(world, carol)
    await dora.slash(world.channel, "settings channel", channel=place, state="off")
    await dora.slash(world.channel, "settings shared", state="off")
    for who, sees in ((dora, True), (carol, False)):
        shown = (await who.slash(world.channel, "articles status")).response
        assert ("secret-mods" in text(shown), "shared: off" in text(shown)) == (sees, True)
        assert ("secret-mods" in await page(world, who, "articles history")) is sees
        assert labels(shown) == ["Log as a file"]
        file = (await who.click(shown, label="Log as a file")).response
        (log,) = file.attachments
        assert (b"secret-mods" in await log.read()) is sees


async def test_older_lines_name_a_channel_and_are_told_by_its_name(world: World) -> None:
    carol, dora = admin_of(world, "carol"), admin_of(world, "dora")
    secret(world, carol)
    for detail in ("auto #secret-mods: on", "admin: #secret-mods", "scope #gone: all", "channel #summit: off"):
        change = Change(NOON, world.guild.id, None, "settings", detail)
        await world.bot.desk.record(lambda store, change=change: store.note(change))
    for who, sees in ((dora, 3), (carol, 1)):
        shown = await page(world, who, "articles status")
        assert sum(word in shown for word in ("auto ", "admin: ", "scope #gone", "channel #summit")) == sees


async def test_the_settings_do_not_list_a_hidden_channel(world: World) -> None:
    carol, dora = admin_of(world, "carol"), admin_of(world, "dora")
    place = secret(world, carol)
    await dora.slash(world.channel, "settings channel", channel=place, state="off")
    assert f"<#{place.id}>" in await page(world, dora, "settings language")
    assert f"<#{place.id}>" not in await page(world, carol, "settings language")


async def test_a_private_thread_is_told_to_those_in_it(world: World) -> None:
    carol = admin_of(world, "carol")
    thread = world.env.backend.create_thread(world.channel.id, "whispers", world.alice.id, type=12)
    handle = ChannelHandle(world.env, world.guild, thread)
    await choose(world)
    await world.alice.slash(handle, "ask", question=SECRET)
    assert SECRET not in await page(world, carol, "articles unanswered")
