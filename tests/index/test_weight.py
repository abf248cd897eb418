"""What an article is said to take before it is stored, beside what it takes."""

from __future__ import annotations

import random

import pytest

from index import Library, Source, derived, read_text
from tests.index.towns import town

NUMBER = 400
KANJI = [chr(code) for code in range(0x4E00, 0x4F00)]


def japanese(chance: random.Random) -> str:
    return "\n".join("".join(chance.choices(KANJI, k=38)) + "。" for _ in range(NUMBER))


TEXTS = {
    "news": "\n\n".join(town(number) for number in range(NUMBER // 8)),
    "short lines": "\n".join(f"Ferry {number}" for number in range(NUMBER)),
    "short sentences": "\n\n".join(" ".join(f"It is {n}." for n in range(40)) for _ in range(NUMBER // 40)),
    "japanese": japanese(random.Random(7)),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_what_an_article_takes_is_known_before_it_is_stored(library: Library, monkeypatch, kind: str) -> None:
    monkeypatch.setattr(derived, "SAVE_EVERY", 1)
    library.add(Source("first", read_text(town(999), identity="first")))
    library.ask("Which town is it?")
    library.settle()
    article, before = read_text(TEXTS[kind], identity="x"), library.size().bytes
    told = library.weigh(article)
    library.add(Source("x", article))
    library.ask("Which town is it?")
    library.settle()
    taken = library.size().bytes - before
    assert taken <= told <= 2.5 * taken
