"""The sentences that stand for an article, a topic or what is newest: their own, in their order, no more than asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from index import Library, Summary, UnknownArticle, summarise
from index.antecedents import NONE, antecedents
from tests.index.test_antecedents import pool_of
from tests.index.towns import source, town

STORED = datetime(2020, 1, 1, 9, tzinfo=timezone(timedelta(hours=9)))


def starts(summary: Summary) -> list[int]:
    return [line.start for line in summary.sentences]


@pytest.mark.parametrize("wanted", [1, 3, 7])
def test_a_summary_is_sentences_of_the_article_in_its_order(seeds, texts, wanted):
    for identity, article in texts.items():
        summary = seeds.summarise(identity, sentences=wanted)
        assert (len(summary.sentences), summary.article, summary.topic) == (wanted, identity, None)
        assert starts(summary) == sorted(set(starts(summary)))
        for line in summary.sentences:
            assert (article.text[line.start : line.end], line.article) == (line.text, identity)


def test_a_longer_summary_than_the_article_is_the_article(filled):
    summary = filled.summarise(2, sentences=100)
    assert (summary.of, len(summary.sentences)) == (8, 8)
    assert " ".join(line.text for line in summary.sentences) == town(1).replace("\n\n", " ")


def test_no_sentence_is_chosen_twice_where_articles_repeat_themselves(library):
    library.add(source("The drums were loud. " * 6 + "A treaty was signed in Nara by both leaders.", "a"))
    summary = library.summarise(1, sentences=2)
    assert {line.text for line in summary.sentences} == {
        "The drums were loud.",
        "A treaty was signed in Nara by both leaders.",
    }


def test_what_is_not_body_is_not_summarised(library):
    text = (
        "By Ada Pell\n\nThe bridge was opened on Monday by the mayor.\n\nMore on bridges\n\nIt is the third one there."
    )
    library.add(source(text, "a"))
    said = [line.text for line in library.summarise(1, sentences=9).sentences]
    assert said == ["The bridge was opened on Monday by the mayor.", "It is the third one there."]


def unnamed(library: Library, summary: Summary) -> list[str]:
    """Return the sentences of a summary that begin with a pronoun and lack the one before them."""
    found = []
    for article in {line.article for line in summary.sentences}:
        pool = pool_of(library, article)
        spans = [pool.span(i) for i in range(len(pool))]
        told = {spans.index((line.start, line.end)) for line in summary.sentences if line.article == article}
        before = antecedents(pool)
        found += [pool.sentence(i) for i in told if before[i] != NONE and before[i] not in told]
    return found


@pytest.mark.parametrize("wanted", [1, 2, 3, 6, 12])
def test_a_pronoun_is_never_without_the_sentence_that_names_it(seeds, texts, wanted):
    summaries = [seeds.summarise(identity, sentences=wanted) for identity in texts]
    assert [unnamed(seeds, summary) for summary in [*summaries, seeds.summarise(sentences=wanted)]] == [[]] * 9


LIGHTHOUSE = (
    "Fog hung over the coast of Oxwick for most of the week. Mara Lindqvist runs the inn by the pier. "
    "She has given the town a new lighthouse. Trains were late on every line."
)


def test_a_sentence_with_a_pronoun_brings_the_one_that_names_it(library):
    library.add(source(LIGHTHOUSE, "a", title="She has given the town a new lighthouse"))
    said = [line.text for line in library.summarise(1, sentences=2).sentences]
    assert said == ["Mara Lindqvist runs the inn by the pier.", "She has given the town a new lighthouse."]


def test_a_sentence_with_a_pronoun_is_not_chosen_where_there_is_no_room_for_both(library):
    library.add(source(LIGHTHOUSE, "a", title="She has given the town a new lighthouse"))
    (only,) = library.summarise(1, sentences=1).sentences
    assert not only.text.startswith("She")


def test_a_topic_brings_the_sentence_that_names_it(library):
    library.add(source(LIGHTHOUSE, "a"))
    summary = library.summarise(topic="a new lighthouse for the town", sentences=2)
    assert [line.text.split()[0] for line in summary.sentences] == ["Mara", "She"]


def test_a_summary_tells_first_what_the_title_asks_for(library):
    scene = "Some wishes wait for a very long time indeed. The sun was low and the tea had gone cold."
    news = "Parliament voted on Tuesday to close the old harbour of Nara."
    library.add(source(f"{scene} {news} Gulls watched from the roof of the fish market.", "a", title=news[:-1]))
    assert [line.text for line in library.summarise(1, sentences=1).sentences] == [news]


def test_where_the_title_says_nothing_the_beginning_is_told(library):
    library.add(source(town(1), "a", title="notes-3"))
    assert starts(library.summarise(1, sentences=2))[0] == 0


def test_a_topic_brings_sentences_about_it(seeds):
    summary = seeds.summarise(topic="the songs they played", sentences=3)
    assert (summary.topic, 1 <= len(summary.sentences) <= 3, summary.of >= len(summary.sentences)) == (
        "the songs they played", True, True,
    )  # fmt: skip
    assert any("Golden" in line.text or "drum" in line.text for line in summary.sentences)


def test_a_topic_may_keep_to_one_article(seeds):
    summary = seeds.summarise(3, topic="Japan and South Korea", sentences=4)
    assert {line.article for line in summary.sentences} <= {3}
    assert starts(summary) == sorted(starts(summary))


@pytest.mark.parametrize("topic", ["rhubarb cake with cream", "zzzz qqqq", "🥁"])
def test_a_topic_that_nothing_is_about_brings_nothing(filled, topic):
    summary = filled.summarise(topic=topic)
    assert (summary.sentences, summary.of) == ((), 0)


@pytest.mark.parametrize("topic", ["", "  ", "\x00"])
def test_an_empty_topic_is_none(filled, topic):
    assert filled.summarise(topic=topic) == filled.summarise()


def test_without_a_topic_the_newest_articles_speak(library):
    for number, day in enumerate([date(2020, 1, 1), date(2026, 1, 1), None]):
        library.add(source(town(number), f"town-{number}", published=day))
    summary = library.summarise(sentences=2)
    assert [line.article for line in summary.sentences] == [2, 1]


def test_fewer_sentences_than_articles_go_to_the_newest(filled):
    assert [line.article for line in filled.summarise(sentences=1).sentences] == [4]


@pytest.mark.parametrize("article", [None, 1])
def test_no_sentences_asked_for_are_no_sentences(filled, article):
    assert filled.summarise(article, sentences=0).sentences == ()


def test_an_empty_library_has_no_summary(library):
    assert library.summarise(topic="drums") == Summary(None, "drums", 0, ())
    with pytest.raises(UnknownArticle, match="No article has the ID 7"):
        library.summarise(7)


def test_a_removed_article_is_not_summarised(filled):
    filled.remove(4)
    assert 4 not in {line.article for line in filled.summarise(sentences=20).sentences}


@pytest.fixture
def old(filled: Library) -> Library:
    """Return four towns that were stored long ago, at nine in the morning of Tokyo."""
    with filled._database.writing() as connection:
        connection.execute("UPDATE article SET added = '2020-01-01T00:00:00+00:00'")
    return filled


def told(libraries: list[Library], **asked: object) -> set[tuple[int, int]]:
    """Return the places and ids of the articles that a long summary quotes."""
    return {(line.source, line.article) for line in summarise(libraries, sentences=90, **asked).sentences}  # type: ignore[arg-type]


def test_what_was_added_or_replaced_since_a_moment_is_new(old):
    old.add(source(town(5), "town-5"))
    old.add(source(town(6), "town-1"))
    old.add(source(town(0), "town-0", title="A new title"))
    assert told([old], since=STORED + timedelta(days=1)) == {(0, 5), (0, 2)}


def test_a_moment_is_told_to_the_second_in_any_time_zone(old):
    assert told([old], since=STORED) == told([old]) == {(0, 1), (0, 2), (0, 3), (0, 4)}
    assert told([old], since=STORED + timedelta(seconds=1)) == set()
    assert told([old], since=STORED.replace(tzinfo=UTC)) == set()


def test_what_is_new_keeps_to_the_scope_and_to_the_topic(old):
    for number in (5, 6, 7):
        old.add(source(town(number), f"town-{number}"))
    new = {"since": STORED + timedelta(days=1)}
    assert told([old], only=[[1, 5, 6]], **new) == {(0, 5), (0, 6)}
    assert told([old], article=6, **new) == {(0, 6)}
    assert told([old], article=1, **new) == told([old], only=[[1, 2]], **new) == set()
    assert told([old], topic="the bridge of Veldham6", **new) == {(0, 5), (0, 6), (0, 7)}


def test_an_unknown_article_is_unknown_whatever_is_new(old):
    with pytest.raises(UnknownArticle, match="No article has the ID 9"):
        summarise([old], article=9, since=STORED)


def test_several_libraries_are_summarised_as_one(filled, tmp_path):
    with Library.open(tmp_path / "empty") as empty, Library.open(tmp_path / "second") as second:
        for number, day in ((8, date(2026, 1, 1)), (9, None)):
            second.add(source(town(number), f"town-{number}", published=day))
        found = summarise([empty, filled, second], sentences=6)
        assert [(line.source, line.article) for line in found.sentences] == [
            (2, 1),
            (1, 4),
            (1, 3),
            (1, 2),
            (1, 1),
            (2, 2),
        ]
        assert (found.of, found.article, found.topic) == (48, None, None)
        topic = summarise([empty, filled, second], topic="the museum of Veldham9", sentences=1)
        assert [(line.source, line.article) for line in topic.sentences] == [(2, 2)]


def test_a_summary_of_some_articles_tells_of_these(filled):
    assert told([filled], only=[[1, 3]]) == {(0, 1), (0, 3)}
    assert told([filled], only=[[1, 3]], topic="the bridge of Veldham2") <= {(0, 1), (0, 3)}
    assert told([filled], only=[()]) == told([filled], only=[()], topic="bridges") == set()


def test_the_library_summarises_as_the_function_does(filled):
    assert filled.summarise(2, sentences=3) == summarise([filled], article=2, sentences=3)
    assert filled.summarise(topic="bridges") == summarise([filled], topic="bridges")


def test_neither_a_summary_nor_an_answer_stumbles_over_a_flipped_bit(filled):
    filled.settle()
    filled.close()
    (terms,) = (filled.folder / "cache").glob("*/words/*.term")
    sound = terms.read_bytes()
    for place in range(0, len(sound), len(sound) // 12):
        terms.write_bytes(sound[:place] + bytes([sound[place] ^ 0x55]) + sound[place + 1 :])
        with Library.open(filled.folder) as library:
            assert library.summarise(topic="the bridge of Veldham2", sentences=1).sentences[0].article == 3
            assert library.ask("How many arches does the bridge of Veldham2 have?").quotes[0].article == 3
        (terms,) = (filled.folder / "cache").glob("*/words/*.term")
        sound = terms.read_bytes()
