"""The log of requests: what was asked of a site, when, and what came."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive.timestamps import now

NEW = "new"
UNCHANGED = "unchanged"
CHANGED = "changed"
BLOCKED = "blocked"
MISSING = "missing"
BROKEN = "broken"
REFUSED = "refused"
TOO_BIG = "too_big"
MOVED = "moved"
"""A redirect: what was to be had there stands in the row of the request that followed."""

FAILURES = (BLOCKED, MISSING, BROKEN, REFUSED, TOO_BIG)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one request brought, before it is known whether it brought anything new."""

    url: str
    status: int | None
    etag: str | None = None
    last_modified: str | None = None
    elapsed: float | None = None
    """Seconds."""


def record(
    connection: sqlite3.Connection, site: str, kind: str, answer: Answer, outcome: str, sha256: str | None = None
) -> None:
    """Adds one row to ``fetches``. ``kind`` is list, article, file or robots."""
    elapsed = None if answer.elapsed is None else round(answer.elapsed, 3)
    connection.execute(
        "insert into fetches (url, site, kind, status, outcome, fetched_at, etag, last_modified, sha256, elapsed) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (answer.url, site, kind, answer.status, outcome, now(), answer.etag, answer.last_modified, sha256, elapsed),
    )


def last_seen(connection: sqlite3.Connection, url: str) -> str | None:
    """The SHA-256 of what an address last brought."""
    row = connection.execute(
        "select sha256 from fetches where url = ? and sha256 is not null order by id desc limit 1", (url,)
    ).fetchone()
    return row[0] if row else None
