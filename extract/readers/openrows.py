"""Rows that a page break left without their upper or lower line: the columns' lines go on past the table's edge."""

from __future__ import annotations

from typing import Any

from pdfplumber.page import Page as PlumberPage

_LEAST = 6.0
"""Points that a line must reach past the edge: less is the corner of a border."""
_COLUMNS = 3
"""Lines that go on together; one or two are the sides of a frame."""
_NEAR = 2.0


def tables_with_open_rows(page: PlumberPage) -> list[Any]:
    """The page's ruled tables, as pdfplumber finds them, with the rows that print no outer line of their own."""
    tables: list[Any] = page.find_tables()
    upright = [edge for edge in page.edges if edge["orientation"] == "v"] if tables else []
    missing = sorted({y for table in tables for y in _missing_lines(page, table, upright)})
    return page.find_tables({"explicit_horizontal_lines": missing}) if missing else tables


def _missing_lines(page: PlumberPage, table: Any, upright: list[dict[str, Any]]) -> list[float]:
    left, top, right, bottom = table.bbox
    columns = {round(x) for cell in table.cells for x in (cell[0], cell[2])}
    own = [edge for edge in upright if left - _NEAR <= edge["x0"] <= right + _NEAR and round(edge["x0"]) in columns]
    above = [edge["top"] for edge in own if edge["top"] < top - _LEAST and edge["bottom"] > top - _NEAR * 2]
    below = [edge["bottom"] for edge in own if edge["bottom"] > bottom + _LEAST and edge["top"] < bottom + _NEAR * 2]
    found = []
    if len(above) >= _COLUMNS and _prints(page, (left, min(above), right, top)):
        found.append(min(above))
    if len(below) >= _COLUMNS and _prints(page, (left, bottom, right, max(below))):
        found.append(max(below))
    return found


def _prints(page: PlumberPage, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return any(
        left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom
        for char in page.chars
        if char["text"].strip()
    )
