"""Check that every golden answer stands at its offset, in the seeds and in the article beside the clone."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "benchmarks" / "questions"
SEED_ARTICLE = ROOT.parent / "shared" / "seed-article.txt"
LONGEST_ANSWER = 5
"""Words: a golden answer is a name or a phrase, never a sentence copied from an article."""

Question = dict[str, Any]


def load(name: str) -> list[Question]:
    """Return the questions of one set."""
    return [json.loads(line) for line in (QUESTIONS / name).read_text("utf-8").splitlines()]


def seed_texts() -> dict[str, str]:
    """Return each seed's text after its front matter, by file name (which is its id)."""
    files = sorted((ROOT / "seeds").glob("*.md"))
    return {file.stem: file.read_text("utf-8").split("\n---\n", 1)[1] for file in files}


def misplaced(question: Question, texts: dict[str, str]) -> Iterator[str]:
    """Yield a complaint for each answer of a question that is not where it says."""
    for place in [question, *question.get("also", [])]:
        answer, start = place["answer"], place["answer_start"]
        found = texts.get(place["doc"], "")[start : start + len(answer)]
        if found != answer:
            yield f"{question['id']}: {place['doc']} has {found!r} at {start}, not {answer!r}"
    text = texts.get(question["doc"], "")
    for start in question.get("also_starts", []):
        if not any(text.startswith(answer, start) for answer in question["answers"]):
            yield f"{question['id']}: none of its answers stands at {start}"


def malformed(question: Question) -> Iterator[str]:
    """Yield a complaint for each answer that is missing or too long to be a phrase."""
    if question["answer"] not in question["answers"]:
        yield f"{question['id']}: its answer is not among its answers"
    for answer in question["answers"]:
        if len(answer.split()) > LONGEST_ANSWER:
            yield f"{question['id']}: {answer!r} has more than {LONGEST_ANSWER} words"


def answerable(questions: list[Question]) -> Iterator[str]:
    """Yield a complaint for each question that ought to have no answer and has one."""
    for question in questions:
        if question["doc"] is not None or question["answers"] or not question["kind"]:
            yield f"{question['id']}: needs a kind, and neither a doc nor answers"


def main() -> int:
    """Check the three sets; return 1 where anything is wrong."""
    texts, questions = seed_texts(), load("seeds.jsonl")
    if SEED_ARTICLE.exists():
        texts["seed-article"] = SEED_ARTICLE.read_bytes().decode("utf-8-sig")
        questions += load("seed-article.jsonl")
    else:
        print(f"skipped seed-article.jsonl: {SEED_ARTICLE} is not here")
    wrong = [line for question in questions for line in (*malformed(question), *misplaced(question, texts))]
    wrong += answerable(load("unanswerable.jsonl"))
    print("\n".join(wrong) or f"{len(questions)} answers stand where they should")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
