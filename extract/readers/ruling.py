"""Ruled tables of a page, by pdfplumber, with its ruling lines put exactly where they meet."""

from __future__ import annotations

from typing import Any

from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import TableFinder, TableSettings, merge_edges

_DIGITS = 2
"""Of a point: pdfplumber sets lines side by side together by adding a difference, which leaves some apart
in the fifteenth place, and takes two lines apart there for two."""


_THIN = 3.0
"""Points: a filled area no wider or no higher is a drawn line."""
_RULED = 3
"""Lines down and across that a table has at least."""


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
    White areas on a page with rules of its own (Word's shading behind each line of text) are taken off.

    To be called before anything asks for the page's edges.
    """
    for curve in page.objects.get("curve", []):
        curve["pts"] = [(round(x, _DIGITS), round(y, _DIGITS)) for x, y in curve["pts"]]
    areas = page.objects.get("rect", [])
    paper = [area for area in areas if _is_fill(area) and _is_white(area)]
    if paper and _rules(page, high=True) >= _RULED and _rules(page, high=False) >= _RULED:
        page.objects["rect"] = [area for area in areas if not (_is_fill(area) and _is_white(area))]


def _is_white(area: dict[str, Any]) -> bool:
    colour = area.get("non_stroking_color")
    parts = colour if isinstance(colour, list | tuple) else (colour,)
    ink = len(parts) == 4  # cyan, magenta, yellow, black: none is white; of light all is
    return bool(parts) and all(part == (0 if ink else 1) for part in parts)


def _rules(page: PlumberPage, *, high: bool) -> int:
    """How many lines the page draws down (``high``) or across, the sides of boxes among them."""
    along, across = ("height", "width") if high else ("width", "height")
    drawn = [*page.objects.get("line", []), *page.objects.get("rect", [])]
    thin = sum(1 for item in drawn if item[across] <= _THIN < item[along] and not _is_white(item))
    boxes = sum(1 for item in page.objects.get("rect", []) if item.get("stroke") and item[across] > _THIN)
    return thin + 2 * boxes


def without_fills(page: PlumberPage) -> PlumberPage:
    """The page without coloured areas: the edge of a shaded header is no line between cells."""
    return page.filter(lambda item: not _is_fill(item))


def _is_fill(item: dict[str, Any]) -> bool:
    filled = item["object_type"] == "rect" and item.get("fill") and not item.get("stroke")
    return bool(filled) and min(item["width"], item["height"]) > _THIN


def ruled_tables(page: PlumberPage, **settings: Any) -> list[Any]:
    """The tables that the page's lines rule; ``settings`` are pdfplumber's."""
    return _Steady(page, TableSettings.resolve(settings)).tables
