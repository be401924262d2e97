"""White paint beside and over dark lines: merged cells as spreadsheets print them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from samples.documents.grid import Cell, cells
from samples.documents.lettering import write

ROWS = (
    ("科目名称", "本年支出", "<", "<"),
    ("^", "合计", "基本支出", "项目支出"),
    ("合计", "61.50", "44", "17.50"),
    ("行政运行", "44", "44", ""),
    ("一般事务", "17.50", "", "17.50"),
)
X, Y = [40 + 80 * n for n in range(5)], [240 - 20 * n for n in range(6)]
Painter = Callable[[Canvas], None]


def _grid(canvas: Canvas) -> None:
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.5)
    canvas.grid(X, Y)


def _frames(canvas: Canvas) -> None:
    canvas.setStrokeGray(0)
    canvas.setLineWidth(0.5)
    for cell in cells(ROWS):
        canvas.rect(*_box(cell))


def _box(cell: Cell, inside: float = 0) -> tuple[float, float, float, float]:
    left, right = X[cell.column], X[cell.column + cell.columns]
    top, bottom = Y[cell.row], Y[cell.row + cell.rows]
    return left + inside, bottom + inside, right - left - 2 * inside, top - bottom - 2 * inside


def _white_lines(canvas: Canvas) -> None:
    """Where the cells of merged cells meet."""
    canvas.setStrokeGray(1)
    canvas.setLineWidth(1)
    for cell in cells(ROWS):
        left, bottom, wide, high = _box(cell, 0.4)
        for x in X[cell.column + 1 : cell.column + cell.columns]:
            canvas.line(x, bottom, x, bottom + high)
        for y in Y[cell.row + 1 : cell.row + cell.rows]:
            canvas.line(left, y, left + wide, y)


def _white_areas(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    for cell in cells(ROWS):
        if cell.rows * cell.columns > 1:
            canvas.rect(*_box(cell, 0.4), stroke=0, fill=1)


def _white_grid(canvas: Canvas) -> None:
    canvas.setStrokeGray(1)
    canvas.setLineWidth(2)
    canvas.grid(X, Y)


def _paper_and_frames(canvas: Canvas) -> None:
    canvas.setFillGray(1)
    canvas.setStrokeGray(0)
    for cell in cells(ROWS):
        canvas.rect(*_box(cell), fill=1)


@pytest.mark.parametrize(
    "painters",
    [
        (_grid, _white_lines),
        (_white_lines, _frames),
        (_grid, _white_areas),
        (_white_grid, _frames),
        (_grid, _paper_and_frames),
    ],
    ids=[
        "white over dark",
        "white, then dark beside it",
        "areas over dark",
        "dark over white",
        "white boxes over dark",
    ],
)
def test_merged_cells_are_one_whatever_white_is_painted(painters: tuple[Painter, ...]) -> None:
    canvas = Canvas(data := io.BytesIO(), (400, 300))
    for paint in painters:
        paint(canvas)
    canvas.setFillGray(0)
    for cell in cells(ROWS):
        left, bottom, _, high = _box(cell)
        write(canvas, left + 4, bottom + high / 2 - 3, cell.text, 8)
    canvas.showPage()
    canvas.save()
    (grid,) = read(data.getvalue()).pages[0].grids
    read_back = [[None if cell is None else cell.text for cell in row] for row in grid.rows]
    assert read_back == [[None if text in "<^" and text else text for text in row] for row in ROWS]


def test_cells_whose_borders_are_areas_are_ruled_whatever_stands_in_them() -> None:
    """A single row of words at a page's head: it goes on with the table of the page before."""
    canvas = Canvas(data := io.BytesIO(), (400, 300))
    for texts in (("行政运行", "44.00", "17.50"), ("长效机制", "", "12月底前")):
        for n, text in enumerate(texts):
            path = canvas.beginPath()
            path.rect(40 + 100 * n, 240, 98, 20)
            path.rect(41 + 100 * n, 241, 96, 18)
            canvas.drawPath(path, stroke=0, fill=1, fillMode=0)  # the smaller one is cut out
            write(canvas, 45 + 100 * n, 247, text, 8)
        canvas.showPage()
    canvas.save()
    found = [
        [cell.text for cell in row if cell] for page in read(data.getvalue()).pages for (row,) in [page.grids[0].rows]
    ]
    assert found == [["行政运行", "44.00", "17.50"], ["长效机制", "", "12月底前"]]


def test_codes_that_narrow_cells_break_are_not_several_figures() -> None:
    """Rows of one project code on three lines each: their cells are parted, whatever stands in them."""
    data = io.BytesIO()
    canvas = Canvas(data, (400, 300), invariant=1)
    canvas.grid([40, 66, 160, 220], [240 - 40 * n for n in range(5)])
    for row in range(4):
        y = 230 - 40 * row
        for line, part in enumerate(("41160", "02400", "000000")):
            write(canvas, 42, y - 10 * line, part, 7)
        write(canvas, 70, y, f"河道疏浚{row}", 8)
        write(canvas, 165, y, f"{row + 1}2.50", 8)
    canvas.save()
    (grid,) = read(data.getvalue()).pages[0].grids
    assert [[cell.text.replace("\n", "") for cell in row if cell] for row in grid.rows] == [
        ["4116002400000000", f"河道疏浚{row}", f"{row + 1}2.50"] for row in range(4)
    ]


def test_a_table_of_white_areas_below_the_page_is_kept() -> None:
    """What no reader sees is in no table of the page, and nothing of it is lost."""
    data = io.BytesIO()
    canvas = Canvas(data, (400, 300), invariant=1)
    canvas.grid([40, 140, 240, 340], [260, 240, 220, 200])
    for x, text in zip((45, 145, 245), ("行政运行", "44.00", "17.50"), strict=True):
        write(canvas, x, 225, text, 8)
    canvas.setFillGray(1)
    for row in range(3):
        for x in (40, 140):
            canvas.rect(x, -60 - 20 * row, 100, 20, stroke=0, fill=1)
    canvas.setFillGray(0)
    for row in range(3):
        write(canvas, 45, -55 - 20 * row, "办公费", 8)
        write(canvas, 145, -55 - 20 * row, f"{row + 3}.25", 8)
    canvas.save()
    seen, below = read(data.getvalue()).pages[0].grids
    assert len(seen.rows) == 3
    assert [cell.text for row in below.rows for cell in row if cell] == [
        "办公费",
        "3.25",
        "办公费",
        "4.25",
        "办公费",
        "5.25",
    ]


def test_lines_across_that_a_turned_page_leaves_askew() -> None:
    rows = (
        ("收        入", "<", "支        出", "<"),
        ("项        目", "预算数", "项        目", "预算数"),
        ("一、一般公共预算", "61.50", "一、农林水", "44"),
        ("", "", "二、住房保障", "17.50"),
        ("收入总计", "61.50", "支出总计", "61.50"),
    )
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(300, 420))
    canvas.setPageRotation(90)
    canvas.transform(0.000001, 1, -1, 0.000001, 300, 0)
    for y in Y:
        canvas.line(X[0], y, X[-1], y)
    for n, x in enumerate(X):
        canvas.line(x, Y[-1], x, Y[0 if n % 2 == 0 else 1])
    for cell in cells(rows):
        write(canvas, X[cell.column] + 3, Y[cell.row + 1] + 6, cell.text, 8)
    canvas.save()
    (grid,) = read(data.getvalue()).pages[0].grids
    assert [["".join(cell.text.split()) if cell else None for cell in row] for row in grid.rows[:2]] == [
        ["收入", None, "支出", None],
        ["项目", "预算数", "项目", "预算数"],
    ]
