"""Which of the articles that a site lists a run asks for."""

from __future__ import annotations

from dataclasses import dataclass

from archive.ledger import Entry
from crawler.titles import year_of


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of the listed articles a run asks for."""

    year: int | None = None
    since: str | None = None
    limit: int | None = None
    revisit: bool = False
    """Ask for known articles too, however recently they were asked for."""
    dry_run: bool = False

    def wants(self, entry: Entry) -> bool:
        """Whether an article is chosen by its year and date; one without a date is not kept out by ``since``."""
        published = entry.published_on
        if self.since and published and published < self.since:
            return False
        stated = year_of(entry.title or "") or (int(published[:4]) if published else None)
        return self.year is None or stated is None or stated == self.year
