"""What a site publishes of its articles, as it stands there: feeds, sitemaps, and pages that name theirs."""

from __future__ import annotations

from index.ingest.feeds.entries import entry_data, read_entry
from index.ingest.feeds.reading import read_feed

__all__ = ["entry_data", "read_entry", "read_feed"]
