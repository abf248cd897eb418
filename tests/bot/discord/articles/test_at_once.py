"""Presses that arrive in the same moment, from two admins or from one: each act is done once, and all are told."""

from __future__ import annotations

import asyncio

import pytest
from simcord import interactions
from simcord.actors import MemberActor
from simcord.backend import serializers
from simcord.results import InteractionResult, ResponseMessage

from bot.records import Asking, Scope
from index import read_attachment
from tests.bot.discord.articles.managing import (
    DAM,
    PAGE,
    admin_of,
    changes,
    draft,
    drafts_on_disk,
    publish,
    records,
    titles,
    told,
)
from tests.bot.discord.articles.reindexing import DONE, Held, answered, fill, until
from tests.bot.discord.articles.reindexing import press as command
from tests.bot.discord.asking import BUILDER, MARA, text, unanswered
from tests.bot.discord.conftest import NOWHERE, World
from tests.bot.discord.pressing import SAY, ask

GONE, PUBLISHING = SAY("draft.gone"), SAY("draft.publishing")


def emit(world: World, who: MemberActor, message: ResponseMessage | None, label: str) -> InteractionResult:
    """Press a button without waiting for what it does."""
    assert message
    backend = world.env.backend
    stored = backend.get_message(world.channel.id, message.id)
    button = next(one for row in stored.components for one in row["components"] if one.get("label") == label)
    place = {"channel_id": world.channel.id, "guild_id": world.guild.id, "user_id": who.id}
    data = {"custom_id": button["custom_id"], "component_type": 2}
    record, payload = interactions.base_payload(backend, type=3, data=data, **place)
    record.source_message_id = message.id
    backend.emit("INTERACTION_CREATE", payload | {"message": dict(serializers.message_payload(backend, stored))})
    return InteractionResult(world.env, record)


async def at_once(world: World, *presses: tuple[MemberActor, ResponseMessage | None, str]) -> list[str]:
    """Press several buttons before the bot has heard of the first, and return what each is told."""
    results = [emit(world, *press) for press in presses]
    await world.env.settle()
    assert not world.env.errors
    return [told(result) for result in results]


async def test_a_draft_that_is_published_twice_at_once_is_published_once(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    said = await at_once(world, *[(carol, message, "Publish")] * 3)
    assert said[0].startswith("Published\n")
    assert set(said[1:]) <= {PUBLISHING, GONE, said[0]}
    assert (titles(world), drafts_on_disk(world)) == (["The lighthouse"], [])
    assert [change.what for change in await changes(world)] == ["add"]


@pytest.mark.parametrize("labels", [("Publish", "Discard"), ("Discard", "Publish")])
async def test_of_publish_and_discard_at_once_one_is_done(world: World, labels: tuple[str, str]) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    await at_once(world, *((carol, message, label) for label in labels))
    assert titles(world) == (["The lighthouse"] if labels[0] == "Publish" else [])
    assert len(await changes(world)) == len(titles(world))
    assert drafts_on_disk(world) == []


async def test_an_article_that_two_admins_remove_at_once_is_removed_once(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    await publish(carol, world)
    pages = [(who, await who.slash(world.channel, "articles remove", article="lighthouse")) for who in (carol, dave)]
    said = await at_once(world, *((who, page.response, "Confirm") for who, page in pages))
    assert said == [SAY("removing.done"), SAY("removing.gone")]
    assert [change.who for change in await changes(world)] == [carol.id] * 2


async def test_a_question_that_two_admins_dismiss_at_once_is_dismissed_once(world: World) -> None:
    await ask(world, NOWHERE)
    admins = admin_of(world), admin_of(world, "dave")
    pages = [(who, (await who.slash(world.channel, "articles unanswered")).response) for who in admins]
    await at_once(world, *((who, page, "Dismiss 1") for who, page in pages))
    assert await unanswered(world) == []
    assert [change.detail for change in await changes(world)] == ["1"]


async def test_a_reindex_beside_questions_adding_and_removing_loses_nothing(world: World, monkeypatch) -> None:
    fill(world)
    held, carol = Held(monkeypatch), admin_of(world)
    gone = await carol.slash(world.channel, "articles remove", article="Deer")
    page = await draft(carol, world, PAGE, "light.md")
    shown = command(world, carol)
    await held.wait()
    server, desk = world.guild.id, world.bot.desk
    removing = asyncio.create_task(desk.curator.remove(server, 2, carol.id))
    (dam,) = desk.curator.drafts_of(server, read_attachment("dam.jsonl", records(DAM, title="The dam")))
    adding = asyncio.create_task(desk.curator.publish(server, dam, carol.id))
    asked = [await desk.ask(Asking(BUILDER, Scope(server), carol.id, None, "en", "command")) for _ in range(5)]
    assert [kept.answer.quotes[0].text for kept in asked] == [MARA] * 5
    held.let_go()
    assert (await removing, (await adding).state) == (True, "added")
    await until(world, lambda: DONE in answered(world, shown))
    await world.env.settle()
    assert told(await carol.click(gone.response, label="Confirm")) == SAY("removing.gone")
    assert told(await carol.click(page, label="Publish")).startswith("Published")
    assert sorted(titles(world)) == ["Oxwick", "The dam", "The lighthouse"]
    assert sorted(change.what for change in await changes(world)) == ["add", "add", "reindex", "remove"]
    assert MARA in text(await ask(world, BUILDER))
    status = text((await carol.slash(world.channel, "articles status")).response)
    assert SAY("status.healthy") in status
