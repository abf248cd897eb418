from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from bot.discord.embeds.about import MEASURED, QUESTIONS, About, about_embed
from bot.texts import LANGUAGES, phrases
from tests.bot.discord.embeds.samples import SAY, assert_sendable, hostile

ABOUT = About(12, (), 90, None, "0.1.0")


def fields(about: About) -> dict[str | None, str | None]:
    return {field.name: field.value for field in about_embed(about, SAY).fields}


def test_the_commands_are_named() -> None:
    how = str(fields(ABOUT)["How to ask"])
    assert how.startswith("• **/ask**: ask a question")
    assert "**Find this in the articles**" in how
    assert "**/summary**" in how
    assert "**/library**" in how


def test_it_tells_what_it_knows_and_keeps() -> None:
    told = fields(ABOUT)
    assert told["Articles"] == "12 articles"
    assert str(told["What is kept"]).startswith("Answers and what was asked, for 90 days;")
    assert about_embed(ABOUT, SAY).footer.text == "Summit 0.1.0"


def test_it_promises_only_what_was_measured() -> None:
    measured = (Path(__file__).parents[4] / "docs/measured.md").read_text("utf-8")
    names = {"strong": "well supported", "likely": "likely", "weak": "weakly supported"}
    for strength, (right, of) in MEASURED.items():
        assert re.search(rf"\| right of those called {names[strength]} \|.*\| {right} of {of} \|", measured)
        assert f"• {names[strength]}: {right} of {of}" in str(fields(ABOUT)["How sure it is"])
    assert f"{QUESTIONS} questions as" in " ".join(measured.split())


def test_each_missing_permission_is_named() -> None:
    missing = replace(ABOUT, missing=("embed_links", "send_messages_in_threads", "use_soundboard"))
    assert str(fields(missing)["In this channel"]).startswith(
        "I am missing: **Embed Links**, **Send Messages in Threads**, **use soundboard**."
    )
    assert fields(ABOUT)["In this channel"] == "I may do all that I need here."


def test_a_contact_is_shown_as_it_was_written() -> None:
    assert "Contact" not in fields(ABOUT)
    assert fields(replace(ABOUT, contact="@ann_w, *daily*"))["Contact"] == r"@ann\_w, \*daily\*"
    assert fields(replace(ABOUT, contact="https://e.org/a_b"))["Contact"] == "https://e.org/a_b"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_in_every_language(language: str) -> None:
    assert_sendable(about_embed(replace(ABOUT, missing=("embed_links",), contact="Ann"), phrases(language)))


@settings(max_examples=30)
@given(hostile, hostile)
def test_any_contact_can_be_sent(contact: str, version: str) -> None:
    assert_sendable(about_embed(replace(ABOUT, contact=contact, version=version, missing=(version,)), SAY))
