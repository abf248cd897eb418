"""What a page's tags say of its lines: the same as looking at each element alone, and with bounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from index import Unreadable
from index.ingest.hints import hints_of
from index.ingest.tags import MAX_ATTRIBUTES, MAX_TAGS, check_tags

TAGS = st.sampled_from(["p", "li", "ul", "a", "h2", "figcaption", "div", "b", "br"])
WORDS = st.sampled_from(["", " ", "ferry", "the ferry sails", "\n", "x" * 299, "y " * 149])
PIECES = st.one_of(
    WORDS, TAGS.map(lambda tag: f"<{tag}>"), TAGS.map(lambda tag: f"</{tag}>"), WORDS.map("<a>{}</a>".format)
)


def line_of(element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def looked_at_one_by_one(tree) -> dict[str, str]:
    found = {}
    for element in tree.iter("h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "li", "p"):
        line = line_of(element)
        if not line or len(line) > 300:
            continue
        if element.tag == "figcaption":
            found[line] = "caption"
        elif element.tag not in {"li", "p"}:
            found[line] = "heading"
        elif any(line_of(link) == line for link in element.iter("a")):
            found[line] = "link"
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_lines_are_classed_as_if_each_element_was_looked_at_alone(inside):
    tree = html.fromstring(f"<html><body>{inside}</body></html>")
    assert hints_of(tree) == looked_at_one_by_one(tree)


@pytest.mark.parametrize(
    "tag",
    [
        "<p " + " ".join(f"a{n}=b" for n in range(MAX_ATTRIBUTES + 1)) + ">",
        "<p " + " ".join(f"a{n}" for n in range(MAX_ATTRIBUTES + 1)) + ">",
        "<p " + "".join(f"a{n}='<'" for n in range(MAX_ATTRIBUTES + 1)) + ">",
        "<p " + "".join(f'a{n}=">"' for n in range(MAX_ATTRIBUTES + 1)) + ">",
        "<P/" + "/".join(f"a{n}" for n in range(MAX_ATTRIBUTES + 1)),
        "<p " + "= " * (3 * MAX_ATTRIBUTES + 3),
        "<!--><title><script></title><p " + "a\n" * (MAX_ATTRIBUTES + 1),
        "<script " + "a\t=\tb\f" * (MAX_ATTRIBUTES + 1),
    ],
)
def test_a_tag_with_countless_attributes_is_refused(tag):
    with pytest.raises(Unreadable, match="a tag with over 3,000 attributes"):
        check_tags(f"<html><body>{tag}")


@pytest.mark.parametrize(
    "page",
    [
        "<script>" + "for (i = 0; i <n; i += 1) { a = b => c } " * 20_000 + "</script>",
        "<!-- " + "<p class='a'>" * 20_000 + "-->",
        "<img src='data:image/png;base64," + "A =/ " * 200_000 + "'>",
        "<p " + " ".join(f"a{n}=b" for n in range(MAX_ATTRIBUTES - 1)) + ">",
        "2 < 3 " + "a " * 5_000,
    ],
)
def test_usual_scripts_comments_and_long_values_are_no_countless_attributes(page):
    check_tags(page)


def test_a_page_of_countless_tags_is_refused():
    with pytest.raises(Unreadable, match="over 50,000 tags"):
        check_tags("<" * (MAX_TAGS + 1))
