from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import sys
import unicodedata
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale

from bot import texts
from bot.texts import LANGUAGES, language_in, language_of, phrases

BOT = Path(texts.__file__).parents[1]
ENGLISH = phrases("en").texts
COMMANDS = sorted(key.removesuffix(".description") for key in ENGLISH if re.fullmatch(r"command\..*\.description", key))
TABLES = {key.split(".")[0] for key in ENGLISH}
LIMITS = {
    r"command\..*description": 100,
    r"command\..*": 32,
    r"button\..*": 38,
    r"modal\.placeholder": 100,
    r"modal\..*": 45,
    r".*": 4096,
}
CALLED = re.compile(r"(?<![\w}])/(\w+)")
NODES = [
    node
    for path in sorted(BOT.rglob("*.py"))
    if "terminal" not in path.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8")))
]
WORDS = {node.value for node in NODES if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def forms(language, key):
    text = phrases(language).texts[key]
    return [text] if isinstance(text, str) else list(text.values())


def values_of(language, key):
    return {name for form in forms(language, key) for _, name, _, _ in Formatter().parse(form) if name is not None}


def built_from(node):
    """Return a pattern of the keys that an f-string makes; one with too little text of its own makes none."""
    fixed = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    pattern = "".join("[a-z_.]+" if part is None else re.escape(part) for part in fixed)
    return pattern if len("".join(filter(None, fixed))) >= len("fact.") else "(?!)"


def names_of_command(language, command):
    """Return the names of a command's options."""
    found = re.compile(rf"{re.escape(command)}\.(\w+)_description")
    options = [match[1] for match in map(found.fullmatch, ENGLISH) if match]
    return [phrases(language)(f"{command}.{option}") for option in options]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_lacks_a_text(language):
    assert phrases(language).texts.keys() ^ ENGLISH.keys() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_takes_the_same_values_in_every_language(language):
    assert {key: values_of(language, key) for key in ENGLISH} == {key: values_of("en", key) for key in ENGLISH}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_reaches_into_a_value(language):
    assert all(name.isidentifier() for key in ENGLISH for name in values_of(language, key))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_finds_its_form_whatever_it_is(language):
    wanted = {*Locale.parse(language, sep="-").plural_form.tags, "other"}
    tables = {key: text for key, text in phrases(language).texts.items() if not isinstance(text, str)}
    assert {key for key, text in tables.items() if text.keys() != wanted} == set()
    assert tables.keys() == {key for key, text in ENGLISH.items() if not isinstance(text, str)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_discord_takes_every_text_for_its_length(language):
    assert not [key for key in ENGLISH if not all(form.strip() for form in forms(language, key))]
    for key in ENGLISH:
        limit = next(limit for pattern, limit in LIMITS.items() if re.fullmatch(pattern, key))
        assert [form for form in forms(language, key) if len(form) > limit] == [], key


@pytest.mark.parametrize("language", LANGUAGES)
def test_discord_takes_every_name_for_its_letters(language):
    names = [phrases(language)(f"{command}.name") for command in COMMANDS]
    names += [name for command in COMMANDS for name in names_of_command(language, command)]
    letters = {letter for name in names for letter in name}
    assert {
        letter for letter in letters if unicodedata.category(letter)[0] not in "LN" and letter not in "-_'"
    } == set()
    assert names == [name.lower() for name in names]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_commands_and_no_two_options_of_one_share_a_name(language):
    options = [names_of_command(language, command) for command in COMMANDS]
    groups: dict[str, list[str]] = {}
    for command in COMMANDS:
        group, _, name = command.partition("_")
        groups.setdefault(group if name else "", []).append(phrases(language)(f"{command}.name"))
    assert [names for names in (*options, *groups.values()) if len(set(names)) != len(names)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_calls_a_command_by_its_name_in_that_language(language):
    names = {ENGLISH[f"{command}.name"]: phrases(language)(f"{command}.name") for command in COMMANDS}
    for key in ENGLISH:
        wanted = [{names.get(name, name) for name in CALLED.findall(form)} for form in forms("en", key)]
        called = [set(CALLED.findall(form)) for form in forms(language, key)]
        assert set().union(*called) == set().union(*wanted), key


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_nothing_is_left_in_english(language):
    same = {key for key in ENGLISH if phrases(language).texts[key] == ENGLISH[key]}
    assert same <= {"about.version"}
    plain = {key: re.sub(r"\{\w+\}", "…", " ".join(forms(language, key))) for key in ENGLISH}
    assert {key for key, text in plain.items() if re.search(r"[A-Za-z']{2,}(\s+[A-Za-z']{2,}){2}", text)} == set()


def test_every_text_that_the_code_asks_for_is_there():
    # Neither a file's name nor the beginning of a key that is put together.
    asked = {word for word in WORDS if word.split(".")[0] in TABLES and re.fullmatch(r"\w+(\.[a-z_]*[a-z])+", word)}
    asked = {word for word in asked if not word.endswith(".db")}
    assert asked - ENGLISH.keys() == set()


def test_every_text_is_asked_for_somewhere():
    patterns = [built_from(node) for node in NODES if isinstance(node, ast.JoinedStr)]
    made = re.compile("|".join(patterns))
    assert [key for key in ENGLISH if key not in WORDS and not made.fullmatch(key)] == []


def test_an_unknown_text_is_named():
    with pytest.raises(KeyError, match=r"no text 'answer\.nonsense' in ko\.toml"):
        phrases("ko")("answer.nonsense")


def test_a_value_that_is_not_given_is_named():
    with pytest.raises(KeyError, match="title"):
        phrases("en")("context.removed")


def test_a_form_is_chosen_by_a_whole_number_only():
    with pytest.raises(TypeError, match="not 'two'"):
        phrases("en")("library.count", n="two")


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [("en", "1 article", "2 articles"), ("ja", "記事1件", "記事2件"), ("ko", "기사 1건", "기사 2건")],
)
def test_a_number_chooses_the_form_of_its_language(language, one, two):
    say = phrases(language)
    assert [say("library.count", n=1), say("library.count", n=2)] == [one, two]


def test_a_value_is_never_read_as_a_template():
    said = phrases("en")("context.removed", title="{n} {0.__class__} {title}")
    assert said == "“{n} {0.__class__} {title}” was removed since this was quoted."


@pytest.mark.parametrize(
    ("language", "said"), [("en", "17 January 2026"), ("ja", "2026年1月17日"), ("ko", "2026년 1월 17일")]
)
def test_a_day_is_written_as_its_language_writes_it(language, said):
    assert phrases(language).date(date(2026, 1, 17)) == said


@pytest.mark.parametrize(
    ("locale", "language"),
    [("ja", "ja"), ("ko", "ko"), ("en-US", "en"), ("en-GB", "en"), ("fr", None), ("", None), (None, None)],
)
def test_a_locale_belongs_to_a_language_that_we_have_or_to_none(locale, language):
    assert language_of(locale) == language
    assert phrases(locale).language == (language or "en")


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("東京タワーの高さは？", "ja"),
        ("ﾊﾞﾝﾄﾞは何を演奏しましたか", "ja"),
        ("OpenAI GPT Pro の料金は", "ja"),
        ("대통령은 언제 취임했나요?", "ko"),
        ("OpenAI ChatGPT Plus는 얼마야?", "ko"),
        ("김민수가 ありがとう라고 말했나요?", "ko"),
        ("東京", None),
        ("What does 東京タワー mean?", None),
        ("Who is 김민수?", None),
        ("Who was elected?", None),
        ("Кто победил?", None),
        ("", None),
    ],
)
def test_the_script_of_a_question_tells_its_language(question, language):
    assert language_in(question) == language


def test_a_language_is_one_new_file_and_nothing_else(tmp_path, monkeypatch):
    shutil.copytree(BOT / "texts", tmp_path / "texts")
    (tmp_path / "texts/pl.toml").write_text(
        '[library.count]\none = "{n} a"\nfew = "{n} b"\nmany = "{n} c"\nother = "d"\n'
    )
    spec = importlib.util.spec_from_file_location("texts_with_polish", tmp_path / "texts/__init__.py")
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    assert [module.phrases("pl")("library.count", n=n) for n in (1, 2, 5)] == ["1 a", "2 b", "5 c"]
    assert module.phrases("pl").date(date(2026, 1, 17)) == "17 stycznia 2026"
