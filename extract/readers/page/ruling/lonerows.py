"""A row that stands alone on its page, without the line that the page before it, or the next one, has."""

from __future__ import annotations

from typing import Any

from pdfplumber.page import Page as PlumberPage

from extract.document import Box
from extract.readers.page.boxes import holds

LEAST = 6.0
"""Points that a line must reach past the edge: less is the corner of a border."""
TOGETHER = 3
"""Lines that go on together; one or two are the sides of a frame."""
NEAR = 2.0
"""Points by which what stands at one place is off it."""


def rows_alone(page: PlumberPage, tables: list[Any], edges: list[dict[str, Any]]) -> list[float]:
    """Where a row that stands alone on its page lacks the line that the page before, or the next one, has: its side
    lines end together on its other line, and no others go on from them."""
    uprights = [edge for edge in edges if edge["orientation"] == "v" and edge["height"] > LEAST]
    found = []
    for top, bottom in {(round(edge["top"]), round(edge["bottom"])) for edge in uprights}:
        if any(table.bbox[1] < bottom and top < table.bbox[3] for table in tables):
            continue
        own = [edge for edge in uprights if abs(edge["top"] - top) < NEAR and abs(edge["bottom"] - bottom) < NEAR]
        left, right = min(edge["x0"] for edge in own), max(edge["x1"] for edge in own)
        columns = {round(edge["x0"] / NEAR / 2) for edge in own}
        if len(columns) < TOGETHER or not prints(page, (left, top, right, bottom)):
            continue
        closed = [reaches(edges, y, left + NEAR, right - NEAR) for y in (top, bottom)]
        if closed == [False, True] and not any(abs(edge["bottom"] - top) < NEAR for edge in uprights):
            found.append(min(edge["top"] for edge in own))
        elif closed == [True, False] and not any(abs(edge["top"] - bottom) < NEAR for edge in uprights):
            found.append(max(edge["bottom"] for edge in own))
    return sorted(set(found))


def reaches(edges: list[dict[str, Any]], y: float, from_x: float, to_x: float) -> bool:
    """True where the line of a row, of one piece or drawn cell by cell, goes on at this height from side to side."""
    lying = [edge for edge in edges if edge["orientation"] == "h" and abs(edge["top"] - y) < NEAR]
    at = from_x
    for edge in sorted(lying, key=lambda edge: edge["x0"]):
        if edge["x0"] <= at + NEAR:
            at = max(at, edge["x1"])
    return at >= to_x


def prints(page: PlumberPage, box: Box) -> bool:
    return any(holds(box, char) for char in page.chars if char["text"].strip())
