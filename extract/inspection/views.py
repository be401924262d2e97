"""What was made of one printed grid, cell by cell, ready to be drawn or written as HTML."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.document import Box, Row
from forms.structure import DEPARTMENT, DETAIL, OF_WHICH, SUBTOTAL, TOTAL, UNIT

CAPTION, HEADER, UNREAD = "表外文字", "表头", "未读成数据行"

COLOURS: dict[str, tuple[int, int, int]] = {
    CAPTION: (200, 200, 200),
    HEADER: (90, 150, 235),
    DETAIL: (120, 200, 120),
    OF_WHICH: (150, 215, 215),
    SUBTOTAL: (245, 215, 90),
    UNIT: (190, 150, 230),
    DEPARTMENT: (225, 140, 215),
    TOTAL: (245, 160, 80),
    UNREAD: (235, 70, 70),
}
"""Every mark a cell can carry: where it stands, or the row_kind of the row that was read from it."""


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One printed column and the data column that it was read as."""

    number: int
    """From 1, left to right: what the image shows above the column."""
    place: int | None
    """Column of the grid, from 0; ``None`` when this page prints nothing of it."""
    label: str | None
    """Chinese label of the data column; ``None`` when the column has no place."""
    path: str
    """Its printed header words, top down."""
    span: tuple[float, float] | None
    """x range on the page in points."""


@dataclass(slots=True)
class TableView:
    """One grid with its marks."""

    number: int
    page: int | None
    title: str | None
    form: str | None
    """Chinese name of the recognised form."""
    unit: str | None
    box: Box | None
    rows: list[Row]
    columns: list[ColumnView] = field(default_factory=list)
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    """(row, column) of the grid → a key of ``COLOURS``."""
    problems: dict[int, list[str]] = field(default_factory=dict)
    """Row of the grid → what is wrong with it."""

    def row_box(self, row: int) -> Box | None:
        """What the cells of a row that lie in no other row cover."""
        boxes = [cell.box for cell in self.rows[row] if cell is not None and cell.box is not None]
        if not boxes:
            return None
        return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), min(b[3] for b in boxes)
