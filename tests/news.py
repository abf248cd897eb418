"""A small news site on loopback, which publishes, corrects, moves and deletes articles, and has a feed of the last."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from html import escape

from tests.site import Site


@dataclass
class Story:
    slug: str
    title: str
    sentences: tuple[str, ...]
    moment: datetime
    guid: str

    @property
    def html(self) -> str:
        return "".join(f"<p>{escape(sentence)}</p>" for sentence in self.sentences)


def sentences_of(title: str, more: str = "") -> tuple[str, ...]:
    """Return an article's worth of sentences that no other title has."""
    return (
        f"The council of Harrow Bay decided on {title} after a long evening of debate in the old town hall.",
        f"Most of the members had asked for a report on {title}, which the harbour master wrote in spring.",
        f"The cost of {title} is to be shared between the town and the county over the next nine years.",
        *([more] if more else []),
    )


@dataclass
class NewsSite:
    site: Site
    full: bool = False
    """Whether the feed has whole texts."""
    window: int = 8
    """Entries that the feed has."""
    path: str = "/feed.xml"
    stories: dict[str, Story] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.site.link(self.path)

    def publish(self, slug: str, moment: datetime, title: str | None = None, more: str = "") -> Story:
        title = title or slug.replace("-", " ")
        story = Story(slug, title, sentences_of(title, more), moment, f"guid-{slug}")
        self.stories[slug] = story
        self.put()
        return story

    def correct(self, slug: str, more: str, moment: datetime) -> None:
        story = self.stories[slug]
        story.sentences, story.moment = sentences_of(story.title, more), moment
        self.put()

    def move(self, slug: str, to: str) -> None:
        story = self.stories.pop(slug)
        self.site.put(f"/news/{slug}", status=301, Location=f"/news/{to}")
        story.slug = to
        self.stories[to] = story
        self.put()

    def delete(self, slug: str) -> None:
        del self.stories[slug]
        del self.site.pages[f"/news/{slug}"]
        self.put()

    def put(self) -> None:
        """Put every page and the feed where they are."""
        for story in self.stories.values():
            title = escape(story.title)
            head = f"<html lang=en><head><title>{title}</title></head>"
            body = f"{head}<body><main><h1>{title}</h1>{story.html}</main></body></html>"
            self.site.put(f"/news/{story.slug}", body, ETag=etag(body))
        self.put_feed(self.feed())

    def put_feed(self, feed: str) -> None:
        self.site.put(self.path, feed, Content_Type="application/rss+xml", ETag=etag(feed))

    def feed(self) -> str:
        newest = sorted(self.stories.values(), key=lambda story: story.moment, reverse=True)[: self.window]
        items = "".join(
            f"<item><guid isPermaLink='false'>{story.guid}</guid><title>{escape(story.title)}</title>"
            f"<link>{self.site.link(f'/news/{story.slug}')}</link><pubDate>{format_datetime(story.moment)}</pubDate>"
            f"<description>{escape(story.html if self.full else story.sentences[0][:40] + ' …')}</description></item>"
            for story in newest
        )
        return (
            f"<?xml version='1.0'?><rss version='2.0'><channel><title>Harrow Bay Courier</title>{items}</channel></rss>"
        )


def etag(body: str) -> str:
    return f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
