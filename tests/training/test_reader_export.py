"""The compiled reader: the same answers in eight bits, and no file too large to ship."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from training import reader_export
from training.reader_export import agreement, calibration_windows, check_size, compiled_scores, export
from training.reading import Reader, WindowMaker, scores


def test_a_compiled_reader_agrees_with_the_trained_one(tmp_path):
    torch.manual_seed(0)
    shape = {
        "hidden_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "intermediate_size": 256,
        "initializer_range": 0.08,
    }
    reader = Reader(BertModel(BertConfig(**shape), add_pooling_layer=False)).eval()
    # Scores of fresh heads hardly differ.
    for head in (reader.score[0], reader.score[2]):
        torch.nn.init.normal_(head.weight, 0, 0.3)
    maker = WindowMaker.open()
    windows = calibration_windows(maker)[::3]
    trained = torch.cat(scores(reader, windows)).detach().numpy()
    export(reader, maker, tmp_path / "reader.onnx")
    found = agreement(trained, compiled_scores(tmp_path / "reader.onnx", windows))
    assert found.correlation > 0.98
    assert found.mean < 0.1 * trained.std()


def test_agreement_is_told_in_figures():
    found = agreement(np.array([1.0, 2.0, 3.0]), np.array([1.5, 2.5, 3.5]))
    assert str(found) == "3 sentences: Pearson correlation 1.00000, largest difference 0.500, mean 0.500"


def test_a_reader_too_large_to_ship_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reader_export, "MOST_BYTES", 4)
    (tmp_path / "reader.onnx").write_bytes(b"large")
    with pytest.raises(SystemExit, match=r"reader\.onnx has 5 bytes; at most 4 ship"):
        check_size(tmp_path / "reader.onnx")
