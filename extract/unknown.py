"""Tables that no form claims: told where they print figures, lists of the document's own tables aside."""

from __future__ import annotations

from extract.result import Problem
from extract.rows.cells import numbers_lines
from extract.tables.titles import names_form
from extract.tables.whole import WholeTable
from forms.money import is_number
from forms.text import fold, joined

_FEWEST_LISTED = 3


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
