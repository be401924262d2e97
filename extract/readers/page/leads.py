"""The lines above a table that say what it is."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Grid, Line

_INSIDE = 6.0
"""Points by which a line may hang into the table below it."""
_BEGINS = 2.0
"""Points below the table's upper edge at which a line may begin."""


def add_leads(grids: Sequence[Grid], prose: Sequence[Line]) -> None:
    """Adds to each table, top down, the lines between it and the one above or the page's top."""
    edge = 0.0
    for grid in grids:
        top = grid.box[1] if grid.box else 0.0
        grid.lead += [
            line
            for line in prose
            if line.box and edge <= line.box[3] and line.box[1] < top + _BEGINS and line.box[3] <= top + _INSIDE
        ]
        edge = grid.box[3] - _BEGINS if grid.box else edge
