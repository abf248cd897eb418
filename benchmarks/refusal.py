"""Does Summit say "not in the articles" where it should, and only there?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from benchmarks.figures import auroc, rank_of, top_score
from benchmarks.golden import Golden, golden_of_file, golden_of_set
from benchmarks.libraries import Filled, filled, seeds
from benchmarks.options import Options
from benchmarks.plain import load_model, nearest
from benchmarks.report import Goal, Row
from index import Answer
from training.sets import load_set

STRANGERS = "squad20-dev"
ASKED = 500
SEED = 20


def run(options: Options) -> list[Row]:
    """Return how often the seeds alone answer what they hold, and what they do not."""
    known, unknown = golden_of_file("seeds.jsonl"), golden_of_file("unanswerable.jsonl")
    strangers = [one for folder in options.sets([STRANGERS]) for one in _strangers(golden_of_set(load_set(folder)))]
    with filled(seeds()) as library:
        answers = {one.text: library.library.ask(one.text) for one in [*known, *unknown, *strangers]}
        if options.show:
            _show(library, answers, known, [*strangers, *unknown])
        rows = [*_refused(answers, strangers, unknown), *_answered(library, answers, known)]
        return [*rows, *_told_apart(library, answers, known, [*strangers, *unknown])]


def _strangers(questions: Sequence[Golden]) -> list[Golden]:
    return random.Random(SEED).sample([one for one in questions if one.places], ASKED)


def _refused(answers: dict[str, Answer], strangers: Sequence[Golden], unknown: Sequence[Golden]) -> Iterator[Row]:
    def share(questions: Sequence[Golden]) -> float:
        return sum(not answers[one.text].found for one in questions) / len(questions)

    if strangers:
        yield Row(f"refused: {len(strangers)} {STRANGERS} questions", 0.0, share(strangers), "%", Goal(0.97))
    for kind in sorted({one.kind for one in unknown}):
        alike = [one for one in unknown if one.kind == kind]
        yield Row(f"refused: {len(alike)} of our own, {kind}", 0.0, share(alike), "%")


def _answered(library: Filled, answers: dict[str, Answer], known: Sequence[Golden]) -> Iterator[Row]:
    found = [one for one in known if answers[one.text].found]
    right = [one for one in found if rank_of(one, library.ranking(answers[one.text])) == 1]
    yield Row(f"answered: {len(known)} that the seeds answer", 1.0, len(found) / len(known), "%", Goal(0.9))
    yield Row("answered, and the first quote is right", None, len(right) / len(known), "%")


def _told_apart(
    library: Filled, answers: dict[str, Answer], known: Sequence[Golden], unknown: Sequence[Golden]
) -> Iterator[Row]:
    questions = [*known, *unknown]
    plain = nearest(load_model(), list(library.sentences()), [one.text for one in questions], 1)
    ours = [library.ranking(answers[one.text]) for one in questions]
    figures = [
        auroc([*map(top_score, some[: len(known)])], [*map(top_score, some[len(known) :])]) for some in (plain, ours)
    ]
    yield Row("AUROC of the first score", figures[0], figures[1])


def _show(library: Filled, answers: dict[str, Answer], known: Sequence[Golden], unknown: Sequence[Golden]) -> None:
    for one in unknown:
        if answers[one.text].found:
            shown = library.ranking(answers[one.text])
            said = f"{shown[0].score:.2f} {shown[0].text}" if shown else str(answers[one.text].facts[0])
            print(f"answered {one.kind or STRANGERS}: {one.text[:100]}\n    {said}")
    for one in known:
        if not answers[one.text].found:
            print(f"refused: {one.text} ({top_score(library.ranking(answers[one.text])):.2f})")
