"""Options that several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", metavar="", help="Print JSON lines for programs.")]
Topic = Annotated[str | None, typer.Option(metavar="WORDS", help="Only what is about this.")]
Since = Annotated[
    str | None, typer.Option(metavar="DATE|DAYS", help="Only articles from this date on, or of so many last days.")
]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Only articles of this publisher.")]
Sentences = Annotated[int, typer.Option(min=1, max=1000, help="How many sentences.")]
Top = Annotated[int, typer.Option(min=1, max=1000, help="How many quotes.")]
