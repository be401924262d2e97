"""Labels beside several rows that a browser's page break parts: their lower lines stand above those of their rows."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from samples.documents.lettering import write

ROWS = (
    ("资产规范性", "规范"),
    ("绩效目标编制完成率", "≥95%"),
    ("绩效监控完成率", "≥90%"),
    ("预算执行率", "≥85%"),
)
X, TOP, HIGH = (40, 90, 140, 260, 340), 260, 20
LEFT_BEHIND = 7


def _drawn(shift: float) -> bytes:
    """Two labels beside two rows each; the first one's lower line stands ``shift`` points above the row's."""
    canvas = Canvas(data := io.BytesIO(), (400, 300), invariant=1)
    canvas.setLineWidth(0.5)
    lows = [float(TOP - HIGH * (n + 1)) for n in range(4)]
    middle, end = lows[1], lows[3]
    for y in (TOP, *lows):
        canvas.line(X[2], y, X[4], y)
    for y in (TOP, middle + shift, end):
        canvas.line(X[0], y, X[2], y)
    for x in X[3:]:
        canvas.line(x, TOP, x, end)
    canvas.line(X[0], TOP, X[0], end)
    for x in X[1:3]:
        canvas.line(x, TOP, x, middle + shift)
        canvas.line(x, middle, x, end)
    for n, (indicator, target) in enumerate(ROWS):
        write(canvas, X[2] + 4, lows[n] + 5, indicator, 8)
        write(canvas, X[3] + 4, lows[n] + 5, target, 8)
    for y, label, kind in ((middle + 20, "投入管理", "预算管理"), (end + 14, "产出指标", "绩效管理")):
        write(canvas, X[0] + 4, y, label, 8)
        write(canvas, X[1] + 4, y, kind, 8)
    canvas.showPage()
    canvas.save()
    return data.getvalue()


def test_a_label_s_line_left_behind_is_that_of_its_last_row() -> None:
    expected = [
        ["投入管理", "预算管理", "资产规范性", "规范"],
        [None, None, "绩效目标编制完成率", "≥95%"],
        ["产出指标", "绩效管理", "绩效监控完成率", "≥90%"],
        [None, None, "预算执行率", "≥85%"],
    ]
    for shift in (0, LEFT_BEHIND):
        (grid,) = read(_drawn(shift)).pages[0].grids
        assert [[cell and cell.text for cell in row] for row in grid.rows] == expected
