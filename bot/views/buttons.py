"""The buttons as they are sent; `custom_id` says what they do: `summit:ACT:ANSWER[:PAGE]` or `summit:library:PAGE`."""

from __future__ import annotations

import discord
from discord import ButtonStyle

from bot.records import Kept
from bot.texts import Phrases

Button = discord.ui.Button[discord.ui.View]


def answer_view(kept: Kept, say: Phrases) -> discord.ui.View:
    """Return the buttons of an answer, or of a refusal."""
    return _view(_of_answer(kept, say) if kept.answer.found else _of_refusal(kept, say))


def pages_view(answer: str, page: int, pages: int, say: Phrases) -> discord.ui.View:
    """Return the buttons that turn the pages of More quotes, counted from 1."""
    return _turning(f"page:{answer}", page, pages, say)


def library_view(page: int, pages: int, say: Phrases) -> discord.ui.View:
    """Return the buttons that turn the pages of the list of articles, counted from 1."""
    return _turning("library", page, pages, say)


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


def _turning(what: str, page: int, pages: int, say: Phrases) -> discord.ui.View:
    back, on = f"summit:{what}:{page - 1}", f"summit:{what}:{page + 1}"
    return _view(
        [
            discord.ui.Button(label=say("button.previous"), custom_id=back, disabled=page <= 1),
            discord.ui.Button(label=say("button.next"), custom_id=on, disabled=page >= pages),
        ]
    )


def _view(buttons: list[Button]) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    for button in buttons:
        view.add_item(button)
    # discord.py would remember each message's buttons for ever; these are found by their custom_id instead.
    view.stop()
    return view
