"""Grids of printed cells: rows of strings in which "<" continues the cell to the left, "^" the one above.

["科目编码", "<", "<", "合计"]
["类", "款", "项", "^"]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEFT, ABOVE = "<", "^"
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Cell:
    """One printed cell: its text and the rectangle of grid places it covers."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


def parse(block: str) -> Rows:
    """Rows from text: one line a row, cells between "|", blank lines skipped; ¶ is a line break."""
    lines = [line for line in block.splitlines() if line.strip()]
    return tuple(tuple(part.strip().replace("¶", "\n") for part in line.split("|")) for line in lines)


def rows_of(value: str | Sequence[Sequence[object]]) -> Rows:
    """Rows from either spelling of the facts: a text block or lists."""
    if isinstance(value, str):
        return parse(value)
    return tuple(tuple("" if cell is None else str(cell) for cell in row) for row in value)


def cells(rows: Rows) -> Iterable[Cell]:
    """The printed cells of `rows`; a "^" in the first row (after a page break) starts an empty cell."""
    for top, row in enumerate(rows):
        for left, text in enumerate(row):
            orphan = text == ABOVE and top == 0
            if text == LEFT or (text == ABOVE and not orphan):
                continue
            right = left + 1
            while right < len(row) and row[right] == LEFT:
                right += 1
            bottom = top + 1
            while bottom < len(rows) and rows[bottom][left] == ABOVE:
                bottom += 1
            yield Cell("" if orphan else text, top, left, bottom - top, right - left)


def texts(rows: Rows) -> list[str]:
    """Every printed text of `rows` in order, blanks and continuations left out."""
    return [cell.text for cell in cells(rows) if cell.text]
