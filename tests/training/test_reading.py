"""The reader's inputs and what training makes of passages."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest
import torch
from transformers import BertConfig, BertModel

from index.reader.inputs import BEFORE, BERT, QUESTION, SENTENCE, build
from training import batches
from training.batches import choose, make_batch
from training.passages import Asked, Passage, Sentence
from training.reading import Reader, WindowMaker, by_length, collate, scores


@pytest.fixture(scope="module")
def maker() -> WindowMaker:
    return WindowMaker.open()


@pytest.fixture
def reader() -> Reader:
    torch.manual_seed(0)
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    return Reader(BertModel(BertConfig(**shape), add_pooling_layer=False)).eval()


@pytest.fixture
def never_altered(monkeypatch):
    monkeypatch.setattr(batches, "ALTERED", 0)


def sentence(text, logit=0.0, holds=False, span=None, unclear=False):
    return Sentence(text, holds, unclear, span, logit)


def passage(*texts, title="Bridges", before="It rained.", holds=None, span=None):
    return Passage(title, before, tuple(sentence(text, holds=i == holds, span=span) for i, text in enumerate(texts)))


WRONG = tuple(passage(f"Wrong {i}.", f"Also wrong {i}.") for i in range(10))
RIGHT = passage("No.", "It burnt in May 1950.", holds=1, span=(9, 12))


def test_the_sentences_stand_last_and_alone_have_type_one():
    ids, types, bounds = build([1, 2], [3], [4, 5], [[6, 7], [8]])
    assert ids == [BERT.begin, 1, 2, BERT.end, 3, BERT.end, 4, 5, BERT.end, 6, 7, 8, BERT.end]
    assert types == [0] * 9 + [1] * 4
    assert bounds == [(9, 11), (11, 12)]


def test_of_the_sentence_before_the_end_is_kept_and_of_others_the_start():
    ids, _, ((first, end),) = build(range(1000, 1100), [], range(2000, 2100), [range(3000, 3100)])
    assert ids[1 : QUESTION + 1] == list(range(1000, 1000 + QUESTION))
    assert ids[first - 1 - BEFORE : first - 1] == list(range(2100 - BEFORE, 2100))
    assert ids[first:end] == list(range(3000, 3000 + SENTENCE))


def test_an_answer_is_found_among_the_tokens(maker):
    window = maker.window("When did it open?", "Bridges", "", ["No.", "The bridge opened in May 1990, in the rain."])
    start, end = window.tokens_of(1, 21, 29)
    assert maker._tokenizer.decode(list(window.ids[start : end + 1])) == "may 1990"


def test_an_answer_that_was_cut_off_has_no_tokens(maker):
    text = "word " * 120 + "answer"
    assert maker.window("?", "", "", [text]).tokens_of(0, 600, 606) is None


def test_a_score_does_not_depend_on_the_windows_beside_it(maker, reader):
    texts = ["In May."], ["The bridge is long. " * 9, "Yes."], ["No."]
    windows = [maker.window("When?", "Bridges", "", some) for some in texts]
    together, alone = scores(reader, windows), [scores(reader, [window])[0] for window in windows]
    assert [len(found) for found in together] == [1, 2, 1]
    assert torch.allclose(torch.cat(together), torch.cat(alone), atol=1e-5)


def test_batches_by_length_hold_every_window_once(maker):
    windows = [maker.window("When?", "", "", ["word " * size]) for size in (9, 1, 30, 4, 2)]
    parts = list(by_length(windows, 2))
    assert sorted(i for part in parts for i in part) == [0, 1, 2, 3, 4]
    sizes = [len(windows[i].ids) for part in parts for i in part]
    assert all(left <= right for left, right in pairwise(sizes))
    assert collate([windows[2]]).mask.sum() == len(windows[2].ids)


def test_each_sentence_is_the_mean_of_its_tokens(maker):
    window = maker.window("When?", "", "", ["In May.", "word " * 7])
    means = collate([window]).means[0]
    assert means.sum(1).tolist() == pytest.approx([1, 1])
    assert [int((row > 0).sum()) for row in means] == [end - first for first, end in window.bounds] == [3, 7]


def test_weights_of_another_reader_are_refused(reader, tmp_path):
    torch.save({"strange.weight": torch.zeros(1)}, tmp_path / "other.pt")
    with pytest.raises(SystemExit, match="holds another reader's weights"):
        reader.take(tmp_path / "other.pt")


def test_word_embeddings_may_be_missing_where_weights_are_taken_over(reader, tmp_path):
    kept = {name: one + 1 for name, one in reader.state_dict().items() if "word_embeddings" not in name}
    torch.save({name: one.half() for name, one in kept.items()}, tmp_path / "reader.pt")
    before = reader.bert.embeddings.word_embeddings.weight.clone()
    reader.take(tmp_path / "reader.pt")
    assert torch.equal(reader.bert.embeddings.word_embeddings.weight, before)
    assert torch.allclose(reader.span.bias, kept["span.bias"], atol=1e-2)


def test_the_first_layers_can_stay_as_they_are(reader):
    reader.freeze(1)
    learning = {name.split(".")[0] for name, one in reader.named_parameters() if one.requires_grad}
    assert learning == {"score", "span"}


@pytest.mark.parametrize("seed", range(10))
def test_the_passage_that_answers_comes_first_and_a_hard_one_second(maker, never_altered, seed):
    first, second = choose(Asked("Which?", True, None, (*WRONG, RIGHT)), maker, random.Random(seed))
    assert (first.passage, first.answers) == (RIGHT, True)
    assert second.passage in WRONG[: batches.HARDEST]


def test_the_first_wrong_passages_are_taken_most_often(maker):
    asked = Asked("Which?", False, None, WRONG)
    taken = [one.passage for seed in range(200) for one in choose(asked, maker, random.Random(seed))]
    assert taken.count(WRONG[0]) > 2 * taken.count(WRONG[4]) > 0


def test_a_passage_is_wrong_under_an_altered_question(maker, monkeypatch):
    monkeypatch.setattr(batches, "ALTERED", 1)
    chosen = choose(Asked("What burnt in 1950?", True, None, (RIGHT, *WRONG)), maker, random.Random(0))
    assert chosen[0].passage == RIGHT
    assert not any(one.answers for one in chosen)
    assert chosen[0].question.startswith("What burnt in ")
    assert chosen[0].question != "What burnt in 1950?"


def test_a_batch_tells_which_sentences_answer_and_where(maker, never_altered):
    batch = make_batch([Asked("What burnt?", True, None, (RIGHT, WRONG[0]))], maker, random.Random(0))
    assert batch.holds.tolist() == [False, True, False, False]
    assert batch.owner.tolist() == [0] * 4
    assert batch.spans.tolist() == [list(batch.windows[0].tokens_of(1, 9, 12)), [-1, -1]]


def test_what_may_answer_too_is_not_learnt_from(maker, never_altered):
    doubtful = Passage("Bridges", "", (sentence("In May, too.", unclear=True), sentence("No.")))
    batch = make_batch([Asked("Which?", True, None, (RIGHT, doubtful))], maker, random.Random(0))
    assert batch.counted.tolist() == [True, True, False, True]


def test_a_question_without_an_answer_gives_two_wrong_passages(maker):
    batch = make_batch([Asked("Which?", False, None, WRONG[:3])], maker, random.Random(0))
    assert len(batch.windows) == 2
    assert not batch.holds.any()
    assert batch.spans.tolist() == [[-1, -1]] * 2


@pytest.mark.parametrize("seed", range(30))
def test_a_question_without_names_has_its_own_article_as_negatives(maker, never_altered, seed):
    elsewhere = tuple(replace(one, title="Elsewhere") for one in WRONG)
    asked = Asked("What did Anna Berg sing?", True, None, (*elsewhere, RIGHT, passage("Beside.")))
    chosen = choose(asked, maker, random.Random(seed))
    if "Anna Berg" not in chosen[0].question:
        assert {one.passage.title for one in chosen} == {"Bridges"}


def test_a_long_passage_is_learnt_from_in_parts(maker, never_altered):
    long = passage(*("word " * 80 for _ in range(5)), holds=4)
    (chosen,) = choose(Asked("Which?", True, None, (long,)), maker, random.Random(3))[:1]
    assert 4 in chosen.part
    assert chosen.part.start > 0
    assert chosen.before == long.sentences[chosen.part.start - 1].text
