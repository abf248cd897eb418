"""A page -> its main text and fields, by trafilatura."""

from __future__ import annotations

import re
from copy import deepcopy

from index.errors import NothingToQuote, Unreadable
from index.ingest.decode import decode
from index.ingest.fields import Fields, read_fields
from index.ingest.hints import Tree, hints_of
from index.ingest.tags import check_tags
from index.records import Kind

_CHARSET = re.compile(
    rb"<meta[^>]{1,200}charset\s{0,9}=\s{0,9}[\"']?([\w-]{2,40})|<\?xml[^>]{1,100}encoding=[\"']([\w-]{2,40})", re.I
)
_DECLARATION = re.compile(r"<\?xml[^>]{0,200}\?>")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_html(data: bytes) -> tuple[str, Fields, dict[str, Kind]]:
    """Return the main text, the fields of the page's metadata, and lines that its tags class already."""
    page = _decoded(data).strip()
    check_tags(page)
    if declared := _DECLARATION.match(page):
        page = page[declared.end() :]
    if not page:
        raise NothingToQuote("This page is empty: save the article's page again.")
    text, fields, tree = _extract(page)
    if not text.strip():
        raise NothingToQuote("No article was found in this page: save its text as .txt and add that.")
    return text, fields, {} if tree is None else hints_of(tree)


def _decoded(data: bytes) -> str:
    """Decode as the page says it is encoded, where its bytes agree."""
    said = _CHARSET.search(data[:4096])
    encoding = (said[1] or said[2]).decode("ascii", "ignore") if said else ""
    try:
        text = data.decode(encoding) if encoding and b"\0" not in data else decode(data)
    except (LookupError, UnicodeError):
        return decode(data)
    return text.removeprefix("\ufeff")


def _extract(page: str) -> tuple[str, Fields, Tree | None]:
    from trafilatura import load_html

    try:
        tree = load_html(page)
        said = {} if tree is None else _document(page)
    except Exception as error:  # a parser of the whole web fails in more ways than it names
        raise Unreadable("This page cannot be parsed: save its text as .txt and add that.") from error
    language = None if tree is None else tree.get("lang") or tree.get(_XML_LANG)
    return str(said.get("text") or ""), _fields(said, language), tree


def _document(page: str) -> dict[str, object]:
    """Extract without the length that trafilatura asks for: below it, it runs all lines of a page together."""
    from trafilatura import bare_extraction
    from trafilatura.settings import DEFAULT_CONFIG

    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "20"
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
