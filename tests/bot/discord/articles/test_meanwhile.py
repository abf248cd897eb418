"""What another admin has changed between a question and its button is shown before anything is done."""

from __future__ import annotations

import asyncio

import pytest

from bot.desk.curating.curator import seen_of
from bot.errors import Changed
from index import Item, read_attachment
from tests.bot.discord.articles.managing import (
    DAM,
    LINK,
    admin_of,
    changes,
    choose_blocks,
    draft,
    entries,
    publish,
    records,
    stored,
    titles,
    told,
)
from tests.bot.discord.articles.test_two import nothing
from tests.bot.discord.asking import text
from tests.bot.discord.conftest import World, labels
from tests.bot.discord.pressing import SAY

FIRST, SECOND, THIRD = (records(f"{DAM} It has {count} gates.", id="dam") for count in ("two", "three", "four"))
PAGE = f"{DAM}\n\n{LINK}\n\n- Another lighthouse\n- A third lighthouse".encode()


async def test_a_replacement_is_shown_before_it_is_removed(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    await publish(carol, world, FIRST, "dam.jsonl")
    asked = (await carol.slash(world.channel, "articles remove", article="server:1")).response
    await publish(dave, world, records(f"It has four gates. {DAM}", id="dam", title="The dam"), "dam.jsonl")
    await carol.click(asked, label="Confirm")
    assert text(asked).startswith(f"{SAY('removing.changed')}\nRemove “The dam”?")
    assert "It has four gates." in text(asked)
    assert titles(world) == ["The dam"]
    assert [change.what for change in await changes(world)] == ["replace", "add"]
    assert told(await carol.click(asked, label="Confirm")) == "Removed."


async def test_an_article_that_is_still_the_same_is_removed_after_a_reindex(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, FIRST, "dam.jsonl")
    asked = (await carol.slash(world.channel, "articles remove", article="server:1")).response
    world.bot.desk.libraries.of(world.guild.id).reindex()
    assert told(await carol.click(asked, label="Confirm")) == "Removed."


async def test_what_would_be_replaced_unseen_is_shown(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    message = await draft(carol, world, FIRST, "dam.jsonl")
    await publish(dave, world, SECOND, "dam.jsonl")
    await carol.click(message, label="Publish")
    assert text(message).startswith(f"{SAY('draft.changed')}\nDraft: Article 1")
    assert "It will replace “Article 1”." in text(message)
    assert "three gates" in stored(world).text
    assert told(await carol.click(message, label="Publish")).endswith("• Article 1: replaced, 3 sentences")
    assert "two gates" in stored(world).text


async def test_a_newer_text_than_the_one_to_be_replaced_is_not_replaced_unseen(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    await publish(carol, world, FIRST, "dam.jsonl")
    message = await draft(carol, world, THIRD, "dam.jsonl")
    await publish(dave, world, SECOND, "dam.jsonl")
    await carol.click(message, label="Publish")
    assert text(message).startswith(SAY("draft.changed"))
    assert "three gates" in stored(world).text


async def test_what_somebody_has_published_already_is_shown_as_unchanged(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    message = await draft(carol, world, FIRST, "dam.jsonl")
    await publish(dave, world, FIRST, "dam.jsonl")
    await carol.click(message, label="Publish")
    assert text(message).startswith(SAY("draft.changed"))
    assert "“Article 1” has this text already." in text(message)


async def test_a_namesake_that_came_meanwhile_is_shown(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    message = await draft(carol, world, DAM.encode(), "dam.txt")
    await publish(dave, world, f"{DAM} It holds.".encode(), "dam.txt")
    await carol.click(message, label="Publish")
    assert text(message).startswith(SAY("draft.changed"))
    assert labels(message) == ["Publish", "Replace it", "Discard", "Edit fields"]
    assert len(entries(world)) == 1


async def test_a_namesake_that_was_changed_meanwhile_is_not_replaced_unseen(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    await publish(carol, world, FIRST, "dam.jsonl")
    message = await draft(carol, world, records(DAM), "other.jsonl")
    await publish(dave, world, SECOND, "dam.jsonl")
    await carol.click(message, label="Replace it")
    assert text(message).startswith(SAY("draft.changed"))
    assert "three gates" in stored(world).text


async def test_what_was_chosen_stays_chosen_when_the_draft_is_shown_again(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    message = await draft(carol, world, PAGE, "dam.txt")
    await choose_blocks(carol, message, "takein", ["Another lighthouse"])
    await publish(dave, world, f"{DAM} It holds.".encode(), "dam.txt")
    await carol.click(message, label="Publish")
    assert told(await carol.click(message, label="Publish")) == "Published\n• Dam: added, 3 sentences"


async def test_a_change_of_another_article_keeps_nobody_from_publishing(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    message = await draft(carol, world, FIRST, "dam.jsonl")
    await publish(dave, world, b"The bridge of Tarn was painted red last summer.", "bridge.txt")
    assert told(await carol.click(message, label="Publish")).startswith("Published\n")


async def test_of_several_what_would_be_replaced_unseen_is_shown(world: World) -> None:
    carol, dave = admin_of(world), admin_of(world, "dave")
    both = FIRST + b"\n" + records("The bridge of Tarn was painted red last summer.", id="bridge")
    message = await draft(carol, world, both, "all.jsonl")
    await publish(dave, world, SECOND, "dam.jsonl")
    await carol.click(message, label="Publish")
    assert text(message).startswith(SAY("draft.changed"))
    assert "1. Article 1 · 3 sentences · replaces the one that is there" in text(message)
    assert told(await carol.click(message, label="Publish")).startswith("1 added · 1 replaced")


async def test_of_two_that_are_published_at_the_same_moment_one_is_shown_again(world: World) -> None:
    drafting, server = world.bot.desk.drafting, world.guild.id
    admin_of(world)
    drafts = [await drafting.begin(server, (Item("dam.jsonl", data),)) for data in (FIRST, SECOND)]
    done = await asyncio.gather(
        *(drafting.publish(server, one.id, who, nothing, seen=one.seen) for who, one in enumerate(drafts, 1)),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in done) == [Changed.__name__, "list"]
    assert len(entries(world)) == 1
    assert [change.what for change in await changes(world)] == ["add"]
    await asyncio.gather(*(drafting.discard(server, one.id) for one in drafts))


async def test_what_changes_between_the_look_and_the_act_is_neither_done_nor_noted(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, FIRST, "dam.jsonl")
    curator, server = world.bot.desk.curator, world.guild.id
    (older,) = curator.drafts_of(server, read_attachment("dam.jsonl", THIRD))
    seen = seen_of(world.bot.desk.libraries.of(server), stored(world))
    await publish(carol, world, SECOND, "dam.jsonl")
    with pytest.raises(Changed):
        await curator.publish(server, older, 7, as_shown=True)
    with pytest.raises(Changed):
        await curator.remove(server, 1, 7, seen)
    assert "three gates" in stored(world).text
    assert [(change.who, change.what) for change in await changes(world)] == [(carol.id, "replace"), (carol.id, "add")]
