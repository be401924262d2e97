"""The publishing sites and how their last crawl went."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from archive.ledger import ARTICLE, FILE, MEMBER
from archive.opening import writing
from archive.timestamps import now

FRESH, BLOCKED, GONE, CHANGED, BROKEN, EMPTY = "fresh", "blocked", "gone", "changed", "broken", "empty"


def register(
    db: Database,
    site: str,
    *,
    city: str,
    county: str | None,
    division_code: str,
    family: str,
    hosts: Sequence[str],
    start: Sequence[str],
) -> None:
    """Writes what a site file says of its site; the site's state stays."""
    with writing(db) as connection:
        connection.execute(
            "insert into sites (id, city, county, division_code, family, hosts, start) values (?, ?, ?, ?, ?, ?, ?) "
            "on conflict (id) do update set city = excluded.city, county = excluded.county, "
            "division_code = excluded.division_code, family = excluded.family, hosts = excluded.hosts, "
            "start = excluded.start",
            (site, city, county, division_code, family, _json(hosts), _json(start)),
        )


def close(db: Database, site: str, state: str, listed: int, summary: Mapping[str, Any]) -> None:
    """Writes how a crawl of the site ended. ``last_good_at`` moves only when it is ``fresh``."""
    moment = now()
    with writing(db) as connection:
        connection.execute(
            "update sites set state = ?, last_crawl_at = ?, listed = ?, summary = ?, "
            "last_good_at = iif(? = 'fresh', ?, last_good_at) where id = ?",
            (state, moment, listed, _json(summary), state, moment, site),
        )


def yielded_before(db: Database, site: str) -> bool:
    """Whether the site has ever listed a disclosure."""
    row = db.conn.execute("select 1 from ledger where site = ? and kind = ? limit 1", (site, ARTICLE)).fetchone()
    return row is not None


def documents_known(connection: sqlite3.Connection, site: str) -> int:
    """At how many places of this site a document stands."""
    return int(
        connection.execute(
            "select count(*) from ledger where site = ? and kind in (?, ?) and document is not null",
            (site, FILE, MEMBER),
        ).fetchone()[0]
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
