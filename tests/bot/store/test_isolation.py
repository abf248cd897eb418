"""Two servers side by side: nothing of one is in what is told about the other."""

from __future__ import annotations

import pytest

from bot.records import ArticleRef, ChannelSettings, Scope, ServerSettings
from bot.store import Store
from index import Answer
from tests.bot.store.making import DAY, NOON, kept

HERON, OTTER = 1, 2
WORDS = {HERON: "heron", OTTER: "otter"}


def fill(store: Store, server: int) -> None:
    """Store something of everything, with the server's word in it."""
    word, person = WORDS[server], 300 + server
    store.keep(
        kept(
            word, Answer(word), server=server, channel=20 + server, asker=person, question=f"What does the {word} eat?"
        )
    )
    store.place(word, 900 + server)
    store.vote(word, person, server == HERON)
    store.wait(word, person)
    store.begin_thread(500 + server, Scope(server, articles=(ArticleRef("server", server),)))
    store.mark_news(server, person, NOON + server * DAY)
    store.save_server(
        server, ServerSettings(word, editors=server, channels={20: ChannelSettings(auto=server == HERON)})
    )


def told(store: Store, server: int) -> str:
    """Return all that can be asked about a server."""
    word, person = WORDS[server], 300 + server
    return repr(
        (
            store.kept(word),
            store.kept_by_message(900 + server),
            store.votes(word),
            store.unanswered(server),
            store.thread(500 + server),
            store.last_news(server, person),
            store.servers()[server],
            [waiting for waiting in store.waiting() if waiting.asking.scope.server == server],
        )
    )


@pytest.fixture
def both(store: Store) -> Store:
    fill(store, HERON)
    fill(store, OTTER)
    return store


@pytest.mark.parametrize(("server", "other"), [(HERON, OTTER), (OTTER, HERON)])
def test_a_server_is_told_nothing_of_another(both, server, other):
    said = told(both, server)
    assert said.count(WORDS[server]) >= 8
    assert WORDS[other] not in said
    assert f"server={other}" not in said


@pytest.mark.parametrize(("server", "other"), [(HERON, OTTER), (OTTER, HERON)])
def test_a_server_is_told_the_same_whether_another_one_is_there_or_not(both, tmp_path, server, other):
    alone = Store.open(tmp_path / "alone.db")
    fill(alone, server)
    assert told(both, server) == told(alone, server)
    both.forget_server(other)
    assert told(both, server) == told(alone, server)
    alone.close()


def test_the_mark_of_a_person_in_one_server_is_unknown_in_another(both):
    assert both.last_news(OTTER, 300 + HERON) is None


def test_a_channel_of_the_same_number_has_each_server_s_own_settings(both):
    assert [both.servers()[server].channel(20).auto for server in (HERON, OTTER)] == [True, False]
