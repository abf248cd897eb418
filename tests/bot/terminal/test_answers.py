from __future__ import annotations

import io
from dataclasses import replace

from rich.console import Console

from bot.terminal.answers import marked, show_answer, show_summary
from index import Answer, Fact, Hint, Summary, SummaryLine, Unknown
from tests.bot.records import HOSTILE, NEXT, QUOTE, answer, hostile_quote


def shown(record: Answer | Summary, *, terminal: bool = False) -> str:
    console = Console(file=io.StringIO(), width=80, force_terminal=terminal, color_system=None, highlight=False)
    (show_summary if isinstance(record, Summary) else show_answer)(console, record)
    return console.file.getvalue()


def test_a_quote_stands_between_its_neighbours_above_its_source():
    assert shown(answer(QUOTE)).splitlines() == [
        "… The guest sat down.",
        f"> {QUOTE.text}",
        "Everybody clapped. …",
        "A duet · The Paper · 17 January 2026 · https://example.org/duet · well supported",
        "also in: A copy",
    ]


def test_neighbouring_sentences_that_answer_stand_together():
    assert shown(answer(NEXT, QUOTE)).splitlines()[:4] == [
        "… The guest sat down.",
        f"> {QUOTE.text}",
        "> Everybody clapped.",
        "It rained. …",
    ]


def test_the_marked_words_are_bold():
    (span,) = marked(QUOTE).spans
    assert (QUOTE.text[span.start : span.end], span.style) == ("“Golden”", "bold")


def test_a_mark_that_begins_before_the_quote_is_cut():
    (span,) = marked(replace(QUOTE, mark=((90, 104),))).spans
    assert (span.start, span.end) == (0, 4)


def test_further_quotes_are_numbered():
    text = shown(answer(QUOTE, replace(QUOTE, text="Second.", strength="weak"), total=5))
    assert "\n\n2.\n… The guest sat down.\n> Second.\n" in text
    assert "3 more sentences may answer this" in text


def test_a_long_quote_is_wrapped_on_a_terminal_only():
    long = replace(QUOTE, text="word " * 40 + "end.")
    assert long.text in shown(answer(long))
    assert max(map(len, shown(answer(long), terminal=True).splitlines())) <= 80


def test_hostile_text_is_shown_and_not_obeyed():
    text = shown(answer(hostile_quote()), terminal=True)
    assert text.count("[bold]not bold[/bold] ␛[2J␛]0;title␇ \ufffdesrever \ufffd") >= 3
    assert not {"\x1b", "\x07", "\u202e", "\ud800"} & set(text)


def test_a_fact_is_named():
    assert shown(Answer("Who?", facts=(Fact(7, "A duet", "published", "2026-01-17"),))).splitlines()[:2] == [
        "Published: 2026-01-17",
        "A duet",
    ]


def test_what_is_not_known_is_said_with_the_line_that_may_tell():
    unknown = (Unknown(7, "A duet", "published", Hint("TOKYO, Jan. 14", 0, 14)), Unknown(8, "B", "published"))
    assert shown(Answer("When?", unknown=unknown)).splitlines() == [
        "“A duet” is stored without a date.",
        "A line of its text that may tell:",
        "> TOKYO, Jan. 14",
        "“B” is stored without a date.",
    ]


def test_beside_facts_what_is_not_known_is_a_line():
    facts, unknown = (Fact(8, "B", "author", "Ada"),), (Unknown(7, "A duet", "author", Hint("By us", 0, 5)),)
    assert shown(Answer("Who?", facts=facts, unknown=unknown)).splitlines() == [
        "Author: Ada",
        "B",
        "“A duet” is stored without an author.",
    ]


def test_no_answer_is_said_and_the_nearest_passages_are_called_that():
    text = shown(Answer("Why?", nearest=(QUOTE,) * 5))
    assert text.startswith("Not in the articles.\n\nThe nearest passages, which do not answer it:\n")
    assert text.count(f"- {QUOTE.text} (A duet)") == 3


def test_what_is_no_question_is_told_why():
    first, *tip = shown(Answer("Why?", obstacle="short")).splitlines()
    assert (first, tip[0][:24]) == ("Not in the articles.", "Ask in two words or more")


def test_an_empty_library_is_told_apart_from_an_answer_that_is_missing():
    assert shown(Answer("Who drummed?")).startswith("There are no articles here yet: `summit add PATH`")


def test_a_summary_names_each_article_once():
    lines = [
        SummaryLine(text, 7, title, 0, 1, None) for text, title in (("One.", "A"), ("Two.", "A"), ("Three.", HOSTILE))
    ]
    text = shown(Summary(None, None, 9, tuple(lines))).splitlines()
    assert text[:3] == ["A", "One.", "Two."]
    assert text[-1] == "3 of 9 sentences, word for word."


def test_an_empty_summary_is_said():
    assert shown(Summary(None, "drums", 0, ())) == "There is nothing to summarise here.\n"
