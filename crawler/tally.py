"""What one site's crawl has found so far, and what it could not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from http import HTTPStatus

from sqlite_utils import Database

from archive import fetches, ledger, problems, vanished
from archive.fetches import Answer
from archive.files import Files
from archive.opening import writing
from archive.sites import documents_known
from crawler.sitefile import Site

Tell = Callable[[str], None]


class Tally:
    """The state of a crawl of one site, with its failures; what it finds is noted by those that stand on it."""

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

    def unchanged(self) -> int:
        """How many documents known from before this run has not found changed."""
        return max(0, documents_known(self.db.conn, self.site.id) - self.counts["new"] - self.counts["changed"])
