"""Rows that print figures but are no row of the form: which are told, and why they are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.rows.cells import RowValues
from extract.rows.listing import names_other_year
from extract.tables.mapping import other_year

_MOST_TOLD = 5


def unread_rows(skipped: Sequence[tuple[int, RowValues]], year: int | None) -> Iterator[tuple[int, str, list[str]]]:
    """(row, what is told of it, its printed texts); of many rows alike the first, for the whole table."""
    rows = [(n, read) for n, read in skipped if read.unparsed or read.numbers or read.figures_unplaced]
    if len(rows) <= _MOST_TOLD:
        for n, read in rows:
            yield n, f"该行{_why(read, year)}，没有读成数据行", _texts(read)
        return
    n, read = rows[0]
    yield n, f"该表从此行起有 {len(rows)} 行没有读成数据行，如此行{_why(read, year)}", _texts(read)


def _texts(read: RowValues) -> list[str]:
    return [*read.unplaced.values(), *(text for _, text in read.unparsed)]


def _why(read: RowValues, year: int | None) -> str:
    of_others = [other_year(path, year) for path in read.figures_unplaced]
    if names_other_year(read, year) or (of_others and all(of_others)):
        return "只有其他年度的数或增减"
    return "在该表的数据列中没有数"
