"""Fit what `index/reader/verdict.py` weighs: `python -m training.verdict EXCERPTS_FOLDER --qa QA_FOLDER`.

Documents whose name's sha256 is even serve to fit, the others to report. The excerpts are those of `training.excerpts`
for the dev sets; what the packaged reader says of them is kept beside them, under its own hash.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import auroc
from index.reader import Excerpt as Passage
from index.reader import verdict
from index.reader.compiled import SHA256, CompiledReader
from training.excerpts import REPORTED, Excerpt, read_excerpts
from training.plots import Line, Plot
from training.sets import even, load_set

Values = NDArray[np.float64]
SHARE = {"squad20-dev": 3000, "clapnq-dev": 600}
"""Questions of each set that are read: more of them change no figure by a hundredth."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's best candidates: the two scores of each, whether it holds the answer, and whether that is open."""

    fits: bool
    """Whether it serves to fit."""
    answerable: bool
    fused: Values
    read: Values
    holds: NDArray[np.bool_]
    unclear: NDArray[np.bool_]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("excerpts", type=Path)
    arguments.add_argument("--qa", type=Path, required=True)
    arguments.add_argument("--plot", type=Path, default=Path(__file__).with_name("reliability.svg"))
    options = arguments.parse_args()
    sets = {name: list(asked_of(options.excerpts, options.qa, name)) for name in REPORTED}
    fitting = [one for some in sets.values() for one in some if one.fits]
    found, alone = fit(fitting), fit_alone(fitting)
    print("READ, FUSED, CONSTANT = {:.3f}, {:.3f}, {:.3f}".format(*found))
    print("ALONE, ALONE_CONSTANT = {:.3f}, {:.3f}".format(*alone))
    others = {name: [one for one in some if not one.fits] for name, some in sets.items()}
    for name, some in {**others, "both": [one for each in others.values() for one in each]}.items():
        print(name, "not read:", report(some, np.array([0, *alone]), np.inf))
        for within in (0.0, 1.0, 2.0, 3.0, 5.0, np.inf):
            print(name, f"within {within}:", report(some, found, within))
    lines = {name: points(some, found) for name, some in others.items()}
    plot = Plot("Reliability of the first quote's score", "score", "share of right ones", lines, diagonal=True)
    options.plot.write_text(plot.svg(), "utf-8")


def asked_of(folder: Path, qa: Path, name: str) -> Iterator[Asked]:
    """Yield a set's questions as the reader sees them."""
    documents = {question.text: question.asked_of or "" for question in load_set(qa / name).questions}
    excerpts = read_excerpts(folder / f"{name}.jsonl.gz", SHARE[name])
    for excerpt, logits in zip(
        excerpts, _readings(excerpts, folder / f"{name}.{SHA256[:12]}-{verdict.MOST}.npz"), strict=True
    ):
        some = excerpt.candidates[: verdict.MOST]
        yield Asked(
            even(documents[excerpt.question]),
            excerpt.answerable,
            np.array([one.logit for one in some]),
            logits.astype(np.float64),
            np.array([one.holds for one in some]),
            np.array([one.unclear for one in some]),
        )


def _readings(excerpts: Sequence[Excerpt], kept: Path) -> list[NDArray[np.float32]]:
    if not kept.exists():
        reader = CompiledReader.open()
        read = [[one.logit for one in reader.read(excerpt.question, passages(excerpt))] for excerpt in excerpts]
        np.savez(kept, logits=np.concatenate(read).astype(np.float32), sizes=[len(one) for one in read])
    with np.load(kept) as file:
        return np.split(file["logits"], np.cumsum(file["sizes"])[:-1])


def passages(excerpt: Excerpt) -> list[Passage]:
    """Return what the reader is given of a question's candidates."""
    return [Passage(one.title, one.before, one.text) for one in excerpt.candidates[: verdict.MOST]]


def fit(asked: Sequence[Asked]) -> Values:
    """Return the weights of the two scores, and the constant that makes the first one's probability right."""
    weights = order([one for one in asked if one.holds.any()])
    # How far the first can be believed, only questions with and without an answer tell.
    best = [int((one.read * weights[0] + one.fused * weights[1]).argmax()) for one in asked]
    sums = [one.read[i] * weights[0] + one.fused[i] * weights[1] for one, i in zip(asked, best, strict=True)]
    first = np.array([one.holds[i] for one, i in zip(asked, best, strict=True)])
    scale, constant = logistic(np.array(sums)[:, None], first)
    return np.array([*(scale * weights), constant])


