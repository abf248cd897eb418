"""Question and candidate -> tokens -> score and span: the reader, in a form that learns."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BertModel

from index.encode.models import PACKAGED, find_model
from index.reader.inputs import SENTENCE, build

STEP = 32
"""Batches are padded to multiples of it: oneDNN compiles its kernels anew for every shape."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with one candidate, as tokens; `offsets` are the sentence's tokens in its text."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int
    offsets: tuple[tuple[int, int], ...]

    def tokens_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and the last token of a part of the sentence, or None where it was cut off."""
        inside = [i for i, (left, right) in enumerate(self.offsets) if right > start and left < end]
        return (self.first + inside[0], self.first + inside[-1]) if inside else None


class PairMaker:
    """Make pairs with the packaged model's tokenizer; the parts of a text are remembered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._encoded = lru_cache(400_000)(self._encode)

    @classmethod
    def open(cls) -> PairMaker:
        """Return a maker with the packaged tokenizer."""
        return cls(Tokenizer.from_file(os.fspath(find_model(PACKAGED).folder / "tokenizer.json")))

    def pair(self, question: str, title: str, before: str, sentence: str) -> Pair:
        """Return a question and a sentence in its context as tokens."""
        sentence_ids, offsets = self._encoded(sentence)
        asked, named, led = (self._encoded(text)[0] for text in (question, title, before))
        ids, types, first = build(asked, named, led, sentence_ids)
        return Pair(tuple(ids), tuple(types), first, offsets[:SENTENCE])

    def _encode(self, text: str) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        return tuple(encoding.ids), tuple(encoding.offsets)


@dataclass(frozen=True, slots=True)
class Tensors:
    """Pairs side by side, padded: shape (n, tokens) each."""

    ids: torch.Tensor
    mask: torch.Tensor
    types: torch.Tensor

    def to(self, device: torch.device) -> Tensors:
        """Return the same on a device."""
        return Tensors(self.ids.to(device), self.mask.to(device), self.types.to(device))


def collate(pairs: Sequence[Pair]) -> Tensors:
    """Return pairs as tensors, padded to a multiple of `STEP`."""
    longest = -(-max(len(pair.ids) for pair in pairs) // STEP) * STEP
    ids, mask, types = (torch.zeros(len(pairs), longest, dtype=torch.long) for _ in range(3))
    for row, pair in enumerate(pairs):
        size = len(pair.ids)
        ids[row, :size], types[row, :size] = torch.tensor(pair.ids), torch.tensor(pair.types)
        mask[row, :size] = 1
    return Tensors(ids, mask, types)


class Reader(torch.nn.Module):
    """BERT with two heads: how well the sentence answers, and where its answer begins and ends."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        self.score = torch.nn.Linear(bert.config.hidden_size, 1)
        self.span = torch.nn.Linear(bert.config.hidden_size, 2)
        for head in (self.score, self.span):
            torch.nn.init.normal_(head.weight, 0, 0.02)
            torch.nn.init.zeros_(head.bias)

    @classmethod
    def fresh(cls, seed: int = 0) -> Reader:
        """Return a reader with the packaged encoder's weights, its heads untrained."""
        torch.manual_seed(seed)
        # On a processor the fused attention's backward pass and drawing what to drop take half of a step's time.
        options = {"attn_implementation": "eager", "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
        bert = BertModel.from_pretrained(find_model(PACKAGED).folder, add_pooling_layer=False, **options)
        # Half of all weights, which every step would have to go through for the few words that it saw.
        bert.embeddings.word_embeddings.weight.requires_grad_(False)
        return cls(bert)

    @classmethod
    def load(cls, path: Path) -> Reader:
        """Return a trained reader, ready to read."""
        reader = cls.fresh()
        reader.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
        return reader.eval()

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the scores, shape (n,), and the begins and ends of the answers, shape (n, tokens, 2)."""
        states = self.bert(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return self.score(states[:, 0]).squeeze(-1), self.span(states)


def by_length(pairs: Sequence[Pair], most: int) -> Iterator[list[int]]:
    """Yield the places of pairs in batches of like length."""
    order = sorted(range(len(pairs)), key=lambda i: len(pairs[i].ids))
    for at in range(0, len(order), most):
        yield order[at : at + most]


@torch.no_grad()
def scores(reader: Reader, pairs: Sequence[Pair], most: int = 64, *, rough: bool = False) -> torch.Tensor:
    """Return the scores of pairs, shape (n,); rough ones in 16 bits."""
    found, device = torch.zeros(len(pairs)), reader.score.weight.device
    for batch in by_length(pairs, most):
        tensors = collate([pairs[i] for i in batch]).to(device)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=rough):
            found[batch] = reader(tensors.ids, tensors.mask, tensors.types)[0].float().cpu()
    return found
