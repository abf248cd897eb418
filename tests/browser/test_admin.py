from __future__ import annotations

import re

import pytest

from tests.browser.acting import (
    ADMIN,
    MEMBER,
    PRIVATE,
    begin,
    choose,
    coming,
    forged,
    give,
    id_of,
    last,
    messages,
    newest,
    offered,
    press,
    press_here,
    send,
    sent,
    view_as,
)
from tests.browser.managing import (
    BEEKEEPERS,
    LINK,
    NOBODY_KNOWS,
    NOT_FOUND,
    QUESTION,
    SECRETARY,
    SENTENCE,
    SONG,
    SONGS,
    TITLE,
    article,
    asked,
    command_in,
    drafted,
    exported,
    holding,
    last_change,
    published,
    refused,
    status,
    typed,
)

pytestmark = pytest.mark.usefixtures("shoot")


def test_a_draft_shows_what_would_be_quoted_and_what_not(admin):
    shown = drafted(admin, "Aldermere")
    assert PRIVATE in shown
    assert "18 January 2026 · 4 sentences · Ines Calloway" in shown
    assert f"• {SENTENCE.format(town='Aldermere')}" in shown
    assert "• Boilerplate: Sign up for our newsletter" in shown


def test_a_file_in_the_modal_becomes_a_draft_by_the_title_that_was_typed(admin):
    begin(admin, "articles add")
    send(admin)
    admin.get_by_label("Title").fill("Under another name")
    admin.locator(".upload-input").set_input_files({**article("Dunhaven"), "name": "boats.txt"})
    admin.locator(".upload-item", has_text="boats.txt").wait_for()
    with coming(admin):
        admin.get_by_role("button", name="Submit").click()
    assert SENTENCE.format(town="Dunhaven") in newest(admin, "Draft: Under another name")


def test_an_empty_modal_is_told_what_to_give(admin):
    begin(admin, "articles add")
    send(admin)
    with coming(admin):
        admin.get_by_role("button", name="Submit").click()
    assert "There was nothing to add: type a text, give a link, or attach a file." in newest(admin)


def test_a_discarded_draft_is_gone(admin):
    before = holding(status(admin))
    drafted(admin, "Garth")
    assert "Draft" not in press_here(admin, "Discard", "Discarded. Nothing was published.")
    assert holding(status(admin)) == before


def test_a_button_of_the_settings_changes_what_is_asked(admin):
    assert "On: questions are asked of the shared articles too." in give(admin, "settings shared").inner_text()
    press_here(admin, "Do not ask shared articles", "Only this server's own articles are asked now.")
    found = asked(admin, SONGS)
    view_as(admin, ADMIN)
    last(admin, "Settings of this server").get_by_role("button", name="Ask shared articles too").click()
    last(admin, "The shared articles are asked too now.")
    assert SONG not in found
    assert SONG in asked(admin, SONGS)


def test_a_menu_of_the_settings_leads_to_a_channel(admin):
    give(admin, "settings channel")
    choose(admin, "Change a channel …", "summit")
    shown = newest(admin, "Settings of a channel", "On: questions are answered here.")
    assert "Articles\nAll." in shown.replace("\n\n", "\n")


def test_export_mine_gives_a_file_of_what_the_person_has_asked(page):
    asked(page, SONGS)
    give(page, "privacy")
    found = exported(page)
    assert found["person"] == id_of(page, MEMBER)
    assert found["questions"][-1]["question"] == SONGS


def test_delete_mine_deletes_it_after_confirm_alone(page):
    asked(page, SONGS)
    give(page, "privacy")
    press(page, "Delete mine")
    press_here(page, "Cancel", "Nothing was deleted.")
    assert SONGS in [one["question"] for one in exported(page)["questions"]]
    press(page, "Delete mine")
    press_here(page, "Confirm", "Deleted: nothing is stored about you any more.")
    assert exported(page)["questions"] == []


def test_the_commands_of_admins_are_offered_to_them_alone(page):
    of_member = offered(page)
    page.locator("#channel-composer-input").fill("")
    view_as(page, ADMIN)
    more = {name.removeprefix("/") for name in set(offered(page)) - set(of_member)}
    assert more == {
        *(f"articles {name}" for name in ("add", "edit", "remove", "show", "reindex", "status")),
        *(f"articles {name}" for name in ("unanswered", "history")),
        *(f"settings {name}" for name in ("channel", "auto", "scope", "thread", "digest", "language", "shared")),
        *(f"settings {name}" for name in ("editors", "admin")),
        *(f"sources {name}" for name in ("add", "list", "show", "pause", "resume", "remove", "refresh")),
    }


@pytest.mark.parametrize("words", ["/articles status", "/settings shared"])
def test_a_command_that_a_member_types_is_a_message_like_any_other(page, words):
    with coming(page):
        page.locator("#channel-composer-input").fill(words)
        page.keyboard.press("Enter")
    assert newest(page, words).splitlines()[-1] == words


def test_a_reindex_is_refused_to_a_member_who_forges_it(admin):
    begin(admin, "articles reindex")
    envelope = command_in(sent(admin, lambda: send(admin)))
    before = last_change(status(admin))
    assert refused(admin, envelope)
    assert last_change(status(admin)) == before


