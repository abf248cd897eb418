"""The mark by which others see that the articles have changed, without looking at them."""

from __future__ import annotations

from index import Source, Unreadable
from tests.index.towns import run_python, source, town


def test_the_version_differs_after_every_change_and_after_nothing_else(library):
    acts = [
        lambda: library.add(source(town(1), "a", title="Old")),
        lambda: library.add(source(town(2), "b")),
        lambda: library.add(source(town(3), "b")),
        lambda: library.add(source(town(1), "a", title="New")),
        lambda: library.remove(2),
        lambda: library.add(source(town(3), "b")),
        lambda: library.remove(1),
    ]
    seen = [library.version()]
    for act in acts:
        act()
        seen += [library.version()]
        for nothing in (library.list, library.settle, library.summarise, lambda: library.remove(99)):
            nothing()
        assert library.version() == seen[-1]
    assert len(set(seen)) == len(acts) + 1


def test_the_version_tells_of_another_process(filled):
    script = (
        "import sys; from pathlib import Path; from index import Library; Library.open(Path(sys.argv[1])).remove(2)"
    )
    before = filled.version()
    assert run_python(script, filled.folder).returncode == 0
    assert filled.version() != before


def test_a_refused_or_known_article_leaves_the_version(filled):
    before = filled.version()
    states = [filled.add(one).state for one in (Source("x", refusal=Unreadable("No.")), source(town(1), "town-1"))]
    assert (states, filled.version()) == (["refused", "unchanged"], before)
