"""Question and passage -> tokens -> a score a sentence, and a span: the reader, in a form that learns."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import BertModel

from index.encode.models import PACKAGED, find_model
from index.reader.inputs import BERT, SENTENCE, XLM_ROBERTA, Marks, build, windows

STEP = 32
"""Batches are padded to multiples of it: oneDNN compiles its kernels anew for every shape."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a reader begins with: an encoder's folder, its lowest layers or all, and its marks."""

    folder: Path
    layers: int | None = None
    marks: Marks = BERT

    @classmethod
    def packaged(cls) -> Base:
        """Return the packaged English encoder."""
        return cls(find_model(PACKAGED).folder)

    @classmethod
    def multilingual(cls, folder: Path, layers: int | None) -> Base:
        """Return what `training.multilingual` has made."""
        return cls(folder, layers, XLM_ROBERTA)


@dataclass(frozen=True, slots=True)
class Window:
    """A question with neighbouring sentences, as tokens; `offsets` are each sentence's tokens in its text."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    bounds: tuple[tuple[int, int], ...]
    offsets: tuple[tuple[tuple[int, int], ...], ...]

    def tokens_of(self, place: int, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and the last token of a part of a sentence, or None where it was cut off."""
        inside = [i for i, (left, right) in enumerate(self.offsets[place]) if right > start and left < end]
        first = self.bounds[place][0]
        return (first + inside[0], first + inside[-1]) if inside else None


class WindowMaker:
    """Make windows with an encoder's tokenizer; the parts of a text are remembered."""

    def __init__(self, tokenizer: Tokenizer, marks: Marks = BERT) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer, self._marks = tokenizer, marks
        self._encoded = lru_cache(400_000)(self._encode)

    @classmethod
    def open(cls, base: Base | None = None) -> WindowMaker:
        """Return a maker with the tokenizer of a base, else the packaged one."""
        base = base or Base.packaged()
        return cls(Tokenizer.from_file(os.fspath(base.folder / "tokenizer.json")), base.marks)

    def parts(self, sentences: Sequence[str]) -> list[range]:
        """Return which sentences of a passage are read at once."""
        return list(windows([len(self._encoded(sentence)[0]) for sentence in sentences]))

    def window(self, question: str, title: str, before: str, sentences: Sequence[str]) -> Window:
        """Return a question and neighbouring sentences as tokens."""
        asked, named, led = (self._encoded(text)[0] for text in (question, title, before))
        read = [self._encoded(sentence) for sentence in sentences]
        ids, types, bounds = build(asked, named, led, [each for each, _ in read], self._marks)
        return Window(tuple(ids), tuple(types), tuple(bounds), tuple(offsets[:SENTENCE] for _, offsets in read))

    def _encode(self, text: str) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return tuple(encoding.ids), tuple(encoding.offsets)


@dataclass(frozen=True, slots=True)
class Tensors:
    """Windows side by side, padded: shape (n, tokens) each, and (n, sentences, tokens)."""

    ids: torch.Tensor
    mask: torch.Tensor
    types: torch.Tensor
    means: torch.Tensor
    """What each token counts in the mean of each sentence."""

    def to(self, device: torch.device) -> Tensors:
        """Return the same on a device."""
        return Tensors(*(getattr(self, name).to(device) for name in self.__slots__))


