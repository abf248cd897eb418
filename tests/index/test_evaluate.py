from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index import Answer, BadQuestion, Evaluation, Fact, Library, Quote, evaluate, read_golden
from index.evaluation.curves import Bin, calibration_error, reliability, risk_by_coverage
from index.evaluation.figures import figures_of
from index.evaluation.golden import Golden, Place
from index.evaluation.judging import Judged, judge, mark_f1
from index.evaluation.places import Places, Spot, UnknownDoc
from index.records import Elsewhere
from tests.index.towns import source, town

QUOTE = Quote(
    text="The bridge was finished in 1441.",
    article=7,
    title="A town",
    author=None,
    publisher=None,
    published=date(2026, 1, 17),
    url=None,
    start=100,
    end=132,
    mark=((127, 131),),
    before=None,
    after=None,
    score=0.9,
    strength="strong",
)
WRONG = replace(QUOTE, start=200, end=232, score=0.8)
SPOTS = (Spot(0, 7, 127, 128),)
GOLDEN = Golden("g.jsonl", 1, "When was it finished?", (Place("town", (127,)),), ("in 1441",))
NOTHING = Golden("g.jsonl", 2, "Who paid for it?")


def golden(**keys: object) -> Golden:
    return read_golden({"question": "When was the bridge finished?", **keys}, "g.jsonl", 3)


def judged(*, answered: bool = True, rank: int | None = 1, score: float = 0.9, of: Golden = GOLDEN) -> Judged:
    return Judged(of, answered, rank, score, "A sentence.", "A town", None)


def ask_towns(filled: Library, *records: dict[str, object]) -> Evaluation:
    return evaluate([filled], [read_golden(record, "g.jsonl", i) for i, record in enumerate(records, 1)])


def test_a_question_is_read_with_the_keys_of_a_set():
    read = golden(doc="town", answers=["1441", "in 1441"], answer="1441", answer_start=127, gold=[], paragraph=0)
    assert read.places == (Place("town", (127,)),)
    assert (read.answers, read.complete, read.line) == (("1441", "in 1441"), True, 3)


def test_the_same_answer_may_stand_in_several_articles():
    read = golden(doc="a", answer_start=5, also=[{"doc": "b", "gold": "It was finished."}, {"answer_start": 9}])
    assert read.places == (Place("a", (5,)), Place("b", (), ("It was finished.",)), Place("a", (9,)))


def test_a_question_without_an_article_has_no_answer():
    assert (golden(doc=None).places, golden(doc=None).complete) == ((), True)


@pytest.mark.parametrize(
    "keys", [{}, {"doc": "town"}, {"doc": "town", "answers": ["1441"]}, {"doc": None, "unchecked": True}]
)
def test_a_question_that_somebody_has_yet_to_complete_is_not_complete(keys):
    assert golden(**keys).complete is False


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        ({"question": " "}, '"question"'),
        ({"question": 5}, '"question"'),
        ({"doc": []}, '"doc"'),
        ({"doc": "", "answer_start": 1}, '"doc"'),
        ({"doc": "a", "answers": [1]}, '"answers"'),
        ({"doc": "a", "gold": {}}, '"gold"'),
        ({"doc": "a", "answer_start": -1}, '"answer_start"'),
        ({"doc": "a", "answer_start": True}, '"answer_start"'),
        ({"doc": "a", "answer_start": 1.5}, '"answer_start"'),
        ({"doc": "a", "also": ["b"]}, '"also"'),
    ],
)
def test_a_key_with_something_else_in_it_is_named(keys, named):
    with pytest.raises(BadQuestion, match=named):
        golden(**keys)


@pytest.mark.parametrize("name", ["town-2", "https://Example.org/two/?utm_source=x", "The second town"])
def test_an_article_is_found_by_its_identity_link_or_title(library, name):
    fields = {"title": "The second town", "url": "https://example.org/two" if "://" in name else None}
    identity = "https://example.org/two" if "://" in name else "town-2"
    added = library.add(source(town(2), identity, **fields))
    start = town(2).index("1467")
    assert Places([library]).spots(golden(doc=name, answer_start=start)) == (Spot(0, added.id, start, start + 1),)


def test_a_sentence_is_found_though_its_spaces_and_signs_were_changed(filled):
    gold = "Its weavers paid the toll in cloth , and in wine ,\nuntil the duke dissolved their guild"
    (spot,) = Places([filled]).spots(golden(doc="town-1", gold=[gold]))
    assert town(1)[spot.start : spot.end].startswith("Its weavers paid the toll in cloth and in wine until")
    assert town(1)[spot.start : spot.end].endswith("dissolved their guild")


def test_an_article_that_is_not_there_is_named(filled):
    with pytest.raises(UnknownDoc, match="“town-9”"):
        Places([filled]).spots(golden(doc="town-9", answer_start=3))


@pytest.mark.parametrize(
    "keys", [{"answers": ["1441"], "answer_start": 0}, {"answer_start": 10**9}, {"gold": ["Nobody wrote this."]}]
)
def test_an_article_that_says_something_else_there_is_named(filled, keys):
    with pytest.raises(BadQuestion, match="“town-1” does not say there what it should"):
        Places([filled]).spots(golden(doc="town-1", **keys))


@pytest.mark.parametrize(
    ("spot", "held"),
    [
        (Spot(0, 7, 100, 101), True),
        (Spot(0, 7, 132, 133), False),
        (Spot(0, 8, 100, 101), False),
        (Spot(1, 7, 100, 101), False),
        (Spot(0, 7, 90, 130), True),
        (Spot(0, 7, 120, 150), False),
    ],
)
def test_a_quote_holds_an_answer_that_begins_in_it_or_most_of_a_sentence(spot, held):
    assert spot.held_by(QUOTE) is held


