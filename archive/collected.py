"""Keeping what was collected: the bytes first, then document, sighting, request and ledger in one transaction.

``keep`` is the whole of it. Who has something else to do while the disk works takes its halves: ``parts.store``,
which knows nothing of the database and may run in a thread of its own, then ``enter``.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from sqlite_utils import Database

from archive import fetches, ledger, problems, vanished
from archive.documents import Seen, seen_again, withdraw, write
from archive.files import Files, digest
from archive.opening import is_demo, writing
from archive.parts import Stored, store
from archive.resting import FETCHED

__all__ = ["INGESTED", "Kept", "Seen", "awaits_tool", "confirm", "enter", "keep", "stands"]

INGESTED = "ingest"
"""The site of documents that came from the disk."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a file. ``outcome``: new, changed or unchanged; ``documents``: ids of documents at its place."""

    outcome: str
    documents: tuple[str, ...]
    faults: tuple[str, ...] = ()
    """One message for each thing in it that could not be kept as a readable document."""


def keep(
    db: Database,
    files: Files,
    data: bytes,
    seen: Seen,
    answer: fetches.Answer | None = None,
    content_hash: str | None = None,
) -> Kept:
    """Stores a file seen at a place. The same bytes at the same place change nothing but the time last seen.

    A container's members become documents ``outer.zip/inner.pdf``; a refused container becomes a failed document of
    its own. ``content_hash`` replaces the checksum of the bytes in the ledger where bytes differ at every visit (HTML).
    """
    if any(stands(db, files, seen, checksum) for checksum in (content_hash, digest(data)) if checksum):
        return confirm(db, seen, answer)
    return enter(db, store(files, data, seen.file_name), seen, answer, content_hash)


def stands(db: Database, files: Files, seen: Seen, checksum: str) -> bool:
    """Whether a file with this checksum is kept at the place already, and nothing is left to be done with it."""
    known = ledger.find(db.conn, seen.site, ledger.FILE, seen.article, seen.file_name)
    return bool(
        known
        and known.sha256 == checksum
        and files.path(known.document or checksum)
        and not awaits_tool(db.conn, known)
    )


def enter(
    db: Database, stored: Stored, seen: Seen, answer: fetches.Answer | None = None, content_hash: str | None = None
) -> Kept:
    """Writes what is now stored into the archive, as ``keep`` says."""
    parts, refusals, sha256 = stored.parts, stored.refusals, stored.sha256
    sample = is_demo(db)
    with writing(db) as connection:
        _site_of_ingest(connection, seen.site)
        known = ledger.find(connection, seen.site, ledger.FILE, seen.article, seen.file_name)
        outcome = fetches.CHANGED if known and known.sha256 else fetches.NEW
        if known and known.sha256 == (content_hash or sha256) and not awaits_tool(connection, known):
            outcome = fetches.UNCHANGED  # another run has kept the same meanwhile
        documents = [
            write(
                connection,
                part,
                replace(seen, file_name=part.file_name, container=(sha256 if part.sha256 != sha256 else None)),
                sample=sample,
            )
            for part in parts
        ]
        for part, document in zip(parts, documents, strict=True):
            if part.file_name != seen.file_name:
                _settle(
                    connection, replace(seen, file_name=part.file_name), ledger.MEMBER, part.sha256, document, outcome
                )
        own = next(
            (document for part, document in zip(parts, documents, strict=True) if part.file_name == seen.file_name),
            None,
        )
        if own is None and known and known.document:
            withdraw(connection, known.document, seen)
        _settle(connection, seen, ledger.FILE, content_hash or sha256, own, outcome, answer)
        if stored.contains:
            _members_gone(connection, seen, {part.file_name for part in parts})
        if seen.url:
            problems.resolve(connection, seen.page_url or seen.url, seen.file_name)
        for refusal in refusals:
            problems.record(connection, refusal.kind, refusal.message, url=seen.url, printed=refusal.name)
        if answer:
            fetches.record(connection, seen.site, ledger.FILE, answer, outcome, sha256)
    faults = [part.fault.message for part in parts if part.fault] + [refusal.message for refusal in refusals]
    return Kept(outcome, tuple(documents), tuple(faults))


def confirm(db: Database, seen: Seen, answer: fetches.Answer | None = None) -> Kept:
    """Notes that the place still holds what it held (a 304, or the same bytes)."""
    with writing(db) as connection:
        known = ledger.find(connection, seen.site, ledger.FILE, seen.article, seen.file_name)
        if known is None:
            raise LookupError(f"{seen.site}, {seen.article}, {seen.file_name}: nothing is kept at this place yet")
        places = [(known.document, seen.file_name)] if known.document else _members(connection, seen)
        for document, file_name in places:
            seen_again(connection, document, replace(seen, file_name=file_name))
        etag = answer.etag if answer and answer.etag else known.etag
        modified = answer.last_modified if answer and answer.last_modified else known.last_modified
        ledger.settle(
            connection,
            replace(
                known,
                url=seen.url or known.url,
                page_url=seen.page_url or known.page_url,
                etag=etag,
                last_modified=modified,
            ),
            fetches.UNCHANGED,
        )
        if seen.url:
            problems.resolve(connection, seen.page_url or seen.url, seen.file_name)
        if answer:
            fetches.record(connection, seen.site, ledger.FILE, answer, fetches.UNCHANGED, known.sha256)
    return Kept(fetches.UNCHANGED, tuple(document for document, _ in places))


def awaits_tool(connection: sqlite3.Connection, known: ledger.Entry) -> bool:
    """Whether the place holds a container that lacked its unpacker: it is opened again, even if unchanged."""
    return bool(
        known.document
        and connection.execute(
            "select 1 from problems where document = ? and +kind = 'missing_tool'", (known.document,)
        ).fetchone()
    )


def _settle(
    connection: sqlite3.Connection,
    seen: Seen,
    kind: str,
    checksum: str,
    document: str | None,
    outcome: str,
    answer: fetches.Answer | None = None,
) -> None:
    ledger.settle(
        connection,
        ledger.Entry(
            seen.site,
            kind,
            seen.article,
            seen.file_name,
            url=seen.url or "",
            page_url=seen.page_url,
            title=seen.title,
            link_text=seen.link_text,
            published_on=seen.published_on,
            etag=answer.etag if answer else None,
            last_modified=answer.last_modified if answer else None,
            sha256=checksum,
            document=document,
        ),
        outcome,
    )


def _members(connection: sqlite3.Connection, seen: Seen) -> list[tuple[str, str]]:
    rows = connection.execute(
        "select document, file_name from ledger where site = ? and article = ? and kind = ? and state = ? "
        "and substr(file_name, 1, ?) = ?",
        (seen.site, seen.article, ledger.MEMBER, FETCHED, len(seen.file_name) + 1, f"{seen.file_name}/"),
    )
    return [(document, file_name) for document, file_name in rows]


def _members_gone(connection: sqlite3.Connection, seen: Seen, present: set[str]) -> None:
    """A container's new version may lack members of the old one: their documents stay, their places are gone."""
    for _, file_name in _members(connection, seen):
        if file_name not in present:
            connection.execute(
                "update ledger set state = ?, due_at = null "
                "where site = ? and kind = ? and article = ? and file_name = ?",
                (ledger.GONE, seen.site, ledger.MEMBER, seen.article, file_name),
            )
            vanished.gone(connection, seen.site, seen.article, vanished.UNLINKED, file_name)


def _site_of_ingest(connection: sqlite3.Connection, site: str) -> None:
    if site == INGESTED:
        connection.execute("insert or ignore into sites (id) values (?)", (INGESTED,))
