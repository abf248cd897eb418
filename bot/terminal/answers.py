"""Answers and summaries, laid out for people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from rich.console import Console
from rich.text import Text

from bot.desk.together import Together, together
from bot.terminal.console import paragraph, plain, quotation
from index import Answer, Fact, Quote, Summary, SummaryLine, Unknown

EMPTY = "There are no articles here yet: `summit add PATH` adds some, with the same --data and --server."
_SURE = {"strong": "well supported", "likely": "likely", "weak": "weakly supported"}
_STYLE = {"strong": "green", "likely": "yellow", "weak": "red"}
_LABEL = {"author": "Author", "published": "Published", "publisher": "Publisher", "url": "Link"}
_WITHOUT = {"author": "an author", "published": "a date", "publisher": "a publisher", "url": "a link"}
_NEAREST = 3
_OBSTACLES = {
    "greeting": "This asks nothing: ask what the articles may say, in a sentence of your own.",
    "short": "Ask in two words or more: one word can mean too much.",
    "long": "This is too long for a question: ask it in one or two sentences.",
    "language": "This looks like another language than the articles are written in, and nothing is translated.",
}


def show_answer(console: Console, answer: Answer) -> None:
    """Print facts and quotes, what is not known, or that there is nothing."""
    if answer.about:
        console.print(plain(f"About: {answer.about}", "dim"), soft_wrap=True)
    for fact in answer.facts:
        _show_fact(console, fact)
    for unknown in answer.unknown:
        _show_unknown(console, unknown, hinting=not answer.facts)
    for number, group in enumerate(together(answer.quotes), 1):
        if number > 1 or answer.facts:
            console.print()
        _show_quotes(console, group, number if number > 1 else None)
    if not (answer.found or answer.unknown):
        _show_nothing(console, answer)
    _show_rest(console, answer)


def show_summary(console: Console, summary: Summary) -> None:
    """Print the sentences, the article's title above those of each article."""
    if not summary.sentences:
        console.print("There is nothing to summarise here.")
        return
    title = None
    for line in summary.sentences:
        if line.title != title:
            title = line.title
            _show_title(console, line)
        paragraph(console, plain(line.text))
    console.print(plain(f"{len(summary.sentences)} of {summary.of} sentences, word for word.", "dim"))


def long_date(day: date) -> str:
    """Return a date as it is spoken: 17 January 2026."""
    return f"{day.day} {day:%B %Y}"


def _show_title(console: Console, line: SummaryLine) -> None:
    console.print(plain(line.title, "bold cyan"), soft_wrap=not console.is_terminal)


def _show_fact(console: Console, fact: Fact) -> None:
    value = plain(fact.value, "bold")
    console.print(Text.assemble(f"{_LABEL[fact.field]}: ", value), soft_wrap=True)
    paragraph(console, plain(fact.title, "dim"))


def _show_unknown(console: Console, unknown: Unknown, *, hinting: bool) -> None:
    console.print(plain(f"“{unknown.title}” is stored without {_WITHOUT[unknown.field]}."), soft_wrap=True)
    if unknown.hint and hinting:
        console.print(plain("A line of its text that may tell:", "dim"))
        quotation(console, plain(unknown.hint.text))


def _show_quotes(console: Console, group: Together, number: int | None) -> None:
    quote, first, last = group.best, group.quotes[0], group.quotes[-1]
    if number:
        console.print(f"{number}.")
    if first.before:
        paragraph(console, plain(f"… {first.before}", "dim"))
    for one in group.shown:
        quotation(console, marked(one))
    if last.after:
        paragraph(console, plain(f"{last.after} …", "dim"))
    sure = "chosen by an admin" if quote.pinned else _SURE[quote.strength]
    paragraph(console, Text.assemble(_source(quote), " · ", (sure, _STYLE[quote.strength])), indent=4)
    if quote.also:
        paragraph(console, plain("also in: " + "; ".join(other.title for other in quote.also), "dim"), indent=4)


def marked(quote: Quote) -> Text:
    """Return the quote with its answering words bold, unless its support is weak."""
    text = plain(quote.text)
    for start, end in (quote.mark or ()) if quote.strength != "weak" else ():
        text.stylize("bold", max(start - quote.start, 0), max(end - quote.start, 0))
    return text


def _source(quote: Quote) -> Text:
    published = long_date(quote.published) if quote.published else None
    page = f"p. {quote.page}" if quote.page else None
    return plain(_joined((quote.title, page, quote.publisher, published, quote.url)), "italic")


def _joined(pieces: Iterable[str | None]) -> str:
    return " · ".join(piece for piece in pieces if piece)


def _show_nothing(console: Console, answer: Answer) -> None:
    nearest = answer.nearest[:_NEAREST]
    if answer.askable and not nearest:
        console.print(EMPTY)
        return
    console.print("Not in the articles.")
    if answer.obstacle:
        console.print(plain(_OBSTACLES[answer.obstacle], "dim"))
    if nearest:
        console.print("\nThe nearest passages, which do not answer it:")
    for quote in nearest:
        paragraph(console, Text.assemble("- ", plain(quote.text), (" (" + plain(quote.title).plain + ")", "dim")))


def _show_rest(console: Console, answer: Answer) -> None:
    more = answer.total - len(answer.quotes)
    if answer.quotes and more > 0:
        word = "sentence" if more == 1 else "sentences"
        console.print(plain(f"\n{more} more {word} may answer this.", "dim"), soft_wrap=True)
