"""Servers that remove the bot."""
