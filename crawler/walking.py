"""Walking a site's lists from their first pages to their ends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import scrapy

from archive.fetches import MISSING
from archive.files import digest
from crawler.answers import answer_of, failure_of
from crawler.asking import Asking, Requests, conditions, page_of, recorded
from crawler.lists import Listing, ListPage

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

MAX_LIST_PAGES = 1000
_PRIORITY = 20


@dataclass(slots=True)
class Walk:
    """One list from its first page on."""

    pages: set[str] = field(default_factory=set)
    """What the pages so far held: a page that repeats one of them is the end."""


class Walking(Asking):
    """The part of the spider that reads lists."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._columns = {self.first_page(url).key for url in self.site.start}

    async def start(self) -> Any:
        """The first page of every list."""
        for url in self.site.start:
            for request in self._follow(self.first_page(url), Walk()):
                yield request

    def _follow(self, at: ListPage | None, walk: Walk) -> Requests:
        """Asks for a list page, or for what stands in for it where it is known not to be there.

        A page that was missing lately rests until the page before it changes.
        """
        while at is not None:
            known = self.record.list_known(at)
            if at.number == 1 or known is None or known.state != MISSING or not known.resting:
                return [self._list_request(at, walk)]
            at = at.or_else
        return []

    def _list_request(self, at: ListPage, walk: Walk) -> Request:
        headers = {"Content-Type": at.content_type} if at.content_type else {}
        known = self.record.list_known(at)
        if known and known.found and known.found.get("reader") == self._reader and not at.body:
            headers |= conditions(known)
        return scrapy.Request(
            at.url,
            method="POST" if at.body else "GET",
            body=at.body,
            headers=headers,
            dont_filter=True,
            priority=_PRIORITY,
            callback=self.list_answered,
            errback=self.unanswered,
            cb_kwargs={"at": at, "walk": walk},
        )

    @property
    def _reader(self) -> str:
        return f"{type(self).__module__.rpartition('.')[2]} {self.reader}"

    @recorded
    async def list_answered(self, response: Response, at: ListPage, walk: Walk) -> Requests:
        """Reads a list page, or takes what is known of an unchanged one, and goes on to the next."""
        answer = answer_of(response)
        known = self.record.list_known(at)
        if response.status == 304 and known and known.found:
            listing = Listing.from_json(known.found)
            checksum = known.sha256 or ""
            answer = replace(
                answer, etag=answer.etag or known.etag, last_modified=answer.last_modified or known.last_modified
            )
        else:
            failed = failure_of(response, at.url)
            if failed and failed[0] == MISSING and at.number > 1:
                self.record.list_ended(at, answer)
                return self._follow(at.or_else, walk)
            if failed:
                self.failed({"at": at}, answer, *failed)
                return []
            listing = self.read_list(page_of(response), at)
            checksum = digest(repr(listing.to_json()).encode())
        self.answered()
        held = digest(repr((at.series, [row.article for row in listing.rows] or at.key)).encode())
        if at.number > 1 and ((not listing.rows and listing.next is None) or held in walk.pages):
            self.record.list_ended(at, answer)
            return self._follow(at.or_else, walk)
        walk.pages.add(held)
        self.record.list_read(at, listing, answer, checksum, self._reader)
        requests = []
        for column in listing.columns:
            if column.key not in self._columns:
                self._columns.add(column.key)
                requests += self._follow(column, Walk())
        if listing.next is not None and listing.next.key != at.key and at.number < MAX_LIST_PAGES:
            requests += self._follow(listing.next, walk)
        return requests
