from __future__ import annotations

import gzip
import re

import pytest

from bot import Settings
from bot.sizes import in_units
from index import read_text
from tests.bot.discord.articles.managing import admin_of, draft, drafts_on_disk, publish, records, titles
from tests.bot.discord.asking import LIGHTHOUSE, text
from tests.bot.discord.bodies import beyond, messages
from tests.bot.discord.conftest import World, labels

HOSTILE = "@everyone <@1> **bold** [link](https://evil.example) \u202e||spoiler|| `code` # heading"
REFUSED = {
    "picture.png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "is a PNG image"),
    "program.exe": (b"MZ" + bytes(range(256)), "Files like “program.exe” are not read"),
    "binary.txt": (bytes(range(256)) * 40, ""),
    "paper.pdf": (b"%PDF-1.7\n%\xe2\xe3", ""),
    "empty.txt": (b"", "This file is empty"),
    "blank.md": (b" \n\t\n ", "This file is empty"),
    "bomb.jsonl.gz": (gzip.compress(b"a" * 80_000_000, mtime=0), "unpacks to over 50.0 MB"),
    "bomb.txt.gz": (gzip.compress(gzip.compress(b"a" * 80_000_000, mtime=0), mtime=0), ""),
    "cut.jsonl.gz": (gzip.compress(b"{}" * 900, mtime=0)[:-9], "breaks off or is damaged"),
    "fake.jsonl.gz": (b"not packed at all", "is not packed"),
    "list.jsonl": (b"[1, 2]", "is not a JSON object"),
    "deep.jsonl": (b"[" * 100_000, "nested too deeply"),
    "tags.html": (b"<html>" + b"<div>" * 60_000, "too many"),
    "notext.jsonl": (b'{"title": "T"}', 'no "text"'),
}
NAMES = ("../../../bot.db.md", "/etc/passwd.txt", "a" * 300 + ".md", f"{HOSTILE}.txt", "\ud800.md")


@pytest.mark.parametrize("name", REFUSED)
async def test_what_is_no_article_is_refused_with_the_cause_and_nothing_is_kept(world: World, name: str) -> None:
    data, cause = REFUSED[name]
    message = await draft(admin_of(world), world, data, name)
    assert text(message).startswith("Not published\n")
    assert cause in text(message)
    assert labels(message) == []
    assert (titles(world), drafts_on_disk(world)) == ([], [])
    assert not world.env.errors


@pytest.mark.parametrize(
    "name", ["../../../bot.db.md", "/etc/passwd.txt", "a" * 300 + ".md", f"{HOSTILE}.txt", "\ud800.md"]
)
async def test_a_hostile_name_is_a_name_and_nothing_else(world: World, name: str) -> None:
    said = await publish(admin_of(world), world, LIGHTHOUSE.encode(), name)
    assert said.startswith("Published\n")
    assert len(titles(world)) == 1
    assert sorted(path.name for path in world.data.iterdir() if path.is_dir()) == ["drafts", "servers", "shared"]


async def test_the_name_of_a_refused_file_wakes_no_markdown(world: World) -> None:
    message = await draft(admin_of(world), world, b"", f"{HOSTILE}.txt")
    assert "\\[link](https\\://evil.example) \\|\\|spoiler" in (message.embeds[0].description or "")
    assert "\\@everyone" in (message.embeds[0].description or "")


async def test_a_hostile_article_keeps_inside_all_limits_of_discord(world: World) -> None:
    carol = admin_of(world)
    hostile = "\n\n".join(f"{HOSTILE * 9} it was said on day {number}." for number in range(12))
    await publish(carol, world, records(hostile, title=HOSTILE * 9, author=HOSTILE * 9, publisher="|" * 900), "h.jsonl")
    await carol.slash(world.channel, "articles show", article="1")
    await carol.slash(world.channel, "articles remove", article="1")
    await carol.slash(world.channel, "articles status")
    assert [wrong for body in messages(world.env.http_requests) for wrong in beyond(body) if "label" not in wrong] == []
    assert len(titles(world)) == 1


async def test_a_file_that_discord_names_smaller_than_it_is_is_refused(world: World, monkeypatch) -> None:
    async def fetched(*_: object) -> bytes:
        return b"x" * 25_000_000

    monkeypatch.setattr(world.bot.http, "get_from_cdn", fetched)
    message = await draft(admin_of(world), world, b"small", "large.txt")
    assert text(message).startswith("This file has 25.0 MB and may have 10.0 MB")
    assert drafts_on_disk(world) == []


class TestRoom:
    @pytest.fixture
    def settings(self, own_seeds) -> Settings:
        return Settings(data=own_seeds, cooldown=0, max_bytes=50_000)

    async def test_an_article_that_does_not_fit_in_is_refused_with_the_sizes(self, world: World) -> None:
        said = await publish(admin_of(world), world, (LIGHTHOUSE * 60).encode(), "long.txt")
        (needed,) = re.findall(
            r"^Not published\n• Long: This server's articles take \S+ kB of the 50\.0 kB that they may, "
            r"and this one needs about (\S+ kB) more: remove some first",
            said,
        )
        assert needed == in_units(world.bot.desk.libraries.of(world.guild.id).weigh(read_text(LIGHTHOUSE * 60)))
        assert titles(world) == []
