"""Word, OpenDocument, e-books, mails and archives: what they say, and the sentence where they cannot be read."""

from __future__ import annotations

import io
import zipfile

import pytest

from index import IngestError, NothingToQuote, Source, TooLarge, Unreadable, read_bytes
from tests.documents import docx, epub, mail, odt, word, zipped

ONE, TWO = "The bridge over the sound opened again on Monday.", "Forty bearings were replaced in three winters."
BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>"


def body_of(source: Source) -> list[str]:
    assert source.article, source.refusal
    return [source.article.text[part.start : part.end] for part in source.article.parts if part.kind == "body"]


def only(data: bytes, name: str) -> Source:
    (source,) = read_bytes(data, name)
    return source


def test_a_word_document_gives_its_paragraphs_and_fields() -> None:
    source = only(docx(word("The bridge", "Heading1") + word(ONE) + word(TWO)), "a.docx")
    assert source.article
    assert body_of(source) == [ONE, TWO]
    assert (source.article.title, source.article.author, str(source.article.published)) == (
        *("The bridge", "Jon Berg", "2026-02-03"),
    )


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            '<w:p><w:r><w:t>The bri</w:t></w:r><w:r><w:t xml:space="preserve">dge is open.</w:t></w:r></w:p>',
            "The bridge is open.",
        ),
        ("<w:p><w:r><w:t>Now</w:t><w:tab/><w:t>here.</w:t></w:r></w:p>", "Now here."),
        (
            f"<w:p><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del><w:ins><w:r><w:t>{ONE}</w:t></w:r></w:ins></w:p>",
            ONE,
        ),
        (f"<w:p><w:hyperlink><w:r><w:t>{ONE}</w:t></w:r></w:hyperlink></w:p>", ONE),
        (f"<w:tbl><w:tr><w:tc>{word(ONE)}</w:tc></w:tr></w:tbl>", ONE),
        (f"<w:p><w:r><w:instrText>HYPERLINK http://a</w:instrText><w:t>{ONE}</w:t></w:r></w:p>", ONE),
    ],
)
def test_a_word_document_is_read_as_it_is_shown(markup: str, text: str) -> None:
    assert body_of(only(docx(markup), "a.docx")) == [text]


def test_an_opendocument_gives_its_paragraphs_and_fields() -> None:
    body = (
        "<text:tracked-changes><text:p>Deleted.</text:p></text:tracked-changes>"
        f"<text:h>The bridge</text:h><text:p>{ONE}</text:p>"
        "<text:p>Forty<text:s/>bearings <text:span>were</text:span> replaced in three winters.</text:p>"
    )
    source = only(odt(body), "a.odt")
    assert source.article
    assert body_of(source) == [ONE, TWO]
    assert (source.article.title, source.article.author) == ("The bridge", "Jon Berg")


def test_a_book_gives_an_article_a_chapter_with_the_book_as_publisher() -> None:
    book = epub([f"<h1>The first bridge</h1><p>{ONE}</p>", f"<p>{TWO}</p>", "<p></p>"])
    one, two = read_bytes(book, "book.epub", "/books/book.epub")
    assert one.article
    assert two.article
    assert [source.article.title for source in (one, two) if source.article] == [
        "The first bridge",
        "The second bridge",
    ]
    assert (one.article.publisher, one.article.author, one.article.language) == (
        "Bridges of the north",
        "Jon Berg",
        "en",
    )
    assert (one.path, one.article.identity) == ("book.epub:1", "/books/book.epub#1")
    assert body_of(one) == [ONE]
    assert body_of(two) == [TWO]


@pytest.mark.parametrize("kind", ["text/html", "text/plain"])
def test_a_mail_gives_its_words_and_who_sent_it(kind: str) -> None:
    text = (
        f"<table><tr><td><p>{ONE}</p></td></tr><tr><td>{TWO}</td></tr></table>"
        if kind == "text/html"
        else f"{ONE}\r\n\r\n{TWO}"
    )
    source = only(mail(text, kind), "letter.eml")
    assert source.article
    assert body_of(source) == [ONE, TWO]
    assert (source.article.title, source.article.author) == ("The bridge is back", "Harbour Letter")
    assert str(source.article.published) == "2026-02-03"


def test_an_archive_gives_what_is_in_it() -> None:
    data = zipped({"b.txt": TWO, "a/x.docx": docx(word(ONE)), "picture.png": b"\x89PNG", ".hidden.txt": ONE})
    sources = list(read_bytes(data, "news.zip", "/x/news.zip"))
    assert [source.path for source in sources] == ["news.zip/a/x.docx", "news.zip/b.txt"]
    assert [body_of(source) for source in sources] == [[ONE], [TWO]]
    assert sources[1].article
    assert sources[1].article.identity == "/x/news.zip#b.txt"


