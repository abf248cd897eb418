"""Pages whose articles are there -> the same articles as they are now, or none any longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from index.errors import IngestError, NotFetched
from index.feeds.planning import Wanted
from index.feeds.reads import GONE, Read, Reads
from index.feeds.records import Known
from index.ingest.feeds.records import FeedEntry

MOST = 20
"""Pages of one run."""
_LATER = timedelta(days=1)


class Pages:
    """Look at pages again."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads

    def look_again(self, known: Iterable[Known]) -> None:
        """Look at those that are due, the one that is due longest first."""
        now = self._reads.now
        due = [one for one in known if one.state == "taken" and one.held and one.link and one.next_look]
        due = sorted((one for one in due if one.next_look and one.next_look <= now), key=lambda one: str(one.next_look))
        self._reads.store(self._changed(due[:MOST]))

    def _changed(self, due: Sequence[Known]) -> Iterator[Sequence[Read]]:
        reads = self._reads
        for one in due:
            link = one.link or ""
            try:
                fetched = reads.tools.fetch(link, one.validators)
            except IngestError as error:
                if isinstance(error, NotFetched) and error.status in GONE:
                    reads.not_had(one, error)
                else:
                    reads.note(replace(one, next_look=reads.now + _LATER))
                if isinstance(error, NotFetched) and error.wait:
                    return
                continue
            if fetched.unchanged or one.full:
                # Where the feed has the whole text, its page only tells whether the article is there.
                reads.note(replace(reads.seen(one), validators=fetched.validators))
            else:
                yield reads.of_page(Wanted(FeedEntry(one.guid, link, one.title or None), one), fetched)
