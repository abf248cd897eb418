"""`summit eval --export`: what the bot's users said, as golden questions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import typer

from bot.desk.libraries import Libraries
from bot.records import ArticleRef
from bot.store import Store, Voted
from bot.terminal.goldens import Vote, golden_lines
from bot.terminal.lines import Line
from bot.terminal.output import emit, say
from bot.terminal.session import Session
from index import KEEPER, write_aside


@contextmanager
def remembered(session: Session) -> Iterator[Store | None]:
    """Lend what the bot remembers, or None where it has never run."""
    path = session.settings.data / "bot.db"
    if not path.is_file():
        yield None
        return
    # First of all: what an interrupted restore has moved must be back before it is opened.
    with session.at_work(), closing(Store.open(path)) as store:
        yield store


def export_questions(session: Session, path: Path | None) -> None:
    """Write votes and open questions to a new file or standard output: a server's, or those about the shared library.

    What somebody asked on a server stays with that server, so its open questions need --server. Nothing tells who
    asked, where or when, and what was asked privately is not written.
    """
    if path and (path.exists() or not path.absolute().parent.is_dir()):
        raise typer.BadParameter(f"{path} is there already, or its folder is not: name a new file.", param_hint="FILE")
    lines = _lines(session)
    if path:
        write_aside(path, "".join(json.dumps(line, ensure_ascii=True) + "\n" for line in lines).encode())
    else:
        for line in lines:
            emit(line)
    waiting = sum("unchecked" in line for line in lines)
    say(f"Golden questions: {len(lines) - waiting}; for somebody to complete: {waiting}.")
    if not session.server:
        say("These are about the shared library; --server ID exports a server's, its open questions too.")


def _lines(session: Session) -> list[Line]:
    server = int(session.server) if session.server else None
    libraries = Libraries(session.settings)
    try:
        with remembered(session) as store:
            if store is None:
                say(f"There is no bot.db in {session.settings.data}: the bot has not run there.")
                return []
            votes = [_vote(libraries, voted) for voted in store.voted(server) if server or _is_about_shared(voted)]
            unanswered = store.unanswered(server) if server else []
        return golden_lines(votes, [one.question for one in reversed(unanswered)])
    finally:
        libraries.close()


def _is_about_shared(voted: Voted) -> bool:
    quotes = voted.kept.answer.quotes
    return bool(quotes) and voted.kept.home(quotes[0]) == "shared"


def _vote(libraries: Libraries, voted: Voted) -> Vote:
    """Return a vote with the quote it is about, where that still stands in its article."""
    kept = voted.kept
    helpful = voted.helpful > voted.unhelpful
    question = kept.asking.question
    for quote in kept.answer.quotes[:1]:
        found = libraries.show(kept.asking.scope.server, ArticleRef(kept.home(quote), quote.article), KEEPER)
        if quote.text and found and found[1].text[quote.start : quote.end] == quote.text:
            return Vote(question, helpful, found[1].identity, quote.text)
    return Vote(question, helpful)
