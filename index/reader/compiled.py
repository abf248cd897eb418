"""The ONNX runner of the packaged reader."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.encode.compiled import in_threads, like_lengths, open_session
from index.encode.models import PACKAGED, file_hash, find_model
from index.errors import ModelMissing
from index.reader.inputs import SENTENCE, build
from index.reader.protocol import Excerpt, Reading
from index.reader.spans import clear_span
from index.records import Span

WEIGHTS = Path(__file__).with_name("reader.onnx")
SHA256 = "cf9c7090cf10f1db02d3df008351f1714e509df7a32090389e1ed1613154b2dc"
"""Of the file that was measured and belongs to the weights of `verdict.py`."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A question beside one sentence, as tokens; `offsets` are the sentence's tokens in its text."""

    ids: list[int]
    types: list[int]
    first: int
    offsets: Sequence[Span]


class CompiledReader:
    """Run the compiled reader; the session and the tokenizer are safe to share between threads."""

    fitted = True

    def __init__(self, tokenizer: Any, session: Any) -> None:
        self._tokenizer = tokenizer
        self._session = session

    @classmethod
    def open(cls, path: Path = WEIGHTS) -> CompiledReader:
        """Return the reader in a file, with the tokenizer of the packaged encoder.

        Raises:
            ModelMissing: the file is not there, or not the known one.

        """
        from tokenizers import Tokenizer

        _check(path)
        tokenizer = Tokenizer.from_file(os.fspath(find_model(PACKAGED).folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(tokenizer, open_session(path))

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[Reading]:
        """Return one reading an excerpt, in their order."""
        pairs = self._pairs(question, excerpts)
        batches = list(like_lengths([len(pair.ids) for pair in pairs]))
        found: dict[int, Reading] = {}
        ran = in_threads(lambda some: self._run([pairs[i] for i in some]), batches)
        for batch, readings in zip(batches, ran, strict=True):
            found.update(zip(batch, readings, strict=True))
        return [found[i] for i in range(len(pairs))]

    def _pairs(self, question: str, excerpts: Sequence[Excerpt]) -> list[_Pair]:
        # A title stands over many sentences, and a sentence before one may itself be read: each is taken apart once.
        texts = {question, *(text for one in excerpts for text in (one.title, one.before, one.sentence))}
        encoded = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        known = dict(zip(texts, encoded, strict=True))
        pairs = []
        for one in excerpts:
            parts = [known[text] for text in (question, one.title, one.before, one.sentence)]
            ids, types, first = build(*(part.ids for part in parts))
            pairs.append(_Pair(ids, types, first, parts[-1].offsets[:SENTENCE]))
        return pairs

    def _run(self, pairs: list[_Pair]) -> list[Reading]:
        ids = np.zeros((len(pairs), max(len(pair.ids) for pair in pairs)), np.int64)
        mask, types = np.zeros_like(ids), np.zeros_like(ids)
        for row, pair in enumerate(pairs):
            size = len(pair.ids)
            ids[row, :size], types[row, :size], mask[row, :size] = pair.ids, pair.types, 1
        fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}
        logits, spans = self._session.run(["score", "span"], fed)
        return [
            Reading(float(logit), clear_span(span[pair.first :], pair.offsets))
            for pair, logit, span in zip(pairs, logits, spans, strict=True)
        ]


def _check(path: Path) -> None:
    try:
        known = file_hash(path) == SHA256
    except OSError as error:
        raise ModelMissing(f"The reader {path} cannot be read ({error.strerror}). Reinstall Summit.") from error
    if not known:
        raise ModelMissing(f"{path} is not the reader that belongs to this version of Summit. Reinstall Summit.")
