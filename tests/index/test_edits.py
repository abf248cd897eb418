from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index import Source, read_text

WORDS = "Mara Lindqvist built the lighthouse of Oxwick in 1911. The tower is 31 metres high."


def source(text: str = WORDS, author: str | None = None) -> Source:
    """Return the same article, as its source has it by now."""
    return Source("a", replace(read_text(text, title="Oxwick", identity="https://e.org/1"), author=author))


def test_an_edited_field_is_listed_and_quoted(library):
    library.add(source())
    assert library.edit(1, {"title": "The lighthouse", "published": date(2026, 1, 31), "url": "https://e.org/new"})
    (entry,) = library.list()
    assert (entry.id, entry.title, entry.url) == (1, "The lighthouse", "https://e.org/new")
    assert entry.published == date(2026, 1, 31)
    assert library.ask("Who built the lighthouse of Oxwick?").quotes[0].title == "The lighthouse"


def test_what_was_edited_outlives_a_new_add(library):
    library.add(source())
    library.edit(1, {"title": "The lighthouse", "url": "https://e.org/new"})
    assert library.add(source()).state == "unchanged"
    assert library.add(source("Another text says that the lighthouse of Oxwick fell.", author="Ann")).id == 1
    (entry,) = library.list()
    assert (entry.title, entry.url, entry.author) == ("The lighthouse", "https://e.org/new", "Ann")


def test_what_was_taken_away_stays_away(library):
    library.add(source(author="Ann"))
    library.edit(1, {"author": None})
    library.add(source(author="Ann"))
    assert library.list()[0].author is None


def test_what_was_edited_outlives_a_reindex(library):
    library.add(source())
    library.edit(1, {"title": "The lighthouse"})
    library.reindex()
    assert library.list()[0].title == "The lighthouse"


def test_a_draft_is_edited_before_it_is_published(library):
    library.publish(library.draft(source()).with_edits({"title": "The lighthouse", "author": None}))
    assert library.show(1)[1].edited == ("title",)
    assert library.draft(source(author="Ann")).article.title == "The lighthouse"


def test_what_is_edited_in_a_new_draft_counts(library):
    library.add(source())
    library.edit(1, {"title": "The lighthouse"})
    library.publish(library.draft(source()).with_edits({"title": "The tower"}))
    assert library.list()[0].title == "The tower"


def test_another_article_is_left_as_it_is(library):
    library.add(source())
    library.edit(1, {"title": "The lighthouse"})
    library.add(Source("b", read_text(f"{WORDS} It is white.", title="Other", identity="https://e.org/2")))
    assert library.list()[1].title == "Other"


def test_an_article_that_is_not_there_is_not_edited(library):
    assert not library.edit(1, {"title": "Nothing"})
    assert not library.edit(10**30, {"title": "Nothing"})


def test_what_is_no_field_cannot_be_edited(library):
    library.add(source())
    with pytest.raises(KeyError, match="identity"):
        library.edit(1, {"identity": "x"})
