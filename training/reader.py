"""Train the reader: `python -m training.reader FOLDER --out FILE [--minutes N] [--seed N] [--resume]`.

FOLDER holds what `training.passages` has mined. Beside FILE, which belongs outside git, stand a checkpoint
to go on from (.resume), a log of JSON lines (.jsonl) and plots (.svg).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from training.passages import ABROAD, LEARNT, REPORTED, Asked, read_passages
from training.progress import Progress
from training.reading import Base, Reader, WindowMaker
from training.trainer import Recipe, Trainer

SHARES: Mapping[str, tuple[int, int]] = {
    "newsroom": (9888, 2),
    "wikinews": (401, 5),
    "squad20": (6650, 1),
    "qed": (1600, 1),
    "squad-part": (1200, 1),
    "squadshifts-wiki": (1000, 1),
}
"""How many of a set's questions are learnt from at most, and how often."""
MULTILINGUAL_SHARES: Mapping[str, tuple[int, int]] = {
    "newsroom": (5000, 1),
    "wikinews": (401, 1),
    "squad20": (1000, 1),
    "news-ja": (1224, 3),
    "news-ko": (1224, 3),
    "cross": (1800, 3),
    "jaquad": (2500, 1),
    "tydiqa-ko": (1000, 1),
    "cmrc-dev": (500, 1),
}
"""The same for the multilingual reader."""


def main() -> None:
    options = _options()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(
        seed=options.seed,
        epochs=options.epochs,
        minutes=options.minutes,
        frozen=options.frozen,
        questions=options.questions,
        rate=options.rate,
        checkpoint=options.checkpoint,
    )
    base = Base.multilingual(options.multilingual, options.layers) if options.multilingual else Base.packaged()
    shares, sets = (MULTILINGUAL_SHARES, REPORTED[:1] + ABROAD) if options.multilingual else (SHARES, REPORTED)
    reader = Reader.fresh(options.seed, base)
    if options.init:
        reader.take(options.init)
    asked = mixed(options.folder, shares, options.seed)
    trainer = Trainer(recipe, reader, asked, WindowMaker.open(base), options.out)
    if options.resume:
        trainer.resume()
    progress = Progress(options.out, reported(options.folder, sets, options.dev))
    progress.forget_after(trainer.step)
    trainer.train(progress)


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--minutes", type=float, help="end after so much time, whatever is left of the epochs")
    arguments.add_argument("--epochs", type=int, default=1)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--init", type=Path, help="weights to begin with, instead of the packaged encoder's")
    arguments.add_argument("--frozen", type=int, default=0, help="layers, from below, that stay as they are")
    arguments.add_argument("--multilingual", type=Path, help="the folder of `training.multilingual` to begin with")
    arguments.add_argument("--layers", type=int, help="its lowest layers, instead of all")
    arguments.add_argument("--rate", type=float, default=1e-4, help="how fast it learns at most")
    arguments.add_argument("--questions", type=int, default=16, help="questions of a step")
    arguments.add_argument("--checkpoint", type=int, default=300, help="steps from one checkpoint to the next")
    arguments.add_argument("--resume", action="store_true", help="go on from the last checkpoint of FILE")
    arguments.add_argument("--dev", type=int, default=100, help="questions of a dev set asked at each checkpoint")
    return arguments.parse_args()


def mixed(folder: Path, shares: Mapping[str, tuple[int, int]], seed: int) -> list[Asked]:
    """Return the questions to learn from, all sets mixed, in an order that the seed decides."""
    chooser, asked = random.Random(seed), list[Asked]()
    for name in LEARNT:
        if name in shares:
            found, (most, times) = read_passages(folder / f"{name}.jsonl.gz"), shares[name]
            asked += chooser.sample(found, min(most, len(found))) * times
    chooser.shuffle(asked)
    return asked


def reported(folder: Path, sets: Sequence[str], most: int) -> dict[str, Sequence[Asked]]:
    """Return the questions of the sets that figures are reported on."""
    return {name: read_passages(folder / f"{name}.jsonl.gz", most) for name in sets}


if __name__ == "__main__":
    main()
