from __future__ import annotations

import re
from datetime import date

from tests.bot.discord.articles.managing import (
    DAM,
    LINK,
    NEWER,
    PAGE,
    admin_of,
    changes,
    choose_blocks,
    draft,
    drafts_on_disk,
    entries,
    menu,
    publish,
    records,
    stored,
    titles,
    told,
)
from tests.bot.discord.asking import BUILDER, LIGHTHOUSE, MARA, text
from tests.bot.discord.conftest import World, labels


async def test_a_draft_shows_title_date_and_how_many_sentences_there_are(world: World) -> None:
    shown = text(await draft(admin_of(world), world))
    assert "Draft: The lighthouse" in shown
    assert "17 January 2026 · 5 sentences · Ann Writer" in shown


async def test_a_draft_shows_the_first_sentences_as_they_would_be_quoted(world: World) -> None:
    assert f"As it would be quoted\n• {MARA}\n" in text(await draft(admin_of(world), world))


async def test_a_draft_shows_what_was_left_out(world: World) -> None:
    shown = text(await draft(admin_of(world), world))
    assert "Left out: 4 blocks" in shown
    assert f"• *Link*: {LINK}" in shown


async def test_a_draft_is_shown_to_the_admin_alone_and_stores_nothing(world: World) -> None:
    message = await draft(admin_of(world), world)
    assert message.ephemeral
    assert labels(message) == ["Publish", "Discard", "Edit fields"]
    assert titles(world) == []


async def test_what_was_published_can_be_asked(world: World) -> None:
    said = await publish(admin_of(world), world)
    assert said == "Published\n• The lighthouse: added, 5 sentences"
    answer = (await world.alice.slash(world.channel, "ask", question=BUILDER)).response
    assert MARA in text(answer)


async def test_what_was_published_keeps_its_fields(world: World) -> None:
    await publish(admin_of(world), world)
    (entry,) = entries(world)
    assert (entry.title, entry.author, entry.published) == ("The lighthouse", "Ann Writer", date(2026, 1, 17))


