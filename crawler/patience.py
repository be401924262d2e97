"""Waiting when a site asks for it: ``Retry-After`` on 429 and 503, within a limit."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.retry import RetryMiddleware

from archive.fetches import BROKEN
from crawler.answers import failure_of
from crawler.log import passed_over

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response

_ASKING = (429, 503)


class PatientRetryMiddleware(RetryMiddleware):
    """Scrapy's retries, each only after the time the site has asked for.

    With one request at a time the wait holds for the whole site. A wait beyond ``RETRY_AFTER_MAX`` seconds is
    not sat out: the answer stands as a failure and the address stays due for the next run.
    """

    async def process_response(  # type: ignore[override]  # Scrapy awaits it
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's signature
    ) -> Request | Response:
        """The response, or the request to try again after the wait."""
        wait = _seconds(response) if response.status in _ASKING else None
        retried = super().process_response(request, response)
        if retried is response or (wait or 0) > self.crawler.settings.getfloat("RETRY_AFTER_MAX"):
            return response
        failed = failure_of(response, request.url)
        passed_over(self.crawler, request, response, failed[0] if failed else BROKEN)
        if wait is not None:
            await asyncio.sleep(wait)
        return retried

    def process_exception(
        self,
        request: Request,
        exception: Exception,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's signature
    ) -> Request | Response | None:
        """The request to try again where no answer came."""
        retried = super().process_exception(request, exception)
        if retried is not None:
            passed_over(self.crawler, request, None, BROKEN)
        return retried


def _seconds(response: Response) -> float | None:
    """Seconds to wait, from either form of the header."""
    stated = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if stated.isdigit():
        return float(stated)
    try:
        return max(0.0, (parsedate_to_datetime(stated) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
