"""Whether the archive is whole: every stored file against its SHA-256, every reference, the database itself.

A file is ``valid``, ``missing`` (recorded, not stored), ``corrupt`` (its bytes are not those of its name) or
``orphaned`` (stored, not recorded: left by an interrupted run, harmless).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from archive import counts
from archive.files import PARTIAL, Files
from archive.refusal import refusal

VALID, MISSING, CORRUPT, ORPHANED = "valid", "missing", "corrupt", "orphaned"


@dataclass(frozen=True, slots=True)
class FileState:
    """One file, stored or recorded."""

    sha256: str
    state: str
    path: Path | None
    title: str | None = None


def check_files(db: Database, files: Files, tell: Callable[[str], None] = lambda _: None) -> Iterator[FileState]:
    """Recomputes every stored file's SHA-256; ``tell`` hears of each file as it is read."""
    recorded: dict[str, str | None] = dict(
        db.conn.execute(
            "select container, null from sightings where container is not null "
            "union select file_sha256, max(title) from documents where file_sha256 is not null group by file_sha256"
        ).fetchall()
    )
    present: set[str] = set()
    for path in files.stored():
        sha256 = path.name.partition(".")[0]
        tell(str(path))
        if path.suffix == PARTIAL or sha256 not in recorded:
            yield FileState(sha256, ORPHANED, path)
        elif files.hash_of(path) != sha256:
            present.add(sha256)
            yield FileState(sha256, CORRUPT, path, recorded[sha256])
        else:
            present.add(sha256)
            yield FileState(sha256, VALID, path, recorded[sha256])
    for sha256 in sorted(set(recorded) - present):
        yield FileState(sha256, MISSING, None, recorded[sha256])


def check_database(db: Database) -> list[str]:
    """What is wrong with the database: damaged pages, rows that refer to nothing, counts that are not those of rows."""
    faults = []
    try:
        faults += [text for (text,) in db.conn.execute("pragma integrity_check") if text != "ok"]
        return faults + _disagreeing(db)
    except sqlite3.DatabaseError as error:  # so damaged that it cannot be looked through
        why = refusal(error)
        if why is None:
            raise
        return [*faults, why]


def _disagreeing(db: Database) -> list[str]:
    dangling: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in db.conn.execute("pragma foreign_key_check"):
        dangling[table, parent] = dangling.get((table, parent), 0) + 1
    faults = [
        f"{count} rows of {table} refer to rows of {parent} that are not there"
        for (table, parent), count in sorted(dangling.items())
    ]
    faults += [f"the row counts kept for {table} are not those of its rows" for table in counts.wrong(db)]
    return faults
