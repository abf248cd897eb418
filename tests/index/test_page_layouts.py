"""Pages in sixteen layouts: their articles are found, and little else."""

from __future__ import annotations

from functools import reduce
from operator import add

import pytest

from benchmarks.layouts import PAGES
from benchmarks.layouts.judging import Found, judge
from benchmarks.pages import by_summit


@pytest.fixture(scope="module")
def found() -> dict[str, Found]:
    return {name: judge(page.body, by_summit(page)) for name, page in ((name, make()) for name, make in PAGES.items())}


def test_nearly_all_of_the_articles_is_found(found: dict[str, Found]) -> None:
    whole = reduce(add, found.values())
    assert whole.found >= 0.95 * whole.wanted


def test_nearly_nothing_else_is(found: dict[str, Found]) -> None:
    whole = reduce(add, found.values())
    assert whole.foreign <= 0.02 * whole.given


@pytest.mark.parametrize("layout", PAGES)
def test_no_layout_loses_much(found: dict[str, Found], layout: str) -> None:
    assert found[layout].found >= 0.8 * found[layout].wanted
