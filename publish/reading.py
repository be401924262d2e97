"""Reads the rows of a selection beside the site's own connections, for as long as they are being taken."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from publish import limits
from publish.stored import Value

BATCH = 2000
SECONDS = 30.0
"""No batch may take longer to come: free SQL may never end."""
STEPS = 50_000


class TooLongError(Exception):
    """The rows did not come in time."""


def batches(path: Path, sql: str, parameters: dict[str, Any], *, immutable: bool) -> Iterator[list[tuple[Value, ...]]]:
    """The column names, then the rows in batches, all of one state of the archive.

    ``sqlite3.Error`` for a statement that cannot be run, ``TooLongError`` for one that takes too long. To be used by
    one thread at a time, not by the same one always.
    """
    mode = "immutable=1" if immutable else "mode=ro"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, check_same_thread=False)
    deadline = time.monotonic() + SECONDS
    try:
        connection.execute("pragma query_only = on")
        limits.prepare_connection(connection)
        connection.set_progress_handler(lambda: time.monotonic() > deadline, STEPS)
        cursor = connection.execute(sql, parameters)
        yield [tuple(column[0] for column in cursor.description or ())]
        while True:
            deadline = time.monotonic() + SECONDS
            if not (batch := cursor.fetchmany(BATCH)):
                return
            yield batch
    except sqlite3.OperationalError as error:
        if str(error) == "interrupted":
            raise TooLongError from error
        raise
    finally:
        connection.close()
