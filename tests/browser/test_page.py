from __future__ import annotations

import re

import pytest

from tests.browser.acting import (
    ADMIN,
    MEMBER,
    PATIENCE,
    PRIVATE,
    coming,
    give,
    last,
    messages,
    newest,
    offered,
    press,
    settle,
    view_as,
)
from tests.browser.conftest import started

pytestmark = pytest.mark.usefixtures("shoot")
QUESTION = "What songs did they play?"
SONG = "Golden"


def test_a_question_is_answered_at_first_sight(page):
    answer = last(page, SONG)
    assert "Mina used /ask" in answer.inner_text()
    assert answer.get_by_role("button").count() >= 2


def test_a_slash_command_is_answered(page):
    assert SONG in give(page, "ask", question=QUESTION).inner_text()


def test_a_mention_is_answered(page):
    mention = re.search(r"<@\d+>", page.locator("#channel-topic").inner_text())[0]
    with coming(page):
        page.locator("#channel-composer-input").fill(f"{mention} {QUESTION}")
        page.keyboard.press("Enter")
    newest(page, SONG)
    assert f"@Summit {QUESTION}" in messages(page).nth(-2).inner_text()


def test_the_context_is_shown_to_the_one_who_asks_for_it(page):
    shown = press(page, "Show context").inner_text()
    assert PRIVATE in shown
    assert SONG in shown


def test_more_quotes_come_privately(page):
    shown = press(page, "More quotes").inner_text()
    assert PRIVATE in shown


def test_an_admin_sees_the_answer_and_no_private_message_of_another(page):
    press(page, "Show context")
    view_as(page, ADMIN)
    assert SONG in last(page, SONG).inner_text()
    assert page.get_by_text(PRIVATE).count() == 0


@pytest.mark.parametrize("viewer", [MEMBER, ADMIN])
def test_the_commands_are_offered(page, viewer):
    view_as(page, viewer)
    assert {"/ask", "/summary", "/library", "/about"} <= set(offered(page))


def test_a_page_that_is_opened_later_begins_at_the_newest_message(page, preview):
    page.wait_for_timeout(1500)
    later = page.context.new_page()
    later.goto(preview)
    settle(later)
    public = messages(later).filter(has_not_text=PRIVATE).last
    assert public.bounding_box()["y"] < 900


def test_the_end_of_the_session_is_the_end_of_the_command(page, command, seeded, tmp_path):
    with started(command, seeded, tmp_path) as (process, address):
        page.goto(address)
        page.reload()
        settle(page)
        page.get_by_text("More", exact=True).click()
        page.get_by_role("button", name="End preview session").click()
        assert process.wait(PATIENCE) == 0
