"""A form whose columns are printed as lines (项目名称 | 金额, one item a line) turned upright."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.document import Cell, Row
from extract.tables.headers import owners
from extract.tables.mapping import by_header, other_year
from extract.tables.owncolumns import own_stage
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.money import is_number
from forms.text import fold, item_of

_LEAST, _LEAST_FLAT = 4, 3
"""Columns of the form that the lines must name: fewer are a coincidence of words, the more easily where the lines
of the form are keyed by accounts or units."""
_WORD = re.compile(r"[\u4e00-\u9fff\u2e80-\u2fdf]")
"""What a label has and a line's number has not; radicals are characters too."""
_CODE = re.compile(r"^\d{3,}$")
_ALL = re.compile(r"^(合计|总计|小计)$")
"""Above a column of figures: those of the line itself, in whatever other columns they are broken down."""


def upright(table: WholeTable, form: Form, year: int | None) -> WholeTable:
    """The table as the form's one row; itself where its lines are rows of their own.

    A cell's header path are its line's label and the words above its column (2024年预算数), so that figures of
    other years and funds stay apart as they do in a form printed across.
    """
    first = _first_figures(table)
    if first is None or len(table.rows) < _LEAST_FLAT or _print_codes(table, first):
        return table
    heads = [_head(path) for path in table.paths]
    if table.width == first + 1 and not other_year(table.paths[first], year):
        heads[first] = ()
    paths: list[tuple[str, ...]] = []
    cells: Row = []
    for line, row in zip(owners(table.rows), table.rows, strict=True):
        label = _label(line[:first])
        for head, cell in zip(heads[first:], row[first:], strict=False):
            paths.append((*label, *head) if label else ())
            cells.append(cell or Cell(""))
    named = _amounts(form, paths, table.caption.title, year)
    least = _LEAST_FLAT if form.rows == "flat" else _LEAST
    if named < max(least, 1 + _amounts(form, table.paths, table.caption.title, year)):
        return table
    printing = next(n for n, row in enumerate(table.rows) if _is_figure(row[first]))
    return replace(table, paths=paths, rows=[cells], places=[table.places[printing]], header=[], spans=None, kept=())


def _amounts(form: Form, paths: list[tuple[str, ...]], title: str | None, year: int | None) -> int:
    """How many of the form's amounts the header paths name."""
    return len(set(form.amounts()).intersection(by_header(form.own_columns, own_stage(paths, title), year).columns))


def _first_figures(table: WholeTable) -> int | None:
    """The first column of figures right of words: left of them stands at most the lines' own number."""
    for n in range(1, table.width):
        column = [row[n] if n < len(row) else None for row in table.rows]
        worded = any(_WORD.search(cell.text) for row in table.rows for cell in row[:n] if cell is not None)
        figures = sum(map(_is_figure, column))
        if worded and figures:
            words = sum(1 for cell in column if cell is not None and _WORD.search(cell.text))
            return n if words < figures else None
    return None


def _print_codes(table: WholeTable, first: int) -> bool:
    """True when lines print codes: they are rows of accounts, units or projects, whatever their header lost."""
    cells = (cell for row in table.rows for cell in row[:first] if cell is not None)
    return any(_CODE.match(fold(cell.text)) for cell in cells)


def _is_figure(cell: Cell | None) -> bool:
    return cell is not None and is_number(cell.text)


def _head(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in path if not _ALL.match(word))


def _label(cells: Row) -> tuple[str, ...]:
    words = [fold(item_of(cell.text)[1]) for cell in cells if cell is not None and _WORD.search(cell.text)]
    return tuple(dict.fromkeys(word for word in words if word))
