"""A coloured cell that goes on on the next page: its colour reaches farther down than the lines of the others."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from samples.documents.lettering import write

X, Y, HIGH = (40, 140, 260, 420, 500), 260, 20
ROWS = [
    ("投入管理指标", "工作目标管理", "目标相关性", "相关"),
    ("", "", "任务科学性", "科学"),
    ("", "预算和财务管理", "预算完整性", "完整"),
    ("", "", "预算执行率", "≥95%"),
]


def test_a_cell_beside_it_without_a_lower_line_is_a_cell() -> None:
    data = BytesIO()
    canvas = Canvas(data, (540, 300), invariant=1)
    foot = Y - HIGH * len(ROWS)
    canvas.setFillGray(0.9)
    canvas.rect(X[0], foot - 16, X[1] - X[0], Y - foot + 16, stroke=0, fill=1)
    canvas.setFillGray(0)
    for x in X:
        canvas.line(x, Y, x, foot)
    canvas.line(X[0], Y, X[-1], Y)
    for n, row in enumerate(ROWS):
        lower = Y - HIGH * (n + 1)
        canvas.line(X[1] if n == 1 else X[2], lower, X[-1], lower)
        for x, text in zip(X, row, strict=False):
            write(canvas, x + 4, lower + 6, text, 9)
    canvas.save()
    (grid,) = read(data.getvalue()).pages[0].grids
    assert [cell and cell.text for cell in (row[1] for row in grid.rows)] == [
        "工作目标管理",
        None,
        "预算和财务管理",
        None,
    ]
