"""Sources that keep themselves, against a news site on loopback and a clock that the test moves."""

from __future__ import annotations

import gzip
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
        following.now = moment + timedelta(hours=14)
        assert following.refresh().error is None
    following.pass_on(days=16)
    for _ in range(4):
        following.refresh()
        following.pass_on(hours=13)
    assert {title: text.count("A correction") for title, text in following.held.items()} == {
        story.title: sum("A correction" in sentence for sentence in story.sentences) for story in news.stories.values()
    }
    assert len(following.library.list()) == len(news.stories)


def test_whole_texts_come_from_the_feed_and_no_page_is_asked_for(following: Following) -> None:
    news = following.news
    news.full = True
    news.publish("old-mill", START, more="It is a long text. " * 40)
    following.follow()
    assert following.numbers() == (1, 0, 0, 0)
    assert news.site.paths.count("/news/old-mill") == 0
    (entry,) = following.library.list()
    assert (entry.title, entry.publisher, entry.url) == (
        *("old mill", "Harrow Bay Courier"),
        news.site.link("/news/old-mill"),
    )


def test_a_page_that_is_gone_three_times_over_a_day_takes_its_article_along(following: Following) -> None:
    news = following.news
    for slug in ("old-mill", "new-pier"):
        news.publish(slug, START)
    following.follow()
    following.refresh()
    news.delete("old-mill")
    following.pass_on(hours=25)
    assert following.numbers()[2] == 0
    following.pass_on(hours=13)
    assert following.numbers()[2] == 0
    following.pass_on(hours=13)
    assert following.numbers()[2] == 1
    assert set(following.held) == {"new pier"}
    gone = [one.title for one in following.library.feeds.entries(following.feed) if one.state == "gone"]
    assert gone == ["old mill"]


def test_articles_go_when_they_are_too_old_and_do_not_come_back(following: Following) -> None:
    following.news.publish("old-mill", START)
    following.follow(Rules(keep=7))
    following.refresh()
    following.pass_on(days=8)
    assert following.numbers() == (0, 0, 1, 0)
    assert following.numbers() == (0, 0, 0, 0)
    assert following.held == {}


def test_words_decide_what_comes_and_new_words_are_asked_of_what_was_passed_over(following: Following) -> None:
    for slug in ("old-mill", "new-pier", "red-lamp"):
        following.news.publish(slug, START)
    following.follow(Rules(include="pier, mill", exclude='"old mill"'))
    following.refresh()
    assert set(following.held) == {"new pier"}
    following.follow(Rules(exclude='"red lamp"'))
    following.refresh()
    assert set(following.held) == {"new pier", "old mill"}


def test_a_run_brings_no_more_than_it_may_and_the_next_one_the_rest(following: Following) -> None:
    for number in range(5):
        following.news.publish(f"plan-{number}", START + timedelta(hours=number))
    following.follow(Rules(most=2))
    assert [following.numbers()[0] for _ in range(4)] == [2, 2, 1, 0]


def test_what_a_person_did_to_an_article_stays(following: Following) -> None:
    news = following.news
    for slug in ("old-mill", "new-pier"):
        news.publish(slug, START)
    following.follow()
    following.refresh()
    mill, pier = sorted(following.library.list(), key=lambda entry: entry.title, reverse=True)
    following.library.edit(mill.id if mill.title == "old mill" else pier.id, {"title": "The mill, as we call it"})
    other = next(entry for entry in following.library.list() if entry.title == "new pier")
    following.library.remove(other.id)
    for slug in ("old-mill", "new-pier"):
        news.correct(slug, "This was added later.", START + timedelta(hours=1))
    assert following.numbers() == (0, 1, 0, 0)
    assert [title for title, text in following.held.items() if "added later" in text] == ["The mill, as we call it"]


