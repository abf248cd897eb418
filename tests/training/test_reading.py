"""The reader's inputs and what training makes of excerpts."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
import torch
from transformers import BertConfig, BertModel

from index.reader.inputs import BEFORE, CLS, QUESTION, SENTENCE, SEP, build
from training.batches import choose, make_batch
from training.excerpts import Candidate, Excerpt, read_excerpts, write_excerpts
from training.reading import PairMaker, Reader, by_length, collate, scores


@pytest.fixture(scope="module")
def maker() -> PairMaker:
    return PairMaker.open()


@pytest.fixture
def reader() -> Reader:
    torch.manual_seed(0)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    return Reader(BertModel(BertConfig(**shape), add_pooling_layer=False)).eval()


def candidate(text, logit, holds=False, span=None, unclear=False):
    return Candidate("Bridges", "It rained.", text, holds, unclear, span, logit)


def test_the_sentence_stands_last_and_alone_has_type_one():
    ids, types, first = build([1, 2], [3], [4, 5], [6, 7, 8])
    assert ids == [CLS, 1, 2, SEP, 3, SEP, 4, 5, SEP, 6, 7, 8, SEP]
    assert types == [0] * 9 + [1] * 4
    assert ids[first] == 6


def test_of_the_sentence_before_the_end_is_kept_and_of_others_the_start():
    ids, _, first = build(range(1000, 1100), [], range(2000, 2100), range(3000, 3100))
    assert ids[1 : QUESTION + 1] == list(range(1000, 1000 + QUESTION))
    assert ids[first - 1 - BEFORE : first - 1] == list(range(2100 - BEFORE, 2100))
    assert ids[first:-1] == list(range(3000, 3000 + SENTENCE))


def test_an_answer_is_found_among_the_tokens(maker):
    pair = maker.pair("When did it open?", "Bridges", "", "The bridge opened in May 1990, in the rain.")
    start, end = pair.tokens_of(21, 29)
    assert maker._tokenizer.decode(list(pair.ids[start : end + 1])) == "may 1990"


def test_an_answer_that_was_cut_off_has_no_tokens(maker):
    sentence = "word " * 80 + "answer"
    assert maker.pair("?", "", "", sentence).tokens_of(400, 406) is None


def test_a_score_does_not_depend_on_the_pairs_beside_it(maker, reader):
    pairs = [maker.pair("When?", "Bridges", "", text) for text in ("In May.", "The bridge is long. " * 9, "No.")]
    together = scores(reader, pairs)
    alone = torch.cat([scores(reader, [pair]) for pair in pairs])
    assert torch.allclose(together, alone, atol=1e-5)


def test_batches_by_length_hold_every_pair_once(maker):
    pairs = [maker.pair("When?", "", "", "word " * size) for size in (9, 1, 30, 4, 2)]
    batches = list(by_length(pairs, 2))
    assert sorted(i for batch in batches for i in batch) == [0, 1, 2, 3, 4]
    sizes = [len(pairs[i].ids) for batch in batches for i in batch]
    assert all(left <= right for left, right in pairwise(sizes))
    assert collate([pairs[2]]).mask.sum() == len(pairs[2].ids)


def test_the_right_sentence_comes_first_and_doubtful_ones_never():
    wrong = [candidate(f"Wrong {i}.", -i) for i in range(10)]
    right = candidate("Right.", -3, holds=True, span=(0, 5))
    excerpt = Excerpt("Which?", True, (*wrong, right, candidate("Doubtful.", 9, unclear=True)))
    chosen = choose(excerpt, 4, random.Random(0))
    assert chosen[0] == ("Which?", right, True)
    assert len({one.text for _, one, _ in chosen}) == 4
    assert all(one.text.startswith("Wrong") and not answers for _, one, answers in chosen[1:])


def test_the_right_sentence_is_wrong_under_an_altered_question(maker):
    right = candidate("It burnt in May 1950.", 0, holds=True, span=(9, 12))
    excerpt = Excerpt("What burnt in 1950?", True, (right, *(candidate(f"Wrong {i}.", -i) for i in range(5))))
    chosen = choose(excerpt, 4, random.Random(0))
    assert chosen[-1][1:] == (right, False)
    assert chosen[-1][0].startswith("What burnt in ")
    assert chosen[-1][0] != excerpt.question
    batch = make_batch([excerpt], maker, 2, random.Random(0))
    assert batch.holds.tolist() == [[1, 0, 0, 0]]
    assert batch.spans[:, 0].gt(0).tolist() == [True, False, False, False]


@pytest.mark.parametrize("seed", range(30))
def test_a_question_without_names_has_its_own_article_as_negatives(seed):
    right = candidate("She sang.", 0, holds=True)
    beside = [candidate(f"Beside {i}.", -i) for i in range(6)]
    elsewhere = [replace(candidate(f"Elsewhere {i}.", 9 - i), title="Elsewhere") for i in range(6)]
    chosen = choose(Excerpt("What did Anna Berg sing?", True, (right, *beside, *elsewhere)), 4, random.Random(seed))
    questions = {question for question, one, _ in chosen if one != right}
    assert len(questions) == 1
    if "Anna Berg" not in questions.pop():
        assert {one.title for _, one, _ in chosen} == {right.title}


def test_a_question_without_an_answer_gives_wrong_sentences_only(maker):
    excerpt = Excerpt("Which?", False, (candidate("One.", 1), candidate("Two.", 0)))
    batch = make_batch([excerpt], maker, 3, random.Random(0))
    assert batch.holds.sum() == 0
    assert batch.present.tolist() == [[True, True, False, False, False]]


def test_excerpts_are_read_as_they_were_written(tmp_path):
    excerpt = Excerpt("Где?", True, (candidate("Там.", 0.5, holds=True, span=(0, 3)), candidate("No.", -1.0)))
    assert write_excerpts(tmp_path / "set.jsonl.gz", [excerpt, excerpt]) == 2
    assert read_excerpts(tmp_path / "set.jsonl.gz") == [excerpt, excerpt]
    assert read_excerpts(tmp_path / "set.jsonl.gz", 1) == [excerpt]
