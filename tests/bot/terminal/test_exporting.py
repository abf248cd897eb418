from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.records import Asking, Kept, Scope
from bot.store import Store
from bot.terminal.goldens import Vote, golden_lines
from index import Answer, Library
from tests.bot.store.making import NOON


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def store(own_seeds: Path) -> Iterator[Store]:
    """Lend what the bot of the seeds remembers."""
    opened = Store.open(own_seeds / "bot.db")
    yield opened
    opened.close()


@pytest.fixture
def keep(own_seeds: Path, store: Store) -> Callable[..., Answer]:
    """Return what asks the seeds as on a server, and keeps the answer with votes."""

    def ask(question: str, *votes: bool, server: int | None = 1, private: bool = False, name: str = "a1") -> Answer:
        with Library.open(own_seeds / "shared") as library:
            answer = library.ask(question)
        scope = Scope(server)
        # The server's own library is the first of the two.
        quotes = tuple(replace(quote, source=len(scope.homes) - 1) for quote in answer.quotes)
        asking = Asking(question, scope, 300, 20, "en", "command", private)
        store.keep(Kept(name, asking, NOON, replace(answer, quotes=quotes)))
        for person, helpful in enumerate(votes):
            store.vote(name, 400 + person, helpful)
        return answer

    return ask


def test_a_helpful_quote_is_exported_as_gold_and_can_be_evaluated(summit, own_seeds, keep, tmp_path):
    quoted = keep("What songs did they play?", True, True, False).quotes[0].text
    path = tmp_path / "votes.jsonl"
    result = summit("--data", own_seeds, "eval", "--export", path)
    assert (result.exit_code, result.stderr.splitlines()[0]) == (0, "Golden questions: 1; for somebody to complete: 0.")
    (line,) = map(json.loads, path.read_text().splitlines())
    assert (line["doc"], line["gold"], "unchecked" in line) == ("jam-session", [quoted], False)
    assert lines(summit("--data", own_seeds, "eval", path, "--json"))[0]["top1"] == 1


def test_a_vote_against_a_quote_is_exported_for_somebody_to_complete(summit, own_seeds, keep):
    quoted = keep("What songs did they play?", False).quotes[0].text
    assert lines(summit("--data", own_seeds, "eval", "--export")) == [
        {
            "question": "What songs did they play?",
            "doc": None,
            "unchecked": True,
            "wrong": [{"doc": "jam-session", "text": quoted}],
        }
    ]


def test_open_questions_are_exported_for_their_own_server_only(summit, own_seeds, keep):
    for server in (1, 2):
        assert not keep(f"Who won the cup of {server}?", server=server, name=f"a{server}").found
    assert lines(summit("--data", own_seeds, "--server", "2", "eval", "--export")) == [
        {"question": "Who won the cup of 2?", "doc": None, "unchecked": True, "wrong": []}
    ]
    assert summit("--data", own_seeds, "eval", "--export").stdout == ""


def test_what_was_asked_privately_is_never_exported(summit, own_seeds, keep):
    keep("What songs did they play?", True, private=True)
    keep("Who won the cup?", private=True, name="a2")
    keep("What is Horyuji?", True, server=None, private=True, name="a3")
    for words in ([], ["--server", "1"]):
        assert summit("--data", own_seeds, *words, "eval", "--export").stdout == ""


def test_a_quote_that_does_not_stand_there_any_more_is_not_gold(summit, own_seeds, keep):
    quote = keep("What songs did they play?", True).quotes[0]
    summit("--data", own_seeds, "remove", str(quote.article))
    (line,) = lines(summit("--data", own_seeds, "eval", "--export"))
    assert (line["unchecked"], line["wrong"]) == (True, [])


def test_an_export_overwrites_nothing(summit, own_seeds, keep, tmp_path):
    keep("What songs did they play?", True)
    (tmp_path / "mine.jsonl").write_text("mine")
    assert summit("--data", own_seeds, "eval", tmp_path / "mine.jsonl", "--export").exit_code == 2
    assert (tmp_path / "mine.jsonl").read_text() == "mine"


def test_a_bot_that_has_never_run_has_nothing_to_export(summit, tmp_path):
    result = summit("eval", "--export")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "the bot has not run there" in result.stderr
    assert not (tmp_path / "data/bot.db").exists()


def test_a_question_is_one_line_however_often_it_was_asked():
    votes = [
        Vote("Who sang?", True, "a", "Ann."),
        Vote("who  SANG?", True, "b", "Ann sang."),
        Vote("Who sang?", False, "c", "No."),
    ]
    assert golden_lines(votes, ["WHO sang?"]) == [
        {
            "question": "Who sang?",
            "doc": "a",
            "gold": ["Ann."],
            "answers": [],
            "answer_start": None,
            "also": [{"doc": "b", "gold": ["Ann sang."]}],
        }
    ]
