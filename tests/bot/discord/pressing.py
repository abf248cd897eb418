"""What the tests of buttons share: an answer to press them under, and what the bot then says."""

from __future__ import annotations

from typing import Any

import discord
from simcord.actors import MemberActor, _component_interaction, _visible_message
from simcord.builders import UserHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.records import ArticleRef, Kept
from bot.texts import phrases
from index import Library
from tests.bot.discord.asking import add, text
from tests.bot.discord.conftest import SONGS, World

DEER = "Some 1,300 deer live in Nara, where people have fed them for centuries. Nobody owns them."
SAY = phrases("en")
EXPIRED = SAY("expired.body")


async def ask(world: World, question: str = SONGS, **options: Any) -> ResponseMessage:
    """Ask as Alice, and return the answer."""
    result = await world.alice.slash(world.channel, "ask", question=question, **options)
    assert result.response
    return result.response


async def ask_in_dm(world: World, question: str = SONGS) -> ResponseMessage:
    """Ask in Alice's direct messages, and return the answer."""
    answer: ResponseMessage = (await world.alice.user.slash("ask", question=question)).response
    return answer


async def ask_with_more(world: World) -> ResponseMessage:
    """Ask what fifteen articles answer, four pages of them behind More quotes."""
    people = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hal", "Ivy", "Jon", "Kim", "Lea", "Max", "Ned", "Ona")
    for person in people:
        add(
            world,
            f"{person} painted the old bridge of Tarn in a bright colour last summer.",
            f"The bridge and {person}",
        )
    return await ask(world, "Who painted the old bridge of Tarn?")


def reply(result: InteractionResult) -> str:
    """Return what the bot says to a press: in a message of its own, or to the person alone."""
    return text(result.followups[-1] if result.followups else result.response)


def id_of(message: ResponseMessage | discord.Message) -> str:
    """Return the id of the answer that a message's buttons carry."""
    rows = message.components
    first: Any = rows[0]["components"][0] if isinstance(rows[0], dict) else rows[0].children[0]  # type: ignore[union-attr]
    custom_id: str = first["custom_id"] if isinstance(first, dict) else first.custom_id
    return custom_id.split(":")[2]


async def stored(world: World, message: ResponseMessage | discord.Message) -> Kept | None:
    """Return the answer that is kept behind a message's buttons."""
    return await world.bot.desk.kept(id_of(message))


async def forge(
    who: MemberActor | UserHandle, message: ResponseMessage | discord.Message, custom_id: str
) -> InteractionResult:
    """Press a button of a message as if it carried another `custom_id`."""
    shown = _visible_message(who, message)
    shown.components = [{"type": 1, "components": [_button(custom_id)]}]
    return await _component_interaction(who, shown, {"custom_id": custom_id, "component_type": 2})


def _button(custom_id: str) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "Forged", "custom_id": custom_id}


async def press(
    who: MemberActor | UserHandle, message: ResponseMessage | discord.Message, act: str
) -> InteractionResult:
    """Press the button of an answer that does something."""
    result: InteractionResult = await who.click(message, custom_id=f"summit:{act}:{id_of(message)}")
    return result


async def option(
    who: MemberActor | UserHandle, message: ResponseMessage | discord.Message, label: str
) -> InteractionResult:
    """Open what else can be done with an answer, and press one of its buttons."""
    opened = (await press(who, message, "options")).response
    assert opened
    result: InteractionResult = await who.click(opened, label=label)
    return result


def remove(world: World, article: ArticleRef, server: int | None = None) -> None:
    """Remove an article while the bot runs."""
    with Library.open(world.data / (f"servers/{server}" if server else "shared")) as library:
        assert library.remove(article.id)
