"""A process that does what admins do, over and over, and says each time what is done; it is made to be killed."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from bot import Settings
from bot.desk.departing.departures import delete
from bot.desk.desk import Desk
from bot.records import Change, Reindexing, ServerSettings, What
from index import Item
from index.history import Act as Deed
from tests.bot.store.making import NOTHING, kept
from tests.index.towns import town

HERE, LEFT = 1, 2
"""A server that stays, and one that has removed the bot."""
CAROL, ALICE = 7, 300
MOST = 3
"""Articles that are left before the oldest is removed."""

Act = Callable[[Desk, int], Awaitable[None]]


def item(number: int) -> Item:
    """Return a file with an article that is not there yet."""
    return Item(f"town-{number}.txt", f"Veldham{number}\n\n{town(number)}".encode())


async def silent(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


async def publish(desk: Desk, number: int) -> None:
    drafted = await desk.drafting.begin(HERE, (item(number),))
    await desk.drafting.choose(HERE, drafted.id, 0, [0], "boilerplate")
    await desk.drafting.publish(HERE, drafted.id, CAROL, silent)


async def remove(desk: Desk, _number: int) -> None:
    listed = await desk.questions.run(lambda: desk.libraries.of(HERE).list())
    for entry in listed[:-MOST]:
        await desk.curator.remove(HERE, entry.id, CAROL)


async def reindex(desk: Desk, _number: int) -> None:
    run = Reindexing(HERE, CAROL, 0, datetime.now(UTC))
    await desk.record(lambda store: store.put_reindexing(run))
    await desk.reindexer.work(HERE, lambda *_: None, Deed())
    await desk.record(lambda store: store.forget_reindexing(HERE, change("reindex")))


async def dismiss(desk: Desk, number: int) -> None:
    question = kept(f"q{number}-{datetime.now(UTC).timestamp()}", NOTHING, asker=CAROL)
    await desk.record(lambda store: store.keep(question))
    await desk.record(lambda store: store.dismiss([question.id], change("dismiss", "1")))


async def choose(desk: Desk, number: int) -> None:
    await desk.change_server(HERE, CAROL, f"editors {number}", lambda old: ServerSettings(editors=number + 1))


async def forget(desk: Desk, number: int) -> None:
    for answer in (f"a{number}-{place}" for place in range(4)):
        await desk.record(lambda store, answer=answer: store.keep(kept(answer, asker=ALICE)))
        await desk.record(lambda store, answer=answer: store.vote(answer, ALICE, True))
    await desk.record(lambda store: store.forget_person(ALICE))


async def leave(desk: Desk, number: int) -> None:
    drafted = await desk.drafting.begin(LEFT, (item(number),))
    await desk.drafting.publish(LEFT, drafted.id, CAROL, silent)
    await desk.record(lambda store: store.keep(kept(f"left{number}", server=LEFT, asker=CAROL + 1)))
    await desk.record(lambda store: store.depart(LEFT, datetime.now(UTC)))
    await delete(desk, LEFT, lambda: False)


ACTS: dict[str, Act] = {
    "publish": publish,
    "remove": remove,
    "reindex": reindex,
    "dismiss": dismiss,
    "choose": choose,
    "forget": forget,
    "leave": leave,
}


def change(what: What, detail: str = "") -> Change:
    """Return a line of the audit log."""
    return Change(datetime.now(UTC), HERE, CAROL, what, detail)


async def main(data: Path, first: int, acts: list[str]) -> None:
    """Do some acts for ever."""
    desk: Any = await Desk.open(Settings(data=data))
    print("ready", flush=True)
    for number in count(first):
        for act in acts:
            await ACTS[act](desk, number)
            print(act, number, flush=True)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
