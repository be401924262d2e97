"""What every family shares: walking lists, asking for what is due, reading articles, taking files.

How a family writes its pages is its ``Dialect``; everything that is written to the archive goes through ``Record``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import wraps
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.exceptions import CloseSpider, DontCloseSpider

from archive import ledger
from archive.fetches import BLOCKED, BROKEN, MISSING, Answer
from archive.files import digest
from archive.media import HTML, MARKDOWN, TEXT, XML, media_type
from crawler.answers import answer_of, failure_from, failure_of, not_a_file
from crawler.attachments import Attachment, Links, name_of
from crawler.bodies import content_hash, holds_disclosure
from crawler.guards import is_challenge
from crawler.lists import Listing, ListPage
from crawler.page import Page
from crawler.recording import Record
from crawler.sitefile import Site
from crawler.spiders.dialect import Dialect
from crawler.titles import year_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

_PAGES = (HTML, XML, TEXT, MARKDOWN)
BATCH = 20
MAX_LIST_PAGES = 1000
GIVE_UP_AFTER = 8
"""Refused or unanswered requests in a row after which a site is left alone until the next run."""

Requests = list["Request"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of the listed articles a run asks for."""

    year: int | None = None
    since: str | None = None
    limit: int | None = None
    revisit: bool = False
    """Ask for known articles too, however recently they were asked for."""
    dry_run: bool = False

    def wants(self, entry: ledger.Entry) -> bool:
        """Whether an article is chosen by its year and date; one without a date is not kept out by ``since``."""
        published = entry.published_on
        if self.since and published and published < self.since:
            return False
        stated = year_of(entry.title or "") or (int(published[:4]) if published else None)
        return self.year is None or stated is None or stated == self.year


@dataclass(slots=True)
class Walk:
    """One list from its first page on."""

    pages: set[str] = field(default_factory=set)
    """What the pages so far held: a page that repeats one of them is the end."""
    changed: bool = False
    """Whether a page so far was not as it was in the last run."""


Callback = Callable[..., Requests]


def recorded(callback: Callback) -> Callback:
    """What a page makes the reading of it stumble over is a failure of that page; a failure to write ends the run."""

    @wraps(callback)
    def wrapped(self: DisclosureSpider, response: Response, **kwargs: Any) -> Requests:
        try:
            return callback(self, response, **kwargs)
        except (sqlite3.Error, OSError) as error:
            self.record.fatal = str(error)
            raise CloseSpider("cannot be recorded") from error
        except Exception as error:  # noqa: BLE001 - any fault of a page is told, none ends the crawl
            self.record.fail(self.entry_of(kwargs), answer_of(response), BROKEN,
                             f"网页读不懂：{type(error).__name__}: {error}")
            return []

    return wrapped


