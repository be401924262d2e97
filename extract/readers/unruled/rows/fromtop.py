"""Rows whose cells begin at their top and whose lines stand as close as the rows do: line after line, from the top.

A line of words that all go on in the cells above them belongs to the row above it; any other begins a row.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.unruled.lines.piece import begins_row, piece_of
from extract.readers.unruled.rows.block import Block
from extract.readers.unruled.rows.goingon import by_room
from extract.readers.unruled.rows.targets import lines_of_targets
from extract.readers.unruled.spans import Parts, Span


def rows_from_top(lines: Sequence[Parts], bounds: Sequence[Span]) -> list[list[Block]]:
    """The rows, each as the cells it prints."""
    goes_on = by_room(lines, bounds)
    targets = lines_of_targets(lines, bounds)
    rows: list[dict[int, Block]] = []
    above: Parts = {}
    for n, line in enumerate(lines):
        begins = n in targets or begins_row([piece_of(words) for words in line.values()])
        if rows and not begins and all(place in above and goes_on(rows[-1][place], line[place]) for place in line):
            for place, words in line.items():
                rows[-1][place].lines.append(words)
        else:
            rows.append({place: Block(place, [words]) for place, words in line.items()})
        above = line
    return [list(row.values()) for row in rows]
