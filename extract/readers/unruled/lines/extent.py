"""Which lines of a page without ruling lines are a table: its header, its data, its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from extract.brokenfigures import has_sign
from extract.readers.page.lines import Word, pieces
from extract.readers.unruled.lines.kinds import (
    ends_page,
    ends_sentence,
    fits_between,
    is_near,
    is_sentence,
    overlap,
    reaches_down,
    stands_beside,
)
from extract.readers.unruled.lines.piece import (
    Piece,
    begins_row,
    has_header_words,
    is_amount,
    is_data,
    line_text,
    names_expenses,
    piece_of,
)
from forms.text import fold


class Extent(NamedTuple):
    """Which lines of a region are a table's, by their numbers."""

    header: int
    """The first line of the header; ``first`` where there is none."""
    first: int
    """The first line of the rows."""
    last: int


FEWEST_ROWS = 3
"""Lines that print figures, where nothing else tells of a table."""
_MOST_HEADER_LINES = 16
_THIRD, _OF_LEVEL = "三级指标", re.compile(r"[^级]指标$")
_WRAPPED = 6.0
"""Points: the most between two lines of a label on a page that goes on."""


def begins_with_header(parted: Sequence[list[Piece]]) -> bool:
    """True for lines of which the first ones, above all figures, are a header."""
    first = next((n for n, line in enumerate(parted) if any(piece.is_figure for piece in line)), len(parted))
    header = parted[: min(first, _MOST_HEADER_LINES)]
    return has_header_words(header) or names_expenses(header)


def table_lines(
    lines: Sequence[list[Word]],
    *,
    titled: bool,
    sentences: bool,
    repeated: int = 0,
    goes_on: Callable[[list[Word]], bool] | None = None,
) -> Extent | None:
    """The table among the lines of a region, or ``None``.

    ``titled``: whether a title or unit line stands above them; ``sentences``: whether the page prints sentences, so
    that a few figures may be theirs; ``repeated``: how many of the first lines are the header of the page before;
    ``goes_on``: whether a line stands in the columns of the page before.
    """
    region = _Region(lines, titled or bool(repeated), goes_on)
    longest = region.longest_run(titled=titled)
    if not longest and repeated and goes_on is not None:
        longest = [repeated - 1]  # under its header the table ends with words
    sure = titled or repeated or region.all_in_columns
    if not longest or (len(longest) < FEWEST_ROWS and sentences and not sure):
        return None
    last = region.last_line(longest[0], longest[-1], titled=titled)
    if repeated:
        return Extent(0, repeated, last) if last >= repeated else None
    first = region.first_row(region.first_target(longest[0]))
    top = _header_start(region.parted, first, titled, len(lines) if region.all_in_columns else _MOST_HEADER_LINES)
    if region.all_in_columns and top > 0:
        return Extent(0, 0, last)  # below rows of the table there is no header
    if top == first:
        first = top = region.first_without_header(first)
    return Extent(top, first, last)


class _Region:
    """The lines of a region in pieces. ``titled``: under a title the words of cells that nearly touch are looked at
    one by one; a line of prose is one piece."""

    def __init__(self, lines: Sequence[list[Word]], titled: bool, goes_on: Callable[[list[Word]], bool] | None) -> None:
        self.parted = [[piece_of(piece) for piece in pieces(line)] for line in lines]
        self._loose = [[piece_of([word]) for word in line] for line in lines] if titled else self.parted
        self._narrow = [[piece_of(piece) for piece in pieces(line, narrow=True)] for line in lines]
        self._in_columns = [goes_on is not None and goes_on(line) for line in lines]
        """Which of them stand in the columns of the page before."""
        self.all_in_columns = goes_on is not None and all(self._in_columns)

    def longest_run(self, *, titled: bool) -> list[int]:
        """The lines of data that follow each other with but labels between them, of several runs the longest."""
        runs: list[list[int]] = []
        for n in range(len(self.parted)):
            if not self._is_data(n, titled=titled):
                continue
            rows = [self._loose[k] for k in runs[-1]] if runs else []
            between = self._loose[runs[-1][-1] + 1 : n] if runs else []
            if runs and all(any(fits_between(line, row) for row in rows) for line in between):
                runs[-1].append(n)
            else:
                runs.append([n])
        return max(runs, key=len, default=[])

    def _is_data(self, n: int, *, titled: bool) -> bool:
        line, below = self._narrow[n], self._narrow[n + 1 : n + 2]
        if not (is_data(line) or stands_beside(self._narrow, n)):
            return False
        if not self._in_columns[n] and is_sentence(line, below[0] if below else []):  # a cell may say 12 月底前
            return False
        return not ends_sentence(line) or (titled and len(self.parted[n]) > 1)

    def last_line(self, first: int, last: int, *, titled: bool) -> int:
        """The last line of a table whose data end with ``last``: labels below belong to it, the page's foot does
        not."""
        parted = self.parted
        while (
            last + 1 < len(parted)
            and fits_between(self._loose[last + 1])
            and (
                titled
                or self.all_in_columns
                or (self._in_columns[last + 1] and is_near(parted[last], parted[last + 1]))
            )
        ):
            last += 1
        while last > first and (
            ends_page(parted[last], parted[last - 1])
            or (self._in_columns[first] and not (self._in_columns[last] or begins_row(parted[last])))
        ):
            last -= 1
        return last

    def first_target(self, first: int) -> int:
        """The first line that prints a target with its sign (≥40) or, below 三级指标, what an indicator is of
        (社会成本指标), where figures come later: no header prints them. What a project is called and costs stands
        beside the middle one of its indicators."""
        named = next((n for n in range(first) if any(fold(p.text) == _THIRD for p in self.parted[n])), first)
        begins = (
            n
            for n in range(first)
            if any(has_sign(p.text) or (n > named and _OF_LEVEL.search(fold(p.text))) for p in self.parted[n])
        )
        return next(begins, first)

    def first_row(self, first: int) -> int:
        """Where the first row begins: its label or figures may be wrapped around its others, and words of the header
        above may reach down beside it."""
        parted = self.parted
        while first > 0 and (
            (overlap(parted[first - 1], parted[first]) and not reaches_down(parted[first - 1], parted[first]))
            or (all(is_amount(piece.text) for piece in parted[first - 1]) and is_near(parted[first - 1], parted[first]))
        ):
            first -= 1
        return first

    def first_without_header(self, first: int) -> int:
        """Where the first row begins that has no header above it: a label wrapped over the first figures is its own,
        and rows of words in the table's columns are rows."""
        parted = self.parted
        while (
            first > 0
            and fits_between(parted[first - 1])
            and (
                parted[first][0].box[1] - parted[first - 1][0].box[3] < _WRAPPED
                or (self._in_columns[first - 1] and is_near(parted[first - 1], parted[first]))
            )
        ):
            first -= 1
        return first


def _header_start(parted: Sequence[list[Piece]], first: int, titled: bool, most: int) -> int:
    """The first line of the header; ``first`` itself where a table goes on without one. ``most``: lines above the
    first figures."""
    top = first
    while top > 0 and first - top < most:
        line = parted[top - 1]
        text = fold(line_text(line))
        if re.search(r"[。；]", text) or any(piece.is_figure for piece in line):
            break
        top -= 1
    return top if titled or has_header_words(parted[top:first]) else first
