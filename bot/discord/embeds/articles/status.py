"""The state of a server's library, and the last lines of its audit log."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.discord.embeds.escape import one_line
from bot.discord.embeds.limits import FIELD, cut, fit, size
from bot.discord.embeds.parts import LIBRARY, escaped, joined, person, plain
from bot.records import Change, Reindexing
from bot.sizes import in_units
from bot.texts import Phrases

_DETAIL = 80
_NOBODYS = {"left", "returned"}
"""What Discord tells without saying who has done it."""
_NAME = 80
_COUNTED = re.compile(r"(\d{1,12}) · (\d{1,12}) · ")
"""How the log begins to tell what a reindex has found: articles and sentences, in numbers alone."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a library holds, and what it may hold; sizes in bytes."""

    articles: int
    most_articles: int
    sentences: int
    bytes: int
    most_bytes: int
    most_upload: int
    model: str | None
    """None: nothing was indexed yet."""
    reader: str | None
    problems: Sequence[str]
    """What is wrong, by the names of the texts."""
    changes: Sequence[Change]
    """The last ones, newest first."""
    running: Reindexing | None = None
    """The reindex that is under way."""
    readable: bool = True
    """Whether the library can be read: of one that cannot, only its changes are known."""

    @classmethod
    def unreadable(cls, changes: Sequence[Change]) -> Holding:
        """Return what can be told of a library that cannot be read."""
        return cls(0, 0, 0, 0, 0, 0, None, None, ("unreadable",), changes, readable=False)


def status_embed(holding: Holding, say: Phrases) -> discord.Embed:
    """Return a field a fact; the last change stands by itself before the log."""
    embed = discord.Embed(title=say("status.title"), colour=LIBRARY)
    for name, value, inline in _fields(holding, say):
        embed.add_field(name=say(f"status.{name}"), value=value, inline=inline)
    return fit(embed)


def change_line(change: Change, say: Phrases) -> str:
    """Return who has done what, and when."""
    done = say(f"what.{change.what}", detail=escaped(_detail(change, say), _DETAIL)).strip()
    return f"<t:{int(change.moment.timestamp())}:f> {_who(change, say)}{done}"


def log_file(changes: Sequence[Change], say: Phrases) -> str:
    """Return the lines of the audit log as a text, newest first; people by the ids that Discord has for them."""
    lines = (f"{one.moment:%Y-%m-%d %H:%M} UTC  {_who(one, say)}{_done(one, say)}" for one in changes)
    return "\n".join((*lines, ""))


def _who(change: Change, say: Phrases) -> str:
    return "" if change.what in _NOBODYS else f"{person(change.who, say)}: "


def _done(change: Change, say: Phrases) -> str:
    return say(f"what.{change.what}", detail=one_line(_detail(change, say))).replace("**", "").strip()


def _detail(change: Change, say: Phrases) -> str:
    counted = _COUNTED.match(change.detail) if change.what in {"reindex", "reindex_unseen"} else None
    if counted is None:
        return change.detail
    articles, sentences = map(int, counted.groups())
    words = (say("reindex.articles", n=articles), say("reindex.sentences", n=sentences), change.detail[counted.end() :])
    return joined(words)


def _fields(holding: Holding, say: Phrases) -> list[tuple[str, str, bool]]:
    changes = holding.changes
    return [
        *(_facts(holding, say) if holding.readable else ()),
        ("health", _health(holding.problems, say), False),
        *([("reindex", _running(holding.running, say), False)] if holding.running else ()),
        ("last", change_line(changes[0], say) if changes else say("status.no_change"), False),
        *([("log", _log(changes, say), False)] if changes[1:] else ()),
    ]


def _facts(holding: Holding, say: Phrases) -> list[tuple[str, str, bool]]:
    return [
        ("articles", say("status.of", used=f"{holding.articles:,}", most=f"{holding.most_articles:,}"), True),
        ("sentences", f"{holding.sentences:,}", True),
        ("size", say("status.of", used=in_units(holding.bytes), most=in_units(holding.most_bytes)), True),
        ("model", _name(holding.model, say), True),
        ("reader", _name(holding.reader, say), True),
        ("upload", in_units(holding.most_upload), True),
    ]


def _health(problems: Sequence[str], say: Phrases) -> str:
    return "\n".join(f"⚠️ {say(f'health.{problem}')}" for problem in problems) or say("status.healthy")


def _running(run: Reindexing, say: Phrases) -> str:
    return say("status.reindexing", who=person(run.who, say), when=f"<t:{int(run.begun.timestamp())}:R>")


def _log(changes: Sequence[Change], say: Phrases) -> str:
    lines, room = [], FIELD
    for change in changes[1:]:
        line = change_line(change, say)
        room -= size(line) + 1
        if room < 0:
            break
        lines.append(line)
    return "\n".join(lines) or cut(change_line(changes[1], say), FIELD)


def _name(name: str | None, say: Phrases) -> str:
    return escaped(plain(name, _NAME), _NAME) if name else say("status.none")
