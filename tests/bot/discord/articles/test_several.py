from __future__ import annotations

import gzip
import json

import pytest

from bot import Settings
from tests.bot.discord.articles.managing import (
    DAM,
    admin_of,
    changes,
    choose_blocks,
    draft,
    drafts_on_disk,
    menu,
    records,
    titles,
    told,
)
from tests.bot.discord.asking import LIGHTHOUSE, text
from tests.bot.discord.conftest import World, labels

MANY = [f"Keeper number {number} lit the lamp of Oxwick for a whole year." for number in range(45)]


async def test_several_articles_are_listed_and_published_together(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world, records(DAM, LIGHTHOUSE), "all.jsonl")
    assert "Draft: 2 articles\n1. Article 1 · 2 sentences\n2. Article 2 · 4 sentences" in text(message)
    assert told(await carol.click(message, label="Publish")).startswith("2 added\n")
    assert titles(world) == ["Article 1", "Article 2"]
    assert [change.detail for change in await changes(world)] == ["Article 2", "Article 1"]


async def test_a_line_that_cannot_be_read_does_not_stop_the_others(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world, records(DAM) + b"\nno json at all\n", "all.jsonl")
    assert "2. ⚠️ It cannot be published: This line is not valid JSON" in text(message)
    said = told(await carol.click(message, label="Publish"))
    assert said.startswith("1 added · 1 refused\n• all.jsonl:2: This line is not valid JSON")
    assert titles(world) == ["Article 1"]


async def test_one_of_several_is_looked_at_and_changed(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world, records(DAM, f"{LIGHTHOUSE}\n\nWe like it a lot there."), "all.jsonl")
    await carol.select(message, ["1"], custom_id=menu(message, "open")["custom_id"])
    assert "Article 2 of 2" in text(message)
    assert labels(message) == ["All articles of this draft", "Publish", "Discard", "Edit fields"]
    await choose_blocks(carol, message, "leaveout", ["We like"])
    await carol.click(message, label="All articles of this draft")
    assert "2. Article 2 · 4 sentences" in text(message)


async def test_a_long_list_is_turned(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world, records(*MANY), "all.jsonl")
    await carol.click(message, label="Next")
    await carol.click(message, label="Next")
    assert "41. Article 41 · 1 sentence" in text(message)
    await carol.select(message, ["44"], custom_id=menu(message, "open")["custom_id"])
    assert "Article 45 of 45" in text(message)
    await carol.click(message, label="All articles of this draft")
    assert "Page 3 of 3" in text(message)


async def test_what_became_of_many_is_counted(world: World) -> None:
    carol = admin_of(world)
    await carol.click(await draft(carol, world, records(*MANY[:5]), "some.jsonl"), label="Publish")
    said = told(await carol.click(await draft(carol, world, records(*MANY), "all.jsonl"), label="Publish"))
    assert said.startswith("40 added · 5 unchanged\n• unchanged: Article 1 has this text already")
    assert said.endswith("… and 25 more")


async def test_a_failure_in_the_middle_keeps_the_draft_for_the_rest(world: World, monkeypatch) -> None:
    carol = admin_of(world)
    message = await draft(carol, world, records(DAM, LIGHTHOUSE), "all.jsonl")
    publish = type(world.bot.desk.curator).publish

    async def failing(curator, server, draft, who, **how):
        if draft.article.title == "Article 2":
            raise OSError("The disk is full.")
        return await publish(curator, server, draft, who, **how)

    with monkeypatch.context() as patch:
        patch.setattr("bot.desk.curating.curator.Curator.publish", failing)
        assert told(await carol.click(message, label="Publish")).startswith("Something went wrong on my side.")
    assert titles(world) == ["Article 1"]
    said = told(await carol.click(message, label="Publish"))
    assert said.startswith("1 added · 1 unchanged")
    assert titles(world) == ["Article 1", "Article 2"]


