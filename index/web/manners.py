"""Who we are to the sites that we ask, and which hosts are let in though they are no part of the public web."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from index.web.links import Link

PRODUCT = "SummitBot"
"""What a robots.txt calls us."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Manners:
    """What the owner chose about the web."""

    allow: tuple[str, ...] = ()
    """Hosts, or hosts with a port, that may be private, on any port, and are not waited for."""
    contact: str | None = None
    """Whom a site can write to."""

    @property
    def agent(self) -> str:
        """Return the User-Agent."""
        try:
            number = version("summit-bot")
        except PackageNotFoundError:
            number = "0"
        contact = "".join(filter(_is_plain, (self.contact or "")[:_LONGEST]))
        return f"{PRODUCT}/{number} (quotes articles on Discord{f'; {contact}' if contact.strip() else ''})"

    def lets_in(self, link: Link) -> bool:
        """Tell whether a link's host was let in by name."""
        names = {name.strip().lower().removesuffix(".") for name in self.allow}
        bracketed = f"[{link.host}]" if ":" in link.host else link.host
        return bool(names & {link.host, bracketed, f"{bracketed}:{link.port}"})


def _is_plain(letter: str) -> bool:
    return letter.isascii() and letter.isprintable()
