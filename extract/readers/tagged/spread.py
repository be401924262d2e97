"""Tagged cells in their places: rows and columns as the spans of the cells make them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

Mark = tuple[int, int]
"""A marked content: (number of its page's object, its number on that page)."""

_MOST_PLACES = 1_000_000


@dataclass(slots=True, eq=False)
class TaggedCell:
    """A cell in its place: first row and column, how many of each it spans, what stands in it."""

    row: int
    column: int
    rows: int
    columns: int
    marks: list[Mark] = field(default_factory=list)

    @property
    def is_placed(self) -> bool:
        return self.column >= 0

    @property
    def last_row(self) -> int:
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        return self.column + self.columns - 1


@dataclass(slots=True, eq=False)
class TaggedTable:
    """A table; no two of its cells lie on each other."""

    height: int
    width: int
    cells: list[TaggedCell]


def spread(rows: Sequence[Sequence[tuple[int, int, list[Mark]]]]) -> TaggedTable | None:
    """The cells (rows, columns, content) in the places that they fill, each once; ``None`` where they do not."""
    taken: list[set[int]] = [set() for _ in rows]
    cells: list[TaggedCell] = []
    left = _MOST_PLACES
    for number, row in enumerate(rows):
        column = 0
        for high, wide, marks in row:
            while column in taken[number]:
                column += 1
            cell = TaggedCell(number, column, min(high, len(rows) - number), wide, marks)
            left -= cell.rows * wide
            places = set(range(column, column + wide))
            if left < 0 or any(line & places for line in taken[number : number + cell.rows]):
                return None
            for line in taken[number : number + cell.rows]:
                line.update(places)
            cells.append(cell)
    width = Counter(map(len, taken)).most_common(1)[0][0] if taken else 0
    whole = _with_rest(cells, width)
    if whole is None or any(len({*line} & {*range(width)}) != width for line in taken):
        return None
    return TaggedTable(len(rows), width, whole)


def _with_rest(cells: list[TaggedCell], width: int) -> list[TaggedCell] | None:
    """The cells without those that LibreOffice adds to a row that a page break cuts: below it, its cells once more,
    with the rest of what they print. ``None`` where there are others beyond the table's width."""
    rest: dict[int, list[TaggedCell]] = defaultdict(list)
    for cell in cells:
        if cell.last_column >= width:
            rest[cell.row].append(cell)
    for row, more in rest.items():
        own = [cell for cell in cells if cell.row == row and cell.last_column < width and cell.rows == 1]
        if not own or [cell.columns for cell in more] != [cell.columns for cell in own] * (len(more) // len(own)):
            return None
        if _pages(own) & _pages(more):
            return None  # these stand beside them
        for n, cell in enumerate(more):
            own[n % len(own)].marks += cell.marks
    return [cell for cell in cells if cell.last_column < width]


def _pages(cells: Sequence[TaggedCell]) -> set[int]:
    return {page for cell in cells for page, _ in cell.marks}
