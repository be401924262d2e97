"""A table without ruling lines as its first page shows it: what of the next pages belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Row
from extract.readers.page.lines import Word, no_blank_between, pieces
from extract.readers.unruled.lines.piece import ONE_EDGE, begins_row, has_header_words, piece_of
from extract.readers.unruled.spans import Span, column_of, fit_in
from forms.text import fold, split_ordinal

_OUT = 3.0
"""Points by which words of a later page stand outside the columns."""
_OFF_MIDDLE = 1.6
"""Points from the middle of a column to that of its words, where all do there."""
_OFF_PLACE = 1.5
"""Points by which a word stands off its place."""
_ENOUGH = 0.5
"""Share of the header's words: a row as high as fits on the page cuts off the last lines of its cells."""


def _cells(line: Sequence[Word]) -> list[list[Word]]:
    """The words of a line that no blank parts."""
    cells: list[list[Word]] = []
    for before, word in zip([None, *line], line, strict=False):
        if before is not None and no_blank_between(before, word):
            cells[-1].append(word)
        else:
            cells.append([word])
    return cells


@dataclass(frozen=True, slots=True)
class Begun:
    """Its columns and header."""

    bounds: Sequence[Span]
    header: Sequence[list[Word]]
    """The header's printed lines."""
    rows: list[Row]
    """The header's rows."""
    aside: float | None
    """Points right of the columns' edges at which all words begin; ``None`` where they do not."""

    def holds(self, line: list[Word]) -> bool:
        """True for a line whose words stand in the columns."""
        left, right = self.bounds[0][0], self.bounds[-1][1]
        return fit_in([line], self.bounds) and all(left - _OUT <= w["x0"] and w["x1"] <= right + _OUT for w in line)

    def _places(self, word: Word) -> bool:
        """True for a word that begins where one of the columns does, or stands in its middle."""
        left, right = self.bounds[column_of(word, self.bounds)]
        if self.aside is not None:
            return bool(abs(word["x0"] - left - self.aside) <= ONE_EDGE)
        return bool(abs(word["x0"] + word["x1"] - left - right) <= 2 * _OFF_MIDDLE)

    def ends_with(self, lines: Sequence[list[Word]]) -> bool:
        """True for the first lines of a page that are but the rest of the row that the page before cut: words under
        several of the columns."""
        if not all(self.holds(line) for line in lines):
            return False
        flush = self.aside is not None
        cells = [cell[0] if flush else word for line in lines for cell in _cells(line) for word in cell]
        # as the columns' words do, and no line of prose does: that begins in the first
        return all(map(self._places, cells)) and any(column_of(word, self.bounds) for word in cells)

    def goes_on_with(self, above: Sequence[list[Word]]) -> bool:
        """True where the lines above the first figures of a page are rows of the table."""
        if not above:
            return True
        parted = [[piece_of(piece) for piece in pieces(line)] for line in above]
        numbered = any(split_ordinal(fold(line[0].text))[0] for line in parted)  # below the end of a row that was cut
        labels = begins_row(parted[0]) or numbered or not has_header_words(parted, 1)
        return labels and all(self.holds(line) for line in above)


def header_again(
    header: Sequence[list[Word]], lines: Sequence[list[Word]]
) -> tuple[list[list[Word]], list[list[Word]]] | None:
    """(the header's lines as printed again, the other lines) where the lines begin with the header; ``None`` if not.

    Words of a header that is cut off at its lower edge may stand on the lines of the first rows.
    """
    if not header or not lines or _texts(header[0]) != _texts(lines[0]):
        return None
    down = lines[0][0]["top"] - header[0][0]["top"]
    again: list[list[Word]] = []
    taken: set[int] = set()
    for known in header:
        found = [word for place in known if (word := _at(place, down, lines)) is not None]
        taken.update(id(word) for word in found)
        if found:
            again.append(found)
    if len(taken) < _ENOUGH * sum(map(len, header)):
        return None
    rest = [[word for word in line if id(word) not in taken] for line in lines]
    return again, [line for line in rest if line]


def _texts(line: Sequence[Word]) -> list[str]:
    return [fold(word["text"]) for word in line]


def _at(known: Word, down: float, lines: Sequence[list[Word]]) -> Word | None:
    for line in lines:
        for word in line:
            if (
                abs(word["top"] - known["top"] - down) <= _OFF_PLACE
                and abs(word["x0"] - known["x0"]) <= _OFF_PLACE
                and fold(word["text"]) == fold(known["text"])
            ):
                return word
    return None
