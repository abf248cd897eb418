from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from benchmarks.soaking import soak_desk
from bot import Settings
from bot.desk.desk import Desk
from bot.records import Asking, Scope

QUESTIONS = ("What songs did they play?", "How many deer live in Nara?", "Who sang?", "Where did they meet?")


async def test_hundreds_of_questions_at_once_are_all_answered_and_kept(own_seeds: Path) -> None:
    desk = await Desk.open(Settings(data=own_seeds, queue=400))
    alone = [
        [desk.libraries.ask(question, Scope(None), hurried=hurried).quotes for hurried in (False, True)]
        for question in QUESTIONS
    ]

    async def caller(number: int) -> bool:
        kept = await desk.ask(Asking(QUESTIONS[number % 4], Scope(None), number, None, "en", "message"))
        await desk.keep(kept)
        return await desk.kept(kept.id) == kept and kept.answer.quotes in alone[number % 4]

    assert await asyncio.gather(*(caller(number) for number in range(300))) == [True] * 300
    await desk.close()


@pytest.mark.soak
async def test_memory_stays_flat_over_ten_thousand_questions(own_seeds: Path) -> None:
    held = await soak_desk(own_seeds, QUESTIONS * 2500, early=1000)
    assert held["late"] - held["early"] < 10, held
