"""Source -> the same source with its article's language and the sentences of each of its parts, body or not."""

from __future__ import annotations

from dataclasses import replace

from index.ingest.limits import too_much
from index.ingest.outcome import unforeseen
from index.language import detect
from index.records import Article, Passage, Source
from index.split import passages, sentences_of, split


def cut(source: Source) -> Source:
    """Return a source in which nothing is left to be found out; what cannot be cut is refused."""
    if source.article is None or source.cut is not None:
        return source
    try:
        article = with_language(source.article)
        found = tuple(sentences_of(article.text, part, article.language) for part in article.parts)
    except MemoryError:
        return Source(source.path, refusal=too_much())
    except Exception as error:
        return Source(source.path, refusal=unforeseen(source.path, error))
    return replace(source, article=article, cut=found)


def with_language(article: Article) -> Article:
    """Return an article with its language, where that can be told."""
    if article.language:
        return article
    body = "\n".join(article.text[part.start : part.end] for part in article.parts if part.kind == "body")
    return replace(article, language=detect(body))


def passages_of(article: Article, source: Source | None = None) -> tuple[Passage, ...]:
    """Return an article's passages; of a source's text that was cut before, whichever of its parts are body now."""
    known = source.article if source else None
    if source is None or source.cut is None or known is None or not _cut_alike(article, known):
        return split(article.text, article.parts, article.language)
    return passages(article.parts, source.cut)


def _cut_alike(article: Article, known: Article) -> bool:
    same = [(part.start, part.end) for part in article.parts] == [(part.start, part.end) for part in known.parts]
    return same and (article.text, article.language) == (known.text, known.language)
