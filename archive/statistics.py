"""What SQLite knows of the values in its indexes, so that it chooses the right one of several.

Without it, it takes every index for equally good, and looks for a city's rows of a stage among all rows of the stage.
"""

from __future__ import annotations

from sqlite_utils import Database

from archive.opening import writing

GROWTH = 1.1


def refresh(db: Database) -> bool:
    """Goes through the indexes (some seconds for millions of rows) when the archive has grown by a tenth since that
    was done; whether it was."""
    count = db.execute("select count(*) from disclosures").fetchone()[0]
    if count == 0 or count < GROWTH * _known(db):
        return False
    with writing(db) as connection:
        connection.execute("analyze")
    return True


def _known(db: Database) -> int:
    """How many disclosures there were the last time."""
    if "sqlite_stat1" not in db.table_names():
        return 0
    found = db.execute("select stat from sqlite_stat1 where tbl = 'disclosures' limit 1").fetchone()
    return int(found[0].split()[0]) if found else 0
