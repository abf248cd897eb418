from __future__ import annotations

import asyncio
import gc
import logging
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import Settings
from bot.desk import desk as desk_module
from bot.desk.desk import Desk
from bot.errors import Closing, QueueFull
from bot.records import ArticleRef, Asking, ChannelSettings, Place, Scope, ServerSettings
from index import Damaged, ModelMissing
from tests.bot.desk.test_libraries import shelve

FOUNDED = "When was Veldham{} founded?"


@pytest.fixture
async def desk(prepared: None, tmp_path: Path) -> AsyncIterator[Desk]:
    """Lend a desk: town 0 is shared, towns 1 and 2 are server 1's, town 3 is server 2's."""
    for folder, numbers in (("shared", (0,)), ("servers/1", (1, 2)), ("servers/2", (3,))):
        shelve(tmp_path, folder, *numbers)
    opened = await Desk.open(Settings(data=tmp_path))
    yield opened
    await opened.finish()
    await opened.close()


def asking(number: int, scope: Scope | None = None) -> Asking:
    """Return a question about a town, asked on server 1."""
    return Asking(FOUNDED.format(number), scope or Scope(1), 7, 11, "en", "command")


async def test_a_question_gets_its_answer_and_the_answer_is_kept(desk: Desk) -> None:
    kept = await desk.ask(asking(1))
    await desk.keep(kept)
    assert kept.answer.quotes[0].title == "Veldham1"
    assert await desk.kept(kept.id) == kept


async def test_an_answer_is_found_by_the_message_that_shows_it(desk: Desk) -> None:
    kept = await desk.ask(asking(2))
    await desk.keep(kept)
    await desk.sent(kept, 99)
    assert await desk.record(lambda store: store.kept_by_message(99)) == replace(kept, message=99)


async def test_the_titles_of_the_articles_that_were_named_are_kept(desk: Desk) -> None:
    scope = Scope(1, articles=(ArticleRef("server", 2),))
    assert (await desk.ask(asking(2, scope))).titles == ("Veldham2",)
    assert (await desk.ask(asking(2))).titles == ()


