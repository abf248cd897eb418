from __future__ import annotations

from bot.records import ArticleRef, ChannelSettings
from bot.texts import phrases
from tests.bot.discord.asking import BUILDER, MARA, add, callbacks, choose, said, text
from tests.bot.discord.conftest import SONGS, World
from tests.bot.discord.settings import admin_of, chosen, given, ids, noted, page, settle, words

OFF = phrases("en")("hint.off")


async def test_the_settings_are_shown_to_the_admin_alone(world: World) -> None:
    result = await given(world, admin_of(world), "language")
    assert result.ephemeral
    assert callbacks(world.env) == [5]
    shown = text(result.response)
    assert "Settings of this server" in shown
    assert "Language As Discord says: each person's own" in shown
    assert "Questions are answered in every channel, from all articles." in shown


PLACES = {
    "Settings of a channel": ("channel", "auto", "scope", "thread"),
    "Settings of this server": ("language", "shared", "editors", "admin"),
    "What is new": ("digest",),
}


async def test_a_command_without_options_opens_the_panel_at_its_own_place_and_changes_nothing(world: World) -> None:
    admin = admin_of(world)
    for place, commands in PLACES.items():
        for command in commands:
            assert (await settle(world, admin, command)).startswith(place)
    assert await noted(world) == []


async def test_a_channel_that_is_off_is_silent_to_mentions(world: World) -> None:
    await settle(world, admin_of(world), "channel", channel=world.channel, state="off")
    await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    assert said(world.channel) == []


async def test_a_channel_that_is_off_says_so_to_commands(world: World) -> None:
    await settle(world, admin_of(world), "channel", state="off")
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    assert result.ephemeral
    assert result.response.content == OFF


async def test_a_channel_that_is_on_again_answers(world: World) -> None:
    admin = admin_of(world)
    await settle(world, admin, "channel", state="off")
    shown = await settle(world, admin, "channel", state="on")
    assert shown.startswith(f"Questions are answered in {world.channel.mention} now.")
    assert chosen(world).channels == {}
    assert "Dynamite" in text((await world.alice.slash(world.channel, "ask", question=SONGS)).response)


async def test_a_channel_that_is_named_without_a_state_is_shown(world: World) -> None:
    shown = await settle(world, admin_of(world), "channel", channel=world.guild.create_text_channel("quiet"))
    assert "Settings of a channel" in shown
    assert "On: questions are answered here." in shown


async def test_a_change_has_a_line_in_the_audit_log(world: World) -> None:
    admin = admin_of(world)
    await settle(world, admin, "channel", state="off")
    (change,) = await noted(world)
    assert (change.who, change.what, change.detail) == (admin.id, "settings", "channel #summit: off")


async def test_what_changes_nothing_leaves_no_line(world: World) -> None:
    admin = admin_of(world)
    for _ in range(2):
        await settle(world, admin, "shared", state="off")
    assert len(await noted(world)) == 1


async def test_the_language_of_a_server_is_the_language_of_its_answers(world: World) -> None:
    shown = await settle(world, admin_of(world), "language", language="ko")
    assert shown.startswith("The language of this server is now: Korean.")
    await world.alice.send(world.channel, f"{world.mention} How many deer live in Nara?")
    assert "기사에 없는 내용이에요" in text(said(world.channel)[-1])


async def test_the_language_can_be_left_to_discord_again(world: World) -> None:
    admin = admin_of(world)
    await settle(world, admin, "language", language="ja")
    await settle(world, admin, "language", language="discord")
    assert chosen(world).language is None


async def test_the_shared_articles_can_be_switched_off_and_on(world: World) -> None:
    admin = admin_of(world)
    await settle(world, admin, "shared", state="off")
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    assert "No articles yet" in text(result.response)
    await settle(world, admin, "shared", state="on")
    assert "Dynamite" in text((await world.alice.slash(world.channel, "ask", question=SONGS)).response)


