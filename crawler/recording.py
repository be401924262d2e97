"""One site's crawl in the archive: each step is one short transaction, so a kill between two loses nothing."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from http import HTTPStatus

from sqlite_utils import Database

from archive import fetches, ledger, problems, vanished
from archive.collected import Kept, Seen, awaits_tool, confirm, enter, stands
from archive.fetches import Answer
from archive.files import Files, digest
from archive.opening import writing
from archive.parts import store
from crawler.attachments import Attachment, Links
from crawler.lists import Listing, ListPage, Row
from crawler.shapes import is_of
from crawler.sitefile import Site
from crawler.titles import may_be_disclosure

Tell = Callable[[str], None]


class Record:
    """What a crawl of one site has found so far, and the only way in which its spider writes."""

    def __init__(self, site: Site, db: Database, files: Files, tell: Tell) -> None:
        self.site = site
        self.db = db
        self.files = files
        self.tell = tell
        self.counts: Counter[str] = Counter()
        """new, changed (documents), foreign (links dropped), other (titles that are no disclosures)."""
        self.failed: Counter[str] = Counter()
        """Failures by kind, words of ``fetches.outcome`` and kinds of ``problems``."""
        self.list_failures: Counter[str] = Counter()
        """The failures that kept a list from being read to its end."""
        self.listed: set[str] = set()
        """Keys of the disclosure articles listed in this run."""
        self.would_ask: list[ledger.Entry] = []
        """The articles that a dry run would have asked for."""
        self.moved_to: str | None = None
        """The family that the site's addresses are of now, where that is not the declared one."""
        self.at_home = False
        """Whether any list has shown an article of the declared family."""
        self.gave_up = False
        """Whether the site refused so often that it was left alone."""
        self.fatal: str | None = None
        """Why something could not be recorded; the run has ended there."""

    # Lists

    def list_known(self, page: ListPage) -> ledger.Entry | None:
        """What the ledger holds of a list page."""
        return ledger.find(self.db.conn, self.site.id, ledger.LIST, page.key)

    def list_read(self, page: ListPage, listing: Listing, answer: Answer, sha256: str, reader: str) -> list[Row]:
        """Notes a list page and makes its new and changed disclosure articles due; returns its disclosures."""
        known = self.list_known(page)
        outcome = (
            fetches.NEW
            if known is None or known.found is None
            else (fetches.UNCHANGED if known.sha256 == sha256 else fetches.CHANGED)
        )
        rows = [row for row in listing.rows if may_be_disclosure(row.title)]
        with writing(self.db) as connection:
            fetches.record(connection, self.site.id, ledger.LIST, answer, outcome, sha256)
            problems.resolve(connection, page.url)
            for row in rows:
                if row.article not in self.listed and self._news(row):
                    ledger.expect(
                        connection,
                        ledger.Entry(
                            self.site.id,
                            ledger.ARTICLE,
                            row.article,
                            url=row.url,
                            page_url=page.url,
                            title=row.title,
                            published_on=row.published_on,
                            found=_files(row),
                        ),
                    )
                self.listed.add(row.article)
            ledger.settle(
                connection,
                ledger.Entry(
                    self.site.id,
                    ledger.LIST,
                    page.key,
                    url=page.url,
                    etag=answer.etag,
                    last_modified=answer.last_modified,
                    sha256=sha256,
                    found={**listing.to_json(), "reader": reader},
                ),
                outcome,
            )
            following = listing.next if outcome != fetches.UNCHANGED else None
            while following is not None:
                ledger.wake(connection, self.site.id, ledger.LIST, following.key)
                following = following.or_else
            if listing.moved_to:
                problems.record(
                    connection, "family_changed", f"网页的网址已是另一种网站系统：{listing.moved_to}", url=page.url
                )
            if listing.foreign:
                number, first = len(listing.foreign), listing.foreign[0]
                told = f"列表所列的 {number} 篇公开在本站以外的主机上，未取，如：{first}"
                problems.record(connection, "foreign_link", told, url=page.url)
            if listing.incomplete:
                problems.record(connection, "list_incomplete", listing.incomplete, url=page.url)
        self.list_failures["list_incomplete"] += bool(listing.incomplete)
        self.moved_to = self.moved_to or listing.moved_to
        self.at_home = self.at_home or any(is_of(self.site.family, row.url) for row in listing.rows)
        self.counts["other"] += len(listing.rows) - len(rows)
        self.counts["foreign"] += len(listing.foreign)
        return rows

    def lists_complete(self) -> None:
        """Notes, when every list was read to its end, which known articles are on none of them any more."""
        with writing(self.db) as connection:
            vanished.unlisted(connection, self.site.id, self.listed)

    def _news(self, row: Row) -> bool:
        known = ledger.find(self.db.conn, self.site.id, ledger.ARTICLE, row.article)
        return (
            known is None
            or known.title != row.title
            or known.found != _files(row)
            or (row.published_on is not None and known.published_on != row.published_on)
        )

    # Articles

    def due(self, everything: bool) -> Iterator[ledger.Entry]:
        """The articles to ask for, read from the ledger as they are needed."""
        return ledger.due_articles(self.db.conn, self.site.id, everything=everything)

    def files_of(self, article: str) -> list[ledger.Entry]:
        """The files known of an article, those that it no longer links aside."""
        return [entry for entry in ledger.files_of(self.db.conn, self.site.id, article) if entry.state != ledger.GONE]

    def article_read(
        self, entry: ledger.Entry, shown: ledger.Entry, answer: Answer, sha256: str, links: Links, *, taken: bool
    ) -> None:
        """Notes an article and makes its files due, unless they are taken already; files no longer linked are gone.

        ``entry`` is the article as listed, which tells whether the list says something new; ``shown`` has title and
        date as its own page shows them.
        """
        outcome = (
            fetches.NEW if entry.sha256 is None else (fetches.UNCHANGED if entry.sha256 == sha256 else fetches.CHANGED)
        )
        with writing(self.db) as connection:
            fetches.record(connection, self.site.id, ledger.ARTICLE, answer, outcome, sha256)
            problems.resolve(connection, entry.url)
            connection.execute(
                "delete from problems where +kind = 'foreign_link' and url = ?", (problems.stable(entry.url),)
            )
            for file in () if taken else links.files:
                ledger.expect(connection, shown.attached(file.name, file.url, file.text))
            ledger.settle(
                connection, replace(entry, etag=answer.etag, last_modified=answer.last_modified, sha256=sha256), outcome
            )
            vanished.no_longer_linked(connection, self.site.id, entry.article, {file.name for file in links.files})
            for file in links.lost:
                problems.record(
                    connection,
                    "foreign_link",
                    f"文件在本站以外的主机上，未取：{file.url}",
                    url=entry.url,
                    printed=file.name,
                )
        self.counts["foreign"] += links.foreign + len(links.lost)

    def article_unchanged(self, entry: ledger.Entry, answer: Answer) -> None:
        """Notes that an article answered 304: its known files are asked again."""
        with writing(self.db) as connection:
            fetches.record(connection, self.site.id, ledger.ARTICLE, answer, fetches.UNCHANGED, entry.sha256)
            for file in self.files_of(entry.article):
                ledger.expect(connection, file)
            ledger.settle(connection, entry, fetches.UNCHANGED)

    def nothing_attached(self, entry: ledger.Entry) -> None:
        """Notes an article that announces a disclosure and offers none."""
        with writing(self.db) as connection:
            problems.record(
                connection, "nothing_attached", f"网页没有附件，正文也没有法定表：{entry.title}", url=entry.url
            )
        self.failed["nothing_attached"] += 1

    # Files

    def file_known(self, article: str, name: str) -> ledger.Entry | None:
        """What the ledger holds of a file, if it may be asked conditionally."""
        known = ledger.find(self.db.conn, self.site.id, ledger.FILE, article, name)
        if known is None or known.sha256 is None or awaits_tool(self.db.conn, known):
            return None
        return known if self.files.path(known.document or known.sha256) else None

    def seen(self, entry: ledger.Entry, name: str, url: str, text: str | None) -> Seen:
        """How a file of an article was seen."""
        return Seen(
            self.site.id,
            entry.article,
            name,
            url=url,
            page_url=entry.url,
            title=entry.title,
            link_text=text,
            published_on=entry.published_on,
        )

    async def file_read(
        self, entry: ledger.Entry, file: Attachment, data: bytes, answer: Answer | None, content_hash: str | None = None
    ) -> None:
        """Keeps a file's bytes. While the disk takes them the crawl goes on; rows are written when it has them."""
        seen = self.seen(entry, file.name, file.url, file.text)
        if stands(self.db, self.files, seen, content_hash or digest(data)):
            self._count(confirm(self.db, seen, answer), file)
            return
        stored = await asyncio.to_thread(store, self.files, data, file.name)
        self._count(enter(self.db, stored, seen, answer, content_hash), file)

    def file_unchanged(self, entry: ledger.Entry, file: Attachment, answer: Answer | None) -> None:
        """Notes that a file answered 304, or that the article which is itself the file did."""
        self._count(confirm(self.db, self.seen(entry, file.name, file.url, file.text), answer), file)

    def _count(self, kept: Kept, file: Attachment) -> None:
        if kept.outcome != fetches.UNCHANGED:
            self.counts[kept.outcome] += len(kept.documents)
        self.failed["unreadable"] += len(kept.faults)
        self.tell(f"{self.site.id}  {kept.outcome}  {file.text or file.name}")

    # Failures

    def fail(self, entry: ledger.Entry, answer: Answer, outcome: str, message: str, *, guessed: bool = False) -> None:
        """Notes that a list page, an article or a file could not be had, and why.

        ``guessed``: a column that some page links and the site file does not name; without it the lists are whole.
        """
        with writing(self.db) as connection:
            fetches.record(connection, self.site.id, entry.kind, answer, outcome)
            problems.record(
                connection,
                f"crawl_{outcome}",
                message,
                url=entry.page_url or entry.url if entry.kind == ledger.FILE else entry.url,
                printed=entry.file_name or None,
            )
            passing = answer.status is None or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            ledger.settle(connection, entry, outcome, passing=passing and outcome == fetches.BROKEN)
            if outcome == fetches.MISSING and entry.kind != ledger.LIST:
                vanished.gone(connection, self.site.id, entry.article, vanished.MISSING, entry.file_name or None)
        self.failed[outcome] += 1
        if entry.kind == ledger.LIST and not guessed:
            self.list_failures[outcome] += 1
        self.tell(f"{self.site.id}  {outcome}  {answer.url}  {message}")

    def passed_over(self, kind: str, answer: Answer, outcome: str, sha256: str | None = None) -> None:
        """Notes a request about which nothing else is to be noted; the same bytes as the last time are unchanged."""
        with writing(self.db) as connection:
            before = fetches.last_seen(connection, answer.url) if sha256 else None
            if before:
                outcome = fetches.UNCHANGED if before == sha256 else fetches.CHANGED
            fetches.record(connection, self.site.id, kind, answer, outcome, sha256)

    def list_ended(self, page: ListPage, answer: Answer) -> None:
        """Notes that a list ended before this page (a 404, no article or a repetition where no total is stated)."""
        with writing(self.db) as connection:
            fetches.record(connection, self.site.id, ledger.LIST, answer, fetches.MISSING)
            ledger.settle(connection, ledger.Entry(self.site.id, ledger.LIST, page.key, url=page.url), fetches.MISSING)

    def unchanged(self) -> int:
        """How many documents known from before this run has not found changed."""
        return max(0, ledger.documents_known(self.db.conn, self.site.id) - self.counts["new"] - self.counts["changed"])


def _files(row: Row) -> dict[str, list[list[str]]] | None:
    return {"files": [list(file) for file in row.files]} if row.files else None
