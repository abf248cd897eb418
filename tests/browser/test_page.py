from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import PATIENCE, settle, started, until

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.usefixtures("shoot")
QUESTION = "What songs did they play?"
SONG = "Golden"


def messages(page: Page) -> Locator:
    return page.locator(".channel-message")


def last(page: Page, words: str) -> Locator:
    """Return the newest message, once it holds these words."""
    newest = messages(page).filter(has_text=words).last
    newest.wait_for()
    settle(page)
    return newest


def act(page: Page, before: int) -> None:
    """Wait for what an act brings into the channel."""
    until(lambda: messages(page).count() > before, page)
    settle(page)


def press(page: Page, label: str) -> Locator:
    """Press a button of the newest answer and return what comes."""
    before = messages(page).count()
    page.get_by_role("button", name=label, exact=True).last.click()
    act(page, before)
    return messages(page).last


def view_as(page: Page, name: str) -> None:
    page.get_by_label("Viewing as").select_option(label=name)
    settle(page)


def test_a_question_is_answered_at_first_sight(page):
    answer = last(page, SONG)
    assert "Mina used /ask" in answer.inner_text()
    assert answer.get_by_role("button").count() >= 2


def test_a_slash_command_is_answered(page):
    before = messages(page).count()
    page.locator("#channel-composer-input").press_sequentially("/ask")
    page.locator(".command-entry").first.wait_for()
    page.keyboard.press("Enter")
    page.locator(".command-option-input[data-option=question]").press_sequentially(QUESTION)
    page.keyboard.press("Enter")
    act(page, before)
    assert SONG in messages(page).last.inner_text()


def test_a_mention_is_answered(page):
    mention = re.search(r"<@\d+>", page.locator("#channel-topic").inner_text())[0]
    before = messages(page).count()
    page.locator("#channel-composer-input").fill(f"{mention} {QUESTION}")
    page.keyboard.press("Enter")
    act(page, before + 1)
    shown = messages(page).nth(-2).inner_text(), messages(page).last.inner_text()
    assert f"@Summit {QUESTION}" in shown[0]
    assert SONG in shown[1]


def test_the_context_is_shown_to_the_one_who_asks_for_it(page):
    shown = press(page, "Show context").inner_text()
    assert "Only you can see this" in shown
    assert SONG in shown


def test_more_quotes_come_privately(page):
    shown = press(page, "More quotes").inner_text()
    assert "Only you can see this" in shown


def test_an_admin_sees_the_answer_and_no_private_message_of_another(page):
    press(page, "Show context")
    view_as(page, "Theo (admin)")
    assert SONG in last(page, SONG).inner_text()
    assert page.get_by_text("Only you can see this").count() == 0


@pytest.mark.parametrize("viewer", ["Mina", "Theo (admin)"])
def test_the_commands_are_offered(page, viewer):
    view_as(page, viewer)
    page.locator("#channel-composer-input").press_sequentially("/")
    page.locator(".command-entry").first.wait_for()
    offered = page.locator(".command-entry strong").all_inner_texts()
    assert {"/ask", "/summary", "/library", "/about"} <= set(offered)


def test_a_page_that_is_opened_later_begins_at_the_newest_message(page, preview):
    page.wait_for_timeout(1500)
    later = page.context.new_page()
    later.goto(preview)
    settle(later)
    public = messages(later).filter(has_not_text="Only you can see this").last
    assert public.bounding_box()["y"] < 900


def test_the_end_of_the_session_is_the_end_of_the_command(page, command, seeded, tmp_path):
    with started(command, seeded, tmp_path) as (process, address):
        page.goto(address)
        page.reload()
        settle(page)
        page.get_by_text("More", exact=True).click()
        page.get_by_role("button", name="End preview session").click()
        assert process.wait(PATIENCE) == 0
