from __future__ import annotations

from pathlib import Path

import pytest

from bot import Settings
from bot.settings import SettingsError


def test_settings_made_in_code_read_nothing_from_outside(monkeypatch, tmp_path):
    monkeypatch.setenv("SUMMIT_COOLDOWN", "9")
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("SUMMIT_STRICTNESS=high\n")
    assert Settings(data=Path("elsewhere")).model_dump(exclude={"data"}) == Settings().model_dump(exclude={"data"})


def test_the_defaults_are_those_of_the_contract():
    settings = Settings()
    assert (settings.data, settings.model, settings.strictness) == (Path("data"), "all-MiniLM-L6-v2", "normal")
    assert (settings.cooldown, settings.retention_days, settings.log) == (5, 90, "info")
    assert [settings.message_content, settings.log_questions, settings.has_token] == [False] * 3


def test_the_environment_wins_over_the_file_and_the_option_over_both(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("SUMMIT_DATA=from-file\nSUMMIT_COOLDOWN=1\nSUMMIT_QUEUE=7\n")
    monkeypatch.setenv("SUMMIT_DATA", "from-environment")
    monkeypatch.setenv("SUMMIT_COOLDOWN", "2")
    settings = Settings.from_environment({"data": "from-option"})
    assert (settings.data, settings.cooldown, settings.queue) == (Path("from-option"), 2, 7)


def test_an_empty_or_unknown_name_changes_nothing(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("SUMMIT_MODEL=\nSUMMIT_NO_SUCH_THING=1\nOTHER=2\n")
    assert Settings.from_environment() == Settings()


def test_the_file_may_begin_with_a_byte_order_mark(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path(".env").write_bytes(b"\xef\xbb\xbfSUMMIT_STRICTNESS=High\n")
    assert Settings.from_environment().strictness == "high"


def test_the_token_stands_in_no_printed_form(monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    settings = Settings.from_environment()
    assert settings.has_token
    assert "very-secret" not in f"{settings!r} {settings}"


def test_a_home_folder_may_be_meant():
    assert Settings(data=Path("~/articles")).data == Path.home() / "articles"


def test_the_library_is_told_the_model_and_the_strictness():
    config = Settings(model="other/model", strictness="high").config
    assert (config.model, config.strictness) == ("other/model", "high")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COOLDOWN", "-1"),
        ("STRICTNESS", "harsh"),
        ("WORKERS", "0"),
        ("LOG", "loud"),
        ("RETENTION_DAYS", "soon"),
        ("METRICS", "9464"),
        ("METRICS", "localhost:70000"),
        ("MEMORY", "half"),
        ("MEMORY", "101%"),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_it(monkeypatch, name, value):
    monkeypatch.setenv(f"SUMMIT_{name}", value)
    with pytest.raises(SettingsError, match=rf"^SUMMIT_{name} cannot be '{value}' \(.+\): correct it in"):
        Settings.from_environment()


def test_a_file_that_is_not_utf8_is_named(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path(".env").write_bytes(b"SUMMIT_OWNER_CONTACT=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"^The file \.env cannot be read"):
        Settings.from_environment()


def test_memory_is_a_share_of_the_machine_or_bytes(monkeypatch):
    monkeypatch.setattr("bot.settings.machine_memory", lambda: 8_000_000_000)
    given = {"25%": 2_000_000_000, "100%": 8_000_000_000, "500MB": 500_000_000, "1 GiB": 2**30, "2G": 2 * 10**9, "7": 7}
    assert {words: Settings(memory=words).memory_bytes for words in given} == given


@pytest.mark.parametrize(
    ("words", "address"),
    [("", None), ("localhost:9464", ("localhost", 9464)), ("0.0.0.0:0", ("0.0.0.0", 0)), ("[::1]:80", ("::1", 80))],
)
def test_where_the_numbers_are_shown_is_a_host_and_a_port(words, address):
    assert Settings(metrics=words).metrics_address == address


def test_all_that_cannot_be_used_is_told_at_once_and_the_rest_is_kept(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("SUMMIT_COOLDOWN=-1\nSUMMIT_LOG=loud\nSUMMIT_QUEUE=7\n")
    settings, wrong = Settings.diagnose()
    assert [sentence.split()[0] for sentence in wrong] == ["SUMMIT_COOLDOWN", "SUMMIT_LOG"]
    assert (settings.cooldown, settings.log, settings.queue) == (5, "info", 7)


def test_as_many_questions_are_answered_at_once_as_the_cores_are_worth(monkeypatch):
    found = {}
    for cores in (1, 2, 8, 64):
        monkeypatch.setattr("bot.settings.machine_cores", lambda cores=cores: cores)
        found[cores] = Settings().places
    assert (found, Settings(workers=5).places) == ({1: 2, 2: 2, 8: 4, 64: 8}, 5)
