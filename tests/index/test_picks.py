"""What people chose of sentences: pinned to a question, or hidden from all answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Audience, Library, Pick, Restriction, ask
from index.edits import Edits
from tests.index.towns import source

QUESTION = "Who built the lighthouse of Oxwick?"
BUILT = "Mara Lindqvist built the lighthouse of Oxwick in 1911."
KEEPER = "The last keeper left the island when the lamp was automated."
TEXT = f"{BUILT} The tower is 31 metres high and stands on a cliff. {KEEPER}"


@pytest.fixture
def coast(tmp_path) -> Iterator[Library]:
    with Library.open(tmp_path) as library:
        library.add(source(TEXT, "lighthouse", title="The lighthouse"))
        yield library


def test_what_is_pinned_comes_first_and_says_so(coast):
    assert coast.pin(QUESTION, 1, KEEPER)
    first, second = coast.ask(QUESTION).quotes[:2]
    assert (first.text, first.pinned, second.text, second.pinned) == (KEEPER, True, BUILT, False)
    assert first.score >= second.score
    assert first.strength == "strong"


def test_a_pin_is_for_questions_that_ask_alike_alone(coast):
    coast.pin(QUESTION, 1, KEEPER)
    assert coast.ask("who has built the lighthouse of Oxwick").quotes[0].pinned
    assert not any(quote.pinned for quote in coast.ask("How high is the tower of Oxwick?").quotes)


def test_a_pin_answers_what_had_no_answer(coast):
    question = "Which bank paid for the ferry?"
    assert not coast.ask(question).found
    coast.pin(question, 1, KEEPER)
    answer = coast.ask(question)
    assert ([quote.text for quote in answer.quotes], answer.nearest, answer.total) == ([KEEPER], (), 1)


def test_a_pin_stands_once_in_an_answer(coast):
    coast.pin(QUESTION, 1, BUILT)
    assert [quote.text for quote in coast.ask(QUESTION, further=5).quotes].count(BUILT) == 1


def test_what_is_hidden_stands_in_no_answer_and_no_summary(coast):
    assert coast.hide(1, BUILT)
    answer = coast.ask(QUESTION, top=10)
    assert BUILT not in [quote.text for quote in (*answer.quotes, *answer.nearest, *answer.further)]
    assert BUILT not in [line.text for line in coast.summarise(1).sentences]
    assert [quote.before for quote in answer.nearest if quote.text.startswith("The tower")] in ([], [None])


def test_picks_can_be_taken_back(coast):
    coast.pin(QUESTION, 1, KEEPER)
    coast.hide(1, BUILT)
    assert coast.picks() == [Pick(1, KEEPER, QUESTION), Pick(1, BUILT)]
    assert all(coast.take_back(pick) for pick in coast.picks())
    assert coast.ask(QUESTION).quotes[0].text == BUILT


def test_a_sentence_that_is_not_there_can_be_neither_pinned_nor_hidden(coast):
    assert not coast.pin(QUESTION, 1, "It was not.")
    assert not coast.hide(2**63, BUILT)
    assert coast.picks() == []


def test_picks_outlive_a_new_text_that_has_the_sentence(coast):
    coast.pin(QUESTION, 1, KEEPER)
    coast.hide(1, BUILT)
    assert coast.add(source(f"Once more. {TEXT}", "lighthouse", title="The lighthouse")).state == "replaced"
    answer = coast.ask(QUESTION)
    assert answer.quotes[0].text == KEEPER
    assert BUILT not in [quote.text for quote in answer.quotes]


def test_a_pin_whose_sentence_is_gone_is_silent(coast):
    coast.pin(QUESTION, 1, KEEPER)
    coast.add(source(BUILT, "lighthouse", title="The lighthouse"))
    assert [quote.pinned for quote in coast.ask(QUESTION).quotes] == [False]


def test_an_edited_link_keeps_the_id_and_what_was_picked(coast):
    coast.pin(QUESTION, 1, KEEPER)
    edits: Edits = {"url": "https://coast.example/light"}
    coast.edit(1, edits)
    coast.add(source(TEXT, "lighthouse", title="The lighthouse"))
    first = coast.ask(QUESTION).quotes[0]
    assert (first.article, first.url, first.pinned) == (1, "https://coast.example/light", True)


def test_a_pick_goes_with_its_article(coast):
    coast.pin(QUESTION, 1, KEEPER)
    coast.remove(1)
    assert coast.picks() == []


def test_a_pick_is_a_change_of_the_library(coast):
    before, print_before = coast.version(), coast.fingerprint("lighthouse")
    coast.hide(1, BUILT)
    assert coast.version() != before
    assert coast.fingerprint("lighthouse") != print_before


def test_what_is_pinned_out_of_reach_or_for_others_is_not_told(coast):
    coast.pin(QUESTION, 1, KEEPER)
    assert ask([coast], QUESTION, only=[[2]]).quotes == ()
    coast.restrict(1, Restriction(roles=frozenset({7})))
    assert ask([coast], QUESTION).quotes == ()
    assert ask([coast], QUESTION, audience=Audience(roles=frozenset({7}))).quotes[0].pinned
