from __future__ import annotations

from bot.desk.arranging.chosen import Standing, with_channel, without_deleted
from bot.records import ArticleRef, ChannelSettings, ServerSettings

THERE, GONE = ArticleRef("server", 1), ArticleRef("server", 2)
SETTINGS = ServerSettings(
    "ja",
    editors=50,
    admin=60,
    channels={70: ChannelSettings(articles=(THERE, GONE)), 71: ChannelSettings(enabled=False)},
)


def test_what_is_chosen_for_a_channel_is_beside_what_was_chosen_before():
    settings = with_channel(with_channel(ServerSettings(), 70, auto=True), 70, enabled=False)
    assert settings.channels == {70: ChannelSettings(enabled=False, auto=True)}


def test_a_channel_with_all_defaults_is_left_out():
    assert with_channel(SETTINGS, 71, enabled=True).channels == {70: SETTINGS.channels[70]}
    assert with_channel(ServerSettings(), 70, enabled=True) == ServerSettings()


def test_a_change_of_one_channel_leaves_what_it_came_from():
    with_channel(SETTINGS, 70, articles=())
    assert SETTINGS.channels[70].articles == (THERE, GONE)


def test_what_was_deleted_is_left_out():
    standing = Standing({70}, {1}, {THERE: "Oxwick"})
    left = without_deleted(SETTINGS, standing)
    assert left == ServerSettings("ja", channels={70: ChannelSettings(articles=(THERE,))})


def test_what_is_there_stays():
    standing = Standing({60, 70, 71}, {50}, {THERE: "Oxwick", GONE: "Tarn"})
    assert without_deleted(SETTINGS, standing) == SETTINGS


def test_what_cannot_be_known_counts_as_there():
    assert without_deleted(SETTINGS, Standing(None, None, None)) == SETTINGS
