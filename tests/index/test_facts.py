"""Questions about an article itself are answered from what is stored of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from index import Before, Library, Unknown, ask
from tests.index.towns import source, town


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Lend three articles, one a language; the newest is in Japanese."""
    japanese = "新しい橋は来年の春に開通する予定だと、県の担当者は述べた。工事は三年かかった。"
    korean = "대통령은 수요일에 귀국해 경제 장관들과 회의를 열 예정이다. 회의는 서울에서 열린다."
    with Library.open(tmp_path_factory.mktemp("press")) as library:
        library.add(source(japanese, "ja", title="瀬戸内の橋", author="山田花子", published=date(2026, 1, 3)))
        library.add(source(korean, "ko", title="대통령의 귀국", author="김민수", publisher="한강일보"))
        fields = {"author": "Ada Pell", "published": date(2026, 1, 1), "url": "https://example.org/v"}
        library.add(source(town(1), "en", title="Veldham and its bridge", **fields))
        yield library


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("Who wrote the article about the bridge of Veldham?", ["Ada Pell"]),
        ("What is the link to the article about Veldham?", ["https://example.org/v"]),
        ("When was the article about Veldham published?", ["2026-01-01"]),
        ("橋の記事は誰が書きましたか？", ["山田花子"]),
        ("대통령 기사는 누가 썼나요?", ["김민수"]),
        ("기사 출처는 어디인가요?", ["한강일보"]),
    ],
)
def test_the_article_that_is_described_gives_its_field(press, question, values):
    answer = press.ask(question)
    assert ([fact.value for fact in answer.facts], answer.found, answer.quotes) == (values, True, ())


def test_where_no_article_is_described_the_newest_come_first(press):
    facts = press.ask("Who wrote this article?").facts
    assert [(fact.value, fact.field) for fact in facts] == [
        ("山田花子", "author"),
        ("Ada Pell", "author"),
        ("김민수", "author"),
    ]


def test_a_question_to_one_article_gives_that_ones_field(press):
    for question in ("Who wrote this article?", "이 기사는 누가 썼나요?"):
        assert [fact.value for fact in press.ask(question, article=3).facts] == ["Ada Pell"]


def test_a_field_that_the_article_is_stored_without_is_named(press):
    answer = press.ask("What is the link to this article?", article=2)
    assert (answer.found, answer.askable, answer.nearest) == (False, False, ())
    assert answer.unknown == (Unknown(2, "대통령의 귀국", "url"),)


def test_the_article_that_is_described_may_be_stored_without_the_field(press):
    answer = press.ask("Who published the article about the bridge of Veldham?")
    assert [(one.article, one.field) for one in answer.unknown] == [(3, "publisher")]


def test_of_the_newest_articles_it_is_said_which_are_stored_without_the_field(press):
    answer = press.ask("When was this published?")
    assert [fact.value for fact in answer.facts] == ["2026-01-03", "2026-01-01"]
    assert [(one.article, one.field) for one in answer.unknown] == [(2, "published")]


def test_no_more_than_three_articles_are_named(press, tmp_path):
    with Library.open(tmp_path) as second:
        second.add(source(town(5), "five"))
        answer = ask([second, press], "Who wrote this article?")
    assert (len(answer.facts), answer.unknown) == (3, ())


def test_a_date_in_the_text_is_a_hint_word_for_word(tmp_path):
    text = f"{town(1)} It was closed on 3 March for the repair of its gates."
    with Library.open(tmp_path) as library:
        library.add(source(text, "one"))
        (unknown,) = library.ask("When was this article published?").unknown
    assert unknown.hint
    assert unknown.hint.text == text[unknown.hint.start : unknown.hint.end]
    assert "3 March" in unknown.hint.text


def test_a_question_about_what_articles_tell_is_searched_for_where_the_field_is_unknown(press):
    answer = press.ask("When was the bridge of Veldham finished?")
    assert (answer.facts, answer.unknown) == ((), ())


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Who wrote it?", "김민수"),
        ("and who wrote it?", "김민수"),
        ("누가 썼어요?", "김민수"),
        ("Who wrote this article?", "김민수"),
        ("Who published it?", "한강일보"),
    ],
)
def test_a_follow_up_means_the_article_just_quoted(press, question, value):
    assert [fact.value for fact in press.ask(question, before=Before(articles=((0, 2),))).facts] == [value]


def test_a_follow_up_says_what_is_not_known_of_the_article_just_quoted(press):
    answer = press.ask("When was that published?", before=Before(articles=((0, 2),)))
    assert (answer.facts, [one.article for one in answer.unknown]) == ((), [2])


def test_a_follow_up_that_describes_another_article_means_that_one(press):
    facts = press.ask("Who wrote the article about the bridge of Veldham?", before=Before(articles=((0, 2),))).facts
    assert [fact.article for fact in facts] == [3]


def test_it_is_searched_for_where_no_article_was_just_quoted(press):
    for articles in ((), ((0, 99),), ((0, 2**63),)):
        assert press.ask("Who wrote it?", before=Before(articles=articles)).facts == ()


def test_an_article_out_of_reach_is_not_meant(press):
    assert ask([press], "Who wrote it?", only=[[1, 3]], before=Before(articles=((0, 2),))).facts == ()
    assert ask([press], "Who wrote it?", before=Before(articles=((1, 2),))).facts == ()


def test_an_article_that_nobody_wrote_about_is_not_found(press):
    assert press.ask("Who wrote the story about penguins in Chile?").facts == ()


def test_a_fact_names_its_article_as_the_catalogue_does(press):
    (fact,) = press.ask("Who wrote the article about the bridge of Veldham?").facts
    assert (fact.article, fact.title, fact.source) == (3, "Veldham and its bridge", 0)
    assert press.show(3)[0].author == fact.value


def test_a_question_to_two_articles_gives_these_twos_fields(press):
    facts = ask([press], "Who wrote this article?", only=[[2, 3, 99]]).facts
    assert [(fact.article, fact.value) for fact in facts] == [(3, "Ada Pell"), (2, "김민수")]


def test_a_described_article_outside_the_scope_gives_nothing(press):
    question = "Who wrote the article about the bridge of Veldham?"
    assert [fact.value for fact in ask([press], question, only=[[3, 2]]).facts] == ["Ada Pell"]
    assert ask([press], question, only=[[1, 2]]).facts == ()
    assert ask([press], question, only=[[]]).facts == ()


def test_facts_of_two_libraries_name_their_libraries(press, tmp_path):
    with Library.open(tmp_path) as second:
        second.add(source(town(5), "five", author="Bo Kim"))
        facts = ask([second, press], "Who wrote this article?", only=[[1], [2]]).facts
    assert [(fact.source, fact.value) for fact in facts] == [(0, "Bo Kim"), (1, "김민수")]
