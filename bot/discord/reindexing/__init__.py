"""Reindexing from Discord: the thread that does it, the way of one reindex, and the message that shows it."""
