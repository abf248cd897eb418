from __future__ import annotations

import pytest
from simcord.results import InteractionResult

from bot.discord.views.articles.modal import PART, glued
from tests.bot.discord.articles.managing import DAM, PAGE, admin_of, titles, told
from tests.bot.discord.asking import LIGHTHOUSE, MARA, text
from tests.bot.discord.conftest import World, labels


async def test_without_a_file_a_modal_asks_for_title_text_and_file(world: World) -> None:
    modal = (await admin_of(world).slash(world.channel, "articles add")).modal
    assert modal
    fields = [label["component"] for label in modal["components"]]
    assert [field["custom_id"] for field in fields] == ["title", "text1", "text2", "text3", "file"]
    assert [field.get("max_length") for field in fields[:4]] == [256, 4000, 4000, 4000]


async def test_a_typed_text_becomes_a_draft_and_is_published(world: World) -> None:
    carol = admin_of(world)
    result = await filled(world, carol, title="Oxwick", text1=LIGHTHOUSE)
    assert f"Draft: Oxwick\nNo date found · 4 sentences\n\nAs it would be quoted\n• {MARA}" in text(result.response)
    assert result.ephemeral
    assert told(await carol.click(result.response, label="Publish")).startswith("Published")
    assert titles(world) == ["Oxwick"]


async def test_a_file_in_the_modal_is_read_under_the_title_that_was_typed(world: World) -> None:
    result = await filled(world, admin_of(world), title="By hand", file=("light.md", PAGE))
    assert "Draft: By hand\n17 January 2026" in text(result.response)


async def test_a_text_and_a_file_become_two_articles_of_one_draft(world: World) -> None:
    carol = admin_of(world)
    result = await filled(world, carol, title="A dam", text1=DAM, file=("light.md", PAGE))
    assert "Draft: 2 articles\n1. A dam · 2 sentences\n2. The lighthouse · 17 January 2026" in text(result.response)
    await carol.click(result.response, label="Publish")
    assert titles(world) == ["A dam", "The lighthouse"]


@pytest.mark.parametrize("given", [{}, {"title": "Only a title"}, {"text1": "  ", "text3": "\n"}])
async def test_a_modal_without_text_or_file_says_so(world: World, given: dict[str, str]) -> None:
    result = await filled(world, admin_of(world), **given)
    assert told(result) == "There was nothing to add: type a text, give a link, or attach a file."
    assert labels(result.response) == []


async def test_a_text_without_a_sentence_is_refused_with_the_reason(world: World) -> None:
    result = await filled(world, admin_of(world), text1="Subscribe to our newsletter")
    assert told(result).startswith("Not published\n• -: This has headings, links or notices only")


async def test_a_modal_is_answered_by_the_next_run_of_the_bot(world: World) -> None:
    carol = admin_of(world)
    shown = await carol.slash(world.channel, "articles add")
    await world.env.restart_bot()
    result = await carol.submit_modal(shown, {"text1": LIGHTHOUSE})
    assert "4 sentences" in text(result.response)


def test_parts_end_with_their_paragraph() -> None:
    assert glued(["One.", "", "Two. "]) == "One.\n\nTwo."


def test_a_full_part_goes_on_in_the_next() -> None:
    assert glued(["a" * PART, "bc"]) == "a" * PART + "bc"


def test_a_part_that_lost_its_last_space_goes_on_in_the_next() -> None:
    assert glued(["a" * (PART - 1), "bc"]) == "a" * (PART - 1) + " bc"


async def filled(world: World, who: object, **given: object) -> InteractionResult:
    shown = await who.slash(world.channel, "articles add")  # type: ignore[attr-defined]
    result: InteractionResult = await who.submit_modal(shown, given)  # type: ignore[attr-defined]
    return result
