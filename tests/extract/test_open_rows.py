"""Rows that a page break left without their outer line."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from samples.documents.grid import cells
from samples.documents.lettering import write
from tests.extract.drawing import Frame, drawn, texts

LEFT, RIGHT = 50, 350
COLUMNS = (LEFT, 150, 250, RIGHT)


def _page(
    canvas: Canvas, lines: tuple[int, ...], upright: tuple[int, int], printed: Mapping[int, Sequence[str]]
) -> None:
    for y in lines:
        canvas.line(LEFT, y, RIGHT, y)
    for x in COLUMNS:
        canvas.line(x, upright[0], x, upright[1])
    _print(canvas, printed)


def _print(canvas: Canvas, printed: Mapping[int, Sequence[str]]) -> None:
    """The words of a page's rows, by their height; the page's end."""
    for y, words in printed.items():
        for x, word in zip(COLUMNS, words, strict=False):
            canvas.drawString(x + 5, y, word)
    canvas.showPage()


def _texts(canvas: Canvas, buffer: io.BytesIO) -> list[list[str | None]]:
    """Those of the only page's first table."""
    canvas.save()
    (page,) = read(buffer.getvalue()).pages
    return texts(page.grids[0])


def test_the_first_row_of_a_page_without_its_upper_line_and_the_last_without_its_lower() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (400, 200))
    rows = {155: ("2040504", "A", "1833.30"), 135: ("2040505", "B", "950.00"), 115: ("2040599", "C", "910.00")}
    _page(canvas, (150, 130, 110), (110, 170), rows)
    _page(canvas, (170, 150, 130), (110, 170), rows)
    canvas.save()
    for page in read(buffer.getvalue()).pages:
        (grid,) = page.grids
        assert [[cell.text for cell in row if cell] for row in grid.rows] == [list(words) for words in rows.values()]
        assert not page.prose


def test_lines_that_go_on_over_nothing_are_no_row() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (400, 200))
    rows = {135: ("2040505", "B", "950.00"), 115: ("2040599", "C", "910.00")}
    _page(canvas, (150, 130, 110), (110, 170), rows)
    canvas.save()
    (page,) = read(buffer.getvalue()).pages
    assert len(page.grids[0].rows) == 2


def test_a_merged_cell_that_goes_on_over_the_page_is_open_at_its_foot() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (400, 200))
    for y, left in ((170, LEFT), (150, LEFT), (130, 150), (110, 150)):
        canvas.line(left, y, RIGHT, y)
    for x in COLUMNS:
        canvas.line(x, 110, x, 170)
    _print(canvas, {155: ("I", "A", "1833"), 135: ("II", "B", "950"), 115: ("", "C", "910")})
    assert _texts(canvas, buffer) == [
        ["I", "A", "1833"],
        ["II", "B", "950"],
        [None, "C", "910"],
    ]


def test_a_column_of_two_merged_cells_open_at_the_head_and_the_foot_of_the_page() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (400, 200))
    for y, left in ((190, 150), (170, 150), (150, LEFT), (130, 150), (110, 150)):
        canvas.line(left, y, RIGHT, y)
    for x in COLUMNS:
        for y in (110, 130, 150, 170):
            canvas.line(x, y, x, y + 20)
    _print(canvas, {175: ("", "A", "1"), 155: ("", "B", "2"), 135: ("II", "C", "3"), 115: ("", "D", "4")})
    canvas.save()
    (page,) = read(buffer.getvalue()).pages
    assert [[cell and cell.text for cell in row] for row in page.grids[0].rows] == [
        ["", "A", "1"],
        [None, "B", "2"],
        ["II", "C", "3"],
        [None, "D", "4"],
    ]
    assert not page.prose