@pytest.mark.parametrize(
    ("data", "text"),
    [(docx(word(ONE)), ONE), (odt(f"<text:p>{ONE}</text:p>"), ONE), (epub([f"<p>{ONE}</p>"]), ONE)],
    ids=["docx", "odt", "epub"],
)
@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.zip", "a", "a.html", "a.unknown"])
def test_the_content_decides_and_not_the_name(data: bytes, text: str, name: str) -> None:
    assert body_of(only(data, name)) == [text]


def _linked() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        info = zipfile.ZipInfo("a.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return packed.getvalue()


def _locked() -> bytes:
    data = bytearray(zipped({"a.txt": ONE}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place] |= 1
    return bytes(data)


BAD: dict[str, tuple[str, bytes, type[IngestError], str]] = {
    "cut archive": ("a.zip", zipped({"a.txt": ONE})[:-30], Unreadable, "breaks off"),
    "empty archive": ("a.zip", zipped({}), NothingToQuote, "holds no file"),
    "nothing known": ("a.zip", zipped({"a.exe": ONE}), NothingToQuote, "holds no file"),
    "archive in archive": ("a.zip", zipped({"b.zip": zipped({"a.txt": ONE})}), Unreadable, "archive in an archive"),
    "way out": ("a.zip", zipped({"../../a.txt": ONE}), Unreadable, "leads out"),
    "absolute": ("a.zip", zipped({"/etc/a.txt": ONE}), Unreadable, "leads out"),
    "windows": ("a.zip", zipped({"x\\..\\..\\a.txt": ONE}), Unreadable, "leads out"),
    "symbolic link": ("a.zip", _linked(), Unreadable, "link to another file"),
    "locked": ("a.zip", _locked(), Unreadable, "password"),
    "bomb": ("a.zip", zipped({"a.txt": b"a" * 20_000_000}), TooLarge, "much more than any text"),
    "large": ("a.zip", zipped({"a.txt": b"a" * 31_000_000}), TooLarge, "unpacks to over"),
    "many": ("a.zip", zipped({f"{n}.txt": "" for n in range(2_001)}), TooLarge, "over 2,000 members"),
    "slides": ("a.pptx", zipped({"ppt/presentation.xml": "<p/>"}), Unreadable, "table or a set of slides"),
    "sheet": ("a.xlsx", zipped({"xl/workbook.xml": "<p/>"}), Unreadable, "table or a set of slides"),
    "word without words": ("a.docx", docx(""), NothingToQuote, "no words"),
    "word broken": ("a.docx", zipped({"word/document.xml": "<w:document"}), Unreadable, "no sound XML"),
    "word entities": ("a.docx", zipped({"word/document.xml": f"{BOMB}<x>&b;</x>"}), Unreadable, "entities"),
    "odt locked": ("a.odt", odt("<text:p/>", "<encryption-data/>"), Unreadable, "password"),
    "odt empty": ("a.odt", odt(""), NothingToQuote, "no words"),
    "book of pictures": ("a.epub", epub(["<img src='a.png'/>"]), NothingToQuote, "made of pictures"),
    "book protected": (
        "a.epub",
        epub([f"<p>{ONE}</p>"], **{"META-INF/encryption.xml": "<EncryptedData>c1.xhtml</EncryptedData>"}),
        *(Unreadable, "copy-protected"),
    ),
    "book without a list": ("a.epub", zipped({"META-INF/container.xml": "<c/>"}), Unreadable, "lacks a part"),
    "mail without words": ("a.eml", mail("<img src=a>"), NothingToQuote, "no words"),
    "mail with a file alone": ("a.eml", mail("AAAA", "application/pdf"), NothingToQuote, "attached"),
    "mail in no charset": ("a.eml", mail("x", Content_Type="text/plain; charset=nope"), NothingToQuote, ""),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_read_is_one_sentence(case: str) -> None:
    name, data, kind, words = BAD[case]
    source = only(data, name)
    if words:
        assert (type(source.refusal), words in str(source.refusal)) == (kind, True), source.refusal


def test_an_outside_reference_of_a_document_is_not_followed() -> None:
    outside = (
        '<Relationships><Relationship Id="r" TargetMode="External" Target="http://127.0.0.1:1/x"/></Relationships>'
    )
    data = docx(word(ONE), **{"word/_rels/document.xml.rels": outside})
    assert body_of(only(data, "a.docx")) == [ONE]
    external = (
        f'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><w:document xmlns:w="urn:x"><w:p>{ONE}</w:p></w:document>'
    )
    assert only(zipped({"word/document.xml": external}), "a.docx").refusal
