"""Elements of HTML and SVG, in which every text is escaped because a serialiser writes them."""

from __future__ import annotations

from xml.etree.ElementTree import Element, tostring

from bot.terminal.output import harmless

Child = Element | str
_DOCTYPE = "<!DOCTYPE html>\n"


def tag(name: str, /, *children: Child, **attributes: object) -> Element:
    """Return an element; `class_` is its class, and `text_anchor` its text-anchor."""
    given = {key.rstrip("_").replace("_", "-"): harmless(str(value)) for key, value in attributes.items()}
    made = Element(name, given)
    for child in children:
        if isinstance(child, Element):
            made.append(child)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + harmless(child)
        else:
            made.text = (made.text or "") + harmless(child)
    return made


def document(root: Element) -> str:
    """Return a whole page."""
    return _DOCTYPE + tostring(root, encoding="unicode", method="html") + "\n"
