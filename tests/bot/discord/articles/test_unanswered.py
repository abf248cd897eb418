"""/articles unanswered: what the articles lack, like questions together, and what answers them by now."""

from __future__ import annotations

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.results import ResponseMessage

from bot.discord.embeds.articles.unanswered import PAGE
from bot.store import Store
from index import Busy, Library
from tests.bot.discord.articles.managing import admin_of, changes, told
from tests.bot.discord.asking import add, changed, choose, text, unanswered
from tests.bot.discord.bodies import beyond, messages
from tests.bot.discord.conftest import NOWHERE, World, labels
from tests.bot.discord.pressing import DEER, SAY, ask, remove

EMPTY = SAY("unanswered.empty")
ANSWERED = "this now:"
QUOTE = "Some 1,300 deer live in Nara, where people have fed them for centuries."
TOWERS = [f"Who built the tower of {town}?" for town in ("Oak", "Elm", "Ash", "Fir", "Yew", "Bay", "Box")]


async def listed(world: World, who: MemberActor) -> ResponseMessage:
    """Return the first page."""
    response = (await who.slash(world.channel, "articles unanswered")).response
    assert response
    return response


async def test_questions_are_listed_newest_first_with_like_ones_together(world: World) -> None:
    for question in (NOWHERE, TOWERS[0], "how many DEER are there in Nara", TOWERS[1]):
        await ask(world, question)
    said = text(await listed(world, admin_of(world)))
    order = [said.index(question) for question in (TOWERS[1], "how many DEER are there in Nara", TOWERS[0])]
    assert order == sorted(order)
    assert NOWHERE not in said
    assert ("asked 2 times, last" in said, said.count("asked once"), "3 different questions" in said) == (True, 2, True)


async def test_only_the_admin_sees_the_list(world: World) -> None:
    await ask(world, NOWHERE)
    assert (await admin_of(world).slash(world.channel, "articles unanswered")).ephemeral


async def test_where_everything_was_answered_it_says_so(world: World) -> None:
    await ask(world)
    page = await listed(world, admin_of(world))
    assert (EMPTY in text(page), labels(page)) == (True, [])


async def test_what_was_asked_in_private_is_never_shown(world: World) -> None:
    await ask(world, NOWHERE, private=True)
    await world.alice.user.slash("ask", question=TOWERS[0])
    assert EMPTY in text(await listed(world, admin_of(world)))


async def test_what_another_server_was_asked_is_never_shown(world: World) -> None:
    other, admin = elsewhere(world)
    await ask(world, NOWHERE)
    assert EMPTY in told(await admin.slash(other, "articles unanswered"))
    assert NOWHERE in text(await listed(world, admin_of(world)))


async def test_the_articles_of_another_server_answer_nothing_here(world: World) -> None:
    _, admin = elsewhere(world)
    await ask(world, NOWHERE)
    add(world, DEER, "Deer", admin.guild.id)
    assert ANSWERED not in text(await listed(world, admin_of(world)))


async def test_who_presses_dismiss_takes_all_like_it_off_the_list(world: World) -> None:
    for question in (NOWHERE, "how many deer are there in Nara", TOWERS[0]):
        await ask(world, question)
    admin = admin_of(world)
    page = (await admin.click(await listed(world, admin), label="Dismiss 2")).response
    assert [one.question for one in await unanswered(world)] == [TOWERS[0]]
    assert ("deer" in text(page), labels(page)) == (False, ["Dismiss 1", "Choose 1"])
    (change,) = await changes(world)
    assert (change.what, change.who, change.detail) == ("dismiss", admin.id, "2")


async def test_the_last_one_that_is_dismissed_leaves_an_empty_list(world: World) -> None:
    await ask(world, NOWHERE)
    admin = admin_of(world)
    page = (await admin.click(await listed(world, admin), label="Dismiss 1")).response
    assert (EMPTY in text(page), labels(page)) == (True, [])


async def test_what_was_dismissed_already_is_dismissed_once(world: World) -> None:
    await ask(world, NOWHERE)
    admin = admin_of(world)
    pages = [await listed(world, admin), await listed(world, admin)]
    for page in pages:
        await admin.click(page, label="Dismiss 1")
    assert len(await changes(world)) == 1


async def test_a_question_of_another_server_cannot_be_dismissed(world: World) -> None:
    other, admin = elsewhere(world)
    await ask(world, NOWHERE)
    (here,) = await unanswered(world)
    await admin.slash(other, "ask", question=TOWERS[0])
    page = (await admin.slash(other, "articles unanswered")).response
    assert page
    stored = world.env.backend.get_message(other.id, page.id)
    stored.components[0]["components"][0]["custom_id"] = f"summit:unanswered:dismiss:{here.answer}:1"
    await admin.click(page, label="Dismiss 1")
    assert [one.question for one in await unanswered(world)] == [NOWHERE]


