from __future__ import annotations

from tests.bot.discord.articles.managing import LINK, admin_of, publish, told
from tests.bot.discord.asking import LIGHTHOUSE, MARA, add, text
from tests.bot.discord.conftest import World, labels
from tests.bot.discord.pressing import SAY


async def test_an_article_is_shown_with_the_kinds_of_its_parts(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    result = await carol.slash(world.channel, "articles show", article="lighthouse")
    shown = text(result.response)
    assert result.ephemeral
    assert shown.startswith("The lighthouse\nHeading\n# The lighthouse\nBody\n" + LIGHTHOUSE)
    assert f"\nLink\n{LINK}\n- Another lighthouse" in shown
    assert labels(result.response) == ["As a file", "For whom"]


async def test_a_long_article_is_turned(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, "\n\n".join(f"Day {n}. {LIGHTHOUSE}" for n in range(40)).encode(), "long.txt")
    message = (await carol.slash(world.channel, "articles show", article="Long")).response
    assert "Page 1 of 3" in text(message)
    await carol.click(message, label="Next")
    await carol.click(message, label="Next")
    assert "Page 3 of 3" in text(message)
    assert "Day 39." in text(message)


async def test_the_whole_text_is_handed_over_as_a_file(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world)
    message = (await carol.slash(world.channel, "articles show", article="lighthouse")).response
    result = await carol.click(message, label="As a file")
    (file,) = result.response.attachments
    assert result.ephemeral
    assert file.filename == "article-1.txt"
    content = (await file.read()).decode("utf-8-sig")
    assert content.startswith("[Heading]\n# The lighthouse\n\n[Body]\n" + MARA)


async def test_a_shared_article_is_shown_too(world: World) -> None:
    offers = await admin_of(world).autocomplete(world.channel, "articles show", "article", "drum set")
    result = await admin_of(world, "dave").slash(world.channel, "articles show", article=offers[0]["value"])
    assert text(result.response).startswith("Sanae Takaichi, the prime minister with a drum set at home")


async def test_a_title_that_two_articles_have_shows_neither(world: World) -> None:
    carol = admin_of(world)
    add(world, "The dam was opened in 1932.", "Oxwick")
    add(world, "The dam was closed in 1964.", "Oxwick", world.guild.id)
    assert told(await carol.slash(world.channel, "articles show", article="Oxwick")) == SAY("choosing.several")
    shown = await carol.slash(world.channel, "articles show", article="server:1")
    assert "1964" in text(shown.response)


async def test_a_page_of_an_article_that_was_removed_says_so(world: World) -> None:
    carol = admin_of(world)
    await publish(carol, world, "\n\n".join(f"Day {n}. {LIGHTHOUSE}" for n in range(40)).encode(), "long.txt")
    message = (await carol.slash(world.channel, "articles show", article="Long")).response
    await world.bot.desk.curator.remove(world.guild.id, 1, carol.id)
    for label in ("Next", "As a file"):
        assert told(await carol.click(message, label=label)).startswith("There is no such article.")


async def test_what_is_not_there_is_one_sentence(world: World) -> None:
    result = await admin_of(world).slash(world.channel, "articles show", article="nothing like it")
    assert told(result).startswith("There is no such article.")
