"""Sources that keep themselves, against a news site on loopback and a clock that the test moves."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index import Feed, Library, Manners, Readers, Refreshed, Rules, Tools, Web, follow
from tests.news import NewsSite
from tests.site import serving

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


class Following:
    """A library that follows a site, and a clock."""

    def __init__(self, library: Library, news: NewsSite, tools: Tools) -> None:
        self.library = library
        self.news = news
        self.tools = tools
        self.now = START
        self.feed = 0

    def follow(self, rules: Rules | None = None) -> Feed:
        followed = follow(self.library.feeds, self.news.url, rules or Rules(), None, self.tools, self.now)
        assert followed.feed, followed.reason
        self.feed = followed.feed.id
        return followed.feed

    def refresh(self) -> Refreshed:
        return self.library.feeds.refresh(self.feed, self.tools, self.now)

    def numbers(self) -> tuple[int, int, int, int]:
        counts = self.refresh().counts
        return counts.added, counts.changed, counts.removed, counts.refused

    def pass_on(self, **time: float) -> None:
        self.now += timedelta(**time)

    @property
    def held(self) -> dict[str, str]:
        """Return the text of each article by its title."""
        return {entry.title: (self.library.show(entry.id) or (None, entry))[1].text for entry in self.library.list()}  # type: ignore[union-attr]

    @property
    def state(self) -> Feed:
        found = self.library.feeds.get(self.feed)
        assert found
        return found


@pytest.fixture
def following(prepared: None, tmp_path: Path) -> Iterator[Following]:
    with serving() as site, Library.open(tmp_path / "library") as library:
        readers = Readers(1)
        web = Web(Manners((site.host,)))
        yield Following(library, NewsSite(site), Tools(web.fetch, readers))
        readers.close()


def test_a_feed_brings_its_newest_articles_and_then_what_is_new(following: Following) -> None:
    news = following.news
    for day, slug in enumerate(("old-mill", "new-pier", "red-lamp")):
        news.publish(slug, START + timedelta(hours=day))
    assert following.follow(Rules(backlog=2)).title == "Harrow Bay Courier"
    assert following.numbers() == (2, 0, 0, 0)
    assert set(following.held) == {"new pier", "red lamp"}
    asked = len(news.site.asked)
    assert following.numbers() == (0, 0, 0, 0)
    # The feed says that it is as it was, and no page is asked for.
    assert news.site.paths[asked:] == [news.path]
    news.publish("blue-barn", START + timedelta(hours=5))
    assert following.numbers() == (1, 0, 0, 0)
    assert following.state.articles == 3


def test_what_is_changed_is_replaced_under_its_id(following: Following) -> None:
    news = following.news
    news.publish("old-mill", START)
    following.follow()
    following.refresh()
    (before,) = following.library.list()
    news.correct("old-mill", "The mill will open its doors to visitors in May.", START + timedelta(hours=1))
    assert following.numbers() == (0, 1, 0, 0)
    (after,) = following.library.list()
    assert after.id == before.id
    assert "visitors in May" in following.held["old mill"]


def test_a_library_equals_its_site_after_a_month(following: Following) -> None:
    news, dice = following.news, random.Random(7)
    news.window = 40
    news.put()
    following.follow(Rules(backlog=5, keep=0))
    number = 0
    for day in range(30):
        moment = START + timedelta(days=day)
        for _ in range(dice.choice((0, 1, 1))):
            number += 1
            news.publish(f"plan-{number}", moment + timedelta(minutes=number))
        slugs = sorted(news.stories)
        if day % 4 == 1 and slugs:
            news.correct(dice.choice(slugs), f"A correction was made on day {day}.", moment + timedelta(hours=1))
        if day % 7 == 3 and slugs:
            news.move(dice.choice(slugs), f"moved-{day}")
        if day in (9, 14):
            news.delete(sorted(news.stories)[0])
        for hour in (2, 14):
            following.now = moment + timedelta(hours=hour)
            done = following.refresh()
            assert done.error is None
    following.pass_on(days=16)
    for _ in range(4):
        following.refresh()
        following.pass_on(hours=13)
    assert {title: text.count("A correction") for title, text in following.held.items()} == {
        story.title: sum("A correction" in sentence for sentence in story.sentences) for story in news.stories.values()
    }
    assert len(following.library.list()) == len(news.stories)
