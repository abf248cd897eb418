"""Each request of each flow fails once, in each way: all of it is done, or nothing, and what is said is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from simcord.results import InteractionResult

from bot.discord.client import SummitBot
from tests.bot.discord.articles.managing import admin_of, told
from tests.bot.discord.conftest import World
from tests.bot.discord.faulty import KINDS, USUAL, Faults
from tests.bot.discord.flows import FLOWS, Act, Flow
from tests.bot.discord.settings_flows import SETTINGS

ALL = FLOWS | SETTINGS
UNEXPECTED = "Something went wrong on my side."


@pytest.fixture(autouse=True)
def _eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell each article of a draft, not one every few seconds."""
    monkeypatch.setattr("bot.discord.views.articles.deciding.EVERY", 0.0)


@pytest.mark.parametrize("name", ALL)
async def test_whatever_request_fails_all_is_done_or_nothing(world: World, monkeypatch, name: str) -> None:
    assert await failed(world, Faults(monkeypatch), name, USUAL) >= 2 * len(USUAL)


@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ALL)
async def test_however_a_request_fails_all_is_done_or_nothing(world: World, monkeypatch, name: str, kind: str) -> None:
    assert await failed(world, Faults(monkeypatch), name, (kind,)) >= 2


@pytest.mark.parametrize("name", ALL)
async def test_a_new_bot_on_the_same_data_does_what_the_last_has_offered(world: World, name: str) -> None:
    flow, who = ALL[name], admin_of(world)
    act = await flow.ready(world, who, 0)
    await world.bot.close()
    later = replace(world, bot=SummitBot(world.bot.settings))
    await world.env.restart_bot(later.bot)
    before, lines = await flow.state(later), await flow.count(later)
    result = await act()
    assert not said(result).startswith(UNEXPECTED)
    assert await flow.state(later) != before
    assert await flow.count(later) - lines == (flow.lines if flow.noted else 0)
    await later.bot.close()


async def failed(world: World, faults: Faults, name: str, kinds: Sequence[str]) -> int:
    """Let each request of a flow fail in each way, and return how many did."""
    who, count, number = admin_of(world), 0, 0
    for kind in kinds:
        for request in range(20):
            flow = ALL[name]
            act = await flow.ready(world, who, number)
            before = await flow.state(world), await flow.count(world)
            faults.strike(request, kind)
            await check(world, flow, act, *before)
            number += 1
            if not faults.struck:
                faults.rest()
                break
            count += 1
    return count


async def check(world: World, flow: Flow, act: Act, before: object, lines: int) -> None:
    """Do a step one request of which fails, and once more where that did nothing."""
    result = await act()
    is_done, noted = await flow.state(world) != before, flow.lines if flow.noted else 0
    assert not world.env.errors
    assert await flow.count(world) - lines == (noted if is_done else 0), said(result)
    assert said(result).startswith(UNEXPECTED) != is_done, said(result)
    if not is_done:
        await act()
        assert await flow.state(world) != before
        assert await flow.count(world) - lines == noted


def said(result: InteractionResult) -> str:
    return told(result) if result.response or result.followups else ""
