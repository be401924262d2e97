"""A line of money units below a header without ruling lines: 万元 under each column, a row of cells of its own."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Cell, Row
from extract.readers.page.lines import Word
from extract.readers.unruled.spans import Span, column_of
from forms.money import UNITS
from forms.text import fold

_FEWEST = 2
"""Units: one alone is a name's end."""


def units_apart(header: Sequence[list[Word]]) -> tuple[list[list[Word]], list[Word]]:
    """(the header's lines above its units, the line of units): the second one is empty where there is none."""
    last = header[-1] if header else []
    texts = {fold(word["text"]).strip("（）") for word in last}
    if len(last) < _FEWEST or len(texts) != 1 or not texts <= UNITS.keys():
        return list(header), []
    return list(header[:-1]), last


def unit_row(line: Sequence[Word], bounds: Sequence[Span]) -> list[Row]:
    """The row of those units, where there is one."""
    if not line or not bounds:
        return []
    row: Row = [Cell("") for _ in bounds]
    for word in line:
        row[column_of(word, bounds)] = Cell(word["text"], (word["x0"], word["top"], word["x1"], word["bottom"]))
    return [row]
