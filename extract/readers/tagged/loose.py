"""Tables whose blank cells the tree leaves out, as Chromium does: the page shows in which columns the others are.

Rows that lack no cell tell where each column prints. A cell of another row is in the only column above or below whose
text it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from extract.readers.tagged.shown import Shown
from extract.readers.tagged.spread import Mark, TaggedCell, TaggedTable

_MOST_PLACES = 1_000_000
_UNPLACED = -1


@dataclass(slots=True, eq=False)
class LooseTable(TaggedTable):
    """A table whose cells get their columns page by page: -1 until then."""

    _taken: list[set[int]] = field(default_factory=list)
    _printed: dict[int, tuple[float, float]] = field(default_factory=dict)
    """From where to where each column prints, as far as its cells have their places."""

    def place(self, shown: Sequence[Shown]) -> bool:
        """Gives the cells that a page shows their columns; ``False`` where one of them may be in several."""
        here = {one.cell: one for one in shown}
        rows: dict[int, list[TaggedCell]] = {one.cell.row: [] for one in shown}
        for cell in self.cells:
            if cell.row in rows:
                rows[cell.row].append(cell)
        for whole in (True, False):  # those that lack none first: they tell of the columns
            for number, row in sorted(rows.items()):
                if all(cell.is_placed for cell in row if cell in here):
                    continue
                free = [column for column in range(self.width) if column not in self._taken[number]]
                printed = [here[cell] for cell in row if cell in here]
                if self._fill(row, free) or (not whole and self._by_position(printed, free)):
                    self._note(printed)
                elif not whole:
                    return False
        return True

    def _fill(self, row: Sequence[TaggedCell], free: Sequence[int]) -> bool:
        """Places a row that lacks no cell; whether it is one."""
        starts = list(accumulate((cell.columns for cell in row), initial=0))
        if starts.pop() != len(free) or any(
            free[at + cell.columns - 1] - free[at] != cell.columns - 1 for cell, at in zip(row, starts, strict=True)
        ):
            return False
        for cell, at in zip(row, starts, strict=True):
            self._put(cell, free[at])
        return True

    def _by_position(self, row: Sequence[Shown], free: Sequence[int]) -> bool:
        columns = [self._column(one, free) for one in row]
        known = [column for column in columns if column is not None]
        if len(known) < len(columns) or any(
            column < before + one.cell.columns for one, before, column in zip(row, known, known[1:], strict=False)
        ):
            return False
        for one, column in zip(row, known, strict=True):
            self._put(one.cell, column)
        return True

    def _column(self, one: Shown, free: Sequence[int]) -> int | None:
        """The only column in which a cell can begin; ``None`` where there are several, or none."""
        x0, _, x1, _ = one.box
        under = {n for n, (left, right) in self._printed.items() if left < x1 and x0 < right}
        covered = {column: set(range(column, column + one.cell.columns)) for column in free}
        found = [column for column in free if under and under <= covered[column] <= set(free)]
        return found[0] if len(found) == 1 else None

    def _put(self, cell: TaggedCell, column: int) -> None:
        cell.column = column
        for line in self._taken[cell.row : cell.row + cell.rows]:
            line.update(range(column, column + cell.columns))

    def _note(self, row: Sequence[Shown]) -> None:
        for one in row:
            if one.cell.columns == 1:
                left, right = self._printed.get(one.cell.column, (one.box[0], one.box[2]))
                self._printed[one.cell.column] = min(left, one.box[0]), max(right, one.box[2])


def loosely(rows: Sequence[Sequence[tuple[int, int, list[Mark]]]]) -> LooseTable | None:
    """The cells (rows, columns, content) without columns; as wide as the widest row. ``None`` for an endless table."""
    width = max((sum(wide for _, wide, _ in row) for row in rows), default=0)
    cells = [
        TaggedCell(number, _UNPLACED, min(high, len(rows) - number), wide, marks)
        for number, row in enumerate(rows)
        for high, wide, marks in row
    ]
    if sum(cell.rows * cell.columns for cell in cells) > _MOST_PLACES or width * len(rows) > _MOST_PLACES:
        return None
    return LooseTable(len(rows), width, cells, [set() for _ in rows])
