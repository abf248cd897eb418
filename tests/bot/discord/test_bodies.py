from __future__ import annotations

import pytest
from simcord.types import HttpLogEntry

from tests.bot.discord.asking import add, said
from tests.bot.discord.bodies import SPECIFICATION, Specification, beyond, messages, sent
from tests.bot.discord.conftest import NOWHERE, SONGS, World, labels
from tests.bot.discord.pressing import DEER, option

WORD = "@everyone **bold** `code` [link](https://example.org/x) <#7> <@&8> :tada: ||spoiler|| 1. > # "
HOSTILE = {
    "Zorblax @here **`x`** <@1>": f"Zorblax the painter {WORD * 40} painted the tower of Quint in 1987.",
    "]( https://example.org )" * 20: "Zorblax ate blue apples in the tower of Quint. "
    + "\u202e*_~`|<@" * 300
    + " Zorblax.",
    "絵画" * 200: "Zorblax painted 🎨" + "🎨" * 1500 + " in the tower of Quint.",
    "# Heading": "\n".join(f"{number}. Zorblax painted the tower of Quint number {number}." for number in range(40)),
}
QUESTIONS = (
    "Who painted the tower of Quint?",
    "What did Zorblax paint in the tower of Quint?",
    SONGS,
    NOWHERE,
    "何を演奏しましたか？",
    "어떤 노래를 연주했나요?",
    "@everyone `" * 80,
    "Who wrote the article on the drums, and when was it published?",
)
TELL = "Tell me when it is answered"


@pytest.mark.skipif(not SPECIFICATION.exists(), reason="Discord's specification is not at hand")
async def test_every_request_keeps_to_discords_specification(world: World) -> None:
    specification = Specification()
    wrong = [error for request in sent(await do_everything(world)) for error in specification.errors(request)]
    assert wrong == []


async def test_every_message_is_inside_discords_numbers_and_pings_nobody(world: World) -> None:
    shown = list(messages(await do_everything(world)))
    assert [wrong for message in shown for wrong in beyond(message)] == []
    pinging = [message for message in shown if message.get("allowed_mentions", {"parse": []})["parse"]]
    assert pinging == []
    assert all("allowed_mentions" in message for message in shown if message.get("content"))


async def test_what_is_too_long_is_noticed(world: World) -> None:
    too_much = {"content": "x" * 2001, "embeds": [{"description": "x" * 4000}, {"footer": {"text": "x" * 2001}}]}
    assert beyond(too_much) == ["content: 2001 > 2000", "all embeds: 6001 > 6000"]
    if SPECIFICATION.exists():
        assert Specification().errors(HttpLogEntry("POST", "/channels/1/messages", {}, {"content": 7}, None))


async def test_a_modal_is_inside_discords_numbers(world: World) -> None:
    asked = (await world.alice.slash(world.channel, "ask", question=SONGS)).response
    assert asked
    modal = (await option(world.alice, asked, "Ask more")).modal
    assert modal
    (label,) = modal["components"]
    assert len(modal["title"]) <= 45
    assert len(modal["custom_id"]) <= 100
    assert len(label["label"]) <= 45
    assert len(label["component"]["placeholder"]) <= 100


async def test_what_autocomplete_offers_is_inside_discords_numbers(world: World) -> None:
    for title, words in HOSTILE.items():
        add(world, words, title)
    for number in range(30):
        add(world, f"Something else is written in article {number} about the harbour.", f"Harbour {number}")
    for typed in ("", "zorblax", "絵", "harbour", "x" * 100):
        choices = await world.alice.autocomplete(world.channel, "ask", "article", typed)
        assert len(choices) <= 25
        assert all(1 <= len(choice["name"]) <= 100 and len(choice["value"]) <= 100 for choice in choices)


async def do_everything(world: World) -> list[HttpLogEntry]:
    """Ask in every way, press every button, and return all that the bot has sent."""
    for title, words in HOSTILE.items():
        add(world, words, title)
    await ask_everything(world)
    for command in ("library", "about", "summary"):
        await world.alice.slash(world.channel, command)
    await world.alice.slash(world.channel, "summary", topic="Zorblax " * 20, length="long")
    await world.alice.slash(world.channel, "summary", article="Zorblax", length="long")
    await press_everything(world)
    add(world, DEER, "Deer")
    await world.env.advance_time(1000)
    assert not world.env.errors
    return world.env.http_requests


async def ask_everything(world: World) -> None:
    for question in QUESTIONS:
        await world.alice.slash(world.channel, "ask", question=question)
    for question in QUESTIONS[2:6]:
        await world.bob.send(world.channel, f"{world.mention} {question}")
    message = await world.bob.send(world.channel, QUESTIONS[0])
    await world.alice.context_menu(world.channel, "Find this in the articles", message)
    await world.alice.user.send_dm(SONGS)
    await world.bob.send(world.channel, world.mention)


async def press_everything(world: World) -> None:
    waited = False
    for message in said(world.channel):
        for label in [label for label in labels(message) if label not in {"Ask more", "Delete"}]:
            if label != TELL or not waited:
                await world.bob.click(message, label=label)
            if label == "…":
                await option(world.bob, message, "Tell why")
            waited |= label == TELL
