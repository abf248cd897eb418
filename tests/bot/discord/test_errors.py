from __future__ import annotations

import pytest

from bot.errors import Closing, Expired, QueueFull, Slow, is_expected, reference_of, sentence
from bot.texts import LANGUAGES, phrases
from index import Busy, ModelMismatch, SummitError, UnknownArticle

SENTENCES = {
    QueueFull: "wait.busy",
    Slow: "wait.slow",
    Closing: "wait.closing",
    Expired: "expired.body",
    UnknownArticle: "error.unknown_article",
    ModelMismatch: "error.reindex",
    Busy: "error.library",
    SummitError: "error.library",
    ZeroDivisionError: "error.unexpected",
    OSError: "error.unexpected",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SENTENCES)
def test_an_error_is_one_sentence_in_each_language(kind: type[Exception], language: str) -> None:
    say = phrases(language)
    told = sentence(kind("a secret of the machine"), say, "c0ffee")
    assert told == say(SENTENCES[kind], reference="c0ffee")
    assert "secret" not in told


@pytest.mark.parametrize("kind", [Busy, ZeroDivisionError])
def test_what_needs_a_hand_has_a_reference(kind: type[Exception]) -> None:
    assert "c0ffee" in sentence(kind(), phrases("en"), "c0ffee")


@pytest.mark.parametrize("kind", [QueueFull, Slow, Closing, Expired, UnknownArticle])
def test_what_passes_by_itself_needs_nobodys_hand(kind: type[Exception]) -> None:
    assert is_expected(kind("It is as it is."))


@pytest.mark.parametrize("kind", [Busy, ModelMismatch, ZeroDivisionError])
def test_what_is_broken_needs_somebodys_hand(kind: type[Exception]) -> None:
    assert not is_expected(kind("It is broken."))


def test_a_reference_is_short_enough_to_be_read_out() -> None:
    assert reference_of(1456074443980800016) == "143503fe00000010"
