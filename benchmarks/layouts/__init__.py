"""Pages in many layouts, written for this: which of their sentences are the article's, and which are not."""

from __future__ import annotations

from benchmarks.layouts.pages import PAGES, Made

__all__ = ["PAGES", "Made"]
