"""What the lists of one site's crawl say, in the archive."""

from __future__ import annotations

import sqlite3

from archive import fetches, ledger, problems, vanished
from archive.fetches import Answer
from archive.opening import writing
from crawler.lists import Listing, ListPage, Row
from crawler.shapes import is_of
from crawler.tally import Tally
from crawler.titles import may_be_disclosure


class Listed(Tally):
    """Notes the list pages of a site and makes the articles due that they announce."""

    def list_known(self, page: ListPage) -> ledger.Entry | None:
        """What the ledger holds of a list page."""
        return ledger.find(self.db.conn, self.site.id, ledger.LIST, page.key)

    def list_read(self, page: ListPage, listing: Listing, answer: Answer, sha256: str, reader: str) -> list[Row]:
        """Notes a list page and makes its new and changed disclosure articles due; returns its disclosures."""
        outcome = _outcome(self.list_known(page), sha256)
        rows = [row for row in listing.rows if may_be_disclosure(row.title)]
        with writing(self.db) as connection:
            fetches.record(connection, self.site.id, ledger.LIST, answer, outcome, sha256)
            problems.resolve(connection, page.url)
            self._expect(connection, page, rows)
            entry = ledger.Entry(
                self.site.id,
                ledger.LIST,
                page.key,
                url=page.url,
                etag=answer.etag,
                last_modified=answer.last_modified,
                sha256=sha256,
                found={**listing.to_json(), "reader": reader},
            )
            ledger.settle(connection, entry, outcome)
            following = listing.next if outcome != fetches.UNCHANGED else None
            while following is not None:
                ledger.wake(connection, self.site.id, ledger.LIST, following.key)
                following = following.or_else
            _tell(connection, page, listing)
        self.list_failures["list_incomplete"] += bool(listing.incomplete)
        self.moved_to = self.moved_to or listing.moved_to
        self.at_home = self.at_home or any(is_of(self.site.family, row.url) for row in listing.rows)
        self.counts["other"] += len(listing.rows) - len(rows)
        self.counts["foreign"] += len(listing.foreign)
        return rows

    def _expect(self, connection: sqlite3.Connection, page: ListPage, rows: list[Row]) -> None:
        """Makes those of a list page's articles due that are new or announced in another way; of one that only moved
        notes where it is now."""
        for row in rows:
            if row.article in self.listed:
                continue
            before = ledger.find(connection, self.site.id, ledger.ARTICLE, row.article)
            if before is None or _news(before, row):
                article = ledger.Entry(
                    self.site.id,
                    ledger.ARTICLE,
                    row.article,
                    url=row.url,
                    page_url=page.url,
                    title=row.title,
                    published_on=row.published_on,
                    found=_files(row),
                )
                ledger.expect(connection, article)
            elif before.url != row.url:
                ledger.readdress(connection, self.site.id, row.article, row.url, page.url)
            self.listed.add(row.article)

    def lists_complete(self) -> None:
        """Notes, when every list was read to its end, which known articles are on none of them any more."""
        with writing(self.db) as connection:
            vanished.unlisted(connection, self.site.id, self.listed)

    def list_ended(self, page: ListPage, answer: Answer) -> None:
        """Notes that a list ended before this page (a 404, no article or a repetition where no total is stated)."""
        with writing(self.db) as connection:
            fetches.record(connection, self.site.id, ledger.LIST, answer, fetches.MISSING)
            ledger.settle(connection, ledger.Entry(self.site.id, ledger.LIST, page.key, url=page.url), fetches.MISSING)


def _news(before: ledger.Entry, row: Row) -> bool:
    return (
        before.title != row.title
        or before.found != _files(row)
        or (row.published_on is not None and before.published_on != row.published_on)
    )


def _files(row: Row) -> dict[str, list[list[str]]] | None:
    return {"files": [list(file) for file in row.files]} if row.files else None


def _outcome(known: ledger.Entry | None, sha256: str) -> str:
    """What reading a list page has come to. ``known``: what the ledger holds of it; ``sha256``: of what it shows."""
    if known is None or known.found is None:
        return fetches.NEW
    return fetches.UNCHANGED if known.sha256 == sha256 else fetches.CHANGED


def _tell(connection: sqlite3.Connection, page: ListPage, listing: Listing) -> None:
    """Notes what of a list page cannot be followed."""
    if listing.moved_to:
        message = f"网页的网址已是另一种网站系统：{listing.moved_to}"
        problems.record(connection, "family_changed", message, url=page.url)
    if listing.foreign:
        number, first = len(listing.foreign), listing.foreign[0]
        message = f"列表所列的 {number} 篇公开在本站以外的主机上，未取，如：{first}"
        problems.record(connection, "foreign_link", message, url=page.url)
    if listing.incomplete:
        problems.record(connection, "list_incomplete", listing.incomplete, url=page.url)
