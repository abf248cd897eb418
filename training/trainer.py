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
from training.excerpts import Excerpt
from training.losses import Losses, listwise, pointwise, spanwise
from training.progress import Progress
from training.reading import PairMaker, Reader, by_length, collate


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the reader is trained."""

    questions: int = 16
    """In a step, each with a right candidate, where there is one, negatives, and where it goes an altered question."""
    negatives: int = 3
    parts: int = 2
    """A step is cut into so many batches of like length, so that little is padded."""
    rate: float = 1e-4
    warm_up: int = 300
    decay: float = 0.01
    spanwise: float = 0.25
    """Weight beside the list-wise and the point-wise loss."""
    clip: float = 1.0
    epochs: int = 1
    minutes: float | None = None
    """With a limit the rate falls by the clock where that is ahead: the same seed then gives similar weights only."""
    seed: int = 0
    checkpoint: int = 500
    logged: int = 20


class Trainer:
    """A reader that learns; `step` counts what it has learnt from."""

    def __init__(
        self, recipe: Recipe, reader: Reader, excerpts: Sequence[Excerpt], maker: PairMaker, out: Path
    ) -> None:
        self.step = 0
        self._recipe, self._excerpts, self._maker, self._out = recipe, excerpts, maker, out
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._reader = reader.to(self._device)
        self._optimiser = torch.optim.AdamW(_parameters(self._reader, recipe.decay), lr=recipe.rate, fused=True)
        self._spent = 0.0

    @property
    def steps(self) -> int:
        """Return how many steps all epochs take."""
        return self._recipe.epochs * self._steps_an_epoch

    @property
    def _steps_an_epoch(self) -> int:
        return len(self._excerpts) // self._recipe.questions

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
            raise SystemExit(f"{self._checkpoint} was made with another recipe or other excerpts. Leave --resume out.")
        self._reader.load_state_dict(state["reader"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.step, self._spent = state["step"], state["spent"]

    def _identity(self) -> dict[str, object]:
        # More time may be given to what was begun; anything else would be another training.
        return asdict(self._recipe) | {"minutes": None, "excerpts": len(self._excerpts)}

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
            group["lr"] = rate
        # Chance depends on the step alone: going on from a checkpoint is the same as not having stopped.
        torch.manual_seed(self._recipe.seed * 1_000_003 + self.step)
        losses = self._losses(self._batch())
        losses.whole(self._recipe.spanwise).backward()
        torch.nn.utils.clip_grad_norm_(self._reader.parameters(), self._recipe.clip)
        self._optimiser.step()
        self._optimiser.zero_grad()
        return losses

    def _batch(self) -> Batch:
        epoch, at = divmod(self.step, self._steps_an_epoch)
        here = self._order(epoch)[at * self._recipe.questions : (at + 1) * self._recipe.questions]
        chooser = random.Random(f"{self._recipe.seed} {self.step}")
        return make_batch([self._excerpts[i] for i in here], self._maker, self._recipe.negatives, chooser)

    @lru_cache(1)  # noqa: B019 - a trainer lives as long as its process
    def _order(self, epoch: int) -> list[int]:
        return random.Random(f"{self._recipe.seed} {epoch}").sample(range(len(self._excerpts)), len(self._excerpts))

    def _losses(self, batch: Batch) -> Losses:
        self._reader.train()
        batch, order, found, off = batch.to(self._device), list[int](), list[torch.Tensor](), list[torch.Tensor]()
        for part in by_length(batch.pairs, len(batch.pairs) // self._recipe.parts):
            tensors = collate([batch.pairs[i] for i in part]).to(self._device)
            with torch.autocast(self._device.type, dtype=torch.bfloat16):
                scores, spans = self._reader(tensors.ids, tensors.mask, tensors.types)
            order += part
            found.append(scores.float())
            off.append(spanwise(spans, tensors, batch.spans[part]))
        back = torch.tensor(order, device=self._device).argsort()
        rows = torch.cat(found)[back].view_as(batch.holds)
        known = (batch.spans[:, 0] >= 0).sum().clamp(min=1)
        return Losses(listwise(rows, batch), pointwise(rows, batch), torch.stack(off).sum() / known)

    def _save(self) -> None:
        state = {"recipe": self._identity(), "step": self.step, "spent": self._spent}
        state |= {"reader": self._reader.state_dict(), "optimiser": self._optimiser.state_dict()}
        for path, saved in ((self._checkpoint, state), (self._out, state["reader"])):
            aside = path.with_name(f".{path.name}.new")
            torch.save(saved, aside)
            aside.replace(path)


def _parameters(reader: Reader, decay: float) -> list[dict[str, object]]:
    learning = [parameter for parameter in reader.parameters() if parameter.requires_grad]
    matrices = [parameter for parameter in learning if parameter.ndim >= 2]
    others = [parameter for parameter in learning if parameter.ndim < 2]
    return [{"params": matrices, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]
