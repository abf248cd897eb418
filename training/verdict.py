"""Fit what `index/reader/verdict.py` weighs: `python -m training.verdict PASSAGES_FOLDER`.

Documents whose name's sha256 is even serve to fit, the others to report. The passages are those of `training.passages`
for the dev sets; what the packaged reader says of them is kept beside them, under its own hash.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import auroc
from index.answer import LIKELY, STRONG
from index.reader import Passage as Read
from index.reader import verdict
from index.reader.compiled import MULTILINGUAL_SHA256, SHA256, CompiledReader, open_english, open_multilingual
from training.passages import ABROAD, REPORTED, Asked, Passage, read_passages
from training.plots import Line, Plot
from training.sets import even

Values = NDArray[np.float64]
SHARE = {"squad20-dev": 1200, "clapnq-dev": 600}
"""Questions of a set that are read, where not all: more of them change no figure by a hundredth."""
ANSWERABLE = 2 / 3
"""How many of members' questions the articles answer; sets are weighed so that they come to this."""
COUNTS = {"news-dev": 2.0}
"""How much a set counts where not once: members ask about news."""
FUSED_SHARE = 0.2
"""The fused search's part beside the reader's: with more, near misses of news are told apart worse."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sentences of a question: both scores of each, its passage's place, and whether it answers or may."""

    fits: bool
    """Whether it serves to fit."""
    answerable: bool
    fused: Values
    read: Values
    passage: NDArray[np.int64]
    holds: NDArray[np.bool_]
    unclear: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Packaged:
    """A packaged reader, and the sets that its weights are fitted and reported on."""

    sets: tuple[str, ...]
    digest: str
    opened: Callable[[], CompiledReader]


ENGLISH = Packaged(REPORTED, SHA256, open_english)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--plot", type=Path, default=Path(__file__).with_name("reliability.svg"))
    arguments.add_argument("--multilingual", action="store_true", help="fit the multilingual reader's, on its sets")
    options = arguments.parse_args()
    packaged = Packaged(ABROAD, MULTILINGUAL_SHA256, open_multilingual) if options.multilingual else ENGLISH
    sets = {name: list(weighed_of(options.folder, name, packaged)) for name in packaged.sets}
    fitting = {name: [one for one in some if one.fits] for name, some in sets.items()}
    found, alone = fit(fitting), fit_alone(fitting)
    print("READ, FUSED, CONSTANT = {:.3f}, {:.3f}, {:.3f}".format(*found))
    print("not read, as these sets have it: {:.3f}, {:.3f}".format(*alone))
    others = {name: [one for one in some if not one.fits] for name, some in sets.items()}
    for name, some in others.items():
        print(name, "not read:", report(some, np.array([0, *alone]), np.inf))
        for sure in (-np.inf, 0.0, 1.0, verdict.SURE, 2.0, np.inf):
            print(name, f"more than {verdict.FIRST} passages below {sure}:", report(some, found, sure))
    for name, some in others.items():
        print(*(f"{name}, {line}" for line in curve(some, found)), sep="\n")
    lines = {name: points(some, found) for name, some in others.items()}
    plot = Plot("Reliability of the first quote's score", "score", "share of right ones", lines, diagonal=True)
    options.plot.write_text(plot.svg(), "utf-8")


def weighed_of(folder: Path, name: str, packaged: Packaged) -> Iterator[Weighed]:
    """Yield a set's questions as the reader sees them."""
    asked = read_passages(folder / f"{name}.jsonl.gz", SHARE.get(name))
    kept = folder / f"{name}.{packaged.digest[:12]}.npz"
    for one, read in zip(asked, _readings(asked, kept, packaged), strict=True):
        sentences = [(place, each) for place, passage in enumerate(_read_of(one)) for each in passage.sentences]
        yield Weighed(
            even(one.doc or one.question),
            one.answerable,
            np.array([each.logit for _, each in sentences]),
            read.astype(np.float64),
            np.array([place for place, _ in sentences]),
            np.array([each.holds for _, each in sentences]),
            np.array([each.unclear for _, each in sentences]),
        )


def _readings(asked: Sequence[Asked], kept: Path, packaged: Packaged) -> list[NDArray[np.float32]]:
    if not kept.exists():
        reader = packaged.opened()
        found = [[one.logit for row in reader.read(each.question, passages(each)) for one in row] for each in asked]
        np.savez(kept, logits=np.concatenate(found).astype(np.float32), sizes=[len(one) for one in found])
    with np.load(kept) as file:
        return np.split(file["logits"], np.cumsum(file["sizes"])[:-1])


def _read_of(asked: Asked) -> tuple[Passage, ...]:
    return asked.passages[: verdict.MOST]


def passages(asked: Asked) -> list[Read]:
    """Return what the reader is given of a question's passages."""
    return [Read(one.title, one.before, tuple(each.text for each in one.sentences)) for one in _read_of(asked)]


def fit(sets: Mapping[str, Sequence[Weighed]]) -> Values:
    """Return the weights of the two scores, and the constant that makes the first one's probability right."""
    scale, constant = _believed(sets, lambda one: one.read + FUSED_SHARE * one.fused)
    return np.array([scale, scale * FUSED_SHARE, constant])