def fit_alone(asked: Sequence[Asked]) -> Values:
    """Return the scale and the constant that make the first one's probability right where nothing was read."""
    first = np.array([one.holds[one.fused.argmax()] for one in asked])
    return logistic(np.array([[one.fused.max()] for one in asked]), first)


def order(asked: Sequence[Asked]) -> Values:
    """Return the weights under which those that hold the answer are most probably chosen among all (softmax)."""
    weights = np.ones(2)
    for _ in range(50):
        slope, curvature = np.zeros(2), 1e-6 * np.eye(2)
        for one in asked:
            both = np.stack([one.read, one.fused], 1)[~one.unclear]
            chances = np.exp(both @ weights - (both @ weights).max())
            chances /= chances.sum()
            held = chances * one.holds[~one.unclear]
            mean = chances @ both
            slope += held @ both / held.sum() - mean
            curvature += (both - mean).T @ ((both - mean) * chances[:, None])
        weights += np.linalg.solve(curvature, slope)
    return weights


def logistic(inputs: Values, labels: NDArray[np.bool_]) -> Values:
    """Return the weights of a logistic regression, the constant last, by Newton's steps."""
    design = np.hstack([inputs, np.ones((len(inputs), 1))])
    weights = np.zeros(design.shape[1])
    for _ in range(25):
        chances = 1 / (1 + np.exp(-design @ weights))
        curvature = design.T @ (design * (chances * (1 - chances))[:, None]) + 1e-6 * np.eye(len(weights))
        weights += np.linalg.solve(curvature, design.T @ (labels - chances))
    return weights


def report(asked: Sequence[Asked], weights: Values, within: float) -> str:
    """Return the figures where only candidates near the best are read."""
    found = [_final(one, weights, within) for one in asked]
    first = [bool(one.holds[scores.argmax()]) for one, scores in zip(asked, found, strict=True)]
    known = [i for i, one in enumerate(asked) if one.answerable]
    ranks = [1 + int((found[i] > found[i][asked[i].holds].max()).sum()) if asked[i].holds.any() else 99 for i in known]
    best = np.array([scores.max() for scores in found])
    apart = auroc([best[i] for i in known], [best[i] for i, one in enumerate(asked) if not one.answerable])
    read = np.mean([(one.fused >= one.fused[0] - within).sum() for one in asked])
    return (
        f"{len(known)} answerable of {len(asked)}: first {np.mean([first[i] for i in known]):.3f}, "
        f"MRR {np.mean([1 / rank if rank <= 10 else 0 for rank in ranks]):.3f}, AUROC {apart:.3f}, "
        f"ECE {calibration_error(1 / (1 + np.exp(-best)), np.array(first)):.3f}, read {read:.1f}"
    )


def points(asked: Sequence[Asked], weights: Values, bins: int = 10) -> Line:
    """Return mean scores and shares of right first ones, in bins of as many questions each."""
    found = [_final(one, weights, verdict.WITHIN) for one in asked]
    told = sorted(
        (float(1 / (1 + np.exp(-scores.max()))), bool(one.holds[scores.argmax()]))
        for one, scores in zip(asked, found, strict=True)
    )
    return [tuple(np.mean(one, axis=0).tolist()) for one in np.array_split(np.array(told), bins)]


def _final(one: Asked, weights: Values, within: float) -> Values:
    read = np.where(one.fused >= one.fused[0] - within, one.read, verdict.UNREAD)
    return read * weights[0] + one.fused * weights[1] + weights[2]


def calibration_error(chances: Values, right: NDArray[np.bool_], bins: int = 10) -> float:
    """Return the expected calibration error, over bins of equal width."""
    places = np.minimum((chances * bins).astype(int), bins - 1)
    gaps = [abs(chances[places == i].mean() - right[places == i].mean()) * (places == i).sum() for i in set(places)]
    return float(sum(gaps) / len(chances))


if __name__ == "__main__":
    main()
