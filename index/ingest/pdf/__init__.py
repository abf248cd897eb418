"""PDF -> running text in reading order, and where its pages begin."""

from __future__ import annotations

from index.ingest.pdf.document import is_pdf, read_pdf

__all__ = ["is_pdf", "read_pdf"]
