"""ONNX Runtime, which by itself reports to its makers what it runs."""

from __future__ import annotations

import os
from typing import Any


def onnx_runtime() -> Any:
    """Return the module, silenced: it looks for this word once, when it is loaded."""
    # For the C library alone: what is read of the environment is for `bot.settings` to say.
    os.putenv("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    return onnxruntime
