"""The terminal door: one group of commands, or one way to show something, a file."""
