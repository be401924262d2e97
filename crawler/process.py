"""The one Scrapy process of a run: some sites beside one another, never two at the same host."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from typing import Any, TypeVar, cast

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from twisted.internet.error import ReactorNotRunning
from twisted.internet.task import LoopingCall
from twisted.logger import globalLogBeginner

from crawler.sitefile import Site
from crawler.spiders.base import DisclosureSpider
from crawler.tally import Tell

SITES_AT_ONCE = 4
FORGET_EVERY = 1
"""Seconds."""

Result = TypeVar("Result")


class _Process(AsyncCrawlerProcess):
    """Says what Ctrl-C does: an answer that is under way is waited for, and a slow site may take a minute over it."""

    def __init__(self, settings: Settings, tell: Tell) -> None:
        super().__init__(settings)
        self._tell: Tell | None = tell

    async def stop(self) -> None:
        """As Scrapy stops: asks for nothing more."""
        if self._tell and self.crawlers:  # Scrapy comes here at a good end too
            self._tell("Stopping when what is under way is answered; Ctrl-C again stops at once")
            self._tell = None
        await super().stop()


def over_sites(
    wanted: Sequence[Site], visit: Callable[[AsyncCrawlerProcess, Site], Awaitable[Result]], tell: Tell
) -> dict[str, Result]:
    """What ``visit`` made of each site, by id; a site is missing when the run was stopped before it.

    A process can do this once: Twisted's event loop cannot be started a second time.
    """
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.set(
        "PRIVATE_HOSTS",
        sorted({host.partition(":")[0] for site in wanted if site.allow_private for host in site.hosts}),
        priority="cmdline",
    )
    process = _Process(settings, tell)
    _quiet_certificates()
    # The reactor exists only once the process has installed it; imported earlier it would be another one.
    from twisted.internet import reactor  # noqa: PLC0415

    stop_reactor: Callable[[], None] = cast("Any", reactor).stop
    results: dict[str, Result] = {}

    async def everything() -> None:
        places = asyncio.Semaphore(SITES_AT_ONCE)
        hosts: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

        async def one(site: Site) -> None:
            async with AsyncExitStack() as held:
                for host in sorted(set(site.hosts)):
                    await held.enter_async_context(hosts[host])
                await held.enter_async_context(places)
                results[site.id] = await visit(process, site)

        # Twisted forgets a timeout that is no longer needed only when some other timer is due, and each request leaves
        # two of a minute behind.
        forgetting = LoopingCall(lambda: None)
        forgetting.start(FORGET_EVERY)
        try:
            await asyncio.gather(*(one(site) for site in wanted))
        finally:
            forgetting.stop()
            with suppress(ReactorNotRunning):  # Ctrl-C has stopped it already
                stop_reactor()

    task = asyncio.get_event_loop().create_task(everything())
    process.start(stop_after_crawl=False)
    if task.done() and not task.cancelled() and (error := task.exception()):
        raise error
    return results


def _quiet_certificates() -> None:
    """A certificate without names makes Twisted print a traceback, and once more in its log; the request that fails of
    it is recorded like any other."""
    globalLogBeginner.beginLoggingTo([], discardBuffer=True, redirectStandardIO=False)
    logging.getLogger("twisted").addFilter(lambda line: "while verifying certificate" not in line.getMessage())


def configured(spider: type[DisclosureSpider], site: Site) -> type[DisclosureSpider]:
    """The spider with the site's own settings: pauses, and old TLS where its file asks for that."""
    own: dict[str, Any] = {}
    delay = 0.0 if site.delay is None and site.allow_private else site.delay
    if delay is not None:
        # A site of one's own on a private address needs no manners.
        own |= {"DOWNLOAD_DELAY": delay, "AUTOTHROTTLE_ENABLED": delay > 0, "AUTOTHROTTLE_START_DELAY": delay}
    if site.legacy_tls:
        own |= {"DOWNLOADER_CLIENT_TLS_CIPHERS": "DEFAULT:@SECLEVEL=0", "DOWNLOAD_TLS_MIN_VERSION": "TLSv1.0"}
    return type(spider.__name__, (spider,), {"custom_settings": own, "__module__": spider.__module__})
