"""Rows of ``documents`` and ``sightings`` for what stands at a place, and which document replaces which."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from archive import ledger, problems, vanished
from archive.parts import Part
from archive.timestamps import now


@dataclass(frozen=True, slots=True)
class Seen:
    """Where and how a file was seen. ``site``, ``article`` and ``file_name`` are its place."""

    site: str
    article: str
    file_name: str
    url: str | None = None
    page_url: str | None = None
    title: str | None = None
    link_text: str | None = None
    published_on: str | None = None
    container: str | None = None
    city: str | None = None
    department: str | None = None
    year: int | None = None
    by: str | None = None
    """City, department, year and by: what a person stated on ingest, for what the document does not say."""


_OUTCOMES = {
    "encrypted": "encrypted",
    "malformed": "malformed",
    "container_bomb": "too_big",
    "too_big": "too_big",
    "nested_too_deep": "unsupported",
    "missing_tool": "unsupported",
    "unsupported": "unsupported",
}


def write(connection: sqlite3.Connection, part: Part, seen: Seen, *, sample: bool) -> str:
    """Writes document and sighting; the document that stood at this place before is replaced by it."""
    moment = now()
    _write_document(connection, part, seen, moment, sample=sample)
    _due_when_told(connection, part.sha256, seen)
    if part.fault:
        problems.record(connection, part.fault.kind, part.fault.message, document=part.sha256, url=seen.url)
    _write_sighting(connection, part.sha256, seen, moment)
    _replace(connection, seen, part.sha256)
    return part.sha256


def _write_document(connection: sqlite3.Connection, part: Part, seen: Seen, moment: str, *, sample: bool) -> None:
    status, outcome = ("failed", _OUTCOMES[part.fault.kind]) if part.fault else ("collected", None)
    connection.execute(
        "insert into documents (id, file_sha256, title, source_url, page_url, published_on, first_seen_at, "
        "last_seen_at, media_type, bytes, status, outcome, sample) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "on conflict (id) do update set source_url = coalesce(excluded.source_url, source_url), "
        "page_url = coalesce(excluded.page_url, page_url), last_seen_at = excluded.last_seen_at",
        (
            part.sha256,
            part.sha256,
            seen.link_text or seen.title,
            seen.url,
            seen.page_url,
            seen.published_on,
            moment,
            moment,
            part.media_type,
            part.size,
            status,
            outcome,
            int(sample),
        ),
    )


def _write_sighting(connection: sqlite3.Connection, document: str, seen: Seen, moment: str) -> None:
    connection.execute(
        "insert into sightings (document, site, article, file_name, url, page_url, title, link_text, published_on, "
        "container, stated_city, stated_department, stated_year, stated_by, first_seen_at, last_seen_at) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "on conflict (document, site, article, file_name) do update set url = excluded.url, "
        "page_url = excluded.page_url, title = excluded.title, link_text = excluded.link_text, "
        "published_on = excluded.published_on, last_seen_at = excluded.last_seen_at, "
        f"{vanished.BACK}",
        (
            document,
            seen.site,
            seen.article,
            seen.file_name,
            seen.url,
            seen.page_url,
            seen.title,
            seen.link_text,
            seen.published_on,
            seen.container,
            seen.city,
            seen.department,
            seen.year,
            seen.by,
            moment,
            moment,
        ),
    )


def seen_again(connection: sqlite3.Connection, document: str | None, seen: Seen) -> None:
    """Notes that a document still stands at a place, and what is said of it there now."""
    moment = now()
    if document:
        _due_when_told(connection, document, seen)
    connection.execute(
        "update sightings set last_seen_at = ?, url = coalesce(?, url), page_url = coalesce(?, page_url), "
        "title = coalesce(?, title), link_text = coalesce(?, link_text), "
        "published_on = coalesce(?, published_on), stated_city = coalesce(?, stated_city), "
        "stated_department = coalesce(?, stated_department), stated_year = coalesce(?, stated_year), "
        f"stated_by = coalesce(?, stated_by), {vanished.BACK} "
        "where document = ? and site = ? and article = ? and file_name = ?",
        (
            moment,
            seen.url,
            seen.page_url,
            seen.title,
            seen.link_text,
            seen.published_on,
            seen.city,
            seen.department,
            seen.year,
            seen.by,
            document,
            seen.site,
            seen.article,
            seen.file_name,
        ),
    )
    connection.execute(
        "update documents set last_seen_at = ?, source_url = coalesce(?, source_url), "
        "page_url = coalesce(?, page_url) where file_sha256 = ?",
        (moment, seen.url, seen.page_url, document),
    )


def _due_when_told(connection: sqlite3.Connection, document: str, seen: Seen) -> None:
    """A converted document of which a person now says what nobody has said is due again."""
    said = connection.execute(
        "select 1 from sightings where document = ? and stated_city is coalesce(?, stated_city) "
        "and stated_department is coalesce(?, stated_department) and stated_year is coalesce(?, stated_year)",
        (document, seen.city, seen.department, seen.year),
    ).fetchone()
    if said is None:
        connection.execute(
            "update documents set status = 'collected' where file_sha256 = ? and status = 'extracted'", (document,)
        )


def _replace(connection: sqlite3.Connection, seen: Seen, new: str) -> None:
    row = connection.execute(
        "select document from ledger where site = ? and kind in (?, ?) and article = ? and file_name = ? "
        "and document is not null",
        (seen.site, ledger.FILE, ledger.MEMBER, seen.article, seen.file_name),
    ).fetchone()
    old = row[0] if row else None
    # A document that comes back to a place (a correction withdrawn) is current again, and due: others hold its forms.
    connection.execute(
        "update documents set replaced_by = null, status = iif(status = 'extracted', 'collected', status) "
        "where file_sha256 = ? and replaced_by is not null",
        (new,),
    )
    if old and old != new and not stands_elsewhere(connection, old, seen):
        connection.execute("update documents set replaced_by = ? where file_sha256 = ?", (new, old))


def stands_elsewhere(connection: sqlite3.Connection, document: str, seen: Seen) -> bool:
    """Whether a document stands at another place than this one."""
    return bool(
        connection.execute(
            "select 1 from ledger where document = ? and +state = 'fetched' "
            "and not (site = ? and article = ? and file_name = ?)",
            (document, seen.site, seen.article, seen.file_name),
        ).fetchone()
    )


def withdraw(connection: sqlite3.Connection, container: str, seen: Seen) -> None:
    """Removes the failed document that stood for a container which has opened now; its bytes stay stored."""
    if stands_elsewhere(connection, container, seen):
        return
    connection.execute("delete from problems where document = ?", (container,))
    connection.execute("delete from sightings where document = ?", (container,))
    connection.execute("update documents set replaced_by = null where replaced_by = ?", (container,))
    connection.execute("delete from documents where file_sha256 = ? and status = 'failed'", (container,))
