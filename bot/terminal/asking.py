"""What the articles say: `summit ask` and `summit summary`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Annotated

import typer

from bot.terminal import faults
from bot.terminal.batch import answer_batch, read_batch
from bot.terminal.lines import answer_line, summary_line
from bot.terminal.objects import open_lines
from bot.terminal.options import AsJson, Publisher, Sentences, Since, Top, Topic
from bot.terminal.output import emit, prepare_streams
from bot.terminal.session import Session, article_id, session_of
from index import Answer, BadDay, Library, Narrowing, first_day

Question = Annotated[str | None, typer.Argument(metavar="QUESTION", help="In quotation marks.")]
Within = Annotated[str | None, typer.Option("--article", metavar="ID", help="Only from this article.")]
Batch = Annotated[
    str | None,
    typer.Option("--batch", metavar="FILE|-", help='Questions as JSON lines: {"id": ..., "question": "..."}.'),
]
OneArticle = Annotated[str | None, typer.Argument(metavar="[ID]", help="Only this article.")]


def ask(
    context: typer.Context,
    question: Question = None,
    *,
    article: Within = None,
    since: Since = None,
    publisher: Publisher = None,
    top: Top = 3,
    batch: Batch = None,
    as_json: AsJson = False,
) -> None:
    """Ask, and get the sentences that answer, word for word."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("give one question in quotation marks, or --batch FILE.", param_hint="QUESTION")
    prepare_streams(as_json=as_json or batch is not None)
    session, within = session_of(context), None if article is None else article_id(article)
    narrowing = _narrowing(since, publisher)
    if batch is not None:
        _ask_all(session, batch, lambda library: partial(library.ask, article=within, narrowing=narrowing, top=top))
        return
    with session.open() as library:
        session.prepare()
        answer = library.ask(question or "", article=within, narrowing=narrowing, top=top)
    _show(answer, as_json=as_json)


def summary(
    context: typer.Context,
    article: OneArticle = None,
    topic: Topic = None,
    sentences: Sentences = 5,
    as_json: AsJson = False,
) -> None:
    """Give the sentences that stand for an article, a topic or everything."""
    prepare_streams(as_json=as_json)
    within = None if article is None else article_id(article)
    with session_of(context).open() as library:
        found = library.summarise(within, topic=topic, sentences=sentences)
    if as_json:
        emit(summary_line(found))
        return
    from bot.terminal.answers import show_summary
    from bot.terminal.console import people_console

    show_summary(people_console(), found)


def _narrowing(since: str | None, publisher: str | None) -> Narrowing:
    try:
        return Narrowing(first_day(since, datetime.now(UTC).date()) if since else None, publisher)
    except BadDay as error:
        raise typer.BadParameter(str(error), param_hint="--since") from None


def _ask_all(session: Session, batch: str, asking: Callable[[Library], Callable[[str], Answer]]) -> None:
    good = True
    with open_lines(batch, "--batch") as stream, session.open() as library:
        session.prepare()
        for line, is_answer in answer_batch(read_batch(stream), asking(library)):
            emit(line)
            good = good and is_answer
    if not good:
        raise typer.Exit(faults.REFUSED)


def _show(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        emit(answer_line(answer))
        return
    from bot.terminal.answers import show_answer
    from bot.terminal.console import people_console

    show_answer(people_console(), answer)