def fit_alone(sets: Mapping[str, Sequence[Weighed]]) -> Values:
    """Return the scale and the constant that make the first one's probability right where nothing was read."""
    return _believed(sets, lambda one: one.fused)


def _believed(sets: Mapping[str, Sequence[Weighed]], score: Callable[[Weighed], Values]) -> Values:
    scored = [(one, score(one)) for some in sets.values() for one in some]
    best = np.array([each.max() for _, each in scored])
    first = np.array([one.holds[each.argmax()] for one, each in scored])
    counted = [COUNTS.get(name, 1.0) * mixture(some) for name, some in sets.items()]
    return logistic(best[:, None], first, np.concatenate(counted))


def mixture(some: Sequence[Weighed]) -> Values:
    """Return what each question of a set counts: sets alike, and as many answerable ones as members ask."""
    answerable = np.array([one.answerable for one in some])
    parts = np.where(answerable, ANSWERABLE / max(answerable.sum(), 1), (1 - ANSWERABLE) / max((~answerable).sum(), 1))
    counted: Values = 100 * parts / parts.sum()
    return counted


def logistic(inputs: Values, labels: NDArray[np.bool_], counted: Values | None = None) -> Values:
    """Return the weights of a logistic regression, the constant last, by Newton's steps."""
    design = np.hstack([inputs, np.ones((len(inputs), 1))])
    weights, counted = np.zeros(design.shape[1]), np.ones(len(inputs)) if counted is None else counted
    for _ in range(25):
        chances = 1 / (1 + np.exp(-design @ weights))
        curvature = design.T @ (design * (counted * chances * (1 - chances))[:, None]) + 1e-6 * np.eye(len(weights))
        weights += np.linalg.solve(curvature, design.T @ (counted * (labels - chances)))
    return weights


def report(asked: Sequence[Weighed], weights: Values, sure: float) -> str:
    """Return the figures where the second passages are only read below some log-odds."""
    found = [_final(one, weights, sure) for one in asked]
    first = np.array([bool(one.holds[scores.argmax()]) for one, scores in zip(asked, found, strict=True)])
    known = np.array([one.answerable for one in asked])
    ranks = [
        1 + int((scores > scores[one.holds].max()).sum()) if one.holds.any() else 99
        for one, scores in zip(asked, found, strict=True)
        if one.answerable
    ]
    best = np.array([scores.max() for scores in found])
    chances = 1 / (1 + np.exp(-best))
    told = " ".join(f"{(first & some).sum()}/{some.sum()}" for some in (chances >= STRONG, chances >= LIKELY))
    shown = chances >= 0.5
    return (
        f"{known.sum()} answerable of {len(asked)}: first {first[known].mean():.3f}, in 3 "
        f"{np.mean([rank <= 3 for rank in ranks]):.3f}, useful {(first & shown)[known].mean():.3f}, refused "
        f"{(~shown)[~known].mean():.3f}, AUROC {auroc(list(best[known]), list(best[~known])):.3f}, "
        f"ECE {calibration_error(chances, first):.3f}, strong and likely right {told}"
    )


def curve(asked: Sequence[Weighed], weights: Values) -> list[str]:
    """Return what is answered, rightly and not, by how probable the first sentence must be."""
    found = [_final(one, weights, verdict.SURE) for one in asked]
    right = np.array([bool(one.holds[scores.argmax()]) for one, scores in zip(asked, found, strict=True)])
    known = np.array([one.answerable for one in asked])
    chances = 1 / (1 + np.exp(-np.array([scores.max() for scores in found])))
    lines = []
    for least in np.arange(0.1, 0.95, 0.05):
        shown = chances >= least
        lines.append(
            f"at {least:.2f}: {shown.sum()} answered, {right[shown].mean() if shown.any() else 0:.3f} of them right, "
            f"useful {(right & shown)[known].mean():.3f}, refused {(~shown)[~known].mean():.3f}"
        )
    return lines


def points(asked: Sequence[Weighed], weights: Values, bins: int = 10) -> Line:
    """Return mean scores and shares of right first ones, in bins of as many questions each."""
    found = [_final(one, weights, verdict.SURE) for one in asked]
    told = sorted(
        (float(1 / (1 + np.exp(-scores.max()))), bool(one.holds[scores.argmax()]))
        for one, scores in zip(asked, found, strict=True)
    )
    return [tuple(np.mean(one, axis=0).tolist()) for one in np.array_split(np.array(told), bins)]


def _final(one: Weighed, weights: Values, sure: float) -> Values:
    early = one.passage < verdict.FIRST
    scores = np.where(early, one.read, verdict.UNREAD) * weights[0] + one.fused * weights[1] + weights[2]
    return scores if scores.max() >= sure else one.read * weights[0] + one.fused * weights[1] + weights[2]


def calibration_error(chances: Values, right: NDArray[np.bool_], bins: int = 10) -> float:
    """Return the expected calibration error, over bins of equal width."""
    places = np.minimum((chances * bins).astype(int), bins - 1)
    gaps = [abs(chances[places == i].mean() - right[places == i].mean()) * (places == i).sum() for i in set(places)]
    return float(sum(gaps) / len(chances))


if __name__ == "__main__":
    main()
