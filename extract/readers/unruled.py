"""Tables without ruling lines, as Word's web layout prints them: columns found from aligned words."""

from __future__ import annotations

from typing import Any

from extract.document import Cell, Grid
from forms.money import is_number

Word = dict[str, Any]


def unruled_grids(words: list[Word], number: int) -> tuple[list[Grid], list[Word]]:
    """(grids, words outside them) of a page on which no ruled table was found.

    A table is a run of at least three lines that print aligned standalone numbers; the lines of
    its header just above it belong to it. No such run: no grid, all words stay prose.
    """
    return [], words
