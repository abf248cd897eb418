"""Question and sentences -> readings: how well each answers, and where in it."""
