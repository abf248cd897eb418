"""Links -> bytes, from a web that is not to be trusted."""

from __future__ import annotations

from index.records import Fetched
from index.web.fetching import Web
from index.web.links import Link, is_link, read_link
from index.web.manners import Manners

__all__ = ["Fetched", "Link", "Manners", "Web", "is_link", "read_link"]
