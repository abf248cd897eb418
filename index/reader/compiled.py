"""The ONNX runner of the packaged reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.encode.compiled import Manifest, in_threads, open_session, words_of
from index.encode.embeddings import WordEmbeddings
from index.encode.models import MULTILINGUAL, PACKAGED, file_hash, find_model
from index.encode.tokens import tokenizer_in
from index.errors import ModelMissing
from index.reader import verdict
from index.reader.inputs import BERT, SENTENCE, XLM_ROBERTA, Marks, build, read_along, windows
from index.reader.protocol import Passage, Reading, Weights
from index.reader.spans import clear_span
from index.records import Span

WEIGHTS = Path(__file__).with_name("reader.onnx")
SHA256 = "0448bd6dbf9cf0d6d66e1acd4a45af7e533ae93d6916ae1e889c4551eb307ee9"
MULTILINGUAL_WEIGHTS = Path(__file__).with_name("multilingual.onnx")
MULTILINGUAL_SHA256 = "e6f3abbc6100447291e195c872347aac11bdfdae2d2926e1797e9ec3e44dfac7"
"""Of the files that were measured and belong to the weights of `verdict.py`."""


@dataclass(frozen=True, slots=True)
class _Window:
    """A question beside neighbouring sentences of a passage, as tokens; `offsets` are each one's tokens in its text."""

    passage: int
    part: range
    ids: Sequence[int]
    types: Sequence[int]
    bounds: Sequence[Span]
    offsets: Sequence[Sequence[Span]]


def open_english(path: Path = WEIGHTS) -> CompiledReader:
    """Return the English reader, with the tokenizer of the packaged encoder.

    Raises:
        ModelMissing: the file is not there, or not the known one.

    """
    _check(path, SHA256)
    return CompiledReader(find_model(PACKAGED).folder / "tokenizer.json", path, verdict.ENGLISH)


def open_multilingual(path: Path = MULTILINGUAL_WEIGHTS) -> CompiledReader:
    """Return the multilingual reader, with the tokenizer and the word embeddings of the multilingual encoder.

    Raises:
        ModelMissing: a file is not there, or not the known one.

    """
    _check(path, MULTILINGUAL_SHA256)
    folder = find_model(MULTILINGUAL).folder
    words = words_of(folder, Manifest.read(folder))
    return CompiledReader(folder / "tokenizer.json", path, verdict.MULTILINGUAL, XLM_ROBERTA, words)


class CompiledReader:
    """Run a compiled reader; the session and the tokenizer are safe to share between threads."""

    def __init__(
        self,
        tokenizer: Path,
        graph: Path,
        weights: Weights | None,
        marks: Marks = BERT,
        words: WordEmbeddings | None = None,
    ) -> None:
        self._tokenizer = tokenizer_in(tokenizer)
        self._session = open_session(graph)
        self.weights, self._marks, self._words = weights, marks, words

    def read(self, question: str, passages: Sequence[Passage]) -> list[list[Reading]]:
        """Return one reading a sentence, passage by passage, in their order."""
        found: list[dict[int, Reading]] = [{} for _ in passages]
        split = list(self._windows(question, passages))
        for window, readings in zip(split, in_threads(self._run, split), strict=True):
            known = found[window.passage]
            for place, reading in zip(window.part, readings, strict=True):
                # A sentence that two windows share counts where it answers best.
                if place not in known or known[place].logit < reading.logit:
                    known[place] = reading
        return [[one[place] for place in range(len(one))] for one in found]

    def _windows(self, question: str, passages: Sequence[Passage]) -> Iterator[_Window]:
        texts = {"", question}.union(*((one.title, one.before, *one.earlier, *one.sentences) for one in passages))
        known = self._encoded(texts)
        for number, one in enumerate(passages):
            for part in windows([len(known[text].ids) for text in one.sentences]):
                inside = [known[text] for text in one.sentences[part.start : part.stop]]
                led = [known[text].ids for text in one.earlier] if part.start == 0 else []
                # What is read along has no score: it only tells what the others are about.
                along = led[read_along([len(ids) for ids in led], [len(each.ids) for each in inside]) :]
                before = one.sentences[part.start - 1] if part.start else one.before
                context = known[question].ids, known[one.title].ids, known["" if along else before].ids
                ids, types, bounds = build(*context, [*along, *(each.ids for each in inside)], self._marks)
                offsets = [each.offsets[:SENTENCE] for each in inside]
                yield _Window(number, part, ids, types, bounds[len(along) :], offsets)

    def _encoded(self, texts: set[str]) -> Mapping[str, Any]:
        some = list(texts)
        return dict(zip(some, self._tokenizer.encode_batch(some, add_special_tokens=False), strict=True))

    def _run(self, window: _Window) -> list[Reading]:
        # One window a run: eight bits are shared out over all that is run at once, and no passage should change
        # what is read of another.
        means = np.zeros((1, len(window.bounds), len(window.ids)), np.float32)
        for place, (first, end) in enumerate(window.bounds):
            means[0, place, first:end] = 1 / max(end - first, 1)
        ids = np.array([window.ids], np.int64)
        fed = {"attention_mask": np.ones_like(ids), "means": means}
        if self._words is None:
            fed |= {"input_ids": ids, "token_type_ids": np.array([window.types], np.int64)}
        else:
            fed["words"] = self._words[ids]
        (logits,), (spans,) = self._session.run(["score", "span"], fed)
        return [
            Reading(float(logit), clear_span(spans[first:end], offsets))
            for logit, (first, end), offsets in zip(logits, window.bounds, window.offsets, strict=True)
        ]


def _check(path: Path, digest: str) -> None:
    try:
        known = file_hash(path) == digest
    except OSError as error:
        raise ModelMissing(f"The reader {path} cannot be read ({error.strerror}). Reinstall Summit.") from error
    if not known:
        raise ModelMissing(f"{path} is not the reader that belongs to this version of Summit. Reinstall Summit.")