async def test_titles_are_had_while_the_line_of_questions_is_full(tmp_path: Path, prepared: None) -> None:
    shelve(tmp_path, "shared", 0)
    desk, opened = await Desk.open(Settings(data=tmp_path, workers=1, queue=1)), threading.Event()
    asked = [asyncio.create_task(desk.questions.run(lambda: opened.wait(10))) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(QueueFull):
        await desk.ask(asking(0, Scope(None)))
    titles = [one.entry.title for one in await desk.titles.look(Scope(None))]
    opened.set()
    assert (titles, await asyncio.gather(*asked)) == (["Veldham0"], [True, True])
    await desk.close()


async def test_a_question_of_many_at_once_is_answered_for_each(desk: Desk) -> None:
    async def title(number: int, server: int) -> str:
        return (await desk.ask(asking(number, Scope(server)))).answer.quotes[0].title

    wanted = [(1, 1), (2, 1), (3, 2), (0, 1), (0, 2)] * 10
    assert await asyncio.gather(*(title(*one) for one in wanted)) == [f"Veldham{number}" for number, _ in wanted]


async def test_a_server_asks_the_shared_library_until_its_admins_switch_it_off(desk: Desk) -> None:
    assert desk.reach(1) == Scope(1)
    await desk.save_server(1, ServerSettings(shared=False))
    assert (desk.reach(1), desk.reach(2)) == (Scope(1, shared=False), Scope(2))


async def test_what_admins_chose_is_there_after_a_restart(desk: Desk) -> None:
    chosen = ServerSettings(language="ja", shared=False, channels={5: ChannelSettings(auto=True)})
    await desk.save_server(1, chosen)
    await desk.close()
    again = await Desk.open(desk.settings)
    assert (again.server(1), again.server(2), again.server(None)) == (chosen, ServerSettings(), ServerSettings())
    await again.close()


async def test_a_channel_has_the_articles_that_were_chosen_for_it(desk: Desk) -> None:
    chosen = (ArticleRef("server", 2),)
    await desk.save_server(1, ServerSettings(channels={5: ChannelSettings(articles=chosen)}))
    assert await desk.scope(Place(1, 5)) == Scope(1, articles=chosen)
    assert await desk.scope(Place(1, 6)) == Scope(1)


async def test_a_thread_keeps_of_its_scope_what_is_still_in_reach(desk: Desk) -> None:
    begun = await desk.scope(Place(1, 50, parent=5))
    await desk.save_server(1, ServerSettings(shared=False))
    # What is switched off is out of reach from then on, also where it was not when a thread began.
    assert (begun, await desk.scope(Place(1, 50, parent=5))) == (Scope(1), Scope(1, shared=False))
    assert await desk.scope(Place(1, 51, parent=5)) == Scope(1, shared=False)


async def test_a_thread_started_from_an_answer_has_its_scope(desk: Desk) -> None:
    scope = Scope(1, articles=(ArticleRef("server", 2),))
    kept = await desk.ask(asking(2, scope))
    await desk.keep(kept)
    await desk.sent(kept, 60)
    assert await desk.scope(Place(1, 60, parent=5)) == scope


async def test_a_dm_reaches_the_shared_library_alone(desk: Desk) -> None:
    assert await desk.scope(Place(None, 5)) == Scope(None)


async def test_news_are_a_week_old_at_most(desk: Desk) -> None:
    now, week = datetime.now(UTC), timedelta(days=7)
    await desk.record(lambda store: store.mark_news(1, 7, now - timedelta(hours=1)))
    await desk.record(lambda store: store.mark_news(1, 8, now - timedelta(days=30)))
    since = [await desk.news_since(1, person) for person in (7, 8, 9)]
    assert since[0] == now - timedelta(hours=1)
    assert all(abs(moment - (now - week)) < timedelta(minutes=1) for moment in since[1:])


async def test_a_store_that_fails_costs_the_buttons_and_not_the_answer(desk: Desk, caplog, tmp_path: Path) -> None:
    caplog.set_level(logging.WARNING, "summit")
    kept = await desk.ask(asking(1))
    with closing(sqlite3.connect(tmp_path / "bot.db")) as other:
        other.execute("DROP TABLE answer")
    await desk.keep(kept)
    await desk.sent(kept, 99)
    assert [record.msg["event"] for record in caplog.records] == ["answer_not_kept", "message_not_kept"]


@pytest.mark.parametrize(("wanted", "texts"), [(False, [None]), (True, [FOUNDED.format(1)])])
async def test_the_log_has_the_question_only_where_the_owner_wants_it(
    desk: Desk, caplog: pytest.LogCaptureFixture, wanted: bool, texts: list[str | None]
) -> None:
    caplog.set_level(logging.INFO, "summit")
    desk.settings = desk.settings.model_copy(update={"log_questions": wanted})
    kept = await desk.ask(asking(1))
    await desk.keep(kept)
    lines = [record.msg for record in caplog.records]
    assert [(line["event"], line["question"]) for line in lines] == [("answered", kept.id)]
    assert [line.get("text") for line in lines] == texts
    assert wanted or FOUNDED.format(1) not in caplog.text


async def test_stopping_lets_work_in_hand_end_and_refuses_more(desk: Desk) -> None:
    with desk.working():
        finishing = asyncio.create_task(desk.finish())
        await asyncio.sleep(0)
        with pytest.raises(Closing), desk.working():
            pass
        kept = await desk.ask(asking(1))
        assert not finishing.done()
    await finishing
    assert kept.answer.found


async def test_stopping_does_not_wait_for_ever(desk: Desk, monkeypatch, caplog) -> None:
    monkeypatch.setattr(desk_module, "LAST_WORK", 0.01)
    with desk.working():
        await desk.finish()
    assert [(record.msg["event"], record.msg["left"]) for record in caplog.records] == [("stopped_in_work", 1)]


async def test_what_was_written_before_the_end_is_stored(desk: Desk) -> None:
    held = threading.Event()
    holding = asyncio.create_task(desk.record(lambda _: held.wait(10)))
    writing = asyncio.create_task(desk.record(lambda store: store.set_value("last", "word")))
    await asyncio.sleep(0)
    ending = asyncio.create_task(desk.close())
    await asyncio.sleep(0.01)
    held.set()
    await asyncio.gather(holding, writing, ending)
    again = await Desk.open(desk.settings)
    assert await again.record(lambda store: store.value("last")) == "word"
    await again.close()


async def test_a_closed_desk_answers_nothing_and_closes_again(desk: Desk) -> None:
    await desk.close()
    await desk.close()
    with pytest.raises(Closing):
        await desk.ask(asking(1))
    with pytest.raises(Closing):
        await desk.record(lambda store: store.servers())


async def test_a_desk_leaves_no_thread_and_no_frozen_memory_behind(tmp_path: Path, prepared: None) -> None:
    before = set(threading.enumerate())
    desk = await Desk.open(Settings(data=tmp_path))
    await desk.ask(asking(1, Scope(None)))
    assert gc.get_freeze_count() > 0
    await desk.close()
    names = {thread.name for thread in set(threading.enumerate()) - before}
    assert not [name for name in names if name.startswith("summit")]
    assert gc.get_freeze_count() == 0


async def test_a_model_that_is_not_there_keeps_the_desk_closed(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="/nowhere/model"):
        await Desk.open(Settings(data=tmp_path, model="/nowhere/model"))


async def test_a_memory_that_is_damaged_keeps_the_desk_closed(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"no database" * 1000)
    with pytest.raises(Damaged, match=r"bot\.db"):
        await Desk.open(Settings(data=tmp_path))


async def test_a_library_that_is_damaged_is_told_in_the_log_and_the_others_answer(
    desk: Desk, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    await desk.close()
    (tmp_path / "shared/library.db").write_bytes(b"no database" * 1000)
    again = await Desk.open(desk.settings)
    kept = await again.ask(asking(3, Scope(2, shared=False)))
    await again.close()
    assert [record.msg["event"] for record in caplog.records] == ["library_not_ready"]
    assert kept.answer.quotes[0].title == "Veldham3"
