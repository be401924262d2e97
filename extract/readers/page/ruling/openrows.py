"""Rows and columns left without their outer line: by a page break, or by a frame that is open at its sides.

The other lines go on past the table's edge and say so.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from pdfplumber.page import Page as PlumberPage

from extract.readers.page.ruling.lonerows import LEAST, NEAR, TOGETHER, prints, reaches, rows_alone
from extract.readers.page.ruling.painted import painted_cells
from extract.readers.page.ruling.ruledtables import ruled_tables

_SIDES = 2
_ROW = 30.0
"""Points between a table's edge and a further row of its own: a title needs more."""


def tables_with_open_rows(page: PlumberPage) -> list[Any]:
    """The page's ruled tables with the rows and columns that print no outer line of their own."""
    tables = ruled_tables(page)
    edges = page.edges
    alone = rows_alone(page, tables, edges)
    if alone:
        tables = ruled_tables(page, explicit_horizontal_lines=alone)
    if not tables:
        return tables
    lying = [line for table in tables for line in _columns_sides(page, table, edges)]
    if lying:
        tables = ruled_tables(page, explicit_horizontal_lines=alone, explicit_vertical_lines=lying)
    lacked = [(table, _rows_lines(page, table, edges, lying)) for table in tables]
    missing = sorted({y for _, lines in lacked for y in lines} | set(alone))
    if not missing:
        return tables
    lying = [_with_open_rows(side, lacked) for side in lying]
    return ruled_tables(page, explicit_horizontal_lines=missing, explicit_vertical_lines=lying)


def _rows_lines(page: PlumberPage, table: Any, edges: list[dict[str, Any]], lying: list[dict[str, Any]]) -> list[float]:
    """Where the table's first and last row lack their outer line; ``lying``: side lines that tables lack as well."""
    left, top, right, bottom = table.bbox
    sides = sum(side["top"] < bottom and top < side["bottom"] and side["x0"] in (left, right) for side in lying)
    painted = painted_cells(page)
    columns = {x for cell in table.cells for x in (cell[0], cell[2])}
    own = [edge for edge in edges if edge["orientation"] == "v" and _is_near(edge["x0"], columns)]
    above = [edge["top"] for edge in own if edge["top"] < top - LEAST and edge["bottom"] > top - NEAR * 2]
    below = [edge["bottom"] for edge in own if edge["bottom"] > bottom + LEAST and edge["top"] < bottom + NEAR * 2]
    outer = _outer_sides(table, own, edges)
    found = []
    for lines, edge, inner, box in (
        (above, top, top + 1, (left, min(above, default=top), right, top)),
        (below, bottom, bottom - 1, (left, bottom, right, max(below, default=bottom))),
    ):
        # beside painted rows the sides of the frame alone go on: the row between two of these has no lines
        banded = len(lines) >= _SIDES and any(abs(y - edge) < NEAR for cell in painted for y in cell[1::2])
        if (len(lines) >= TOGETHER - sides or banded) and prints(page, box):
            found.append(box[1] if edge == top else box[3])
        elif _is_open(table, inner, own, outer):
            found.append(edge)  # a merged cell that goes on over the page is open there, beside cells that end
    return found


