"""Does the first quote hold the answer?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Ranking, auroc, first_share, rank_of, reciprocal_rank, top_score
from benchmarks.golden import Golden, golden_of_file, golden_of_set
from benchmarks.libraries import SEED_ARTICLE, Filled, corpus, filled, seeds
from benchmarks.options import Options
from benchmarks.plain import load_model, nearest
from benchmarks.report import Goal, Row
from index import Source, read_bytes
from training.sets import load_set

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

TOP = 10
MOST_UNANSWERABLE = 1000


@dataclass(frozen=True, slots=True)
class Trial:
    """A set, how many of its questions are asked, and the share of right first quotes to reach."""

    name: str
    questions: int | None = None
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Rankings:
    """What each way found for the same questions."""

    plain: Sequence[Ranking]
    summit: Sequence[Ranking]

    def row(self, what: str, figure: Callable[[Sequence[Ranking]], float], goal: Goal | None = None) -> Row:
        """Return a figure of both."""
        return Row(what, figure(self.plain), figure(self.summit), goal=goal)


TRIALS = (Trial("squad20-dev", goal=Goal(0.76)), Trial("clapnq-dev", goal=Goal(0.68)))


def run(options: Options) -> list[Row]:
    """Return how often the first quote holds the answer, on sets and on our own questions."""
    model = load_model()
    rows = trial_rows(model, TRIALS, options)
    rows.append(_own_row(model, "seeds", seeds(), options))
    if SEED_ARTICLE.exists():
        rows.append(_own_row(model, "seed-article", _seed_article(), options))
    else:
        print(f"skipped seed-article: {SEED_ARTICLE} is not here", flush=True)
    return rows


def trial_rows(model: SentenceTransformer, trials: Sequence[Trial], options: Options) -> list[Row]:
    """Return the rows of those sets that are there, each set's corpus one library."""
    known = {trial.name: trial for trial in trials}
    return [row for folder in options.sets(list(known)) for row in _set_rows(model, folder, known[folder.name])]


def _set_rows(model: SentenceTransformer, folder: Path, trial: Trial) -> Iterator[Row]:
    questions = golden_of_set(load_set(folder))
    answerable = [one for one in questions if one.places][: trial.questions]
    unanswerable = [one for one in questions if not one.places][:MOST_UNANSWERABLE]
    with filled(corpus(folder)) as library:
        rankings = _rankings(model, library, [*answerable, *unanswerable])
    known, many = len(answerable), f"{trial.name}, {len(answerable)} questions"
    yield rankings.row(f"{many}: first sentence right", lambda some: first_share(answerable, some[:known]), trial.goal)
    yield rankings.row(f"{many}: mean reciprocal rank to {TOP}", lambda some: reciprocal_rank(answerable, some[:known]))
    if unanswerable:
        yield rankings.row(
            f"{trial.name}: AUROC of the first score, {len(unanswerable)} unanswerable",
            lambda some: auroc([*map(top_score, some[:known])], [*map(top_score, some[known:])]),
        )


def _own_row(model: SentenceTransformer, name: str, sources: Sequence[Source], options: Options) -> Row:
    questions = golden_of_file(f"{name}.jsonl")
    with filled(sources) as library:
        rankings = _rankings(model, library, questions)
    if options.show:
        _show_wrong(questions, rankings.summit)
    what = f"{name}, {len(questions)} questions of our own: first sentence right"
    return rankings.row(what, lambda some: first_share(questions, some), Goal(0.9))


def _rankings(model: SentenceTransformer, library: Filled, questions: Sequence[Golden]) -> Rankings:
    summit = [library.ranking(library.library.ask(question.text, top=TOP)) for question in questions]
    return Rankings(nearest(model, list(library.sentences()), [question.text for question in questions], TOP), summit)


def _seed_article() -> list[Source]:
    return list(read_bytes(SEED_ARTICLE.read_bytes(), SEED_ARTICLE.name, identity="seed-article"))


def _show_wrong(questions: Sequence[Golden], rankings: Sequence[Ranking]) -> None:
    for question, ranking in zip(questions, rankings, strict=True):
        if (rank := rank_of(question, ranking)) != 1:
            print(f"right at {rank}: {question.text}\n    {ranking[0].text if ranking else 'nothing'}")
