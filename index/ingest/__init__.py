"""Files, pages, records and pastes -> Articles, each part classed as body or not."""

from __future__ import annotations

from index.ingest.attachments import read_attachment
from index.ingest.clean import Cleaned, classify
from index.ingest.page import read_fetched
from index.ingest.paths import read_paths
from index.ingest.read import read_bytes, read_text
from index.records import Source

__all__ = ["Cleaned", "Source", "classify", "read_attachment", "read_bytes", "read_fetched", "read_paths", "read_text"]
