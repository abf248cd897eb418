"""Train the fusion network: `python -m training.fusion QA_FOLDER`.

QA_FOLDER holds `train/NAME/` sets to learn from and `NAME-dev/` sets to report on, each a corpus with questions.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.config import Config
from index.rank.fusion import WEIGHTS
from training.groups import Group, large_groups, small_groups
from training.memory import Indexed, index_set
from training.network import Network, Recipe, logits, train, write_weights
from training.sets import QuestionSet, load_set


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a set is learnt from."""

    name: str
    documents: int | None
    questions: int
    libraries: int


SHARES = (
    Share("squad20", None, 6780, 60),
    Share("squad-part", 2500, 4000, 120),
    Share("tydiqa-en", 2000, 2000, 150),
    Share("qed", 3000, 3000, 150),
    Share("squadshifts-wiki", None, 3000, 80),
    Share("mlqa-en", None, 1100, 60),
    Share("selqa", 700, 1100, 60),
    Share("hotpot-part", 400, 400, 40),
    Share("covidqa", 30, 400, 20),
    Share("fairytaleqa", 60, 800, 30),
    Share("jaquad", 250, 3500, 60),
    Share("tydiqa-ko", None, 1600, 80),
    Share("cmrc-dev", 300, 1000, 30),
)
MULTILINGUAL_SHARES = (
    Share("newsroom", 120, 9888, 60),
    Share("squad20", None, 4000, 40),
    Share("cross", None, 1800, 40),
    Share("jaquad", 70, 2500, 40),
    Share("tydiqa-ko", 700, 700, 60),
    Share("cmrc-dev", 150, 500, 20),
    Share("news-ja", None, 1224, 40),
    Share("news-ko", None, 1224, 40),
)
"""The same for the multilingual encoder."""
REPORTED = ("squad20-dev", "clapnq-dev")
ABROAD = ("news-dev", "news-ja-dev", "news-ko-dev", "cross-dev")
STRANGERS = ("squad20", "tydiqa-en", "qed", "selqa", "jaquad", "tydiqa-ko")
STRANGERS_A_SET = 1500
"""Sets whose questions are asked of other sets in the same language, where they have no answer."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--seed", type=int, default=0)
    arguments.add_argument("--model", help="another encoder than the packaged one, with the multilingual shares")
    arguments.add_argument("--out", type=Path, default=WEIGHTS)
    options = arguments.parse_args()
    config = Config(options.model) if options.model else Config()
    shares, sets = (MULTILINGUAL_SHARES, ABROAD) if options.model else (SHARES, REPORTED)
    groups = gather_groups(options.folder / "train", shares, options.seed, config)
    network = train(groups, Recipe(seed=options.seed))
    for name in sets:
        print(report(network, options.folder / name, config))
    write_weights(network, options.out)


def gather_groups(folder: Path, shares: Sequence[Share], seed: int, config: Config) -> list[Group]:
    """Return the groups of all sets, large libraries and small."""
    indexed = {share.name: _indexed(folder, share, config) for share in shares}
    groups: list[Group] = []
    for share in shares:
        data, made = indexed[share.name]
        strangers = [
            query
            for name in STRANGERS
            if name in indexed and name != share.name and indexed[name][0].language == data.language
            for query in indexed[name][1].queries[:STRANGERS_A_SET]
        ]
        groups += large_groups(data, made, share.questions, seed, strangers)
        groups += small_groups(data, made, strangers, share.libraries, seed)
        print(f"{share.name}: {len(groups)} groups so far", flush=True)
    return groups


def _indexed(folder: Path, share: Share, config: Config) -> tuple[QuestionSet, Indexed]:
    data = load_set(folder / share.name, share.documents)
    return data, index_set(data, config)


def report(network: Network, folder: Path, config: Config) -> str:
    """Return how often the first candidate holds the answer, over the whole corpus as one library."""
    data = load_set(folder)
    indexed = index_set(data, config)
    groups = [group for group in large_groups(data, indexed, len(data.questions), 0) if group.holds.any()]
    first = np.mean([group.holds[logits(network, group).argmax()] for group in groups])
    return f"{folder.name}: first {first:.3f} of {len(groups)}"


if __name__ == "__main__":
    main()
