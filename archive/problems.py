"""Faults met while collecting, as rows of ``problems`` without or with a document.

One fault stands once: telling it again renews it, and the next success at the same address removes it.
The faults of extraction are written with the extraction they belong to.
"""

from __future__ import annotations

import sqlite3
from urllib.parse import urlsplit, urlunsplit

from archive.timestamps import now


def record(
    connection: sqlite3.Connection,
    kind: str,
    message: str,
    *,
    url: str | None = None,
    document: str | None = None,
    printed: str | None = None,
) -> None:
    """Notes a fault once for its kind and address or document."""
    address = stable(url)
    connection.execute(
        "delete from problems where url is ? and document is ? and +kind = ? and printed is ?",
        (address, document, kind, printed),
    )
    connection.execute(
        "insert into problems (document, url, kind, message, printed, found_at) values (?, ?, ?, ?, ?, ?)",
        (document, address, kind, message, printed, now()),
    )


def resolve(connection: sqlite3.Connection, url: str, printed: str | None = None) -> None:
    """Removes the faults of an address that has answered well; ``printed`` limits them to one of its files."""
    connection.execute(
        "delete from problems where document is null and url = ? and printed is ?", (stable(url), printed)
    )


def stable(url: str | None) -> str | None:
    """The address without the query of a file link, which may be a token that differs at every visit."""
    if url is None:
        return None
    parts = urlsplit(url)
    names_a_file = "." in parts.path.rpartition("/")[2]
    return urlunsplit(parts._replace(query="", fragment="")) if names_a_file else url
