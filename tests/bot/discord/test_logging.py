from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import Settings
from bot.log import log, start_log
from tests.bot.discord.asking import add, said
from tests.bot.discord.conftest import NOWHERE, SONGS, World

TOKEN = "a-token.of-no.bot"

Lines = Callable[[], list[str]]


@pytest.fixture
def settings(own_seeds: Path) -> Settings:
    return Settings(data=own_seeds, cooldown=0, discord_token=SecretStr(TOKEN), log="debug")


@pytest.fixture
def lines(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """Write the log as the bot does, and return its lines."""
    root, written = logging.getLogger(), StringIO()
    before, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "stderr", written)
    start_log(settings)
    yield lambda: written.getvalue().splitlines()
    root.handlers, root.level = before, level


async def test_an_answer_is_a_line_with_the_id_of_its_question(world: World, lines: Lines) -> None:
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    kept = await world.bot.desk.record(lambda store: store.kept_by_message(result.response.id))
    (line,) = [line for line in lines() if "event=answered" in line]
    assert kept
    assert f"question={kept.id}" in line
    assert f"server={world.guild.id} door=command language=en" in line


async def test_a_question_without_an_answer_is_a_line_too(world: World, lines: Lines) -> None:
    await world.alice.send(world.channel, f"{world.mention} {NOWHERE}")
    (line,) = [line for line in lines() if "event=not_answered" in line]
    assert "door=message" in line
    assert "quotes=0" in line


async def test_no_line_holds_what_was_asked(world: World, lines: Lines) -> None:
    await world.alice.slash(world.channel, "ask", question=NOWHERE)
    await world.alice.send(world.channel, f"{world.mention} {NOWHERE}")
    await world.alice.send_dm(NOWHERE)
    assert not [line for line in lines() if "deer" in line]


async def test_no_line_holds_what_was_asked_when_something_breaks(
    world: World, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.bot.desk.libraries, "ask", _break)
    await world.alice.slash(world.channel, "ask", question=NOWHERE)
    written = lines()
    assert [line for line in written if "event=failed" in line]
    assert not [line for line in written if "deer" in line]


async def test_a_line_of_what_broke_is_found_by_the_reference_that_was_told(
    world: World, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world.bot.desk.libraries, "ask", _break)
    await world.alice.send(world.channel, f"{world.mention} {SONGS}")
    reference = said(world.channel)[0].content.rsplit(" ", 1)[1].rstrip(".")
    assert [line for line in lines() if "event=failed" in line and reference in line]


async def test_no_line_holds_the_token(world: World, lines: Lines) -> None:
    await world.alice.slash(world.channel, "ask", question=SONGS)
    log.info("said", words=f"it is {TOKEN}!")
    written = lines()
    assert written[-1].endswith('words="it is [hidden]!"')
    assert not [line for line in written if TOKEN in line]


async def test_the_titles_of_articles_are_not_logged(world: World, lines: Lines) -> None:
    add(world)
    await world.alice.slash(world.channel, "ask", question=SONGS, article="Oxwick")
    assert not [line for line in lines() if "Oxwick" in line]


class TestQuestions:
    """With LOG_QUESTIONS the owner has chosen to see what is asked."""

    @pytest.fixture
    def settings(self, own_seeds: Path) -> Settings:
        return Settings(data=own_seeds, cooldown=0, log_questions=True)

    async def test_with_log_questions_the_question_is_in_its_line(self, world: World, lines: Lines) -> None:
        await world.alice.slash(world.channel, "ask", question=NOWHERE)
        (line,) = [line for line in lines() if "event=not_answered" in line]
        assert f'text="{NOWHERE}"' in line

    async def test_the_text_of_somebody_elses_message_is_in_no_line(self, world: World, lines: Lines) -> None:
        message = await world.bob.send(world.channel, NOWHERE)
        await world.alice.context_menu(world.channel, "Find this in the articles", message)
        assert [line for line in lines() if "event=not_answered" in line]
        assert not [line for line in lines() if "deer" in line]


def _break(*_: object, **__: object) -> None:
    raise RuntimeError("The disk is a bird.")
