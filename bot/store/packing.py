"""Records as JSON text, moments as microseconds, and back."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from bot.records import ArticleRef, Asking, Digest, Scope
from index import Answer

if TYPE_CHECKING:
    from pydantic import TypeAdapter

Record = TypeVar("Record")
_log = logging.getLogger(__name__)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Packing(Generic[Record]):
    """Turn one kind of record into text and back, to an equal record."""

    def __init__(self, kind: type[Record], without: dict[str, Any] | None = None) -> None:
        self._kind = kind
        self._without = without

    def pack(self, record: Record) -> str:
        """Return a record as JSON, in ASCII: SQLite refuses lone surrogates."""
        return json.dumps(self._adapter.dump_python(record, mode="json", exclude=self._without), separators=(",", ":"))

    def unpack(self, text: str, owner: str) -> Record | None:
        """Return the record, or None, with a line in the log, where it cannot be read any more."""
        try:
            return self._adapter.validate_python(json.loads(text))
        except (ValueError, RecursionError) as error:
            # pydantic's message quotes what it read, and questions do not belong in a log.
            _log.warning("what is stored of %s cannot be read any more: %s", owner, type(error).__name__)
            return None

    @cached_property
    def _adapter(self) -> TypeAdapter[Record]:
        from pydantic import TypeAdapter

        return TypeAdapter(self._kind)


ANSWER = Packing(Answer)
ARTICLES = Packing(tuple[ArticleRef, ...])
DIGEST = Packing(Digest)
# Who may see what is found is looked at again whenever it is shown.
ASKING = Packing(Asking, {"scope": {"audience": True}})
SCOPE = Packing(Scope, {"audience": True})
TITLES = Packing(tuple[str, ...])


def to_microseconds(moment: datetime) -> int:
    """Return an aware moment as SQLite holds it."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def to_moment(microseconds: int) -> datetime:
    """Return a stored moment, in UTC."""
    return _EPOCH + timedelta(microseconds=microseconds)
