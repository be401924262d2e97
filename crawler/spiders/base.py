"""The spider of every family: lists first, then the articles that are due, then their files.

How a family writes its pages is its ``Dialect``; everything that is written to the archive goes through ``Record``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import scrapy
from scrapy import signals
from scrapy.exceptions import DontCloseSpider

from archive import ledger
from archive.fetches import BLOCKED, BROKEN, Answer
from archive.files import digest
from archive.media import HTML, MARKDOWN, TEXT, XML, media_type
from crawler.answers import answer_of, failure_of, not_a_file
from crawler.asking import Requests, conditions, page_of, recorded
from crawler.attachments import Attachment, Links, name_of
from crawler.bodies import content_hash, holds_disclosure
from crawler.guards import is_challenge
from crawler.page import Page
from crawler.titles import is_disclosure
from crawler.walking import Walking

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_PAGES = (HTML, XML, TEXT, MARKDOWN)
_PRIORITY = 10


class DisclosureSpider(Walking):
    """One instance crawls one site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queue: Iterator[ledger.Entry] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> DisclosureSpider:
        """As Scrapy asks; articles are taken from the ledger whenever nothing else is left to do."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.take_more, signal=signals.spider_idle)
        return spider

    # Articles

    def take_more(self) -> None:
        """Asks for the first article that is due, and for the next after one that failed; else the spider closes."""
        if self.choice.dry_run and not self.given_up:
            self.record.would_ask += self._due()
        elif self._go_on():
            raise DontCloseSpider

    def _go_on(self) -> bool:
        """Asks for the next article at once; whether there was one to ask for."""
        following = self._next_article()
        for request in following:
            self.crawler.engine.crawl(request)
        return bool(following)

    def _next_article(self) -> Requests:
        """The request for the next article that is due, one at a time: a site that refuses is left alone at once."""
        if self.record.fatal:
            return []
        entry = next(self._due(), None)
        if self.given_up:
            self.record.gave_up = entry is not None
            return []
        return [self._article_request(entry)] if entry else []

    def _due(self) -> Iterator[ledger.Entry]:
        if self._queue is None:
            chosen = filter(self.choice.wants, self.record.due(self.choice.revisit))
            self._queue = islice(chosen, self.choice.limit)
        return self._queue

    def _article_request(self, entry: ledger.Entry) -> Request:
        files = self.record.files_of(entry.article)
        # A file's address with a query may hold a token that is good for one visit: the page must tell it anew.
        fresh = any(urlsplit(file.url).query for file in files) or not files
        return scrapy.Request(
            entry.url,
            headers={} if fresh else conditions(entry),
            dont_filter=True,
            callback=self.article_answered,
            errback=self.unanswered,
            cb_kwargs={"entry": entry},
        )

    @recorded
    async def article_answered(self, response: Response, entry: ledger.Entry) -> Requests:
        """Reads an article and asks for its files."""
        answer = answer_of(response)
        failed = None if response.status == 304 else failure_of(response, entry.url)
        moved = failed is None and response.url != entry.url and self.key_of(response.url)
        if moved and self.record.article_moved(entry, moved, answer):
            self.answered()
            return self._next_article()
        if response.status == 304:
            self.answered()
            self.record.article_unchanged(entry, answer)
            return [*self._files_again(entry), *self._next_article()]
        if failed:
            self.failed({"entry": entry}, answer, *failed)
            return []
        self.answered()
        return await self.article_found(entry, page_of(response), answer)

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

    async def article_found(self, entry: ledger.Entry, page: Page, answer: Answer) -> Requests:
        """Takes what an article holds: its files, or itself when it is the disclosure."""
        if media_type(page.body) not in _PAGES:
            return await self._file_in_place(entry, page, answer)
        article = self.read_article(page, map(tuple, (entry.found or {}).get("files", ())))
        shown = replace(
            entry, title=article.title or entry.title, published_on=article.published_on or entry.published_on
        )
        checksum = content_hash(shown.title or "", shown.published_on, article.parts, article.links.files)
        links = article.links
        if article.title and not is_disclosure(entry.title or "") and not is_disclosure(article.title):
            # The list had cut the title off; in full it announces something else.
            self.record.article_read(entry, shown, answer, checksum, Links([], [], 0), taken=False)
            return self._next_article()
        whole = not links.files and holds_disclosure(article.parts)
        if whole:
            itself = Attachment(_own_name(entry.url), entry.url, None)
            self._go_on()
            await self.record.file_read(shown, itself, page.body, None, checksum)
            links = replace(links, files=[itself])
        self.record.article_read(entry, shown, answer, checksum, links, taken=whole)
        if whole:
            return []
        if not links.files and not links.lost:
            self.record.nothing_attached(shown)
        return [*(self._file_request(shown, file) for file in reversed(links.files)), *self._next_article()]

    async def _file_in_place(self, entry: ledger.Entry, page: Page, answer: Answer) -> Requests:
        """Takes a file that the list has linked in the place of an article."""
        itself = Attachment(name_of(entry.url, None), entry.url, entry.title)
        self._go_on()
        await self.record.file_read(entry, itself, page.body, None)
        self.record.article_read(entry, entry, answer, digest(page.body), Links([itself], [], 0), taken=True)
        return []

    # Files

    def _file_request(self, entry: ledger.Entry, file: Attachment) -> Request:
        known = self.record.file_known(entry.article, file.name)
        return scrapy.Request(
            file.url,
            headers=conditions(known) if known else {},
            dont_filter=True,
            priority=_PRIORITY,
            callback=self.file_answered,
            errback=self.unanswered,
            cb_kwargs={"entry": entry, "file": file},
        )

    @recorded
    async def file_answered(self, response: Response, entry: ledger.Entry, file: Attachment) -> Requests:
        """Keeps a file, or notes why it is none."""
        answer = answer_of(response)
        if response.status == 304 and self.record.file_known(entry.article, file.name):
            self.answered()
            self.record.file_unchanged(entry, file, answer)
            return []
        failed = failure_of(response, file.url)
        if failed is None and (why := not_a_file(response.body, file.name)):
            failed = (BLOCKED if is_challenge(response.body) else BROKEN), why
        if failed:
            self.failed({"entry": entry, "file": file}, answer, *failed)
            return []
        self.answered()
        await self.record.file_read(entry, file, response.body, answer)
        return []


def _own_name(url: str) -> str:
    last = urlsplit(url).path.rstrip("/").rpartition("/")[2] or "index"
    return last if last.endswith((".html", ".htm", ".shtml", ".jhtml")) else f"{last}.html"
