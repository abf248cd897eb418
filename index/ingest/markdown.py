"""Markdown with a YAML front matter -> its text and fields.

The front matter is there where the first line is `---` and a later one is `---` or `...`; the text starts right after
that line's end. Values are read as the words that stand there (an id of 0012 stays 0012): the
loader knows no types.
"""

from __future__ import annotations

import re

from index.errors import Unreadable
from index.ingest.fields import Fields, read_fields

_OPEN = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
_LONGEST = 65_536
_DEEPEST = 50
"""Brackets in brackets: what the scanner of YAML takes for them grows with their square."""
_EMPTY = {"", "~", "null", "Null", "NULL"}


def read_markdown(text: str) -> tuple[str, Fields]:
    """Return the text after the front matter, byte for byte, and the fields in it."""
    opening = _OPEN.match(text)
    closing = _CLOSE.search(text.replace("\r\n", " \n"), opening.end(), opening.end() + _LONGEST) if opening else None
    if opening is None or closing is None:
        return text, Fields()
    loaded = _load(text[opening.end() : closing.start()])
    if not isinstance(loaded, dict | None):
        return text, Fields()  # two rules with a sentence between them are no front matter
    return text[closing.end() :], read_fields({key: _said(value) for key, value in (loaded or {}).items()})


def _said(value: object) -> object:
    return None if isinstance(value, str) and value in _EMPTY else value


def _load(front: str) -> object:
    import yaml

    depth = 0
    try:
        for token in yaml.scan(front, Loader=yaml.BaseLoader):
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
                raise _broken(token.start_mark.line, "an anchor or alias (&, *) is not allowed")
            depth += isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken)
            depth -= isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken)
            if depth > _DEEPEST:
                raise _broken(token.start_mark.line, "it is nested too deeply")
        loader = yaml.BaseLoader(front)
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _broken(mark.line if mark else 0, str(error.problem or error.context)) from error
    except yaml.YAMLError as error:
        raise _broken(0, "a character that YAML does not allow") from error
    except RecursionError as error:
        raise _broken(0, "it is nested too deeply") from error


def _broken(line: int, why: str) -> Unreadable:
    return Unreadable(
        f"The front matter is broken in line {line + 2}: {why}. "
        "Correct it (quote values that hold a colon), or take the lines between the --- out."
    )
