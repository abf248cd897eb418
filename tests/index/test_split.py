"""Sentences that can be quoted: whole, in order, byte for byte, with who said them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syntok.segmenter import analyze

from index.records import Kind, Part, Passage
from index.split import MAX_SENTENCES, SPLITTER, split
from index.split.enclosures import enclosures
from index.split.lengths import MAX_LENGTH

CORPUS = Path(__file__).parents[3] / "shared" / "qa" / "squad20-dev" / "corpus.jsonl"


def cut(text: str, language: str | None = "en") -> list[str]:
    passages = split(text, [Part(0, len(text), "body")], language)
    return [sentence.text for passage in passages for sentence in passage.sentences]


def article(*blocks: tuple[Kind, str]) -> tuple[Passage, ...]:
    parts, start = [], 0
    for kind, block in blocks:
        parts.append(Part(start, start + len(block), kind))
        start += len(block) + 1
    return split("\n".join(block for _, block in blocks), parts, "en")


def words(passage: Passage) -> int:
    return sum(len(sentence.text.split()) for sentence in passage.sentences)


WHOLE = [
    "“No, no, no!” she said. “You did it well!”",
    "“It’s cold, isn’t it?” Ms. Berg said at the end.",
    "“What a day!” President Moon wrote on a card. “We won!”",
    "He wrote: “We came. We saw. We won.”",
    '"First. Second," she said.',
    '"Is it?" asked the U.S. President. "I think so."',
    "Er sagte: „Ich komme. Ich gehe.“",
    "Elle dit « Oui. Non. » et partit.",
    "‘I am here. I stay,’ he said.",
    "The sign read “Stop. Go home.”",
    "Use e.g. a knife, cf. Prof. Smith vs. Jones, approx. 5 of them.",
    "J. R. R. Tolkien and Javier C. Hernández met Ms. Park in St. Louis.",
    "It was No. 5 on Jan. 14 at 9 a.m. ET, and Acme Inc. said so.",
    "Hannah (born in 1990) came first.",
    "Rev. James Lawson heard Op. 5 of c. 1900 in Browder v. Gayle.",
    "It (he asked. Really?) is so.",
    "He came; he saw; he won: that is all.",
    "Well... maybe it costs 3.5 dollars at www.example.com or in notes.txt today.",
    "This is so (p. 435).",
    "It eats fruit, i.e. The Apple, e.g. In Season.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_what_belongs_together_stays_one_sentence(text: str) -> None:
    assert cut(text) == [text]


APART = [
    "It was posted on X. | So she planned it.",
    "He fought in World War II. | He lived in the U.S. | It was 5 p.m. | The show began.",
    "“Is it over?” | Mr. Lee said that it was not.",
    "“Yes,” said Bob. | “No,” said Alice.",
    "He called it “a charming play by both.” | She agreed.",
    "The boys’ toys are here. | It’s the dogs’ life.",
    "“This was never closed. | It goes on here.",
    "It ended… | The next began.",
    "Many died in the war. | 1,300 came back.",
    "It says so.[3] | Next one.[4][5] | And so on.",
    "He laughed (as he does.) | Then he left.",
    "He lives on Main St. | The house is big.",
    'The 12" record sold. | It is 5\'6" tall.',
    "It was shown in several. | 2004 was better.",
    "It is the oldest bank in the U.S. | Other banks are younger.",
    "He met Mr. Park Jr. | Critics were not pleased.",
    "Am 3. Oktober kam er. | Er blieb. | Il dit : « C’est fini. » | Puis il partit.",
    "यह एक वाक्य है। | यह दूसरा है।",
    "First: 1. Wash it. | 2. Dry it. | Then go.",
    "The music was K-pop. | “Dynamite” came first.",
    "They danced to pop. | She sang.",
]


@pytest.mark.parametrize("text", APART)
def test_what_are_sentences_are_cut_apart(text: str) -> None:
    assert cut(text.replace(" | ", " ")) == text.split(" | ")


def test_a_lost_space_still_ends_a_sentence() -> None:
    assert cut("She is “happy.”And he is. It was the end.The next day came.") == [
        "She is “happy.”",
        "And he is.",
        "It was the end.",
        "The next day came.",
    ]


JAPANESE = [
    "彼は「行く。来る。」と述べた。|次に帰った！|本当に？|そうだ。",
    "規則（例。）は良い。|『彼は（それ。これ。）いい。』だ。|J.R.R.トールキンは3.5％だ。",
    "発表した。|2010年に公開された。",
]


@pytest.mark.parametrize("text", JAPANESE)
def test_japanese_is_cut_outside_its_quotes_and_brackets(text: str) -> None:
    assert cut(text.replace("|", ""), "ja") == text.split("|")


def test_korean_keeps_quotes_dates_and_abbreviations_whole() -> None:
    text = "그는 “간다. 온다.”라고 말했다.|2014. 5. 3. 에 갔다.|Mr. Kim은 갔다.[1]|‘정말요?’라고 물었다!"
    assert cut(text.replace("|", " "), "ko") == text.split("|")


def test_an_answer_in_an_interview_is_left_in_its_sentences() -> None:
    assert cut("― 왜 떠나나. “배가 낡았어요. 새로 짓습니다.”", "ko") == [
        "― 왜 떠나나.",
        "“배가 낡았어요.",
        "새로 짓습니다.”",
    ]
    assert cut("「船は古い。新しくします」", "ja") == ["「船は古い。", "新しくします」"]


def test_korean_keeps_who_shouted_with_what_was_shouted() -> None:
    text = "아이는 “가자!” 하고 외쳤다.|어른은 “어디로?” 라고 물었다."
    assert cut(text.replace("|", " "), "ko") == text.split("|")


def test_chinese_is_told_by_its_script_where_no_language_is_known() -> None:
    assert cut("他說：“我來了。我看見。”然後走了。真的嗎？", None) == [
        "他說：“我來了。我看見。”",
        "然後走了。",
        "真的嗎？",
    ]


def test_bullets_and_item_numbers_do_not_cut_a_sentence() -> None:
    assert cut("- One item\n• Two items. More.\n1. First.\na) Second one") == [
        "One item",
        "Two items.",
        "More.",
        "1. First.",
        "a) Second one",
    ]


def test_a_wrapped_line_does_not_end_a_sentence_and_a_blank_line_does() -> None:
    assert cut("It goes\non here\n\nand there") == ["It goes\non here", "and there"]


def test_wide_gaps_between_sentences_hide_no_end() -> None:
    assert cut("It is one." + " " * 300 + "It is two.") == ["It is one.", "It is two."]


def test_a_long_quotation_is_cut_at_the_ends_of_its_sentences() -> None:
    inner = [f"We will go to place number {number} and stay there until it is done." for number in "abcdefgh"]
    assert cut("“" + " ".join(inner) + "” he said.")[0] == "“" + inner[0]


def test_marks_without_words_join_their_neighbour() -> None:
    assert cut("It is over. !!! ... The end.") == ["It is over. !!! ...", "The end."]


def test_text_without_an_end_is_cut_at_lines_then_semicolons_then_commas() -> None:
    assert [len(piece) for piece in cut("\n".join(["x" * 99] * 10))] == [399, 599]
    assert [len(piece) for piece in cut("; ".join(["x, y" * 25] * 10))] == [407, 407, 202]
    assert [len(piece) for piece in cut("x" * 1500)] == [400, 400, 400, 300]


@pytest.mark.parametrize("text", ["", " \n ", "...", "-", "🙂 🙂", "\n- \n• \n", "\x00", "“”"])
def test_no_words_give_no_sentence(text: str) -> None:
    assert split(text, [Part(0, len(text), "body")], None) == ()


def test_only_the_body_is_cut() -> None:
    passages = article(("heading", "A title."), ("body", "One. Two."), ("link", "Read more."))
    assert [sentence.text for passage in passages for sentence in passage.sentences] == ["One.", "Two."]


def test_a_heading_ends_a_passage_and_short_paragraphs_share_one() -> None:
    passages = article(("body", "One here."), ("body", "Two here."), ("heading", "H"), ("body", "Three here."))
    assert [[sentence.text for sentence in passage.sentences] for passage in passages] == [
        ["One here.", "Two here."],
        ["Three here."],
    ]


def test_a_paragraph_of_enough_words_is_its_own_passage() -> None:
    long = "This sentence has exactly six words. " * 15
    assert [words(passage) for passage in article(("body", long), ("body", long))] == [90, 90]


def test_a_very_long_paragraph_becomes_passages_of_equal_size() -> None:
    passages = article(("body", "This sentence has exactly six words. " * 100))
    assert [words(passage) for passage in passages] == [198, 204, 198]


def test_a_passage_never_holds_more_sentences_than_ids_allow() -> None:
    assert {len(passage.sentences) for passage in article(("body", "Go on. " * 96))} == {MAX_SENTENCES}


def test_a_mark_that_is_never_closed_encloses_nothing() -> None:
    assert [(found.start, found.end) for found in enclosures("(a “b” [c 'd’ (e)")] == [(3, 6), (14, 17)]


def test_the_splitter_names_its_version() -> None:
    assert SPLITTER.startswith("syntok-")


TEXTS = st.text(st.sampled_from("aB1 .!?…,;:\n\t-•“”\"'’‘«»()[]「」。！あ한字é🙂\u00a0\u200b")) | st.text()


@settings(max_examples=400)
@given(TEXTS, st.sampled_from([None, "en", "ja", "ko"]))
def test_sentences_slice_back_in_order_and_lose_no_letter(text: str, language: str | None) -> None:
    passages = split(text, [Part(0, len(text), "body")], language)
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    assert all(each.text == text[each.start : each.end] == each.text.strip() != "" for each in sentences)
    assert all(first.end <= second.start for first, second in pairwise(sentences))
    kept = "".join(filter(str.isalnum, "".join(each.text for each in sentences)))
    assert kept == "".join(filter(str.isalnum, text))
    assert all(any(map(str.isalnum, each.text)) for each in sentences)
    assert all(1 <= len(passage.sentences) <= MAX_SENTENCES for passage in passages)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["One. Two.", "“He said", "a”", "。", "word " * 90, ""]), max_size=12))
def test_no_sentence_crosses_a_part(paragraphs: list[str]) -> None:
    passages = article(*(("body", paragraph) for paragraph in paragraphs))
    assert not any("\n" in sentence.text for passage in passages for sentence in passage.sentences)


@pytest.mark.parametrize("unit", ["“", ".", "(a.) ", "「あ。」と", "A. ", ".[1]", "\n ", "- ", "a", "。", '"a ', "1. "])
def test_hostile_repetition_is_cut_in_linear_time(unit: str) -> None:
    text = "Go on" + unit * (100_000 // len(unit))
    assert max(map(len, cut(text))) <= 2 * MAX_LENGTH


@pytest.mark.skipif(not CORPUS.exists(), reason="the question sets in ../shared are not here")
def test_the_mean_length_stays_near_that_of_plain_syntok() -> None:
    paragraphs = [text for line in CORPUS.open() for text in json.loads(line)["text"].split("\n\n")][:100]
    plain = sum(1 for text in paragraphs for block in analyze(text) for _ in block)
    ours = sum(len(cut(text)) for text in paragraphs)
    assert 0.95 < plain / ours < 1.15
