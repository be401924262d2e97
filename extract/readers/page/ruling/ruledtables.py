"""Ruled tables of a page, by pdfplumber, with its ruling lines put exactly where they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import Table, TableFinder, TableSettings, merge_edges
from pdfplumber.utils.geometry import filter_edges

from extract.readers.page.boxes import down
from extract.readers.page.ruling.crossings import TooManyLinesError, cells_of, crossings_of, tables_of_cells
from extract.readers.page.ruling.doubled import without_doubles
from extract.readers.page.ruling.frames import outline_frames
from extract.readers.page.ruling.painted import is_fill, uncover
from extract.readers.page.ruling.shifted import with_labels_to_their_rows

_DIGITS = 2
"""Of a point: pdfplumber sets lines side by side together by adding a difference, which leaves some apart
in the fifteenth place, and takes two lines apart there for two."""

_ASKEW = 10**-_DIGITS
"""Points that a line across rises, or an upright one leans, at most."""
_APART = 4.0
"""Points between two tables, at least."""

_MANY = 5000
"""Places where lines may cross, on many a page."""
_LINES = ["_rect_edges", "_curve_edges", "_edges"]
"""What pdfplumber keeps of a page's lines."""

_DRAWING = ("snap_x_tolerance", "snap_y_tolerance", "join_x_tolerance", "join_y_tolerance", "edge_min_length")
"""The settings by which pdfplumber draws lines together."""

Edge = dict[str, Any]


class _Steady(TableFinder):
    def __init__(self, page: PlumberPage, settings: TableSettings) -> None:
        """Raises ``TooManyLinesError``."""
        self.page, self.settings = page, settings
        aside, off = settings.intersection_x_tolerance, settings.intersection_y_tolerance
        self.cells = cells_of(crossings_of(self.get_edges(), float(aside), float(off)))
        self.tables = [Table(page, cells) for cells in tables_of_cells(self.cells)]

    def get_edges(self) -> list[Edge]:
        """The page's edges; those of one table are drawn to one another, those of its neighbours are not."""
        settings = self.settings
        alone: dict[str, Any] = dict.fromkeys(_DRAWING, 0)
        self.settings = replace(settings, **alone)
        apart = super().get_edges()
        self.settings = settings
        drawn = [
            edge
            for band in _bands(apart)
            for edge in merge_edges(
                band,
                settings.snap_x_tolerance,
                settings.snap_y_tolerance,
                settings.join_x_tolerance,
                settings.join_y_tolerance,
            )
        ]
        rounded = [
            {name: round(value, _DIGITS) if isinstance(value, float) else value for name, value in edge.items()}
            for edge in filter_edges(drawn, min_length=settings.edge_min_length)
        ]
        rounded = with_labels_to_their_rows(without_doubles(rounded, self.page.chars))
        return merge_edges(rounded, 0, 0, settings.join_x_tolerance, settings.join_y_tolerance)


def _bands(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The edges of each table from the top down, by the reach of its upright ones; those outside are one more."""
    reach: list[tuple[float, float]] = []
    for edge in sorted((edge for edge in edges if edge["orientation"] == "v"), key=lambda edge: float(edge["top"])):
        if reach and edge["top"] <= reach[-1][1] + _APART:
            reach[-1] = (reach[-1][0], max(reach[-1][1], edge["bottom"]))
        else:
            reach.append((edge["top"], edge["bottom"]))
    bands: list[list[Edge]] = [[] for _ in range(len(reach) + 1)]
    for edge in edges:
        middle = down(edge)
        at = next((n for n, (top, bottom) in enumerate(reach) if top - _APART <= middle <= bottom + _APART), -1)
        bands[at].append(edge)
    return bands


def square(page: PlumberPage) -> None:
    """Rules drawn on a turned page lie askew in the last places and pass for curves, and all lines across for
    upright ones: their corners rounded. What does not show of the page's rules is taken off.

    To be called before anything asks for the page's edges.
    """
    for line in page.objects.get("line", []):
        for low, high, length in (("top", "bottom", "height"), ("x0", "x1", "width")):
            if 0 < line[length] < _ASKEW:
                line[high], line[length] = line[low], 0
    for curve in page.objects.get("curve", []):
        curve["pts"] = [(round(x, _DIGITS), round(y, _DIGITS)) for x, y in curve["pts"]]
    outline_frames(page)
    uncover(page)


def without_fills(page: PlumberPage) -> PlumberPage:
    """The page without coloured areas: the edge of a shaded header is no line between cells."""
    return page.filter(lambda item: not is_fill(item))


def without_crowd(page: PlumberPage) -> bool:
    """Takes all lines off a page that draws more than any table has; says whether it does."""
    across, down = ({round(edge[side]) for edge in page.edges} for side in ("x0", "top"))
    if len(across) * len(down) > _MANY:
        try:
            ruled_tables(page)
        except TooManyLinesError:
            page.objects.update(line=[], rect=[], curve=[])
            page.flush_cache(_LINES)
            return True
    return False


def ruled_tables(page: PlumberPage, **settings: Any) -> list[Any]:
    """The tables that the page's lines rule; ``settings`` are pdfplumber's. Raises ``TooManyLinesError``."""
    return _Steady(page, TableSettings.resolve(settings)).tables
