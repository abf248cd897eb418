from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from simcord.actors import MemberActor

from tests.bot.discord.articles.managing import admin_of, changes, draft, entries, publish, records
from tests.bot.discord.asking import text
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import SAY

TEXT = "The tower of Town1 is 31 metres high and stands on a cliff."
FIELDS = {"title": "The tower", "author": "Ann", "published": "31 January 2026", "publisher": "", "url": ""}


async def opened(world: World, who: MemberActor) -> Any:
    """Return the modal for an article that was just published."""
    await publish(who, world, records(TEXT), "town1.jsonl")
    return await who.slash(world.channel, "articles edit", article="server:1")


async def test_an_article_is_edited_and_keeps_its_id(world: World) -> None:
    admin = admin_of(world)
    modal = await opened(world, admin)
    assert modal.modal["components"][0]["component"]["value"] == "Article 1"
    done = await admin.submit_modal(modal, FIELDS)
    assert done.ephemeral
    assert done.response.content == SAY("editing.done", title="The tower", fields="title, author, date")
    (entry,) = entries(world)
    assert (entry.id, entry.title, entry.author, entry.published) == (1, "The tower", "Ann", date(2026, 1, 31))
    assert next((change.what, change.who) for change in await changes(world)) == ("edit", admin.id)


async def test_what_stays_as_it_was_is_not_edited(world: World) -> None:
    admin = admin_of(world)
    modal = await opened(world, admin)
    before = entries(world)
    done = await admin.submit_modal(modal, {"title": "Article 1"})
    assert done.response.content == SAY("editing.nothing", title="Article 1")
    assert entries(world) == before


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [("title", "  ", "no_title"), ("published", "soon", "no_date"), ("url", "javascript:alert(1)", "no_link")],
)
async def test_what_cannot_be_is_refused(world: World, field: str, value: str, key: str) -> None:
    admin = admin_of(world)
    modal = await opened(world, admin)
    before = entries(world)
    done = await admin.submit_modal(modal, FIELDS | {field: value})
    assert done.response.content == SAY(f"editing.{key}")
    assert entries(world) == before


async def test_what_another_admin_has_changed_meanwhile_is_not_overwritten(world: World) -> None:
    admin = admin_of(world)
    modal = await opened(world, admin)
    again = await admin.slash(world.channel, "articles edit", article="server:1")
    await admin.submit_modal(again, FIELDS | {"title": "The other"})
    done = await admin.submit_modal(modal, FIELDS)
    assert done.response.content == SAY("editing.changed")
    assert entries(world)[0].title == "The other"


async def test_a_draft_is_edited_and_published_so(world: World) -> None:
    admin = admin_of(world)
    message = await draft(admin, world, records(TEXT), "town1.jsonl")
    modal = await admin.click(message, label="Edit fields")
    changed = await admin.submit_modal(modal, FIELDS)
    assert text(changed.response).startswith("Draft: The tower")
    await admin.click(changed.response, label="Publish")
    assert [(entry.title, entry.author) for entry in entries(world)] == [("The tower", "Ann")]


async def test_a_draft_stays_edited_after_a_restart(world: World) -> None:
    admin = admin_of(world)
    message = await draft(admin, world, records(TEXT), "town1.jsonl")
    await admin.submit_modal(await admin.click(message, label="Edit fields"), FIELDS)
    await world.env.restart_bot()
    await admin.click(message, label="Publish")
    assert entries(world)[0].published == date(2026, 1, 31)
