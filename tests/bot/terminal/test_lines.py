from __future__ import annotations

import json
from dataclasses import replace

from bot.terminal.lines import added_line, answer_line, article_line, entry_line, status_line, summary_line
from index import Added, Answer, Article, Fact, Hint, Part, Problem, Status, Summary, SummaryLine, Unknown
from tests.bot.records import ENTRY, QUOTE, answer


def test_an_answer_has_the_keys_of_the_contract_in_their_order():
    line = answer_line(answer(QUOTE), "q1")
    assert list(line) == ["id", "question", "found", "facts", "quotes", "nearest", "total", "ms"]
    assert (line["id"], line["found"], line["total"], line["ms"]) == ("q1", True, 1, 12.3)


def test_a_quote_has_the_keys_of_the_contract_in_their_order():
    (quote,) = answer_line(answer(QUOTE))["quotes"]
    assert list(quote)[:7] == ["text", "article", "title", "author", "publisher", "published", "url"]
    assert list(quote)[7:] == ["start", "end", "mark", "before", "after", "score", "strength", "also", "page", "pinned"]


def test_a_quote_is_plain_json():
    (quote,) = json.loads(json.dumps(answer_line(answer(QUOTE))))["quotes"]
    assert (quote["published"], quote["mark"], quote["score"]) == ("2026-01-17", [[112, 120]], 0.9123)
    assert quote["also"] == [
        {"article": 9, "title": "A copy", "url": None, "published": "2026-01-18", "start": 5, "end": 45}
    ]


def test_what_is_unknown_is_null():
    (quote,) = answer_line(answer(replace(QUOTE, mark=None, published=None, before=None)))["quotes"]
    assert (quote["mark"], quote["published"], quote["before"]) == (None, None, None)


def test_a_fact_alone_is_found():
    line = answer_line(Answer("Who wrote it?", facts=(Fact(7, "A duet", "author", "Ann Writer"),)))
    assert (line["found"], line["quotes"]) == (True, [])
    assert line["facts"] == [{"article": 7, "title": "A duet", "field": "author", "value": "Ann Writer"}]


def test_what_is_not_known_is_a_key_of_its_own():
    unknown = (Unknown(7, "A duet", "url"), Unknown(8, "B", "published", Hint("Jan. 14", 3, 10), source=1))
    line = answer_line(Answer("When?", unknown=unknown))
    assert (line["found"], list(line)[-1]) == (False, "unknown")
    assert line["unknown"] == [
        {"article": 7, "title": "A duet", "field": "url", "hint": None},
        {"article": 8, "title": "B", "field": "published", "hint": {"text": "Jan. 14", "start": 3, "end": 10}},
    ]


def test_the_nearest_passages_are_no_quotes():
    line = answer_line(Answer("Why?", nearest=(QUOTE,)))
    assert (line["found"], line["quotes"], line["nearest"][0]["text"]) == (False, [], QUOTE.text)


def test_an_added_source_is_a_line():
    line = added_line(Added("a.md", 3, "A", "replaced", None, 12, 4))
    assert json.dumps(line) == (
        '{"path": "a.md", "id": 3, "title": "A", "state": "replaced", "reason": null, "sentences": 12, "left_out": 4}'
    )


def test_an_entry_and_an_article_are_lines():
    entry, article = entry_line(ENTRY), article_line(ENTRY, Article("x", "A duet", "Text.", (Part(0, 5, "body"),)))
    assert list(entry) == ["id", "title", "author", "publisher", "published", "url", "language", "sentences", "added"]
    assert (entry["published"], entry["added"]) == ("2026-01-17", "2026-02-01T00:00:00+00:00")
    assert article == {**entry, "text": "Text.", "parts": [{"start": 0, "end": 5, "kind": "body"}]}


def test_a_status_is_a_line():
    line = status_line(Status(2, 30, "m@1", None, 99, (Problem("damaged", "The index is broken."),)))
    assert list(line) == ["articles", "sentences", "model", "reader", "bytes", "healthy", "problems"]
    assert (line["healthy"], line["problems"]) == (False, ["The index is broken."])


def test_a_summary_is_a_line():
    line = summary_line(Summary(None, "drums", 40, (SummaryLine("One.", 7, "A duet", 3, 7, None),)))
    assert list(line) == ["article", "topic", "of", "sentences"]
    assert line["sentences"] == [{"text": "One.", "article": 7, "title": "A duet", "start": 3, "end": 7, "url": None}]
