from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from simcord.types import HttpLogEntry

from bot.discord.embeds.limits import size
from tests.bot.discord.articles.managing import admin_of, draft, menu, records
from tests.bot.discord.bodies import SPECIFICATION, Specification, beyond, messages, sent
from tests.bot.discord.conftest import World, labels

WORD = "@everyone **bold** `code` [link](https://example.org/x) <#7> <@&8> :tada: ||spoiler|| 1. > # "
TITLES = ("Zorblax @here **`x`** <@1>", "]( https://example.org )" * 20, "絵画" * 200, "# Heading", "🎨" * 300)
BLOCKS = [f"Zorblax {WORD}painted 🎨🎨 the tower of Quint.", *(f"Day {number} was `dry`." for number in range(26))]
TEXT = "\n\n".join(BLOCKS)


@pytest.mark.skipif(not SPECIFICATION.exists(), reason="Discord's specification is not at hand")
async def test_every_request_keeps_to_discords_specification(world: World) -> None:
    specification = Specification()
    requests = [request for request in sent(await do_everything(world)) if not request.path.endswith("/commands")]
    wrong = [error for request in requests for error in specification.errors(request)]
    # discord.py numbers the files of a message with integers, which Discord takes as well.
    assert [error for error in wrong if not error.endswith("0 is not of type 'string'")] == []


async def test_every_message_is_inside_discords_numbers_and_pings_nobody(world: World) -> None:
    shown = list(messages(await do_everything(world)))
    assert [wrong for message in shown for wrong in beyond(message)] == []
    assert [wrong for message in shown for wrong in menus_beyond(message)] == []
    assert [message for message in shown if message.get("allowed_mentions", {"parse": []})["parse"]] == []


async def test_the_modal_is_inside_discords_numbers(world: World) -> None:
    modal = (await admin_of(world).slash(world.channel, "articles add")).modal
    assert modal
    assert len(modal["title"]) <= 45
    assert len(modal["components"]) <= 5
    assert all(len(label["label"]) <= 45 for label in modal["components"])


async def do_everything(world: World) -> list[HttpLogEntry]:
    """Use each command and each control on hostile articles, and return all that the bot has sent."""
    carol = admin_of(world)
    message = await draft(carol, world, TEXT.encode(), f"{WORD}.txt")
    await carol.click(message, label="Next")
    await carol.select(message, [menu(message, "leaveout")["options"][0]["value"]], custom_id=leaving(message))
    await carol.click(message, label="Publish")
    several = records(*(f"{TITLES[number]} is number {number}. {WORD}" for number in range(5)), author=WORD * 9)
    message = await draft(carol, world, several + b"\n" + WORD.encode(), "all.jsonl")
    await carol.select(message, ["4"], custom_id=menu(message, "open")["custom_id"])
    await carol.click(message, label="All articles of this draft")
    await carol.click(message, label="Publish")
    await draft(carol, world, b"\0" * 10, f"{WORD}.bin")
    await carol.slash(world.channel, "articles add")
    shown = (await carol.slash(world.channel, "articles show", article="server:1")).response
    for label in (*[one for one in labels(shown) if one == "Next"], "As a file"):
        await carol.click(shown, label=label)
    asked = (await carol.slash(world.channel, "articles remove", article="server:1")).response
    await carol.click(asked, label="Confirm")
    await carol.slash(world.channel, "articles status")
    assert not world.env.errors
    return world.env.http_requests


def leaving(message: Any) -> str:
    custom_id: str = menu(message, "leaveout")["custom_id"]
    return custom_id


def menus_beyond(message: dict[str, Any]) -> Iterator[str]:
    """Yield which of Discord's numbers the menus of a message exceed."""
    for row in message.get("components") or []:
        for item in [item for item in row["components"] if item["type"] == 3]:
            sizes = [(item["placeholder"], 150), *((option["label"], 100) for option in item["options"])]
            yield from (f"{text}: > {most}" for text, most in sizes if not 0 < size(text) <= most)
            if not 1 <= len(item["options"]) <= 25:
                yield f"{len(item['options'])} options"
