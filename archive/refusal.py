"""What keeps SQLite from doing its work, in words for the user: a full disk, another program, damage."""

from __future__ import annotations

import sqlite3

_REFUSALS = {
    sqlite3.SQLITE_BUSY: "another program is writing to it; try again when that is done",
    sqlite3.SQLITE_FULL: "the disk is full; what was written before is kept, try again when there is room",
    sqlite3.SQLITE_READONLY: "nothing can be written here; reading needs that, save of a copy made by `vacuum into`",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened, or nothing can be written beside it, which reading needs",
    sqlite3.SQLITE_IOERR: "the disk does not answer as it should",
    sqlite3.SQLITE_CORRUPT: "it is damaged; a copy from before must take its place",
    sqlite3.SQLITE_NOTADB: "it is not an archive",
}


def refusal(error: sqlite3.Error) -> str | None:
    """What the disk, another program or damage kept SQLite from doing, in words; ``None`` for a fault of ours."""
    # the lower byte is the kind, what is above it the case
    why = _REFUSALS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return why and f"{why} ({error})"
