"""Rows as Parquet: amounts as decimal(18,2), codes as text, Chinese title and meaning with each column.

Alone in a process of its own it writes what a reader of the site asked for: ``python -m publish.columnar FILE``, what
to write as JSON on the standard input.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from forms.declaration import Column
from forms.load import all_tables
from forms.money import from_stored
from publish.child import limit
from publish.reading import batches
from publish.selection import Selection
from publish.stored import Value

SECONDS = 240
MEMORY = 4 * 1024 * 1024 * 1024
"""Of addresses: the library reserves far more than it uses."""
CENTS, FINE = Decimal("0.01"), Decimal("0.00000001")


@dataclass(frozen=True)
class _Kept:
    """How one column goes to Parquet."""

    type: pa.DataType
    value: Callable[[Value], Any]


def _kept(column: Column) -> _Kept:
    if column.type == "amount":
        return _Kept(pa.decimal128(18, 2), lambda value: _decimal(value, CENTS))
    if column.type == "number":
        return _Kept(pa.decimal128(28, 8), lambda value: _decimal(value, FINE))
    if column.type == "integer":
        return _Kept(pa.int64(), lambda value: None if value is None else int(value))
    return _Kept(pa.string(), lambda value: None if value is None else str(value))


def _decimal(value: Value, step: Decimal) -> Decimal | None:
    exact = from_stored(value)
    return None if exact is None else exact.quantize(step)


class Columnar:
    """A Parquet file being written; whole when its ``with`` ends."""

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        self._kept = [_kept(column) for column in columns]
        self._schema = pa.schema(
            [
                pa.field(column.name, kept.type, metadata={"title": column.label, "description": column.meaning})
                for column, kept in zip(columns, self._kept, strict=True)
            ]
        )
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")

    def __enter__(self) -> Columnar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.close()

    def write(self, batch: Iterable[Sequence[Value]]) -> None:
        """Rows with a value for each column, in their order."""
        rows = list(batch)
        arrays = [pa.array([kept.value(row[at]) for row in rows], kept.type) for at, kept in enumerate(self._kept)]
        self._writer.write_table(pa.table(arrays, schema=self._schema))


def write(target: Path, archive: Path, chosen: Selection, *, immutable: bool) -> None:
    """Writes the chosen rows of a declared table."""
    table = all_tables()[chosen.name]
    read = batches(archive, chosen.sql, chosen.parameters, immutable=immutable)
    columns = [table.column(str(name)) for name in next(read)[0]]
    with Columnar(target, columns) as file:
        for batch in read:
            file.write(batch)


def main(arguments: list[str]) -> int:
    limit(SECONDS, MEMORY)
    told = json.load(sys.stdin)
    chosen = Selection(**told["selection"])
    write(Path(arguments[0]), Path(told["archive"]), chosen, immutable=told["immutable"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
