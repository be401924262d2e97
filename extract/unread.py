"""What is told of figures that stand in no row: of tables that no form claims, rows that are none, and what is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.extracted import Disclosure, Problem
from extract.rows.cells import RowValues, numbers_lines
from extract.rows.listing import names_other_year
from extract.tables.mapping import other_year
from extract.tables.titles import names_form
from extract.tables.whole import WholeTable
from forms.money import is_number
from forms.text import fold, joined

_FEWEST_LISTED = 3
"""Titles of forms: a list of the document's own tables names so many."""
_MOST_TOLD = 5
"""Rows of a table that are told one by one."""
_TOLD = {"amount_unparsed", "amount_unplaced", "row_unplaced", "unit_missing"}
_TOLD |= {"table_lost", "table_second", "table_unknown", "table_unread"}
"""Kinds of problems that name figures which stand in no row."""


def unknown_table(table: WholeTable) -> Problem | None:
    """What is told of a table that is kept as cells only; None where it prints nothing to tell of."""
    figures = (
        is_number(cell.text) and not numbers_lines(table.paths, place, cell.text)
        for row in table.rows
        for place, cell in enumerate(row)
        if cell is not None
    )
    if not any(figures) or len(table.rows) + len(table.header) < 2 or _is_contents(table):
        return None
    title = table.caption.title or "无题"
    first = " | ".join(joined(c.text) for c in (table.header or table.rows)[0] if c is not None and c.text)
    return Problem("table_unknown", f"未识别的表“{title}”，单元格保留在原表中", table.page, first[:300])


def _is_contents(table: WholeTable) -> bool:
    """True for a list of the document's forms with their numbers and pages."""
    rows = [[fold(cell.text) for cell in row if cell is not None] for row in [*table.header, *table.rows]]
    listed = sum(any(map(names_form, texts)) for texts in rows)
    return listed >= _FEWEST_LISTED and 2 * listed >= len(rows)


def numbers_unread(disclosure: Disclosure) -> Problem | None:
    """What tells of amounts that were counted and stand in no row, where nothing else does."""
    lost = disclosure.numbers_printed - disclosure.numbers_captured - disclosure.numbers_unplaced
    if lost <= 0 or any(problem.kind in _TOLD for problem in disclosure.problems):
        return None
    told = f"各表印有 {disclosure.numbers_printed} 个金额，其中 {lost} 个没有读进任何数据行，请与原文件核对"
    return Problem("numbers_unread", told)


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
