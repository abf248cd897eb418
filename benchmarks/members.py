"""Members' questions on news, the near misses among them: what is right first, what is refused, what a word is worth.

Questions that are clear by themselves are asked of all articles as one library, the others of their article alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

from benchmarks.figures import auroc, rank_of, top_score
from benchmarks.golden import Golden, golden_of
from benchmarks.libraries import Filled, Hit, corpus, filled
from benchmarks.options import Options
from benchmarks.plain import load_model, nearest
from benchmarks.report import Goal, Row
from index import Answer, Source, ask
from index.evaluation.judging import mark_f1
from training.sets import Question, load_set

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SETS = ("news-dev",)
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Said:
    """A question, what Summit said, and the ranking of the plain way."""

    question: Question
    golden: Golden
    answer: Answer
    ranking: Sequence[Hit]
    plain: Sequence[Hit]

    @property
    def answerable(self) -> bool:
        return bool(self.golden.places)

    def right(self, most: int = 1) -> bool:
        """Tell whether one of the first sentences answers."""
        rank = rank_of(self.golden, self.ranking)
        return rank is not None and rank <= most


def run(options: Options) -> list[Row]:
    """Return the figures of each set that is there."""
    return [row for folder in options.sets(SETS) for row in _rows(folder.name, list(said_of(folder)), options.show)]


def said_of(folder: Path) -> Iterator[Said]:
    """Yield what is said to the questions of a set."""
    data, sources, model = load_set(folder), corpus(folder), load_model()
    texts = {document.name: document.text for document in data.documents}
    with filled(sources) as library:
        yield from _said(library, model, [one for one in data.questions if not one.local], texts)
    for source in sources:
        own = [one for one in data.questions if one.local and one.asked_of == _name(source)]
        with filled([source]) as library:
            yield from _said(library, model, own, texts)


def _name(source: Source) -> str:
    return source.article.identity if source.article else ""


def _said(
    library: Filled, model: SentenceTransformer, questions: Sequence[Question], texts: dict[str, str]
) -> Iterator[Said]:
    plain = nearest(model, list(library.sentences()), [one.text for one in questions], SHOWN) if questions else []
    for question, ranking in zip(questions, plain, strict=True):
        golden = golden_of(question, texts)
        if golden:
            answer = ask([library.library], question.text, top=SHOWN)
            yield Said(question, golden, answer, library.ranking(answer), ranking)


def _rows(name: str, said: Sequence[Said], show: bool) -> Iterator[Row]:
    known, unknown = [one for one in said if one.answerable], [one for one in said if not one.answerable]
    plain = [replace(one, ranking=one.plain) for one in said]
    known_plain = [one for one in plain if one.answerable]
    yield Row(
        f"{name}, {len(known)} questions: first sentence right", _share(known_plain), _share(known), "%", Goal(0.78)
    )
    yield Row("    one of the first three", _share(known_plain, 3), _share(known, 3), "%", Goal(0.92))
    useful = fmean(one.answer.found and one.right() for one in known)
    yield Row("    answered, and the first right", _share(known_plain), useful, "%", Goal(0.66))
    refused = fmean(not one.answer.found for one in unknown)
    yield Row(f"    refused of {len(unknown)} near misses", 0.0, refused, "%", Goal(0.82))
    apart = [
        _apart([one for one in some if one.answerable], [one for one in some if not one.answerable])
        for some in (plain, said)
    ]
    yield Row("    AUROC of the first score", *apart, "", Goal(0.87))
    yield Row("    token F1 of the marked words in a right sentence", None, _marks(known), "%", Goal(0.74))
    yield from _words(said)
    if show:
        _show(known, unknown)


def _share(said: Sequence[Said], most: int = 1) -> float:
    return fmean(one.right(most) for one in said)


def _apart(known: Sequence[Said], unknown: Sequence[Said]) -> float:
    return auroc([top_score(one.ranking) for one in known], [top_score(one.ranking) for one in unknown])


def _marks(known: Sequence[Said]) -> float:
    right = [one for one in known if one.right()]
    return fmean(mark_f1((*one.answer.quotes, *one.answer.nearest)[0], one.question.answers) for one in right)


def _words(said: Sequence[Said]) -> Iterator[Row]:
    """Yield how many first quotes of each word of strength are right."""
    for strength, goal in (("strong", Goal(0.9)), ("likely", Goal(0.7)), ("weak", None)):
        some = [one for one in said if one.answer.quotes and one.answer.quotes[0].strength == strength]
        if some:
            yield Row(f"    right of {len(some)} called {strength}", None, _share(some), "%", goal)


def _show(known: Sequence[Said], unknown: Sequence[Said]) -> None:
    for one in known:
        if not one.right():
            print(f"missed: {one.question.text}\n    {one.ranking[0].text if one.ranking else 'nothing'}")
    for one in unknown:
        if one.answer.found:
            print(f"answered: {one.question.text}\n    {one.ranking[0].score:.2f} {one.ranking[0].text}")
