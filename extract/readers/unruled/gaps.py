"""How far apart lines stand: those of one cell, as their words tell, and at most.

Two gaps matter wherever no ruling line parts the cells: the *line gap*, between two lines of one cell, and the *row
gap*, the smallest between a row's last line and the next row's first. All are points of white, from the bottom of the
words above to the top of those below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from statistics import median

from extract.brokenfigures import completes
from extract.readers.page.lines import Word
from forms.money import decimals, is_figure, is_number
from forms.text import fold

STEP = 0.4
"""Points by which two cells stand further apart than two lines of one cell."""
TIGHT = 0.75
"""Of the type's height: two lines of one cell lie no further apart."""
_EQUAL = 0.3
"""Points by which equal gaps differ."""
_BESIDE = 0.3
"""Of the type's height: a word that begins so much higher than another ends is of a cell beside it."""
_FAR = 2.5
"""Of the type's height: two lines of one cell stand nearer."""
_OPENED, _CLOSED = re.compile(r"（[^）]*$"), re.compile(r"^[^（]*）")


class Gaps:
    """Both gaps, as the tables of a document so far show them."""

    def __init__(self) -> None:
        self._in_cells: float | None = None
        """The line gap that the headers show, in heights of the type."""
        self._in_halves: float | None = None
        """The line gap that the present table's broken figures and words show."""
        self._between_rows: float | None = None
        """The row gap of the present table."""

    def begin(self, header: Sequence[list[Word]], line_gap: float | None, halves: float | None) -> None:
        """Takes up a table that begins. ``line_gap``: as its header's cells show it; ``halves``: see
        ``gap_in_halves``."""
        if line_gap is not None:
            self._in_cells = line_gap / type_height(list(chain.from_iterable(header)))
        self._in_halves = halves
        self._between_rows = None

    def note_rows(self, row_gap: float | None) -> float | None:
        """Takes up rows of the present table; the smallest of its row gaps so far."""
        self._between_rows = min((gap for gap in (row_gap, self._between_rows) if gap is not None), default=None)
        return self._between_rows

    def of_headers(self, lines: Sequence[list[Word]]) -> float | None:
        """The line gap that the headers show, in type of these lines' size."""
        return None if self._in_cells is None else self._in_cells * type_height(list(chain.from_iterable(lines)))

    def of_table(self, lines: Sequence[list[Word]]) -> float | None:
        """The line gap of the present table: where no header shows it, that of its broken figures and words."""
        shown = self.of_headers(lines)
        return self._in_halves if shown is None else shown


def type_height(words: Sequence[Word]) -> float:
    """Points of the type of most words."""
    return median(word["bottom"] - word["top"] for word in words) if words else 0.0


def smallest_gap(lines: Sequence[list[Word]]) -> float | None:
    """The smallest gap, met more than once, between a word and the one right below it; a figure is of another cell."""
    return repeated_gap([
        lower["top"] - upper["bottom"]
        for upper, lower in pairs_below(lines)
        if not (is_figure(upper["text"]) or is_figure(lower["text"]))
    ])  # fmt: skip


def gap_in_halves(lines: Sequence[list[Word]]) -> float | None:
    """The gap between the halves of figures and of words in brackets, which can be nothing but one cell's; ``None``
    where none breaks."""
    words = (word["text"] for line in lines for word in line)
    printed = max((decimals(text) for text in words if is_number(text)), default=0)
    gaps = [
        lower["top"] - upper["bottom"]
        for upper, lower in pairs_below(lines)
        if lower["top"] - upper["bottom"] < _FAR * (upper["bottom"] - upper["top"])
        and _is_broken(fold(upper["text"]), fold(lower["text"]), printed)
    ]
    return median(gaps) if gaps else None


def _is_broken(upper: str, lower: str, printed: int) -> bool:
    """True where both together make a figure or a word that they do not make apart. ``printed``: the most decimals of
    a figure there."""
    return bool(_OPENED.search(upper) and _CLOSED.search(lower)) or completes(upper, lower, printed)


def pairs_below(lines: Sequence[list[Word]]) -> Iterator[tuple[Word, Word]]:
    """Each word with the one right below it."""
    for n, line in enumerate(lines):
        for word in line:
            lowest = word["bottom"] - _BESIDE * (word["bottom"] - word["top"])
            below = next(
                (
                    other
                    for other in chain.from_iterable(lines[n + 1 :])
                    if other["x0"] < word["x1"] and other["x1"] > word["x0"] and other["top"] > lowest
                ),
                None,
            )
            if below is not None:
                yield word, below


def most_apart(line_gap: float, row_gap: float | None) -> float:
    """How far apart two lines of one cell stand at most. Browsers set lines to whole pixels, so that gaps of one kind
    differ."""
    return max(line_gap + STEP, (line_gap + row_gap) / 2 if row_gap is not None else 0.0)


def repeated_gap(gaps: Sequence[float]) -> float | None:
    """The smallest of some gaps that another one equals."""
    return next((one for one, other in pairwise(sorted(gaps)) if other - one < _EQUAL), None)
