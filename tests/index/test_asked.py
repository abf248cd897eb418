"""Questions about an article itself are told from questions about what articles say."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import pytest

from index.asked import about, asked_field, asked_of_it
from tests.index.towns import ROOT

SETS = ROOT.parent / "shared" / "qa"


def asked_in_sets() -> Iterator[str]:
    for path in sorted(SETS.rglob("questions.jsonl*")):
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        yield from (json.loads(line)["question"] for line in data.splitlines())


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("Who wrote this article?", "author"),
        ("who is the author of this story", "author"),
        ("Who was the article written by?", "author"),
        ("When was this article published?", "published"),
        ("When was the article about the drums published?", "published"),
        ("How old is this article?", "published"),
        ("Which newspaper published the story about the jam session?", "publisher"),
        ("Where is this article from?", "publisher"),
        ("And when was the article published?", "published"),
        ("Can you tell me the author of this report?", "author"),
        ("What date was this article published?", "published"),
        ("When did the story come out?", "published"),
        ("When was it published?", "published"),
        ("Who published this article?", "publisher"),
        ("Which site is this piece from?", "publisher"),
        ("Who published this?", "publisher"),
        ("Is there a link to this article?", "url"),
        ("this article's link?", "url"),
        ("What is the link to the article about Nara?", "url"),
        ("Where can I read the article?", "url"),
        ("この記事は誰が書きましたか？", "author"),
        ("この記事を書いたのは誰ですか", "author"),
        ("記事の著者は？", "author"),
        ("記事はいつ公開されましたか", "published"),
        ("この記事が公開されたのはいつですか", "published"),
        ("これはいつの記事ですか", "published"),
        ("この記事はどこの新聞ですか", "publisher"),
        ("記事の出典は？", "publisher"),
        ("記事のURLは？", "url"),
        ("이 기사는 누가 썼나요?", "author"),
        ("누가 이 기사를 썼나요?", "author"),
        ("기사 작성자가 누구예요?", "author"),
        ("기사는 언제 발행됐나요?", "published"),
        ("언제 나온 기사예요?", "published"),
        ("이 기사는 어디서 나왔어요?", "publisher"),
        ("기사 출처는 어디인가요?", "publisher"),
        ("기사 링크 알려줘", "url"),
        ("この記事の作者は？", "author"),
        ("誰が書いた記事？", "author"),
        ("この記事を書いた記者の名前は", "author"),
        ("この記事いつの？", "published"),
        ("この記事が出たのはいつ？", "published"),
        ("掲載日は？", "published"),
        ("どこの新聞の記事ですか", "publisher"),
        ("この記事、どこの新聞社？", "publisher"),
        ("どの新聞に載った記事ですか", "publisher"),
        ("この記事の元ネタのURLある？", "url"),
        ("누가 쓴 기사야?", "author"),
        ("이 기사 언제 거예요?", "published"),
        ("며칠자 기사예요?", "published"),
        ("어느 신문 기사예요?", "publisher"),
        ("어디 기사야?", "publisher"),
        ("어느 언론사 기사인가요?", "publisher"),
    ],
)
def test_a_question_about_an_article_asks_for_a_field(question, field):
    assert asked_field(question) == field


@pytest.mark.parametrize(
    "question",
    [
        "Who wrote the song?",
        "When was the treaty published?",
        "Where is the temple?",
        "Who wrote Golden?",
        "When did the talks take place?",
        "Who published the first map of Japan?",
        "Which company linked the two islands?",
        "Who reported the fire?",
        "What did the author of the law say?",
        "When was the book written?",
        "Who wrote it?",
        "Who wrote the report on torture?",
        "Who wrote the story of Genji?",
        "Who wrote the text of the treaty?",
        "Who reported the story first?",
        "Who is the author of the bill?",
        "What did the author of the article say about the law?",
        "When did the paper publish the leak?",
        "When was the report published?",
        "When was his article published?",
        "What is the publication date of the book?",
        "How old is the story of Genji?",
        "Who is the publisher of the game?",
        "Which newspaper broke the story?",
        "Which magazine had an article about bad loans?",
        "What source did the article cite?",
        "What magazine published her article?",
        "What is the link between them?",
        "What link does the article see between smoking and cancer?",
        "Who posted the link to the article?",
        "この記事によると、地震はいつ起きましたか",
        "記事の中で誰が本を書いたと言っていますか",
        "新聞記事で逮捕されたのは誰ですか",
        "どの記事を誰が書くかはどう決めますか",
        "記事の出来事はどこで起きましたか",
        "기사에 따르면 회담은 언제 열리나요?",
        "기사에서 대통령은 어디로 갔나요?",
        "이 기사에서 누가 사과했나요?",
        "誰が歌いましたか？",
        "回談はいつでしたか",
        "누가 드럼을 쳤나요?",
        "誰が書いた本ですか",
        "誰の記事が盗用でしたか",
        "どこの新聞が最初に報じましたか",
        "掲載日に何がありましたか",
        "いつの大会の記事が問題になりましたか",
        "누가 쓴 책이에요?",
        "누가 쓴 기사를 베꼈나요?",
        "어느 신문이 처음 보도했나요?",
        "언제 기사를 내렸나요?",
    ],
)
def test_an_ordinary_question_is_none_about_an_article(question):
    assert asked_field(question) is None


@pytest.mark.skipif(not SETS.is_dir(), reason="the question sets are not there")
def test_fewer_than_one_ordinary_question_in_ten_thousand_is_taken_for_one_about_an_article():
    taken = [asked_field(question) is not None for question in asked_in_sets()]
    assert len(taken) > 100_000
    assert sum(taken) < len(taken) / 10_000


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who wrote the article about the bridge of Veldham?", "bridge Veldham"),
        ("When was the article about the drums published?", "drums"),
        ("Who wrote this article?", ""),
        ("Who was the article written by?", ""),
        ("And who is the author of the story about the drums?", "drums"),
        ("Could you tell me who wrote this article?", ""),
        ("橋の記事は誰が書きましたか？", "橋"),
        ("記事はいつ公開されましたか", ""),
        ("대통령 기사는 누가 썼나요?", "대통령"),
        ("기사 출처는 어디인가요?", ""),
    ],
)
def test_what_remains_of_the_question_says_which_article_is_meant(question, words):
    field = asked_field(question)
    assert field
    assert about(question, field) == words


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("書いたのは誰？", "author"),
        ("記者の名前は？", "author"),
        ("日付は？", "published"),
        ("それはいつ出ましたか", "published"),
        ("どこに載ってたの？", "publisher"),
        ("それのリンクは？", "url"),
        ("기자 이름이 뭐예요?", "author"),
        ("그건 언제 나왔어?", "published"),
        ("날짜는?", "published"),
        ("어디서 나온 거야?", "publisher"),
        ("어느 신문이야?", "publisher"),
        ("원문 링크 있어요?", "url"),
        ("Who wrote it?", "author"),
        ("and who wrote it?", "author"),
        ("Who's the author?", "author"),
        ("When was that published?", "published"),
        ("ok, and the date?", "published"),
        ("Who published it?", "publisher"),
        ("Where is this from?", "publisher"),
        ("source?", "publisher"),
        ("Do you have a link?", "url"),
        ("それは誰が書きましたか？", "author"),
        ("いつ公開された？", "published"),
        ("出典は？", "publisher"),
        ("リンクを教えてください", "url"),
        ("누가 썼어요?", "author"),
        ("언제 발행됐나요?", "published"),
        ("출처는?", "publisher"),
        ("링크 줘", "url"),
    ],
)
def test_a_follow_up_asks_for_a_field_of_what_was_just_quoted(question, field):
    assert asked_of_it(question) == field


@pytest.mark.parametrize(
    "question",
    [
        "When was that?",
        "Where is it from?",
        "Who said it?",
        "Who wrote the song?",
        "Who wrote it down for the band?",
        "When was it built?",
        "What is the link between them?",
        "誰が歌いましたか？",
        "누가 쳤어요?",
    ],
)
def test_a_follow_up_about_what_was_told_asks_for_no_field(question):
    assert asked_of_it(question) is None
