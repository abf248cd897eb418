"""Quotes: word for word, each once, newer ones first, the surest at the top, or plainly nothing."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from index import Answer, Config, Library, ask
from index.answer import CONSIDERED, LEAST_FURTHER, THRESHOLDS, answer, fold
from index.rank.pool import Pool, Query
from index.rank.traits import question_traits
from index.reader import Reading
from index.store import Head, PassageRow
from tests.index.towns import source, town, unit

QUESTIONS = [
    "Which songs were played?",
    "When did the talks take place?",
    "Who is Lee Jae Myung?",
    "Where did the two leaders meet?",
    "Why has China been retaliating against Japan?",
    "What is the security pact about?",
    "How much does a rhubarb cake weigh in zero gravity?",
]


def head(article: int, published: str | None = None) -> Head:
    return Head(article, f"Title {article}", None, None, published, None, "en", "", unit(1)[0], np.zeros(1, np.uint32))


def row(article: int, sentences: list[str], ordinal: int = 0, start: int = 0, seed: int = 0) -> PassageRow:
    text, spans = " ".join(sentences), []
    for sentence in sentences:
        spans.append((text.index(sentence), text.index(sentence) + len(sentence)))
    size = len(sentences)
    counts = np.full(size, 1, np.uint16)
    vectors = np.repeat(unit(1, seed=seed), size, axis=0)
    terms, traits = np.arange(size, dtype=np.uint32), np.zeros(size, np.uint16)
    return PassageRow(article, article, ordinal, start, text, np.array(spans, np.int32), vectors, terms, counts, traits)


def quoted(
    articles: list[tuple[list[str], str | None]],
    logits: list[float],
    sources: list[int] | None = None,
    **options: object,
) -> Answer:
    """Return the answer of a pool of one passage an article."""
    rows = [row(number, sentences) for number, (sentences, _) in enumerate(articles)]
    heads = [head(number, published) for number, (_, published) in enumerate(articles)]
    pool = Pool(rows, heads, sources or [0] * len(rows))
    query = Query("Who drummed?", unit(1)[0], np.zeros(1, np.uint32), question_traits("Who drummed?"))
    given = {"top": 5, "strictness": "normal", **options}
    return answer(query, pool, np.array(logits, np.float32), lambda _: (None, None), **given)  # type: ignore[arg-type]


def all_shown(found: Answer) -> list[str]:
    return [quote.text for quote in found.quotes + found.nearest]


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_quote_is_its_articles_slice_byte_for_byte(seeds, texts, question):
    found = seeds.ask(question, top=50)
    shown = found.quotes + found.nearest
    assert shown
    for quote in shown:
        text = texts[quote.article].text
        assert text[quote.start : quote.end] == quote.text
        assert all(quote.start <= left < right <= quote.end for left, right in quote.mark or ())
        assert all(beside is None or beside in text for beside in (quote.before, quote.after))


@pytest.mark.parametrize("question", QUESTIONS)
def test_scores_never_rise_down_a_list(seeds, question):
    found = seeds.ask(question, top=50)
    scores = [quote.score for quote in found.quotes + found.nearest]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_gets_the_same_answer(seeds, question):
    first, again = seeds.ask(question), seeds.ask(question)
    assert (first.quotes, first.nearest, first.total) == (again.quotes, again.nearest, again.total)


def test_no_quote_is_shown_twice(seeds):
    for question in QUESTIONS:
        shown = all_shown(seeds.ask(question, top=50))
        assert len({fold(text) for text in shown}) == len(shown)


def test_the_neighbours_are_the_sentences_beside_it(seeds):
    quote = seeds.ask("Which songs were played?").quotes[0]
    article = seeds.show(quote.article)[1].text
    assert None not in (quote.before, quote.after)
    assert article.index(quote.before) < quote.start
    assert article.index(quote.after) >= quote.end


def test_an_articles_first_and_last_sentence_have_one_neighbour(library):
    library.add(source("Alpha drums sang loudly. Beta horns played softly.", "a"))
    found = library.ask("Which drums sang loudly?", top=2)
    beside = {quote.text: (quote.before, quote.after) for quote in found.quotes + found.nearest}
    assert beside["Alpha drums sang loudly."] == (None, "Beta horns played softly.")
    assert beside.get("Beta horns played softly.", ("Alpha drums sang loudly.", None)) == (
        "Alpha drums sang loudly.",
        None,
    )


def test_a_quote_carries_its_source(seeds):
    quote = seeds.ask("Which songs were played?").quotes[0]
    entry = seeds.show(quote.article)[0]
    assert (quote.title, quote.author, quote.publisher) == (entry.title, entry.author, entry.publisher)
    assert (quote.published, quote.url) == (entry.published, entry.url)


def test_the_same_sentence_in_two_articles_is_quoted_once(library):
    fields = {"title": "A copy", "url": "https://example.org/copy", "published": date(2020, 1, 1)}
    library.add(source(town(2), "town", published=date(2024, 1, 1)))
    library.add(source("Reprinted. " + town(2).split("\n")[0], "copy", **fields))
    found = library.ask("How many arches does the bridge of Veldham2 have?", top=20)
    (quote,) = [quote for quote in found.quotes + found.nearest if "5 arches" in quote.text]
    (also,) = quote.also
    assert (quote.article, also.article, also.title, also.url, also.published) == (
        1, 2, "A copy", "https://example.org/copy", date(2020, 1, 1),
    )  # fmt: skip
    assert library.show(2)[1].text[also.start : also.end] == quote.text


def test_copies_differ_in_marks_and_case_only():
    found = quoted(
        [(["The band played.", "Other."], None), (["“THE BAND” played!", "Else."], None)], [2, -9, 1, -9], top=3
    )
    assert [(quote.text, [e.article for e in quote.also]) for quote in found.quotes] == [("The band played.", [1])]


def test_a_sentence_that_stands_twice_in_one_article_is_not_also_in_it():
    found = quoted([(["We drummed.", "We drummed!"], None)], [2, 1])
    assert [(quote.text, quote.also) for quote in found.quotes] == [("We drummed.", ())]


def test_sentences_without_letters_are_kept_apart():
    found = quoted([(["!!!"], None), (["???"], None)], [3, 3])
    assert {quote.text: quote.also for quote in found.quotes} == {"!!!": (), "???": ()}


def test_the_newer_of_two_copies_is_the_one_quoted():
    found = quoted(
        [(["He drummed."], "2020-01-01"), (["He drummed."], "2024-01-01"), (["He drummed."], None)], [3, 2.9, 2.8]
    )
    (quote,) = found.quotes
    assert (quote.article, sorted(e.article for e in quote.also)) == (1, [0, 2])


def test_at_equal_support_the_newer_article_comes_first():
    found = quoted([(["He drummed."], "2020-01-01"), (["She drummed."], "2024-01-01")], [2.0, 1.9])
    assert [quote.text for quote in found.quotes] == ["She drummed.", "He drummed."]
    assert found.quotes[0].score >= found.quotes[1].score


@pytest.mark.parametrize(("older", "newer"), [("2024-01-01", "2020-01-01"), ("2024-01-01", None), (None, None)])
def test_an_older_or_undated_article_does_not_come_first(older, newer):
    found = quoted([(["He drummed."], older), (["She drummed."], newer)], [2.0, 1.9])
    assert [quote.text for quote in found.quotes] == ["He drummed.", "She drummed."]


def test_a_newer_article_that_supports_less_does_not_come_first():
    found = quoted([(["He drummed."], "2020-01-01"), (["She drummed."], "2024-01-01")], [2.0, 0.5])
    assert found.quotes[0].text == "He drummed."


@pytest.mark.parametrize("strictness", list(THRESHOLDS))
def test_without_support_there_is_no_quote(strictness):
    least = THRESHOLDS[strictness]
    under, over = (float(np.log(p / (1 - p))) for p in (least * 0.97, min(least * 1.03, 0.999)))
    refused = quoted([(["He drummed."], None)], [under], strictness=strictness)
    assert (refused.found, refused.quotes, all_shown(refused), refused.total) == (False, (), ["He drummed."], 0)
    given = quoted([(["He drummed."], None)], [over], strictness=strictness)
    assert (given.found, all_shown(given), given.nearest, given.total) == (True, ["He drummed."], (), 1)


def test_a_stricter_library_never_answers_where_a_milder_one_refuses(seeds):
    for question in QUESTIONS:
        found = []
        for strictness in ("low", "normal", "high"):
            with Library.open(seeds.folder, Config(strictness=strictness)) as library:
                found.append(library.ask(question).found)
        assert found == sorted(found, reverse=True)


def test_the_thresholds_rise_with_strictness():
    assert 0 < THRESHOLDS["low"] < THRESHOLDS["normal"] < THRESHOLDS["high"] < 1


def test_the_part_that_was_read_is_marked_in_the_article():
    sentences = ["It rained.", "At dawn Anna Berg drummed."]
    found = quoted([(sentences, None)], [0, 3], readings={1: Reading(4, (8, 17))})
    [(start, end)] = found.quotes[0].mark
    assert " ".join(sentences)[start:end] == "Anna Berg"


def test_what_was_read_without_a_clear_part_is_not_marked():
    article = [(["Anna Berg and Carl Dahl drummed."], None)]
    assert quoted(article, [3]).quotes[0].mark == ((0, 9), (14, 23))
    assert quoted(article, [3], readings={0: Reading(4, None)}).quotes[0].mark is None


def test_the_total_counts_what_supports_and_is_not_shown():
    sentences = [f"Drummer {number} played." for number in range(9)]
    found = quoted([(sentences, None)], [4, 4, 4, 4, 4, -9, -9, -9, -9], top=2)
    assert ([quote.text for quote in found.quotes], found.total) == (sentences[:2], 5)


def test_no_more_come_than_are_asked_for(seeds):
    for top in (1, 2, 5):
        answer_ = seeds.ask(QUESTIONS[2], top=top)
        assert 1 <= len(answer_.quotes + answer_.nearest) <= top


def test_an_answer_is_either_quotes_or_nearest(seeds):
    for question in QUESTIONS:
        found = seeds.ask(question)
        assert bool(found.quotes) != bool(found.nearest)
        assert found.found == bool(found.quotes)


def test_strength_follows_the_score():
    strengths = {
        round(p, 2): quoted([(["He drummed."], None)], [float(np.log(p / (1 - p)))], strictness="low")
        for p in (0.9, 0.6, 0.1)
    }
    shown = [(found.quotes + found.nearest)[0].strength for found in strengths.values()]
    assert shown == ["strong", "likely", "weak"]


def test_ids_of_two_libraries_are_not_mixed_up():
    found = quoted([(["He drummed."], None), (["He drummed."], None)], [2, 1], sources=[0, 1])
    (quote,) = found.quotes
    assert ((quote.source, quote.article), [(e.source, e.article) for e in quote.also]) == ((0, 0), [(1, 1)])


def test_a_large_pool_is_cut_to_what_is_considered():
    sentences = [f"Drummer {number} played." for number in range(200)]
    found = quoted([(sentences, None)], [5.0] * 200, top=500)
    assert len(found.quotes) == CONSIDERED == found.total


def test_the_time_taken_is_told(seeds):
    assert 0 < seeds.ask(QUESTIONS[0]).ms < 5000
    assert ask([seeds], "").ms >= 0


@pytest.mark.parametrize("further", [0, 1, 4, 90])
def test_further_quotes_are_the_next_of_the_ranking(seeds, further):
    for question in QUESTIONS[:3]:
        found, ranking = seeds.ask(question, further=further), seeds.ask(question, top=90).quotes
        worth = [quote for quote in ranking if quote.score >= LEAST_FURTHER]
        assert found.quotes == seeds.ask(question).quotes == ranking[: len(found.quotes)]
        assert list(found.further) == worth[len(found.quotes) :][:further]


def test_behind_the_quotes_that_answer_stand_weaker_ones(seeds):
    found = seeds.ask("What songs did they play?", further=9)
    assert (len(found.quotes), len(found.further)) == (2, 2)
    assert all(LEAST_FURTHER <= quote.score < found.quotes[0].score for quote in found.further)
    assert {quote.strength for quote in found.further} == {"weak"}


def test_noise_is_no_further_quote():
    found = quoted([(["He drummed.", "She drummed.", "It rained."], None)], [3, -2.1, -2.6], top=3, further=9)
    assert [quote.text for quote in found.further] == ["She drummed."]


def test_further_quotes_begin_where_the_quotes_were_cut():
    sentences = [f"Drummer {number} played." for number in range(6)]
    found = quoted([(sentences, None)], [4, 3.9, 3.8, 3.7, 3.6, 3.5], top=2, further=3)
    assert [quote.text for quote in found.quotes + found.further] == sentences[:5]
    assert found.total == 6


def test_where_nothing_is_found_nothing_is_further(seeds):
    found = seeds.ask(QUESTIONS[-1], further=9)
    assert (found.found, found.further, bool(found.nearest)) == (False, (), True)
    assert seeds.ask("Who wrote this article?", further=9).further == ()
