"""The training loop: seeded, within a time, and able to go on from a checkpoint as if nothing had happened."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import torch

from training.batches import Batch, make_batch
from training.losses import Losses, listwise, pointwise, spanwise
from training.passages import Asked
from training.progress import Progress
from training.reading import Reader, WindowMaker, by_length, collate, halves


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the reader is trained."""

    questions: int = 16
    """In a step, each with two windows."""
    parts: int = 2
    """A step is cut into so many batches of like length, so that little is padded."""
    rate: float = 1e-4
    heads: float = 3.0
    """How many times faster the heads learn."""
    warm_up: int = 100
    decay: float = 0.01
    pointwise: float = 0.5
    spanwise: float = 0.15
    """Weights beside the list-wise loss."""
    frozen: int = 0
    """Layers, from below, that stay as they are: each spares two thirds of its time."""
    clip: float = 1.0
    epochs: int = 1
    minutes: float | None = None
    """With a limit the rate falls by the clock where that is ahead: the same seed then gives similar weights only."""
    seed: int = 0
    checkpoint: int = 300
    logged: int = 20


class Trainer:
    """A reader that learns; `step` counts what it has learnt from."""

    def __init__(self, recipe: Recipe, reader: Reader, asked: Sequence[Asked], maker: WindowMaker, out: Path) -> None:
        self.step = 0
        self._recipe, self._asked, self._maker, self._out = recipe, asked, maker, out
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._reader = reader.to(self._device)
        self._reader.freeze(recipe.frozen)
        self._optimiser = torch.optim.AdamW(_parameters(self._reader, recipe), lr=recipe.rate, fused=True)
        self._spent = 0.0

    @property
    def steps(self) -> int:
        """Return how many steps all epochs take."""
        return self._recipe.epochs * self._steps_an_epoch

    @property
    def _steps_an_epoch(self) -> int:
        return len(self._asked) // self._recipe.questions

    @property
    def _checkpoint(self) -> Path:
        return self._out.with_suffix(".resume")

    def resume(self) -> None:
        """Go on from the last checkpoint.

        Raises:
            SystemExit: there is none, or it is another recipe's.

        """
        if not self._checkpoint.is_file():
            raise SystemExit(f"There is no checkpoint {self._checkpoint} to go on from. Leave --resume out.")
        state = torch.load(self._checkpoint, map_location=self._device, weights_only=True)
        if state["recipe"] != self._identity():
            raise SystemExit(f"{self._checkpoint} was made with another recipe or other questions. Leave --resume out.")
        self._reader.load_state_dict(state["reader"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.step, self._spent = state["step"], state["spent"]

    def _identity(self) -> dict[str, object]:
        # More time may be given to what was begun; anything else would be another training.
        return asdict(self._recipe) | {"minutes": None, "questions_in_all": len(self._asked)}

    def train(self, progress: Progress) -> None:
        """Learn until the epochs or the minutes are over."""
        began = time.monotonic() - self._spent
        while (done := self._done()) < 1:
            rate = self._recipe.rate * min(1, (self.step + 1) / self._recipe.warm_up) * (1 - done)
            losses = self._learn(rate)
            self._spent = time.monotonic() - began
            self.step += 1
            if self.step % self._recipe.logged == 0:
                progress.log_step(self.step, self.steps, losses, rate, self._spent)
            if self.step % self._recipe.checkpoint == 0 or self._done() >= 1:
                self._save()
                progress.log_dev(self.step, self._reader, self._maker)

    def _done(self) -> float:
        by_clock = self._spent / (60 * self._recipe.minutes) if self._recipe.minutes else 0.0
        return max(self.step / self.steps, by_clock)

    def _learn(self, rate: float) -> Losses:
        for group in self._optimiser.param_groups:
            group["lr"] = rate * group["faster"]
        # Chance depends on the step alone: going on from a checkpoint is the same as not having stopped.
        torch.manual_seed(self._recipe.seed * 1_000_003 + self.step)
        losses = self._losses(self._batch())
        losses.whole(self._recipe.pointwise, self._recipe.spanwise).backward()
        torch.nn.utils.clip_grad_norm_(self._reader.parameters(), self._recipe.clip)
        self._optimiser.step()
        self._optimiser.zero_grad()
        return losses

    def _batch(self) -> Batch:
        epoch, at = divmod(self.step, self._steps_an_epoch)
        here = self._order(epoch)[at * self._recipe.questions : (at + 1) * self._recipe.questions]
        chooser = random.Random(f"{self._recipe.seed} {self.step}")
        return make_batch([self._asked[i] for i in here], self._maker, chooser)

    @lru_cache(1)  # noqa: B019 - a trainer lives as long as its process
    def _order(self, epoch: int) -> list[int]:
        return random.Random(f"{self._recipe.seed} {epoch}").sample(range(len(self._asked)), len(self._asked))

    def _losses(self, batch: Batch) -> Losses:
        self._reader.train()
        found, off = dict[int, torch.Tensor](), list[torch.Tensor]()
        for part in by_length(batch.windows, -(-len(batch.windows) // self._recipe.parts)):
            tensors = collate([batch.windows[i] for i in part]).to(self._device)
            with torch.autocast(self._device.type, dtype=torch.bfloat16, enabled=halves(self._device.type)):
                scores, spans = self._reader(tensors.ids, tensors.mask, tensors.types, tensors.means)
            found |= {i: row[: batch.sizes[i]].float().cpu() for i, row in zip(part, scores, strict=True)}
            off.append(spanwise(spans, tensors, batch.spans[part].to(self._device)).cpu())
        flat = torch.cat([found[i] for i in range(len(batch.windows))])
        known = (batch.spans[:, 0] >= 0).sum().clamp(min=1)
        return Losses(listwise(flat, batch), pointwise(flat, batch), torch.stack(off).sum() / known)

    def _save(self) -> None:
        state = {"recipe": self._identity(), "step": self.step, "spent": self._spent}
        state |= {"reader": self._reader.state_dict(), "optimiser": self._optimiser.state_dict()}
        for path, saved in ((self._checkpoint, state), (self._out, state["reader"])):
            aside = path.with_name(f".{path.name}.new")
            torch.save(saved, aside)
            aside.replace(path)


def _parameters(reader: Reader, recipe: Recipe) -> list[dict[str, object]]:
    groups = []
    for head in (False, True):
        learning = [one for name, one in reader.named_parameters() if one.requires_grad and _head(name) == head]
        faster = recipe.heads if head else 1.0
        for matrices, decay in ((True, recipe.decay), (False, 0.0)):
            some = [one for one in learning if (one.ndim >= 2) == matrices]
            groups.append({"params": some, "weight_decay": decay, "faster": faster})
    return groups


def _head(name: str) -> bool:
    return name.startswith(("score.", "span."))