async def test_a_scope_limits_what_a_channel_is_asked_of(world: World) -> None:
    add(world, server=world.guild.id)
    shown = await settle(world, admin_of(world), "scope", article="Oxwick")
    assert shown.startswith(f"Questions in {world.channel.mention} are asked of Oxwick alone now")
    limited = await world.alice.slash(world.channel, "ask", question=SONGS)
    inside = await world.alice.slash(world.channel, "ask", question=BUILDER)
    elsewhere = await world.alice.slash(world.guild.create_text_channel("other"), "ask", question=SONGS)
    assert "Not in the articles" in text(limited.response)
    assert MARA in text(inside.response)
    assert "Dynamite" in text(elsewhere.response)


async def test_articles_are_added_to_a_scope_and_taken_out(world: World) -> None:
    admin = admin_of(world)
    oxwick = add(world, server=world.guild.id)
    tarn = add(world, "The bridge of Tarn was painted in a bright colour last summer.", "Tarn", world.guild.id)
    await settle(world, admin, "scope", article="Oxwick")
    await settle(world, admin, "scope", article=str(tarn))
    assert chosen(world).channel(world.channel.id).articles == (oxwick, tarn)
    await settle(world, admin, "scope", article="Oxwick", action="remove")
    assert chosen(world).channel(world.channel.id).articles == (tarn,)


async def test_the_last_article_that_is_taken_out_leaves_all(world: World) -> None:
    admin = admin_of(world)
    add(world, server=world.guild.id)
    await settle(world, admin, "scope", article="Oxwick")
    shown = await settle(world, admin, "scope", article="Oxwick", action="remove")
    assert shown.startswith(f"Questions in {world.channel.mention} are asked of all articles now.")


async def test_a_scope_is_cleared(world: World) -> None:
    admin = admin_of(world)
    await choose(world, channel=ChannelSettings(articles=(ArticleRef("shared", 1),)))
    await settle(world, admin, "scope", action="clear")
    assert chosen(world).channels == {}


async def test_what_can_be_taken_out_is_offered_of_the_channel_alone(world: World) -> None:
    admin = admin_of(world)
    add(world, server=world.guild.id)
    await settle(world, admin, "scope", article="Oxwick")
    offers = await admin.autocomplete(world.channel, "settings scope", "article", "", action="remove")
    assert [offer["name"] for offer in offers] == ["Oxwick"]
    elsewhere = world.guild.create_text_channel("other")
    offers = await admin.autocomplete(elsewhere, "settings scope", "article", "", action="remove")
    assert offers == []


async def test_an_article_that_is_not_there_is_refused(world: World) -> None:
    shown = await settle(world, admin_of(world), "scope", article="Nowhere at all")
    assert shown == words("error.unknown_article")
    assert chosen(world).channels == {}


async def test_nothing_to_take_out_is_asked_for(world: World) -> None:
    assert await settle(world, admin_of(world), "scope", action="remove") == words("settings.scope_which")


async def test_a_full_scope_takes_nothing_more(world: World) -> None:
    add(world, server=world.guild.id)
    full = ChannelSettings(articles=tuple(ArticleRef("server", number) for number in range(100, 125)))
    await choose(world, channel=full)
    assert await settle(world, admin_of(world), "scope", article="Oxwick") == words("settings.scope_full", n=25)
    assert chosen(world).channel(world.channel.id) == full


async def test_a_thread_belongs_to_its_channel(world: World) -> None:
    admin = admin_of(world)
    await settle(world, admin, "channel", state="off")
    assert list(chosen(world).channels) == [world.channel.id]


async def test_two_servers_have_settings_of_their_own(world: World) -> None:
    await settle(world, admin_of(world), "shared", state="off")
    other = world.env.create_guild("Elsewhere")
    assert world.bot.desk.server(other.id).shared
    assert await world.bot.desk.record(lambda store: store.changes(other.id, 10)) == []


async def test_the_settings_outlive_a_restart(world: World) -> None:
    await settle(world, admin_of(world), "language", language="ja")
    await world.env.restart_bot()
    assert chosen(world).language == "ja"
    assert len(await noted(world)) == 1


async def test_the_page_has_a_control_for_everything(world: World) -> None:
    shown = await page(world, admin_of(world))
    assert ids(shown) == [
        "summit:settings:channel",
        "summit:settings:language",
        "summit:settings:editors",
        "summit:settings:admin",
        "summit:settings:shared:off",
        "summit:settings:digest",
    ]
