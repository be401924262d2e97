"""Tables of which lines rule the header alone: their rows stand below it as in a table without lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from extract.document import Box, Grid
from extract.readers.page.lines import Word, pieces, printed_lines
from extract.readers.unruled.piece import is_data, piece_of
from forms.money import is_number
from forms.text import fold

_TEXT = re.compile(r"。|表$|^注|^单位：")
"""What no row prints: a sentence, the title or unit line of the next table, a note."""


def headers_alone(grids: Sequence[Grid], outside: Sequence[Word]) -> bool:
    """True where no ruled table of a page prints a figure and lines of data stand right below one of them.

    ``outside``: the words outside the tables. Such a page is read as one without ruling lines.
    """
    figures = any(is_number(cell.text) for grid in grids for row in grid.rows for cell in row if cell is not None)
    if figures:
        return False
    lines = printed_lines(outside)
    return any(_goes_on_below(grid.box, lines) for grid in grids if grid.box is not None)


def _goes_on_below(header: Box, lines: Sequence[list[Word]]) -> bool:
    """True where data stands below the header and no wider than it, before any text."""
    left, _, right, bottom = header
    below = [line for line in lines if min(word["top"] for word in line) >= bottom - 1]
    rows = takewhile(lambda line: not _TEXT.search(fold("".join(word["text"] for word in line))), below)
    return any(
        is_data([piece_of(piece) for piece in pieces(line)])
        and left - 1 <= line[0]["x0"]
        and line[-1]["x1"] <= right + 1
        for line in rows
    )
