"""In the log of requests: what no callback of a spider gets to see (robots.txt, redirects, attempts that failed).

With them ``fetches`` holds every request that was made to a site.
"""

from __future__ import annotations

import sqlite3
from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK

from archive import fetches, ledger
from archive.fetches import Answer
from archive.files import digest
from crawler.answers import answer_of, failure_of

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

ROBOTS = "robots"


def passed_over(crawler: Crawler, request: Request, response: Response | None, outcome: str) -> None:
    """Notes a request that another one follows, with its answer; ``None`` for no answer."""
    answer = answer_of(response, request) if response else Answer(request.url, None)
    _write(crawler, kind_of(request), answer, outcome)


def _write(crawler: Crawler, kind: str, answer: Answer, outcome: str, sha256: str | None = None) -> None:
    record = crawler.spider.record  # type: ignore[union-attr]  # ours have one
    try:
        record.passed_over(kind, answer, outcome, sha256)
    except sqlite3.Error as error:
        record.fatal = str(error)


def kind_of(request: Request) -> str:
    """What a request is for: a list, an article or a file, as its callback is told, or robots.txt."""
    asked = request.cb_kwargs
    if request.callback is NO_CALLBACK:
        return ROBOTS
    return ledger.LIST if "at" in asked else ledger.FILE if "file" in asked else ledger.ARTICLE


class RobotsLog:
    """Stands outside all other middleware: what comes here is the last answer to a request."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsLog:
        """As Scrapy asks."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, unchanged."""
        if request.callback is NO_CALLBACK:
            # An empty robots.txt is a good one.
            failed = failure_of(response, request.url) if response.body or response.status != HTTPStatus.OK else None
            sha256 = None if failed else digest(response.body)
            _write(self.crawler, ROBOTS, answer_of(response, request), failed[0] if failed else fetches.NEW, sha256)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Leaves the exception to others. A request that was refused here has never been made."""
        if request.callback is NO_CALLBACK and not isinstance(exception, IgnoreRequest):
            passed_over(self.crawler, request, None, fetches.BROKEN)


class LoggedRedirects(RedirectMiddleware):
    """Scrapy's redirects, each noted."""

    def process_response(
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's signature
    ) -> Request | Response:
        """The response, or the request for where it leads."""
        followed = None
        try:
            followed = super().process_response(request, response)
        finally:  # one redirect too many raises an exception
            if followed is not response:
                passed_over(self.crawler, request, response, fetches.MOVED)
        return followed
