"""Rows of converted text that hold nothing but the rest of the names in the row above: put back into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from archive.classifications import account_names
from extract.document import Cell, Row
from extract.tables.whole import WholeTable
from forms.money import is_figure
from forms.structure import is_total_label
from forms.text import begins_with_ordinal, fold

_SHAPES = ("list", "two_sided")
_MOST_LINES = 3
"""Rows that the rest of a name may take up."""
_SHORTEST = 4
"""Characters of a name that another text is known to hold."""


def mend_names(tables: Sequence[WholeTable], lines: Iterable[str]) -> None:
    """Makes names whole that stand over several rows, in place.

    A row of words below a row of figures can be a heading as well. It is the rest of a name where both together are
    one that the document prints whole elsewhere, in a cell or in its ``lines``, or an account's of the classification.
    """
    cells = {fold(cell.text) for table in tables for row in (*table.header, *table.rows) for cell in row if cell}
    names = account_names() | {text for text in cells if len(text) >= _SHORTEST}
    told = "\n".join(map(fold, lines))

    def is_known(text: str) -> bool:
        return fold(text) in names or (len(fold(text)) >= _SHORTEST and fold(text) in told)

    for table in tables:
        if not table.merges_known and table.form is not None and table.form.shape in _SHAPES:
            _mend(table, is_known)


def _mend(table: WholeTable, is_known: Callable[[str], bool]) -> None:
    n = 0
    while n < len(table.rows):
        for count in range(_words_below(table.rows, n), 0, -1):
            names = _names_over(table.rows[n : n + count + 1])
            if all(map(is_known, names.values())):
                table.rows[n] = [Cell(names[m]) if m in names else cell for m, cell in enumerate(table.rows[n])]
                del table.rows[n + 1 : n + count + 1], table.places[n + 1 : n + count + 1]
                break
        n += 1


def _words_below(rows: Sequence[Row], n: int) -> int:
    """How many rows below one with figures print words only, each below words."""
    above = _printed(rows[n])
    if not any(map(is_figure, above.values())):
        return 0
    count = 0
    for row in rows[n + 1 : n + 1 + _MOST_LINES]:
        printed = _printed(row)
        if not printed or any(
            place not in above or not _is_rest(above[place], text) for place, text in printed.items()
        ):
            break
        count += 1
    return count


def _is_rest(above: str, text: str) -> bool:
    if not above or is_figure(text) or is_figure(above) or above.isdigit() or text.isdigit():
        return False
    return not (is_total_label(text) or is_total_label(above) or begins_with_ordinal(fold(text)))


def _names_over(rows: Sequence[Row]) -> dict[int, str]:
    """By column the texts that go over the rows."""
    printed = [_printed(row) for row in rows]
    return {place: "".join(row.get(place, "") for row in printed) for row in printed[1:] for place in row}


def _printed(row: Row) -> dict[int, str]:
    return {n: cell.text.strip() for n, cell in enumerate(row) if cell is not None and fold(cell.text)}
