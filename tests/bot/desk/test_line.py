from __future__ import annotations

import asyncio

import pytest

from bot.desk import line as line_module
from bot.desk.line import Line
from bot.errors import Closing, QueueFull


@pytest.fixture
def impatient(monkeypatch) -> None:
    monkeypatch.setattr(line_module, "PATIENCE", 0.02)


async def test_a_free_place_is_had_at_once() -> None:
    line = Line(2, 0)
    assert (line.enter().done(), line.enter().done()) == (True, True)


async def test_who_came_first_is_served_first() -> None:
    line, served = Line(1, 3), []
    line.enter()

    async def come(name: str) -> None:
        await line.wait(line.enter())
        served.append(name)
        line.leave()

    waiting = [asyncio.create_task(come(name)) for name in "abc"]
    await asyncio.sleep(0)
    line.leave()
    await asyncio.gather(*waiting)
    assert served == ["a", "b", "c"]


async def test_a_line_that_is_full_sends_away_and_names_the_setting() -> None:
    line = Line(1, 1)
    line.enter()
    line.enter()
    with pytest.raises(QueueFull, match="raise SUMMIT_QUEUE"):
        line.enter()


async def test_the_place_is_told_once_to_who_waits_for_long(impatient: None) -> None:
    line, told = Line(1, 2), []

    async def notice(place: int) -> None:
        told.append(place)

    line.enter()
    first, second = line.enter(), line.enter()
    telling = asyncio.gather(line.tell(first, notice), line.tell(second, notice))
    await asyncio.sleep(0.1)
    assert (told, telling.done()) == ([1, 2], True)


async def test_who_is_served_soon_is_told_nothing() -> None:
    line, told = Line(1, 1), []

    async def notice(place: int) -> None:
        told.append(place)

    line.enter()
    turn = line.enter()
    telling = asyncio.create_task(line.tell(turn, notice))
    await asyncio.sleep(0)
    line.leave()
    await asyncio.wait_for(telling, line_module.PATIENCE / 2)
    assert (turn.done(), told) == (True, [])


async def test_who_is_cancelled_while_waiting_leaves_no_hole() -> None:
    line = Line(1, 2)
    line.enter()
    gone, next_one = line.enter(), line.enter()
    waiting = asyncio.create_task(line.wait(gone))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait({waiting})
    line.leave()
    assert next_one.done()


async def test_a_turn_that_comes_to_who_was_just_cancelled_goes_on_to_the_next() -> None:
    line = Line(1, 2)
    line.enter()
    gone, next_one = line.enter(), line.enter()
    waiting = asyncio.create_task(line.wait(gone))
    await asyncio.sleep(0)
    line.leave()
    waiting.cancel()
    await asyncio.wait({waiting})
    assert (gone.cancelled(), next_one.done()) == (False, True)


async def test_a_place_in_the_line_that_was_given_up_can_be_taken() -> None:
    line = Line(1, 1)
    line.enter()
    waiting = asyncio.create_task(line.wait(line.enter()))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait({waiting})
    assert not line.enter().done()


async def test_a_line_that_closes_sends_away_those_who_wait() -> None:
    line = Line(1, 1)
    line.enter()
    waiting = asyncio.create_task(line.wait(line.enter()))
    closing = asyncio.create_task(line.close())
    with pytest.raises(Closing, match="ask again in a minute"):
        await waiting
    assert not closing.done()
    line.leave()
    await asyncio.wait_for(closing, 1)


async def test_a_closed_line_takes_nobody() -> None:
    line = Line(1, 1)
    await line.close()
    with pytest.raises(Closing):
        line.enter()
