"""One site's crawl in the archive: each step is one short transaction, so a kill between two loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

from archive import fetches, ledger, problems, vanished
from archive.collected import Kept, Seen, awaits_tool, confirm, enter, stands
from archive.fetches import Answer
from archive.files import digest
from archive.opening import writing
from archive.parts import store
from crawler.attachments import Attachment, Links
from crawler.listed import Listed


class Record(Listed):
    """The only way in which a site's spider writes: its lists, its articles, their files and its failures."""

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
            vanished.unlinked(connection, self.site.id, entry.article, {file.name for file in links.files})
            for file in links.lost:
                problems.record(
                    connection,
                    "foreign_link",
                    f"文件在本站以外的主机上，未取：{file.url}",
                    url=entry.url,
                    printed=file.name,
                )
            if links.unread:
                problems.record(
                    connection,
                    "link_unread",
                    f"附件由脚本打开，看不出文件的地址，未取：{'、'.join(links.unread)}",
                    url=entry.url,
                )
        self.counts["foreign"] += links.foreign + len(links.lost)

    def article_unchanged(self, entry: ledger.Entry, answer: Answer) -> None:
        """Notes that an article answered 304: its known files are asked again."""
        with writing(self.db) as connection:
            fetches.record(connection, self.site.id, ledger.ARTICLE, answer, fetches.UNCHANGED, entry.sha256)
            for file in self.files_of(entry.article):
                ledger.expect(connection, file)
            ledger.settle(connection, entry, fetches.UNCHANGED)

    def article_moved(self, entry: ledger.Entry, to: str, answer: Answer) -> bool:
        """Notes an article whose address leads to the article ``to``, if that is a known one, and says whether it is.

        The files are had there from now on. Those of an article that no list has named would be had nowhere.
        """
        if to == entry.article or ledger.find(self.db.conn, self.site.id, ledger.ARTICLE, to) is None:
            return False
        with writing(self.db) as connection:
            fetches.record(connection, self.site.id, ledger.ARTICLE, answer, fetches.MOVED)
            vanished.gone(connection, self.site.id, entry.article, vanished.MISSING)
            ledger.no_longer_linked(connection, self.site.id, entry.article, set())
            ledger.settle(connection, entry, fetches.MISSING)
        return True

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
