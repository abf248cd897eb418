from __future__ import annotations

import pytest

from bot.desk.arranging.chosen import Standing
from bot.discord.embeds.limits import EMBED, FIELD, total
from bot.discord.embeds.settings import MOST_CHANNELS, channel_embed, settings_embed
from bot.records import ArticleRef, ChannelSettings, ServerSettings
from bot.texts import LANGUAGES, phrases
from tests.bot.records import HOSTILE

EVERYWHERE = Standing(None, None, None)
REFS = tuple(ArticleRef("server", number) for number in range(25))


def values(embed):
    return {field.name: field.value for field in embed.fields}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_most_that_can_be_chosen_is_inside_every_limit(language):
    chosen = ChannelSettings(enabled=False, auto=True, articles=REFS)
    settings = ServerSettings(language, False, 50, 60, {10**18 + number: chosen for number in range(100)})
    say, standing = phrases(language), Standing(set(), set(), dict.fromkeys(REFS[:20], HOSTILE * 20))
    for embed in (
        settings_embed(settings, standing, ("view_channel", "send_messages"), say),
        channel_embed(10**18, settings, standing, "both", say),
    ):
        assert total(embed) <= EMBED
        assert all(len(field.value or "") <= FIELD for field in embed.fields)
        assert not any((field.value or "").endswith("…") for field in embed.fields if field.name == say("content.both"))


def test_more_channels_than_are_shown_are_counted():
    settings = ServerSettings(channels={number: ChannelSettings(auto=True) for number in range(1, 20)})
    shown = values(settings_embed(settings, EVERYWHERE, (), phrases("en")))["Channels"]
    assert shown.count("every question") == MOST_CHANNELS
    assert shown.endswith("… and 7 more channels")


def test_a_title_is_shown_and_never_obeyed():
    settings = ServerSettings(channels={1: ChannelSettings(articles=REFS[:1])})
    standing = Standing({1}, set(), {REFS[0]: "**@everyone** <@1> [x](https://example.org)"})
    shown = values(channel_embed(1, settings, standing, None, phrases("en")))["Articles"]
    assert shown == r"• \*\*\@everyone\*\* \<@1> \[x](https\://example.org)"


def test_everything_at_its_default_says_so():
    shown = values(settings_embed(ServerSettings(), EVERYWHERE, (), phrases("en")))
    assert shown["Language"].startswith("As Discord says: each person's own")
    assert shown["Editors"] == "None: only people with **Manage Server** manage articles."
    assert shown["Channels"] == "Questions are answered in every channel, from all articles."
