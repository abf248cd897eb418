"""E-books (.epub) -> an article a chapter, with the book as publisher."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import unquote

from index.errors import IngestError, NothingToQuote, Unreadable
from index.ingest.archive import Archive, opened, parse_xml
from index.ingest.fields import Fields, read_fields
from index.ingest.markup import lines_of
from index.ingest.outcome import outcome
from index.ingest.reading import Origin, Reading, article_of
from index.records import Article, Source

MEDIA = b"application/epub+zip"
CONTAINER = "META-INF/container.xml"
_MOST_CHAPTERS = 1_000
_PAGES = ("application/xhtml+xml", "text/html")


def read_epub(data: bytes, origin: Origin) -> Iterator[Source]:
    """Yield the chapters of a book in its order; covers and tables of contents are none."""
    try:
        yield from _chapters(data, origin)
    except IngestError as error:
        yield Source(origin.name, refusal=error)


def _chapters(data: bytes, origin: Origin) -> Iterator[Source]:
    found = False
    with opened(data) as archive:
        package, folder = _package(archive)
        book, labels = _book(package), _labels(archive, package, folder)
        for number, path in enumerate(_spine(package, folder)[:_MOST_CHAPTERS], 1):
            inner = origin.inside(f"{origin.name}:{number}", str(number))
            source = outcome(inner.name, partial(_article, archive, path, book, labels.get(path), inner))
            if not isinstance(source.refusal, NothingToQuote):
                found = True
                yield source
    if not found:
        raise NothingToQuote("This book holds no words that could be quoted: it may be made of pictures.")


def _article(archive: Archive, path: str, book: Fields, label: str | None, inner: Origin) -> Article:
    return article_of(_chapter(archive.read(path), book, label, inner), inner)


def _package(archive: Archive) -> tuple[Any, str]:
    """Return the book's description, and the folder that its paths start from."""
    if "META-INF/encryption.xml" in archive and b"EncryptedData" in archive.read("META-INF/encryption.xml"):
        encrypted = archive.read("META-INF/encryption.xml")
        if b"html" in encrypted:
            raise Unreadable("This book is copy-protected, so it cannot be read: give one without protection.")
    container = parse_xml(archive.read(CONTAINER))
    path = next((str(one.get("full-path")) for one in container.iter("{*}rootfile") if one.get("full-path")), "")
    return parse_xml(archive.read(path)), posixpath.dirname(path)


def _book(package: Any) -> Fields:
    said: dict[str, list[str]] = {}
    for element in package.iter("{http://purl.org/dc/elements/1.1/}*"):
        said.setdefault(element.tag.rpartition("}")[2], []).append(element.text or "")
    return read_fields(
        {
            "publisher": next(iter(said.get("title", ())), None),
            "author": said.get("creator"),
            "published": next(iter(said.get("date", ())), None),
            "language": next(iter(said.get("language", ())), None),
            "licence": next(iter(said.get("rights", ())), None),
        }
    )


def _spine(package: Any, folder: str) -> list[str]:
    """Return the paths of the book's pages in the order in which they are read, without its table of contents."""
    items = {one.get("id"): one for one in package.iter("{*}item")}
    ordered = [items[one.get("idref")] for one in package.iter("{*}itemref") if one.get("idref") in items]
    wanted = [
        one for one in ordered if one.get("media-type") in _PAGES and "nav" not in (one.get("properties") or "").split()
    ]
    return [_path(folder, one.get("href")) for one in wanted]


def _labels(archive: Archive, package: Any, folder: str) -> dict[str, str]:
    """Return what the table of contents calls each page."""
    labels: dict[str, str] = {}
    for item in package.iter("{*}item"):
        path = _path(folder, item.get("href"))
        table = item.get("media-type") == "application/x-dtbncx+xml" or _is_table(item)
        if not table or path not in archive:
            continue
        try:
            root = parse_xml(archive.read(path))
        except IngestError:
            continue
        base = posixpath.dirname(path)
        for point in root.iter("{*}navPoint"):
            content, label = point.find("{*}content"), point.find("{*}navLabel/{*}text")
            if content is not None and label is not None and label.text:
                labels.setdefault(_path(base, content.get("src")), " ".join(label.text.split()))
        for link in root.iter("{*}a"):
            labels.setdefault(_path(base, link.get("href")), " ".join("".join(link.itertext()).split()))
    return labels


def _is_table(item: Any) -> bool:
    return "nav" in (item.get("properties") or "").split()


def _path(folder: str, href: str | None) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote((href or "").partition("#")[0])))


def _chapter(page: bytes, book: Fields, label: str | None, inner: Origin) -> Reading:
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8" if _is_utf8(page) else None)
    try:
        root = etree.fromstring(page, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("This chapter cannot be parsed: save the book again.") from error
    if root is None:
        raise NothingToQuote("This chapter is empty.")
    lines = lines_of(root)
    heading = next((line for line, kind in lines.hints.items() if kind == "heading"), None)
    number = inner.name.rpartition(":")[2]
    title = label or heading or f"{book.publisher or 'Chapter'}, {number}"
    return Reading(lines.text, replace(book, title=title), lines.hints)


def _is_utf8(page: bytes) -> bool:
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
