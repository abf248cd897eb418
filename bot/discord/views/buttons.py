"""The buttons as they are sent; `custom_id` says what they do: `summit:ACT:ANSWER[:PAGE]` or `summit:library:PAGE`."""

from __future__ import annotations

import discord
from discord import ButtonStyle

from bot.discord.embeds.parts import plain
from bot.discord.views.articles.mending import choose_button
from bot.discord.views.controls import Button, turning, view_of
from bot.records import Kept
from bot.texts import Phrases

Votes = tuple[int, int]
HELPFUL, UNHELPFUL = "👍", "👎"
LABEL = 80
PUBLIC = 1
"""The page of an Ask more whose answer is for everybody, though its button is shown to one person."""


def answer_view(
    kept: Kept, say: Phrases, votes: Votes = (0, 0), *, empty: bool = False, solved: bool = False
) -> discord.ui.View:
    """Return the buttons of an answer with how many found it helpful and not, or of a refusal.

    `empty` where there are no articles to ask, `solved` where the post that it stands in is marked so.
    """
    buttons = _of_answer(kept, say, votes) if kept.answer.found else _of_refusal(kept, say, empty=empty)
    is_post = kept.asking.door == "post" and not solved
    return view_of([*buttons, *([_button("solved", kept, say("button.solved"))] if is_post else [])])


def offer_view(kept: Kept, say: Phrases) -> discord.ui.View:
    """Return the button that shows an answer to the one who presses it."""
    return view_of([_button("show", kept, say("button.show"))])


def options_view(
    kept: Kept, say: Phrases, *, public: bool, reportable: bool, choosing: bool = False
) -> discord.ui.View:
    """Return what else can be done with an answer, for one person alone; `public` where everybody sees the answer.

    `choosing` where the person may choose which sentence answers.
    """
    report = [_button("report", kept, say("button.report"))] if reportable else []
    share = [_button("share", kept, say("button.share"))] if kept.answer.quotes else []
    return view_of(
        [
            _button("ask", kept, say("button.ask"), style=ButtonStyle.primary, page=PUBLIC if public else None),
            _button("why", kept, say("button.why")),
            *share,
            *report,
            _button("erase", kept, say("button.delete")),
            *([choose_button(kept.id, say("button.mend"), row=1)] if choosing else []),
        ]
    )


def pages_view(answer: str, page: int, pages: int, say: Phrases) -> discord.ui.View:
    """Return the buttons that turn the pages of More quotes, counted from 1."""
    return view_of(turning(lambda to: f"summit:page:{answer}:{to}", page, pages, say))


def library_view(page: int, pages: int, say: Phrases) -> discord.ui.View:
    """Return the buttons that turn the pages of the list of articles, counted from 1."""
    return view_of(turning(lambda to: f"summit:library:{to}", page, pages, say))


def _of_answer(kept: Kept, say: Phrases, votes: Votes) -> list[Button]:
    helpful, unhelpful = votes
    quoted = [_button("context", kept, say("button.context"))] if kept.answer.quotes else []
    more = [_button("more", kept, say("button.more"))] if kept.answer.further else []
    return [
        *quoted,
        *more,
        _button("helpful", kept, f"{HELPFUL} {helpful}"),
        _button("unhelpful", kept, f"{UNHELPFUL} {unhelpful}"),
        _button("options", kept, "…"),
    ]


def _of_refusal(kept: Kept, say: Phrases, *, empty: bool) -> list[Button]:
    is_topic = kept.answer.obstacle == "short" and any(map(str.isalpha, kept.asking.question)) and not empty
    topic = [_button("topic", kept, _summary_of(kept, say))] if is_topic else []
    near = [_button("nearest", kept, say("button.nearest"))] if kept.answer.nearest else []
    tell = [_button("tell", kept, say("button.tell"))] if kept.answer.askable else []
    return [
        *topic,
        *near,
        *tell,
        _button("ask", kept, say("button.ask"), style=ButtonStyle.primary),
        _button("delete", kept, say("button.delete")),
    ]


def _summary_of(kept: Kept, say: Phrases) -> str:
    """Return the command that a word alone can be given to."""
    command = f"/{say('command.summary.name')} {say('command.summary.topic')}:"
    return command + plain(kept.asking.question, LABEL - len(command))


def _button(
    act: str, kept: Kept, label: str, *, style: ButtonStyle = ButtonStyle.secondary, page: int | None = None
) -> Button:
    custom_id = f"summit:{act}:{kept.id}" if page is None else f"summit:{act}:{kept.id}:{page}"
    return discord.ui.Button(label=label, custom_id=custom_id, style=style)
