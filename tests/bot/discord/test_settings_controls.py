from __future__ import annotations

import pytest

from bot import Settings
from bot.discord.client import SummitBot
from bot.records import ArticleRef, ChannelSettings
from tests.bot.discord.asking import add, choose, text
from tests.bot.discord.bodies import SPECIFICATION, Specification, beyond, messages, sent
from tests.bot.discord.conftest import World, labels
from tests.bot.discord.pressing import forge, remove, reply
from tests.bot.discord.settings import admin_of, chosen, given, ids, noted, page, words

MENU = "summit:settings:"


async def test_the_language_is_chosen_in_a_menu(world: World) -> None:
    admin = admin_of(world)
    result = await admin.select(await page(world, admin), ["ja"], custom_id=MENU + "language")
    assert text(result.response).startswith("The language of this server is now: Japanese.")
    assert chosen(world).language == "ja"


async def test_the_shared_articles_are_switched_by_a_button(world: World) -> None:
    admin = admin_of(world)
    shown = (await admin.click(await page(world, admin), label="Do not ask shared articles")).response
    assert not chosen(world).shared
    assert shown
    await admin.click(shown, label="Ask shared articles too")
    assert chosen(world).shared
    assert [change.detail for change in await noted(world)] == ["shared: on", "shared: off"]


async def test_a_switch_that_two_admins_press_is_switched_once(world: World) -> None:
    theo, thea = admin_of(world), admin_of(world, "thea")
    shown = [(theo, await page(world, theo)), (thea, await page(world, thea))]
    for admin, message in shown:
        await admin.click(message, label="Do not ask shared articles")
    assert not chosen(world).shared
    assert len(await noted(world)) == 1


async def test_a_role_is_chosen_and_taken_away_in_a_menu(world: World) -> None:
    admin, role = admin_of(world), world.guild.create_role("Editors")
    shown = (await admin.select(await page(world, admin), [role], custom_id=MENU + "editors")).response
    assert chosen(world).editors == role.id
    assert shown
    await admin.select(shown, [], custom_id=MENU + "editors")
    assert chosen(world).editors is None


async def test_a_channel_for_notices_is_chosen_and_taken_away_in_a_menu(world: World) -> None:
    admin = admin_of(world)
    shown = (await admin.select(await page(world, admin), [world.channel], custom_id=MENU + "admin")).response
    assert chosen(world).admin == world.channel.id
    assert shown
    await admin.select(shown, [], custom_id=MENU + "admin")
    assert chosen(world).admin is None


async def test_a_channel_is_changed_on_a_page_of_its_own(world: World) -> None:
    admin = admin_of(world)
    shown = (await admin.select(await page(world, admin), [world.channel], custom_id=MENU + "channel")).response
    assert shown
    assert "Settings of a channel" in text(shown)
    off = (await admin.click(shown, label="Switch questions off")).response
    assert not chosen(world).channel(world.channel.id).enabled
    assert off
    back = (await admin.click(off, label="All settings")).response
    assert f"{world.channel.mention} · questions off" in text(back)


async def test_the_articles_of_a_channel_are_chosen_in_a_menu(world: World) -> None:
    admin, oxwick = admin_of(world), add(world, server=world.guild.id)
    shown = (await given(world, admin, "channel", channel=world.channel)).response
    assert shown
    menu = f"{MENU}scope:{world.channel.id}"
    limited = (await admin.select(shown, [str(oxwick)], custom_id=menu)).response
    assert chosen(world).channel(world.channel.id).articles == (oxwick,)
    assert limited
    await admin.click(limited, label="All articles again")
    assert chosen(world).channels == {}


async def test_a_menu_offers_25_articles_and_the_chosen_ones_among_them(world: World) -> None:
    first = add(world, "Something is written of the harbour in the first of all articles.", "The first")
    for number in range(30):
        add(world, f"Something else is written in article {number} about the harbour.", f"Harbour {number}")
    await choose(world, channel=ChannelSettings(articles=(first,)))
    shown = (await given(world, admin_of(world), "channel", channel=world.channel)).response
    assert shown
    options = shown.components[1]["components"][0]["options"]
    assert len(options) == 25
    assert [option["label"] for option in options if option.get("default")] == ["The first"]


@pytest.mark.parametrize("new", [False, True])
async def test_every_control_outlives_a_restart(world: World, new: bool) -> None:
    admin, role = admin_of(world), world.guild.create_role("Editors")
    shown = await page(world, admin)
    bot = SummitBot(Settings(data=world.data)) if new else world.bot
    await world.bot.close()
    await world.env.restart_bot(bot)
    await admin.select(shown, [role], custom_id=MENU + "editors")
    await admin.select(shown, [world.channel], custom_id=MENU + "admin")
    await admin.click(shown, label="Do not ask shared articles")
    there = (await admin.select(shown, [world.channel], custom_id=MENU + "channel")).response
    assert there
    await admin.click(there, label="Answer every question")
    await admin.select(await page(world, admin), ["ko"], custom_id=MENU + "language")
    now = bot.desk.server(world.guild.id)
    assert (now.language, now.editors, now.admin, now.shared) == ("ko", role.id, world.channel.id, False)
    assert now.channels == {world.channel.id: ChannelSettings(auto=True)}
    await bot.close()


