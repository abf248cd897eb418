"""A kept answer and the articles as they are now: nothing is shown of what was changed or removed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.desk.desk import Desk
from bot.discord.embeds.context import Gone, Passage, Unreached
from bot.records import ArticleRef, Kept
from index import Article, Quote

AROUND = 400
"""Characters of the article before a quote and after it."""
BETWEEN = "\n\n"


async def passages(desk: Desk, kept: Kept) -> list[Passage | Gone | Unreached]:
    """Return each quote that an answer shows, with what stands around it in its article now."""
    quotes = _in_reach(desk, kept, kept.answer.quotes)
    articles = await desk.questions.run(lambda: _articles(desk, kept, quotes))
    found = _apart([_passage(quote, articles[_ref(kept, quote)]) for quote in quotes])
    return [*found, *([Unreached()] if len(quotes) < len(kept.answer.quotes) else [])]


async def still_there(desk: Desk, kept: Kept, quotes: Sequence[Quote]) -> tuple[list[Quote], int]:
    """Return the quotes of articles in reach that still stand in them, and how many do not."""
    reached = _in_reach(desk, kept, quotes)
    articles = await desk.questions.run(lambda: _articles(desk, kept, reached))
    there = [now for quote in reached if (now := found_in(articles[_ref(kept, quote)], quote))]
    return there, len(reached) - len(there)


def _in_reach(desk: Desk, kept: Kept, quotes: Sequence[Quote]) -> list[Quote]:
    """Return the quotes of libraries that are still asked: admins may have switched the shared one off since."""
    homes = desk.now(kept.asking.scope).homes
    return [quote for quote in quotes if kept.home(quote) in homes]


def found_in(article: Article | None, quote: Quote) -> Quote | None:
    """Return a quote where it stands in its article now, or None: a correction elsewhere moves it."""
    # Of an article that was removed for good, a kept quote holds nothing.
    if article is None or not quote.text:
        return None
    if article.text[quote.start : quote.end] == quote.text:
        return quote
    start = article.text.find(quote.text)
    return _moved(quote, start - quote.start) if start >= 0 else None


def around(article: Article, quote: Quote) -> tuple[str, str]:
    """Return the body text before a quote and after it, to AROUND characters; headings and the like are left out."""
    body = [part for part in article.parts if part.kind == "body"]
    before = [article.text[part.start : min(part.end, quote.start)] for part in body if part.start <= quote.start]
    after = [article.text[max(part.start, quote.end) : part.end] for part in body if part.end >= quote.end]
    return _from_word(BETWEEN.join(before)), _to_word(BETWEEN.join(after))


def _apart(found: Sequence[Passage | Gone]) -> list[Passage | Gone]:
    """Return the passages without those whose quote stands in an earlier one's surroundings."""
    kept: list[Passage | Gone] = []
    for one in found:
        shown = [side for other in kept if isinstance(other, Passage) for side in (other.before, other.after)]
        if isinstance(one, Gone) or not any(one.quote.text in side for side in shown):
            kept.append(one)
    return kept


def _articles(desk: Desk, kept: Kept, quotes: Sequence[Quote]) -> dict[ArticleRef, Article | None]:
    scope, refs = kept.asking.scope, {_ref(kept, quote) for quote in quotes}
    found = {ref: desk.libraries.show(scope.server, ref, scope.audience) for ref in refs}
    return {ref: shown[1] if shown else None for ref, shown in found.items()}


def _ref(kept: Kept, quote: Quote) -> ArticleRef:
    return ArticleRef(kept.home(quote), quote.article)


def _moved(quote: Quote, by: int) -> Quote:
    mark = tuple((start + by, end + by) for start, end in quote.mark) if quote.mark else None
    return replace(quote, start=quote.start + by, end=quote.end + by, mark=mark)


def _passage(quote: Quote, article: Article | None) -> Passage | Gone:
    now = found_in(article, quote)
    if article is None or now is None:
        return Gone(quote.title, changed=article is not None)
    before, after = around(article, now)
    return Passage(now, before, after, now.title, now.url, now.published, now.publisher)


def _from_word(text: str) -> str:
    """Return the end of a text that is too long, from a word on."""
    if len(text) <= AROUND:
        return text
    cut = text[-AROUND:]
    return "…" + cut[cut.find(" ", 0, AROUND // 4) + 1 :]


def _to_word(text: str) -> str:
    if len(text) <= AROUND:
        return text
    end = text.rfind(" ", AROUND - AROUND // 4, AROUND)
    return text[: end if end > 0 else AROUND] + "…"
