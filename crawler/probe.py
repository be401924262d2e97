"""Looking at a site without collecting: robots.txt of each host, the first page of each start, and what to change.

A handful of requests a site, with the same manners and the same fence as a crawl; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import scrapy
from sqlite_utils import Database

from archive import schema
from archive.files import Files
from crawler.answers import failure_from, failure_of
from crawler.asking import page_of
from crawler.choice import Choice
from crawler.columns import is_platform
from crawler.findings import Finding, Probed, misplaced, of_robots, remedy
from crawler.lists import ListPage
from crawler.page import Page
from crawler.process import configured, over_sites
from crawler.recording import Record
from crawler.shapes import family_of
from crawler.sitefile import Site
from crawler.spiders import spider_of
from crawler.spiders.base import DisclosureSpider
from crawler.tally import Tell
from crawler.titles import is_disclosure

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Response
    from twisted.python.failure import Failure

_SHOWN = 8
"""So many columns of a page are named; a portal has hundreds of links."""


def probe(wanted: Sequence[Site], tell: Tell) -> list[Probed]:
    """Asks each site for robots.txt and its first list pages; fewer than wanted when stopped. Once in a process, as a
    crawl."""
    with closing(Database(memory=True)) as db:
        schema.create(db)

        async def visit(process: AsyncCrawlerProcess, site: Site) -> Probed | None:
            probed = Probed(site.id, list(misplaced(site)))
            family = spider_of(site.family)
            if family is None:
                raise LookupError(f"no spider reads the family {site.family}")
            prober = type("Prober", (_Prober, configured(family, site)), {"__module__": __name__})
            # A prober reads through its family's dialect and never reaches for the files.
            record = Record(site, db, Files(Path("files")), lambda _: None)
            crawler = process.create_crawler(prober)
            await process.crawl(crawler, site=site, record=record, choice=Choice(), probed=probed)
            if crawler.stats.get_value("finish_reason") != "finished":
                return None
            tell(f"{site.id}: {probed.verdict}")
            return probed

        seen = over_sites(wanted, visit, tell)
    return [probed for site in wanted if (probed := seen.get(site.id))]


class _Prober(DisclosureSpider):
    """Stands before the spider of the site's family and takes its requests and answers over."""

    def __init__(self, *args: Any, probed: Probed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.probed = probed

    async def start(self) -> Any:
        """robots.txt of every host, the first page of every start."""
        schemes = {urlsplit(url).netloc: urlsplit(url).scheme for url in self.site.start}
        usual = next(iter(schemes.values()))
        for host in self.site.hosts:
            url = f"{schemes.get(host, usual)}://{host}/robots.txt"
            yield self._ask(ListPage(url), "robots", dont_obey_robotstxt=True)
        for url in self.site.start:
            yield self._ask(self.first_page(url), "start")

    def take_more(self) -> None:
        """Nothing: a probe ends with its first answers."""

    def _ask(self, at: ListPage, about: str, **meta: Any) -> Request:
        return scrapy.Request(
            at.url,
            method="POST" if at.body else "GET",
            body=at.body,
            meta=meta,
            dont_filter=True,
            callback=self.seen,
            errback=self.unseen,
            cb_kwargs={"at": at, "about": about},
        )

    def seen(self, response: Response, at: ListPage, about: str) -> None:
        """Reads an answer."""
        failed = failure_of(response, at.url)
        if about == "robots":
            self._add(about, at, *of_robots(response.status, failed))
        elif failed:
            self._add(about, at, f"{failed[0]}: {failed[1]}", remedy(*failed))
        else:
            try:
                for told, change in self._read(page_of(response), at):
                    self._add(about, at, told, change)
            except Exception as error:  # noqa: BLE001 - whatever a page makes the reader stumble over is the finding
                self._add(
                    about,
                    at,
                    f"cannot be read as {self.site.family}: {type(error).__name__}: {error}",
                    "check the family",
                )

    def unseen(self, failure: Failure) -> None:
        """Notes a request that got no answer."""
        asked = failure.request.cb_kwargs  # type: ignore[attr-defined]  # Scrapy sets it
        outcome, message = failure_from(failure)
        self._add(asked["about"], asked["at"], f"{outcome}: {message}", remedy(outcome, message))

    def _add(self, about: str, at: ListPage, told: str, change: str | None) -> None:
        self.probed.findings.append(Finding(about, at.url, told, change))

    def _read(self, page: Page, at: ListPage) -> Iterator[tuple[str, str | None]]:
        if page.url.partition("#")[0] != at.url.partition("#")[0]:
            yield f"leads to {page.url}", f"start: {page.url}"
        shown = family_of(link.url for link in page.links())
        if shown and shown != self.site.family:
            yield f"its links have the shape of the family {shown}", f"family: {shown}"
        listing = self.read_list(page, at)
        budgets = sum(is_disclosure(row.title) for row in listing.rows)
        if listing.incomplete:
            yield listing.incomplete, None
        if budgets:
            more = "; a next page is asked for" if listing.next else ""
            yield f"{budgets} budgets among {len(listing.rows)} articles{more}", None
        elif listing.next is not None:
            yield f"no budgets among {len(listing.rows)} articles; a next page is asked for", None
        elif listing.columns:
            named = " ".join(column.url for column in listing.columns[:_SHOWN])
            advice = f"start: the column of department budgets, likely one of {named}"
            yield (
                f"no budgets; {len(listing.columns)} columns that a crawl follows",
                None if is_platform(page) else advice,
            )
        else:
            yield (
                f"no budgets among {len(listing.rows)} articles, no column to follow",
                "start: the address of the column of department budgets",
            )
