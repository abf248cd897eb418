"""The cleaner on whole articles: fixtures hold a line's kind, a bar, and the line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.ingest import classify, read_paths

FIXTURES = Path(__file__).parent / "fixtures"
LAYOUTS = sorted(path.stem for path in FIXTURES.glob("*.txt"))
SEED = Path(__file__).parents[3] / "shared" / "seed-article.txt"


def layout(name: str) -> tuple[str, list[tuple[str, str]]]:
    lines = (FIXTURES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = [(line[:12].strip(), line[14:]) for line in lines]
    return "\n".join(words for _, words in rows), [row for row in rows if row[0]]


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_line_of_a_layout_gets_its_kind(name: str) -> None:
    text, expected = layout(name)
    parts = classify(text).parts
    found = []
    for _, words in expected:
        last = text.index(words) + len(words) - 1
        found.append((next(part.kind for part in parts if part.start <= last < part.end), words))
    assert found == expected


@pytest.mark.parametrize(
    ("name", "title", "author", "publisher", "published"),
    [
        (
            "american_daily",
            "Harbor Town Rebuilds Its Lighthouse, One Stone at a Time",
            "Mira Solano, Tetsu Arakawa",
            "The Harbor Ledger Company",
            date(2026, 1, 14),
        ),
        (
            "blog_aggregator",
            "Night Markets Return to the Old Port",
            "Lena Okafor",
            "Quay Notes",
            date(2026, 3, 3),
        ),
        (
            "japanese_daily",
            "灯台の明かり、11年ぶりに戻る 住民の募金で修復",
            "山田太郎",
            "塩見新聞社",
            date(2026, 1, 14),
        ),
        ("korean_daily", "등대 불빛, 11년 만에 돌아온다", "홍길동", "해안일보", date(2026, 1, 14)),
        ("korean_wire", "유리 공장 폐열로 9천 가구 난방", "김하늘", "한빛뉴스", None),
        (
            "magazine_german_french",
            "Das Dorf, das seine Uhr zurückstellte",
            "Greta Hollmann",
            "Talbote",
            date(2026, 2, 12),
        ),
        ("public_radio", "The fish that learned to wait", "Ada Brecht", None, None),
    ],
)
def test_an_article_says_who_wrote_it_and_when(
    name: str, title: str, author: str, publisher: str | None, published: date | None
) -> None:
    found = classify(layout(name)[0])
    assert (found.title, found.author, found.publisher, found.published) == (title, author, publisher, published)


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside this clone")
def test_the_seed_article_keeps_its_story_and_leaves_out_the_rest() -> None:
    (source,) = read_paths([SEED])
    assert source.article is not None
    text = source.article.text
    left_out = [
        (part.kind, text[part.start : part.end].lstrip("-\n")[:16])
        for part in source.article.parts
        if part.kind != "body"
    ]
    assert left_out == [
        ("link", "More on South Ko"),
        ("link", "A Dissident’s Ne"),
        ("link", "Standoff With Do"),
        ("link", "An Impeachment T"),
        ("link", "Parliament Elect"),
        ("credit", "Hisako Ueno cont"),
        ("credit", "Javier C. Hernán"),
        ("boilerplate", "The post Drum Di"),
    ]


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside this clone")
def test_the_seed_article_says_its_title_author_and_publisher() -> None:
    (source,) = read_paths([SEED])
    assert source.article is not None
    assert source.article.title.startswith("Drum Diplomacy: ")
    assert source.article.author == "Javier C. Hernández"
    assert source.article.publisher == "New York Times"
