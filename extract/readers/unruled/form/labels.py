"""Which rows of a 整体绩效目标表 a label stands beside: those around its middle, or those from its top down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise, product
from math import inf

from extract.readers.unruled.form.cells import LABELS, ONE_HEIGHT, names_third_level
from extract.readers.unruled.form.rowheights import middles_of, spans_of
from extract.readers.unruled.rows.block import Block
from extract.readers.unruled.rows.levels import top_of
from extract.readers.unruled.runs import shared_out
from extract.readers.unruled.spans import Span
from forms.indicators import indicator_catalogue
from forms.text import fold, split_ordinal

Labels = list[list[Block]]
"""The labels of each of the form's label columns, from the left."""
Owners = list[list[int | None]]
"""For each of these columns, which of its labels each row stands beside."""
_WITHOUT = 0.2
"""Cost, in points, of a row without a label."""
_BESIDE_NONE = 30.0
"""Cost of a label beside no row."""
_CUT, _CUT_BELOW = 3.0, 3.5
"""Cost of a label on the first of its rows, or beyond their middle, where a page's end cuts off the others: the page
before is known, one that follows is not."""
_EXACT, _CUT_EXACT = 0.5, 1.0
"""A label stands so near the first of its rows, and what that costs: by chance it would hardly stand there."""
_ASIDE = 1.0
"""Points by which labels on top of their rows stand off the middle of these, at least, on an average."""
_STRANGE = 1.0
"""Cost of an indicator beside a label other than its usual one: it decides where the places allow both."""
_Place = Callable[[Block], float]


class KnownLabels:
    """What the pages of a form tell of its labels for those that follow."""

    def __init__(self) -> None:
        self.on_top = False
        """Whether they stand at the top of their rows."""
        self.margin: float | None = None
        """Where the label of all indicators ends, left of their columns."""

    def note(self, labels: Sequence[Sequence[Block]], rows: Sequence[Sequence[Block]]) -> None:
        """Takes up a page on which a label stands on the first of its rows, which （1）政府预算资金 is, or 任务名称."""
        lists = [row for row, below in pairwise(rows) if _begins_list(row, below)]
        tasks = [row for row in rows if any(fold(block.text) == "主要内容" for block in row)]
        for label, row in (*product(labels[0], tasks), *product(labels[1], lists)):
            # rows as they are written hold their label
            self.on_top |= _stands_on(label, [cell for cell in row if cell.column > label.column])

    def holds(self, labels: Sequence[Sequence[Block]], rows: Sequence[Sequence[Block]]) -> bool:
        """True where the labels of the next page do, too, or those on it all tell."""
        return self.on_top or _every_one_on_top(labels, rows)


def around_middles(labels: Sequence[Block], rows: Sequence[list[Block]]) -> list[int | None]:
    """Which label each row stands beside. The line of names parts the amounts from the indicators."""
    middles = middles_of(rows)
    named = next((n for n, row in enumerate(rows) if any(names_third_level(block.lines[0]) for block in row)), None)
    if named is None:
        return _beside(labels, spans_of(rows), _strange(labels, rows), cut_above=True)[1]
    owners: list[int | None] = []
    for begin, end in ((0, named), (named, named + 1), (named + 1, len(rows))):
        top = middles[begin - 1] + ONE_HEIGHT if begin else float("-inf")
        bottom = middles[end] - ONE_HEIGHT if end < len(rows) else float("inf")
        own = [n for n, label in enumerate(labels) if top < label.middle < bottom]
        here, its_rows = [labels[n] for n in own], rows[begin:end]
        found = _beside(here, spans_of(its_rows), _strange(here, its_rows), cut_below=end == len(rows))[1]
        owners += [None if owner is None else own[owner] for owner in found]
    return owners


def from_tops(labels: Sequence[Block], rows: Sequence[list[Block]], place: _Place) -> list[int | None]:
    """Which label each row stands beside: the last that stands no lower."""
    return [
        max((n for n, label in enumerate(labels) if place(label) <= max(map(place, row)) + ONE_HEIGHT), default=None)
        for row in rows
    ]


def _strange(labels: Sequence[Block], rows: Sequence[Sequence[Block]]) -> list[list[int]]:
    """For each label, of how many of the first 0, 1, 2... rows it is known to be another's."""
    catalogue = indicator_catalogue()
    usual = [next((catalogue[name] for block in row if (name := fold(block.text)) in catalogue), None) for row in rows]
    known = {name for names in catalogue.values() for name in names}
    of = [fold(label.text) for label in labels]
    return [
        list(accumulate((name in known and names is not None and name not in names for names in usual), initial=0))
        for name in of
    ]


def _every_one_on_top(labels: Sequence[Sequence[Block]], rows: Sequence[Sequence[Block]]) -> bool:
    """True where every label stands on a row, and set in the middle of its rows would stand off."""
    spans = spans_of(rows)
    every = [label for column in labels for label in column]
    if not all(any(_stands_on(label, row) for row in rows) for label in every):
        return False
    off = 0.0
    for column in labels:
        cost, owners = _beside(column, spans, [[0] * (len(spans) + 1) for _ in column])
        off += cost - _WITHOUT * owners.count(None)
    return off > _ASIDE * len(every)


def _begins_list(row: Sequence[Block], below: Sequence[Block]) -> bool:
    numbers = [
        next((split_ordinal(fold(block.text))[0] for block in one if block.column == LABELS), None)
        for one in (row, below)
    ]
    return numbers == ["1", "2"]


def _stands_on(label: Block, row: Sequence[Block]) -> bool:
    """True for a label at the height of a row, or of the first line of its cell."""
    return any(
        abs(label.middle - cell.middle) <= ONE_HEIGHT or abs(top_of(label) - top_of(cell)) <= ONE_HEIGHT for cell in row
    )


def _beside(
    labels: Sequence[Block],
    rows: Sequence[Span],
    strange: Sequence[Sequence[int]],
    *,
    cut_above: bool = False,
    cut_below: bool = True,
) -> tuple[float, list[int | None]]:
    """(points by which labels stand off, which label each row stands beside): neighbouring ``rows``, each given
    by its top and bottom, whose common middle is the label's own. ``strange``: what ``_strange`` tells. ``cut_above``,
    ``cut_below``: the first, or the last, label may have rows on the page before, or the next one."""

    def off(label: int, start: int, end: int) -> float:
        if start == end:
            return _BESIDE_NONE
        middle = (rows[start][0] + rows[end - 1][1]) / 2
        below = labels[label].middle - middle
        cost = abs(below)
        if cut_below and label + 1 == len(labels) and end == len(rows):
            on_first = abs(sum(rows[start]) / 2 - labels[label].middle)
            first = (_CUT_EXACT if on_first <= _EXACT else _CUT) + on_first
            cost = min(cost, first, _CUT_BELOW + max(0.0, -below))
        if cut_above and not label and not start:
            cost = min(cost, _CUT + max(0.0, below))
        return cost + _STRANGE * (strange[label][end] - strange[label][start])

    # rows above the first label go without
    cost, runs = shared_out(len(rows), len(labels), off, lambda used, _row: inf if used else _WITHOUT)
    return cost, [label for label, start, end in runs for _ in range(start, end)]
