from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest
from discord.ui import Select

from bot.desk.curating.drafting import Drafted, Outcome
from bot.discord.embeds.articles.draft import draft_embed, drafts_embed
from bot.discord.embeds.articles.outcome import outcome_embed, refused_embed
from bot.discord.embeds.articles.status import Holding, change_line, status_embed
from bot.discord.embeds.articles.text import text_file, text_pages
from bot.discord.embeds.limits import DESCRIPTION, size
from bot.discord.views.articles.controls import draft_view
from bot.errors import OverLimit
from bot.records import Change, What
from bot.texts import LANGUAGES, phrases
from index import NO_SENTENCE, Added, Article, Draft, Part, Source, TooLarge, Unreadable
from index.drafting import blocks_of
from index.records import Kind, ProblemKind
from tests.bot.discord.embeds.samples import SAY
from tests.bot.records import ENTRY, HOSTILE
from tests.bot.store.making import NOON

TEXT = "Title\n\nOne sentence. Another.\n\nA caption"
ARTICLE = Article("a", "Title", TEXT, (Part(0, 5, "heading"), Part(7, 29, "body"), Part(31, 40, "caption")))
HOLDING = Holding(3, 1000, 40, 1_500_000, 200_000_000, 10_000_000, "m@1", None, (), ())
WHAT: tuple[What, ...] = ("add", "replace", "remove", "reindex", "dismiss", "settings", "restore", "left", "returned")


def test_each_part_stands_under_its_kind() -> None:
    (page,) = text_pages(ARTICLE, SAY)
    assert page == "**Heading**\nTitle\n**Body**\nOne sentence. Another.\n**Caption**\nA caption"
    assert text_file(ARTICLE, SAY) == "[Heading]\nTitle\n\n[Body]\nOne sentence. Another.\n\n[Caption]\nA caption"


@pytest.mark.parametrize("character", ["a", "*", "🎉", "\n", "日"])
def test_no_page_is_longer_than_discord_takes(character: str) -> None:
    parts = tuple(Part(start, start + 1, ("body", "link")[start % 2]) for start in range(5000))
    long = replace(ARTICLE, text=character * 20_000, parts=(*parts, Part(5000, 20_000, "body")))
    pages = text_pages(long, SAY)
    assert max(map(size, pages)) <= DESCRIPTION
    assert len(pages) > 1


@pytest.mark.parametrize("character", ["a", "*", "🎉", "日"])
def test_a_page_of_left_out_blocks_and_the_sentences_fit_into_a_draft(character: str) -> None:
    words = [f"x{number:02} {character * 300}" for number in range(30)]
    text = "\n".join(words)
    starts = [text.index(one) for one in words]
    parts = tuple(Part(start, start + len(one), "boilerplate") for start, one in zip(starts, words, strict=True))
    article = replace(ARTICLE, text=text, parts=parts, author=character * 90)
    made = Draft(Source("a"), article, (character * 500,) * 9, blocks=blocks_of(article))
    drafted = Drafted("a", (replace(made, namesake=(ENTRY, ARTICLE)),), {0: OverLimit("articles", 9, 9, "Full.")})
    for page, shown in ((1, words[:25]), (2, words[25:])):
        description = draft_embed(drafted, SAY, page=page).description or ""
        assert size(description) <= DESCRIPTION
        assert [word for word in words if f"*Boilerplate*: {word[:3]}" in description] == shown
        assert description.count("\n• ") - len(shown) == 5


class Guarded(tuple[Part, ...]):
    """Parts of which each may be looked at, and not all: there may be hundreds of thousands, and all would wait."""

    def __iter__(self) -> Iterator[Part]:
        raise AssertionError("All parts were looked at.")


async def test_only_a_page_of_an_articles_parts_is_looked_at_when_it_is_drawn() -> None:
    text = "Wort\n" * 1000
    kinds: tuple[Kind, Kind] = ("boilerplate", "body")
    parts = [Part(start, start + 4, kinds[start % 2]) for start in range(0, len(text), 5)]
    made = Draft(Source("a"), replace(ARTICLE, text=text, parts=tuple(parts)), ("Wort",))
    made = replace(made, blocks=blocks_of(replace(ARTICLE, text=text, parts=tuple(parts))))
    drafted = Drafted("a", (replace(made, article=replace(ARTICLE, text=text, parts=Guarded(parts))),))
    assert "Left out: 500" in (draft_embed(drafted, SAY, page=7).description or "")
    menus = [item for item in draft_view(drafted, 0, 7, SAY).children if isinstance(item, Select)]
    assert [[option.value for option in menu.options][:2] for menu in menus] == [["300", "302"], ["301", "303"]]


