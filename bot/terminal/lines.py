"""Records -> the JSON objects that programs rely on: these keys, in this order, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bot.desk.curating.events import Event, name_of
from bot.records import Change
from index import Added, Answer, Article, Elsewhere, Entry, Feed, Followed, Quote, Refreshed, Status, Summary, Unknown

if TYPE_CHECKING:
    from index import Evaluation, Judged, LeftOut

Line = dict[str, object]

_ADDED = ("path", "id", "title", "state", "reason", "sentences", "left_out")
_ENTRY = ("id", "title", "author", "publisher", "published", "url", "language", "sentences", "added")
_STATUS = ("articles", "sentences", "model", "reader", "bytes", "healthy", "problems")
_CHANGE = ("moment", "who", "what", "detail")
_FEED = ("articles", "last_run", "next_run")
_COUNTS_OF_A_RUN = ("found", "added", "changed", "removed", "refused")
_QUOTE = ("text", "article", "title", "author", "publisher", "published", "url", "start", "end", "mark")
_BESIDE = ("before", "after", "score", "strength")
_ELSEWHERE = ("article", "title", "url", "published", "start", "end")
_FACT = ("article", "title", "field", "value")
_UNKNOWN = ("article", "title", "field")
_HINT = ("text", "start", "end")
_FIGURES = ("questions", "answerable", "top1", "top3", "mrr", "mark_f1", "right", "refused")
_COUNTS = ("answered_right", "answered_wrong", "refused_right", "refused_wrong", "ece")
_LEFT_OUT = ("file", "line", "why", "reason")
_SUMMARY_LINE = ("text", "article", "title", "start", "end", "url")


def added_line(added: Added) -> Line:
    """Return what became of one source."""
    return _pick(added, _ADDED)


def entry_line(entry: Entry) -> Line:
    """Return an article as `list` has it."""
    return _pick(entry, _ENTRY)


def article_line(entry: Entry, article: Article) -> Line:
    """Return an article as `show` has it."""
    parts = [{"start": part.start, "end": part.end, "kind": part.kind} for part in article.parts]
    return {**entry_line(entry), "text": article.text, "parts": parts}


def followed_line(followed: Followed, every: int) -> Line:
    """Return what became of an address that was to be followed."""
    feed = followed.feed
    line = _named(feed) if feed else {"id": None, "url": followed.url, "title": None, "kind": None, "every": every}
    return {**line, "state": followed.state, "reason": followed.reason}


def source_line(feed: Feed) -> Line:
    """Return a source as `source list` has it."""
    return {**_named(feed), "state": feed.state, **_pick(feed, _FEED), "last_error": feed.error}


def refreshed_line(done: Refreshed) -> Line:
    """Return what a run of a source has come to."""
    return {"id": done.id, **_pick(done.counts, _COUNTS_OF_A_RUN), "error": done.error}


def _named(feed: Feed) -> Line:
    return {"id": feed.id, "url": feed.url, "title": feed.called, "kind": feed.kind, "every": feed.rules.every}


def status_line(status: Status, changes: Sequence[Change] | None = None) -> Line:
    """Return what a library holds; a server's with its last changes."""
    line = {**_pick(status, _STATUS), "problems": [problem.sentence for problem in status.problems]}
    return line if changes is None else {**line, "changes": [_pick(change, _CHANGE) for change in changes]}


def event_line(event: Event) -> Line:
    """Return an entry of the history; `id` is null where it is no change of articles."""
    return {
        "id": event.id,
        "when": event.when.isoformat(),
        "who": name_of(event.who),
        "act": event.act,
        "came": [{"id": one.id, "title": one.title} for one in event.came],
        "went": [{"id": one.id, "title": one.title} for one in event.went],
        "undone": event.undone,
    }


def answer_line(answer: Answer, asked_as: object = None) -> Line:
    """Return an answer, `unknown` only where there is something; `asked_as` is the id of a batch's line."""
    line: Line = {
        "id": asked_as,
        "question": answer.question,
        "found": answer.found,
        "facts": [_pick(fact, _FACT) for fact in answer.facts],
        "quotes": [_quote(quote) for quote in answer.quotes],
        "nearest": [_quote(quote) for quote in answer.nearest],
        "total": answer.total,
        "ms": round(float(answer.ms), 1),
    }
    return {**line, "unknown": [_unknown(one) for one in answer.unknown]} if answer.unknown else line


def summary_line(summary: Summary) -> Line:
    """Return a summary with where its sentences stand."""
    sentences = [_pick(sentence, _SUMMARY_LINE) for sentence in summary.sentences]
    return {"article": summary.article, "topic": summary.topic, "of": summary.of, "sentences": sentences}


def evaluation_lines(found: Evaluation, bad: Sequence[LeftOut] = ()) -> Iterator[Line]:
    """Yield the figures of all, each file and each article, then the misses, worst first, then what is left out."""
    yield {"of": "all", "name": None, **_pick(found.figures, _FIGURES + _COUNTS)}
    for of, groups in (("file", found.files), ("article", found.articles)):
        for group in groups:
            yield {"of": of, "name": group.name, **_pick(group.figures, _FIGURES + _COUNTS)}
    yield from map(_miss_line, found.misses)
    for left_out in (*bad, *found.left_out):
        yield {"of": "left_out", **_pick(left_out, _LEFT_OUT)}


def _miss_line(one: Judged) -> Line:
    golden = one.golden
    return {
        "of": "miss",
        "file": golden.file,
        "line": golden.line,
        "question": golden.question,
        "doc": golden.places[0].doc if golden.places else None,
        "expected": list(golden.expected),
        **_pick(one, ("answered", "rank", "score", "quoted", "title")),
    }


def _quote(quote: Quote) -> Line:
    return {
        **_pick(quote, _QUOTE + _BESIDE),
        "mark": None if quote.mark is None else [list(span) for span in quote.mark],
        "score": round(float(quote.score), 4),
        "also": [_elsewhere(other) for other in quote.also],
        "page": quote.page,
        "pinned": quote.pinned,
    }


def _unknown(unknown: Unknown) -> Line:
    return {**_pick(unknown, _UNKNOWN), "hint": _pick(unknown.hint, _HINT) if unknown.hint else None}


def _elsewhere(other: Elsewhere) -> Line:
    return _pick(other, _ELSEWHERE)


def _pick(record: object, keys: tuple[str, ...]) -> Line:
    return {key: _plain(getattr(record, key)) for key in keys}


def _plain(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    return value.isoformat() if isinstance(value, date) else value
