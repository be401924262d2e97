"""Opening the archive's database: who may create it, who may write it, and how a demo is told apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive import schema
from archive.classifications import seed
from archive.refusal import refusal

# SQLite keeps this number in the file's header, so a copy, a backup and a published snapshot stay
# what they are without a table of their own.
ARCHIVE_ID = 0x59535031
DEMO_ID = 0x59534431

BUSY_MILLISECONDS = 30_000
CHECKPOINT_PAGES = 8_000
"""Of 4 kB: how far the write-ahead log grows before its pages are taken over into the file."""


class ArchiveError(Exception):
    """The archive cannot be used as asked; the message is for the user."""


class NoArchiveError(ArchiveError):
    """There is no archive at this path."""


class DemoArchiveError(ArchiveError):
    """A demo archive where a real one is needed, or the other way round."""


def create_or_open(path: Path, *, demo: bool = False) -> Database:
    """The archive at ``path`` for collecting, created when absent.

    A demo archive never mixes with a real one: ``DemoArchiveError`` when the existing file is of the other
    kind. ``ArchiveError`` when the file is no archive.
    """
    existed = path.exists() and path.stat().st_size > 0
    path.parent.mkdir(parents=True, exist_ok=True)
    db = _connect(path, "rwc")
    kind = _kind(db, path)
    if existed and kind != 0 and (kind == DEMO_ID) != demo:
        db.close()
        if demo:
            raise DemoArchiveError(
                f"{path} is a real archive; the demo writes only its own. Choose another file with --db."
            )
        raise _made_by_demo(path)
    db.conn.execute("pragma journal_mode = wal")
    _hasten(db)
    with writing(db) as connection:  # one who looks first and locks then cannot wait for another writer
        if kind == 0:
            connection.execute(f"pragma application_id = {DEMO_ID if demo else ARCHIVE_ID}")
        schema.create(db)
        seed(db)
    return db


def open_for_real(path: Path) -> Database:
    """The archive at ``path`` to read what is known before collecting real documents: ``DemoArchiveError`` when the
    demo made it."""
    db = open_existing(path)
    if is_demo(db):
        db.close()
        raise _made_by_demo(path)
    return db


def open_existing(path: Path, *, read_only: bool = True) -> Database:
    """The archive at ``path``, never created: ``NoArchiveError`` names the path when it is absent."""
    if path.is_dir():
        raise NoArchiveError(f"{path}: a folder, not an archive. Name the file in it with --db.")
    if not path.is_file():
        raise NoArchiveError(f"{path}: no archive here. `yusuan crawl` or `yusuan ingest` makes one (--db: another).")
    db = _filled(path, "ro" if read_only else "rw")
    if not read_only:
        _hasten(db)
        with writing(db):
            schema.create(db)  # an archive made before a form or a column was declared takes it over
    return db


def open_current(path: Path) -> Database:
    """The archive for readers of every declared table: ``ArchiveError`` when an earlier version wrote it last."""
    return _current(open_existing(path), path)


def open_release(path: Path) -> Database:
    """A published snapshot, which nothing writes any more: read as it lies there, also where nothing may be written."""
    if not path.is_file():
        raise NoArchiveError(f"{path}: no published snapshot here. docs/operations.md says how one is made.")
    return _current(_filled(path, "ro&immutable=1"), path)


def _current(db: Database, path: Path) -> Database:
    if not schema.is_current(db):
        db.close()
        raise ArchiveError(
            f"{path} was written by an earlier version. `yusuan check --db {path}` brings it up to date."
        )
    return db


def require_there(path: Path) -> None:
    """``ArchiveError`` when the file was deleted while it was open: SQLite goes on writing to what no name leads to."""
    if not path.exists():
        raise ArchiveError(f"{path} was taken away while it was written to, with what was written. Run it again.")


def is_demo(db: Database) -> bool:
    """Whether ``yusuan demo`` made this archive."""
    return _application_id(db) == DEMO_ID


@contextmanager
def writing(db: Database) -> Iterator[sqlite3.Connection]:
    """One write transaction that takes its lock at once, waits for other writers, and commits or rolls back whole.

    A transaction that first reads and then writes cannot wait in WAL mode (its snapshot is stale), hence ``immediate``.
    Foreign keys are declared for readers and checked by ``yusuan verify``; enforcing them here would scan
    millions of form rows for every source table that a re-extraction replaces.
    """
    connection = db.conn
    connection.execute("begin immediate")
    try:
        yield connection
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


def _made_by_demo(path: Path) -> DemoArchiveError:
    return DemoArchiveError(
        f"{path} was made by `yusuan demo` and takes no real documents. Choose another file with --db."
    )


def _connect(path: Path, mode: str) -> Database:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
        connection.execute(f"pragma busy_timeout = {BUSY_MILLISECONDS}")
    except sqlite3.Error as error:
        raise ArchiveError(f"{path}: cannot be opened: {error}") from error
    return Database(connection)


def _filled(path: Path, mode: str) -> Database:
    db = _connect(path, mode)
    if _kind(db, path) == 0:
        db.close()
        raise NoArchiveError(f"{path}: an empty file, not an archive.")
    return db


def _hasten(db: Database) -> None:
    """No flush to the disk at every commit: a power cut may take back the latest ones, never a part of one, and the
    ledger then asks once more. The originals themselves are flushed (``files.Files``). What is left to flush is done
    once for so many pages."""
    db.conn.execute("pragma synchronous = normal")
    db.conn.execute(f"pragma wal_autocheckpoint = {CHECKPOINT_PAGES}")


def _application_id(db: Database) -> int:
    return int(db.conn.execute("pragma application_id").fetchone()[0])


def _kind(db: Database, path: Path) -> int:
    """The application id of an archive; 0 for a fresh file."""
    try:
        kind = _application_id(db)
        tables = {name for (name,) in db.conn.execute("select name from sqlite_master where type = 'table'")}
    except sqlite3.DatabaseError as error:
        db.close()
        raise ArchiveError(f"{path}: {refusal(error) or f'not an archive: {error}'}") from error
    if kind in (ARCHIVE_ID, DEMO_ID) and schema.is_newer(db):
        db.close()
        raise ArchiveError(f"{path} was written by a later version of yusuan and is left alone: update this one.")
    if not tables and kind in (0, ARCHIVE_ID, DEMO_ID):
        return 0  # also one whose making was cut short
    if kind in (ARCHIVE_ID, DEMO_ID):
        return kind
    if kind == 0 and "documents" in tables:
        return ARCHIVE_ID
    db.close()
    raise ArchiveError(f"{path}: a database of some other program, not an archive.")
