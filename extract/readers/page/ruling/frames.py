"""Borders painted as an area with a smaller one cut out of it, as programs that print web pages do for cells apart."""

from __future__ import annotations

from itertools import pairwise

from pdfplumber.page import Page as PlumberPage

from extract.readers.page.boxes import Printed
from extract.readers.page.ruling.painted import THIN, is_fill

_SIDES = (("x0", 1), ("top", 1), ("x1", -1), ("bottom", -1))


def outline_frames(page: PlumberPage) -> None:
    """Makes outlines of such areas, in place: they would pass for colour behind the words of their cells.

    To be called before anything asks for the page's edges.
    """
    for one, other in pairwise(page.objects.get("rect", [])):
        if is_fill(one) and is_fill(other) and _are_frame(one, other):
            for item in (one, other):
                item.update(stroke=True, stroking_color=item.get("non_stroking_color"), fill=False)


def _are_frame(one: Printed, other: Printed) -> bool:
    """True where one of two areas of a colour, painted after each other, lies a little within the other on all sides.

    It would not be seen if it were not cut out.
    """
    outer, inner = sorted((one, other), key=lambda item: float(item["width"]), reverse=True)
    within = [(inner[side] - outer[side]) * way for side, way in _SIDES]
    return one.get("non_stroking_color") == other.get("non_stroking_color") and all(0 < off <= THIN for off in within)
