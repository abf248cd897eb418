from __future__ import annotations

import pytest

from bot.discord.embeds.limits import EMBED, total
from bot.discord.embeds.privacy import Privacy, privacy_embed
from bot.texts import LANGUAGES, phrases


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("logged", [True, False])
def test_what_is_stored_is_inside_every_limit(language, logged):
    embed = privacy_embed(Privacy(36_500, 30, logged, "@everyone " * 400), phrases(language))
    assert total(embed) <= EMBED
    assert len(embed.fields) == 7


def test_one_day_is_one_day():
    embed = privacy_embed(Privacy(1, 1, False, None), phrases("en"))
    assert "for 1 day." in (embed.fields[0].value or "")