class DisclosureSpider(Dialect, scrapy.Spider):
    """The shared base; one instance crawls one site."""

    def __init__(self, site: Site, record: Record, choice: Choice) -> None:
        super().__init__(name=site.id)
        self.site = site
        self.record = record
        self.choice = choice
        self._queue: Iterator[ledger.Entry] | None = None
        self._refused_in_a_row = 0
        self._columns: set[str] = {self.first_page(url).key for url in site.start}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> DisclosureSpider:
        """As Scrapy asks; articles are taken from the ledger whenever nothing else is left to do."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.take_more, signal=signals.spider_idle)
        return spider

    # Lists

    async def start(self) -> Any:
        """The first page of every list."""
        for url in self.site.start:
            for request in self._follow(self.first_page(url), Walk()):
                yield request

    def _follow(self, at: ListPage | None, walk: Walk) -> Requests:
        """Asks for a list page, or for what stands in for it where it is known not to be there.

        A page that was missing lately is passed over while the pages before it have not changed.
        """
        while at is not None:
            known = self.record.list_known(at)
            missing = known is not None and known.state == MISSING and known.resting and not walk.changed
            if not missing or at.number == 1:
                return [self._list_request(at, walk)]
            at = at.or_else
        return []

    def _list_request(self, at: ListPage, walk: Walk) -> Request:
        headers = {"Content-Type": at.content_type} if at.content_type else {}
        known = self.record.list_known(at)
        if known and known.found and known.found.get("reader") == self._reader and not at.body:
            headers |= _conditions(known)
        return scrapy.Request(
            at.url, method="POST" if at.body else "GET", body=at.body, headers=headers, dont_filter=True, priority=20,
            callback=self.list_answered, errback=self.unanswered, cb_kwargs={"at": at, "walk": walk})

    @property
    def _reader(self) -> str:
        return f"{type(self).__module__.rpartition('.')[2]} {self.reader}"

    @recorded
    def list_answered(self, response: Response, at: ListPage, walk: Walk) -> Requests:
        """Reads a list page, or takes what the ledger knows of an unchanged one, and goes on to the next."""
        answer = answer_of(response)
        known = self.record.list_known(at)
        if response.status == 304 and known and known.found:
            listing = Listing.from_json(known.found)
            checksum = known.sha256 or ""
            answer = replace(answer, etag=answer.etag or known.etag,
                             last_modified=answer.last_modified or known.last_modified)
        else:
            failed = failure_of(response, at.url)
            if failed and failed[0] == MISSING and at.number > 1:
                self.record.list_ended(at, answer)
                return self._follow(at.or_else, walk)
            if failed:
                self._failed(self.entry_of({"at": at}), answer, *failed)
                return []
            listing = self.read_list(_page(response), at)
            checksum = digest(repr(listing.to_json()).encode())
        self._refused_in_a_row = 0
        held = digest(repr((at.series, [row.article for row in listing.rows] or at.key)).encode())
        if at.number > 1 and ((not listing.rows and listing.next is None) or held in walk.pages):
            self.record.list_ended(at, answer)
            return self._follow(at.or_else, walk)
        walk.pages.add(held)
        walk.changed = walk.changed or known is None or known.sha256 != checksum
        self.record.list_read(at, listing, answer, checksum, self._reader)
        requests = []
        for column in listing.columns:
            if column.key not in self._columns:
                self._columns.add(column.key)
                requests += self._follow(column, Walk())
        if listing.next is not None and listing.next.key != at.key and at.number < MAX_LIST_PAGES:
            requests += self._follow(listing.next, walk)
        return requests

    # Articles

    def take_more(self) -> None:
        """Asks for the next articles that are due; the spider closes when there are none."""
        if self._queue is None:
            chosen = filter(self.choice.wants, self.record.due(self.choice.revisit))
            self._queue = islice(chosen, self.choice.limit)
        if self.record.fatal:
            return
        batch = list(islice(self._queue, BATCH))
        if self._refused_in_a_row >= GIVE_UP_AFTER:
            self.record.gave_up = bool(batch)
            return
        for entry in batch if self.choice.dry_run else reversed(batch):  # Scrapy takes the latest first
            if self.choice.dry_run:
                self.record.would_ask.append(entry)
            elif self.crawler.engine is not None:
                self.crawler.engine.crawl(self._article_request(entry))
        if batch:
            raise DontCloseSpider

    def _article_request(self, entry: ledger.Entry) -> Request:
        files = self.record.files_of(entry.article)
        # A file's address with a query may hold a token that is good for one visit: the page must tell it anew.
        fresh = any(urlsplit(file.url).query for file in files) or not files
        return scrapy.Request(
            entry.url, headers={} if fresh else _conditions(entry), dont_filter=True, callback=self.article_answered,
            errback=self.unanswered, cb_kwargs={"entry": entry})

    @recorded
    def article_answered(self, response: Response, entry: ledger.Entry) -> Requests:
        """Reads an article and asks for its files."""
        answer = answer_of(response)
        if response.status == 304:
            self._refused_in_a_row = 0
            self.record.article_unchanged(entry, answer)
            return self._files_again(entry)
        if failed := failure_of(response, entry.url):
            self._failed(entry, answer, *failed)
            return []
        self._refused_in_a_row = 0
        return self.article_found(entry, _page(response), answer)

    def _files_again(self, entry: ledger.Entry) -> Requests:
        """The known files of an article that has not changed; one that is its own file has been asked already."""
        requests = []
        for known in self.record.files_of(entry.article):
            shown = replace(entry, title=known.title, published_on=known.published_on)
            file = Attachment(known.file_name, known.url, known.link_text)
            if file.url == entry.url:
                self.record.file_unchanged(shown, file, None)
            else:
                requests.append(self._file_request(shown, file))
        return requests

    def article_found(self, entry: ledger.Entry, page: Page, answer: Answer) -> Requests:
        """Takes what an article holds: its files, or itself when it is the disclosure."""
        if media_type(page.body) not in _PAGES:
            return self._file_in_place(entry, page, answer)
        article = self.read_article(page, map(tuple, (entry.found or {}).get("files", ())))
        shown = replace(entry, title=article.title or entry.title,
                        published_on=article.published_on or entry.published_on)
        checksum = content_hash(shown.title or "", shown.published_on, article.parts, article.links.files)
        links = article.links
        whole = not links.files and holds_disclosure(article.parts)
        if whole:
            itself = Attachment(_own_name(entry.url), entry.url, None)
            self.record.file_read(shown, itself, page.body, None, checksum)
            links = Links([itself], links.lost, links.foreign)
        self.record.article_read(entry, shown, answer, checksum, links, taken=whole)
        if whole:
            return []
        if not links.files and not links.lost:
            self.record.nothing_attached(shown)
        return [self._file_request(shown, file) for file in reversed(links.files)]

    def _file_in_place(self, entry: ledger.Entry, page: Page, answer: Answer) -> Requests:
        """Takes a file that the list has linked in the place of an article."""
        itself = Attachment(name_of(entry.url, None), entry.url, entry.title)
        self.record.file_read(entry, itself, page.body, None)
        self.record.article_read(entry, entry, answer, digest(page.body), Links([itself], [], 0), taken=True)
        return []

    # Files

    def _file_request(self, entry: ledger.Entry, file: Attachment) -> Request:
        known = self.record.file_known(entry.article, file.name)
        return scrapy.Request(
            file.url, headers=_conditions(known) if known else {}, dont_filter=True, priority=10,
            callback=self.file_answered, errback=self.unanswered, cb_kwargs={"entry": entry, "file": file})

    @recorded
    def file_answered(self, response: Response, entry: ledger.Entry, file: Attachment) -> Requests:
        """Keeps a file, or notes why it is none."""
        answer = answer_of(response)
        if response.status == 304 and self.record.file_known(entry.article, file.name):
            self._refused_in_a_row = 0
            self.record.file_unchanged(entry, file, answer)
            return []
        failed = failure_of(response, file.url)
        if failed is None and (why := not_a_file(response.body, file.name)):
            failed = (BLOCKED if is_challenge(response.body) else BROKEN), why
        if failed:
            self._failed(self.entry_of({"entry": entry, "file": file}), answer, *failed)
            return []
        self._refused_in_a_row = 0
        self.record.file_read(entry, file, response.body, answer)
        return []

    # Failures

    def unanswered(self, failure: Failure) -> None:
        """Notes a request that got no answer."""
        request = failure.request  # type: ignore[attr-defined]
        outcome, message = failure_from(failure)
        asked = request.meta.get("redirect_urls", [request.url])[0]
        try:
            self._failed(self.entry_of(request.cb_kwargs), Answer(asked, None), outcome, message)
        except (sqlite3.Error, OSError) as error:
            self.record.fatal = str(error)

    def _failed(self, entry: ledger.Entry, answer: Answer, outcome: str, message: str) -> None:
        if outcome == BLOCKED or (outcome == BROKEN and answer.status is None):
            self._refused_in_a_row += 1
        self.record.fail(entry, answer, outcome, message)

    def entry_of(self, asked: dict[str, Any]) -> ledger.Entry:
        """The ledger's row for what a request was about."""
        if "at" in asked:
            at: ListPage = asked["at"]
            return self.record.list_known(at) or ledger.Entry(self.site.id, ledger.LIST, at.key, url=at.url)
        entry: ledger.Entry = asked["entry"]
        if "file" not in asked:
            return entry
        file: Attachment = asked["file"]
        return ledger.Entry(self.site.id, ledger.FILE, entry.article, file.name, file.url, entry.url, entry.title,
                            file.text, entry.published_on)


def _page(response: Response) -> Page:
    content_type = response.headers.get("Content-Type")
    return Page(response.url, response.body, content_type.decode("latin-1") if content_type else None)


def _conditions(known: ledger.Entry) -> dict[str, str]:
    stated = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in stated.items() if value}


def _own_name(url: str) -> str:
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2] or "index"
    return last if last.endswith((".html", ".htm", ".shtml", ".jhtml")) else f"{last}.html"
