from __future__ import annotations

import os
import time

from bot import Settings
from bot.desk.curating.drafts import LIFE
from bot.discord.client import SummitBot
from tests.bot.discord.articles.managing import (
    LINK,
    admin_of,
    choose_blocks,
    draft,
    drafts_on_disk,
    menu,
    publish,
    records,
    titles,
    told,
)
from tests.bot.discord.asking import LIGHTHOUSE, text
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import SAY

GONE = SAY("draft.gone")


async def test_a_draft_is_published_by_the_next_run_of_the_bot(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    await world.env.restart_bot()
    assert told(await carol.click(message, label="Publish")) == "Published\n• The lighthouse: added, 5 sentences"


async def test_what_was_chosen_outlives_a_restart(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    await choose_blocks(carol, message, "takein", [LINK])
    await world.env.restart_bot()
    await choose_blocks(carol, message, "takein", ["Another lighthouse"])
    assert told(await carol.click(message, label="Publish")).endswith("added, 7 sentences")


async def test_a_new_bot_on_the_same_data_knows_a_draft_of_several(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world, records(LIGHTHOUSE, "The dam was opened in 1932."), "all.jsonl")
    await world.bot.close()
    bot = SummitBot(Settings(data=world.data, cooldown=0))
    await world.env.restart_bot(bot)
    await carol.select(message, ["1"], custom_id=menu(message, "open")["custom_id"])
    assert "Article 2 of 2" in text(message)
    assert told(await carol.click(message, label="Publish")).startswith("2 added")
    await bot.close()


async def test_confirm_and_pages_outlive_a_restart(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    shown = await carol.slash(world.channel, "articles show", article="lighthouse")
    asked = await carol.slash(world.channel, "articles remove", article="lighthouse")
    await world.env.restart_bot()
    assert (await carol.click(shown.response, label="As a file")).response.attachments
    assert told(await carol.click(asked.response, label="Confirm")) == "Removed."


async def test_a_second_press_of_publish_says_that_it_is_done(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    before = message.components
    await carol.click(message, label="Publish")
    stored = world.env.backend.get_message(world.channel.id, message.id)
    stored.components = before
    for label in ("Publish", "Discard"):
        stored.components = before
        assert told(await carol.click(message, label=label)) == GONE
    assert titles(world) == ["The lighthouse"]


async def test_a_draft_that_waited_for_over_a_day_is_gone(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    for path in (world.data / "drafts").glob("*/*"):
        os.utime(path, (time.time() - LIFE - 60,) * 2)
    await world.env.restart_bot()
    await world.bot.desk.drafting.sweep()
    assert drafts_on_disk(world) == []
    assert told(await carol.click(message, label="Publish")) == GONE
    assert titles(world) == []


async def test_a_draft_whose_file_was_lost_is_gone_and_nothing_is_half_done(world: World) -> None:
    carol = admin_of(world)
    message = await draft(carol, world)
    next((world.data / "drafts").glob("*/*.0")).unlink()
    await world.env.restart_bot()
    assert told(await carol.click(message, label="Publish")) == GONE
    assert titles(world) == []