def test_a_list_of_drafts_with_its_notes_fits_whole() -> None:
    made = Draft(Source("a"), replace(ARTICLE, title="*" * 500), ("A sentence.",) * 9, namesake=(ENTRY, ARTICLE))
    over = OverLimit("bytes", 9, 9, "Full.", 9)
    description = drafts_embed(Drafted("a", (made,) * 20, dict.fromkeys(range(20), over)), 1, 1, SAY).description or ""
    assert size(description) <= DESCRIPTION
    assert description.splitlines()[-1].startswith("20\\. **\\*")


@pytest.mark.parametrize(
    ("language", "kinds"),
    [
        ("ja", ("大きすぎます（It has 9 MB.）", "読み取れませんでした（No text.）")),
        ("ko", ("너무 커요 (It", "읽을 수 없었어요 (No")),
    ],
)
def test_the_kind_of_a_refusal_is_told_in_the_persons_language(language: str, kinds: tuple[str, str]) -> None:
    refusals = (TooLarge("It has 9 MB."), Unreadable("No text."))
    drafts = [Draft(Source("a", refusal=one), None, obstacle=str(one)) for one in refusals]
    say = phrases(language)
    for draft, kind in zip(drafts, kinds, strict=True):
        assert kind in (draft_embed(Drafted("a", (draft,)), say).description or "")
        assert kind in (refused_embed([draft], say).description or "")
    empty = Outcome(Added("a", None, "T", "refused", NO_SENTENCE))
    assert say("draft.no_sentence") in (outcome_embed([empty], say).description or "")


def test_what_was_refused_stands_first_with_the_reason() -> None:
    good = Outcome(Added("a", 1, "Good", "added", sentences=2))
    bad = Outcome(Added("b.txt", None, None, "refused", "It is empty."))
    embed = outcome_embed([good, bad], SAY)
    assert embed.title == "1 added · 1 refused"
    assert embed.description == "• **b.txt**: It is empty.\n• **Good**: added, 2 sentences"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("limit", ["articles", "bytes", "upload"])
def test_a_limit_is_said_in_each_language(limit: str, language: str) -> None:
    over = OverLimit(limit, 2_000_000, 3_000_000, "In English.")  # type: ignore[arg-type]
    embed = outcome_embed([Outcome(Added("a", None, "T", "refused", str(over)), over)], phrases(language))
    assert "2" in (embed.description or "")
    assert ("In English." in (embed.description or "")) is False


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", WHAT)
def test_every_change_has_its_words(what: What, language: str) -> None:
    line = change_line(Change(NOON, 1, 300, what, HOSTILE), phrases(language))
    assert line.startswith("<t:1772366400:f> ")
    assert ("<@300>: " in line) == (what not in {"left", "returned"})
    assert "[bold]" in line.replace("\\", "")


def test_a_change_without_a_detail_ends_with_its_words() -> None:
    assert change_line(Change(NOON, 1, None, "left", ""), SAY) == "<t:1772366400:f> the bot was removed from the server"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*get_args(ProblemKind), "unreadable"])
def test_every_problem_has_its_words(kind: str, language: str) -> None:
    say = phrases(language)
    health = status_embed(replace(HOLDING, problems=(kind,)), say).fields[6]
    assert (health.name, health.value) == (say("status.health"), f"⚠️ {say(f'health.{kind}')}")


@pytest.mark.parametrize("what", ["reindex", "reindex_unseen"])
def test_a_reindex_is_told_with_what_was_counted(what: What) -> None:
    line = change_line(Change(NOON, 1, 300, what, "1 · 12 · mini@1 · A title"), SAY)
    assert line.endswith("1 article · 12 sentences · mini@1 · A title")


def test_a_title_of_numbers_is_told_as_it_is() -> None:
    line = change_line(Change(NOON, 1, 300, "add", "1 · 12 · 30"), SAY)
    assert line.endswith("added **1 · 12 · 30**")


def test_a_long_log_stays_inside_a_field() -> None:
    changes = [Change(NOON, 1, 2**62, "add", "日" * 500) for _ in range(30)]
    embed = status_embed(replace(HOLDING, changes=changes), SAY)
    assert all(size(field.value or "") <= 1024 for field in embed.fields)
