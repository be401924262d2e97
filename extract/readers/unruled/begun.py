"""A table without ruling lines as its first page shows it: what of the next pages belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Row
from extract.readers.page.lines import Word, pieces
from extract.readers.unruled.cells import fit_in
from extract.readers.unruled.head import Span
from extract.readers.unruled.piece import begins_row, has_header_words, piece_of
from forms.text import fold, split_ordinal

_OUT = 3.0
"""Points by which words of a later page stand outside the columns."""
_OFF = 1.5
"""Points by which a word stands off its place."""
_ENOUGH = 0.5
"""Share of the header's words: a row as high as fits on the page cuts off the last lines of its cells."""


@dataclass(frozen=True, slots=True)
class Begun:
    """Its columns and header."""

    bounds: Sequence[Span]
    header: Sequence[list[Word]]
    """The header's printed lines."""
    rows: list[Row]
    """The header's rows."""

    def holds(self, line: list[Word]) -> bool:
        """True for a line whose words stand in the columns."""
        left, right = self.bounds[0][0], self.bounds[-1][1]
        return fit_in([line], self.bounds) and all(left - _OUT <= w["x0"] and w["x1"] <= right + _OUT for w in line)

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
                abs(word["top"] - known["top"] - down) <= _OFF
                and abs(word["x0"] - known["x0"]) <= _OFF
                and fold(word["text"]) == fold(known["text"])
            ):
                return word
    return None
