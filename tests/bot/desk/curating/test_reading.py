"""What one server sends, however hostile, holds up neither the event loop nor another server."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import time
from collections.abc import AsyncIterator

import pytest

from bot import Settings
from bot.desk.curating import reading
from bot.desk.desk import Desk
from bot.errors import OverLimit, QueueFull
from bot.records import Asking, Scope
from index import Item
from index.ingest.limits import too_much

HOSTILE, HONEST = 7, 8
LINE = b"The ferry of Veldham sails on Monday. It is red."
HELD_S = 0.5
"""Ten times what is allowed, and counted in this process's own time: others take their share of a loaded machine."""


@pytest.fixture
async def desk(prepared, tmp_path) -> AsyncIterator[Desk]:
    opened = await Desk.open(Settings(data=tmp_path, max_articles=3, max_upload=100_000))
    yield opened
    await opened.close()


class Ticking:
    """Look again and again how long the loop was held."""

    held = 0.0

    async def tick(self) -> None:
        while True:
            began, worked = time.monotonic(), time.process_time()
            await asyncio.sleep(0.001)
            own = min(time.monotonic() - began, time.process_time() - worked)
            self.held = max(self.held, own)


async def test_hostile_files_hold_up_nobody_else(misbehaving, desk: Desk) -> None:
    ticking = Ticking()
    ticks = asyncio.create_task(ticking.tick())
    ways = ("spin", "spin in c", "eat", "killed")
    hostile = asyncio.gather(*(desk.drafting.begin(HOSTILE, (Item(way, b""),)) for way in ways))
    await asyncio.sleep(0.1)
    honest = await desk.drafting.begin(HONEST, (Item("ferry.txt", LINE),))
    answer = await desk.ask(Asking("When does the ferry sail?", Scope(HONEST), 1, 2, "en", "command"))
    assert (honest.publishable, answer.answer.found, hostile.done()) == (1, False, False)
    for drafted in await hostile:
        assert [one.obstacle for one in drafted.drafts if one.obstacle] == [str(too_much())]
    ticks.cancel()
    assert ticking.held < HELD_S


async def test_drafts_of_one_server_are_read_one_after_the_other(misbehaving, desk: Desk, monkeypatch) -> None:
    monkeypatch.setattr(reading, "MOST_OF_A_SERVER", 1)
    first = asyncio.create_task(desk.drafting.begin(HOSTILE, (Item("spin", b""),)))
    second = asyncio.create_task(desk.drafting.begin(HOSTILE, (Item("ferry.txt", LINE),)))
    await asyncio.sleep(0.1)
    with pytest.raises(QueueFull):
        await desk.drafting.begin(HOSTILE, (Item("ferry.txt", LINE),))
    assert (await second).publishable
    assert first.done()


async def test_what_was_read_before_is_not_read_again(desk: Desk, monkeypatch) -> None:
    drafted = await desk.drafting.begin(HONEST, (Item("ferry.txt", LINE),))
    with monkeypatch.context() as patched:
        patched.setattr(reading.Reading, "read", lambda *_: pytest.fail("it was read again"))
        chosen = await desk.drafting.choose(HONEST, drafted.id, 0, [0], "boilerplate")
    desk.drafting._recent.clear()
    again = await desk.drafting.read(HONEST, drafted.id)
    assert (chosen.drafts[0].obstacle, again.drafts) == (again.drafts[0].obstacle, chosen.drafts)


async def test_more_text_than_a_file_may_have_is_not_read_to_its_end(desk: Desk) -> None:
    records = b"".join(b'{"text": "' + letter * 60_000 + b'"}\n' for letter in (b"a", b"b"))
    with pytest.raises(OverLimit):
        await desk.drafting.begin(HONEST, (Item("a.jsonl.gz", gzip.compress(records)),))


async def test_a_stop_does_not_wait_for_what_is_read(misbehaving, desk: Desk) -> None:
    reads = asyncio.create_task(desk.drafting.begin(HOSTILE, (Item("sleep", b""),)))
    while not desk.drafting._reading._readers._busy:
        await asyncio.sleep(0.01)
    await desk.drafting.close()
    with contextlib.suppress(Exception):
        await reads
    assert reads.done()
