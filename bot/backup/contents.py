"""What a backup holds: databases and nothing else, and a manifest that says which."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from index import SummitError

FORMAT = 1
MANIFEST = "manifest.json"
MOST_FILES = 100_000
STORE = "bot.db"
LIBRARY = "library.db"
_SERVER = re.compile(r"servers/([1-9][0-9]{0,19})/library\.db", re.ASCII)
_SHARED = f"shared/{LIBRARY}"
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)


class BackupError(SummitError):
    """Refuse to make a backup, or to restore one."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A file of a backup."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds, and when and by which version it was made."""

    made: datetime
    summit: str
    files: tuple[Saved, ...]

    @property
    def servers(self) -> list[int]:
        """Return the servers whose libraries it holds."""
        return sorted(int(found[1]) for saved in self.files if (found := _SERVER.fullmatch(saved.name)))

    @property
    def libraries(self) -> int:
        """Return how many libraries it holds."""
        return sum(saved.name != STORE for saved in self.files)

    @property
    def size(self) -> int:
        """Return how many bytes its files have together."""
        return sum(saved.bytes for saved in self.files)

    def packed(self) -> bytes:
        """Return the manifest as it stands in the file."""
        fields = {"format": FORMAT, "summit": self.summit, "made": self.made.isoformat(timespec="seconds")}
        return json.dumps({**fields, "files": [asdict(saved) for saved in self.files]}, indent=1).encode()


def unpacked(data: bytes) -> Manifest:
    """Return a manifest, whoever wrote it.

    Raises:
        BackupError: it is none, or one of a newer version.

    """
    try:
        fields = json.loads(data)
        if fields["format"] > FORMAT:
            raise BackupError("This backup was made by a newer version of Summit: update Summit, then restore it.")
        files = tuple(Saved(str(one["name"]), int(one["bytes"]), str(one["sha256"])) for one in fields["files"])
        found = Manifest(datetime.fromisoformat(fields["made"]), str(fields["summit"]), files)
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise BackupError(f"Its manifest cannot be read ({type(error).__name__}): restore another backup.") from error
    if not files:
        raise BackupError("It holds no files, so it is no backup of anything: restore another backup.")
    if not all(is_ours(saved.name) and saved.bytes >= 0 and _HASH.fullmatch(saved.sha256) for saved in found.files):
        raise BackupError("Its manifest names what no backup of Summit holds: restore another backup.")
    return found


def is_ours(name: str) -> bool:
    """Tell whether a backup may hold a file of this name."""
    return name in (STORE, _SHARED) or _SERVER.fullmatch(name) is not None


def stored(data: Path) -> Iterator[str]:
    """Yield the names of the databases in a data folder."""
    found = [_SHARED, *(f"servers/{path.parent.name}/{LIBRARY}" for path in data.glob(f"servers/*/{LIBRARY}")), STORE]
    return (name for name in sorted(found) if is_ours(name) and (data / name).is_file())


def digest(path: Path) -> str:
    """Return a file's hash."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