def test_a_run_is_one_entry_of_the_history_and_undone_as_a_whole(following: Following) -> None:
    for slug in ("old-mill", "new-pier"):
        following.news.publish(slug, START)
    following.follow()
    following.refresh()
    (past,) = following.library.history()
    assert (past.who, past.act, len(past.came)) == ("Harrow Bay Courier", "refresh", 2)
    assert following.library.undo(past.id).state == "undone"
    assert (following.held, following.numbers()) == ({}, (0, 0, 0, 0))


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("<html><body><p>We are moving.</p></body></html>", "There is a page at the address of this feed now"),
        ("<rss version='2.0'><channel><title>Empty</title></channel></rss>", "no entries any longer"),
        ("", "nothing at this address"),
        ("{}", "no JSON Feed"),
        ("<rss version='2.0'><channel><item><title>cut", None),
    ],
)
def test_a_feed_that_breaks_changes_nothing(following: Following, broken: str, reason: str | None) -> None:
    following.news.publish("old-mill", START)
    following.follow()
    following.refresh()
    following.news.put_feed(broken)
    done = following.refresh()
    assert (reason or "") in (done.error or "")
    assert set(following.held) == {"old mill"}
    following.news.put()
    assert following.refresh().error is None


def test_a_feed_that_doubles_or_renames_all_its_entries_doubles_no_article(following: Following) -> None:
    news = following.news
    for slug in ("old-mill", "new-pier"):
        news.publish(slug, START)
    following.follow()
    following.refresh()
    feed = news.feed().replace("guid-", "other-")
    items = feed[feed.index("<item>") : feed.rindex("</channel>")]
    news.put_feed(feed.replace("</channel>", items.replace("other-", "third-") + "</channel>"))
    assert following.numbers()[0] == 0
    assert len(following.library.list()) == 2


def test_a_feed_that_has_moved_for_good_is_followed_there(following: Following) -> None:
    news = following.news
    news.publish("old-mill", START)
    old = following.follow().url
    following.refresh()
    news.site.put(news.path, status=301, Location="/new.xml")
    news.path = "/new.xml"
    news.publish("new-pier", START + timedelta(hours=1))
    done = following.refresh()
    assert (done.moved, done.counts.added) == (news.url, 1)
    assert (following.state.url, following.state.moved) == (news.url, old)


def test_a_source_that_fails_is_left_alone_for_longer_and_longer(following: Following) -> None:
    following.news.publish("old-mill", START)
    following.follow()
    following.refresh()
    del following.news.site.pages[following.news.path]
    waits = []
    for _ in range(7):
        done = following.refresh()
        waits.append(following.state.next_run - following.now)
        assert done.fell == (following.state.failures == 3)
    assert waits[0] < waits[2] < waits[4] <= timedelta(days=1, hours=1)
    following.news.put()
    assert following.refresh().rose
    assert following.state.next_run - following.now <= timedelta(minutes=90)


def test_a_page_that_cannot_be_had_has_two_more_tries(following: Following) -> None:
    news = following.news
    news.publish("old-mill", START)
    page = news.site.pages["/news/old-mill"]
    news.site.put("/news/old-mill", status=500)
    following.follow()
    assert [following.numbers() for _ in range(2)] == [(0, 0, 0, 0)] * 2
    news.site.pages["/news/old-mill"] = page
    assert following.numbers() == (1, 0, 0, 0)
    news.publish("new-pier", START + timedelta(hours=1))
    news.site.put("/news/new-pier", status=500)
    assert [following.numbers()[3] for _ in range(4)] == [0, 0, 1, 0]


def test_sitemaps_of_an_index_are_one_source(following: Following) -> None:
    news = following.news
    for slug in ("old-mill", "new-pier"):
        news.publish(slug, START)
    space = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
    for number, slug in enumerate(news.stories):
        page = f"<url><loc>{news.site.link(f'/news/{slug}')}</loc><lastmod>2026-02-0{number + 1}</lastmod></url>"
        packed = gzip.compress(f"<?xml version='1.0'?><urlset {space}>{page}</urlset>".encode())
        news.site.put(f"/map-{number}.xml.gz", packed, Content_Type="application/gzip")
    maps = "".join(f"<sitemap><loc>/map-{number}.xml.gz</loc></sitemap>" for number in range(2))
    news.path = "/sitemap.xml"
    news.put_feed(f"<?xml version='1.0'?><sitemapindex {space}>{maps}</sitemapindex>")
    assert following.follow().kind == "sitemap"
    assert following.numbers() == (2, 0, 0, 0)
