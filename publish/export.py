"""Every table as CSV, JSON Lines and Parquet, with a data package that describes the CSVs.

Rows are read in one transaction, so the tables agree with each other, and written in batches, so memory
does not grow with the archive. Files appear under their names only when all of them are complete.
"""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from archive.opening import open_current
from forms.declaration import Table
from forms.load import all_tables
from publish.columnar import Columnar
from publish.datapackage import Exported, datapackage
from publish.stored import Value, printed

BATCH = 10_000
PACKAGE = "datapackage.json"
SUFFIXES = (".csv", ".jsonl", ".parquet")


def run(db: Path, target: Path, tell: Callable[[Exported], None] | None = None) -> list[Exported]:
    """Writes all tables of the archive at ``db`` into the folder ``target``; tells each that is done.

    ``NoArchiveError`` when there is none; ``FileExistsError`` when a file there has a name of ours that no export made.
    Files of an earlier export are replaced one by one, the data package last.
    """
    if not (target / PACKAGE).exists():
        for path in sorted(target.glob("*")):
            if path.stem in all_tables() and path.suffix in SUFFIXES:
                raise FileExistsError(errno.EEXIST, "no export made this file; name another folder", str(path))
    with ExitStack() as stack:
        archive = open_current(db)
        stack.callback(archive.close)
        connection = archive.conn
        connection.execute("begin")
        target.mkdir(parents=True, exist_ok=True)
        made = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=".export-", dir=target)))
        present = {
            name for (name,) in connection.execute("select name from sqlite_master where type in ('table', 'view')")
        }
        done = []
        for table in all_tables().values():
            if table.name in present:
                done.append(_write(connection, table, made))
                if tell:
                    tell(done[-1])
        package = json.dumps(datapackage(connection, done), ensure_ascii=False, indent=1)
        (made / PACKAGE).write_text(package + "\n", encoding="utf-8")
        for path in sorted(made.iterdir(), key=lambda path: path.name == PACKAGE):
            path.replace(target / path.name)
    return done


def _write(connection: sqlite3.Connection, table: Table, folder: Path) -> Exported:
    names = [column.name for column in table.columns]
    path = folder / f"{table.name}.csv"
    rows = 0
    with (
        path.open("w", encoding="utf-8-sig", newline="") as csv_file,
        (folder / f"{table.name}.jsonl").open("w", encoding="utf-8") as lines,
        Columnar(folder / f"{table.name}.parquet", table.columns) as parquet,
    ):
        writer = csv.writer(csv_file)
        writer.writerow(names)
        for batch in _batches(connection, table, names):
            rows += len(batch)
            writer.writerows([printed(value) for value in row] for row in batch)
            lines.writelines(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n" for row in batch)
            parquet.write(batch)
    return Exported(table, path.name, rows, path.stat().st_size, _sha256(path))


def _batches(connection: sqlite3.Connection, table: Table, names: Sequence[str]) -> Iterator[list[tuple[Value, ...]]]:
    listed = ", ".join(f'"{name}"' for name in names)
    order = " order by " + ", ".join(f'"{name}"' for name in table.primary_key) if table.primary_key else ""
    cursor = connection.execute(f'select {listed} from "{table.name}"{order}')
    while batch := cursor.fetchmany(BATCH):
        yield batch


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
