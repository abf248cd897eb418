"""What several embeds are made of: titles, sources, neighbours, colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.discord.embeds.escape import escape, one_line
from bot.discord.embeds.limits import BLANK, shorten
from bot.discord.embeds.links import jump, link
from bot.records import FORGOTTEN, Kept
from bot.texts import Phrases
from index import Quote

STRENGTH = {"strong": 0x2F9E77, "likely": 0xD39B2A, "weak": 0x8E9AA6}
"""Green, amber and grey: apart on light and dark, and for eyes that mix up red and green."""
NEUTRAL = 0x6B7A8F
LIBRARY = 0x5B7DB1

_TITLE = 150
_PUBLISHER = 80
_NEIGHBOUR = 240
_QUESTION = 300
_ABOUT = 100
_LOOKED_AT = 5000
"""How much of a text is looked at before it is cut: it may be as long as a book."""


def joined(pieces: Iterable[str | None]) -> str:
    """Return the pieces that there are, in one line."""
    return " · ".join(piece for piece in pieces if piece)


def plain(text: str, most: int) -> str:
    """Return a text of at most so many characters in one line, not escaped: for footers and labels."""
    return shorten(one_line(text[:_LOOKED_AT]), most)


def escaped(text: str, most: int) -> str:
    """Return a text in one line, escaped after it was brought to at most so many characters."""
    return escape(plain(text, most))


def named(title: str, url: str | None = None) -> str:
    """Return an article's title for a label or a footer; its address where there is none."""
    return plain(title, _TITLE) or plain((url or "").partition("://")[2], _TITLE) or BLANK


def source(quote: Quote, say: Phrases, *, linked: bool = True) -> str:
    """Return where a quote is from: title, publisher, date; the title leads to the sentence itself."""
    url = jump(quote.url, quote.text, quote.page) if linked else None
    title = link(named(quote.title, quote.url), url, say("answer.jump"))
    page = say("answer.page", n=quote.page) if quote.page else None
    return joined((title, page, escaped(quote.publisher or "", _PUBLISHER), written(quote.published, say)))


def written(day: date | None, say: Phrases) -> str | None:
    """Return a date written out, where there is one."""
    return say.date(day) if day else None


def small(line: str) -> str:
    """Return one line of markdown as Discord shows it small and grey; nothing where there is nothing."""
    return f"-# {line}" if line else ""


def dim(text: str) -> str:
    """Return a text as lines in italics."""
    lines = (escaped(line, _NEIGHBOUR) for line in shorten(text[:_LOOKED_AT], _NEIGHBOUR).splitlines())
    return "\n".join(f"*{line}*" for line in lines if line)


def asked(kept: Kept) -> str:
    """Return the question as a quotation, or nothing where the embed need not name it."""
    return f"> {escaped(kept.asking.question, _QUESTION)}" if names_question(kept) else ""


def understood(kept: Kept, say: Phrases) -> str:
    """Return whom or what a follow-up was understood to be about, as a small line, if it followed anything."""
    about = kept.answer.about
    return small(say("answer.about", about=escaped(about, _ABOUT))) if about else ""


def asked_of(kept: Kept, say: Phrases) -> str | None:
    """Return what the question was limited to, for a footer; None where it was not."""
    narrowing = kept.asking.scope.narrowing
    since = say("answer.since", date=say.date(narrowing.since)) if narrowing.since else None
    name = plain(narrowing.publisher or "", _PUBLISHER)
    publisher = say("answer.publisher", publisher=name) if name else None
    return joined((_titles(kept.titles, say), publisher, since)) or None


def _titles(titles: Sequence[str], say: Phrases) -> str | None:
    if len(titles) == 1:
        return say("answer.only", title=named(titles[0]))
    return say("answer.only_many", n=len(titles)) if titles else None


def names_question(kept: Kept) -> bool:
    """Tell whether the embed has to name the question; elsewhere it stands in the message replied to."""
    return kept.asking.door not in {"message", "channel", "post"}


def person(who: int | None, say: Phrases) -> str:
    """Return a person as a mention, which pings nobody in an embed; None stands for whoever runs the bot."""
    if who is None:
        return say("person.nobody")
    return say("person.forgotten") if who == FORGOTTEN else f"<@{who}>"
