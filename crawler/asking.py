"""What every request of a crawl has in common: whose it is, what to do without an answer, and when to stop asking."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import scrapy
from scrapy.exceptions import CloseSpider

from archive import ledger
from archive.fetches import BLOCKED, BROKEN, MISSING, Answer
from crawler.answers import answer_of, failure_from
from crawler.attachments import Attachment
from crawler.choice import Choice
from crawler.dialect import Dialect
from crawler.lists import ListPage
from crawler.page import Page
from crawler.recording import Record
from crawler.sitefile import Site

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

GIVE_UP_AFTER = 8
"""Refused or unanswered requests in a row after which a site is left alone until the next run."""

Requests = list["Request"]
Callback = Callable[..., Awaitable[Requests]]


def recorded(callback: Callback) -> Callback:
    """What a page makes the reading of it stumble over is a failure of that page; a failure to write ends the run."""

    @wraps(callback)
    async def wrapped(self: Asking, response: Response, **kwargs: Any) -> Requests:
        try:
            return await callback(self, response, **kwargs)
        except (sqlite3.Error, OSError) as error:
            self.record.fatal = str(error)
            raise CloseSpider("cannot be recorded") from error
        except Exception as error:  # noqa: BLE001 - any fault of a page is told, none ends the crawl
            self.record.fail(
                self.entry_of(kwargs), answer_of(response), BROKEN, f"网页读不懂：{type(error).__name__}: {error}"
            )
            return []

    return wrapped


class Asking(Dialect, scrapy.Spider):
    """A spider of one site, before it knows of lists and articles."""

    def __init__(self, site: Site, record: Record, choice: Choice) -> None:
        super().__init__(name=site.id)
        self.site = site
        self.record = record
        self.choice = choice
        self._refused_in_a_row = 0

    @property
    def given_up(self) -> bool:
        """Whether the site has refused so often that it is to be left alone."""
        return self._refused_in_a_row >= GIVE_UP_AFTER

    def answered(self) -> None:
        """Notes a good answer."""
        self._refused_in_a_row = 0

    def failed(self, asked: dict[str, Any], answer: Answer, outcome: str, message: str) -> None:
        """Notes a bad answer, or none, to the request whose callback gets ``asked``."""
        if outcome == BLOCKED or (outcome == BROKEN and answer.status is None):
            self._refused_in_a_row += 1
        at: ListPage | None = asked.get("at")
        guessed = at is not None and at.depth > 0 and outcome == MISSING
        self.record.fail(self.entry_of(asked), answer, outcome, message, guessed=guessed)

    def unanswered(self, failure: Failure) -> None:
        """Notes a request that got no answer."""
        request = failure.request  # type: ignore[attr-defined]  # Scrapy sets it
        outcome, message = failure_from(failure)
        address = request.meta.get("redirect_urls", [request.url])[0]
        try:
            self.failed(request.cb_kwargs, Answer(address, None), outcome, message)
        except (sqlite3.Error, OSError) as error:
            self.record.fatal = str(error)

    def entry_of(self, asked: dict[str, Any]) -> ledger.Entry:
        """The ledger's row for what a request was about."""
        if "at" in asked:
            at: ListPage = asked["at"]
            return self.record.list_known(at) or ledger.Entry(self.site.id, ledger.LIST, at.key, url=at.url)
        entry: ledger.Entry = asked["entry"]
        if "file" not in asked:
            return entry
        file: Attachment = asked["file"]
        return entry.attached(file.name, file.url, file.text)


def page_of(response: Response) -> Page:
    """The page that an answer brought."""
    content_type = response.headers.get("Content-Type")
    return Page(response.url, response.body, content_type.decode("latin-1") if content_type else None)


def conditions(known: ledger.Entry) -> dict[str, str]:
    """The headers of a conditional request for what the ledger knows."""
    stated = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in stated.items() if value}
