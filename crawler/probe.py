"""Looking at a site without collecting: robots.txt of each host, the first page of each start, and what to change.

A handful of requests a site, with the same manners and the same fence as a crawl; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import scrapy
from sqlite_utils import Database

from archive import schema
from archive.classifications import divisions
from archive.fetches import BLOCKED, MISSING, REFUSED
from archive.files import Files
from crawler.answers import TLS_FAILED, failure_from, failure_of
from crawler.asking import page_of
from crawler.choice import Choice
from crawler.columns import is_platform
from crawler.lists import ListPage
from crawler.page import Page
from crawler.process import configured, over_sites
from crawler.recording import Record, Tell
from crawler.shapes import family_of
from crawler.sitefile import Site
from crawler.spiders import spider_of
from crawler.spiders.base import DisclosureSpider
from crawler.titles import is_disclosure

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import AsyncCrawlerProcess
    from scrapy.http import Response
    from twisted.python.failure import Failure

_SHOWN = 8
"""So many columns of a page are named; a portal has hundreds of links."""
_TLS = (
    "legacy_tls: true, where a browser gets the page and only the ciphers are old; a certificate that is not to be "
    "trusted is for the site to mend"
)
_UNREACHED = (
    "nothing, if this machine is offline; else hosts, start: "
    "check in a browser whether the host still exists, with https or http"
)


@dataclass(slots=True)
class Finding:
    """What one address answered, or the file itself shows. ``change``: what to change in the file, if anything."""

    about: str
    """robots, start or division_code."""
    url: str
    told: str
    change: str | None = None


@dataclass(slots=True)
class Probed:
    """What was seen of one site."""

    site: str
    findings: list[Finding] = field(default_factory=list)

    @property
    def well(self) -> bool:
        """Whether the site file needs no change."""
        return not any(finding.change for finding in self.findings)

    @property
    def verdict(self) -> str:
        """How the site stands, in a few words."""
        wrong = [finding for finding in self.findings if finding.change]
        if not wrong:
            return "as its file says"
        if all(finding.change == _remedy(BLOCKED, "") for finding in wrong):
            return "refuses this machine"
        if all(finding.change == _UNREACHED for finding in wrong):
            return "cannot be reached"
        return "to be changed"


def probe(wanted: Sequence[Site], tell: Tell) -> list[Probed]:
    """Asks each site for robots.txt and its first list pages; fewer than wanted when stopped. Once in a process, as a
    crawl."""
    with closing(Database(memory=True)) as db:
        schema.create(db)

        async def visit(process: AsyncCrawlerProcess, site: Site) -> Probed | None:
            probed = Probed(site.id, list(_misplaced(site)))
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
            self._add(about, at, *_robots(response.status, failed))
        elif failed:
            self._add(about, at, f"{failed[0]}: {failed[1]}", _remedy(*failed))
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
        asked = failure.request.cb_kwargs  # type: ignore[attr-defined]
        outcome, message = failure_from(failure)
        self._add(asked["about"], asked["at"], f"{outcome}: {message}", _remedy(outcome, message))

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


def _misplaced(site: Site) -> Iterator[Finding]:
    """Whether the place is written as its division code says; a county without a code of its own has its city's."""
    code = site.division_code
    known = {division.division_code: division for division in divisions()}
    if code not in known:
        yield Finding("division_code", code, "is no division of Henan", f"division_code: that of {site.city}")
        return
    place = known[code]
    city = known[place.parent or code] if place.level == "county" else place
    said = [("city", city.name, site.city)]
    if place.level == "county":
        said.append(("county", place.name, site.county or "the city itself"))
    for name, meant, written in said:
        if written != meant:
            change = f"{name}: {meant}, or the division_code of {written}"
            yield Finding("division_code", code, f"is {meant}, not {written}", change)


def _robots(status: int, failed: tuple[str, str] | None) -> tuple[str, str | None]:
    if failed and failed[0] == MISSING:
        return "answers; no robots.txt", None
    if failed:
        return f"{failed[0]}: {failed[1]}", _remedy(*failed)
    return f"answers; robots.txt (HTTP {status})", None


def _remedy(outcome: str, message: str) -> str:
    if outcome == BLOCKED:
        return "nothing, if a browser gets the page: the site refuses this machine; try from another network"
    if outcome == REFUSED:
        return (
            "start: another address; robots.txt forbids this one"
            if "robots" in message
            else "hosts: add the host it leads to, if it is the site's own"
        )
    if outcome == MISSING:
        return "start: the page is no longer there; find the column's new address"
    return _TLS if TLS_FAILED in message else _UNREACHED
