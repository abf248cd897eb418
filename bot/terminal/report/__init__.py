"""Evaluations as a page: one file, with no script, that fetches nothing."""
