"""/articles add url: and links in the modal: fetched, read, and drafted with the address that they are known by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import Settings
from tests.bot.discord.articles.managing import DAM, admin_of, drafts_on_disk, entries, titles, told
from tests.bot.discord.asking import text
from tests.bot.discord.conftest import World, labels
from tests.site import Site, serving

MORE = "Its wall is forty metres high, and it took nine hundred workers to build it."

FRESH = ["Publish", "Discard", "Edit fields"]
"""What a draft that can be published offers."""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as served:
        served.put("/dam", page("The dam"))
        served.put("/dam/?utm_source=x", page("The dam"))
        served.put("/tower", page("The tower").replace("Otto", "Olga"))
        served.put("/wall", "<html><title>Log in</title><body><form><input type=password></form></body></html>")
        yield served


@pytest.fixture
def settings(own_seeds: Path, site: Site) -> Settings:
    return Settings(data=own_seeds, cooldown=0, web_allow=site.host)


def page(title: str) -> str:
    body = f"<article><h1>{title}</h1><p>{DAM} {MORE}</p></article>"
    return f"<html lang=en><title>{title}</title><body>{body}</body></html>"


async def test_a_link_becomes_a_draft_that_names_its_address(world: World, site: Site) -> None:
    carol = admin_of(world)
    message = (await carol.slash(world.channel, "articles add", url=site.link("/dam/?utm_source=x"))).response
    assert message
    assert "Draft: The dam" in text(message)
    assert f"Known by its address: {site.link('/dam/')}" in text(message)
    assert labels(message) == FRESH
    assert "The dam: added" in told(await carol.click(message, label="Publish"))
    (entry,) = entries(world)
    assert entry.url == site.link("/dam/")


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("{}/wall", "a page to log in"),
        ("{}/nowhere", "has no page there"),
        ("http://10.0.0.1/", "into a private network"),
        ("ftp://example.org/a", "begin with http"),
        ("news", "begin with http"),
    ],
)
async def test_a_link_that_leads_nowhere_is_one_sentence(world: World, site: Site, link: str, reason: str) -> None:
    result = await admin_of(world).slash(world.channel, "articles add", url=link.format(site.link("")))
    assert reason in text(result.response)
    assert (titles(world), drafts_on_disk(world)) == ([], [])


async def test_several_links_in_the_modal_have_a_draft_each(world: World, site: Site) -> None:
    carol = admin_of(world)
    modal = await carol.slash(world.channel, "articles add")
    links = "\n".join(site.link(path) for path in ("/dam", "/wall", "/tower"))
    result = await carol.submit_modal(modal, {"text1": links})
    assert "2 of 3" in text(result.response)
    assert [labels(one) for one in result.followups] == [FRESH, [], FRESH]
    await carol.click(result.followups[2], label="Publish")
    assert titles(world) == ["The tower"]


async def test_more_links_than_may_be_are_refused(world: World, site: Site) -> None:
    carol = admin_of(world)
    modal = await carol.slash(world.channel, "articles add")
    result = await carol.submit_modal(modal, {"text1": "\n".join(site.link(f"/{n}") for n in range(6))})
    assert "at most 5" in text(result.response)


async def test_a_link_within_a_text_is_no_link_alone(world: World, site: Site) -> None:
    carol = admin_of(world)
    modal = await carol.slash(world.channel, "articles add")
    result = await carol.submit_modal(modal, {"text1": f"{DAM} See {site.link('/dam')} for more."})
    assert "Draft" in text(result.response)


async def test_about_names_the_private_hosts_that_links_may_lead_to(world: World, site: Site) -> None:
    message = (await world.alice.slash(world.channel, "about")).response
    assert site.host in str(message.embeds[0].to_dict())  # type: ignore[union-attr]
