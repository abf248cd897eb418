"""Whether something can be read in the files of a folder, by whoever looks at their bytes."""

from __future__ import annotations

from pathlib import Path


def holding(folder: Path, *words: str) -> list[str]:
    """Return the names of the files that hold any of these words, as they are or as JSON has them."""
    wanted = [form for word in words for form in {word.encode(), word.encode("utf-16-le"), ascii(word)[1:-1].encode()}]
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [str(path.relative_to(folder)) for path in files if any(form in path.read_bytes() for form in wanted)]
