"""Ruled tables of a page, by pdfplumber, with its ruling lines put exactly where they meet."""

from __future__ import annotations

from typing import Any

from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import TableFinder, TableSettings, merge_edges

from extract.readers.page.painted import is_fill, uncover

_DIGITS = 2
"""Of a point: pdfplumber sets lines side by side together by adding a difference, which leaves some apart
in the fifteenth place, and takes two lines apart there for two."""


class _Steady(TableFinder):
    def get_edges(self) -> list[dict[str, Any]]:
        settings = self.settings
        rounded = [
            {name: round(value, _DIGITS) if isinstance(value, float) else value for name, value in edge.items()}
            for edge in super().get_edges()
        ]
        return merge_edges(rounded, 0, 0, settings.join_x_tolerance, settings.join_y_tolerance)


def square(page: PlumberPage) -> None:
    """Rules drawn on a turned page lie askew in the fifteenth place and pass for curves: their corners rounded.
    What does not show of the page's rules is taken off.

    To be called before anything asks for the page's edges.
    """
    for curve in page.objects.get("curve", []):
        curve["pts"] = [(round(x, _DIGITS), round(y, _DIGITS)) for x, y in curve["pts"]]
    uncover(page)


def without_fills(page: PlumberPage) -> PlumberPage:
    """The page without coloured areas: the edge of a shaded header is no line between cells."""
    return page.filter(lambda item: not is_fill(item))


def ruled_tables(page: PlumberPage, **settings: Any) -> list[Any]:
    """The tables that the page's lines rule; ``settings`` are pdfplumber's."""
    return _Steady(page, TableSettings.resolve(settings)).tables
