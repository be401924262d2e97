"""Text that runs over the line at its cell's side, as programs write it that set strings into cells as they are."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from samples.documents.lettering import width, write

SIZE, HIGH, ASIDE = 8.0, 14.0, 2.0
ROWS = [
    ["部门预算支出经济分类", "", "总计", "财政专户管理资金收入", "事业收入"],
    ["编码", "名称", "", "", ""],
    ["30101", "基本工资", "13.30", "", "3.30"],
    ["30108", "机关事业单位基本养老保险缴费支出", "", "", ""],
]


def _grid(columns: tuple[float, ...], align: str, rows: list[list[str]] = ROWS) -> list[list[str]]:
    data = BytesIO()
    canvas = Canvas(data, (800, 300), invariant=1)
    for n, row in enumerate(rows):
        x, y = 40.0, 240 - n * HIGH
        for wide, text in zip(columns, row, strict=True):
            canvas.rect(x, y, wide, HIGH)
            room = wide - width(text, SIZE)
            write(canvas, x + {"left": ASIDE, "middle": room / 2, "right": room - ASIDE}[align], y + 4, text, SIZE)
            x += wide
    canvas.save()
    (grid,) = read(data.getvalue()).pages[0].grids
    return [["" if cell is None else cell.text for cell in row] for row in grid.rows]


@pytest.mark.parametrize(
    ("columns", "align"),
    [((62, 112, 40, 73, 60), "left"), ((62, 112, 40, 73, 60), "middle"), ((90, 112, 40, 73, 40), "right")],
)
def test_it_stands_in_the_cell_that_it_is_set_in(columns: tuple[float, ...], align: str) -> None:
    assert _grid(columns, align) == ROWS


def test_figures_that_fill_their_cells_are_two() -> None:
    figure = "21972650"
    wide = width(figure, SIZE)
    rows = [[*ROWS[0][:2], "总计", "小计"], ["合计", "", figure, "13138100"], ["30101", "基本工资", "13", "7"]]
    assert _grid((90, 112, wide, wide), "right", rows) == rows


def test_blanks_behind_a_word_that_break_its_line_run_over_nothing() -> None:
    """年 and its blanks on one line, 度 on the next, as a sheet's column of upright words is written."""
    canvas = Canvas(data := BytesIO(), (800, 300), invariant=1)
    columns, begin = (32.0, 51.0, 60.0), 12.0
    blanks = " " * int((sum(columns[:2]) - begin - SIZE) / width(" ", SIZE))
    for n in range(3):
        x = 40.0
        for wide, text in zip(columns, (f"{'年度标'[n]}{blanks}", "", "≥80%"), strict=True):
            canvas.rect(x, 240 - n * HIGH, wide, HIGH)
            write(canvas, x + begin if x == 40 else x + ASIDE, 244 - n * HIGH, text, SIZE)
            x += wide
    canvas.save()
    (grid,) = read(data.getvalue()).pages[0].grids
    assert [[cell and cell.text for cell in row] for row in grid.rows] == [[word, "", "≥80%"] for word in "年度标"]


def test_figures_of_a_font_that_states_twice_their_width_end_where_they_are_drawn() -> None:
    """The last figure of a full cell: its stated width alone reaches over the line to the next cell's first figure."""
    rows = [["合计", "110,344.65", "101,963.54"], ["制造业", "217.39", "71.00"], ["工业", "51,628.78", "45,412.19"]]
    wide, step = 0.6 * SIZE, 2.5
    canvas = Canvas(data := BytesIO(), (800, 300), invariant=1)
    for n, row in enumerate(rows):
        x, y = 40.0, 240 - n * HIGH
        for place, text in enumerate(row):
            room = 27.3 if place else 60.0
            canvas.rect(x, y, room, HIGH)
            if place:
                for at, figure in enumerate(text):  # as far behind its line as the last is wider than drawn
                    canvas.setFont("Courier", SIZE)
                    canvas.drawString(x + room - wide + 1.2 - step * (len(text) - 1 - at), y + 4, figure)
            else:
                write(canvas, x + ASIDE, y + 4, text, SIZE)
            x += room
    canvas.save()
    (grid,) = read(data.getvalue()).pages[0].grids
    assert [[cell and cell.text for cell in row] for row in grid.rows] == rows
