"""The buttons as they are sent; `custom_id` says what they do: `summit:ACT:ANSWER[:PAGE]` or `summit:library:PAGE`."""

from __future__ import annotations

import discord
from discord import ButtonStyle

from bot.discord.views.controls import Button, turning, view_of
from bot.records import Kept
from bot.texts import Phrases


def answer_view(kept: Kept, say: Phrases) -> discord.ui.View:
    """Return the buttons of an answer, or of a refusal."""
    return view_of(_of_answer(kept, say) if kept.answer.found else _of_refusal(kept, say))


def pages_view(answer: str, page: int, pages: int, say: Phrases) -> discord.ui.View:
    """Return the buttons that turn the pages of More quotes, counted from 1."""
    return view_of(turning(lambda to: f"summit:page:{answer}:{to}", page, pages, say))


def library_view(page: int, pages: int, say: Phrases) -> discord.ui.View:
    """Return the buttons that turn the pages of the list of articles, counted from 1."""
    return view_of(turning(lambda to: f"summit:library:{to}", page, pages, say))


def _of_answer(kept: Kept, say: Phrases) -> list[Button]:
    quoted = [_button("context", kept, say("button.context"))] if kept.answer.quotes else []
    more = [_button("more", kept, say("button.more"))] if kept.answer.further else []
    return [
        *quoted,
        *more,
        _button("ask", kept, say("button.ask"), style=ButtonStyle.primary),
        _button("helpful", kept, say("button.helpful"), row=1),
        _button("unhelpful", kept, say("button.unhelpful"), row=1),
        _button("delete", kept, say("button.delete"), row=1),
    ]


def _of_refusal(kept: Kept, say: Phrases) -> list[Button]:
    near = [_button("nearest", kept, say("button.nearest"))] if kept.answer.nearest else []
    tell = [_button("tell", kept, say("button.tell"))] if kept.answer.askable else []
    return [
        *near,
        *tell,
        _button("ask", kept, say("button.ask"), style=ButtonStyle.primary),
        _button("delete", kept, say("button.delete"), row=1),
    ]


def _button(
    act: str, kept: Kept, label: str, *, style: ButtonStyle = ButtonStyle.secondary, row: int | None = None
) -> Button:
    return discord.ui.Button(label=label, custom_id=f"summit:{act}:{kept.id}", style=style, row=row)
