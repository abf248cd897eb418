"""A page -> its main text and fields, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from itertools import islice

from index.errors import IngestError, NothingToQuote, Unreadable
from index.ingest.asides import prose, without_asides
from index.ingest.decode import decode
from index.ingest.fields import Fields, read_fields
from index.ingest.hints import Tree, hints_of
from index.ingest.lines import Lines
from index.ingest.markup import lines_of
from index.ingest.reading import Reading
from index.ingest.standfirst import with_standfirst
from index.ingest.structured import Structured, read_structured
from index.ingest.tags import check_tags
from index.records import Kind

_CHARSET = re.compile(
    rb"<meta[^>]{1,200}charset\s{0,9}=\s{0,9}[\"']?([\w-]{2,40})|<\?xml[^>]{1,100}encoding=[\"']([\w-]{2,40})", re.I
)
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")
_LEAST = 20
_SMALL_SHARE = 0.5
_SIMPLE = 5
"""Elements of a cell that names a column, at most."""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_html(data: bytes) -> Reading:
    """Return the main text of a page, the fields of its metadata, and lines that its tags class already."""
    reading = read_page(decoded(data))[0]
    if not reading.text.strip():
        raise NothingToQuote("No article was found in this page: save its text as .txt and add that.")
    return reading


def read_page(page: str) -> tuple[Reading, Tree, Structured]:
    """Return the same of a page that is decoded, with its tree, and what it says of itself for machines."""
    check_tags(page)
    if not page:
        raise NothingToQuote("This page is empty: save the article's page again.")
    text, fields, tree = _extract(page)
    if tree is None:
        raise NothingToQuote("No article was found in this page: save its text as .txt and add that.")
    return Reading(text, fields, _hints(tree)), tree, read_structured(tree)


def newsletter(page: str) -> Lines:
    """Return the lines of a page that is all letter: its tables are there for the layout."""
    from lxml import html

    try:
        page = _undeclared(page)
        check_tags(page)
        root = html.document_fromstring(page)
    except IngestError:
        raise
    except Exception as error:  # as below
        raise Unreadable("This letter cannot be parsed: save its text as .txt and add that.") from error
    lines = lines_of(root)
    lines.hints |= {line: kind for line, kind in _hints(root).items() if kind == "link"}
    return lines


def decoded(data: bytes, charset: str | None = None) -> str:
    """Decode as the site, then the page says it is encoded, where its bytes agree."""
    said = _CHARSET.search(data[:4096])
    written = (said[1] or said[2]).decode("ascii", "ignore") if said else ""
    for encoding in (charset, written):
        if encoding and b"\0" not in data:
            with suppress(LookupError, UnicodeError):
                return _undeclared(data.decode(encoding))
    return _undeclared(decode(data))


def _undeclared(page: str) -> str:
    """Return a page without what says that it is XML, which a parser refuses in a text that is decoded."""
    page = page.removeprefix("\ufeff").strip()
    declared = _DECLARATION.match(page)
    return page[declared.end() :] if declared else page


def _extract(page: str) -> tuple[str, Fields, Tree | None]:
    from lxml.html import tostring
    from trafilatura import load_html

    try:
        tree = load_html(page)
        if tree is not None and without_asides(tree):
            page = tostring(tree, encoding="unicode")
        said = {} if tree is None else _document(page, tree)
    except Exception as error:  # a parser of the whole web fails in more ways than it names
        raise Unreadable("This page cannot be parsed: save its text as .txt and add that.") from error
    language = None if tree is None else tree.get("lang") or tree.get(_XML_LANG)
    text = str(said.get("text") or "")
    if tree is not None:
        text = with_standfirst(text, tree, said.get("description"))
    return text, _fields(said, language), tree


def _document(page: str, tree: Tree) -> dict[str, object]:
    """Extract without the length that trafilatura asks for: below it, it runs all lines of a page together.

    Where that has stopped at the first of many short pieces, as in a thread, extract with it.
    """
    said = _extracted(page, least=_LEAST)
    found = len(str(said.get("text") or ""))
    if found < _SMALL_SHARE * prose(tree):
        other = _extracted(page, least=None)
        text = str(other.get("text") or "")
        if "\n" in text and len(text) > found / _SMALL_SHARE:
            return other
    return said


def _extracted(page: str, least: int | None) -> dict[str, object]:
    from trafilatura import bare_extraction
    from trafilatura.settings import DEFAULT_CONFIG

    config = deepcopy(DEFAULT_CONFIG)
    if least is not None:
        config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(least)
    for recall in (False, True):
        document = bare_extraction(
            page,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            favor_recall=recall,
            date_extraction_params={"extensive_search": False, "original_date": True},
            config=config,
        )
        if document is not None:
            return document if isinstance(document, dict) else document.as_dict()
    return {}


def _fields(said: dict[str, object], language: str | None) -> Fields:
    """Take the page's own words; an address without a path names the site, not the article."""
    url = str(said.get("url") or "")
    own_page = re.fullmatch(r"https?://[^/]+/[^/].*", url)
    return read_fields(
        {
            "title": said.get("title"),
            "author": str(said.get("author") or "").replace("; ", ", "),
            "publisher": said.get("sitename"),
            "published": said.get("date"),
            "url": url if own_page else None,
            "language": said.get("language") or language,
            "licence": said.get("license"),
        }
    )


def _hints(tree: Tree) -> dict[str, Kind]:
    """Map lines to what their tags say; the row above a table is told as it is written."""
    return {**hints_of(tree), **dict.fromkeys(_rows_above(tree), "heading")}


def _rows_above(tree: Tree) -> Iterator[str]:
    for row in tree.iter("tr"):
        cells = list(row)
        if len(cells) > 1 and all(cell.tag == "th" and len(cell) <= _SIMPLE for cell in cells):
            yield f"| {' | '.join(' '.join(''.join(islice(cell.itertext(), _SIMPLE)).split()) for cell in cells)} |"
