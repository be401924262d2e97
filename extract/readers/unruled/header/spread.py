"""How far the cells of a header reach that begin where the first of their columns does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.readers.unruled.header.head import Head
from extract.readers.unruled.header.setting import Setting

_ONE_HEIGHT = 1.6
"""Points by which the middles of cells of one height differ."""


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """What tells in which row of the header a cell begins."""

    told: Setting
    row_of: Mapping[int, int]

    def begins(self, columns: Sequence[list[Head]], over: range) -> set[int]:
        """The columns in which a cell of the uppermost row begins; the others stand under the cell on their left.

        What stands under a cell begins below its words. So do the words of a cell as high as all rows where they stand
        in its middle: that is the middle of all.
        """
        heads = [head for n in over for head in columns[n]]
        if all(id(head) in self.row_of for head in heads):
            row = min(self.row_of[id(head)] for head in heads)
            return {n for n in over if columns[n] and self.row_of[id(columns[n][0])] == row}
        middle = (min(head.box[1] for head in heads) + max(head.box[3] for head in heads)) / 2
        found: set[int] = set()
        above: Head | None = None
        for n in over:
            first = columns[n][0] if columns[n] else None
            tall = self.told is not Setting.TOP and len(columns[n]) == 1
            tall = tall and abs(Setting.MIDDLE.of(columns[n][0].box) - middle) <= _ONE_HEIGHT
            under = first is None or (above is not None and first.box[1] >= above.box[3] - 1)
            if tall or not under:
                found.add(n)
                above = None if tall else first
        return found


def spread(paths: list[list[Head]], columns: Sequence[list[Head]], over: range, rows: HeaderRows) -> None:
    """Adds to the paths of some columns the cells above them, the upper first."""
    heads = [head for n in over for head in columns[n]]
    if not heads:
        return
    if all(len(columns[n]) <= 1 for n in over):
        for n in over:
            paths[n] += columns[n]
        return
    groups: list[tuple[Head, list[int]]] = []
    begins = rows.begins(columns, over)
    for n in over:
        if n in begins:
            groups.append((columns[n][0], [n]))
        elif groups:
            groups[-1][1].append(n)
    for head, covered in groups:
        for n in covered:
            paths[n].append(head)
        below = list(columns)
        below[covered[0]] = columns[covered[0]][1:]
        spread(paths, below, range(covered[0], covered[-1] + 1), rows)
