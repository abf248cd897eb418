"""What those who manage articles are shown: drafts, articles with their kinds, the state of a library."""
