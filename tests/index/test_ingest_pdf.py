"""PDF: the order of columns, hyphens, heads and feet, pages; and the sentence where one cannot be read."""

from __future__ import annotations

import re

import pytest

from benchmarks.layouts.words import HARBOUR
from index import Config, Library, NothingToQuote, Unreadable, read_bytes
from index.ingest.pdf import read_pdf
from tests.documents import pdf

STORY = [re.sub(r"([.!?])(?=”?(?:\s|$))", rf" in {1700 + n}\1", text) for n, text in enumerate(HARBOUR * 12)]
"""Each sentence once: by its year."""
NOTE = "The figures are those of the harbour office."


def sentences(text: str) -> list[str]:
    return re.findall(r"[^.!?]+[.!?]”?(?=\s|$)", " ".join(text.split()))


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_the_sentences_of_columns_are_whole_and_in_order(columns: int) -> None:
    reading = read_pdf(pdf(STORY, columns=columns, notes=[NOTE] * 3))
    text = " ".join(reading.text.split())
    place, whole = 0, 0
    wanted = [sentence.strip() for paragraph in STORY for sentence in sentences(paragraph)]
    for sentence in wanted:
        if (found := text.find(sentence, place)) >= 0:
            whole, place = whole + 1, found
    assert whole >= 0.97 * len(wanted)


def test_heads_feet_and_page_numbers_are_left_out() -> None:
    text = read_pdf(pdf(STORY, columns=2)).text
    assert "The Daily Harbour" not in text
    assert not re.search(r"Page \d", text)


def test_a_page_begins_where_its_text_does() -> None:
    reading = read_pdf(pdf(STORY))
    assert len(reading.pages) >= 3
    assert list(reading.pages) == sorted(reading.pages)
    assert reading.pages[0] == 0


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Bridges of the north", "Bridges of the north"),
        ("Microsoft Word - draft7.doc", "The bridge that came back"),
        ("(anonymous)", "The bridge that came back"),
    ],
)
def test_the_title_is_the_documents_where_that_is_one(said: str, title: str) -> None:
    fields = read_pdf(pdf(HARBOUR, title=said)).fields
    assert (fields.title, fields.author) == (title, "Jon Berg")


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (pdf(HARBOUR, password="secret"), Unreadable, "locked with a password"),
        (pdf([""], head=""), NothingToQuote, ""),
        (b"%PDF-1.7\n" + b"x" * 500, Unreadable, "breaks off or is damaged"),
        (pdf(HARBOUR)[:700], Unreadable, "breaks off or is damaged"),
    ],
)
def test_a_document_that_cannot_be_read_is_one_sentence(data: bytes, kind: type, words: str) -> None:
    (source,) = read_bytes(data, "a.pdf")
    if words:
        assert (type(source.refusal), words in str(source.refusal)) == (kind, True), source.refusal


def test_a_scan_is_told_by_the_count_of_its_pages() -> None:
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    for _ in range(3):
        canvas.rect(10, 10, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    (source,) = read_bytes(out.getvalue(), "scan.pdf")
    assert "3 pages that are pictures" in str(source.refusal)


def test_a_quote_of_a_document_names_its_page(tmp_path: object) -> None:
    last = "The lighthouse keeper of Skarholm counted nine hundred and twelve sails that summer."
    data = pdf([*STORY, last])
    (source,) = read_bytes(data, "a.pdf", "/x/a.pdf")
    with Library.open(tmp_path, Config(reader="none")) as library:  # type: ignore[arg-type]
        library.add(source)
        quote = library.ask("How many sails did the lighthouse keeper of Skarholm count?").quotes[0]
        assert (quote.text, quote.page) == (last, len(read_pdf(data).pages))
        assert library.show(1)[1].pages == source.article.pages  # type: ignore[index,union-attr]


def drawn(lines: list[tuple[float, float, str]]) -> str:
    """Return what is read of lines that are drawn one by one where they are told to stand."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("Times-Roman", 10)
    for left, down, text in lines:
        canvas.drawString(left, 842 - down, text)
    canvas.save()
    return read_pdf(out.getvalue()).text


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("The harbour office had stopped promis-", "ing dates.", "stopped promising dates."),
        ("The bridge is known for its well-", "known bearings.", "well-known bearings."),
        ("The vote in the council was 3-", "2 in favour.", "was 3-2 in favour."),
        ("The bridge leads to the Anglo-", "Danish school.", "the Anglo-Danish school."),
        ("They walked all the way -", "and came back.", "all the way - and came back."),
    ],
)
def test_words_are_joined_at_line_ends(first: str, second: str, joined: str) -> None:
    assert joined in drawn([(60, 100, first), (60, 112, second)])


def test_columns_that_are_drawn_line_by_line_are_read_one_after_the_other() -> None:
    left = [f"This is line {n} of the column on the left side" for n in range(12)]
    right = [f"and this is line {n} of the one on the right side" for n in range(12)]
    lines = [(x, 100 + 12 * n, side[n]) for n in range(12) for x, side in ((60, left), (320, right))]
    assert " ".join(drawn(lines).split()) == " ".join(left + right)


def test_a_table_is_read_row_by_row() -> None:
    rows = [(60 + 120 * n, 100 + 14 * row, f"r{row}c{n}") for row in range(8) for n in range(3)]
    assert "r0c0 r0c1 r0c2" in " ".join(drawn(rows).split())


def test_a_list_stays_one_item_a_line() -> None:
    text = drawn([(60, 100, "• The northern pavement is open."), (60, 112, "• The southern one is closed.")])
    assert [line for line in text.splitlines() if line] == [
        "• The northern pavement is open.",
        "• The southern one is closed.",
    ]
