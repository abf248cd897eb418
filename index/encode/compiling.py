"""What compiling a model takes: PyTorch and its kin, which an installation that only answers goes without."""

from __future__ import annotations

from index.errors import ModelMissing

NEEDED = ("torch", "sentence_transformers", "transformers", "onnx", "onnxscript")


def require_compiler(name: str) -> None:
    """Raise ModelMissing where a model is not compiled yet, and cannot be here."""
    from importlib.util import find_spec

    if missing := [package for package in NEEDED if find_spec(package) is None]:
        raise ModelMissing(
            f"The model {name} is not compiled yet, and what compiles it is not installed ({', '.join(missing)}): run "
            '`pip install "summit-bot[compile]"`, or copy the cache folder of a machine that has compiled it.'
        )
