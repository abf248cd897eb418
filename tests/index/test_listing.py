"""Lists: each title and each name of one is marked, and nothing else."""

from __future__ import annotations

import pytest

from index.listing import items

BAND = "They closed with “Harbour Lights” by Orrin and “Slow Tide” from “Songs of the Pier.”"


def marked(sentence: str, part: str) -> list[str]:
    start = sentence.index(part)
    return [sentence[slice(*span)] for span in items(sentence, (start, start + len(part)))]


@pytest.mark.parametrize("part", ["“Harbour Lights”", "Slow Tide", BAND[BAND.index("“") :]])
def test_each_title_of_a_list_is_marked_and_not_where_one_is_from(part):
    assert marked(BAND, part) == ["Harbour Lights", "Slow Tide"]


def test_three_titles_are_marked():
    assert marked('He read "Fog", "Salt" and "Bread" aloud.', "Salt") == ["Fog", "Salt", "Bread"]


APART = "“Slow Tide,” the Orrin hit, was one of the numbers, and “Fog,” a song from “Pier,” was another."


@pytest.mark.parametrize("part", ["“Slow Tide,”", "Fog", APART])
def test_titles_that_stand_apart_are_marked_too(part):
    assert marked(APART, part) == ["Slow Tide", "Fog"]


def test_without_a_clear_span_only_titles_are_marked():
    assert [APART[slice(*span)] for span in items(APART, None)] == ["Slow Tide", "Fog"]
    assert items("The music was loud.", None) == ()


def test_titles_in_two_lists_are_not_mixed():
    sentence = "She wrote “Fog” and “Salt”, while he was painting “Bread” and “Oil”."
    assert marked(sentence, "Oil") == ["Bread", "Oil"]


def test_names_beside_the_span_are_marked_with_it():
    sentence = "The prize went to Ada Berg, Tom Sole and Mira Quay after a vote."
    assert marked(sentence, "Tom Sole") == ["Ada Berg, Tom Sole and Mira Quay"]


def test_years_beside_the_span_are_marked_with_it():
    assert marked("It flooded in 1953, 1978 and 2013.", "1953") == ["1953, 1978 and 2013"]


def test_a_span_that_is_no_part_of_a_list_stays():
    assert marked("Ada Berg opened the bridge, and the mayor sang.", "Ada Berg") == ["Ada Berg"]
    assert marked("They sang “Fog” twice.", "“Fog” twice") == ["“Fog” twice"]


def test_titles_in_other_scripts_are_marked_too():
    assert marked("二人は「霧」と「塩」を演奏した。", "霧") == ["霧", "塩"]
