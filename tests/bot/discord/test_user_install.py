"""People who installed the bot for themselves, in servers that have not."""

from __future__ import annotations

from typing import Any

import pytest
from simcord import interactions
from simcord.types import HttpLogEntry

from bot import Settings
from bot.discord.client import SummitBot
from bot.records import ChannelSettings
from tests.bot.discord.articles.managing import admin_of
from tests.bot.discord.asking import BUILDER, MARA, add, callbacks, choose, said, text
from tests.bot.discord.bodies import SPECIFICATION, Specification
from tests.bot.discord.conftest import NOWHERE, SONGS, World
from tests.bot.discord.pressing import SAY, ask, forge, id_of, option, stored

PEOPLE = {"ask", "summary", "privacy", "Find this in the articles"}


@pytest.fixture
def guest(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a world in whose server nobody but the people themselves has installed the bot."""
    payload = interactions.base_payload

    def as_guest(*args: Any, **given: Any) -> Any:
        record, sent = payload(*args, **given)
        owners = {"1": str(given["user_id"])}
        return record, {**sent, "authorizing_integration_owners": owners, "context": 2}

    monkeypatch.setattr(interactions, "base_payload", as_guest)
    return world


def registered(world: World) -> list[HttpLogEntry]:
    return [one for one in world.env.http_requests if one.method == "PUT" and one.path.endswith("/commands")]


async def test_what_people_can_use_anywhere_can_be_installed_by_them(world: World) -> None:
    (request,) = registered(world)
    places = {one["name"]: (one["integration_types"], one["contexts"]) for one in request.json}
    assert {name for name, (installs, _) in places.items() if 1 in installs} == PEOPLE
    assert all(places[name] == ([0, 1], [0, 1, 2]) for name in PEOPLE)
    assert (places["articles"], places["settings"]) == (([0], [0]), ([0], [0]))
    if SPECIFICATION.exists():
        assert Specification().errors(request) == []


async def test_the_owner_can_switch_it_off(world: World) -> None:
    await world.bot.close()
    bot = SummitBot(Settings(data=world.data, user_install=False))
    await world.env.restart_bot(bot)
    assert all(one["integration_types"] == [0] and 2 not in one["contexts"] for one in registered(world)[-1].json)
    await bot.close()


async def test_they_are_answered_alone_from_the_shared_library(guest: World) -> None:
    world = guest
    add(world, server=world.guild.id)
    await choose(world, shared=False, language="ko", channel=ChannelSettings(enabled=False))
    found = await world.alice.slash(world.channel, "ask", question=SONGS)
    other = await world.alice.slash(world.channel, "ask", question=BUILDER)
    message = await world.bob.send(world.channel, SONGS)
    looked_up = await world.alice.context_menu(world.channel, "Find this in the articles", message)
    summed = await world.alice.slash(world.channel, "summary", topic="drums")
    assert all(one.ephemeral for one in (found, other, looked_up, summed))
    assert all("Dynamite" in text(one.response) for one in (found, looked_up))
    assert MARA not in text(other.response)
    assert "Not in the articles" in text(other.response)
    offers = await world.alice.autocomplete(world.channel, "ask", "article", "")
    assert len(offers) == 8
    assert "Oxwick" not in str(offers)
    kept = await stored(world, found.response)
    assert kept
    assert (kept.asking.scope.server, kept.asking.private) == (None, True)
    assert said(world.channel) == []


async def test_their_buttons_work_for_them_in_one_message_each(guest: World) -> None:
    world = guest
    answer = await ask(world, SONGS)
    begun = len(world.env.http_requests)
    modal = await option(world.alice, answer, "Ask more")
    further = await world.alice.submit_modal(modal, {"question": NOWHERE})
    assert further.ephemeral
    assert "Dynamite" in text((await forge(world.alice, answer, f"summit:context:{id_of(answer)}")).response)
    messages = [one for one in world.env.http_requests[begun:] if one.method == "POST" and "/webhooks/" in one.path]
    assert len(messages) <= 5
    assert set(callbacks(world.env)) <= {5, 6, 9}


async def test_nobody_manages_the_articles_of_a_server_that_has_not_installed_it(guest: World) -> None:
    admin = admin_of(guest)
    add(guest, server=guest.guild.id)
    refused = await admin.slash(guest.channel, "articles show", article="server:1")
    assert refused.response.content == SAY("error.not_allowed")
    assert await admin.autocomplete(guest.channel, "articles show", "article", "") == []