async def test_who_waits_for_a_dismissed_question_is_told_all_the_same(world: World) -> None:
    await world.bob.click(await ask(world, NOWHERE), label="Tell me when it is answered")
    admin = admin_of(world)
    await admin.click(await listed(world, admin), label="Dismiss 1")
    add(world, DEER, "Deer")
    await world.env.advance_time(1000)
    assert world.channel.history()[-1].content.startswith(world.bob.mention)


async def test_what_is_answered_by_now_comes_first_with_its_quote(world: World) -> None:
    for question in (NOWHERE, TOWERS[0]):
        await ask(world, question)
    add(world, DEER, "Deer", world.guild.id)
    said = text(await listed(world, admin_of(world)))
    assert said.index(NOWHERE) < said.index(TOWERS[0])
    assert f"{ANSWERED}\n> {QUOTE}\n\n-# Deer" in said


async def test_it_is_not_kept_as_an_answer_and_nobody_is_told(world: World) -> None:
    await ask(world, NOWHERE)
    add(world, DEER, "Deer", world.guild.id)
    await listed(world, admin_of(world))
    assert [one.question for one in await unanswered(world)] == [NOWHERE]
    assert len(world.channel.history()) == 1


async def test_what_was_removed_since_is_quoted_no_longer(world: World) -> None:
    await ask(world, NOWHERE)
    article, admin = add(world, DEER, "Deer", world.guild.id), admin_of(world)
    assert QUOTE in text(await listed(world, admin))
    remove(world, article, world.guild.id)
    assert QUOTE not in text(await listed(world, admin))


async def test_shared_articles_do_not_answer_where_admins_have_switched_them_off(world: World) -> None:
    await ask(world, NOWHERE)
    add(world, DEER, "Deer")
    await choose(world, shared=False)
    assert QUOTE not in text(await listed(world, admin_of(world)))
    await choose(world, shared=True)
    assert QUOTE in text(await listed(world, admin_of(world, "dora")))


async def test_a_page_asks_nothing_twice_while_the_articles_stay(world: World, monkeypatch) -> None:
    for question in (NOWHERE, TOWERS[0]):
        await ask(world, question)
    asked: list[str] = []
    ask_library = world.bot.desk.libraries.ask
    monkeypatch.setattr(
        world.bot.desk.libraries, "ask", lambda *given, **how: asked.append(given[0]) or ask_library(*given, **how)
    )
    admin = admin_of(world)
    for _ in range(3):
        await listed(world, admin)
    assert sorted(asked) == sorted([NOWHERE, TOWERS[0]])


async def test_after_an_article_was_added_all_are_asked_again_before_anybody_looks(world: World, monkeypatch) -> None:
    await ask(world, NOWHERE)
    add(world, DEER, "Deer", world.guild.id)
    await changed(world)
    await world.env.advance_time(31)
    monkeypatch.setattr(world.bot.desk.libraries, "ask", None)
    assert QUOTE in text(await listed(world, admin_of(world)))


async def test_what_is_too_much_for_one_look_is_said_and_looked_at_soon(world: World, monkeypatch) -> None:
    monkeypatch.setattr("bot.discord.views.articles.unanswered.AT_ONCE", 1)
    for question in (NOWHERE, *TOWERS):
        await ask(world, question)
    add(world, DEER, "Deer", world.guild.id)
    admin = admin_of(world)
    assert "7 are still to be looked up" in text(await listed(world, admin))
    await world.env.advance_time(31)
    page = text(await listed(world, admin))
    assert ("still to be" in page, QUOTE in page) == (False, True)


async def test_pages_are_turned(world: World) -> None:
    for question in TOWERS:
        await ask(world, question)
    admin = admin_of(world)
    page = await listed(world, admin)
    assert (len([one for one in labels(page) if "Dismiss" in one]), "Page 1 of 2" in text(page)) == (PAGE, True)
    second = (await admin.click(page, label="Next")).response
    assert TOWERS[0] in text(second)
    assert TOWERS[6] in text((await admin.click(second, label="Back")).response)


async def test_its_buttons_outlive_a_restart(world: World) -> None:
    for question in TOWERS:
        await ask(world, question)
    admin = admin_of(world)
    page = await listed(world, admin)
    await world.env.restart_bot()
    assert "Page 2 of 2" in text((await admin.click(page, label="Next")).response)
    await admin.click(page, label="Dismiss 1")
    assert len(await unanswered(world)) == len(TOWERS) - 1