async def test_publishing_is_noted_with_who_did_it(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    (change,) = await changes(world)
    assert (change.who, change.what, change.detail) == (carol.id, "add", "The lighthouse")


async def test_the_buttons_go_when_it_is_published(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    assert labels((await carol.click(message, label="Publish")).response) == []
    assert drafts_on_disk(world) == []


async def test_what_was_discarded_is_gone(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    assert told(await carol.click(message, label="Discard")) == "Discarded. Nothing was published."
    assert (titles(world), drafts_on_disk(world), await changes(world)) == ([], [], [])


async def test_the_same_text_is_unchanged_and_the_other_is_named(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, DAM.encode(), "dam.txt")
    message = await draft(carol, world, DAM.encode(), "another.txt")
    assert "“Dam” has this text already." in text(message)
    assert told(await carol.click(message, label="Publish")).endswith("• unchanged: Dam has this text already")
    assert [change.what for change in await changes(world)] == ["add"]


async def test_a_new_text_of_an_article_replaces_it(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, records(DAM, id="dam"), "dam.jsonl")
    message = await draft(carol, world, records(f"{DAM} It holds.", id="dam"), "dam.jsonl")
    assert "It will replace “Article 1”." in text(message)
    assert told(await carol.click(message, label="Publish")).endswith("• Article 1: replaced, 3 sentences")
    assert [change.what for change in await changes(world)] == ["replace", "add"]
    assert len(entries(world)) == 1


async def test_new_fields_of_the_same_text_are_noted_as_a_change(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, records(DAM, id="dam"), "dam.jsonl")
    await publish(carol, world, records(DAM, id="dam", author="Ann Writer"), "dam.jsonl")
    assert entries(world)[0].author == "Ann Writer"
    assert [change.what for change in await changes(world)] == ["replace", "add"]


async def test_new_fields_of_the_same_text_are_said_in_draft_and_outcome(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, records(DAM, id="dam", title="Dam"), "dam.jsonl")
    message = await draft(carol, world, records(DAM, id="dam", title="The dam", author="Ann Writer"), "dam.jsonl")
    assert "Draft: The dam" in text(message)
    assert "“Dam” has this text already. Publishing brings up to date: title · author." in text(message)
    said = told(await carol.click(message, label="Publish"))
    assert said == "Brought up to date\n• The dam: the text is the same; updated: title · author"


async def test_new_fields_are_said_of_one_among_several_too(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, records(DAM, LIGHTHOUSE), "all.jsonl")
    message = await draft(carol, world, records(DAM, LIGHTHOUSE, author="Ann Writer"), "all.jsonl")
    assert "2. Article 2 · 4 sentences · there already; updates what is said about it" in text(message)
    assert told(await carol.click(message, label="Publish")).startswith("2 brought up to date\n")


async def test_the_embed_shows_the_left_out_blocks_of_the_menus_page(world: World) -> None:
    carol = admin_of(world)
    links = "\n".join(f"- Another lighthouse, number {number}" for number in range(40))
    message = await draft(carol, world, f"{LIGHTHOUSE}\n\nMore on lighthouses\n\n{links}".encode(), "light.txt")
    for last in ("number 23", "number 39"):
        shown = re.findall(r"• \*(?:Link|Boilerplate)\*: (.+)", text(message))
        assert shown == [one["label"] for one in menu(message, "takein")["options"]]
        assert shown[-1].endswith(last)
        if last == "number 23":
            await carol.click(message, label="Next")


async def test_a_block_that_was_left_out_is_taken_back_in(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    await choose_blocks(carol, message, "takein", [LINK])
    assert "6 sentences" in text(message)
    assert "Left out: 3 blocks" in text(message)
    await carol.click(message, label="Publish")
    assert LINK in quoted(world)


async def test_a_block_of_the_body_is_left_out(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    await choose_blocks(carol, message, "leaveout", [NEWER[:20]])
    assert f"• *Boilerplate*: {NEWER}" in text(message)
    await carol.click(message, label="Publish")
    assert NEWER not in quoted(world)


async def test_several_blocks_are_chosen_at_once_and_taken_back_again(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    await choose_blocks(carol, message, "leaveout", [MARA[:20], NEWER[:20]])
    assert "It cannot be published: No sentence was found in it that could be quoted." in text(message)
    assert next(one for one in message.components[-1]["components"] if one["label"] == "Publish")["disabled"]
    await choose_blocks(carol, message, "takein", [MARA[:20]])
    assert "4 sentences" in text(message)


async def test_more_blocks_than_a_menu_holds_are_paged(world: World) -> None:
    carol = admin_of(world)
    text_of_many = "\n\n".join(f"Keeper number {number} lit the lamp of Oxwick for a year." for number in range(60))
    message = await draft(carol, world, text_of_many.encode(), "keepers.txt")
    assert labels(message) == ["Back", "Next", "Publish", "Discard", "Edit fields"]
    await carol.click(message, label="Next")
    await carol.click(message, label="Next")
    assert menu(message, "leaveout")["options"][0]["label"].startswith("Keeper number 50 ")
    await choose_blocks(carol, message, "leaveout", ["Keeper number 59"])
    await carol.click(message, label="Publish")
    assert entries(world)[0].sentences == 59


async def test_html_and_packed_records_are_read_too(world: World) -> None:
    import gzip

    carol = admin_of(world)
    page = f"<html><head><title>A dam</title></head><body><article><p>{DAM}</p></article></body></html>"
    await publish(carol, world, page.encode(), "dam.html")
    await publish(carol, world, gzip.compress(records(PAGE.decode()[90:])), "all.jsonl.gz")
    assert titles(world) == ["A dam", "Article 1"]


def quoted(world: World) -> str:
    article = stored(world)
    return "\n".join(article.text[part.start : part.end] for part in article.parts if part.kind == "body")
