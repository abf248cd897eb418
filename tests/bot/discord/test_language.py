from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import simcord.interactions

from bot.records import ChannelSettings
from tests.bot.discord.asking import add, choose, said, text
from tests.bot.discord.conftest import NOWHERE, SONGS, World, labels

REFUSED = {"ja": "記事にはありません", "ko": "기사에 없는 내용이에요"}

_TEXTS = {
    "ja": "灯台は1911年に建てられました。塔の高さは31メートルです。",
    "ko": "등대는 1911년에 지어졌습니다. 탑의 높이는 31미터입니다.",
}


@pytest.fixture
def speak(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the language of the clients, which SimCord leaves at en-US."""
    plain = simcord.interactions.base_payload

    def choose(locale: str) -> None:
        def speaking(*args: Any, **named: Any) -> tuple[Any, dict[str, Any]]:
            record, payload = plain(*args, **named)
            return record, payload | {"locale": locale}

        monkeypatch.setattr(simcord.interactions, "base_payload", speaking)

    return choose


@pytest.mark.parametrize("language", ["ja", "ko"])
async def test_a_command_is_answered_in_the_clients_language(
    world: World, speak: Callable[[str], None], language: str
) -> None:
    speak(language)
    result = await world.alice.slash(world.channel, "ask", question=NOWHERE)
    assert result.response.embeds[0].title == REFUSED[language]
    assert "Ask more" not in labels(result.response)


@pytest.mark.parametrize("locale", ["en-GB", "de", "zh-CN"])
async def test_a_client_in_a_language_that_the_bot_lacks_is_answered_in_english(
    world: World, speak: Callable[[str], None], locale: str
) -> None:
    speak(locale)
    result = await world.alice.slash(world.channel, "ask", question=NOWHERE)
    assert result.response.embeds[0].title == "Not in the articles"


async def test_the_dates_of_an_answer_are_written_in_the_clients_language(
    world: World, speak: Callable[[str], None]
) -> None:
    speak("ja")
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    assert "2026年1月14日" in text(result.response)


@pytest.mark.parametrize(("language", "words"), [("ja", "このチャンネル"), ("ko", "이 채널")])
async def test_a_hint_is_given_in_the_clients_language(
    world: World, speak: Callable[[str], None], language: str, words: str
) -> None:
    speak(language)
    await choose(world, channel=ChannelSettings(enabled=False))
    result = await world.alice.slash(world.channel, "ask", question=SONGS)
    assert words in result.response.content


@pytest.mark.parametrize("command", ["about", "library", "summary"])
@pytest.mark.parametrize(("language", "least"), [("ja", 0x3040), ("ko", 0xAC00)])
async def test_every_command_speaks_the_clients_language(
    world: World, speak: Callable[[str], None], command: str, language: str, least: int
) -> None:
    speak(language)
    result = await world.alice.slash(world.channel, command)
    (embed,) = result.response.embeds
    assert max(map(ord, f"{embed.title}{embed.footer.text}")) > least


@pytest.mark.parametrize(
    ("language", "question"),
    [("ja", "奈良には鹿が何頭いますか？"), ("ko", "나라에는 사슴이 몇 마리 있나요?")],
)
async def test_a_mention_is_answered_in_the_language_of_its_script(world: World, language: str, question: str) -> None:
    add(world, _TEXTS[language], "灯台")
    await world.alice.send(world.channel, f"{world.mention} {question}")
    assert said(world.channel)[0].embeds[0].title == REFUSED[language]


async def test_a_japanese_question_finds_a_japanese_sentence(world: World) -> None:
    add(world, _TEXTS["ja"], "灯台")
    await world.alice.send(world.channel, f"{world.mention} 灯台はいつ建てられましたか？")
    assert "灯台は1911年に建てられました。" in text(said(world.channel)[0])


async def test_an_english_mention_in_a_japanese_server_is_answered_in_the_chosen_language(world: World) -> None:
    await choose(world, language="ja")
    await world.alice.send(world.channel, f"{world.mention} {NOWHERE}")
    assert said(world.channel)[0].embeds[0].title == REFUSED["ja"]


@pytest.mark.parametrize("locale", ["en-US", "ko"])
async def test_a_command_in_a_server_is_answered_in_the_language_chosen_for_it(
    world: World, speak: Callable[[str], None], locale: str
) -> None:
    await choose(world, language="ja")
    speak(locale)
    result = await world.alice.slash(world.channel, "ask", question=NOWHERE)
    assert result.response.embeds[0].title == REFUSED["ja"]


async def test_the_language_of_a_server_is_not_that_of_direct_messages(world: World) -> None:
    await choose(world, language="ja")
    result = await world.alice.user.slash("ask", question=NOWHERE)
    assert result.response.embeds[0].title == "Not in the articles"


async def test_a_server_that_chose_nothing_is_answered_in_its_own_language(world: World) -> None:
    korean = world.env.create_guild("서울", preferred_locale="ko")
    channel = korean.create_text_channel("질문")
    dana = korean.add_member(world.env.create_user("dana"))
    await dana.send(channel, f"{world.mention} {NOWHERE}")
    assert said(channel)[0].embeds[0].title == REFUSED["ko"]


async def test_the_chosen_language_wins_over_the_servers_own(world: World) -> None:
    korean = world.env.create_guild("서울", preferred_locale="ko")
    channel = korean.create_text_channel("질문")
    dana = korean.add_member(world.env.create_user("dana"))
    await choose(world, guild=korean, language="en")
    await dana.send(channel, f"{world.mention} {NOWHERE}")
    assert said(channel)[0].embeds[0].title == "Not in the articles"


async def test_a_direct_message_in_korean_is_answered_in_korean(world: World) -> None:
    await world.alice.send_dm("나라에는 사슴이 몇 마리 있나요?")
    assert said(world.alice.user.dm_channel)[0].embeds[0].title == "기사와 다른 언어예요"


async def test_the_message_menu_has_a_name_in_every_language(world: World) -> None:
    commands = world.env.backend.visible_commands(user_id=world.alice.id, channel_id=world.channel.id)
    synced = next(r.json for r in world.env.http_requests if r.method == "PUT" and r.path.endswith("/commands"))
    menu = next(command for command in synced if command["name"] == "Find this in the articles")
    assert {"ja", "ko"} <= menu["name_localizations"].keys()
    assert {"ask", "summary", "library", "about"} <= {command["name"] for command in commands}
