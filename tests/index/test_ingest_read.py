"""Bytes, files and folders -> Sources: texts unchanged, fields, identities, and what is refused."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IngestError, NothingToQuote, TooLarge, Unreadable
from index.ingest import Source, read_bytes, read_paths, read_text
from index.ingest.canonical import canonical_url
from index.ingest.fields import language_code, read_fields
from index.records import Article

LINE = "The ferry sails on Monday."


def article_of(data: bytes, name: str, identity: str | None = None) -> Article:
    (source,) = read_bytes(data, name, identity)
    assert source.article is not None, source.refusal
    return source.article


def refusal_of(data: bytes, name: str) -> IngestError:
    (source,) = read_bytes(data, name)
    assert source.refusal is not None
    return source.refusal


def line_of(**record: object) -> bytes:
    return json.dumps(record).encode() + b"\n"


@pytest.mark.parametrize(
    "text", ["  The ferry\r\nsails.\r\n\r\n", "\tMonday.\n", "---\ntitle: A ferry\n---\nIt sails."]
)
def test_a_text_file_is_never_changed(text: str) -> None:
    assert article_of(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (LINE, "utf-8-sig"),
        (LINE, "utf-16"),
        (LINE, "utf-32"),
        ("El señor Peña dijo “adiós” mañana.", "cp1252"),
        ("The naïve café owner said so.", "cp1252"),
        ("Źródła mówią, że żółw był śliczny.", "cp1250"),
        ("船は月曜日に港を出て、夕方に戻る。", "shift_jis"),
        ("船は月曜日に港を出て、夕方に戻る。", "euc_jp"),
        ("배는 월요일에 항구를 떠나 저녁에 돌아온다.", "euc_kr"),
    ],
)
def test_older_and_wider_encodings_are_read(text: str, encoding: str) -> None:
    assert article_of(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_text_of_markdown_begins_right_after_the_front_matter(newline: str) -> None:
    data = newline.join(["---", "title: Ferry", "---", "", LINE, ""]).encode()
    assert article_of(data, "a.md").text == f"{newline}{LINE}{newline}"


def test_a_front_matter_fills_the_fields() -> None:
    front = (
        "title: A ferry\nauthor: [Ola Nord, Pia Lund]\ndate: 2026-01-14 05:02\n"
        "language: en-US\nlicense: CC0\nid: 0012\ncolour: red"
    )
    article = article_of(f"---\n{front}\n---\n{LINE}".encode(), "a.md")
    assert (article.title, article.author, article.published) == ("A ferry", "Ola Nord, Pia Lund", date(2026, 1, 14))
    assert (article.language, article.licence, article.identity) == ("en", "CC0", "0012")


def test_what_is_given_wins_over_what_is_found() -> None:
    text = f"---\nauthor: Ola Nord\n---\n# A ferry\n\nBy Pia Lund\n\n{LINE} {LINE} {LINE} {LINE}"
    article = article_of(text.encode(), "a.md")
    assert (article.author, article.title) == ("Ola Nord", "A ferry")


def test_a_rule_without_a_second_one_is_no_front_matter() -> None:
    assert article_of(f"---\n{LINE}".encode(), "a.md").text == f"---\n{LINE}"


@pytest.mark.parametrize(
    ("front", "line"),
    [("title: a\nauthor: b: c", 3), ("title: [a", 3), ("a: &x 1\nb: *x", 2), ("- {" * 9_000, 2)],
)
def test_a_broken_front_matter_is_refused_with_its_line(front: str, line: int) -> None:
    refusal = refusal_of(f"---\n{front}\n---\n{LINE}".encode(), "a.md")
    assert isinstance(refusal, Unreadable)
    assert f"line {line}" in str(refusal)


def test_a_page_gives_its_text_and_its_metadata() -> None:
    page = (
        "<html lang='en-GB'><head><title>Ferry | Review</title><meta name='author' content='Ola Nord'>"
        "<meta property='og:site_name' content='The Review'>"
        "<meta property='article:published_time' content='2026-01-14T05:02:00Z'>"
        "<link rel='canonical' href='https://review.example/ferry'></head><body><nav>Home</nav>"
        "<article><h1>The ferry sails again</h1>"
        f"<p>{LINE} It is full of people and their dogs.</p><h2>The bell</h2>"
        "<p>It was cast anew. It rings at dawn, and again at dusk.</p>"
        "<p><a href='/x'>The gulls that follow it</a></p></article></body></html>"
    )
    article = article_of(page.encode(), "a.html", "/tmp/a.html")
    body = [article.text[part.start : part.end] for part in article.parts if part.kind == "body"]
    assert body == [
        f"{LINE} It is full of people and their dogs.",
        "It was cast anew. It rings at dawn, and again at dusk.",
    ]
    assert (article.identity, article.author, article.published) == (
        "https://review.example/ferry",
        "Ola Nord",
        date(2026, 1, 14),
    )
    assert (article.publisher, article.language) == ("The Review", "en")


def test_a_page_is_decoded_as_it_says() -> None:
    words = "船は月曜日に港を出る。" * 9
    page = f"<html><head><meta charset='shift_jis'></head><body><article><p>{words}</p></article></body></html>"
    assert article_of(page.encode("shift_jis"), "a.htm").text.startswith("船は月曜日に港を出る。")


@pytest.mark.parametrize(
    "page", ["", "<html><body></body></html>", "<html><body><script>let a = 1</script></body></html>"]
)
def test_a_page_without_text_has_nothing_to_quote(page: str) -> None:
    assert isinstance(refusal_of(page.encode(), "a.html"), NothingToQuote)


def test_a_page_nested_too_deeply_is_refused_or_read_and_never_raises() -> None:
    (source,) = read_bytes(b"<div>" * 90_000 + LINE.encode(), "a.html")
    assert source.article is None or LINE in source.article.text


def test_records_are_named_by_their_line_and_a_bad_one_stops_none() -> None:
    data = (
        line_of(text=LINE, id=7)
        + b"\n{broken\n[1]\n"
        + line_of(text=7)
        + line_of(text=f" {LINE}\n", title="B")
        + b'{"text": "\\ud800."}'
    )
    sources = list(read_bytes(data, "c.jsonl", "/c.jsonl"))
    assert [source.path for source in sources] == [
        "c.jsonl:1",
        "c.jsonl:3",
        "c.jsonl:4",
        "c.jsonl:5",
        "c.jsonl:6",
        "c.jsonl:7",
    ]
    articles = [source.article for source in sources if source.article]
    assert [(a.identity, a.text) for a in articles] == [("7", LINE), ("/c.jsonl#6", f" {LINE}\n")]
    assert all(isinstance(source.refusal, Unreadable) for source in sources if not source.article)


def test_a_record_over_the_limit_is_refused_and_the_next_one_read() -> None:
    data = line_of(text="a" * 10_000_001) + line_of(text=LINE)
    first, second = read_bytes(data, "c.jsonl")
    assert isinstance(first.refusal, TooLarge)
    assert second.article is not None
    assert second.path == "c.jsonl:2"


def test_a_packed_file_is_read_and_a_torn_one_keeps_its_whole_lines() -> None:
    packed = gzip.compress(
        b"".join(line_of(text=f"{LINE} {i}", note=hashlib.sha256(b"%d" % i).hexdigest()) for i in range(500))
    )
    assert article_of(gzip.compress(line_of(text=LINE)), "c.jsonl.gz").text == LINE
    torn = list(read_bytes(packed[: len(packed) // 2], "c.jsonl.gz"))
    assert torn[0].article is not None
    assert isinstance(torn[-1].refusal, Unreadable)


def test_a_line_that_unpacks_without_end_is_given_up() -> None:
    bomb = gzip.compress(b"a" * 230_000_000, 1)
    (source,) = read_bytes(bomb, "c.jsonl.gz")
    assert isinstance(source.refusal, Unreadable)


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", NothingToQuote, "empty"),
        (b" \r\n\t", NothingToQuote, "empty"),
        (b"Sign up for our newsletter\nShare\n", NothingToQuote, "notices only"),
        (b"The ferry\0sails.", Unreadable, "NUL"),
        (b"\x89PNG\r\n\x1a\n", Unreadable, "PNG"),
        (b"PK\x03\x04abc", Unreadable, "archive breaks off"),
        (b"\x01\x02\x03\x04 a", Unreadable, "control characters"),
        (b"\xff\xfea", Unreadable, "UTF-16"),
        (b"a" * 10_000_001, TooLarge, "10.0 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, kind: type[IngestError], words: str) -> None:
    refusal = refusal_of(data, "a.txt")
    assert isinstance(refusal, kind)
    assert words in str(refusal)


def test_a_file_of_another_kind_is_refused() -> None:
    assert ".jsonl" in str(refusal_of(b"print()", "a.py"))


def test_the_identity_is_the_id_then_the_url_then_the_path_then_the_hash() -> None:
    url = "HTTPS://Example.com:443/a/?utm_source=x&b=1&fbclid=2#top"
    assert article_of(line_of(text=LINE, doc="d", url=url), "c.jsonl").identity == "d"
    assert article_of(line_of(text=LINE, url=url), "c.jsonl").identity == "https://example.com/a?b=1"
    assert article_of(LINE.encode(), "a.txt", "/x/a.txt").identity == "/x/a.txt"
    assert article_of(LINE.encode(), "a.txt").identity == f"sha256:{hashlib.sha256(LINE.encode()).hexdigest()}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example", "https://a.example/"),
        ("http://a.example:80/b/#c", "http://A.example/b"),
        ("https://a.example/b?utm_medium=x&c=1", "https://a.example/b/?c=1"),
    ],
)
def test_one_address_in_two_forms_is_one_identity(one: str, other: str) -> None:
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://a.example/b", "/b", "https://", "https://a b", "http://[", 7, ["x"]]
)
def test_an_address_that_is_not_of_the_web_is_left_out(url: object) -> None:
    assert read_fields({"url": url}).url is None


def test_values_of_odd_types_are_made_clean() -> None:
    fields = read_fields(
        {"Title": 1984, "author": [{"name": "Ola\nNord"}, None, "Pia Lund"], "published": 1768348800, "language": True}
    )
    assert (fields.title, fields.author, fields.published, fields.language) == (
        "1984",
        "Ola Nord, Pia Lund",
        date(2026, 1, 14),
        None,
    )


@pytest.mark.parametrize(
    ("said", "code"), [("en-US", "en"), ("JA", "ja"), ("kor", "ko"), ("English", "en"), ("xx-long", "xx"), ("?", None)]
)
def test_a_language_becomes_its_code(said: str, code: str | None) -> None:
    assert language_code(said) == code


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("night_ferry-2.txt", "Night ferry 2"),
        ("news/ferry.txt", "Ferry"),
        ("-", LINE),
        ("index.txt", LINE),
        ("2026-01.txt", LINE),
    ],
)
def test_a_title_comes_from_the_name_or_the_first_words(name: str, title: str) -> None:
    assert article_of(LINE.encode(), name).title == title


def test_a_long_first_sentence_is_cut_at_a_word_for_the_title() -> None:
    title = read_text("ferry " * 40).title
    assert title == ("ferry " * 13).strip()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Some deer live in the park, as they have for centuries. Nobody knows who owns all of them today.",
            "Some deer live in the park, as they have for centuries.",
        ),
        (
            "“Nobody owns the deer of the park.” Some of them have lived there for longer than anybody can tell.",
            "“Nobody owns the deer of the park.”",
        ),
        (
            "The keeper of the old lighthouse met Mrs. Lind, who had come from the U.S. Navy with her father.",
            "The keeper of the old lighthouse met Mrs. Lind, who had come from the U.S. Navy",
        ),
        (
            "Dr. Lind built the lighthouse of Oxwick with her own hands and with the money of four fishermen.",
            "Dr. Lind built the lighthouse of Oxwick with her own hands and with the money of",
        ),
        ("奈良公園には千三百頭の鹿がいる。" * 8, "奈良公園には千三百頭の鹿がいる。" * 5),
    ],
)
def test_a_title_of_the_first_words_ends_with_a_sentence_where_it_can(text: str, title: str) -> None:
    assert read_text(text).title == title


def test_a_paste_is_an_article_and_an_empty_one_is_refused() -> None:
    article = read_text(LINE, title="A ferry", url="mailto:a@b.example")
    assert (article.title, article.text, article.url) == ("A ferry", LINE, None)
    with pytest.raises(NothingToQuote, match="empty"):
        read_text(" \n")


def test_a_folder_is_read_in_order_without_hidden_files_and_loops(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/.hidden.md", ".git/x.txt", "c.pdf", "B.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(LINE)
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    sources = list(read_paths([tmp_path]))
    assert [Path(source.path).relative_to(tmp_path).as_posix() for source in sources] == [
        "B.TXT",
        "a/z.md",
        "b.txt",
        "c.pdf",
    ]
    assert [source.article and source.article.identity for source in sources] == [source.path for source in sources]


def test_a_missing_file_and_a_large_one_stop_no_other(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"a" * 10_500_000)
    (tmp_path / "ferry.txt").write_text(LINE)
    missing, large, ferry = read_paths([tmp_path / "none.txt", tmp_path / "large.txt", tmp_path / "ferry.txt"])
    assert isinstance(missing.refusal, Unreadable)
    assert "10.5 MB" in str(large.refusal)
    assert ferry.article is not None


def test_a_path_that_is_no_file_is_refused() -> None:
    (device, nul) = read_paths([Path("/dev/null"), Path("a\0b.txt")])
    assert isinstance(device.refusal, Unreadable)
    assert isinstance(nul.refusal, Unreadable)


@pytest.mark.parametrize(
    ("data", "paths", "title"),
    [
        (LINE.encode(), ["-"], LINE),
        (line_of(text=LINE, title="A") + line_of(text="It is late.", title="B"), ["-:1", "-:2"], "A"),
        (f"---\ntitle: A\n---\n{LINE}".encode(), ["-"], "A"),
    ],
)
def test_standard_input_is_told_by_its_first_line(data: bytes, paths: list[str], title: str) -> None:
    sources: list[Source] = list(read_paths(["-"], io.BytesIO(data)))
    assert [source.path for source in sources] == paths
    assert sources[0].article is not None
    assert sources[0].article.title == title


@settings(max_examples=60)
@given(
    data=st.binary() | st.text().map(str.encode) | st.text().map(lambda text: f"---\n{text}\n---\n{text}".encode()),
    suffix=st.sampled_from([".txt", ".md", ".html", ".jsonl", ".jsonl.gz", ""]),
)
def test_any_bytes_are_read_or_refused_and_never_raise(data: bytes, suffix: str) -> None:
    for source in read_bytes(data, f"a{suffix}"):
        assert (source.article is None) != (source.refusal is None)
