"""Lines that show, neither drawn in the paper's colour nor painted over with it; and the cells that are coloured.

Spreadsheets print a merged cell with white lines where its cells meet, or with a white area over lines drawn before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pdfminer.layout import LTContainer
from pdfplumber.page import Page as PlumberPage

from extract.document import Box
from extract.readers.page.boxes import Printed
from extract.readers.page.colour import lightness

THIN = 3.0
"""Points: a filled area no wider or no higher is a drawn line."""
TOUCH = 2.0
"""Points by which a painted cell stands off the one that it touches."""
_WHITE = 0.99
_RULED = 3
"""Lines down and across that a table has at least."""
_SLACK = 0.15
"""Points by which a mark may miss the edge of the line that it covers."""
_GAP = 2.0
"""Points: a shorter cut is where a white line crosses."""
_BIN = 20.0


def uncover(page: PlumberPage) -> None:
    """Takes off a page with dark rules of its own the white ones, white areas, and what of its lines white covers."""
    drawn = [item for kind in ("line", "rect") for item in page.objects.get(kind, [])]
    white = [item for item in drawn if _paints_white(item)]
    if not white or _rules(drawn, high=True) < _RULED or _rules(drawn, high=False) < _RULED:
        return
    order = _order(page)
    marks = _Marks((order.get(id(item), -1), _reach(item)) for item in white)
    lines: list[Printed] = []
    boxes: list[Printed] = []
    for item in drawn:
        if is_white(item) and item["top"] < page.height:  # below the page tables lie that no reader sees
            continue
        pieces = list(_left_of(item, marks, order.get(id(item), len(drawn))))
        for piece in pieces:
            (lines if piece["object_type"] == "line" else boxes).append(piece)
    page.objects["line"], page.objects["rect"] = lines, boxes


def is_fill(item: Printed) -> bool:
    """True for an area without an outline, too large for a line."""
    filled = item["object_type"] == "rect" and item.get("fill") and not item.get("stroke")
    return bool(filled) and min(item["width"], item["height"]) > THIN


def painted_cells(page: PlumberPage) -> list[Box]:
    """The boxes of the page's coloured areas, each once."""
    boxes = {(item["x0"], item["top"], item["x1"], item["bottom"]) for item in page.rects if _is_coloured(item)}
    return sorted(boxes, key=lambda box: (box[1], box[0]))


def touching(cell: Box, painted: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """(painted cells right above, those right below)."""
    beside = [box for box in painted if box[0] < cell[2] - TOUCH and cell[0] + TOUCH < box[2]]
    above = [box for box in beside if abs(box[3] - cell[1]) <= TOUCH]
    return above, [box for box in beside if abs(box[1] - cell[3]) <= TOUCH]


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


def _paints_white(item: Printed) -> bool:
    filled = item["object_type"] == "rect" and item.get("fill") and _is_paper(item.get("non_stroking_color"))
    return filled or is_white(item)


def _is_paper(colour: Any) -> bool:
    return (lightness(colour) or 0.0) >= _WHITE


def _rules(drawn: Iterable[Printed], *, high: bool) -> int:
    """How many dark lines go down (``high``) or across, the sides of boxes among them."""
    along, across = ("height", "width") if high else ("width", "height")
    dark = [item for item in drawn if not is_white(item)]
    thin = sum(1 for item in dark if item[across] <= THIN < item[along])
    boxes = sum(1 for item in dark if item["object_type"] == "rect" and item.get("stroke") and item[across] > THIN)
    return thin + 2 * boxes


def _order(page: PlumberPage) -> dict[int, int]:
    """When each line and area was painted: which lies over which."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(_painted(page.layout)):
        places[type(item).__name__].append(number)
    order: dict[int, int] = {}
    for kind, name in (("line", "LTLine"), ("rect", "LTRect")):
        items = page.objects.get(kind, [])
        if len(items) == len(places[name]):
            order.update(zip(map(id, items), places[name], strict=True))
    return order


def _painted(container: Any) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTContainer):
            yield from _painted(item)
        else:
            yield item


def _reach(item: Printed) -> tuple[float, float, float, float]:
    """The box that paint covers: a line is as wide as its pen."""
    pen = (item.get("linewidth") or 0.0) / 2 if item["object_type"] == "line" else 0.0
    return item["x0"] - pen, item["top"] - pen, item["x1"] + pen, item["bottom"] + pen


class _Marks:
    """White marks, found by the columns and rows of the page that they reach into."""

    def __init__(self, marks: Iterable[tuple[int, tuple[float, float, float, float]]]) -> None:
        self._places: dict[tuple[bool, int], list[Any]] = defaultdict(list)
        for at, box in marks:
            for high in (True, False):
                first, last = (box[0], box[2]) if high else (box[1], box[3])
                for place in range(int(first // _BIN), int(last // _BIN) + 1):
                    self._places[high, place].append((at, box))

    def over(self, axis: float, pen: float, high: bool, at: int) -> list[tuple[float, float]]:
        """Where white painted later than ``at`` covers a line of that axis: intervals along it, in order."""
        half = max(pen / 2 - _SLACK, 0.0)
        found = []
        for later, box in self._places.get((high, int(axis // _BIN)), ()):
            first, last, start, end = (*box[::2], *box[1::2]) if high else (*box[1::2], *box[::2])
            if later > at and first <= axis - half and axis + half <= last:
                found.append((start, end))
        return sorted(found)


def _left_of(item: Printed, marks: _Marks, at: int) -> Iterator[Printed]:
    """The item, or the pieces of it that show."""
    if item["object_type"] == "rect" and item.get("stroke") and min(item["width"], item["height"]) > THIN:
        sides = [_side(item, name) for name in ("top", "bottom", "x0", "x1")]
        pieces = [list(_left_of(side, marks, at)) for side in sides]
        if all(len(kept) == 1 and kept[0] is side for kept, side in zip(pieces, sides, strict=True)):
            yield item
        else:
            yield from (piece for kept in pieces for piece in kept)
        return
    if min(item["width"], item["height"]) > THIN:
        yield item
        return
    high = item["height"] > item["width"]
    start, end, across = ("top", "bottom", "x") if high else ("x0", "x1", "y")
    first, last = (item["x0"], item["x1"]) if across == "x" else (item["top"], item["bottom"])
    pen = last - first or item.get("linewidth") or 0.0
    covered = [(a, b) for a, b in marks.over((first + last) / 2, pen, high, at) if b - a > _GAP]
    if not any(a < item[end] and item[start] < b for a, b in covered):
        yield item
        return
    begin = item[start]
    for a, b in [*covered, (item[end], item[end])]:
        if min(a, item[end]) - begin > _GAP:
            yield _piece(item, start, end, begin, min(a, item[end]))
        begin = max(begin, b)


def _side(box: Printed, name: str) -> Printed:
    along = {"x0": box[name], "x1": box[name]} if name[0] == "x" else {"top": box[name], "bottom": box[name]}
    side = {**box, **along, "object_type": "line"}
    return {**side, "width": side["x1"] - side["x0"], "height": side["bottom"] - side["top"]}


def _piece(item: Printed, start: str, end: str, begin: float, stop: float) -> Printed:
    piece = {**item, start: begin, end: stop}
    return {**piece, "width": piece["x1"] - piece["x0"], "height": piece["bottom"] - piece["top"]}
