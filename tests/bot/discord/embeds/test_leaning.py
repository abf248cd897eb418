from __future__ import annotations

from dataclasses import replace

import pytest

from bot.discord.embeds.leaning import leaning
from tests.bot.records import QUOTE


@pytest.mark.parametrize(
    "text",
    [
        "But the two of them had already left the room by then.",
        "“He had been a drummer in a band at school,” she said.",
        "However, nobody in the hall knew what would come next.",
        "しかし、両首脳はそのあとも演奏を続け、会場は大きな拍手に包まれたという。",
        "彼女は学生のころからドラムを演奏していたと関係者は話している。",
        "그는 학교 밴드에서 드럼을 쳤다고 관계자들은 어제 저녁에 말했다.",
        "하지만 두 사람은 이미 그 방을 떠난 뒤였다고 관계자들은 말했다.",
        "They clapped.",
    ],
)
def test_a_sentence_that_points_back_leans_on_the_one_before(text: str) -> None:
    assert leaning(replace(QUOTE, text=text)) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "Henceforth Records published the song in January of this year.",
        "It-girls and drummers played two songs at the summit on Tuesday.",
        "Theresa Writer and Sonia Drummer played two songs on Tuesday.",
        "高市首相は火曜日の夜、韓国の大統領とともに二曲を演奏したと発表した。",
        "이재명 대통령은 화요일 저녁에 총리와 함께 두 곡을 연주했다고 밝혔다.",
    ],
)
def test_a_sentence_that_names_its_subject_stands_alone(text: str) -> None:
    assert leaning(replace(QUOTE, text=text)) == (False, False)


@pytest.mark.parametrize("end", [":", "?", "?”", "：", "か？」"])
def test_a_sentence_that_announces_leans_on_the_one_after(end: str) -> None:
    text = f"The minister told the reporters in the hall what came next{end}"
    assert leaning(replace(QUOTE, text=text)) == (False, True)


def test_an_empty_quote_is_no_error() -> None:
    assert leaning(replace(QUOTE, text="")) == (True, False)
