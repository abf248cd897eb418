from __future__ import annotations

import json

import pytest

from bot.terminal.output import emit, harmless


def test_a_line_holds_text_as_it_is(capsys):
    emit({"text": "“Wörter” 日本語 한국어"})
    assert capsys.readouterr().out == '{"text": "“Wörter” 日本語 한국어"}\n'


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c", "\r", "\n", "\ud800", "\x9b"])
def test_no_character_breaks_a_line_in_two(capsys, character):
    emit({"text": f"a{character}b"})
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == {"text": f"a{character}b"}


def test_what_is_not_json_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        emit({"score": float("nan")})


def test_escape_sequences_are_shown_and_not_obeyed():
    assert harmless("\x1b[31mred\x07 \x9b2J") == "␛[31mred␇ \ufffd2J"


def test_a_text_is_not_turned_around():
    assert harmless("a\u202eb\u2066c") == "a\ufffdb\ufffdc"


def test_every_character_keeps_its_place():
    text = "".join(map(chr, range(0x3000))) + "\ud800\U0001f941"
    assert len(harmless(text)) == len(text)


def test_ordinary_text_is_left_alone():
    text = "Zwei\tSpalten\nund 日本語 — “ja” 👩‍👩‍👧 עברית"
    assert harmless(text) == text
