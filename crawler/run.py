"""Running a crawl: every site in turn, and how it went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from archive import sites
from archive.fetches import BLOCKED, MISSING, REFUSED
from archive.files import Files
from archive.ledger import Entry
from crawler.choice import Choice
from crawler.process import configured, over_sites
from crawler.recording import Record
from crawler.sitefile import Site
from crawler.spiders import spider_of
from crawler.tally import Tell

if TYPE_CHECKING:
    from scrapy.crawler import AsyncCrawlerProcess

STOPPED = "stopped"


@dataclass(slots=True)
class SiteReport:
    """How the crawl of one site went."""

    site: str
    state: str
    """A word of ``sites.state``, or ``STOPPED``, which no site stays: it is where it was and goes on from there."""
    listed: int
    new: int
    changed: int
    unchanged: int
    failed: dict[str, int]
    """Failures by kind."""
    error: str | None = None
    """Why the site counts as failed; ``None`` when all reached a recorded outcome."""
    would_ask: list[Entry] = field(default_factory=list)

    def counts(self) -> dict[str, Any]:
        """For ``sites.summary``."""
        return {
            "listed": self.listed,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "failed": self.failed,
        }


def crawl(wanted: Sequence[Site], db: Database, files: Files, choice: Choice, tell: Tell) -> list[SiteReport]:
    """Crawls the sites and returns a report of each, in the given order.

    A process can do this once: Twisted's event loop cannot be started a second time.
    """
    reports = over_sites(wanted, lambda process, site: _crawl_site(process, site, db, files, choice, tell), tell)
    return [reports[site.id] for site in wanted if site.id in reports]


async def _crawl_site(
    process: AsyncCrawlerProcess, site: Site, db: Database, files: Files, choice: Choice, tell: Tell
) -> SiteReport:
    spider = spider_of(site.family)
    record = Record(site, db, files, tell)
    before = sites.yielded_before(db, site.id)
    sites.register(
        db,
        site.id,
        city=site.city,
        county=site.county,
        division_code=site.division_code,
        family=site.family,
        hosts=site.hosts,
        start=site.start,
    )
    if spider is None:
        report = _report(record, before)
        report.error = f"no spider reads the family {site.family} yet"
        return report
    crawler = process.create_crawler(configured(spider, site))
    await process.crawl(crawler, site=site, record=record, choice=choice)
    finished = crawler.stats.get_value("finish_reason") == "finished"
    report = _report(record, before)
    if record.fatal:
        report.state = sites.BROKEN
    elif not finished:
        report.state, report.error = STOPPED, "stopped before its end"
        return report
    if report.state == sites.FRESH:
        record.lists_complete()
    sites.close(db, site.id, report.state, report.listed, report.counts())
    return report


def _report(record: Record, yielded_before: bool) -> SiteReport:
    listed, failures = len(record.listed), record.list_failures
    error = record.fatal
    state = sites.FRESH
    if failures.total() or record.gave_up:
        blocked = failures[BLOCKED] or failures[REFUSED] or (record.gave_up and record.failed[BLOCKED])
        gone = failures[MISSING] and not listed
        state = sites.BLOCKED if blocked else sites.GONE if gone else sites.BROKEN
        error = error or _told(+failures, record.gave_up)
    elif record.moved_to and not record.at_home:
        state = sites.CHANGED
        error = error or f"its addresses are those of the family {record.moved_to} now: change its site file"
    elif not listed:
        state = sites.EMPTY
        if yielded_before or record.site.minimum:
            error = error or "lists no disclosures, though it did before or should"
    elif listed < record.site.minimum:
        state = sites.CHANGED
        error = error or f"lists {listed} disclosures, fewer than the {record.site.minimum} its file expects"
    return SiteReport(
        record.site.id,
        state,
        listed,
        record.counts["new"],
        record.counts["changed"],
        record.unchanged(),
        {kind: count for kind, count in record.failed.items() if count},
        error,
        record.would_ask,
    )


def _told(failures: Iterable[str], gave_up: bool) -> str:
    if gave_up:
        return "refused or did not answer many times in a row and was left alone"
    return f"its lists could not be read to the end: {', '.join(failures)}"
