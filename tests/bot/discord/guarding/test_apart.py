"""Two servers side by side: what is used in one, or forged there, tells no word of the other and changes nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from simcord.actors import MemberActor

from tests.bot.discord.asking import BUILDER, said
from tests.bot.discord.conftest import World
from tests.bot.discord.guarding.conftest import People
from tests.bot.discord.guarding.forging import Control, complete, invoke, press, submit
from tests.bot.discord.guarding.known import COMMANDS, LAST, MODALS, shape
from tests.bot.discord.guarding.marked import TITLE, Marked
from tests.bot.discord.guarding.searching import answers_of, drafts_of, leaked, offers_of, state
from tests.bot.discord.guarding.walking import CHANNELS, ROLES, Here, Walk, completed, leaves, submit_modals

WORDS_ALONE = {"question", "topic", "publisher", "since", "url", "zone", "include", "exclude", "name"}
"""Options that are searched for, compared or noted, and name nothing; an answer may repeat them."""
A_WHILE = 40
"""Seconds after which nothing is due soon: SimCord would wait for that at every press."""
STRING, CHANNEL, ROLE = 3, 7, 8


async def test_nothing_that_is_used_in_a_server_tells_of_another(
    world: World, here: Here, people: People, marked: Marked
) -> None:
    before, since = state(world, marked), len(world.env.http_requests)
    walk = Walk(world, people.admin, here)
    await walk.give(COMMANDS)
    await walk.use_menus(said(here.channel)[0].id)
    claim = await world.alice.send(here.channel, BUILDER)
    await walk.use_menus(claim.id)
    await submit_modals(people.admin, here.channel, walk.modals)
    await walk.use_controls()
    assert leaked(world, marked, since) == []
    assert state(world, marked) == before


async def test_no_control_or_modal_with_the_ids_of_another_server_tells_of_it_or_changes_it(
    world: World, here: Here, people: People, marked: Marked
) -> None:
    walk = Walk(world, people.admin, here)
    await walk.give(COMMANDS)
    await walk.use_controls(but=LAST)
    before = state(world, marked)
    for control in walk.controls.values():
        for custom_id in forged(world, marked, control.custom_id):
            since, values = len(world.env.http_requests), values_of(marked, control)
            await press(people.admin, here.channel, control, custom_id, values)
            assert leaked(world, marked, since, custom_id, *(values or ())) == []
        await world.env.advance_time(A_WHILE)
    since = len(world.env.http_requests)
    for answer in answers_of(world, marked):
        await submit(people.admin, here.channel, f"summit:asked:{answer}", MODALS["asked:ID"][1])
    assert leaked(world, marked, since) == []
    assert state(world, marked) == before


async def test_no_option_that_names_something_of_another_server_tells_of_it_or_changes_it(
    world: World, here: Here, people: People, marked: Marked
) -> None:
    before, since = state(world, marked), len(world.env.http_requests)
    for command, option, value, options in named(world, here, marked):
        await invoke(people.admin, here.channel, command, {**options, option: value})
    for command, option in completed(world, COMMANDS):
        for typed in ("", "zorv", TITLE, "server:3"):
            await complete(people.admin, here.channel, command, option, typed)
    elsewhere = {"channel": marked.channel, "action": "remove"}
    await complete(people.admin, here.channel, "settings scope", "article", "", elsewhere)
    assert leaked(world, marked, since) == []
    assert state(world, marked) == before


async def test_who_asked_in_another_server_is_told_nothing_of_it_here(
    world: World, here: Here, people: People, marked: Marked
) -> None:
    reader = MemberActor(world.env, world.guild, world.guild.add_member(marked.reader.user).user)
    walk = Walk(world, people.admin, here)
    await walk.give(["ask"])
    before = state(world, marked)
    for control in walk.controls.values():
        for custom_id in forged(world, marked, control.custom_id):
            since = len(world.env.http_requests)
            await press(reader, here.channel, control, custom_id)
            assert leaked(world, marked, since, custom_id) == []
        await world.env.advance_time(A_WHILE)
    assert state(world, marked) == before


async def test_in_the_server_itself_the_same_search_finds_it_in_all_that_is_asked(
    world: World, here: Here, marked: Marked
) -> None:
    elsewhere = dataclasses.replace(marked, guild=world.guild)
    for command, options in {
        "ask": {"question": BUILDER},
        "summary": {"topic": "the lighthouse"},
        "story": {"topic": "the lighthouse"},
        "library": {},
        "articles show": {"article": "server:2"},
        "articles status": {},
        "articles unanswered": {},
        "articles history": {},
        "sources list": {},
        "sources show": {"source": "2"},
        "settings language": {},
        "settings digest": {},
        "settings thread": {},
        "settings scope": {"article": "server:2"},
    }.items():
        since = len(world.env.http_requests)
        await invoke(marked.boss, marked.channel, command, options)
        assert leaked(world, elsewhere, since), command


def forged(world: World, marked: Marked, custom_id: str) -> set[str]:
    """Return a `custom_id` with the ids of the other server in the place of its own."""
    kinds = f"summit:{shape(custom_id)}".split(":")
    kept = [marked.shown[name].id for name in ("found", "missed")]
    ids = (*answers_of(world, marked, *kept), *drafts_of(world, marked), *offers_of(world, marked))
    number = str(marked.channel.id) if "settings" in kinds else "3"
    parts = [{"ID": None, "N": number}.get(kind, part) for kind, part in zip(kinds, custom_id.split(":"), strict=True)]
    return {":".join(one if part is None else part for part in parts) for one in ids}


def values_of(marked: Marked, control: Control) -> list[str] | None:
    """Return what is chosen in a menu: what the other server has where it is a menu of that."""
    kinds = {ROLES: [str(marked.role.id)], CHANNELS: [str(marked.channel.id)]}
    return ["server:3", "shared:1"] if ":scope:" in control.custom_id else kinds.get(control.raw["type"])


def named(world: World, here: Here, marked: Marked) -> Iterator[tuple[str, str, object, dict[str, object]]]:
    """Yield each option that can name something, a value of the other server, and the options beside it."""
    articles = (TITLE, f"{TITLE} 3", "server:3", f"../{marked.guild.id}", f"{marked.guild.id}:1", "zorvath")
    values = {STRING: articles, CHANNEL: (marked.channel, marked.thread), ROLE: (marked.role,)}
    for command, options in leaves(world).items():
        for name, one in options.items():
            if name not in WORDS_ALONE and not one.get("choices"):
                beside = [given for given in here.given()[command] if name in given]
                yield from ((command, name, value, beside[0]) for value in values.get(one["type"], ()))
