"""What a request to Discord may hold: its own specification where it is at hand, and its numbers in any case."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simcord.types import HttpLogEntry

SPECIFICATION = Path(__file__).resolve().parents[4] / "shared" / "discord-openapi.json"
LARGEST_NUMBER = 2**53
SENT = {"POST", "PATCH", "PUT"}


class Specification:
    """Discord's specification, asked whether a request keeps to it."""

    def __init__(self, path: Path = SPECIFICATION) -> None:
        self._spec = json.loads(path.read_text("utf-8"))

    def errors(self, request: HttpLogEntry) -> list[str]:
        """Return what is wrong with the body of a request."""
        from jsonschema import Draft202012Validator

        schema = {**self._schema(request), "components": self._spec["components"]}
        found = Draft202012Validator(schema).iter_errors(_with_ids(request.json))
        return [f"{request.method} {request.path}: {error.message[:300]}" for error in found]

    def _schema(self, request: HttpLogEntry) -> dict[str, Any]:
        matching = [
            path for path in self._spec["paths"] if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), request.path)
        ]
        path = min(matching, key=lambda one: one.count("{"))
        content = self._spec["paths"][path][request.method.lower()]["requestBody"]["content"]
        schema: dict[str, Any] = content["application/json"]["schema"]
        return schema


def sent(requests: list[HttpLogEntry]) -> list[HttpLogEntry]:
    """Return the requests with a body."""
    return [request for request in requests if request.method in SENT and request.json is not None]


def messages(requests: list[HttpLogEntry]) -> Iterator[dict[str, Any]]:
    """Yield the body of each message, posted, edited or given as the answer to an interaction."""
    for request in sent(requests):
        if "/callback" in request.path and request.json["type"] == 4:
            yield request.json["data"]
        elif request.path.endswith(("/messages", "/@original")) or re.fullmatch(r"/webhooks/[^/]+/[^/]+", request.path):
            yield request.json


def beyond(message: dict[str, Any]) -> list[str]:
    """Return which of Discord's numbers a message exceeds."""
    embeds = message.get("embeds") or ([message["embed"]] if message.get("embed") else [])
    rows = message.get("components") or []
    sizes = [
        ("content", _size(message.get("content")), 2000),
        ("embeds", len(embeds), 10),
        ("all embeds", sum(size for embed in embeds for _, size, _ in _texts(embed)), 6000),
        ("rows", len(rows), 5),
        *(size for embed in embeds for size in _texts(embed)),
        *(("fields", len(embed.get("fields", ())), 25) for embed in embeds),
        *(("buttons", len(row["components"]), 5) for row in rows),
        *(("label", _size(button.get("label")), 80) for row in rows for button in row["components"]),
        *(("custom_id", _size(button.get("custom_id")), 100) for row in rows for button in row["components"]),
    ]
    return [f"{name}: {size} > {most}" for name, size, most in sizes if size > most]


def _texts(embed: dict[str, Any]) -> list[tuple[str, int, int]]:
    fields = embed.get("fields", ())
    return [
        ("title", _size(embed.get("title")), 256),
        ("description", _size(embed.get("description")), 4096),
        ("footer", _size(embed.get("footer", {}).get("text")), 2048),
        ("author", _size(embed.get("author", {}).get("name")), 256),
        *(("field name", _size(field["name"]), 256) for field in fields),
        *(("field value", _size(field["value"]), 1024) for field in fields),
    ]


def _size(text: str | None) -> int:
    return len((text or "").encode("utf-16-le")) // 2


def _with_ids(body: Any) -> Any:
    """Return a body with ids as strings: discord.py sends some as integers, which Discord takes as well."""
    if isinstance(body, dict):
        return {key: _with_ids(value) for key, value in body.items()}
    if isinstance(body, list):
        return [_with_ids(value) for value in body]
    return str(body) if isinstance(body, int) and not isinstance(body, bool) and body > LARGEST_NUMBER else body
