"""Every command, menu, control and modal of the bot, and whose each is: what is new belongs here."""

from __future__ import annotations

import re
from typing import Literal

from tests.bot.discord.asking import BUILDER

Right = Literal["everyone", "editor", "admin"]
_ARTICLES = ("add", "edit", "remove", "show", "status", "reindex", "unanswered", "history")
_SETTING = ("channel", "auto", "scope", "thread")
COMMANDS: dict[str, Right] = {
    **dict.fromkeys(("ask", "summary", "story", "library", "about", "help", "privacy"), "everyone"),
    **{f"articles {name}": "editor" for name in _ARTICLES},
    **{f"sources {name}": "editor" for name in ("add", "list", "show", "pause", "resume", "remove", "refresh")},
    **{f"settings {name}": "admin" for name in (*_SETTING, "language", "shared", "editors", "admin", "digest")},
}
"""Each command by its whole name, and who may give it."""
MENUS: dict[str, Right] = {"Find this in the articles": "everyone", "Check this claim": "everyone"}
ANYWHERE = {"ask", "summary", "privacy", "Find this in the articles"}
"""What people who installed the bot for themselves have wherever they are."""
_ANSWER = (
    *("context", "more", "ask", "helpful", "unhelpful", "options", "why", "erase"),
    *("delete", "nearest", "tell", "topic", "report", "share", "show", "solved"),
)
_DRAFT = ("look", "open", "list", "edit", "takein", "leaveout", "discard")
_SETTINGS = (
    *("channel", "language", "editors", "admin", "shared:TO", "clear", "scope:N", "answers:N:TO", "auto:N:TO"),
    *("thread:N:TO", "every:N", "back", "digest", "digestplace", "digestevery", "digesthour"),
)
CONTROLS: dict[str, Right] = {
    **dict.fromkeys((f"{act}:ID" for act in _ANSWER), "everyone"),
    **dict.fromkeys(("page:ID:N", "ask:ID:N", "library:N"), "everyone"),
    **dict.fromkeys((f"privacy:{act}" for act in ("export", "delete", "confirm", "cancel")), "everyone"),
    **dict.fromkeys((f"draft:{act}:ID:N:N" for act in _DRAFT), "editor"),
    **dict.fromkeys(
        ("draft:publish:ID:N:N:SEEN", "draft:replace:ID:N:N:SEEN", "removal:confirm:N:SEEN", "removal:forever:N:SEEN"),
        "editor",
    ),
    **dict.fromkeys(("removal:cancel:N", "text:HOME:N:N", "text:HOME:N:file"), "editor"),
    **dict.fromkeys(("unanswered:dismiss:ID:N", "unanswered:page:N", "log"), "editor"),
    **dict.fromkeys(("poor:dismiss:ID:N", "poor:page:N"), "editor"),
    **dict.fromkeys((f"mend:{act}:ID" for act in ("open", "pin", "hide", "back")), "editor"),
    **dict.fromkeys((f"restrict:{act}:N" for act in ("show", "channels", "roles", "open")), "editor"),
    **dict.fromkeys((f"history:{act}:N" for act in ("page", "choose", "undo:N", "erase:N")), "editor"),
    **dict.fromkeys(("history:confirm:N:N", "history:delete:N:N"), "editor"),
    **dict.fromkeys(("source:follow:ID", "source:discard:ID"), "editor"),
    "arrived:N": "everyone",
    **dict.fromkeys((f"settings:{act}" for act in _SETTINGS), "admin"),
}
"""Each button and menu by the shape of its `custom_id`, and who may use it."""
_FIELDS = {"title": "Another", "author": "Ann", "published": "2026-01-31", "publisher": "The Paper", "url": ""}
MODALS: dict[str, tuple[Right, dict[str, str]]] = {
    "asked:ID": ("everyone", {"question": BUILDER}),
    "asked:ID:N": ("everyone", {"question": BUILDER}),
    "askedof:N": ("everyone", {"question": BUILDER}),
    "editing:N:SEEN": ("editor", _FIELDS),
    "drafted:ID:N:N": ("editor", _FIELDS),
    "adding": ("editor", {"title": "The dam", "text1": "Otto Brandt planned the dam of Veldham."}),
}
LAST = (
    *("delete:ID", "erase:ID", "privacy:confirm", "draft:publish:ID:N:N:SEEN", "draft:replace:ID:N:N:SEEN"),
    *("draft:discard:ID:N:N", "removal:confirm:N:SEEN", "history:confirm:N:N", "history:delete:N:N"),
    *("source:follow:ID", "source:discard:ID"),
)
"""What is gone once it was pressed."""

_KINDS = (("[0-9a-f]{16}", "ID"), ("[0-9a-f]{12}", "SEEN"), ("[0-9]+", "N"))


def shape(custom_id: str) -> str:
    """Return what a `custom_id` is for, without what it names."""
    named = re.sub(r"(?<=:text:)(server|shared)(?=:)", "HOME", re.sub(r":(on|off)$", ":TO", custom_id))
    parts = (next((kind for form, kind in _KINDS if re.fullmatch(form, one)), one) for one in named.split(":"))
    return ":".join(parts).removeprefix("summit:")
