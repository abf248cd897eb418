"""What admins chose for a server and its channels."""

from __future__ import annotations

import pytest

from bot.records import ArticleRef, ChannelSettings, ServerSettings
from bot.store import Store
from index import StoreError
from tests.bot.store.making import settings


def test_settings_come_back_as_they_were_saved(store, path):
    store.save_server(2, settings(3))
    store.save_server(1, ServerSettings())
    store.close()
    again = Store.open(path)
    assert again.servers() == {1: ServerSettings(), 2: settings(3)}
    again.close()


def test_saving_again_replaces_every_choice(store):
    store.save_server(1, settings(3))
    later = ServerSettings("ko", channels={71: ChannelSettings(articles=(ArticleRef("server", 9),))})
    store.save_server(1, later)
    assert store.servers() == {1: later}


def test_a_channel_that_is_not_named_any_more_has_the_defaults(store):
    store.save_server(1, settings(2))
    store.save_server(1, settings(1))
    assert store.servers()[1].channel(71) == ChannelSettings()


def test_settings_that_cannot_be_stored_leave_the_older_ones_whole(store):
    store.save_server(1, settings(2))
    bad = ServerSettings("en", channels={80: ChannelSettings(), 2**64: ChannelSettings()})
    with pytest.raises(StoreError, match=r"cannot hold this"):
        store.save_server(1, bad)
    assert store.servers() == {1: settings(2)}


def test_articles_of_a_channel_that_cannot_be_read_are_all_articles(store):
    store.save_server(1, settings(1, auto=False))
    with store._database.writing() as sql:
        sql.execute("""UPDATE channel SET articles = '[{"home": "elsewhere", "id": 1}]'""")
    assert store.servers()[1].channel(70) == ChannelSettings(enabled=True, auto=False)
