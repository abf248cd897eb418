from __future__ import annotations

import json

import pytest

SONGS = "Which songs were played?"


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_question_is_answered_word_for_word(summit, seeded):
    (answer,) = lines(summit("--data", seeded, "ask", SONGS, "--json"))
    quote = answer["quotes"][0]
    (article,) = lines(summit("--data", seeded, "show", quote["article"], "--json"))
    assert (answer["id"], answer["found"], "Golden" in quote["text"]) == (None, True, True)
    assert article["text"][quote["start"] : quote["end"]] == quote["text"]


def test_people_see_the_quote_and_its_source(summit, seeded):
    result = summit("--data", seeded, "ask", SONGS)
    assert "Golden" in result.stdout
    assert "· Summit · 14 January 2026 · https://example.org/summit/jam-session ·" in result.stdout


def test_a_question_is_asked_of_a_publisher_and_of_what_is_new(summit, seeded):
    for options, found in (
        (("--publisher", "summit", "--since", "2026-01-14"), True),
        (("--publisher", "Nobody"), False),
        (("--since", "2099-01-01"), False),
    ):
        (answer,) = lines(summit("--data", seeded, "ask", SONGS, *options, "--json"))
        assert answer["found"] is found


def test_what_is_no_day_is_wrong_usage(summit, seeded):
    result = summit("--data", seeded, "ask", SONGS, "--since", "soon")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "'soon' is neither a date" in " ".join(result.stderr.split())


def test_what_is_not_in_the_articles_is_no_error(summit, seeded):
    result = summit("--data", seeded, "ask", "How much sugar goes into a rhubarb cake?")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "Not in the articles.")


def test_an_empty_library_answers_nothing(summit):
    (answer,) = lines(summit("ask", SONGS, "--json"))
    assert (answer["found"], answer["quotes"], answer["nearest"], answer["total"]) == (False, [], [], 0)


@pytest.mark.parametrize("question", ["", "?", "drums", "🥁🥁", "word " * 800, "\udcff\udcfe", "\x00", "Was ist das?"])
def test_a_strange_question_gets_one_line(summit, seeded, question):
    result = summit("--data", seeded, "ask", "--json", "--", question)
    assert (result.exit_code, len(lines(result))) == (0, 1)


def test_no_more_quotes_come_than_are_asked_for(summit, seeded):
    (answer,) = lines(summit("--data", seeded, "ask", "Who is Lee Jae Myung?", "--top", "1", "--json"))
    assert len(answer["quotes"]) == 1


def test_a_question_may_be_about_one_article(summit, seeded):
    (answer,) = lines(summit("--data", seeded, "ask", "Who played the drums?", "--article", "7", "--json"))
    assert {quote["article"] for quote in answer["quotes"] + answer["nearest"]} <= {7}


@pytest.mark.parametrize("article", ["99", "x"])
def test_an_unknown_article_cannot_be_asked(summit, seeded, article):
    result = summit("--data", seeded, "ask", SONGS, "--article", article, "--json")
    assert (result.exit_code, result.stdout, len(result.stderr.splitlines())) == (1, "", 1)


@pytest.mark.parametrize(
    "words", [["ask"], ["ask", SONGS, "--top", "0"], ["ask", SONGS, "--batch", "-"], ["ask", "--no"]]
)
def test_wrong_usage_is_told(summit, words):
    assert summit(*words).exit_code == 2


def test_a_batch_is_answered_line_by_line(summit, seeded):
    asked = [{"id": "a", "question": SONGS}, {"id": 2, "question": ""}]
    result = summit("--data", seeded, "ask", "--batch", "-", stdin="\n".join(map(json.dumps, asked)))
    assert [(line["id"], line["found"]) for line in lines(result)] == [("a", True), (2, False)]
    assert result.exit_code == 0


def test_a_bad_line_of_a_batch_is_told_in_its_place(summit, seeded, tmp_path):
    (tmp_path / "questions.jsonl").write_text(f'{{"id": 1, "question": "{SONGS}"}}\n{{oops\n{{"question": "Who?"}}\n')
    result = summit("--data", seeded, "ask", "--batch", tmp_path / "questions.jsonl")
    first, bad, last = lines(result)
    assert (result.exit_code, first["id"], last["id"], list(bad)) == (1, 1, None, ["id", "error"])
    assert (bad["id"], bad["error"].split(":")[0]) == (None, "line 2")


def test_a_batch_that_is_not_there_is_wrong_usage(summit, tmp_path):
    assert summit("ask", "--batch", tmp_path / "nothing").exit_code == 2


def test_a_summary_stands_for_an_article(summit, seeded):
    (line,) = lines(summit("--data", seeded, "summary", "2", "--sentences", "3", "--json"))
    assert (line["article"], line["topic"], len(line["sentences"])) == (2, None, 3)
    assert {sentence["article"] for sentence in line["sentences"]} == {2}


def test_a_summary_may_have_a_topic(summit, seeded):
    (line,) = lines(summit("--data", seeded, "summary", "--topic", "the drums", "--json"))
    assert (line["article"], line["topic"]) == (None, "the drums")
    assert any("drum" in sentence["text"] for sentence in line["sentences"])


@pytest.mark.parametrize("article", ["99", "x"])
def test_an_unknown_article_has_no_summary(summit, seeded, article):
    result = summit("--data", seeded, "summary", article, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
