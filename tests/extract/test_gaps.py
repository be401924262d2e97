"""Borders of several lines, as Word draws them: the gaps between the lines are no columns."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.document import Cell, Row
from extract.readers.page.tables.ruledgrid import without_gaps
from extract.readers.pdf import read

EDGES = (80.0, 85.4, 200.0, 205.4, 210.8, 400.0, 405.4, 500.0)


def cell(text: str, first: int, last: int) -> Cell:
    return Cell(text, (EDGES[first], 0, EDGES[last], 10))


def texts(rows: list[Row]) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in rows]


def test_a_cell_that_spans_a_gap_stands_in_the_column_after_it() -> None:
    rows: list[Row] = [
        [cell(text, n, n + 1) for n, text in enumerate(("", "编码", "", "", "名称", "", "金额"))],
        [cell("", 0, 1), cell("合计", 1, 5), None, None, None, cell("", 5, 6), cell("9.00", 6, 7)],
        [cell("204", 0, 3), None, None, cell("检察", 3, 5), None, cell("7.00", 5, 7), None],
    ]
    assert texts(without_gaps(rows)) == [["编码", "名称", "金额"], ["合计", None, "9.00"], ["204", "检察", "7.00"]]


def test_what_prints_something_is_no_gap_however_narrow() -> None:
    rows: list[Row] = [[cell("1", 0, 1), cell("甲", 1, 2)], [cell("", 0, 1), cell("乙", 1, 2)]]
    assert without_gaps(rows) == rows
    assert without_gaps([]) == []


@pytest.mark.parametrize(
    "heights",
    [
        (150, 130, 110, 90),
        # cells padded with frames of their own leave gaps between the rows too
        (150, 146, 134, 130, 126, 114, 110, 106, 94, 90),
    ],
)
def test_a_table_of_doubled_lines_is_read_in_its_own_rows_and_columns(heights: tuple[int, ...]) -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (400, 200))
    for y in heights:
        canvas.line(50, y, 350, y)
    for x in (50, 55, 195, 200, 345, 350):
        canvas.line(x, 90, x, 150)
    for y, code, amount in ((137, "204", "16593.12"), (117, "20404", "12268.62"), (97, "208", "1890.27")):
        canvas.drawString(60, y, code)
        canvas.drawString(210, y, amount)
    canvas.save()
    (page,) = read(buffer.getvalue()).pages
    assert texts(page.grids[0].rows) == [["204", "16593.12"], ["20404", "12268.62"], ["208", "1890.27"]]
