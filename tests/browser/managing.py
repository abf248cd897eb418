"""What the tests of the admins' page share: what they add, how they do it, and what they read off."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tests.browser.acting import (
    ADMIN,
    MEMBER,
    begin,
    coming,
    forged,
    give,
    newest,
    press,
    press_here,
    send,
    view_as,
)

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page

TITLE = "The lantern boats of {town}"
SENTENCE = "The lantern boats of {town} will be repaired at a cost of 840,000 crowns."
QUESTION = "How much will the repair of the lantern boats of {town} cost?"
ARTICLE = f"""# {TITLE}

By Ines Calloway

18 January 2026

{SENTENCE} The harbour council of {{town}} voted for it by nine to four.

The work begins in March in the dry dock of Pellan and Sons. It is expected to take fourteen months.

Read more: [The breakwater that nobody wanted](https://example.org/breakwater)

Sign up for our newsletter
"""
LINK = "The breakwater that nobody wanted"
BEEKEEPERS = "Who is the secretary of the beekeepers of Hartmoor?"
NOBODY_KNOWS = "Who commands the submarine of Quellport?"
SECRETARY = "Odalys Brenn is the secretary of the beekeepers of Hartmoor."
SONGS, SONG = "What songs did they play?", "Golden"
NOT_FOUND = "Not in the articles"


def article(town: str) -> FilePayload:
    """Return an article as a file; each test has a town of its own, for they share a server."""
    return {"name": f"{town}.md", "mimeType": "text/markdown", "buffer": ARTICLE.format(town=town).encode()}


def drafted(page: Page, town: str) -> str:
    """Attach an article, and return the draft that is shown."""
    give(page, "articles add", file=article(town))
    return newest(page, f"Draft: {TITLE.format(town=town)}")


def published(page: Page, town: str) -> str:
    """Attach an article and publish it, and return what is said."""
    drafted(page, town)
    return press_here(page, "Publish", "Published")


def typed(page: Page, title: str, text: str) -> str:
    """Type an article into the modal, and return the draft that is shown."""
    begin(page, "articles add")
    send(page)
    page.get_by_label("Title").fill(title)
    page.get_by_label("Text, part 1 of 3").fill(text)
    with coming(page):
        page.get_by_role("button", name="Submit").click()
    return newest(page, f"Draft: {title}")


def asked(page: Page, question: str) -> str:
    """Ask as a member, and return the answer."""
    view_as(page, MEMBER)
    return give(page, "ask", question=question).inner_text()


def status(page: Page) -> str:
    """Return what the articles' status shows."""
    return give(page, "articles status").inner_text()


def exported(page: Page) -> dict[str, Any]:
    """Return what is in the file of Export mine."""
    message = press(page, "Export mine")
    with page.expect_download() as waiting:
        message.get_by_role("button", name="Download summit-export.json").click()
    found: dict[str, Any] = json.loads(waiting.value.path().read_text())
    return found


def command_in(envelope: dict[str, Any]) -> dict[str, Any]:
    """Return which command the page has sent, and with what."""
    return {key: envelope[key] for key in ("command_id", "path", "schema_fingerprint", "options")}


def refused(page: Page, envelope: dict[str, Any]) -> bool:
    """Send a command as a member whose page does not offer it, and tell whether it was kept from the bot."""
    view_as(page, MEMBER)
    begin(page, "about")
    said = forged(page, lambda: send(page), envelope)
    view_as(page, ADMIN)
    return bool(said["rejected"]) and not said["dispatched"]


def holding(shown: str) -> tuple[int, int]:
    """Return how many articles and sentences a status tells of."""
    articles, sentences = re.search(r"Articles\s+([\d,]+) of 1,000\s+Sentences\s+([\d,]+)", shown).groups()
    return int(articles.replace(",", "")), int(sentences.replace(",", ""))


def last_change(shown: str) -> str:
    """Return the last change that a status tells of, in one line."""
    return " ".join(shown.partition("Last change")[2].partition("Before that")[0].split())
