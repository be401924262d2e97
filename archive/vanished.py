"""Documents that their sites no longer offer: noticed, dated, and kept.

The evidence is written to the sighting, place by place: the article is no longer listed, it no longer links the file,
or what it links is no longer there. A document has vanished when no current place on any site still has it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from typing import Any

from sqlite_utils import Database

from archive import ledger
from archive.timestamps import now

UNLISTED, UNLINKED, MISSING = "unlisted", "unlinked", "missing"
BACK = (
    f"gone_since = iif(gone_why = '{UNLISTED}', gone_since, null), "
    f"gone_why = iif(gone_why = '{UNLISTED}', gone_why, null)"
)
"""What a file that was had again takes back: its article may still be listed nowhere."""

# A document that another one has replaced at its place has not vanished: only what the ledger holds there can.
_CURRENT = """
exists (select 1 from ledger l where l.site = s.site and l.article = s.article and l.file_name = s.file_name
  and l.kind in ('file', 'member') and l.document = s.document)
"""
_VANISHED = f"""
select s.document, d.city, d.county, d.department, d.year, d.stage, coalesce(d.title, s.title) as title, s.site, s.url,
  s.page_url, s.gone_since, s.gone_why, s.last_seen_at
from sightings s join documents d on d.id = s.document
where s.gone_since is not null and d.replaced_by is null and {_CURRENT} and not exists (
  select 1 from sightings o where o.document = s.document and o.gone_since is null and o.site != 'ingest'
  and {_CURRENT.replace("s.", "o.")})
order by s.gone_since desc, s.document, s.site
"""


def gone(connection: sqlite3.Connection, site: str, article: str, why: str, file_name: str | None = None) -> None:
    """Notes that an article, or one file of it with its members, is no longer to be had; the first day stays."""
    connection.execute(
        f"update sightings as s set gone_since = coalesce(gone_since, ?), gone_why = ? where site = ? and article = ? "
        f"and (? is null or file_name = ? or substr(file_name, 1, ?) = ?) and {_CURRENT} "
        f"and (gone_since is null or ? != '{UNLISTED}')",
        (now(), why, site, article, file_name, file_name, len(file_name or "") + 1, f"{file_name}/", why),
    )


def unlisted(connection: sqlite3.Connection, site: str, listed: Collection[str]) -> None:
    """Compares what a site lists, read to the end, with the articles that documents are known from."""
    known = connection.execute("select distinct article, gone_why from sightings where site = ?", (site,)).fetchall()
    for article, why in known:
        if article not in listed and why is None:
            gone(connection, site, article, UNLISTED)
        elif article in listed and why == UNLISTED:
            connection.execute(
                "update sightings set gone_since = null, gone_why = null "
                "where site = ? and article = ? and gone_why = ?",
                (site, article, UNLISTED),
            )


def unlinked(connection: sqlite3.Connection, site: str, article: str, linked: set[str]) -> None:
    """Marks the files that an article has ceased to link; their documents stay."""
    for entry in ledger.no_longer_linked(connection, site, article, linked):
        gone(connection, site, article, UNLINKED, entry.file_name)


def vanished(db: Database) -> list[dict[str, Any]]:
    """Every document that no site offers any more, a row for each place where it stood, the latest first.

    None where the archive was last written before this was noticed.
    """
    if "gone_since" not in db["sightings"].columns_dict:
        return []
    return list(db.query(_VANISHED))
