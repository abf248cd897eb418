"""Log lines as `key=value` pairs (logfmt), discord.py's among them; a secret never stands in one."""

from __future__ import annotations

import logging
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

if TYPE_CHECKING:
    from bot.settings import Settings

_OURS = ("summit", "bot", "index")
_HIDDEN = "[hidden]"
_ANSWER_TOKEN = re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.-]+")
"""In an address: whoever has it can answer in the bot's name for a quarter of an hour."""
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""What a terminal obeys, or takes for a new line; the renderer writes the usual line break as it should."""
_COMMON: list[Processor] = [
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]
log = cast(
    structlog.stdlib.BoundLogger,
    structlog.wrap_logger(
        logging.getLogger("summit"),
        processors=[
            structlog.stdlib.filter_by_level,
            *_COMMON,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
    ),
)


def start_log(settings: Settings) -> None:
    """Write what happens to standard error, from the level that the settings name."""
    handler = _Handler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_COMMON,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _Hiding(settings),
                structlog.processors.LogfmtRenderer(
                    key_order=["timestamp", "level", "logger", "event"], bool_as_flag=False
                ),
            ],
        )
    )
    level = logging.getLevelNamesMapping()[settings.log.upper()]
    # On debug discord.py writes every event with what people wrote in it, which is only for LOG_QUESTIONS to allow.
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(level, logging.INFO))
    for name in _OURS:
        logging.getLogger(name).setLevel(level)


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say where a line is missing; logging itself would print what it holds, secrets too."""
        with suppress(OSError, ValueError):
            self.stream.write(f"level=error logger={record.name} event=line_not_written line={record.lineno}\n")


class _Hiding:
    """Put [hidden] in the place of tokens, wherever they stand, and make control characters visible."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.discord_token.get_secret_value().strip() if settings.discord_token else ""

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {key: self._hide(value) for key, value in event.items()}

    def _hide(self, value: object) -> object:
        if value is None or isinstance(value, bool | int | float):
            return value
        text = str(value).replace(self._token, _HIDDEN) if self._token else str(value)
        return _CONTROL.sub(_visible, _ANSWER_TOKEN.sub(rf"\1{_HIDDEN}", text))


def _visible(control: re.Match[str]) -> str:
    return control[0].encode("unicode_escape").decode()
