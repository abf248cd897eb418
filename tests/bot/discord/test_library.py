from __future__ import annotations

from index import Library
from tests.bot.discord.asking import add, callbacks, text
from tests.bot.discord.conftest import World, labels


async def test_the_list_is_shown_to_the_one_who_asked_alone(world: World) -> None:
    result = await world.alice.slash(world.channel, "library")
    assert result.ephemeral
    assert "Sanae Takaichi, the prime minister with a drum set at home" in text(result.response)
    assert callbacks(world.env) == [5]


async def test_the_list_tells_how_many_articles_there_are(world: World) -> None:
    result = await world.alice.slash(world.channel, "library")
    assert "8 articles" in text(result.response)
    assert labels(result.response) == []


async def test_the_servers_own_articles_stand_beside_the_shared_ones(world: World) -> None:
    add(world, server=world.guild.id)
    lines = text((await world.alice.slash(world.channel, "library")).response).splitlines()
    assert [line for line in lines if "Oxwick" in line and "shared" not in line]
    assert sum("shared" in line for line in lines) == 8


async def test_more_than_a_page_is_turned_by_buttons(world: World) -> None:
    _several(world)
    result = await world.alice.slash(world.channel, "library")
    assert "Page 1 of 2" in text(result.response)
    assert labels(result.response) == ["Back", "Next"]


async def test_a_page_may_be_named(world: World) -> None:
    _several(world)
    result = await world.alice.slash(world.channel, "library", page=2)
    assert "Page 2 of 2" in text(result.response)


async def test_a_page_too_high_is_the_last_one(world: World) -> None:
    _several(world)
    result = await world.alice.slash(world.channel, "library", page=99999)
    assert "Page 2 of 2" in text(result.response)


async def test_an_empty_library_is_said_to_be_empty(world: World) -> None:
    with Library.open(world.data / "shared") as library:
        for entry in library.list():
            library.remove(entry.id)
    result = await world.alice.slash(world.channel, "library")
    assert "There are no articles here yet." in text(result.response)


async def test_hostile_titles_are_listed_as_they_stand(world: World) -> None:
    add(world, title="@everyone [here](https://evil.example) <#7>")
    result = await world.alice.slash(world.channel, "library")
    assert "@everyone [here](https://evil.example) <#7>" in text(result.response)
    assert "](https://evil.example)" not in (result.response.embeds[0].description or "")


def _several(world: World) -> None:
    for number in range(3):
        add(world, f"The lighthouse number {number} was painted in 19{number}0.", f"Lighthouse {number}")
