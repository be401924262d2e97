"""A header of which a page prints but the first rows again, though some of its cells go down over more.

Office programs leave such a cell as high as it was: its words, and its lower line, run into the rows below. Its words
are known by the order in which they are written: the header's cells come first, one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.text import extract_text

from extract.document import Box, Grid
from extract.readers.page.boxes import Printed, down, holds
from extract.readers.page.lines import Word, line_of
from extract.readers.page.ruling.lowerlines import above_lower_lines, is_along, without_lines
from extract.readers.page.tables.writtenheader import HeaderCell, HeaderRows, header_cells, is_whole, rows_at
from extract.readers.unruled.lines.piece import Piece, has_header_words
from extract.tables.headers import header_depth
from extract.tables.titles import names_form
from forms.text import fold

_OFF = 1.5
"""Points by which a cell's sides stand off where they stood on the page before."""
_FEWEST = 2
"""Words of headers in the first row of one."""
_FIRST = 200
"""Characters that are written before a header on its page, at most."""


@dataclass(frozen=True, slots=True)
class Cleared:
    """A page without what its header runs over."""

    tables: list[Any]
    texts: dict[Box, str]
    """Of the header's cells that run over."""
    edges: list[dict[str, Any]]
    """The page's lines."""
    words: bool
    """Whether any were taken off."""


class HeaderAgain:
    """The header of the table that the page before ends with, as it was printed first."""

    def __init__(self) -> None:
        self._rows: list[list[HeaderCell]] = []
        self._again = False
        """Whether this page begins with it."""

    def note(self, grids: Sequence[Grid]) -> None:
        """Keeps the header of a page's last table, if one begins there: a row whose cells all print words, and words
        of headers."""
        rows = grids[-1].rows if grids and not (self._again and len(grids) == 1) else []
        heads = [header_cells(row) for row in rows[: header_depth(rows)]]
        first = [Piece(head.text, head.box) for head in heads[0]] if heads else []
        if first and len(first) == sum(cell is not None for cell in rows[0]) and has_header_words([first], _FEWEST):
            self._rows = heads

    def cleared(self, page: PlumberPage, tables: list[Any], lines: Sequence[list[Word]]) -> Cleared:
        """The page's tables without what the header runs over: its words are taken off the page, and the lines below
        its cells part no row. Where no lines rule the table all of its words are. ``lines``: of the page."""
        chars = [char for char in page.chars if char["text"].strip()]
        if tables:
            again = self._in_frame([char for char in chars if holds(tables[0].bbox, char)])
        else:
            again = self._alone(chars, lines)
        self._again = bool(again)
        texts: dict[Box, str] = {}
        high: list[Box] = []
        gone = {id(char) for row in again for _, own in row for char in own} if not tables else set()
        for n, (row, printed) in enumerate(zip(again, tables[0].rows if tables else (), strict=False)):
            for head, own in row:
                cell = next((cell for cell in printed.cells if cell and _stands_over(head.box, cell)), None)
                if cell is None:
                    continue
                if head.goes_down and not n:
                    high.append(cell)
                if over := [char for char in own if not cell[1] <= down(char) <= cell[3]]:
                    texts[cell] = extract_text(own, x_tolerance=2, y_tolerance=3)
                    gone.update(map(id, over))
        if gone:
            page.objects["char"] = [char for char in page.chars if id(char) not in gone]
        uppers = above_lower_lines(tables[0], high) if high else []
        edges = [edge for edge in page.edges if not any(is_along(edge, upper) for upper in uppers)]
        whole = [without_lines(tables[0], uppers), *tables[1:]] if uppers else tables
        return Cleared(whole, texts, edges, bool(gone))

    def _alone(self, chars: list[Printed], lines: Sequence[list[Word]]) -> HeaderRows:
        """The first rows of the header, printed without the others and without a title above them."""
        for start in range(min(_FIRST, len(chars))):
            if again := rows_at(self._rows, chars, start):
                top = min(char["top"] for _, own in again[0] for char in own)
                above = [line_of(line).text for line in lines if line[0]["bottom"] <= top]
                whole = len(again) == len(self._rows) and all(is_whole(*cell) for row in again for cell in row)
                return [] if whole or any(names_form(fold(text)) for text in above) else again
        return []

    def _in_frame(self, chars: Sequence[Printed]) -> HeaderRows:
        """The rows of the header with which a table's characters begin; titles may stand above it in its frame, and
        are not printed again."""
        found = (rows_at(self._rows[first:], chars, 0) for first in range(len(self._rows)))
        return next((rows for rows in found if rows), [])


def _stands_over(known: Box, cell: Box) -> bool:
    return abs(known[0] - cell[0]) <= _OFF and abs(known[2] - cell[2]) <= _OFF
