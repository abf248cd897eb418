"""Share: a quote as a picture."""

from __future__ import annotations

import io

from PIL import Image

from bot.discord.cards.card import LONGEST, WIDTH, draw_card
from bot.discord.cards.fonts import lacking, runs
from bot.discord.cards.lines import lines_of
from tests.bot.discord.asking import BUILDER, MARA, add, text
from tests.bot.discord.conftest import World
from tests.bot.discord.pressing import SAY, ask, option, remove

SENTENCE = "Mara Lindqvist built the lighthouse; 高市早苗首相は奈良で、이재명 대통령과 연주했다."


def _size(picture: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(picture)) as image:
        image.load()
        return image.size


def test_a_card_is_a_picture_that_grows_with_its_words() -> None:
    short, long = (_size(draw_card(words, [(0, 4)], ["Title", "2026"], 0x2F9E77)) for words in (MARA, MARA * 8))
    assert (short[0], long[0], short[1] < long[1]) == (WIDTH, WIDTH, True)


def test_three_scripts_have_their_letters_and_others_are_named() -> None:
    assert [script for _run, script in runs("ab 漢 한")] == ["latin", "ja", "latin", "ko"]
    assert lacking(SENTENCE) == ""
    assert lacking("Oxwick שלום 🙂") == "שלום🙂"


def test_lines_hold_every_word_within_their_width_and_keep_the_marks() -> None:
    lines = lines_of(SENTENCE * 3, [(0, 14)], 36, 500)
    whole = "".join(piece.text for line in lines for piece in line)
    assert whole.replace(" ", "") == (SENTENCE * 3).replace(" ", "")
    assert max(sum(piece.width for piece in line) for line in lines) <= 500 + 20
    assert "".join(piece.text for line in lines for piece in line if piece.marked) == "Mara Lindqvist"


def test_a_word_that_is_wider_than_a_line_is_broken() -> None:
    lines = lines_of("W" * 200, [], 40, 400)
    assert (len(lines) > 10, "".join(piece.text for line in lines for piece in line)) == (True, "W" * 200)


def test_a_closing_mark_begins_no_line_in_japanese() -> None:
    lines = lines_of("奈良市のホテルで、首相は話した。" * 9, [], 40, 300)
    assert not [line for line in lines if line[0].text[0] in "、。"]


async def test_share_sends_a_picture_with_its_words(world: World) -> None:
    add(world)
    result = await option(world.alice, await ask(world, BUILDER), "Share")
    sent = result.followups[-1] if result.followups else result.response
    assert sent
    assert (text(sent), sent.ephemeral) == (SAY("sharing.done"), True)
    (file,) = sent.attachments
    assert (file.filename, MARA in (file.description or "")) == ("quote.png", True)


async def test_what_was_removed_is_shared_no_more(world: World) -> None:
    article = add(world)
    answer = await ask(world, BUILDER)
    remove(world, article)
    result = await option(world.alice, answer, "Share")
    assert text(result.followups[-1] if result.followups else result.response) == SAY("sharing.gone")


async def test_a_quote_with_letters_that_lack_or_too_long_is_refused_in_words(world: World) -> None:
    add(world, f"Mara Lindqvist built the lighthouse of Oxwick, called שלום, in 1911. {'x' * LONGEST}", "Oxwick")
    result = await option(world.alice, await ask(world, BUILDER), "Share")
    said = text(result.followups[-1] if result.followups else result.response)
    assert said == SAY("sharing.lacking", letters="שלום")
