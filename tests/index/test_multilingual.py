"""Questions and articles in several languages: the packaged multilingual model, as it ships."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from index import Config, Library, ask
from index.config import LANGUAGES, config_for, encoder_of, model_of, readers_of
from index.encode import models
from index.encode.models import MULTILINGUAL, find_model
from index.errors import ModelMissing
from index.reader.choice import Several
from tests.index.towns import source

CONFIG = Config(model=MULTILINGUAL)
ENGLISH = (
    "The harbour of Oxwick was opened again on Monday after three months of work. "
    "The mayor, Ada Pell, cut a red ribbon in front of two hundred guests. "
    "A brass band from the school played until it began to rain. "
    "The new crane can lift ninety tonnes."
)
JAPANESE = (
    "月見町の図書館が四月一日に新しい建物で開館した。"
    "設計したのは建築家の森田春子さんで、屋根には地元の杉が使われている。"
    "開館式では中学生の合唱団が三曲を歌った。"
    "町長は「子どもたちが毎日来たくなる場所にしたい」と話した。"
)
KOREAN = (
    "달빛시의 새 박물관이 5월 3일 문을 열었다. "
    "건물은 건축가 한지수 씨가 설계했고 공사에는 2년이 걸렸다. "
    "개관식에는 시민 오백 명이 모여 함께 떡을 나누어 먹었다. "
    "입장료는 어른 3천 원이고 어린이는 무료다."
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Lend a library with an article in each language, which no test changes."""
    with Library.open(tmp_path_factory.mktemp("languages"), CONFIG) as opened:
        for text, name in ((ENGLISH, "The harbour"), (JAPANESE, "月見町の図書館"), (KOREAN, "달빛시 박물관")):
            assert opened.add(source(text, name)).state == "added"
        yield opened


def best(library: Library, question: str) -> str:
    found = library.ask(question)
    assert found.obstacle is None
    return (found.quotes or found.nearest)[0].text


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Who cut the ribbon?", "Ada Pell"),
        ("図書館を設計したのは誰ですか", "森田春子"),
        ("合唱団は何曲歌いましたか", "三曲"),
        ("박물관은 누가 설계했나요?", "한지수"),
        ("어린이 입장료는 얼마예요?", "무료"),
        ("Who designed the library?", "森田春子"),
        ("How much does a ticket for the museum cost?", "입장료"),
        ("新しいクレーンは何トン持ち上げられますか", "ninety tonnes"),
        ("새 크레인은 몇 톤을 들 수 있나요?", "ninety tonnes"),
    ],
)
def test_a_question_finds_its_sentence_in_whatever_language(library, question, part):
    assert part in best(library, question)


def test_a_language_that_the_models_do_not_know_is_named_as_one(library):
    assert library.ask("ใครเป็นคนออกแบบห้องสมุด").obstacle == "language"
    assert {"en", "ja", "ko", "zh", "fr"} <= LANGUAGES


def test_quotes_are_in_the_language_of_their_article_byte_for_byte(library):
    for entry in library.list():
        found, shown = library.ask("Who was at the opening?", article=entry.id, top=90), library.show(entry.id)
        assert shown is not None
        assert [shown[1].text[one.start : one.end] for one in found.quotes + found.nearest] == [
            one.text for one in found.quotes + found.nearest
        ]
        assert found.quotes + found.nearest


def test_the_english_reader_reads_english_of_english_articles_alone():
    readers = readers_of(CONFIG)
    assert isinstance(readers, Several)
    assert readers.for_question("Who sang?", {"en"}) is readers.english
    assert readers.for_question("Who sang?", {"en", None}) is readers.english
    assert readers.for_question("Who sang?", {"en", "ja"}) is readers.multilingual
    assert readers.for_question("誰が歌いましたか", {"en"}) is readers.multilingual


def test_a_library_of_the_english_model_answers_beside_one_of_all_languages(library, tmp_path):
    with Library.open(tmp_path) as older:
        older.add(source(ENGLISH, "The harbour"))
    with Library.open(tmp_path, CONFIG) as older:
        assert "Ada Pell" in best(older, "Who cut the ribbon?")
        assert older.left_behind()
        assert older.add(source(JAPANESE, "図書館")).state == "added"
        found = ask([older, library], "Who cut the ribbon?")
        assert {quote.source for quote in found.quotes} <= {0, 1}
        assert "Ada Pell" in found.quotes[0].text
        assert older.reindex().model == find_model(MULTILINGUAL).identity
        assert not older.left_behind()
        assert "森田春子" in best(older, "Who designed the library?")


def test_either_packaged_model_does_for_a_library_of_the_other():
    english = model_of(Config())
    assert config_for(CONFIG, english.identity) == Config()
    assert config_for(Config(), model_of(CONFIG).identity) == CONFIG


def test_what_is_alike_in_two_languages_lies_near():
    encoder = encoder_of(CONFIG)
    rows = encoder.encode_passages(["두 정상은 함께 드럼을 쳤다.", "首脳二人は一緒にドラムをたたいた。", "비가 왔다."])
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_changed_weights_are_refused(monkeypatch):
    monkeypatch.setattr(models, "MULTILINGUAL_SHA256", "0" * 64)
    with pytest.raises(ModelMissing, match="does not hold the model that belongs to this Summit"):
        find_model(MULTILINGUAL)
