"""Train the reader: `python -m training.reader FOLDER --out FILE [--minutes N] [--seed N] [--resume]`.

FOLDER holds the excerpts that `training.excerpts` has mined. Beside FILE, which belongs outside git, stand a checkpoint
to go on from (.resume), a log of JSON lines (.jsonl) and plots (.svg).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

from training.excerpts import LEARNT, REPORTED, Excerpt, read_excerpts
from training.progress import Progress
from training.reading import PairMaker, Reader
from training.trainer import Recipe, Trainer

SHARES: Mapping[str, int] = {
    "squad20": 6647,
    "squad-part": 15075,
    "qed": 8410,
    "squadshifts-wiki": 6961,
    "selqa": 2373,
    "tydiqa-en": 3649,
    "mlqa-en": 1129,
    "hotpot-part": 884,
    "fairytaleqa": 3000,
    "covidqa": 1000,
}
"""How many of a set's questions are learnt from at most."""


def main() -> None:
    options = _options()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    recipe = Recipe(seed=options.seed, epochs=options.epochs, minutes=options.minutes)
    excerpts = mixed(options.folder, SHARES, options.seed)
    trainer = Trainer(recipe, Reader.fresh(options.seed), excerpts, PairMaker.open(), options.out)
    if options.resume:
        trainer.resume()
    progress = Progress(options.out, reported(options.folder, options.dev))
    progress.forget_after(trainer.step)
    trainer.train(progress)


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--minutes", type=float, help="end after so much time, whatever is left of the epochs")
    arguments.add_argument("--epochs", type=int, default=1)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--resume", action="store_true", help="go on from the last checkpoint of FILE")
    arguments.add_argument("--dev", type=int, default=100, help="questions of a dev set asked at each checkpoint")
    return arguments.parse_args()


def mixed(folder: Path, shares: Mapping[str, int], seed: int) -> list[Excerpt]:
    """Return the excerpts to learn from, all sets mixed, in an order that the seed decides."""
    chooser, excerpts = random.Random(seed), list[Excerpt]()
    for name in LEARNT:
        if name in shares:
            found = read_excerpts(folder / f"{name}.jsonl.gz")
            excerpts += chooser.sample(found, min(shares[name], len(found)))
    chooser.shuffle(excerpts)
    return excerpts


def reported(folder: Path, most: int) -> dict[str, Sequence[Excerpt]]:
    """Return the excerpts of the sets that figures are reported on."""
    return {name: read_excerpts(folder / f"{name}.jsonl.gz", most) for name in REPORTED}


if __name__ == "__main__":
    main()
