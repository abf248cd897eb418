"""A data folder with something in each file, and archives of any kind."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.records import ServerSettings
from bot.store import Store
from index import Library
from tests.index.towns import source, town

QUESTIONS = ("How many arches does the bridge of Veldham{} have?", "When was Veldham{} founded?")


def fill(data: Path) -> Path:
    """Put two towns into the shared library and into those of two servers, and settings into the bot's own file."""
    for folder, first in (("shared", 1), ("servers/7", 3), ("servers/8", 5)):
        with Library.open(data / folder) as library:
            for number in (first, first + 1):
                assert library.add(source(town(number), f"town-{number}")).state == "added"
    with closing(Store.open(data / "bot.db")) as store:
        store.save_server(7, ServerSettings(language="ko"))
        store.save_server(8, ServerSettings(editors=80))
    return data


def answers(data: Path) -> list[tuple[str, list[str]]]:
    """Return what the three libraries and the bot's own file say."""
    said = []
    for folder, first in (("shared", 1), ("servers/7", 3), ("servers/8", 5)):
        with Library.open(data / folder) as library:
            for number in (first, first + 1):
                for question in QUESTIONS:
                    answer = library.ask(question.format(number))
                    said.append((folder, [quote.text for quote in answer.quotes[:1]]))
    with closing(Store.open(data / "bot.db")) as store:
        servers = store.servers()
    return [*said, ("settings", [str(servers[7].language), str(servers[8].editors)])]


def repacked(archive: Path, change: Callable[[dict[str, bytes], dict[str, object]], None]) -> Path:
    """Write an archive again, after `change` has had its files and its manifest."""
    with tarfile.open(archive) as tar:
        files = {member.name: tar.extractfile(member).read() for member in tar}
    manifest = json.loads(files.pop("manifest.json"))
    change(files, manifest)
    with tarfile.open(archive, "w:") as tar:
        for name, content in {**files, "manifest.json": json.dumps(manifest).encode()}.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return archive


def with_member(archive: Path, member: tarfile.TarInfo, content: bytes = b"") -> Path:
    """Write a member before all others."""
    with tarfile.open(archive) as tar:
        rest = [(one, tar.extractfile(one).read()) for one in tar]
    member.size = len(content)
    with tarfile.open(archive, "w:") as tar:
        for one, held in [(member, content), *rest]:
            tar.addfile(one, io.BytesIO(held))
    return archive
