"""What a person gave, a file or a typed text -> Sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from index.ingest.attachments import read_attachment
from index.ingest.feeds import read_entry
from index.ingest.outcome import outcome, unforeseen
from index.ingest.page import read_fetched
from index.ingest.read import read_text
from index.records import Fetched, Item, Source


def read_item(item: Item, most: int) -> Iterator[Source]:
    """Yield at most so many articles of an item; a title that was given is that of a single one."""
    try:
        yield from _read(item, most)
    except Exception as error:
        yield Source(item.name, refusal=unforeseen(item.name, error))


def _read(item: Item, most: int) -> Iterator[Source]:
    if item.entry:
        yield read_entry(item)
        return
    if item.typed:
        yield outcome(item.name, lambda: read_text(item.data.decode(), title=item.title))
        return
    found = islice(_given(item), most)
    if not item.title:
        yield from found
        return
    first, second = next(found, None), next(found, None)
    if first and first.article and second is None:
        first = replace(first, article=replace(first.article, title=item.title))
    yield from (one for one in (first, second) if one)
    yield from found


def _given(item: Item) -> Iterator[Source]:
    if item.address:
        return read_fetched(Fetched(item.name, item.address, item.media, item.charset, item.data))
    return read_attachment(item.name, item.data)
