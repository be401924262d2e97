"""Waiting when a site asks for it: ``Retry-After`` on 429 and 503, within a limit."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.retry import RetryMiddleware

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.http import Response

_ASKING = (429, 503)


class PatientRetryMiddleware(RetryMiddleware):
    """Scrapy's retries, each only after the time the site has asked for.

    With one request at a time the wait holds for the whole site. A wait beyond ``RETRY_AFTER_MAX`` seconds is
    not sat out: the answer stands as a failure and the address stays due for the next run.
    """

    async def process_response(  # type: ignore[override]
        self,
        request: Request,
        response: Response,
        spider: Spider | None = None,  # noqa: ARG002 - Scrapy's signature
    ) -> Request | Response:
        """The response, or the request to try again after the wait."""
        wait = _seconds(response) if response.status in _ASKING else None
        retried = super().process_response(request, response)
        if wait is None or retried is response:
            return retried
        if wait > self.crawler.settings.getfloat("RETRY_AFTER_MAX"):
            return response
        await asyncio.sleep(wait)
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
