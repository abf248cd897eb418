"""`python -m bot` is `summit`."""

from __future__ import annotations

from bot.terminal.cli import main

main()
