"""Training: what is lost, what is logged, and going on from a checkpoint."""

from __future__ import annotations

import json
import math
import re

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from training.batches import Batch
from training.losses import listwise, pointwise, spanwise
from training.passages import Asked, Passage, Sentence
from training.plots import Plot
from training.progress import Progress
from training.ranking import Reading, auroc, figures, reliability
from training.reading import Reader, Tensors, WindowMaker
from training.trainer import Recipe, Trainer

RECIPE = Recipe(questions=2, epochs=2, checkpoint=3, logged=1, warm_up=1)


@pytest.fixture
def asked() -> list[Asked]:
    def one(i, holds):
        return Sentence(f"The bridge {i} opened in May.", holds, False, (4, 10) if holds else None, -i)

    def passage(at, n):
        return Passage("Bridges", "", tuple(one(i, i == n) for i in (2 * at, 2 * at + 1)))

    return [Asked(f"What opened {n}?", True, None, tuple(passage(at, n) for at in range(3))) for n in range(4)]


@pytest.fixture
def begin(tmp_path, asked):
    def trainer(name, recipe=RECIPE):
        torch.manual_seed(0)
        shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
        reader = Reader(BertModel(BertConfig(**shape), add_pooling_layer=False))
        return Trainer(recipe, reader, asked, WindowMaker.open(), tmp_path / name)

    return trainer


def batch(*holds, counted=None):
    """Return a batch without windows; a list of what each of its sentences holds a question."""
    owner = torch.tensor([number for number, one in enumerate(holds) for _ in one])
    flat = torch.tensor([each for one in holds for each in one])
    return Batch((), owner, flat, torch.ones_like(flat) if counted is None else torch.tensor(counted), torch.empty(0))


def test_equal_scores_lose_what_chance_loses():
    # Three sentences and "none of them": one of four is right, whether it is a sentence or none.
    asked = batch([True, False, False], [False, False, False])
    assert float(listwise(torch.zeros(6), asked)) == pytest.approx(math.log(4))
    assert float(pointwise(torch.zeros(6), asked)) == pytest.approx(math.log(2))


def test_any_right_sentence_will_do():
    assert float(listwise(torch.tensor([9.0, -9.0, -9.0]), batch([True, True, False]))) < 0.01


def test_where_nothing_answers_every_sentence_should_be_below_none():
    assert float(listwise(torch.tensor([-9.0, -9.0]), batch([False, False]))) < 0.01
    assert float(listwise(torch.tensor([9.0, -9.0]), batch([False, False]))) > 8


def test_sentences_that_may_answer_too_do_not_count():
    asked = batch([True, False, False], counted=[True, True, False])
    assert float(listwise(torch.tensor([0.0, 0.0, 50.0]), asked)) == pytest.approx(math.log(3))
    assert float(pointwise(torch.tensor([0.0, 0.0, 50.0]), asked)) == pytest.approx(math.log(2))


def test_only_tokens_of_the_sentences_compete_for_the_answer():
    mask, types = torch.tensor([[1, 1, 1, 1, 1, 0]]), torch.tensor([[0, 0, 1, 1, 1, 0]])
    tensors = Tensors(torch.zeros(1, 6), mask, types, torch.zeros(1, 1, 6))
    loss = spanwise(torch.zeros(1, 6, 2), tensors, torch.tensor([[2, 3]]))
    assert float(loss) == pytest.approx(2 * math.log(3))


def test_going_on_from_a_checkpoint_is_the_same_as_not_having_stopped(begin, tmp_path):
    whole, half = begin("whole.pt"), begin("half.pt")
    whole.train(Progress(tmp_path / "whole.pt", {}))
    (tmp_path / "half.resume").write_bytes(_checkpoint_after_three(begin, tmp_path))
    half.resume()
    assert half.step == 3
    half.train(Progress(tmp_path / "half.pt", {}))
    ends = [torch.load(tmp_path / name, weights_only=True) for name in ("whole.pt", "half.pt")]
    assert all(torch.equal(ends[0][name], ends[1][name]) for name in ends[0])


def _checkpoint_after_three(begin, tmp_path):
    class Stopped(Progress):
        def log_dev(self, step, reader, maker):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        begin("stopped.pt").train(Stopped(tmp_path / "stopped.pt", {}))
    return (tmp_path / "stopped.resume").read_bytes()


def test_there_must_be_a_checkpoint_to_go_on_from(begin):
    with pytest.raises(SystemExit, match=r"There is no checkpoint .*none\.resume to go on from"):
        begin("none.pt").resume()


def test_a_checkpoint_of_another_recipe_is_refused(begin, tmp_path):
    begin("old.pt").train(Progress(tmp_path / "old.pt", {}))
    with pytest.raises(SystemExit, match="made with another recipe or other questions"):
        begin("old.pt", Recipe(questions=1)).resume()


def test_the_log_forgets_steps_that_are_taken_again(tmp_path):
    log = tmp_path / "reader.jsonl"
    log.write_text("".join(json.dumps({"step": step}) + "\n" for step in range(6)))
    Progress(tmp_path / "reader.pt", {}).forget_after(3)
    assert [json.loads(line)["step"] for line in log.read_text().splitlines()] == [0, 1, 2, 3]


def test_the_dev_sets_are_told_and_plotted(begin, tmp_path, asked):
    begin("reader.pt").train(Progress(tmp_path / "reader.pt", {"towns-dev": asked}))
    rows = [json.loads(line) for line in (tmp_path / "reader.jsonl").read_text().splitlines()]
    assert [row["first"] for row in rows if row.get("share") == 0.0] == [0.25, 0.25]
    assert all(row["rate"] <= RECIPE.rate for row in rows if "rate" in row)
    for name in ("loss", "ranking", "calibration"):
        assert (tmp_path / f"reader.{name}.svg").read_text().count("<polyline") >= 1


def test_the_reader_and_the_fused_search_share_the_rank():
    readings = [Reading(True, np.array([2.0, 0.0]), np.array([0.0, 1.0]), np.array([True, False]))]
    assert (figures(readings, 1.0)["first"], figures(readings, 0.0)["first"]) == (1.0, 0.0)
    assert figures(readings, 0.0)["mrr"] == 0.5


def test_auroc_counts_ties_as_half():
    assert auroc([2.0, 1.0], [1.0, 0.0]) == 0.875
    assert auroc([1.0], []) is None


def test_a_reader_that_is_always_sure_and_half_right_is_half_wrong():
    readings = [Reading(True, np.array([40.0]), np.zeros(1), np.array([right])) for right in (True, False)]
    assert reliability(readings).error == 0.5
    assert reliability(readings).points == ((pytest.approx(1.0), 0.5),)


def test_a_plot_spans_its_axes_and_escapes_its_names():
    svg = Plot("a < b", "step", "loss", {"one": [(0, 0), (10, 2)]}).svg()
    assert "a &lt; b" in svg
    places = re.search(r'points="([\d.]+),([\d.]+) ([\d.]+),([\d.]+)"', svg)
    assert [float(place) for place in places.groups()] == [64.0, 344.0, 616.0, 40.0]
