"""The cleaner and the splitter on whole articles.

Fixtures hold a line's kind, a mark, and the words: "|" begins a line, "+" goes on with it, "&" does so after a space.
Where "‖" stands a sentence ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from index.ingest import classify, read_paths
from index.split import split

FIXTURES = Path(__file__).parent / "fixtures"
LAYOUTS = sorted(path.stem for path in FIXTURES.glob("*.txt"))
SEED = Path(__file__).parents[3] / "shared" / "seed-article.txt"


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of an article and what it is."""

    kind: str
    end: int
    sentences: tuple[str, ...]


def layout(name: str) -> tuple[str, list[Row]]:
    text, rows = "", []
    between = " " if name.startswith("korean") else ""
    for line in (FIXTURES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        kind, mark, sentences = line[:12].strip(), line[12:13], tuple(line[14:].split("‖"))
        text += {"+": "", "&": " "}.get(mark, "\n" if text else "") + between.join(sentences)
        if kind:
            rows.append(Row(kind, len(text), sentences))
    return text, rows


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_line_of_a_layout_gets_its_kind(name: str) -> None:
    text, rows = layout(name)
    parts = classify(text).parts
    found = [next(part.kind for part in parts if part.start < row.end <= part.end) for row in rows]
    assert [(kind, row.sentences) for kind, row in zip(found, rows, strict=True)] == [
        (row.kind, row.sentences) for row in rows
    ]


@pytest.mark.parametrize("name", [name for name in LAYOUTS if "‖" in (FIXTURES / f"{name}.txt").read_text("utf-8")])
def test_each_sentence_of_a_layout_stays_whole(name: str) -> None:
    text, rows = layout(name)
    passages = split(text, classify(text).parts, "ko" if name.startswith("korean") else "ja")
    expected = [sentence for row in rows if row.kind == "body" for sentence in row.sentences]
    assert [sentence.text for passage in passages for sentence in passage.sentences] == expected


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
        (
            "japanese_business",
            "潮力発電、島の電気の半分に 汐見電力が来春稼働",
            "篠田海",
            None,
            date(2026, 2, 12),
        ),
        ("japanese_bureau", "雪不足でそり大会中止 北嶺村", None, "汐見通信 社会部", date(2026, 2, 5)),
        (
            "japanese_signed",
            "図書館のロボット司書、子どもに人気 北浜市",
            "山本佳子",
            "北浜新聞",
            date(2026, 2, 10),
        ),
        (
            "japanese_interview",
            "「鐘の音は、町の体温です」 鐘楼守・早瀬鈴さんに聞く",
            "戸田みなと",
            None,
            date(2026, 2, 13),
        ),
        ("korean_agency_bars", "섬마을 학교 졸업생 2명…주민 100명이 박수", "서하람", "뉴스1코리아", date(2026, 2, 9)),
        (
            "korean_business",
            "조력발전, 섬 전기의 절반…해안전력 내년 봄 가동",
            "염바다",
            "머니내해",
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