def collate(some: Sequence[Window]) -> Tensors:
    """Return windows as tensors, padded to a multiple of `STEP`."""
    longest = -(-max(len(window.ids) for window in some) // STEP) * STEP
    ids, mask, types = (torch.zeros(len(some), longest, dtype=torch.long) for _ in range(3))
    means = torch.zeros(len(some), max(len(window.bounds) for window in some), longest)
    for row, window in enumerate(some):
        size = len(window.ids)
        ids[row, :size], types[row, :size] = torch.tensor(window.ids), torch.tensor(window.types)
        mask[row, :size] = 1
        for place, (first, end) in enumerate(window.bounds):
            means[row, place, first:end] = 1 / max(end - first, 1)
    return Tensors(ids, mask, types, means)


class Reader(torch.nn.Module):
    """BERT with two heads: how well each sentence answers, against nought for none, and where the answer stands."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        size = bert.config.hidden_size
        self.score = torch.nn.Sequential(torch.nn.Linear(3 * size, size), torch.nn.GELU(), torch.nn.Linear(size, 1))
        self.span = torch.nn.Linear(size, 2)

    @classmethod
    def fresh(cls, seed: int = 0, base: Base | None = None) -> Reader:
        """Return a reader with the weights of a base, else of the packaged encoder, its heads untrained."""
        base = base or Base.packaged()
        torch.manual_seed(seed)
        options: dict[str, Any] = {"attn_implementation": "eager" if halves("cpu") else "sdpa"}
        # Drawing what to drop takes long on a processor.
        options |= {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
        if base.layers:
            options["num_hidden_layers"] = base.layers
        bert = BertModel.from_pretrained(base.folder, add_pooling_layer=False, **options)
        # Half of all weights, which every step would have to go through for the few words that it saw.
        bert.embeddings.word_embeddings.weight.requires_grad_(False)
        return cls(bert)

    @classmethod
    def load(cls, path: Path, base: Base | None = None) -> Reader:
        """Return a trained reader, ready to read."""
        reader = cls.fresh(base=base)
        reader.take(path)
        return reader.eval()

    def take(self, path: Path) -> None:
        """Take trained weights over; word embeddings, which are never trained, may be missing there."""
        found = torch.load(path, map_location="cpu", weights_only=True)
        missing, strange = self.load_state_dict({name: each.float() for name, each in found.items()}, strict=False)
        if strange or any("word_embeddings" not in name for name in missing):
            raise SystemExit(f"{path} holds another reader's weights: missing {missing}, strange {strange}.")

    def freeze(self, layers: int) -> None:
        """Let the embeddings and the first layers stay as they are."""
        for module in (self.bert.embeddings, *self.bert.encoder.layer[:layers]):
            module.requires_grad_(False)

    def forward(
        self,
        input_ids: torch.Tensor,
        attention_mask: torch.Tensor,
        token_type_ids: torch.Tensor,
        means: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the scores, shape (n, sentences), and the begins and ends of the answers, shape (n, tokens, 2)."""
        states = self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        return self.judge(states.last_hidden_state, means)

    def judge(self, states: torch.Tensor, means: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return what `forward` returns, from the states of all tokens, shape (n, tokens, hidden)."""
        sentences = means.to(states.dtype) @ states
        whole = states[:, :1].expand_as(sentences)
        scores = self.score(torch.cat([sentences, whole, sentences * whole], -1)).squeeze(-1)
        return scores, self.span(states)


def halves(device: str) -> bool:
    """Tell whether a device reckons faster in 16 bits than in 32."""
    if device != "cpu":
        return True
    able = torch.cpu.get_capabilities()
    return bool(able.get("amx_bf16") or able.get("avx512_bf16"))


def by_length(some: Sequence[Window], most: int) -> Iterator[list[int]]:
    """Yield the places of windows in batches of like length."""
    order = sorted(range(len(some)), key=lambda i: len(some[i].ids))
    for at in range(0, len(order), most):
        yield order[at : at + most]


@torch.no_grad()
def scores(reader: Reader, some: Sequence[Window], most: int = 16, *, rough: bool = False) -> list[torch.Tensor]:
    """Return the scores of each window's sentences, shape (sentences,); rough ones in 16 bits where that is faster."""
    found, device = dict[int, torch.Tensor](), reader.span.weight.device
    for batch in by_length(some, most):
        tensors = collate([some[i] for i in batch]).to(device)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=rough and halves(device.type)):
            each = reader(tensors.ids, tensors.mask, tensors.types, tensors.means)[0].float().cpu()
        found |= {i: row[: len(some[i].bounds)] for i, row in zip(batch, each, strict=True)}
    return [found[i] for i in range(len(some))]
