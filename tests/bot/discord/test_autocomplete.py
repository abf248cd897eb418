from __future__ import annotations

import pytest

from bot.desk import titles
from index import Library
from tests.bot.discord.articles.managing import DAM, admin_of, publish, records
from tests.bot.discord.asking import BUILDER, MARA, add, callbacks, text
from tests.bot.discord.conftest import World


async def test_the_offers_hold_what_was_typed(world: World) -> None:
    offers = await world.alice.autocomplete(world.channel, "ask", "article", "drum")
    assert {"drum" in offer["name"].casefold() for offer in offers} == {True}
    assert len(offers) == 4


async def test_titles_that_begin_with_what_was_typed_come_first(world: World) -> None:
    offers = await world.alice.autocomplete(world.channel, "ask", "article", "nara")
    assert offers[0]["name"] == "Nara: a hometown, a hotel and a temple"


async def test_the_words_of_a_title_may_be_typed_in_any_order(world: World) -> None:
    offers = await world.alice.autocomplete(world.channel, "ask", "article", "temple hotel")
    assert [offer["name"] for offer in offers] == ["Nara: a hometown, a hotel and a temple"]


async def test_an_article_of_the_server_and_a_shared_one_of_its_title_are_told_apart(world: World) -> None:
    add(world)
    add(world, "The dam was opened in 1932.", server=world.guild.id)
    offers = await world.alice.autocomplete(world.channel, "ask", "article", "oxw")
    ends = {offer["value"]: offer["name"].split(" · ")[2:] for offer in offers}
    shared = next(value for value in ends if value.startswith("shared:"))
    assert ends == {"server:1": ["ID 1"], shared: [f"ID {shared.removeprefix('shared:')}", "shared"]}


async def test_an_offer_that_is_chosen_names_its_article(world: World) -> None:
    add(world)
    (offer,) = await world.alice.autocomplete(world.channel, "ask", "article", "oxw")
    result = await world.alice.slash(world.channel, "ask", question=BUILDER, article=offer["value"])
    assert MARA in text(result.response)


async def test_autocomplete_never_defers(world: World) -> None:
    await world.alice.autocomplete(world.channel, "ask", "article", "")
    await world.alice.autocomplete(world.channel, "summary", "article", "")
    assert callbacks(world.env) == [8, 8]


async def test_an_article_that_was_just_added_is_offered_soon(world: World) -> None:
    await world.alice.autocomplete(world.channel, "ask", "article", "")
    add(world)
    await world.alice.autocomplete(world.channel, "ask", "article", "oxw")
    assert await world.alice.autocomplete(world.channel, "ask", "article", "oxw") != []


async def test_an_article_that_was_published_is_offered_at_once(world: World) -> None:
    admin = admin_of(world)
    await publish(admin, world, records(DAM), "dam.jsonl")
    await admin.autocomplete(world.channel, "articles remove", "article", "")
    await publish(admin, world)
    (offer,) = await admin.autocomplete(world.channel, "articles remove", "article", "light")
    assert offer["name"] == "The lighthouse"


async def test_an_article_that_was_removed_is_not_offered_any_more(world: World) -> None:
    admin = admin_of(world)
    await publish(admin, world)
    (offer,) = await admin.autocomplete(world.channel, "articles remove", "article", "light")
    asked = await admin.slash(world.channel, "articles remove", article=offer["value"])
    await admin.click(asked.response, label="Confirm")
    assert await admin.autocomplete(world.channel, "articles remove", "article", "light") == []


async def test_nothing_is_offered_for_what_no_title_holds(world: World) -> None:
    assert await world.alice.autocomplete(world.channel, "ask", "article", "zebra " * 200) == []


async def test_at_most_25_articles_are_offered_with_names_of_100_characters(world: World) -> None:
    for number in range(26):
        add(world, f"Lighthouse number {number} was painted in 1930.", f"{number} " + "long " * 60)
    offers = await world.alice.autocomplete(world.channel, "ask", "article", "")
    assert len(offers) == 25
    assert max(len(offer["name"]) for offer in offers) <= 100


async def test_an_article_beyond_those_remembered_is_found_by_its_title(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(titles, "MOST_TITLES", 0)
    add(world)
    result = await world.alice.slash(world.channel, "ask", question=BUILDER, article="Oxwick")
    assert MARA in text(result.response)


async def test_an_offer_that_was_removed_meanwhile_is_said_to_be_unknown(world: World) -> None:
    ref = add(world)
    await world.alice.autocomplete(world.channel, "ask", "article", "oxw")
    with Library.open(world.data / "shared") as library:
        library.remove(ref.id)
    result = await world.alice.slash(world.channel, "ask", question=BUILDER, article=str(ref))
    assert "There is no such article." in text(result.response)


async def test_many_who_type_at_once_take_one_place_in_the_line(world: World) -> None:
    shelf = world.bot.desk.titles
    reach = world.bot.desk.reach(world.guild.id)
    looks = {shelf.refresh(reach) for _ in range(50)}
    assert len(looks) == 1
    assert len(await looks.pop()) == 8


async def test_offers_come_without_titles_where_the_library_cannot_be_read(world: World) -> None:
    (world.data / "shared" / "library.db").write_bytes(b"no database" * 1000)
    assert await world.alice.autocomplete(world.channel, "ask", "article", "") == []
