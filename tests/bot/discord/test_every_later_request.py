"""Each request of what the bot does by itself fails once, in each way: notices, and servers that are deleted."""

from __future__ import annotations

import pytest

from bot.desk.departing.aside import aside, folders
from bot.desk.departing.departures import KEPT
from tests.bot.discord.articles.managing import DAM
from tests.bot.discord.asking import BUILDER, LIGHTHOUSE, add
from tests.bot.discord.conftest import NOWHERE, World
from tests.bot.discord.faulty import KINDS, Faults
from tests.bot.discord.pressing import DEER, ask
from tests.bot.discord.test_departures import Other, make_older, sweep, with_data
from tests.bot.discord.test_notices import LONG_ENOUGH, TELL, posted, waiting

QUESTIONS = {
    NOWHERE: DEER,
    BUILDER: LIGHTHOUSE,
    "Who planned the dam of Veldham?": DAM,
    "Who painted the old bridge of Tarn?": "Ada painted the old bridge of Tarn in a bright colour last summer.",
}
GONE = {"403", "404"}
"""What Discord says where a person is out of reach for good."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("private", [False, True])
async def test_whatever_request_of_a_notice_fails_it_arrives_once(
    world: World, monkeypatch: pytest.MonkeyPatch, kind: str, private: bool
) -> None:
    faults, struck = Faults(monkeypatch), 0
    for request, (question, answer) in enumerate(QUESTIONS.items()):
        await world.alice.click(await ask(world, question, private=private), label=TELL)
        add(world, answer, question)
        before = nonces(world)
        faults.strike(request, kind)
        await world.env.advance_time(LONG_ENOUGH)
        faults.rest()
        struck += faults.struck
        await world.env.advance_time(LONG_ENOUGH)
        # Discord posts the same nonce once.
        assert len(nonces(world) - before) == (0 if private and faults.struck and kind in GONE else 1)
        assert await waiting(world) == 0
        assert not world.env.errors
    assert struck >= (2 if private else 1)


def nonces(world: World) -> set[str]:
    """Return the nonces of all notices that Discord has taken."""
    return {one["nonce"] for one in posted(world) if one.get("nonce")}


@pytest.mark.parametrize("kind", KINDS)
async def test_whatever_request_fails_a_server_is_deleted_whole_or_not_at_all(
    world: World, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    faults, struck = Faults(monkeypatch), 0
    for request in range(3):
        left = Other(world)
        await left.use()
        await left.leave()
        await make_older(world, left.guild.id, KEPT.days + 1)
        faults.strike(request, kind)
        await sweep(world)
        faults.rest()
        struck += faults.struck
        assert aside(world.data) == set()
        assert (left.guild.id in folders(world.data)) == (left.guild.id in await with_data(world))
        await make_older(world, left.guild.id, KEPT.days + 1)
        await sweep(world)
        assert left.guild.id not in await with_data(world)
    assert struck
