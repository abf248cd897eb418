"""A follow-up leaves to what was said before it what it is about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Answer, Before, Library, before_of
from index.following import leans, understand
from index.subjects import subject
from tests.index.towns import source

FIRST = "Who built the lighthouse of Oxwick?"
TOWER = (
    "The lighthouse of Oxwick was built by Mara Lindqvist in 1874. She was born in Visby. "
    "Its lamp was replaced in 1931 by an electric one."
)
BRIDGE = "The bridge of Veldham was built by Jan Prins in 1902. He was born in Delft. It was painted green in 1950."


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Lend two articles that answer the same questions of different things."""
    with Library.open(tmp_path_factory.mktemp("coast")) as library:
        for name, text in (("bridge", BRIDGE), ("lighthouse", TOWER)):
            library.add(source(text, name, title=f"The {name}"))
        library.settle()
        yield library


@pytest.mark.parametrize(
    "question",
    [
        "why?",
        "how old is he?",
        "where did they get it?",
        "and in 2006?",
        "what about Kowloon East?",
        "彼はどこで生まれましたか？",
        "それはいつですか？",
        "그녀는 언제 떠났나요?",
        "그럼 부산은?",
    ],
)
def test_what_names_nothing_itself_leans(question):
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who built the bridge of Veldham?",
        "how many school children were tested for iodine in Australia",
        "Is there a lighthouse in Oxwick?",
        "What did the government say this year about prices of bread?",
        "so cool",
        "thanks, that was great",
        "高市早苗首相は奈良で誰とドラムを演奏しましたか？",
        "이재명 대통령은 언제 나라를 방문했습니까?",
    ],
)
def test_what_says_itself_what_it_means_does_not_lean(question):
    assert not leans(question)


@pytest.mark.parametrize(
    ("question", "earlier", "marked", "meant"),
    [
        ("where does he live?", "Who is Daniel Montalvo?", "", "Daniel Montalvo"),
        ("how old is she?", FIRST, "Mara Lindqvist", "Mara Lindqvist"),
        ("when was it built?", FIRST, "Mara Lindqvist", "the lighthouse of Oxwick"),
        ("who are they?", "Which two were attacked?", "Tom Devocht and Mark Rathbun", "Tom Devocht, Mark Rathbun"),
        ("それはいつですか？", "灯台は誰が建てましたか？", "", "灯台"),
        ("그녀는 언제 왔나요?", "등대는 누가 지었나요?", "", None),
    ],
)
def test_pronouns_mean_what_was_asked_about_or_answered(question, earlier, marked, meant):
    quote = "The lighthouse of Oxwick was built by Mara Lindqvist."
    assert subject(question, earlier, quote if earlier == FIRST else "", marked, None) == meant


def test_what_was_meant_before_is_still_meant():
    before = Before("how old is he?", about="Daniel Montalvo")
    assert understand("and where does he live?", before).about == "Daniel Montalvo"


def test_the_new_question_is_read_first_and_the_old_one_after_it():
    understood = understand("when was it built?", Before(FIRST))
    assert (understood.read.find("when"), understood.search.endswith("when was it built?")) == (0, True)


def test_a_question_that_stands_by_itself_is_left_as_it_is():
    understood = understand("Who built the bridge of Veldham?", Before(FIRST))
    assert (understood.read, understood.about) == ("Who built the bridge of Veldham?", None)


def test_a_follow_up_is_answered_from_what_was_quoted(coast):
    before = before_of(coast.ask(FIRST))
    answer = coast.ask("where was she born?", before=before)
    assert (answer.quotes[0].text, answer.about) == ("She was born in Visby.", "Mara Lindqvist")


def test_a_follow_up_of_a_follow_up_means_the_same(coast):
    first = before_of(coast.ask("Who built the bridge of Veldham?"))
    second = before_of(coast.ask("where was he born?", before=first), first)
    assert coast.ask("and when was it painted?", before=second).quotes[0].text == "It was painted green in 1950."


def test_why_alone_is_no_question_and_after_another_it_is(coast):
    assert coast.ask("why?").obstacle == "short"
    assert coast.ask("why?", before=before_of(coast.ask(FIRST))).obstacle is None


def test_thanks_are_no_follow_up(coast):
    assert coast.ask("thanks", before=before_of(coast.ask(FIRST))).obstacle == "greeting"


def test_after_no_answer_the_article_before_it_is_still_meant(coast):
    first = before_of(coast.ask(FIRST))
    assert before_of(Answer("what did it cost?"), first).articles == first.articles


def test_a_chain_of_follow_ups_stays_with_what_it_began_with():
    quote = "They played songs for about twenty minutes, and it lasted longer than planned."
    before = Before("how long did it last?", "the songs", quote, "about twenty minutes")
    assert understand("why?", before).about == "the songs"
    assert understand("what did she wear?", before).about == "the songs"
