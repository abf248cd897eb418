from __future__ import annotations

import asyncio

import discord
import pytest
from discord import app_commands

from bot.discord.commandtexts import Translator, local


async def _ask(interaction: discord.Interaction, question: str, length: str | None = None) -> None:
    """Stand for a command: only what Discord is told of it matters here."""


@pytest.fixture(scope="module")
def payload():
    ask = app_commands.Command(
        name=local("command.ask.name"), description=local("command.ask.description"), callback=_ask
    )
    app_commands.rename(question=local("command.ask.question"))(ask)
    app_commands.describe(question=local("command.ask.question_description"))(ask)
    length = app_commands.Choice(name=local("command.summary.short"), value="short")
    app_commands.choices(length=[length])(ask)
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    return asyncio.run(ask.get_translated_payload(tree, Translator()))


def test_a_command_keeps_its_english_name_and_brings_the_others(payload):
    assert payload["name"] == "ask"
    assert payload["name_localizations"] == {"ja": "質問", "ko": "질문"}


def test_a_description_is_translated_too(payload):
    assert payload["description"].startswith("Ask a question")
    assert payload["description_localizations"].keys() == {"ja", "ko"}
    assert payload["description_localizations"]["ko"] == "질문하면 기사 속 문장을 그대로 인용해 답해요"


def test_an_option_is_translated_by_name_and_description(payload):
    option = payload["options"][0]
    assert (option["name"], option["name_localizations"]) == ("question", {"ja": "内容", "ko": "내용"})
    assert option["description_localizations"]["ja"] == "ふだんの言葉で質問を入力してください"


def test_a_choice_is_translated_and_keeps_its_value(payload):
    choice = payload["options"][1]["choices"][0]
    assert (choice["name"], choice["value"]) == ("short", "short")
    assert choice["name_localizations"] == {"ja": "短め", "ko": "짧게"}


def test_a_text_of_no_key_stays_as_it_is(payload):
    assert payload["options"][1]["name"] == "length"
    assert not payload["options"][1].get("name_localizations")


def test_a_message_menu_is_translated():
    async def find(interaction: discord.Interaction, message: discord.Message) -> None:
        """Stand for a menu."""

    menu = app_commands.ContextMenu(name=local("command.find.name"), callback=find)
    tree = app_commands.CommandTree(discord.Client(intents=discord.Intents.none()))
    names = asyncio.run(menu.get_translated_payload(tree, Translator()))["name_localizations"]
    assert names == {"ja": "この内容を記事から探す", "ko": "이 내용을 기사에서 찾기"}


def test_a_key_that_is_not_there_is_named_when_the_command_is_made():
    with pytest.raises(KeyError, match=r"command\.ask\.nonsense"):
        local("command.ask.nonsense")
