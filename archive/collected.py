"""Keeping what was collected: the bytes first, then document, sighting, request and ledger in one transaction."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from sqlite_utils import Database

from archive import containers, fetches, ledger, media, problems
from archive.files import Files
from archive.opening import is_demo, writing
from archive.timestamps import now

INGESTED = "ingest"
"""The site of documents that came from the disk."""


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


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a file. ``outcome``: new, changed or unchanged; ``documents``: ids of documents at its place."""

    outcome: str
    documents: tuple[str, ...]
    faults: tuple[str, ...] = ()
    """One message for each thing in it that could not be kept as a readable document."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One stored file: the original itself or a member of it."""

    file_name: str
    sha256: str
    media_type: str
    size: int
    fault: containers.Refusal | None = None


_OUTCOMES = {"encrypted": "encrypted", "malformed": "malformed", "container_bomb": "too_big", "missing_tool":
             "unsupported", "unsupported": "unsupported"}


def keep(db: Database, files: Files, data: bytes, seen: Seen, answer: fetches.Answer | None = None,
         content_hash: str | None = None) -> Kept:
    """Stores a file seen at a place. The same bytes at the same place change nothing but the time last seen.

    A container's members become documents ``outer.zip/inner.pdf``; a refused container becomes a failed document of
    its own. ``content_hash`` replaces the checksum of the bytes in the ledger where bytes differ at every visit (HTML).
    """
    sha256 = files.put(data)
    known = ledger.find(db.conn, seen.site, ledger.FILE, seen.article, seen.file_name)
    checksum = content_hash or sha256
    if known and known.sha256 == checksum and not awaits_tool(db.conn, known):
        return confirm(db, seen, answer)
    parts, refusals = _parts(files, data, sha256, seen.file_name)
    outcome = fetches.CHANGED if known and known.sha256 else fetches.NEW
    contained = media.media_type(data) in media.CONTAINERS
    with writing(db) as connection:
        _site_of_ingest(connection, seen.site)
        documents = [_document(db, connection, part, replace(seen, file_name=part.file_name, container=(
            sha256 if part.sha256 != sha256 else None))) for part in parts]
        for part, document in zip(parts, documents, strict=True):
            if part.file_name != seen.file_name:
                _settle(connection, replace(seen, file_name=part.file_name), ledger.MEMBER, part.sha256, document,
                        outcome)
        own = next((document for part, document in zip(parts, documents, strict=True)
                    if part.file_name == seen.file_name), None)
        if own is None and known and known.document:
            _withdraw(connection, known.document, seen)
        _settle(connection, seen, ledger.FILE, checksum, own, outcome, answer)
        if contained:
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
        moment = now()
        places = [(known.document, seen.file_name)] if known.document else _members(connection, seen)
        for document, file_name in places:
            connection.execute(
                "update sightings set last_seen_at = ?, url = coalesce(?, url), page_url = coalesce(?, page_url), "
                "title = coalesce(?, title), link_text = coalesce(?, link_text), "
                "published_on = coalesce(?, published_on), stated_city = coalesce(?, stated_city), "
                "stated_department = coalesce(?, stated_department), stated_year = coalesce(?, stated_year), "
                "stated_by = coalesce(?, stated_by) "
                "where document = ? and site = ? and article = ? and file_name = ?",
                (moment, seen.url, seen.page_url, seen.title, seen.link_text, seen.published_on, seen.city,
                 seen.department, seen.year, seen.by, document, seen.site, seen.article, file_name))
            connection.execute(
                "update documents set last_seen_at = ?, source_url = coalesce(?, source_url), "
                "page_url = coalesce(?, page_url) where file_sha256 = ?", (moment, seen.url, seen.page_url, document))
        etag = answer.etag if answer and answer.etag else known.etag
        modified = answer.last_modified if answer and answer.last_modified else known.last_modified
        ledger.settle(connection, replace(
            known, url=seen.url or known.url, page_url=seen.page_url or known.page_url, etag=etag,
            last_modified=modified), fetches.UNCHANGED)
        if seen.url:
            problems.resolve(connection, seen.page_url or seen.url, seen.file_name)
        if answer:
            fetches.record(connection, seen.site, ledger.FILE, answer, fetches.UNCHANGED, known.sha256)
    return Kept(fetches.UNCHANGED, tuple(document for document, _ in places))


def awaits_tool(connection: sqlite3.Connection, known: ledger.Entry) -> bool:
    """Whether the place holds a container that lacked its unpacker: it is opened again, even if unchanged."""
    return bool(known.document and connection.execute(
        "select 1 from problems where document = ? and +kind = 'missing_tool'", (known.document,)).fetchone())


def _parts(files: Files, data: bytes, sha256: str, name: str) -> tuple[list[_Part], list[containers.Refusal]]:
    kind = media.media_type(data)
    if kind not in media.CONTAINERS:
        return [_Part(name, sha256, kind, len(data), _fault(data, kind, name))], []
    parts, refusals = [], []
    for item in containers.members(data, name):
        if isinstance(item, containers.Member):
            inner = media.media_type(item.data)
            parts.append(_Part(item.name, files.put(item.data), inner, len(item.data),
                               _fault(item.data, inner, item.name)))
        elif item.name == name:
            return [_Part(name, sha256, kind, len(data), item)], []
        else:
            refusals.append(item)
    if not parts and not refusals:
        empty = containers.Refusal(name, "unsupported", f"{name}：压缩包里没有文件")
        return [_Part(name, sha256, kind, len(data), empty)], []
    return parts, refusals