async def test_who_manages_no_longer_can_press_no_button(world: World) -> None:
    await ask(world, NOWHERE)
    admin = admin_of(world)
    page = await listed(world, admin)
    world.env.backend.edit_member(world.guild.id, admin.id, {"role_ids": []})
    result = await admin.click(page, label="Dismiss 1")
    assert told(result) == SAY("error.not_allowed")
    assert len(await unanswered(world)) == 1


async def test_discord_shows_a_member_no_command(world: World) -> None:
    assert "articles unanswered" not in world.alice.available_commands(world.channel)
    assert {"articles reindex", "articles unanswered"} <= set(admin_of(world).available_commands(world.channel))


@pytest.mark.parametrize("command", ["reindex", "unanswered"])
async def test_a_member_whom_discord_lets_through_is_refused_by_the_bot(world: World, command: str) -> None:
    add(world, DEER, "Deer", world.guild.id)
    found = next(int(one["id"]) for one in world.env.backend.commands[None].values() if one["name"] == "articles")
    world.guild.set_command_permissions(found, {world.alice: True})
    result = await world.alice.slash(world.channel, f"articles {command}")
    assert (told(result), result.ephemeral) == (SAY("error.not_allowed"), True)
    assert await changes(world) == []


@pytest.mark.parametrize("command", ["reindex", "unanswered"])
async def test_an_editor_may(world: World, command: str) -> None:
    add(world, DEER, "Deer", world.guild.id)
    role = world.guild.create_role("Editors")
    await choose(world, editors=role.id)
    editor = world.guild.add_member(world.env.create_user("edith"), roles=[role])
    found = next(int(one["id"]) for one in world.env.backend.commands[None].values() if one["name"] == "articles")
    world.guild.set_command_permissions(found, {role: True})
    said = told(await editor.slash(world.channel, f"articles {command}"))
    assert said.startswith("The articles are reindexed" if command == "reindex" else "Questions without an answer")


async def test_a_hostile_question_pings_nobody_and_stays_inside_discords_numbers(world: World) -> None:
    await ask(world, f"Who painted @everyone <@1> **`x`** {'[a](https://b.c) ||_*' * 5} in Quint?")
    await listed(world, admin_of(world))
    shown = list(messages(world.env.http_requests))
    assert [wrong for message in shown for wrong in beyond(message)] == []
    assert "\\@everyone" in shown[-1]["embeds"][0]["description"]
    assert all(not message.get("allowed_mentions", {"parse": []})["parse"] for message in shown)


async def test_a_library_that_cannot_be_read_costs_nobody_the_list(world: World, monkeypatch) -> None:
    def busy(*_: object) -> None:
        raise Busy("Another process is writing.")

    await ask(world, NOWHERE)
    monkeypatch.setattr(Library, "version", busy)
    assert NOWHERE in text(await listed(world, admin_of(world)))


@pytest.mark.parametrize("status", [403, 404, 500, 503])
async def test_a_dismissal_that_cannot_be_announced_dismisses_nothing(world: World, status: int) -> None:
    await ask(world, NOWHERE)
    admin = admin_of(world)
    page = await listed(world, admin)
    world.env.inject_error("POST", "/interactions/*/callback", status=status)
    await admin.click(page, label="Dismiss 1")
    assert (len(await unanswered(world)), await changes(world)) == (1, [])


async def test_a_dismissal_is_all_or_nothing(world: World, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise Busy("The disk is full.")

    await ask(world, NOWHERE)
    admin = admin_of(world)
    page = await listed(world, admin)
    monkeypatch.setattr("bot.store.unanswered.write_change", full)
    assert told(await admin.click(page, label="Dismiss 1")).startswith("I could not save")
    assert len(await unanswered(world)) == 1


async def test_what_is_older_than_is_kept_is_listed_no_longer(world: World) -> None:
    await ask(world, NOWHERE)

    def age(store: Store) -> None:
        with store._database.writing() as sql:
            sql.execute("UPDATE answer SET asked = asked - ?", (91 * 86_400_000_000,))

    await world.bot.desk.record(age)
    await world.env.advance_time(1000)
    assert EMPTY in text(await listed(world, admin_of(world)))


def elsewhere(world: World) -> tuple[ChannelHandle, MemberActor]:
    """Return a channel of another server, and its admin."""
    guild: GuildHandle = world.env.create_guild("Elsewhere")
    return guild.create_text_channel("there"), admin_of(world, "olga", guild)