def test_a_setting_is_refused_to_a_member_who_forges_it(admin):
    begin(admin, "settings shared", state="on")
    envelope = command_in(sent(admin, lambda: send(admin)))
    assert envelope["options"] == {"state": "on"}
    assert refused(admin, {**envelope, "options": {"state": "off"}})
    assert "On: questions are asked of the shared articles too." in give(admin, "settings shared").inner_text()


def test_a_draft_is_not_shown_to_a_member(admin):
    drafted(admin, "Marsh End")
    view_as(admin, MEMBER)
    assert "Marsh End" not in admin.locator("#channel-message-list").inner_text()


def test_a_button_of_a_draft_is_refused_to_a_member_who_forges_it(admin):
    before = holding(status(admin))
    drafted(admin, "Netherby")
    publish = messages(admin).last.get_by_role("button", name="Publish")
    key = publish.get_attribute("data-control-key")
    asked(admin, SONGS)
    helpful = messages(admin).last.get_by_role("button", name="👍 0", exact=True)
    said = forged(admin, helpful.click, {"control_key": key, "target_id": key.split(":")[1]})
    view_as(admin, ADMIN)
    assert (said["rejected"], said["dispatched"]) == (True, False)
    assert holding(status(admin)) == before


def test_a_question_is_listed_with_its_time_and_dismissed(admin):
    # Later than the page itself, whose time must have gone on.
    admin.wait_for_timeout(1500)
    asked(admin, "Who paints the weathercock of Ebbsworth?")
    view_as(admin, ADMIN)
    listed = give(admin, "articles unanswered").inner_text()
    place = re.search(r"(\d)\. Who paints .* Ebbsworth\?\s+asked once, (?:now|\d+ seconds? ago)", listed)[1]
    press_here(admin, f"Dismiss {place}", "Questions without an answer")
    assert "Ebbsworth" not in newest(admin)


def test_a_question_comes_first_once_a_typed_article_answers_it(admin):
    assert NOT_FOUND in asked(admin, BEEKEEPERS)
    assert NOT_FOUND in asked(admin, NOBODY_KNOWS)
    view_as(admin, ADMIN)
    listed = give(admin, "articles unanswered").inner_text()
    assert listed.index(NOBODY_KNOWS) < listed.index(BEEKEEPERS)
    assert "2 sentences" in typed(admin, "The beekeepers of Hartmoor", f"{SECRETARY} They meet on Mondays.")
    press_here(admin, "Publish", "The beekeepers of Hartmoor: added")
    listed = give(admin, "articles unanswered").inner_text()
    assert f"1. {BEEKEEPERS}" in listed
    assert listed.index(BEEKEEPERS) < listed.index(SECRETARY) < listed.index(NOBODY_KNOWS)
    assert SECRETARY in asked(admin, BEEKEEPERS)


def test_what_was_published_is_quoted_to_a_member(admin):
    assert f"{TITLE.format(town='Brannock')}: added, 4 sentences" in published(admin, "Brannock")
    assert f"<@{id_of(admin, ADMIN)}>: added {TITLE.format(town='Brannock')}" in last_change(status(admin))
    assert SENTENCE.format(town="Brannock") in asked(admin, QUESTION.format(town="Brannock"))


def test_blocks_are_taken_in_and_left_out_by_the_menus(admin):
    sentence = SENTENCE.format(town="Eastwick")
    assert f"• Link: Read more: [{LINK}" in drafted(admin, "Eastwick")
    choose(admin, "Take blocks back in …", LINK)
    assert "• Link:" not in newest(admin, "5 sentences")
    choose(admin, "Leave blocks out …", sentence)
    assert f"• Boilerplate: {sentence}" in newest(admin, "3 sentences")
    press_here(admin, "Publish", "added, 3 sentences")
    assert sentence not in asked(admin, QUESTION.format(town="Eastwick"))


def test_a_reindex_ends_with_what_there_is_now(admin):
    # Two, as one is told of in the singular.
    published(admin, "Larkfield")
    published(admin, "Larkhill")
    articles, sentences = holding(status(admin))
    give(admin, "articles reindex")
    shown = newest(admin, "The articles are reindexed")
    assert f"{articles} articles · {sentences} sentences" in shown
    assert "Every article has the same sentences as before." in shown
    change = last_change(status(admin))
    assert f"<@{id_of(admin, ADMIN)}>: reindexed {articles} articles · {sentences} sentences" in change


def test_an_article_is_removed_after_confirm_alone(admin):
    published(admin, "Holm")
    give(admin, "articles remove", article=TITLE.format(town="Holm"))
    press_here(admin, "Cancel", "Nothing was removed.")
    give(admin, "articles remove", article=TITLE.format(town="Holm"))
    newest(admin, f"Remove “{TITLE.format(town='Holm')}”?")
    press_here(admin, "Confirm", "Removed.")
    assert f"<@{id_of(admin, ADMIN)}>: removed {TITLE.format(town='Holm')}" in last_change(status(admin))
    assert SENTENCE.format(town="Holm") not in asked(admin, QUESTION.format(town="Holm"))
