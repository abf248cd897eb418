"""Other readers: any CrossEncoder, compiled where it can be; its scores only put sentences in order."""

from __future__ import annotations

import shutil
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import pytest

from index import Config, Library, ModelMissing, NoAccess
from index.encode.models import find_model, identify
from index.reader import Passage, load_reader
from index.reader.crossencoder import CompiledCrossEncoder, OriginalCrossEncoder
from index.reader.pairs import pairs
from tests.index.towns import source, town

pytestmark = pytest.mark.models

QUESTION = "who opened the bridge?"
PASSAGES = [
    Passage("veldham", "it rained.", ("the bridge was opened by the mayor.", "he sang.")),
    Passage("", "", ("millers pay in flour.",)),
    Passage("towns", "", ("a bridge carries a road over a river, and a long road it is " * 3,)),
]
SENTENCES = 4


def save(folder: Path, labels: int = 1) -> str:
    """Make a tiny CrossEncoder of random weights."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(7)
    pieces = [*ascii_lowercase, *(f"##{letter}" for letter in ascii_lowercase), ".", ",", ":", "?"]
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "bridge", "opened", "the", *pieces]
    shape = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    config = BertConfig(vocab_size=len(words), num_labels=labels, **shape)
    # Random weights of the usual size give scores that hardly differ.
    model = BertForSequenceClassification(config)
    torch.nn.init.normal_(model.classifier.weight, 0, 3)
    model.save_pretrained(folder)
    BertTokenizerFast(vocab={word: i for i, word in enumerate(words)}).save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    return save(tmp_path_factory.mktemp("readers") / "tiny-reader")


@pytest.fixture(scope="module")
def cache(small: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache folder in which the tiny reader is compiled, beside what the packaged models need."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        assert isinstance(load_reader(small), CompiledCrossEncoder)
    return folder


@pytest.fixture
def in_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    return cache


def logits(reader) -> list[float]:
    return [reading.logit for one in reader.read(QUESTION, PASSAGES) for reading in one]


def test_a_compiled_reader_agrees_with_its_original(small, in_cache):
    original = OriginalCrossEncoder(identify(small, Path(small)))
    assert np.corrcoef(logits(load_reader(small)), logits(original))[0, 1] > 0.97


def test_a_reader_is_compiled_once(small, in_cache):
    (graph,) = in_cache.glob("summit/models/tiny-reader-*/model.onnx")
    stamp = graph.stat().st_mtime_ns
    load_reader(small)
    assert graph.stat().st_mtime_ns == stamp


def test_a_broken_compiled_reader_is_compiled_again(small, cache, tmp_path, monkeypatch):
    shutil.copytree(cache, tmp_path / "cache")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (graph,) = (tmp_path / "cache").glob("summit/models/tiny-reader-*/model.onnx")
    made = shutil.copytree(graph.parent, tmp_path / "made")
    # What the compiler makes of this reader is known by now, and takes it long.
    monkeypatch.setattr(
        "index.reader.compiler._build", lambda _, aside: shutil.copytree(made, aside, dirs_exist_ok=True)
    )
    graph.write_bytes(b"half a gra")
    assert len(logits(load_reader(small))) == SENTENCES
    assert graph.stat().st_size > 1000


def test_a_reader_that_does_not_compile_runs_as_it_is(small, tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("unknown operator")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("index.reader.compiler._export", fail)
    reader = load_reader(small)
    assert isinstance(reader, OriginalCrossEncoder)
    assert len(logits(reader)) == SENTENCES


def test_another_reader_marks_nothing_and_is_not_fitted(small, in_cache):
    reader = load_reader(small)
    assert reader.weights is None
    assert [[reading.span for reading in one] for one in reader.read(QUESTION, PASSAGES)] == [
        [None] * 2,
        [None],
        [None],
    ]
    assert reader.read(QUESTION, []) == []


def test_a_sentence_is_read_after_its_title():
    assert pairs("Who?", PASSAGES[:2]) == [
        ("Who?", "veldham: the bridge was opened by the mayor."),
        ("Who?", "veldham: he sang."),
        ("Who?", "millers pay in flour."),
    ]


def test_another_reader_orders_and_the_fused_search_says_how_sure_it_is(small, tmp_path, prepared):
    for name in (small, "none"):
        with Library.open(tmp_path / Path(name).name, Config(reader=name)) as library:
            library.add(source(town(1), "one"))
            library.add(source(town(2), "two"))
    with Library.open(tmp_path / "tiny-reader", Config(reader=small)) as library:
        read = library.ask("How many arches does the bridge have?", top=20)
        assert library.status().reader == small
    with Library.open(tmp_path / "none", Config(reader="none")) as library:
        plain = library.ask("How many arches does the bridge have?", top=20)
    assert sorted(quote.text for quote in read.quotes) == sorted(quote.text for quote in plain.quotes)
    assert [quote.score for quote in read.quotes] == pytest.approx([quote.score for quote in plain.quotes])


def test_a_model_with_several_scores_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with pytest.raises(ModelMissing, match=r"gives 3 scores a pair, and a reader gives one\. Check SUMMIT_READER"):
        load_reader(save(tmp_path / "nli", labels=3))


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ModelMissing, match=r"There is no folder .*gone\. Check SUMMIT_READER: `packaged`, `none`"):
        load_reader(str(tmp_path / "gone"))


def test_a_folder_without_weights_is_named(tmp_path):
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelMissing, match="holds no model weights"):
        load_reader(str(tmp_path))


def test_an_encoder_is_no_reader(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with pytest.raises(ModelMissing, match=r"model encodes texts, and does not score pairs\. Check SUMMIT_READER"):
        load_reader(str(find_model("all-MiniLM-L6-v2").folder))


def test_a_folder_that_cannot_be_loaded_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = shutil.copytree(find_model("all-MiniLM-L6-v2").folder, tmp_path / "broken")
    (folder / "config.json").write_text("not json")
    with pytest.raises(ModelMissing, match=r"The reader in .* cannot be loaded .* Check SUMMIT_READER"):
        load_reader(str(folder))


def test_a_cache_that_cannot_be_written_is_named(small, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("I am a file.")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(NoAccess, match=r"cannot be written .* Check the disk"):
        load_reader(small)