def test_columns_whose_merged_cells_fill_the_page_are_columns_where_their_side_lines_end_with_the_table() -> None:
    def read_of(sides: tuple[int, int]) -> list[list[str | None]]:
        canvas = Canvas(buffer := io.BytesIO(), (400, 200))
        for y in (170, 150, 130, 110):
            canvas.line(150, y, RIGHT, y)
        for x in (30, *COLUMNS):
            top, bottom = (110, 170) if x >= 150 else sides
            canvas.line(x, top, x, bottom)
        _print(canvas, {155: ("", "A", "1"), 135: ("II", "B", "2"), 115: ("", "C", "3")})
        return _texts(canvas, buffer)

    assert read_of((110, 170)) == [["", "II", "A", "1"], [None, None, "B", "2"], [None, None, "C", "3"]]
    assert read_of((20, 190)) == [["A", "1"], ["B", "2"], ["C", "3"]]  # a frame around the page


def test_a_merged_cell_is_open_at_the_foot_beside_a_thick_line() -> None:
    canvas = Canvas(buffer := io.BytesIO(), (400, 200))
    for y, left in ((170, LEFT), (150, LEFT), (130, 150), (110, 150)):
        canvas.line(left, y, RIGHT, y)
    for x in COLUMNS:
        canvas.rect(x - 0.5, 150, 1, 20, stroke=0, fill=1)
        canvas.rect(x - 1, 110, 2, 40, stroke=0, fill=1)
    _print(canvas, {155: ("I", "A", "1833"), 135: ("II", "B", "950"), 115: ("", "C", "910")})
    assert _texts(canvas, buffer) == [
        ["I", "A", "1833"],
        ["II", "B", "950"],
        [None, "C", "910"],
    ]


def test_a_table_without_any_outer_line_keeps_its_first_and_last_rows() -> None:
    rows = (
        ("部门预算支出经济分类科目", "<", "政府预算支出经济分类科目", "<", "合计"),
        ("科目编码", "科目名称", "科目编码", "科目名称", "^"),
        ("30101", "基本工资", "50101", "工资奖金津补贴", "44.00"),
        ("30102", "津贴补贴", "50101", "工资奖金津补贴", "18.00"),
        ("30201", "办公费", "50201", "办公经费", "17.50"),
    )
    x, y = (40, 100, 190, 250, 340, 400), [240 - 18 * n for n in range(6)]
    canvas = Canvas(data := io.BytesIO(), (440, 300))
    for cell in cells(rows):
        left, right = x[cell.column], x[cell.column + cell.columns]
        top, bottom = y[cell.row], y[cell.row + cell.rows]
        if right < x[-1]:
            canvas.line(right, top, right, bottom)
        if bottom > y[-1]:
            canvas.line(left, bottom, right, bottom)
        write(canvas, left + 3, top - 12, cell.text, 7)
    canvas.showPage()
    canvas.save()
    (grid,) = read(data.getvalue()).pages[0].grids
    printed = [[None if cell is None else cell.text for cell in row] for row in grid.rows]
    assert printed == [[None if text in ("<", "^") else text for text in row] for row in rows]


def test_the_lines_of_a_table_are_not_drawn_to_those_of_the_tables_above() -> None:
    rows = ["项目|合计", *["“三公”经费|9.5"] * 7]
    above = [Frame(rows, columns=(0, column, 100)) for column in (29.35, 29.72)]
    header = ["科目名称|基本支出|<|<", "^|小计|人员经费|公用经费", "行政运行|9.5|8|1.5"]
    below = Frame(header, columns=(0, 30.1, 53.6, 80, 100))
    (page,) = read(drawn([above[0], "第二张表", above[1], "2024年支出总体情况表", below])).pages
    texts = [[cell.text if cell else None for cell in row] for row in page.grids[-1].rows]
    assert texts[:2] == [["科目名称", "基本支出", None, None], [None, "小计", "人员经费", "公用经费"]]


def test_a_gap_between_a_cell_over_several_columns_and_those_under_it_is_no_row() -> None:
    """The first of the cells under it prints no upper line."""
    canvas = Canvas(data := io.BytesIO(), (400, 200))
    canvas.rect(50, 133, 100, 37)
    canvas.rect(150, 156, 200, 14)
    canvas.rect(250, 133, 100, 14)
    for top in (133, 119, 105):
        for left in COLUMNS[:-1]:
            canvas.rect(left, top - 14, 100, 14)
    rows = (("项目", "本年收入", None), (None, "合计", "其中：财政拨款"), ("A", "1833", "950"), ("B", "910", "84"))
    for y, words in zip((160, 137, 123, 109), rows, strict=True):
        for x, word in zip(COLUMNS, words, strict=False):
            write(canvas, x + 5, y, word or "", 8)
    canvas.showPage()
    canvas.save()
    (page,) = read(data.getvalue()).pages
    assert [tuple(cell and cell.text for cell in row) for row in page.grids[0].rows] == [*rows, ("", "", "")]


