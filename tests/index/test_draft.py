"""What an article would become, looked at before it is stored; and what a person chose of it, kept."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from index import Library, Source, Unreadable, first_sentence, read_text
from index.store.schema import MIGRATIONS
from tests.index.towns import source, town

PAGE = """The ferry timetable

The ferry to Veldham sails at eight on every Monday of the year. It takes forty minutes to the other side.

Read more: the museum of boats

The boats were built in the yard of Brenta in 1931. They carry sixty people each."""
MORE = "Read more: the museum of boats"
BOATS = "Which museum is there to read about?"


def drafted(library: Library, text: str = PAGE, identity: str = "ferry"):
    return library.draft(source(text, identity, title="Ferry"))


def block(draft, words: str) -> int:
    text = draft.article.text
    return [text[part.start : part.end] for part in draft.article.parts].index(words)


def quotable(library: Library, article: int = 1) -> list[str]:
    with library.reading() as view:
        return [
            row.text[start:end]
            for row in view.store.passages_of([article], view.edition)
            for start, end in row.spans.tolist()
        ]


def test_a_draft_shows_what_would_be_quoted_and_stores_nothing(library):
    draft = drafted(library)
    assert draft.sentences[0] == "The ferry to Veldham sails at eight on every Monday of the year."
    assert (len(draft.sentences), draft.language, draft.state, draft.obstacle) == (4, "en", "added", None)
    assert library.list() == []


def test_a_published_draft_is_an_article_like_any_other(library):
    draft = drafted(library)
    added = library.publish(draft)
    assert (added.state, added.id, added.sentences, added.left_out) == ("added", 1, 4, 2)
    assert quotable(library) == list(draft.sentences)


def test_a_block_is_taken_in_and_another_left_out(library):
    draft = drafted(library)
    draft = draft.with_kind(block(draft, MORE), "body")
    draft = draft.with_kind(len(draft.article.parts) - 1, "boilerplate")
    library.publish(draft)
    assert MORE in quotable(library)
    assert not [sentence for sentence in quotable(library) if "Brenta" in sentence]


def test_what_was_chosen_stays_after_a_reindex(library):
    draft = drafted(library)
    library.publish(draft.with_kind(block(draft, MORE), "body"))
    before = quotable(library)
    library.reindex()
    assert quotable(library) == before
    assert MORE in before


def test_what_was_chosen_stays_when_a_new_text_replaces_the_article(library):
    draft = drafted(library)
    library.publish(draft.with_kind(block(draft, MORE), "body"))
    again = library.add(source(PAGE + "\n\nA new boat was ordered this spring.", "ferry", title="Ferry"))
    assert (again.state, again.id) == ("replaced", 1)
    assert MORE in quotable(library)
    assert "A new boat was ordered this spring." in quotable(library)


def test_a_second_draft_of_the_text_begins_with_what_was_chosen(library):
    draft = drafted(library)
    library.publish(draft.with_kind(block(draft, MORE), "body"))
    again = drafted(library)
    assert (again.state, again.same.id, again.sentences.count(MORE)) == ("unchanged", 1, 1)
    assert library.publish(again).state == "unchanged"


def test_other_choices_for_a_stored_text_change_it_and_its_version(library):
    library.publish(drafted(library))
    before = library.version()
    again = drafted(library)
    again = again.with_kind(block(again, MORE), "body")
    published = library.publish(again)
    assert (again.state, published.state, published.id, len(library.list())) == ("replaced", "replaced", 1, 1)
    assert "the text is the same" in published.reason
    assert (MORE in quotable(library), library.version() != before) == (True, True)


def test_a_choice_may_be_made_for_a_text_that_stands_under_another_identity(library):
    library.publish(drafted(library))
    twin = drafted(library, identity="upload")
    assert twin.same.id == 1
    library.publish(twin.with_kind(block(twin, MORE), "body"))
    assert [entry.id for entry in library.list()] == [1]
    assert MORE in quotable(library)


def test_a_choice_made_during_a_reindex_is_in_the_new_index(library):
    library.publish(drafted(library))
    library.add(source(town(1), "town"))

    def progress(done: int, _total: int) -> None:
        again = drafted(library)
        if done == 1 and MORE not in again.sentences:
            library.publish(again.with_kind(block(again, MORE), "body"))

    library.reindex(progress)
    assert MORE in quotable(library)


def test_an_article_chosen_while_the_reindex_encodes_it_is_encoded_again(library, monkeypatch):
    from index import reindexing

    library.publish(drafted(library))
    encode = reindexing.index_article

    def slow(article, encoder):
        made, again = encode(article, encoder), drafted(library)
        if MORE not in again.sentences:
            library.publish(again.with_kind(block(again, MORE), "body"))
        return made

    monkeypatch.setattr(reindexing, "index_article", slow)
    library.reindex()
    assert MORE in quotable(library)


def test_choices_are_kept_when_an_older_library_is_opened(tmp_path):
    (tmp_path / "old").mkdir()
    with sqlite3.connect(tmp_path / "old/library.db") as connection:
        connection.executescript(MIGRATIONS[0] + "PRAGMA user_version = 1;")
        connection.execute(
            """INSERT INTO article (identity, hash, title, text, parts, added)
               VALUES ('a', x'00', 'Old', 'It rains.', '[[0, 9, "body"]]', '2026-01-01T00:00:00+00:00')"""
        )
    with Library.open(tmp_path / "old") as library:
        entry, article = library.show(1)
        assert (entry.title, article.text, article.chosen) == ("Old", "It rains.", ())
        assert library.reindex().sentences == 1


def test_a_draft_without_a_sentence_says_so_and_is_refused(library):
    draft = library.draft(source("The ferry sails on Monday.", "a"))
    bare = draft.with_kind(0, "boilerplate")
    assert (bare.obstacle, bare.state) == ("No sentence was found in it that could be quoted.", "refused")
    assert (library.publish(bare).state, library.list()) == ("refused", [])
    library.publish(draft)
    assert (library.publish(bare).state, len(quotable(library))) == ("refused", 1)


def test_a_source_that_cannot_be_read_is_a_draft_with_an_obstacle(library):
    draft = library.draft(Source("x.txt", refusal=Unreadable("This is no text.")))
    assert (draft.article, draft.obstacle, draft.state) == (None, "This is no text.", "refused")
    assert library.publish(draft).reason == "This is no text."
    with pytest.raises(IndexError):
        draft.with_kind(0, "body")


@pytest.mark.parametrize("number", [-1, 99])
def test_a_block_that_is_not_there_cannot_be_chosen(library, number):
    with pytest.raises(IndexError):
        drafted(library).with_kind(number, "body")


def test_an_article_that_was_removed_meanwhile_is_added_again(library):
    draft = drafted(library)
    library.publish(draft)
    again = drafted(library)
    library.remove(1)
    assert library.publish(again.with_kind(block(again, MORE), "body")).state == "added"
    assert MORE in quotable(library, 2)


def test_the_size_falls_when_articles_go(library):
    empty = library.size()
    for number in range(8):
        library.add(source(town(number) * 20, f"town-{number}"))
    full = library.size()
    for number in range(1, 9):
        library.remove(number)
    assert (empty.articles, full.articles, library.size().articles) == (0, 8, 0)
    assert library.size().bytes < full.bytes / 2


def test_an_article_is_known_by_identity_or_text(library):
    library.add(source(town(1), "a"))
    met = [library.find(read_text(text, identity=name)) for text, name in ((town(2), "a"), (town(1), "b"))]
    assert [one and one.identity for one in met] == ["a", "a"]
    assert library.find(read_text(town(2), identity="b")) is None


def test_new_fields_of_the_same_text_are_named(library):
    library.publish(drafted(library))
    assert drafted(library).updated == ()
    again = library.draft(source(PAGE, "ferry", title="The ferry", author="Ann Writer"))
    assert (again.state, again.updated) == ("unchanged", ("title", "author"))
    library.publish(again)
    entry = library.list()[0]
    assert (entry.title, entry.author) == ("The ferry", "Ann Writer")


def test_a_twin_or_a_new_text_updates_no_fields(library):
    library.publish(drafted(library))
    twin = library.draft(source(PAGE, "upload", title="The ferry"))
    newer = library.draft(source(PAGE + "\n\nIt is blue.", "ferry", title="The ferry"))
    assert (twin.state, twin.updated, newer.state, newer.updated) == ("unchanged", (), "replaced", ())


def test_a_draft_takes_the_place_of_its_namesake_under_its_id(library):
    draft = drafted(library)
    library.publish(draft.with_kind(block(draft, MORE), "body"))
    newer = drafted(library, PAGE + "\n\nA new boat was ordered this spring.", "upload")
    beside = newer.beside(library.show(1))
    assert (beside.state, beside.sentences.count(MORE)) == ("added", 1)
    added = library.publish(beside.in_place())
    assert (added.state, added.id, len(library.list())) == ("replaced", 1, 1)
    assert quotable(library) == list(beside.sentences)


def test_without_a_namesake_a_draft_is_its_own_place(library):
    draft = drafted(library)
    assert draft.in_place() is draft


def test_the_first_sentence_is_the_first_of_the_body():
    article = source(PAGE, "ferry").article
    assert first_sentence(article) == "The ferry to Veldham sails at eight on every Monday of the year."
    assert first_sentence(replace(article, parts=())) is None
