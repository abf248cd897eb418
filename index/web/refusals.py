"""What a site's status means for whoever gave the link."""

from __future__ import annotations

from http import HTTPStatus

from index.errors import NotFetched

_SENTENCES = {
    401: "asks for a log-in",
    402: "asks to be paid",
    403: "does not let us read it",
    404: "has no page there",
    406: "has no page there that could be read",
    410: "says that the page is gone for good",
    451: "may not show it for legal reasons",
}
_SERVER = 500


def refusal_of(status: int) -> NotFetched:
    """Return the refusal of a link that a site answered with a status other than 200."""
    refusal = NotFetched(_sentence(status))
    refusal.status = status
    return refusal


def _sentence(status: int) -> str:
    what = _SENTENCES.get(status)
    if what:
        way_out = "check the link" if status in (404, 410) else "save the page from your browser, and add the file"
        return f"This site {what} (status {status}): {way_out}."
    if status >= _SERVER:
        return f"This site is out of order (status {status}): try again later."
    return f"This site gave no page, but {_name(status)}: open the link in a browser."


def _name(status: int) -> str:
    try:
        return f"“{HTTPStatus(status).phrase}” (status {status})"
    except ValueError:
        return f"the status {status}"
