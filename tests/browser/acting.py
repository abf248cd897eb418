"""What a person does on the page: reads, types, presses, chooses, and looks as somebody else."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Locator, Page, Request, Route

PATIENCE = 40
MEMBER = "Mina"
ADMIN = "Theo (admin)"
PRIVATE = "Only you can see this"
_ACTION = "**/api/action"


def settle(page: Page) -> None:
    """Wait until the page shows all that has happened."""
    until(lambda: page.evaluate("Boolean(window.simcordPreview?.ready)"), page)


def until(holds: Callable[[], bool], page: Page) -> None:
    """Wait for what the page's own rules forbid it to evaluate as a script."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, page.locator("#channel-message-list").inner_text()[-500:]
        page.wait_for_timeout(50)


def view_as(page: Page, name: str) -> None:
    """Look at the channel as somebody else."""
    page.get_by_label("Viewing as").select_option(label=name)
    settle(page)


def id_of(page: Page, name: str) -> str:
    """Return the id that Discord has for a viewer."""
    return str(page.get_by_label("Viewing as").locator("option", has_text=name).get_attribute("value"))


def messages(page: Page) -> Locator:
    """Return the messages that are shown, oldest first."""
    return page.locator(".channel-message")


def last(page: Page, words: str) -> Locator:
    """Return the newest message with these words, once there is one."""
    found = messages(page).filter(has_text=words).last
    found.wait_for()
    settle(page)
    return found


def newest(page: Page, *words: str) -> str:
    """Return the text of the newest message of all, once it holds these words."""
    until(lambda: all(one in messages(page).last.inner_text() for one in words), page)
    return messages(page).last.inner_text()


@contextmanager
def coming(page: Page) -> Iterator[None]:
    """Wait for the message that is brought by what is done here; the oldest leave the page, so they are not counted."""
    before = _newest_id(page)
    yield
    until(lambda: _newest_id(page) != before, page)
    settle(page)


def press(page: Page, label: str) -> Locator:
    """Press the newest button with this label, and return the message that comes."""
    with coming(page):
        page.get_by_role("button", name=label, exact=True).last.click()
    return messages(page).last


def press_here(page: Page, label: str, *words: str) -> str:
    """Press a button that changes the newest message, and return its text once it holds these words."""
    messages(page).last.get_by_role("button", name=label, exact=True).click()
    settle(page)
    return newest(page, *words)


def choose(page: Page, menu: str, *choices: str) -> None:
    """Choose in a menu of the newest message; more than one, and even one of many, the page wants confirmed."""
    confirm = page.get_by_role("button", name="Apply", exact=True)

    def chosen() -> bool:
        messages(page).last.get_by_role("combobox", name=menu).click()
        # The page asks Discord for the channels and roles of a menu a moment after it was opened.
        page.wait_for_timeout(300)
        settle(page)
        for words in choices:
            page.locator(".select-option:visible").filter(has_text=words).click()
        if confirm.count():
            settle(page)
            confirm.last.click()
        if confirm.count():
            # Where it was still asking it takes no press any more until the menu is opened anew.
            page.wait_for_timeout(1000)
            page.keyboard.press("Escape")
            return False
        return True

    until(chosen, page)
    settle(page)


def offered(page: Page, typed: str = "/") -> list[str]:
    """Return the commands that the page offers for what is typed."""
    page.locator("#channel-composer-input").press_sequentially(typed)
    page.locator(".command-entry").first.wait_for()
    return page.locator(".command-entry strong").all_inner_texts()


def begin(page: Page, command: str, file: FilePayload | None = None, **options: str) -> None:
    """Choose a command and fill in its options, those with a list by what it offers first."""
    page.locator("#channel-composer-input").press_sequentially(f"/{command}")
    page.locator(".command-entry").filter(has=page.get_by_text(f"/{command}", exact=True)).click()
    if file:
        page.locator(".command-suggestion[data-value=file]").click()
        page.locator(".command-file-input").set_input_files(file)
    for name, words in options.items():
        field = page.locator(f".command-option-input[data-option={name}]")
        if not field.count():
            page.locator(f".command-suggestion[data-value={name}]").click()
        field.fill(words)
        if field.get_attribute("role") == "combobox":
            page.locator(".command-suggestion").filter(has_text=words).first.click()


def give(page: Page, command: str, file: FilePayload | None = None, **options: str) -> Locator:
    """Give a command, and return the message that comes."""
    with coming(page):
        begin(page, command, file, **options)
        send(page)
    return messages(page).last


def send(page: Page) -> None:
    """Send what stands in the line below the messages."""
    page.locator("#send-message").click()
    settle(page)


def sent(page: Page, act: Callable[[], object]) -> dict[str, Any]:
    """Return what the page sends to Discord for an act."""
    with page.expect_request(_ACTION) as waiting:
        act()
    settle(page)
    return _body(waiting.value)


def forged(page: Page, act: Callable[[], object], changed: Mapping[str, Any]) -> dict[str, Any]:
    """Send something else than the page does for an act, and return what Discord says to it."""

    def forge(route: Route) -> None:
        route.continue_(post_data=json.dumps({**_body(route.request), **changed}))

    page.route(_ACTION, forge)
    with page.expect_response(_ACTION) as waiting:
        act()
    page.unroute(_ACTION, forge)
    settle(page)
    said: dict[str, Any] = waiting.value.json()
    return said


def _body(request: Request) -> dict[str, Any]:
    return dict(request.post_data_json)


def _newest_id(page: Page) -> str | None:
    return messages(page).last.get_attribute("data-message-id")
