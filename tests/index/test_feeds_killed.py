"""A refresh that dies at any moment: nothing is lost, nothing doubled, and the next one needs no help."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index import Library, Manners, Readers, Rules, Tools, Web, follow
from tests.index.towns import ROOT
from tests.news import NewsSite
from tests.site import serving

KILLS = 100
START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
REFRESH = """
import sys
from datetime import datetime
from pathlib import Path
from index import Config, Library, Manners, Readers, Tools, Web, prepare
prepare(Config())
print("ready", flush=True)
with Library.open(Path(sys.argv[1])) as library:
    tools = Tools(Web(Manners((sys.argv[2],))).fetch, Readers(1))
    print(library.feeds.refresh(1, tools, datetime.fromisoformat(sys.argv[3])).error, flush=True)
"""


def killed(library: Path, host: str, now: datetime, seconds: float) -> None:
    """Begin a refresh, and kill it after some seconds."""
    words = [str(library), host, now.isoformat()]
    with subprocess.Popen(
        [sys.executable, "-c", REFRESH, *words], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.kill()


@pytest.mark.soak
def test_a_refresh_that_is_killed_a_hundred_times_ends_as_one_that_is_not(prepared: None, tmp_path: Path) -> None:
    dice, folder = random.Random(11), tmp_path / "library"
    with serving() as site:
        news, readers = NewsSite(site, window=40), Readers(1)
        tools = Tools(Web(Manners((site.host,))).fetch, readers)
        news.publish("plan-0", START)
        with Library.open(folder) as library:
            assert follow(library.feeds, news.url, Rules(keep=0), None, tools, START).state == "added"
        now = START
        for number in range(1, KILLS + 1):
            now += timedelta(hours=1)
            if number % 3 == 0:
                news.publish(f"plan-{number}", now)
            if number % 4 == 0:
                news.correct(dice.choice(sorted(news.stories)[-20:]), f"Corrected for the {number}th time.", now)
            killed(folder, site.host, now, dice.uniform(0, 1.5))
        with Library.open(folder) as library:
            for _ in range(3):
                now += timedelta(hours=1)
                assert library.feeds.refresh(1, tools, now).error is None
            texts = {entry.title: library.show(entry.id) for entry in library.list()}
            assert library.status().healthy
            assert len(library.list()) == len(texts) == len(news.stories)
        readers.close()
        for story in news.stories.values():
            found = texts[story.title]
            assert found
            assert story.sentences[-1] in found[1].text