def _outer_sides(table: Any, own: list[dict[str, Any]], edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Side lines as high as the table, and outside of it because the column inside them has no cell: one above and one
    below a line that reaches them are both open, or one beside several rows fills the whole page, or the line of the
    only row goes on to them. ``own``: its upright lines."""
    left, top, right, bottom = table.bbox
    sides = [
        edge
        for edge in edges
        if edge["orientation"] == "v" and not left - NEAR <= edge["x0"] <= right + NEAR and edge["top"] < bottom
    ]
    if not sides:
        return []
    lying = [edge for edge in edges if edge["orientation"] == "h" and top + NEAR < edge["top"] < bottom - NEAR]
    several = len({cell[1] for cell in table.cells}) > 1
    found = []
    for side in sides:
        x, near = side["x0"], (left if side["x0"] < left else right)
        from_x, to_x = min(x, near) + NEAR, max(x, near) - NEAR
        parts = [other for other in sides if abs(other["x0"] - x) < NEAR]  # drawn row by row
        whole = min(part["top"] for part in parts) <= top + NEAR and max(p["bottom"] for p in parts) >= bottom - NEAR
        parted = any(line["x0"] <= from_x and to_x <= line["x1"] for line in lying)
        shared = several or reaches(edges, top, from_x, to_x) or reaches(edges, bottom, from_x, to_x)
        merged = shared and to_x - from_x > LEAST and _are_as_high(parts, own)
        if whole and (parted or merged):
            found.append(side)
    return found


def _is_open(table: Any, y: float, sides: list[dict[str, Any]], outer: list[dict[str, Any]]) -> bool:
    """True where the first or last row has a place between two side lines that is no cell."""
    edges = sorted({x for cell in table.cells for x in (cell[0], cell[2])} | {side["x0"] for side in outer})
    reaching = {side["x0"] for side in (*sides, *outer) if side["top"] <= y <= side["bottom"]}
    return any(
        x1 - x0 > LEAST
        and _is_near(x0, reaching)
        and _is_near(x1, reaching)
        and not any(cell[0] <= (x0 + x1) / 2 <= cell[2] and cell[1] <= y <= cell[3] for cell in table.cells)
        for x0, x1 in pairwise(edges)
    )


def _is_near(x: float, places: set[float]) -> bool:
    """True beside one of the places: the lines that a border is drawn with lie on both sides of where it stands."""
    return any(abs(x - place) < NEAR for place in places)


def _are_as_high(parts: list[dict[str, Any]], own: list[dict[str, Any]]) -> bool:
    """True for a side line that ends where the table's own do; that of a frame goes on above them or below."""
    return bool(
        abs(min(part["top"] for part in parts) - min(line["top"] for line in own)) < NEAR
        and abs(max(part["bottom"] for part in parts) - max(line["bottom"] for line in own)) < NEAR
    )


def _columns_sides(page: PlumberPage, table: Any, edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The side lines that the outer columns lack, as pdfplumber takes them: as high as the table is."""
    left, top, right, bottom = table.bbox
    rows = {round(y) for cell in table.cells for y in (cell[1], cell[3])}
    own = [
        edge
        for edge in edges
        if edge["orientation"] == "h" and top - NEAR <= edge["top"] <= bottom + NEAR and round(edge["top"]) in rows
    ]
    before = [edge for edge in own if edge["x0"] < left - LEAST and edge["x1"] > left - NEAR * 2]
    after = [edge for edge in own if edge["x1"] > right + LEAST and edge["x0"] < right + NEAR * 2]
    enough = max(_SIDES, min(TOGETHER, _heights(own)))  # a row alone has two lines: both go on
    found = []
    if _heights(before) >= enough and prints(page, (min(e["x0"] for e in before), top, left, bottom)):
        found.append(min(edge["x0"] for edge in before))
    if _heights(after) >= enough and prints(page, (right, top, max(e["x1"] for e in after), bottom)):
        found.append(max(edge["x1"] for edge in after))
    lines = [edge for edge in edges if edge["orientation"] == "h" and edge["x0"] < right and left < edge["x1"]]
    return [_side(x, top, bottom, lines) for x in found]


def _side(x: float, top: float, bottom: float, lines: list[dict[str, Any]]) -> dict[str, Any]:
    """A side line as high as the lines that reach it: a first or last row may be one cell, without lines of its own.

    ``lines``: those of the table's rows, and of the rows above and below it; a label beside several rows lacks theirs.
    """
    side = {"object_type": "line", "x0": x, "x1": x, "top": top, "bottom": bottom, "width": 0.0, "height": 0.0}
    rows = _lengthened(side, sorted(edge["top"] for edge in lines))
    reaching = [edge["top"] for edge in lines if edge["x0"] - NEAR <= x <= edge["x1"] + NEAR]
    top = min((y for y in reaching if rows["top"] <= y < top), default=top)
    bottom = max((y for y in reaching if bottom < y <= rows["bottom"]), default=bottom)
    return {**side, "top": top, "bottom": bottom, "height": bottom - top}


def _with_open_rows(side: dict[str, Any], lacked: list[tuple[Any, list[float]]]) -> dict[str, Any]:
    """The side line of one of the tables, as high as this one is with its open rows, however high these are."""
    top, bottom = side["top"], side["bottom"]
    for table, lines in lacked:
        left, upper, right, lower = table.bbox
        if left - NEAR <= side["x0"] <= right + NEAR and side["top"] < lower and upper < side["bottom"]:
            top, bottom = min([top, *lines]), max([bottom, *lines])
    return {**side, "top": top, "bottom": bottom, "height": bottom - top}


def _lengthened(side: dict[str, Any], lines: list[float]) -> dict[str, Any]:
    """The side line down and up to the lines of the rows above and below it; ``lines`` in order."""
    top, bottom = side["top"], side["bottom"]
    for y in reversed(lines):
        top = y if top - _ROW <= y < top else top
    for y in lines:
        bottom = y if bottom < y <= bottom + _ROW else bottom
    return {**side, "top": top, "bottom": bottom, "height": bottom - top}


def _heights(edges: list[dict[str, Any]]) -> int:
    """At how many heights lines lie; the two edges of one drawn line are one."""
    return len({round(edge["top"] / 3) for edge in edges})
