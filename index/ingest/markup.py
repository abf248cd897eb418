"""A page that is all article, as a chapter or a letter -> its lines, in order: all that is shown."""

from __future__ import annotations

from typing import Any

from index.ingest.lines import Lines

_SILENT = {"script", "style", "head", "template", "noscript", "svg", "math", "iframe", "object", "nav", "rt", "rp"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {
    *("p", "div", "section", "article", "blockquote", "li", "dt", "dd", "td", "th", "tr", "table", "ul", "ol", "dl"),
    *("pre", "figure", "figcaption", "aside", "header", "footer", "main", "address", "hr", "br", "body", "center"),
    *_HEADINGS,
}
_HIDDEN = ("display:none", "visibility:hidden")


def lines_of(root: Any) -> Lines:
    """Return the lines of a tree of HTML; walked with a stack of its own, for trees are nested as deep as one likes."""
    lines, pieces, mark = Lines(), list[str](), None

    def end() -> None:
        lines.add("".join(pieces), mark)
        pieces.clear()

    waiting: list[tuple[Any, bool]] = [(root, False)]
    while waiting:
        element, done = waiting.pop()
        name = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else None
        if done:
            if name in _BLOCKS:
                end()
                mark = None
            pieces.append(element.tail or "")
            continue
        if name is None or name in _SILENT or _is_hidden(element):
            pieces.append(element.tail or "")
            continue
        if name in _BLOCKS:
            end()
            mark = _mark(name, mark)
        pieces.append(element.text or "")
        waiting.append((element, True))
        waiting.extend((child, False) for child in reversed(element))
    end()
    return lines


def _mark(name: str, above: str | None) -> str | None:
    if name in _HEADINGS:
        return "heading"
    if name == "figcaption":
        return "caption"
    return "item" if name == "li" else above if name in ("br", "p") else None


def _is_hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return any(one in style for one in _HIDDEN) or element.get("hidden") is not None
