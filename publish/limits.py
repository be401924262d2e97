"""Keeps free SQL from eating the machine: a heap limit for SQLite and Chinese search terms for FTS."""

from __future__ import annotations

import sqlite3

from pluggy import HookimplMarker

from archive.search import match_query

hookimpl = HookimplMarker("datasette")
HEAP_BYTES = 256 * 1024 * 1024
"""For all connections of the process together; a query that needs more ends with an error."""
STORED_BYTES = 100_000
"""No single value is longer: the archive stores none above 64 kB, and a made one would be sent out."""


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    conn.execute(f"pragma hard_heap_limit = {HEAP_BYTES}")
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, STORED_BYTES)
    # after Datasette's own of the same name, which knows no Chinese
    conn.create_function("escape_fts", 1, match_query, deterministic=True)
