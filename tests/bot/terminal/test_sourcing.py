"""`summit source` and `summit refresh`: JSON lines and exit codes as programs rely on them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import invoke
from tests.news import NewsSite
from tests.site import serving

Run = Callable[..., tuple[int, list[dict[str, Any]]]]
START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def news(monkeypatch: pytest.MonkeyPatch) -> Iterator[NewsSite]:
    with serving() as site:
        monkeypatch.setenv("SUMMIT_WEB_ALLOW", f"localhost, {site.host}")
        served = NewsSite(site)
        for day, slug in enumerate(("old-mill", "new-pier", "red-lamp")):
            served.publish(slug, START + timedelta(hours=day))
        yield served


@pytest.fixture
def run(prepared: None, tmp_path: Path) -> Run:
    def run(*words: str) -> tuple[int, list[dict[str, Any]]]:
        done = invoke(["--data", tmp_path, *words, "--json"])
        return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()]

    return run


def test_a_source_lives_from_add_to_remove(news: NewsSite, run: Run) -> None:
    code, (line,) = run("source", "add", news.url, "--every", "30", "--backlog", "2", "--name", "Courier")
    known = {"id": 1, "url": news.url, "title": "Courier", "kind": "rss", "every": 30}
    assert (code, line) == (0, {**known, "state": "added", "reason": None})
    code, (line,) = run("source", "add", news.url, "--every", "30", "--backlog", "2")
    assert (code, line["state"], bool(line["reason"])) == (0, "unchanged", True)

    code, (line,) = run("refresh")
    assert (code, line) == (
        0,
        {"id": 1, "found": 3, "added": 2, "changed": 0, "removed": 0, "refused": 0, "error": None},
    )
    assert [article["title"] for article in run("list")[1]] == ["red lamp", "new pier"]

    code, (line,) = run("source", "list")
    assert (0, [line]) == run("source", "show", "1")
    assert {**line, "last_run": 0, "next_run": 0} == {
        **known,
        "state": "active",
        "articles": 2,
        "last_run": 0,
        "next_run": 0,
        "last_error": None,
    }
    assert list(line) == [
        *("id", "url", "title", "kind", "every", "state", "articles", "last_run", "next_run", "last_error")
    ]
    assert datetime.fromisoformat(line["last_run"]) < datetime.fromisoformat(line["next_run"])

    assert run("source", "pause", "1") == (0, [{"id": 1, "state": "paused"}])
    assert (run("source", "show", "1")[1][0]["state"], run("refresh")) == ("paused", (0, []))
    assert run("source", "resume", "1", "7") == (1, [{"id": 1, "state": "active"}, {"id": 7, "state": "unknown"}])
    assert run("source", "remove", "1") == (0, [{"id": 1, "state": "removed"}])
    assert (run("source", "list"), len(run("list")[1])) == ((0, []), 2)


def test_what_is_no_feed_and_who_is_no_source_are_refused(news: NewsSite, run: Run) -> None:
    page = news.site.put("/about", "<html><body><p>About us.</p></body></html>")
    code, (line,) = run("source", "add", page)
    assert (code, line) == (
        1,
        {
            **{"id": None, "url": page, "title": None, "kind": None, "every": 60, "state": "refused"},
            "reason": "This page names no feed: give the address of the feed itself.",
        },
    )
    code, (line,) = run("refresh", "9")
    assert (code, line["id"], line["error"]) == (
        *(1, 9),
        "There is no source 9: `summit source list` shows the IDs.",
    )
    assert run("source", "add", news.url, "--every", "5")[0] == 2
    assert run("source", "show", "9")[0] == 1


def test_a_source_that_fails_says_why_and_ends_with_1(news: NewsSite, run: Run) -> None:
    run("source", "add", news.url)
    news.site.put(news.path, "<html><body><p>We are moving house.</p></body></html>")
    code, (line,) = run("refresh", "1")
    assert (code, line["error"]) == (1, "There is a page at the address of this feed now: nothing was taken from it.")
    assert run("source", "show", "1")[1][0]["state"] == "failing"


def test_a_server_has_its_own_sources_within_its_limits(
    news: NewsSite, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMIT_MAX_ARTICLES", "2")
    home = news.site.put(
        "/", f"<html><head><link rel=alternate type=application/rss+xml href='{news.path}'></head></html>"
    )
    code, (line,) = run("--server", "5", "source", "add", home)
    assert (code, line["url"], line["state"]) == (0, news.url, "added")
    assert run("source", "list") == (0, [])
    code, (line,) = run("--server", "5", "refresh")
    assert (code, line["added"], "may have 2" in line["error"]) == (1, 2, True)
    assert len(run("--server", "5", "list")[1]) == 2


def test_a_run_is_one_entry_of_the_history_and_one_line_of_a_server_s_log(news: NewsSite, run: Run) -> None:
    run("--server", "5", "source", "add", news.url)
    run("--server", "5", "refresh")
    (entry,) = run("--server", "5", "history")[1]
    assert (entry["act"], len(entry["came"]), entry["went"]) == ("refresh", 3, [])
    (line,) = run("--server", "5", "status")[1]
    assert [(change["what"], change["detail"]) for change in line["changes"]] == [
        ("refresh", "Harrow Bay Courier · +3 ~0 −0")
    ]
    assert run("--server", "5", "undo", str(entry["id"]))[1][0]["state"] == "undone"
    assert (run("--server", "5", "list"), run("--server", "5", "refresh")[1][0]["added"]) == ((0, []), 0)
