"""What the derived indexes on disk have in common: a manifest that says of what they are made."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
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


def read_manifest(path: Path) -> Manifest | None:
    """Return a manifest, or None where it is missing or not one of ours."""
    try:
        return Manifest(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def checksum(path: Path) -> str:
    """Return a file's hash."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