def _fault(data: bytes, kind: str, name: str) -> containers.Refusal | None:
    if not data:
        return containers.Refusal(name, "malformed", f"{name}：文件为空")
    if kind == media.UNKNOWN:
        return containers.Refusal(name, "unsupported", f"{name}：不认识的文件类型")
    if kind == media.PDF and media.destroyed(data):
        return containers.Refusal(
            name, "malformed", f"{name}：PDF 在发布前已被当作文字转码而毁坏")
    return None


def _document(db: Database, connection: sqlite3.Connection, part: _Part, seen: Seen) -> str:
    """Writes document and sighting; the document that stood at this place before is replaced by it."""
    moment = now()
    identity = part.sha256
    status, outcome = ("failed", _OUTCOMES[part.fault.kind]) if part.fault else ("collected", None)
    connection.execute(
        "insert into documents (id, file_sha256, title, source_url, page_url, published_on, first_seen_at, "
        "last_seen_at, media_type, bytes, status, outcome, sample) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "on conflict (id) do update set source_url = coalesce(excluded.source_url, source_url), "
        "page_url = coalesce(excluded.page_url, page_url), last_seen_at = excluded.last_seen_at",
        (identity, identity, seen.link_text or seen.title, seen.url, seen.page_url, seen.published_on, moment, moment,
         part.media_type, part.size, status, outcome, 1 if is_demo(db) else 0))
    if part.fault:
        problems.record(connection, part.fault.kind, part.fault.message, document=identity, url=seen.url)
    connection.execute(
        "insert into sightings (document, site, article, file_name, url, page_url, title, link_text, published_on, "
        "container, stated_city, stated_department, stated_year, stated_by, first_seen_at, last_seen_at) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "on conflict (document, site, article, file_name) do update set url = excluded.url, "
        "page_url = excluded.page_url, title = excluded.title, link_text = excluded.link_text, "
        "published_on = excluded.published_on, last_seen_at = excluded.last_seen_at",
        (identity, seen.site, seen.article, seen.file_name, seen.url, seen.page_url, seen.title, seen.link_text,
         seen.published_on, seen.container, seen.city, seen.department, seen.year, seen.by, moment, moment))
    _replace(connection, seen, identity)
    return identity


def _replace(connection: sqlite3.Connection, seen: Seen, new: str) -> None:
    row = connection.execute(
        "select document from ledger where site = ? and kind in (?, ?) and article = ? and file_name = ? "
        "and document is not null",
        (seen.site, ledger.FILE, ledger.MEMBER, seen.article, seen.file_name)).fetchone()
    old = row[0] if row else None
    # A document that comes back to a place (a correction withdrawn) is current again.
    connection.execute("update documents set replaced_by = null where file_sha256 = ?", (new,))
    if old and old != new and not _stands_elsewhere(connection, old, seen):
        connection.execute("update documents set replaced_by = ? where file_sha256 = ?", (new, old))


def _stands_elsewhere(connection: sqlite3.Connection, document: str, seen: Seen) -> bool:
    return bool(connection.execute(
        "select 1 from ledger where document = ? and +state = 'fetched' "
        "and not (site = ? and article = ? and file_name = ?)",
        (document, seen.site, seen.article, seen.file_name)).fetchone())


def _settle(connection: sqlite3.Connection, seen: Seen, kind: str, checksum: str, document: str | None, outcome: str,
            answer: fetches.Answer | None = None) -> None:
    ledger.settle(connection, ledger.Entry(
        seen.site, kind, seen.article, seen.file_name, seen.url or "", seen.page_url, seen.title, seen.link_text,
        seen.published_on, etag=answer.etag if answer else None, last_modified=answer.last_modified if answer else None,
        sha256=checksum, document=document), outcome)


def _members(connection: sqlite3.Connection, seen: Seen) -> list[tuple[str, str]]:
    rows = connection.execute(
        "select document, file_name from ledger where site = ? and article = ? and kind = ? and state = ? "
        "and substr(file_name, 1, ?) = ?",
        (seen.site, seen.article, ledger.MEMBER, ledger.FETCHED, len(seen.file_name) + 1, f"{seen.file_name}/"))
    return [(document, file_name) for document, file_name in rows]


def _members_gone(connection: sqlite3.Connection, seen: Seen, present: set[str]) -> None:
    """A container's new version may lack members of the old one: their documents stay, their places are gone."""
    for _, file_name in _members(connection, seen):
        if file_name not in present:
            connection.execute(
                "update ledger set state = ?, due_at = null "
                "where site = ? and kind = ? and article = ? and file_name = ?",
                (ledger.GONE, seen.site, ledger.MEMBER, seen.article, file_name))


def _withdraw(connection: sqlite3.Connection, container: str, seen: Seen) -> None:
    """Removes the failed document that stood for a container which has opened now; its bytes stay stored."""
    if _stands_elsewhere(connection, container, seen):
        return
    connection.execute("delete from problems where document = ?", (container,))
    connection.execute("delete from sightings where document = ?", (container,))
    connection.execute("delete from documents where file_sha256 = ? and status = 'failed'", (container,))


def _site_of_ingest(connection: sqlite3.Connection, site: str) -> None:
    if site == INGESTED:
        connection.execute("insert or ignore into sites (id) values (?)", (INGESTED,))