def test_the_same_sentence_elsewhere_holds_the_answer_too():
    copy = replace(WRONG, also=(Elsewhere(7, "A town", None, None, 100, 132),))
    assert judge(GOLDEN, SPOTS, Answer("", (copy,))).rank == 1


def test_a_refused_question_is_wrong_where_an_article_answers():
    refused = judge(GOLDEN, SPOTS, Answer("", nearest=(QUOTE,)))
    assert (refused.first, refused.right, refused.mark_f1) == (True, False, None)
    assert judge(NOTHING, (), Answer("", nearest=(QUOTE,))).right


def test_the_marked_words_are_compared_with_the_best_answer():
    assert mark_f1(QUOTE, ["in May 1441", "in 1441"]) == pytest.approx(2 / 3)
    assert mark_f1(QUOTE, ["The 1441"]) == 1
    assert mark_f1(replace(QUOTE, mark=None), ["1441"]) == 0


def test_unspaced_script_is_compared_by_characters():
    quote = replace(QUOTE, text="橋は1441年に完成した。", start=0, end=13, mark=((2, 7),))
    assert mark_f1(quote, ["1441年"]) == 1
    assert mark_f1(quote, ["完成"]) == 0


def test_a_fact_is_right_when_article_and_value_are():
    asked = replace(GOLDEN, answers=("Ann Lee",))
    assert judge(asked, SPOTS, Answer("", facts=(Fact(7, "A town", "author", "ANN LEE"),))).right
    assert not judge(asked, SPOTS, Answer("", facts=(Fact(8, "Another", "author", "Ann Lee"),))).right


def test_figures_count_refused_questions_as_nothing_found():
    ones = [judged(), judged(rank=2), judged(rank=4), judged(answered=False), judged(rank=None, of=NOTHING)]
    figures = figures_of([*ones, judged(answered=False, rank=None, of=NOTHING)])
    assert (figures.top1, figures.top3, figures.mrr) == (1 / 4, 2 / 4, (1 + 1 / 2 + 1 / 4) / 4)
    assert (figures.answered_right, figures.answered_wrong, figures.refused_right, figures.refused_wrong) == (
        1,
        3,
        1,
        1,
    )
    assert (figures.right, figures.refused) == (2 / 6, 1 / 2)


def test_no_question_tells_nothing():
    figures = figures_of([])
    assert (figures.questions, figures.top1, figures.mark_f1, figures.refused, figures.ece) == (
        0,
        None,
        None,
        None,
        None,
    )


def test_scores_are_held_against_what_was_true():
    bins = reliability([judged(score=1.0), judged(score=0.91, rank=2), judged(score=0.2), judged(score=0.24)])
    assert bins == (Bin(2, pytest.approx(0.22), 1), Bin(2, pytest.approx(0.955), 0.5))
    assert calibration_error(bins) == pytest.approx((0.78 + 0.455) / 2)


def test_risk_grows_with_coverage_and_equal_scores_come_in_together():
    ones = [judged(score=0.9), judged(score=0.5, rank=2), judged(score=0.5), judged(score=0.1, rank=None)]
    assert risk_by_coverage(ones) == ((0.25, 0), (0.75, pytest.approx(1 / 3)), (1, 0.5))


def test_the_surest_wrong_answer_is_the_worst_miss(filled):
    found = replace(
        ask_towns(filled),
        judged=(judged(answered=False, score=0.1), judged(rank=2, score=0.6), judged(), judged(rank=None, score=0.7)),
    )
    assert [(one.answered, one.score) for one in found.misses] == [(True, 0.7), (True, 0.6), (False, 0.1)]


def test_a_library_is_asked_and_judged(filled):
    right = {"doc": "town-1", "answers": ["1454"], "answer_start": town(1).index("1454")}
    found = ask_towns(
        filled,
        {"question": "When was the bridge of Veldham1 finished?", **right},
        {"question": "How do I bake sourdough bread at home?", "doc": None},
    )
    assert (found.figures.top1, found.figures.mark_f1, found.figures.refused, found.left_out) == (1, 1, 1, ())
    assert [(group.name, group.figures.questions) for group in found.files] == [("g.jsonl", 2)]
    assert [(group.name, group.figures.questions) for group in found.articles] == [("town-1", 1)]


def test_an_article_of_the_second_library_answers_too(filled, tmp_path):
    with Library.open(tmp_path / "second") as second:
        second.add(source(town(7), "town-7"))
        asked = golden(
            question="When was the bridge of Veldham7 finished?", doc="town-7", answer_start=town(7).index("1532")
        )
        assert evaluate([filled, second], [asked]).figures.top1 == 1


def test_what_cannot_be_judged_is_left_out_and_counted(filled):
    question = {"question": "When was the bridge of Veldham1 finished?"}
    found = ask_towns(
        filled,
        question,
        {**question, "doc": "town-9", "answer_start": 0},
        {**question, "doc": "town-1", "gold": ["Nobody wrote this."]},
    )
    assert found.figures.questions == 0
    assert [(one.line, one.why) for one in found.left_out] == [(1, "incomplete"), (2, "unknown"), (3, "misplaced")]


def test_progress_is_told_question_by_question(filled):
    told: list[tuple[int, int]] = []
    asked = [golden(doc=None), golden()]
    evaluate([filled], asked, lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
