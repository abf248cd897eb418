from __future__ import annotations

import pytest

from index import shared_words


@pytest.mark.parametrize(
    ("question", "text", "shared"),
    [
        ("Which songs were played?", "They play a song.", ("songs", "played")),
        ("Who played, and who plays?", "They play.", ("played", "plays")),
        ("Who won?", "They play.", ()),
        ("東京タワーの高さは？", "東京タワーは高い。", None),
    ],
)
def test_the_words_of_a_question_that_a_text_holds_are_told_as_they_were_typed(question, text, shared):
    assert shared_words(question, text) == shared
