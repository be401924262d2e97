"""Lines that show, not drawn in the paper's colour, and the cells that are coloured.

Spreadsheets print a merged cell with white lines where its cells meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pdfplumber.page import Page as PlumberPage

from extract.document import Box
from extract.readers.page.boxes import Printed
from extract.readers.page.watermark import lightness

THIN = 3.0
"""Points: a filled area no wider or no higher is a drawn line."""
TOUCH = 2.0
"""Points by which a painted cell stands off the one that it touches."""
_WHITE = 0.99
_RULED = 3
"""Lines down and across that a table has at least."""


def uncover(page: PlumberPage) -> None:
    """Takes the white lines and areas off a page that draws dark rules of its own."""
    drawn = [item for kind in ("line", "rect") for item in page.objects.get(kind, [])]
    # below the page tables lie that no reader sees
    white = {id(item) for item in drawn if is_white(item) and item["top"] < page.height}
    if not white or _rules(drawn, high=True) < _RULED or _rules(drawn, high=False) < _RULED:
        return
    for kind in ("line", "rect"):
        page.objects[kind] = [item for item in page.objects.get(kind, []) if id(item) not in white]


def is_fill(item: Printed) -> bool:
    """True for an area without an outline, too large for a line."""
    filled = item["object_type"] == "rect" and item.get("fill") and not item.get("stroke")
    return bool(filled) and min(item["width"], item["height"]) > THIN


def painted_cells(page: PlumberPage) -> list[Box]:
    """The boxes of the page's coloured areas, each once."""
    boxes = {(item["x0"], item["top"], item["x1"], item["bottom"]) for item in page.rects if _is_coloured(item)}
    return sorted(boxes, key=lambda box: (box[1], box[0]))


def _is_coloured(item: Printed) -> bool:
    return is_fill(item) and not is_white(item)


def is_white(item: Printed) -> bool:
    """True for a line or an area that is nowhere but white."""
    colours = []
    if item["object_type"] == "line" or item.get("stroke"):
        colours.append(item.get("stroking_color"))
    if item["object_type"] != "line" and item.get("fill"):
        colours.append(item.get("non_stroking_color"))
    return bool(colours) and all(_is_paper(colour) for colour in colours)


def _is_paper(colour: Any) -> bool:
    return (lightness(colour) or 0.0) >= _WHITE


def _rules(drawn: Iterable[Printed], *, high: bool) -> int:
    """How many dark lines go down (``high``) or across, the sides of boxes among them."""
    along, across = ("height", "width") if high else ("width", "height")
    dark = [item for item in drawn if not is_white(item)]
    thin = sum(1 for item in dark if item[across] <= THIN < item[along])
    boxes = sum(1 for item in dark if item["object_type"] == "rect" and item.get("stroke") and item[across] > THIN)
    return thin + 2 * boxes
