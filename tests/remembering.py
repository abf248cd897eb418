"""Models that compute each input once a worker: hundreds of tests add the same articles and ask the same questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

Outputs = Sequence[str] | None


class Remembering:
    """An ONNX session that returns what it has returned before for the very same arrays."""

    anew = False
    """Whether all is computed, for the tests of the models themselves."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self._known: dict[bytes, list[Any]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def run(self, outputs: Outputs, fed: Mapping[str, Any], *options: Any) -> list[Any]:
        """Return what the model makes of some arrays."""
        if Remembering.anew or options:
            return list(self._session.run(outputs, fed, *options))
        key = _key(outputs, fed)
        if key not in self._known:
            self._known[key] = self._session.run(outputs, fed)
        return [array.copy() for array in self._known[key]]


def remembering(open_session: Callable[[Path], Any]) -> Callable[[Path], Remembering]:
    """Return the same way to open a session, which then remembers."""
    return lambda path: Remembering(open_session(path))


def _key(outputs: Outputs, fed: Mapping[str, Any]) -> bytes:
    found = blake2b(repr((outputs, [(name, array.shape, array.dtype) for name, array in fed.items()])).encode())
    for array in fed.values():
        found.update(np.ascontiguousarray(array))
    return found.digest()