async def test_deleted_channels_roles_and_articles_are_shown_and_forgotten(world: World) -> None:
    admin, gone = admin_of(world), add(world, server=world.guild.id)
    remove(world, gone, world.guild.id)
    channels = {1: ChannelSettings(enabled=False), world.channel.id: ChannelSettings(auto=True, articles=(gone,))}
    await world.bot.desk.save_server(world.guild.id, chosen(world).__class__(editors=2, admin=3, channels=channels))
    shown = await page(world, admin)
    for told in ("deleted channel (1) · questions off", "deleted role (2)", "deleted channel (3)", "1 of them removed"):
        assert told in text(shown)
    await admin.click(shown, label="Forget what was deleted")
    now = chosen(world)
    assert (now.editors, now.admin, now.channels) == (None, None, {world.channel.id: ChannelSettings(auto=True)})


async def test_nothing_counts_as_deleted_in_an_outage(world: World) -> None:
    admin, guild = admin_of(world), world.bot.get_guild(world.guild.id)
    await world.bot.desk.save_server(world.guild.id, chosen(world).__class__(editors=2))
    assert guild
    guild.unavailable = True
    shown = await page(world, admin)
    assert "deleted" not in text(shown)
    assert "Forget what was deleted" not in labels(shown)


async def test_a_channel_whose_articles_are_all_gone_says_that_it_finds_nothing(world: World) -> None:
    await choose(world, channel=ChannelSettings(articles=(ArticleRef("server", 99),)))
    shown = text((await given(world, admin_of(world), "channel", channel=world.channel)).response)
    assert "removed article (99)" in shown
    assert words("settings.scope_empty") in shown


async def test_shared_articles_of_a_scope_are_not_asked_where_these_are_off(world: World) -> None:
    await choose(world, channel=ChannelSettings(articles=(ArticleRef("shared", 1),)), shared=False)
    shown = text((await given(world, admin_of(world), "channel", channel=world.channel)).response)
    assert words("settings.scope_shared_off") in shown


async def test_a_control_of_another_servers_channel_changes_nothing(world: World) -> None:
    admin = admin_of(world)
    channel = world.env.create_guild("Elsewhere").create_text_channel("theirs")
    shown = await page(world, admin)
    for what in (f"answers:{channel.id}:off", f"auto:{channel.id}:on", f"every:{channel.id}"):
        result = await forge(admin, shown, MENU + what)
        assert text(result.response).startswith(words("settings.no_channel"))
    assert await noted(world) == []


async def test_forged_controls_change_nothing(world: World) -> None:
    admin = admin_of(world)
    shown = await page(world, admin)
    for what in ("dance", "answers:off", "scope", "answers:99999999999999999999:off"):
        await forge(admin, shown, MENU + what)
    assert await noted(world) == []
    assert not world.env.errors


async def test_the_page_is_found_in_a_hostile_library(world: World) -> None:
    admin = admin_of(world)
    hostile = add(world, "@everyone is told something about it.", "**@everyone** <@1> `x` " + "絵🎨" * 90)
    shown = (await given(world, admin, "scope", article=str(hostile))).response
    assert "@everyone" in text(shown)
    assert shown
    assert await world.bot.desk.record(lambda store: store.servers())
    assert len(ids(shown)) == 7


async def test_a_library_that_cannot_be_read_keeps_nothing_from_being_set(world: World) -> None:
    broken = world.data / "servers" / str(world.guild.id)
    broken.mkdir(parents=True)
    (broken / "library.db").write_bytes(b"rubbish" * 500)
    await choose(world, channel=ChannelSettings(articles=(ArticleRef("server", 1),)))
    admin = admin_of(world)
    shown = await page(world, admin)
    assert "removed" not in text(shown)
    assert text((await admin.select(shown, ["ja"], custom_id=MENU + "language")).response)
    assert chosen(world).language == "ja"


async def test_a_refused_choice_leaves_the_page_as_it_was(world: World) -> None:
    admin = admin_of(world)
    shown = await page(world, admin)
    result = await admin.select(shown, [world.guild.default_role], custom_id=MENU + "editors")
    assert text(result.response).startswith(words("settings.editors_everyone"))
    assert "Settings of this server" in text(result.response)
    assert chosen(world).editors is None


async def test_a_stranger_presses_in_vain(world: World) -> None:
    shown = await page(world, admin_of(world))
    stored = world.env.backend.get_message(world.channel.id, shown.id)
    stored.flags = 0
    result = await world.alice.click(shown, label="Do not ask shared articles")
    assert result.ephemeral
    assert reply(result) == words("settings.refused")
    assert chosen(world).shared


@pytest.mark.skipif(not SPECIFICATION.exists(), reason="Discord's specification is not at hand")
async def test_every_page_keeps_to_discords_specification_and_numbers(world: World) -> None:
    admin, role = admin_of(world), world.guild.create_role("Editors")
    add(world, server=world.guild.id)
    shown = await page(world, admin)
    await admin.select(shown, [role], custom_id=MENU + "editors")
    await admin.select(shown, [world.channel], custom_id=MENU + "admin")
    await given(world, admin, "scope", article="Oxwick")
    await given(world, admin, "auto", state="on")
    await page(world, admin)
    await admin.click((await admin.slash(world.channel, "privacy")).response, label="Delete mine")  # type: ignore[arg-type]
    specification, requests = Specification(), sent(world.env.http_requests)
    assert [error for request in requests for error in specification.errors(request)] == []
    assert [wrong for message in messages(requests) for wrong in beyond(message)] == []