class TestLimits:
    @pytest.fixture
    def settings(self, own_seeds) -> Settings:
        return Settings(data=own_seeds, cooldown=0, max_articles=2, max_upload=20_000)

    async def test_more_articles_than_a_server_may_have_are_refused_at_once(self, world: World) -> None:
        message = await draft(admin_of(world), world, records(*MANY[:3]), "all.jsonl")
        assert text(message).startswith("This file holds more than 2 articles, as many as a server may have")
        assert drafts_on_disk(world) == []

    async def test_one_article_too_many_is_refused_with_the_limit(self, world: World) -> None:
        carol = admin_of(world)
        await carol.click(await draft(carol, world, records(*MANY[:2]), "all.jsonl"), label="Publish")
        message = await draft(carol, world, DAM.encode(), "dam.txt")
        said = told(await carol.click(message, label="Publish"))
        assert "• Dam: This server may have 2 articles, and has them: remove some first" in said
        assert len(titles(world)) == 2

    async def test_a_draft_says_that_there_is_no_room_for_it_yet(self, world: World) -> None:
        carol = admin_of(world)
        await carol.click(await draft(carol, world, records(*MANY[:2]), "all.jsonl"), label="Publish")
        message = await draft(carol, world, DAM.encode(), "dam.txt")
        assert "⚠️ There is no room for it at the moment. This server may have 2 articles, and has them" in text(message)
        assert labels(message) == ["Publish", "Discard", "Edit fields"]
        assert not message.components[-1]["components"][0].get("disabled")

    async def test_a_draft_of_several_says_for_how_many_there_is_no_room(self, world: World) -> None:
        carol = admin_of(world)
        await carol.click(await draft(carol, world, DAM.encode(), "dam.txt"), label="Publish")
        message = await draft(carol, world, records(*MANY[:2]), "all.jsonl")
        assert "⚠️ There is no room for 1 of them at the moment. This server may have 2 articles" in text(message)
        await carol.select(message, ["0"], custom_id=menu(message, "open")["custom_id"])
        assert "no room" not in text(message)
        await carol.click(message, label="All articles of this draft")
        await carol.select(message, ["1"], custom_id=menu(message, "open")["custom_id"])
        assert "There is no room for it at the moment." in text(message)

    async def test_a_refused_draft_is_published_when_there_is_room(self, world: World) -> None:
        carol = admin_of(world)
        await carol.click(await draft(carol, world, records(*MANY[:2]), "all.jsonl"), label="Publish")
        message = await draft(carol, world, DAM.encode(), "dam.txt")
        await carol.click(message, label="Publish")
        await world.bot.desk.curator.remove(world.guild.id, 1, carol.id)
        assert told(await carol.click(message, label="Publish")).startswith("Published")
        assert titles(world) == ["Article 2", "Dam"]

    async def test_a_replaced_article_takes_no_new_room(self, world: World) -> None:
        carol = admin_of(world)
        before = [{"id": str(n), "text": one} for n, one in enumerate(MANY[:2])]
        after = [{"id": "0", "text": MANY[3]}]
        for given in (before, after):
            data = "\n".join(map(json.dumps, given)).encode()
            said = told(await carol.click(await draft(carol, world, data, "all.jsonl"), label="Publish"))
        assert said.startswith("Published in the place of the earlier text")

    async def test_a_file_over_the_limit_is_not_even_fetched(self, world: World, monkeypatch) -> None:
        async def fetched(*_: object) -> bytes:
            raise AssertionError

        monkeypatch.setattr(world.bot.http, "get_from_cdn", fetched)
        message = await draft(admin_of(world), world, b"x" * 25_000_000, "large.txt")
        assert text(message) == (
            "This file has 25.0 MB and may have 20.0 kB: split it, or ask the people who run this bot to allow more."
        )

    async def test_what_a_packed_file_holds_may_be_no_larger_than_a_file(self, world: World) -> None:
        long = [" ".join(f"{DAM} It is dam number {number}." for number in range(90)) for _ in range(2)]
        data = gzip.compress(records(*long))
        assert len(data) < 20_000
        message = await draft(admin_of(world), world, data, "all.jsonl.gz")
        assert text(message).endswith("may have 20.0 kB: split it, or ask the people who run this bot to allow more.")
        assert drafts_on_disk(world) == []
