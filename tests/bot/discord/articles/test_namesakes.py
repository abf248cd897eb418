"""An article that is called as one that is there: the admin sees it, and says whether it takes its place."""

from __future__ import annotations

import pytest
from simcord.actors import MemberActor
from simcord.results import ResponseMessage

from bot import Settings
from tests.bot.discord.articles.managing import (
    DAM,
    LINK,
    PAGE,
    admin_of,
    changes,
    choose_blocks,
    draft,
    entries,
    menu,
    publish,
    records,
    stored,
    titles,
    told,
)
from tests.bot.discord.asking import BUILDER, text
from tests.bot.discord.conftest import World, labels
from tests.bot.discord.pressing import SAY

CORRECTED = PAGE.replace(b"1911", b"1912")
CHOICES = ["Publish", "Replace it", "Discard", "Edit fields"]
THERE = "An article of this name is there already: "


async def test_a_corrected_article_says_which_one_has_its_name(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    message = await draft(carol, world, CORRECTED)
    date = SAY.date(entries(world)[0].added.date())
    assert (
        f"{THERE}“The lighthouse” (ID 1, added on {date}). Publish keeps both; Replace it puts this one in its place."
    ) in text(message)
    assert labels(message) == CHOICES


async def test_a_corrected_article_takes_the_place_of_the_other(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    said = told(await carol.click(await draft(carol, world, CORRECTED), label="Replace it"))
    assert said == "Published in the place of the earlier text\n• The lighthouse: replaced, 5 sentences"
    assert [entry.id for entry in entries(world)] == [1]
    assert [(change.what, change.detail) for change in await changes(world)] == [
        ("replace", "The lighthouse"),
        ("add", "The lighthouse"),
    ]
    answer = text((await world.alice.slash(world.channel, "ask", question=BUILDER)).response)
    assert ("in 1912." in answer, "in 1911." in answer) == (True, False)


async def test_publish_keeps_both(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    assert told(await carol.click(await draft(carol, world, CORRECTED), label="Publish")).startswith("Published\n")
    assert titles(world) == ["The lighthouse", "The lighthouse"]
    assert ("1911" in stored(world, 1).text, "1912" in stored(world, 2).text) == (True, True)


async def test_replace_outlives_a_restart(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    message = await draft(carol, world, CORRECTED)
    await world.env.restart_bot()
    assert "replaced, 5 sentences" in told(await carol.click(message, label="Replace it"))
    assert [entry.id for entry in entries(world)] == [1]


async def test_what_took_a_place_is_known_again(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    await carol.click(await draft(carol, world, CORRECTED), label="Replace it")
    again = await draft(carol, world, CORRECTED)
    assert "“The lighthouse” has this text already." in text(again)
    assert labels(again) == ["Publish", "Discard", "Edit fields"]
    retitled = CORRECTED.replace(b"title: The lighthouse", b"title: The lighthouse of Oxwick")
    assert "updated: title" in await publish(carol, world, retitled)
    assert titles(world) == ["The lighthouse of Oxwick"]


async def test_a_file_of_the_same_name_is_told_whatever_its_title(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    renamed = CORRECTED.replace(b"title: The lighthouse", b"title: Oxwick")
    message = await draft(carol, world, renamed)
    assert THERE + "“The lighthouse” (ID 1, " in text(message)
    await carol.click(message, label="Replace it")
    assert titles(world) == ["Oxwick"]


async def test_another_name_and_another_title_are_silent(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    assert labels(await draft(carol, world, DAM.encode(), "dam.txt")) == ["Publish", "Discard", "Edit fields"]


async def test_a_typed_text_takes_the_place_of_one_of_its_title(world: World) -> None:
    carol = admin_of(world)
    for words, label in ((DAM, "Publish"), (f"{DAM} It holds.", "Replace it")):
        await carol.click(await typed(carol, world, "The dam", words), label=label)
    assert [entry.id for entry in entries(world)] == [1]
    assert stored(world).text.endswith("It holds.")


async def test_two_typed_texts_of_other_titles_have_nothing_in_common(world: World) -> None:
    carol = admin_of(world)
    for title, words in (("The dam", DAM), ("The bridge", "The bridge of Tarn was painted red last summer.")):
        message = await typed(carol, world, title, words)
        assert labels(message) == ["Publish", "Discard", "Edit fields"]
        await carol.click(message, label="Publish")
    assert titles(world) == ["The dam", "The bridge"]


async def test_what_was_chosen_of_the_other_is_chosen_again(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    await choose_blocks(carol, message, "takein", [LINK])
    await carol.click(message, label="Publish")
    message = await draft(carol, world, CORRECTED)
    assert "6 sentences" in text(message)
    await choose_blocks(carol, message, "takein", ["Another lighthouse"])
    assert told(await carol.click(message, label="Replace it")).endswith("replaced, 7 sentences")


async def test_of_several_each_takes_the_place_of_its_namesake(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, records(DAM, "The bridge of Tarn was painted red last summer."), "all.jsonl")
    message = await draft(carol, world, records(f"{DAM} It holds.", "It is blue now.", "It is new."), "all.jsonl")
    assert "2 of them have names of articles that are there already." in text(message)
    assert "2. Article 2 · 1 sentence · one of this name is there (ID 2)\n3. Article 3 · 1 sentence" in text(message)
    await carol.select(message, ["0"], custom_id=menu(message, "open")["custom_id"])
    assert "Replace them puts this one in its place." in text(message)
    said = told(await carol.click(message, label="Replace them"))
    assert said.startswith("1 added · 2 replaced\n")
    assert [(entry.id, entry.title) for entry in entries(world)] == [(n, f"Article {n}") for n in (1, 2, 3)]


async def test_one_article_is_replaced_by_one_of_several_of_its_name(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, DAM.encode(), "dam.txt")
    message = await draft(carol, world, records(f"{DAM} It holds.", f"{DAM} It leaks.", title="Dam"), "all.jsonl")
    assert told(await carol.click(message, label="Replace them")).startswith("1 added · 1 replaced")
    assert [stored(world, number).text[-9:] for number in (1, 2)] == ["It holds.", "It leaks."]


async def test_several_of_one_name_go_on_where_they_were_interrupted(world: World, monkeypatch) -> None:
    carol = admin_of(world)
    message = await draft(carol, world, records(DAM, f"{DAM} It holds.", title="Dam"), "all.jsonl")
    publish_one = type(world.bot.desk.curator).publish

    async def failing(curator, server, draft, who, **how):
        if "It holds." in draft.article.text:
            raise OSError("The disk is full.")
        return await publish_one(curator, server, draft, who, **how)

    with monkeypatch.context() as patch:
        patch.setattr("bot.desk.curating.curator.Curator.publish", failing)
        await carol.click(message, label="Publish")
    assert told(await carol.click(message, label="Publish")).startswith("1 added · 1 unchanged")


class TestFull:
    @pytest.fixture
    def settings(self, own_seeds) -> Settings:
        return Settings(data=own_seeds, cooldown=0, max_articles=1)

    async def test_a_full_server_has_room_in_the_place_of_another(self, world: World) -> None:
        carol = admin_of(world)
        await publish(carol, world)
        message = await draft(carol, world, CORRECTED)
        assert "There is no room for it at the moment." in text(message)
        assert told(await carol.click(message, label="Replace it")).endswith("replaced, 5 sentences")


async def typed(who: MemberActor, world: World, title: str, words: str) -> ResponseMessage:
    """Type an article, and return the draft that is shown."""
    modal = await who.slash(world.channel, "articles add")
    result = await who.submit_modal(modal, {"title": title, "text1": words})
    assert result.response
    return result.response
