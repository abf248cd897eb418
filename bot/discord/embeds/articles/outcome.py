"""What became of what was published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import discord

from bot.desk.curating.drafting import Outcome
from bot.discord.embeds.articles.draft import field_names
from bot.discord.embeds.limits import cut, fit
from bot.discord.embeds.parts import LIBRARY, escaped, named
from bot.errors import over_limit, unusable
from bot.texts import Phrases
from index import Added

if TYPE_CHECKING:
    from index import Draft

SHOWN = 20
_REASON = 300
_TITLE = 150
STATES = ("added", "replaced", "updated", "unchanged", "refused")


def outcome_embed(outcomes: Sequence[Outcome], say: Phrases) -> discord.Embed:
    """Return what became of each article, those first that were not taken as they were given."""
    embed = discord.Embed(title=_title([_state(one) for one in outcomes], say), colour=LIBRARY)
    ordered = sorted(outcomes, key=lambda one: -STATES.index(_state(one)))
    lines = [_line(one, say) for one in ordered[:SHOWN]]
    more = len(outcomes) - len(lines)
    embed.description = "\n".join((*lines, *([say("draft.more", n=more)] if more else ())))
    return fit(embed)


def refused_embed(drafts: Sequence[Draft], say: Phrases) -> discord.Embed:
    """Return why nothing of what was given can become an article."""
    refused = [(one, Added(one.source.path, None, None, "refused", one.obstacle)) for one in drafts]
    return outcome_embed([Outcome(added, refusal=one.source.refusal) for one, added in refused], say)


def _state(outcome: Outcome) -> str:
    return "updated" if outcome.updated else outcome.added.state


def _title(states: Sequence[str], say: Phrases) -> str:
    if len(states) == 1:
        return say(f"outcome.{states[0]}_title")
    counts = [(state, states.count(state)) for state in STATES]
    return " · ".join(say(f"outcome.{state}_count", n=count) for state, count in counts if count)


def _why(outcome: Outcome, say: Phrases) -> str:
    if outcome.over:
        return over_limit(outcome.over, say)
    return unusable(outcome.refusal, escaped(outcome.added.reason or "", _REASON), say)


def _line(outcome: Outcome, say: Phrases) -> str:
    added = outcome.added
    title = escaped(named(added.title or added.path), _TITLE)
    if added.state == "refused":
        return say("outcome.refused", title=title, reason=cut(_why(outcome, say), _REASON))
    return say(f"outcome.{_state(outcome)}", title=title, n=added.sentences, fields=field_names(outcome.updated, say))
