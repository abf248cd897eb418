"""What was fetched from a link -> Sources: a page's article, a document, or the sentence why it is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from index.errors import IngestError, NothingToQuote, Unreadable
from index.ingest.canonical import clean_address, same_site
from index.ingest.decode import refuse_known_binary
from index.ingest.fields import Fields, read_fields, web_address
from index.ingest.formats import find_format, sniff
from index.ingest.html import decoded, read_page
from index.ingest.outcome import outcome, unforeseen
from index.ingest.reading import Origin, article_of
from index.ingest.structured import Structured
from index.ingest.walls import Page, check, check_front, check_length
from index.records import Article, Fetched, Source

_NAMES = {
    "image": "a picture",
    "video": "a video",
    "audio": "a recording",
    "font": "a font",
}
_FEED = (b"<rss", b"<feed", b"<rdf:rdf", b"<urlset", b"<sitemapindex")
_TEXTS = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "")


def read_fetched(fetched: Fetched) -> Iterator[Source]:
    """Yield what was fetched as articles that know where they are from; a link that holds none is one refusal."""
    origin = Origin(fetched.asked, address=clean_address(fetched.address), charset=fetched.charset)
    try:
        for source in _read(fetched, origin):
            inside = source.path.removeprefix(fetched.asked).removeprefix(_name(fetched))
            yield replace(source, path=fetched.asked + inside)
    except IngestError as error:
        yield Source(fetched.asked, refusal=error)
    except Exception as error:  # of a document's parser
        yield Source(fetched.asked, refusal=unforeseen(fetched.asked, error))


def _read(fetched: Fetched, origin: Origin) -> Iterator[Source]:
    """Read by content; where that could be several things, as the site says."""
    if not fetched.data.strip():
        raise NothingToQuote("There is nothing at this link: check it in a browser.")
    found = find_format(fetched.data, "")
    if found is None:
        raise Unreadable("What is at this link is of no kind that is read.")
    if found.binary or found.name in ("records", "mail"):
        yield from found.read(fetched.data, replace(origin, name=_name(fetched)))
        return
    _refuse_other_kinds(fetched)
    if fetched.media in _TEXTS[:2] or found.name == "html":
        yield outcome(fetched.asked, lambda: _article(fetched, origin))
    else:
        for source in sniff(fetched.data).read(fetched.data, replace(origin, name=_name(fetched))):
            if source.article:
                check_length(body_of(source.article))
            yield source


def _refuse_other_kinds(fetched: Fetched) -> None:
    kind = fetched.media.partition("/")[0]
    if kind in _NAMES:
        raise NothingToQuote(f"This link leads to {_NAMES[kind]}, which holds no text: give the link of an article.")
    refuse_known_binary(fetched.data)
    if any(mark in fetched.data[:1024].lower() for mark in _FEED):
        raise Unreadable("This link leads to a feed: follow it as a source, or give the link of one article.")
    if fetched.media not in _TEXTS and sniff(fetched.data).name != "html":
        shown = "".join(letter for letter in fetched.media[:60] if letter.isprintable())
        raise Unreadable(f"This link leads to a file that is not read ({shown}): give the link of an article.")


def _name(fetched: Fetched) -> str:
    """Return what the file at a link is called."""
    return urlsplit(fetched.address).path.rpartition("/")[2][-100:]


def _article(fetched: Fetched, origin: Origin) -> Article:
    reading, tree, said = read_page(decoded(fetched.data, fetched.charset))
    address = known_by(fetched.address, said)
    fields = replace(_over(reading.fields, read_fields(said.fields())), url=address, identity=None)
    page = Page(tree, "", fields.title or "", said)
    check_front(page, _is_home(address))
    try:
        article = article_of(replace(reading, fields=fields), replace(origin, address=address))
    except NothingToQuote:
        check(page)
        raise
    check(replace(page, body=body_of(article)))
    return article


def body_of(article: Article) -> str:
    """Return what of an article would be quoted."""
    return "\n".join(article.text[part.start : part.end] for part in article.parts if part.kind == "body")


def known_by(address: str, said: Structured) -> str:
    """Return the address that a page is known by: what it names itself, where that is on the same site."""
    own = clean_address(address)
    for named in (said.canonical, said.meta.get("og:url")):
        joined = web_address(clean_address(urljoin(address, named.strip()))) if named else None
        if joined and same_site(joined, address) and not (_is_home(joined) and not _is_home(own)):
            return joined
    return own


def _is_home(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query


def _over(found: Fields, said: Fields) -> Fields:
    """Return what a page says for machines, and where it says nothing, what was found in it."""
    return Fields(
        title=said.title or found.title,
        author=said.author or found.author,
        publisher=said.publisher or found.publisher,
        published=said.published or found.published,
        language=said.language or found.language,
        licence=found.licence,
    )
