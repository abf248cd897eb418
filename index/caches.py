"""What the derived indexes on disk have in common: a manifest that says of what they are made."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

from index.encode.folders import write_aside


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a derived index was made of; anything else than what is expected means: build it again."""

    edition: str
    model: str
    dimension: int
    recipe: str
    newest: int
    count: int
    checksum: str

    def write(self, path: Path) -> None:
        """Write the manifest, whole or not at all."""
        write_aside(path, json.dumps(asdict(self), indent=1).encode())


_LIKE = Manifest("", "", 0, "", 0, 0, "")


def read_manifest(path: Path) -> Manifest | None:
    """Return a manifest, or None where it is missing or not one of ours."""
    try:
        found = Manifest(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    # bool is an int to isinstance, and JSON knows floats: a manifest of ours holds neither.
    sound = all(type(value) is type(like) for value, like in zip(astuple(found), astuple(_LIKE), strict=True))
    return found if sound else None


def checksum(path: Path) -> str:
    """Return a file's hash."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
