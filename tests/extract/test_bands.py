"""Rows without upright lines by turns with others, as Word's table styles with banded rows print them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from samples.documents.lettering import write
from tests.extract.drawing import texts

X, ROW = (40, 140, 200, 300, 360), 18
ROWS = (
    ("收入", "", "支出", ""),
    ("项目", "金额", "项目", "金额"),
    ("一、一般公共预算", "4458.96", "一、一般公共服务", "80.95"),
    ("二、政府性基金", "", "二、外交", ""),
    ("", "", "三、国防", ""),
    ("", "", "四、公共安全", ""),
    ("", "", "五、教育", ""),
    ("", "", "六、科学技术", "12.10"),
)


def _read(rows: Sequence[Sequence[str]], lined: Sequence[int], x: Sequence[float] = X) -> list[list[str | None]]:
    """The cells read of a table whose rows all have lines above and below, but upright ones between cells only where
    ``lined`` says."""
    canvas = Canvas(data := io.BytesIO(), (420, 300))
    for n in range(len(rows) + 1):
        canvas.line(x[0], 240 - ROW * n, x[-1], 240 - ROW * n)
    for n, row in enumerate(rows):
        top = 240 - ROW * n
        for at in x if n in lined else (x[0], x[-1]):
            canvas.line(at, top, at, top - ROW)
        for left, text in zip(x, row, strict=False):
            write(canvas, left + 3, top - 12, text, 8)
    canvas.showPage()
    canvas.save()
    (page,) = read(data.getvalue()).pages
    return texts(page.grids[0])


def test_rows_without_upright_lines_have_the_cells_of_the_others() -> None:
    assert _read(ROWS, (1, 3, 5, 7)) == [list(row) for row in ROWS]


def test_a_row_of_figures_has_the_cells_of_the_header_above_it() -> None:
    rows = (("合计", "因公出国（境）费", "公务接待费"), ("8.74", "3.10", "5.64"))
    assert _read(rows, (0,), (40, 140, 240, 340)) == [list(row) for row in rows]


def test_a_row_of_one_merged_cell_stays_one() -> None:
    rows = (("项目", "金额", "说明"), ("其中：一般公共预算 安排的支出", "", ""), ("办公费", "3.10", "无"))
    assert _read(rows, (0, 2), (40, 140, 240, 340))[1] == [rows[1][0], None, None]
