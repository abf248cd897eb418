from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import pytest

from bot.desk import bridge as bridge_module
from bot.desk import line as line_module
from bot.desk.bridge import CROWD, Bridge
from bot.errors import Closing, QueueFull, Slow


@pytest.fixture
async def bridge() -> AsyncIterator[Bridge]:
    """Lend a bridge with one thread and two places before it."""
    made = Bridge(1, 2, "test-bridge")
    yield made
    await made.close()


class Gate:
    """Work that lasts until it is opened, in a thread."""

    def __init__(self) -> None:
        self.begun, self.opened = threading.Event(), threading.Event()

    def __call__(self) -> str:
        self.begun.set()
        assert self.opened.wait(10)
        return "done"


async def begun(bridge: Bridge, gate: Gate) -> asyncio.Task[str]:
    """Return the task of work that has begun."""
    task = asyncio.create_task(bridge.run(gate))
    await asyncio.to_thread(gate.begun.wait, 10)
    return task


async def test_work_is_done_in_a_thread_of_its_name(bridge: Bridge) -> None:
    assert (await bridge.run(lambda: threading.current_thread().name)).startswith("test-bridge")


async def test_what_work_raises_reaches_the_caller_and_frees_the_place(bridge: Bridge) -> None:
    with pytest.raises(ZeroDivisionError):
        await bridge.run(lambda: 1 // 0)
    assert await bridge.run(lambda: "next") == "next"


async def test_a_timeout_of_the_work_itself_is_not_mistaken_for_ours(bridge: Bridge) -> None:
    def act() -> None:
        raise TimeoutError("a lock")

    with pytest.raises(TimeoutError, match="a lock"):
        await bridge.run(act)


async def test_no_more_work_at_once_than_there_are_threads() -> None:
    bridge, now, most = Bridge(2, 20, "test-bridge"), [0], [0]

    def act() -> None:
        now[0] += 1
        most[0] = max(most[0], now[0])
        time.sleep(0.01)
        now[0] -= 1

    await asyncio.gather(*(bridge.run(act) for _ in range(12)))
    await bridge.close()
    assert most == [2]


async def test_work_is_done_in_the_order_it_came(bridge: Bridge) -> None:
    gate, order = Gate(), []
    first = await begun(bridge, gate)
    others = [asyncio.create_task(bridge.run(lambda name=name: order.append(name))) for name in "ab"]
    await asyncio.sleep(0)
    gate.opened.set()
    await asyncio.gather(first, *others)
    assert order == ["a", "b"]


async def test_a_line_of_many_is_a_crowd() -> None:
    bridge, gate = Bridge(1, CROWD, "test-bridge"), Gate()
    first = await begun(bridge, gate)
    waiting = [asyncio.create_task(bridge.run(lambda: bridge.crowded)) for _ in range(CROWD)]
    assert not bridge.crowded
    await asyncio.sleep(0)
    assert bridge.crowded
    gate.opened.set()
    await first
    # The line is no crowd any more for the first whose turn came: one fewer waits behind it.
    assert await asyncio.gather(*waiting) == [False] * CROWD
    await bridge.close()


async def test_who_finds_the_line_full_is_sent_away_and_the_others_are_served(bridge: Bridge) -> None:
    gate = Gate()
    first = await begun(bridge, gate)
    waiting = [asyncio.create_task(bridge.run(lambda: "served")) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(QueueFull):
        await bridge.run(lambda: "too many")
    gate.opened.set()
    assert await asyncio.gather(first, *waiting) == ["done", "served", "served"]


async def test_slow_work_is_given_up_and_keeps_its_place(bridge: Bridge, monkeypatch) -> None:
    monkeypatch.setattr(bridge_module, "LIMIT", 0.02)
    gate = Gate()
    with pytest.raises(Slow, match="ask again in a minute"):
        await bridge.run(gate)
    waiting = asyncio.create_task(bridge.run(lambda: "next"))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    gate.opened.set()
    assert await waiting == "next"


async def test_an_error_after_everybody_left_troubles_nobody(bridge: Bridge, monkeypatch, caplog) -> None:
    monkeypatch.setattr(bridge_module, "LIMIT", 0.02)
    gate = Gate()
    with pytest.raises(Slow):
        await bridge.run(lambda: 1 // len(gate()[4:]))
    gate.opened.set()
    assert await bridge.run(lambda: "next") == "next"
    assert caplog.records == []


async def test_who_is_cancelled_leaves_the_place_to_the_thread_until_it_is_done(bridge: Bridge) -> None:
    gate = Gate()
    first = await begun(bridge, gate)
    first.cancel()
    waiting = asyncio.create_task(bridge.run(lambda: "next"))
    await asyncio.sleep(0.02)
    assert (first.cancelled(), waiting.done()) == (True, False)
    gate.opened.set()
    assert await waiting == "next"


async def test_a_notice_that_takes_its_time_holds_up_no_work_and_has_ended_before_the_answer(
    bridge: Bridge, monkeypatch
) -> None:
    monkeypatch.setattr(line_module, "PATIENCE", 0.01)
    gate, told, worked = Gate(), asyncio.Event(), threading.Event()
    first = await begun(bridge, gate)

    async def notice(place: int) -> None:
        gate.opened.set()
        assert await asyncio.to_thread(worked.wait, 10)
        await asyncio.sleep(0.05)
        told.set()

    await bridge.run(worked.set, notice)
    assert (told.is_set(), await first) == (True, "done")


async def test_closing_waits_for_the_work_in_hand_and_sends_the_others_away(bridge: Bridge) -> None:
    gate = Gate()
    first = await begun(bridge, gate)
    waiting = asyncio.create_task(bridge.run(lambda: "never"))
    await asyncio.sleep(0)
    closing = asyncio.create_task(bridge.close())
    with pytest.raises(Closing):
        await waiting
    assert (first.done(), closing.done()) == (False, False)
    gate.opened.set()
    await closing
    assert await first == "done"


async def test_a_turn_that_came_before_the_end_is_still_used(bridge: Bridge) -> None:
    gate = Gate()
    first = await begun(bridge, gate)
    waiting = asyncio.create_task(bridge.run(lambda: "served"))
    first.add_done_callback(lambda _: asyncio.ensure_future(bridge.close()))
    await asyncio.sleep(0)
    gate.opened.set()
    assert await waiting == "served"


async def test_a_closed_bridge_takes_nothing_and_closes_again(bridge: Bridge) -> None:
    await bridge.close()
    await bridge.close()
    with pytest.raises(Closing):
        await bridge.run(lambda: "too late")
