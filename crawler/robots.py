"""A robots.txt that could not be read: its host is asked for nothing (RFC 9309, section 2.3.1.4).

A site that says 404 has no rules. One that answers with an error of its own (5xx), or not at all, may have any, and
Scrapy would take that for none. Unless its file says ``without_robots``, the host is left alone until the next run.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from crawler.answers import RulesUnreadError, failure_by

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response


class UnreadRules:
    """Stands between Scrapy's own reading of robots.txt and the retries: what comes here is their last answer."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._unread: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> UnreadRules:
        """As Scrapy asks."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, unchanged."""
        if request.callback is NO_CALLBACK and response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._note(request, f"未取：网站的 robots.txt 读不到（HTTP {response.status}），下次再问")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Leaves the exception to others. A robots.txt that leads out of the site is none of the site's."""
        if request.callback is NO_CALLBACK and not isinstance(exception, IgnoreRequest):
            self._note(request, failure_by(exception)[1])

    def process_request(self, request: Request) -> None:
        """Raises ``RulesUnreadError`` for a request to a host whose rules are not known."""
        if request.callback is not NO_CALLBACK and (why := self._unread.get(urlparse_cached(request).netloc)):
            raise RulesUnreadError(why)

    def _note(self, request: Request, why: str) -> None:
        if not self.crawler.spider.site.without_robots:  # type: ignore[union-attr]  # ours have one
            self._unread[urlparse_cached(request).netloc] = why
