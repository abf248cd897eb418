"""A page without an article -> the sentence that says what was seen in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.errors import NothingToQuote
from index.ingest.structured import Structured

FEWEST = 3
"""Sentences of an article that is worth adding by a link."""
_STUB = 8
"""Below so many sentences a page is looked at for what may stand in the article's place."""
_TEXT = 5_000
_SENTENCE = re.compile(r"[^.!?。！？…]{2,}?(?:[.!?…]+[\"”’')\]]*(?=\s|$)|[。！？]+[」』）]?)", re.DOTALL)
_LONG_LINE = 60
_TITLE = 25
"""Characters from which a link may be the title of an article."""
_MANY_TITLES = 15
"""So many of them list articles."""
_SILENT = ("script", "style", "noscript", "head", "template")
_ERROR = re.compile(
    r"\b(?:404|page not found|not found|no longer available|page (?:doesn['’]t|does not|can['’]?t be) (?:exist|found)"
    r"|can['’]t find (?:the|that|this) page|something went wrong|(?:internal )?server error|service unavailable"
    r"|temporarily unavailable|under maintenance|seite nicht gefunden|page (?:introuvable|non trouvée)"
    r"|página no encontrada)\b"
    r"|見つかりません(?:でした)?|ページが存在しません|찾을 수 없(?:습니다|는)|존재하지 않는 페이지",
    re.IGNORECASE,
)
_ROBOT = re.compile(
    r"just a moment|checking your browser|verify (?:that )?you are (?:a )?human|are you a (?:robot|human)|captcha"
    r"|access (?:to this page has been )?denied|unusual traffic|attention required|request blocked"
    r"|you have been blocked"
    r"|ロボットではない|로봇이 아닙니다",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"cookies?\b|consent\b|before you continue|privacy (?:choices|settings|preferences)|our (?:\d+ )?partners"
    r"|legitimate interest|gdpr|クッキー|同意(?:する|して|が必要)|쿠키|동의",
    re.IGNORECASE,
)
_LOG_IN = re.compile(
    r"\b(?:log|sign) ?in\b|\blog ?on\b|forgot(?:ten)? (?:your )?password|create an account"
    r"|ログイン|サインイン|로그인|anmelden"
    r"|se connecter|iniciar sesión",
    re.IGNORECASE,
)
_PAY = re.compile(
    r"subscri(?:be|bers?|ption)\b.{0,60}\b(?:continue|read|unlock|access|full|only|exclusive|today|now|week|month|year)"
    r"|to (?:continue|keep) reading|continue reading (?:this|the|with)"
    r"|read the (?:full|rest of (?:the|this)) (?:story|article)"
    r"|(?:article|story|content) is (?:for|available to|reserved for|exclusive(?:ly)? (?:for|to)) (?:our )?"
    r"(?:subscribers|members)"
    r"|already a (?:subscriber|member)|(?:you have|you['’]ve) (?:reached|used|read) .{0,40}(?:free|limit)|paywall"
    r"|有料(?:会員|記事)|会員限定|残り\s?\d+\s?文字|購読(?:する|申込)|続きを(?:読む|お読み)|구독(?:자|하기|하시면)|유료\s?(?:회원|기사)"
    r"|réservé aux abonnés|nur für abonnenten|exclusivo para suscriptores",
    re.IGNORECASE | re.DOTALL,
)
_NO_SCRIPT = re.compile(
    r"(?:enable|turn on|activate|requires?|need(?:s)?) (?:to (?:enable|run) )?java ?script|javascript (?:is|must be"
    r"|to be) (?:required|enabled|disabled)|JavaScriptを有効|자바스크립트",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """What is looked at."""

    tree: Any
    body: str
    """What would be quoted."""
    title: str
    said: Structured


def count_sentences(text: str) -> int:
    """Return how many sentences stand in a text, nearly: a line that is as long as one is one."""
    counted = 0
    for line in text.splitlines():
        found = len(_SENTENCE.findall(line))
        counted += found or (len(line) >= _LONG_LINE)
    return counted


def check(page: Page) -> None:
    """Raise NothingToQuote where something else than an article is seen."""
    sentences = count_sentences(page.body)
    if sentences >= _STUB:
        return
    shown = " ".join(_shown(page.tree))[:_TEXT]
    head = f"{page.title} {_headings(page.tree)}"[:_TEXT]
    for seen in (_error, _robot, _login, _consent, _paid, _scripted, _pictures):
        if what := seen(page, sentences, head, shown):
            raise NothingToQuote(f"This link leads to {what}.")
    check_length(page.body)


def check_front(page: Page, home: bool) -> None:
    """Raise NothingToQuote where the page at a site's own address lists articles and is none."""
    if not home or page.said.article or page.said.og_type == "article":
        return
    titles = sum(len(" ".join(link.itertext()).strip()) >= _TITLE for link in page.tree.iter("a"))
    if titles >= _MANY_TITLES:
        raise NothingToQuote("This link leads to the front page of a site: give the link of one article.")


def check_length(body: str) -> None:
    """Raise NothingToQuote where too few sentences are seen."""
    sentences = count_sentences(body)
    if sentences < FEWEST:
        many = "one sentence" if sentences == 1 else f"{sentences} sentences" if sentences else "no sentence"
        raise NothingToQuote(
            f"Only {many} of an article can be seen at this link: give the link of one article, or save its text."
        )


def _error(page: Page, sentences: int, head: str, shown: str) -> str | None:
    if not _ERROR.search(head) and not (sentences < FEWEST and _ERROR.search(shown)):
        return None
    return "an error page (“not found” or the like), though the site does not say so: check the link"


def _robot(page: Page, sentences: int, head: str, shown: str) -> str | None:
    if not _ROBOT.search(head) and not (sentences < FEWEST and _ROBOT.search(shown)):
        return None
    return "a check for robots: save the page from your browser, and add the file"


def _login(page: Page, sentences: int, head: str, shown: str) -> str | None:
    asks = any(field.get("type") == "password" for field in page.tree.iter("input"))
    if not (asks and sentences < FEWEST) and not (_LOG_IN.search(page.title) and sentences < FEWEST):
        return None
    return "a page to log in: save the article from your browser, and add the file"


def _consent(page: Page, sentences: int, head: str, shown: str) -> str | None:
    lines = [line for line in page.body.splitlines() if line.strip()]
    about = sum(bool(_CONSENT.search(line)) for line in lines)
    if not (lines and about >= len(lines) / 2) and not (sentences < FEWEST and len(_CONSENT.findall(shown)) > 1):
        return None
    return "a question about cookies or consent, and no article: save the page from your browser, and add the file"


def _paid(page: Page, sentences: int, head: str, shown: str) -> str | None:
    if page.said.is_free is not False and not _PAY.search(shown):
        return None
    below = page.body[-400:] + _after(shown, page.body)
    if page.said.is_free is None and sentences >= FEWEST and not _PAY.search(below):
        return None
    return "the beginning of an article that is to be paid for: save the page from your browser, and add the file"


def _after(shown: str, body: str) -> str:
    """Return what is shown right below the article."""
    last = " ".join(body.split())[-40:]
    place = shown.find(last) if last else -1
    return shown[place + len(last) : place + len(last) + 300] if place >= 0 else ""


def _scripted(page: Page, sentences: int, head: str, shown: str) -> str | None:
    if sentences >= FEWEST:
        return None
    scripts = any(True for _ in page.tree.iter("script"))
    silent = " ".join(" ".join(one.itertext()) for one in page.tree.iter("noscript"))[:_TEXT]
    if not _NO_SCRIPT.search(f"{silent} {shown}") and not (scripts and len(shown) < 200):  # noqa: PLR2004
        return None
    return "a page that a program in the browser makes, with no text of its own: save it from your browser"


def _pictures(page: Page, sentences: int, head: str, shown: str) -> str | None:
    if sentences >= FEWEST:
        return None
    said = page.said
    if said.kinds & {"videoobject", "movie", "clip"} or said.og_type.startswith("video") or _count(page, "video"):
        return "a video, and to no text that could be quoted: give the link of an article"
    if said.kinds & {"imageobject", "imagegallery", "photograph"} or _count(page, "img") > max(2 * sentences, 2):
        return "pictures, and to no text that could be quoted: give the link of an article"
    return None


def _count(page: Page, name: str) -> int:
    return sum(1 for _ in page.tree.iter(name))


def _headings(tree: Any) -> str:
    return " ".join(" ".join(one.itertext()) for one in tree.iter("h1", "h2"))


def _shown(tree: Any) -> Iterator[str]:
    """Yield the words that a browser would show."""
    waiting: list[tuple[Any, bool]] = [(tree, False)]
    while waiting:
        element, done = waiting.pop()
        silent = not isinstance(element.tag, str) or element.tag in _SILENT
        if done or silent:
            yield (element.tail or "").strip()
            continue
        yield (element.text or "").strip()
        waiting.append((element, True))
        waiting.extend((child, False) for child in reversed(element))
