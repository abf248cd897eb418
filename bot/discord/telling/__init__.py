"""What the bot says unasked: to those who wait for an answer, and to admins."""
