"""A server's folder on its way out: moved aside in one step, then deleted; no link is ever followed.

servers/ID  ->  servers/ID.departed  ->  nothing
"""

from __future__ import annotations

import shutil
from pathlib import Path

_ENDING = ".departed"


def folders(data: Path) -> set[int]:
    """Return the servers that have a folder."""
    return {int(path.name) for path in _entries(data) if _is_server(path.name) and path.is_dir()}


def aside(data: Path) -> set[int]:
    """Return the servers whose folder stands aside: it was to be deleted, and something has stopped that."""
    names = [path.name for path in _entries(data) if path.name.endswith(_ENDING)]
    return {int(server) for server in (name.removesuffix(_ENDING) for name in names) if _is_server(server)}


def move_aside(data: Path, server: int) -> None:
    """Take a folder out of use, at once and whole; where there is none, nothing is done.

    Raises:
        OSError: the folder stays where it is.

    """
    folder = _folder(data, server)
    if _is_there(folder):
        delete_aside(data, server)
        folder.rename(_aside(data, server))


def put_back(data: Path, server: int) -> None:
    """Bring a folder back into use, in the place of what was made there meanwhile."""
    moved = _aside(data, server)
    if _is_there(moved):
        _delete(_folder(data, server))
        moved.rename(_folder(data, server))


def delete_aside(data: Path, server: int) -> None:
    """Delete what stands aside; of a link the link alone."""
    _delete(_aside(data, server))


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _delete(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        # It unlinks the links that it finds, and goes through none.
        shutil.rmtree(path)


def _entries(data: Path) -> list[Path]:
    place = data / "servers"
    return list(place.iterdir()) if place.is_dir() else []


def _is_server(name: str) -> bool:
    """Tell whether a name is an id as we write it, and not something of the owner's own."""
    return name.isascii() and name.isdecimal() and name == str(int(name)) and name != "0"


def _folder(data: Path, server: int) -> Path:
    return data / "servers" / f"{server:d}"


def _aside(data: Path, server: int) -> Path:
    return data / "servers" / f"{server:d}{_ENDING}"
