"""Cells that hold two figures, one below the other: a narrow column breaks one figure, a converter joins two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.tables.whole import WholeTable
from forms.money import decimals, is_number
from forms.text import joined

_MONEY = 2
"""Decimals that any table may print."""


def part_figures(tables: Sequence[WholeTable]) -> None:
    """Sets lines apart that would make a figure of more decimals than the document prints: 8459.66 over 1."""
    texts = [cell.text for table in tables for row in table.rows for cell in row if cell is not None]
    most = max((decimals(text) for text in texts if "\n" not in text and is_number(text)), default=0)
    for table in tables:
        for row in table.rows:
            row[:] = [
                replace(cell, text=" ".join(cell.text.split("\n")))
                if cell is not None and _is_two(cell.text, max(most, _MONEY))
                else cell
                for cell in row
            ]


def _is_two(text: str, most: int) -> bool:
    return "\n" in text and is_number(joined(text)) and decimals(joined(text)) > most