def test_a_row_alone_on_its_page_keeps_the_columns_without_their_outer_line() -> None:
    canvas = Canvas(buffer := io.BytesIO(), (400, 200))
    for y in (150, 130):
        canvas.line(LEFT, y, RIGHT, y)
    for x in COLUMNS[1:-1]:
        canvas.line(x, 130, x, 150)
    _print(canvas, {135: ("Total", "31812.9", "31813.9")})
    assert _texts(canvas, buffer) == [["Total", "31812.9", "31813.9"]]


def test_an_outer_column_without_its_line_is_as_high_as_a_label_beside_several_rows() -> None:
    canvas = Canvas(buffer := io.BytesIO(), (400, 200))
    for y, left in ((190, LEFT), (170, LEFT), (150, 150), (130, LEFT), (110, LEFT), (90, LEFT), (70, LEFT)):
        canvas.line(left, y, RIGHT, y)
    canvas.line(150, 70, 150, 170)
    canvas.line(250, 70, 250, 130)
    rows = {175: ("A",), 155: ("I", "B"), 135: ("", "C"), 115: ("II", "D", "1"), 95: ("III", "E", "2")}
    _print(canvas, {**rows, 75: ("IV", "F", "3")})
    assert _texts(canvas, buffer) == [
        ["A", None, None],
        ["I", "B", None],
        [None, "C", None],
        ["II", "D", "1"],
        ["III", "E", "2"],
        ["IV", "F", "3"],
    ]


def test_an_outer_column_without_its_line_reaches_down_into_a_high_row_that_the_page_cuts() -> None:
    canvas = Canvas(buffer := io.BytesIO(), (400, 200))
    for y in (190, 170, 150, 130):
        canvas.line(LEFT, y, RIGHT, y)
    for x in COLUMNS[1:]:
        canvas.line(x, 70, x, 190)
    _print(canvas, {175: ("I", "A", "1"), 155: ("II", "B", "2"), 135: ("III", "C", "3"), 100: ("IV", "D", "4")})
    assert _texts(canvas, buffer) == [["I", "A", "1"], ["II", "B", "2"], ["III", "C", "3"], ["IV", "D", "4"]]


def test_a_header_of_which_the_foot_of_a_page_has_but_one_row_keeps_the_columns_whose_cells_go_on() -> None:
    def read_of(left: int) -> list[list[str | None]]:
        canvas = Canvas(buffer := io.BytesIO(), (400, 200))
        for x0, x1 in ((LEFT, 100), (100, 150), (150, 250), (250, RIGHT)):
            if x0 >= left:
                canvas.line(x0, 50, x1, 50)  # drawn cell by cell
        canvas.line(150, 30, RIGHT, 30)
        for x in (LEFT, 100, *COLUMNS[1:]):
            canvas.line(x, 30, x, 50)
        for x, word in zip((LEFT, 100, *COLUMNS[1:]), ("A", "B", "C 1", "D 2"), strict=False):
            canvas.drawString(x + 5, 35, word)
        canvas.showPage()
        return _texts(canvas, buffer)

    assert read_of(LEFT) == [["A", "B", "C 1", "D 2"]]
    assert read_of(150) == [["C 1", "D 2"]]  # no line of the row goes on to them


@pytest.mark.parametrize("line", [190, 170])
def test_a_row_alone_on_its_page_whose_line_the_other_page_has(line: int) -> None:
    canvas = Canvas(buffer := io.BytesIO(), (400, 200))
    canvas.line(LEFT, line, RIGHT, line)
    for x in COLUMNS:
        canvas.line(x, 170, x, 190)
    _print(canvas, {175: ("Public", "Villagers", "90%")})
    assert _texts(canvas, buffer) == [["Public", "Villagers", "90%"]]
