"""Lines of a document, one after the other -> its text, and what the document marks each line as."""

from __future__ import annotations

from index.records import Kind

LONGEST_HINT = 300


class Lines:
    """A text as it grows: paragraphs with a blank line between them, the items of a list without."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._item = False
        self.size = 0
        """Characters so far."""
        self.hints: dict[str, Kind] = {}

    def add(self, words: str, mark: str | None = None) -> None:
        """Add a line that is marked as "heading", "caption", "link" or "item", or as nothing; an empty one is none."""
        line = " ".join(words.split())
        if not line:
            return
        item = mark == "item"
        if self._pieces:
            self._put("\n" if item and self._item else "\n\n")
        self._put(f"- {line}" if item else line)
        self._item = item
        if mark in ("heading", "caption", "link") and len(line) <= LONGEST_HINT:
            self.hints[line] = mark  # type: ignore[assignment]

    def _put(self, piece: str) -> None:
        self._pieces.append(piece)
        self.size += len(piece)

    @property
    def text(self) -> str:
        """Return all of it."""
        return "".join(self._pieces)
