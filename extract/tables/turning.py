"""A form whose columns are printed as lines (项目名称 | 金额, one source of revenue a line) turned upright."""

from __future__ import annotations

from dataclasses import replace

from extract.document import Cell, Row
from extract.tables.headers import owners
from extract.tables.mapping import by_header
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.money import is_number
from forms.text import fold, item_of

_LEAST = 4
"""Columns of the form that the lines must name: fewer are a coincidence of words."""


def upright(table: WholeTable, form: Form, year: int | None) -> WholeTable:
    """The table as the form's one row, with the labels of its lines as header paths; itself where its lines
    are rows of their own."""
    value = _value_column(table)
    if value is None or len(table.rows) < _LEAST:
        return table
    filled = owners(table.rows)
    paths = [_path(line, value) for line in filled]
    amounts = set(form.amounts())
    if len(amounts.intersection(by_header(form.own_columns, paths, year).columns)) < _LEAST:
        return table
    cells: Row = [row[value] or Cell("") for row in table.rows]
    printing = next((n for n, cell in enumerate(cells) if cell is not None and is_number(cell.text)), 0)
    return replace(table, paths=paths, rows=[cells], places=[table.places[printing]], header=[], spans=None, kept=())


def _value_column(table: WholeTable) -> int | None:
    """The one column that prints figures, right of all that print words."""
    figures = {n for row in table.rows for n, cell in enumerate(row) if cell is not None and is_number(cell.text)}
    words = {
        n for row in table.rows for n, cell in enumerate(row) if cell and fold(cell.text) and not is_number(cell.text)
    }
    return figures.pop() if len(figures) == 1 and words and max(words) < min(figures) else None


def _path(line: list[Cell | None], value: int) -> tuple[str, ...]:
    words = [fold(item_of(cell.text)[1]) for cell in line[:value] if cell is not None]
    return tuple(dict.fromkeys(word for word in words if word))
