"""What is stored of a person -> the file that they are given."""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.records import Scope
from bot.store.exporting import Personal, Row
from bot.store.packing import to_moment

NAME = "summit-export.json"
_QUOTED = ("text", "title", "author", "publisher", "published", "url")
_STATED = ("field", "value", "title")
_UNKNOWN = ("field", "title")
_ASKED = ("question", "language", "door", "private")


def servers_of(personal: Personal) -> set[int]:
    """Return the servers in which a person has asked or changed something."""
    return {server for _, server, *_ in (*personal.answers, *personal.changes) if server is not None}


Restricted = Collection[tuple[int, int]]
"""Servers, 0 for the shared library, and articles that are not for everybody there."""


def document(
    personal: Personal, person: int, now: datetime, present: Collection[int], restricted: Restricted = ()
) -> dict[str, Any]:
    """Return everything as JSON can hold it; what articles say and are called only of servers they are still in.

    Nothing of restricted articles: a file goes wherever it is taken.
    """
    return {
        "person": str(person),
        "exported": now.isoformat(),
        "questions": [_question(row, present, restricted) for row in personal.answers],
        "votes": [
            {"answer": answer, "server": _id(server), "helpful": bool(helpful)}
            for answer, server, helpful in personal.votes
        ],
        "waiting": [{"answer": answer, "server": _id(server)} for answer, server in personal.waiting],
        "news": [{"server": _id(server), "moment": _when(moment)} for server, moment in personal.news],
        "changes": [
            {
                "moment": _when(moment),
                "server": _id(server),
                "what": what,
                "detail": detail if server in present else None,
            }
            for moment, server, what, detail in personal.changes
        ],
    }


def packed(content: Mapping[str, Any], most: int) -> tuple[str, bytes]:
    """Return a file's name and its bytes: compressed where it is larger than Discord takes, then without answers."""
    versions = _smaller(content)
    name, data = next(versions)
    while len(data) > most and (smaller := next(versions, None)):
        name, data = smaller
    return name, data


def _smaller(content: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    data = _bytes(content)
    yield NAME, data
    yield f"{NAME}.gz", gzip.compress(data)
    asked = [{**question, "answer": None} for question in content["questions"]]
    yield f"{NAME}.gz", gzip.compress(_bytes({**content, "questions": asked}))


def _bytes(content: Mapping[str, Any]) -> bytes:
    # A question may hold the lone half of a pair, which no file can.
    return json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _question(row: Row, present: Collection[int], restricted: Restricted) -> dict[str, Any]:
    identity, server, channel, asked, message, asking, answer, is_asker, is_author = row
    told = json.loads(asking)
    if not is_author:
        # The words are somebody else's: they are in that person's export.
        told["question"] = None
    may_see = is_asker and (server is None or server in present)
    return {
        "id": identity,
        "asked": _when(asked),
        "server": _id(server),
        "channel": _id(channel),
        "message": _id(message),
        **{key: told.get(key) for key in _ASKED},
        "answer": _answer(json.loads(answer), _sources(told, server), restricted) if may_see else None,
    }


def _sources(asking: Mapping[str, Any], server: int | None) -> list[int]:
    """Return whose library each `source` of an answer counts."""
    homes = Scope(server, shared=bool(asking.get("scope", {}).get("shared", True))).homes
    return [(server or 0) if home == "server" else 0 for home in homes]


def _answer(answer: Mapping[str, Any], sources: list[int], restricted: Restricted) -> dict[str, Any]:
    """Return what the person was shown; candidates that were not are the articles', not theirs."""

    def told(what: str, keys: tuple[str, ...]) -> list[dict[str, Any]]:
        all_of = answer.get(what, ())
        left = (one for one in all_of if (sources[one.get("source", 0)], one.get("article")) not in restricted)
        return [{key: one.get(key) for key in keys} for one in left]

    return {"quotes": told("quotes", _QUOTED), "facts": told("facts", _STATED), "unknown": told("unknown", _UNKNOWN)}


def _id(number: int | None) -> str | None:
    """Return an id as text: JSON's readers lose the last digits of such a number."""
    return str(number) if number else None


def _when(microseconds: int) -> str:
    return to_moment(microseconds).isoformat()
