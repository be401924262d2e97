"""Text that a spreadsheet cuts at its cell's edge: in the file it goes on, under the neighbouring cells' figures."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract.readers.pdf import read
from samples.documents.lettering import wrap, write
from tests.extract.drawing import COVER, UNIT, column, extracted

TITLE = "一般公共预算基本支出表"
LONG, TALL = "机关事业单位基本养老保险缴费", "其他对个人和家庭的补助支出"
ROWS = (
    ("科目编码", "科目名称", "合计", "人员经费", "公用经费"),
    ("", "合计", "79.50", "62", "17.50"),
    ("30108", LONG, "44", "44", ""),
    ("30399", TALL, "18", "18", ""),
    ("30201", "办公费", "17.50", "", "17.50"),
)
EDGES = (40, 100, 160, 240, 300, 360)
WIDE, HIGH, ROW, SIZE = 400, 300, 14, 8


def _sheet(canvas: Canvas, single: bool) -> None:
    """The rows, each text cut to its cell: one in a line too long for it, one in more lines than it has room for.

    ``single``: of this one only the lines that stand outside the cell are cut, from the first line downwards.
    """
    for n, row in enumerate(ROWS):
        top = 220 - ROW * n
        canvas.grid(list(EDGES), [top, top - ROW])
        for left, right, text in zip(EDGES, EDGES[1:], row, strict=False):
            lines = wrap(text, right - left - 4, SIZE) if text == TALL else [text]
            for k, line in enumerate(lines):
                canvas.saveState()
                path = canvas.beginPath()
                path.rect(left, top - ROW, right - left, ROW)
                if not single or text == LONG or k:
                    canvas.clipPath(path, stroke=0)
                above = 0 if single else ROW / 2 * (len(lines) - 1)
                write(canvas, left + 2, top - 10 + above - k * 10, line, SIZE)
                canvas.restoreState()


def _begun(single: bool) -> tuple[Canvas, io.BytesIO]:
    """A document whose last page is not yet ended."""
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    for n, line in enumerate(COVER):
        write(canvas, 40, 250 - 20 * n, line, 12)
    canvas.showPage()
    write(canvas, 140, 260, TITLE, 10)
    write(canvas, 320, 240, UNIT, 8)
    _sheet(canvas, single)
    return canvas, data


def _document(single: bool) -> bytes:
    canvas, data = _begun(single)
    canvas.save()
    return data.getvalue()


@pytest.mark.parametrize("single", [False, True])
def test_a_cut_text_is_whole_and_in_its_own_cell(single: bool) -> None:
    columns = ("department_economic_code", "department_economic", "total", "personnel")
    assert column(extracted(_document(single)), "basic_expenditure", *columns) == [
        (None, "合计", Decimal(795000), Decimal(620000)),
        ("30108", LONG, Decimal(440000), Decimal(440000)),
        ("30399", TALL, Decimal(180000), Decimal(180000)),
        ("30201", "办公费", Decimal(175000), None),
    ]


@pytest.mark.parametrize("above", [6.0, 9.0])
def test_words_of_a_cell_over_two_pages_that_lie_in_the_header_of_the_second(above: float) -> None:
    """A worksheet's printer draws them in the middle of the whole cell, and cuts them to the rows below the header."""
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    for text, left in zip(ROWS[0], EDGES, strict=False):
        write(canvas, left + 2, 210, text, SIZE)
    canvas.grid(list(EDGES), [220, 206, 160])
    canvas.grid(list(EDGES[2:]), [206, 192, 176, 160])
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(EDGES[0], 160, EDGES[-1] - EDGES[0], 46)
    canvas.clipPath(path, stroke=0)
    write(canvas, EDGES[0] + 2, 206 - SIZE + above, "30201", SIZE)
    write(canvas, EDGES[1] + 2, 206 - SIZE + above, "办公费", SIZE)
    canvas.restoreState()
    for n, figure in enumerate(("7.5", "6", "4")):
        write(canvas, EDGES[2] + 2, 197 - 15 * n, figure, SIZE)
    canvas.save()
    rows = read(data.getvalue()).pages[0].grids[0].rows
    assert [cell.text if cell else None for cell in rows[0]] == list(ROWS[0])
    shown = ["30201", "办公费"] if above < 7 else ["", ""]
    assert [cell and cell.text for cell in rows[1][:3]] == [*shown, "7.5"]


@pytest.mark.parametrize("middle", [230, 140])
def test_words_of_a_cell_over_two_pages_that_lie_beyond_the_table_are_on_the_other_page(middle: int) -> None:
    """Above it they would be its title, and below it that of the next table."""
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    canvas.grid(list(EDGES), [220, 160])
    canvas.grid(list(EDGES[1:]), [220, 190, 160])
    for n, left in enumerate(EDGES[1:-1]):
        write(canvas, left + 2, 200, f"{n}.5", SIZE)
        write(canvas, left + 2, 170, f"{n}.25", SIZE)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(EDGES[0], 160, EDGES[-1] - EDGES[0], 60)
    canvas.clipPath(path, stroke=0)
    write(canvas, EDGES[0] + 2, middle, "预算情况", SIZE)
    canvas.restoreState()
    canvas.save()
    (page,) = read(data.getvalue()).pages
    assert (page.prose, page.grids[0].lead) == ([], [])


def test_a_line_of_a_note_that_is_cut_off_over_the_last_row_is_no_words_of_the_row() -> None:
    canvas, data = _begun(single=True)
    foot = 220 - ROW * len(ROWS)
    path = canvas.beginPath()
    path.rect(EDGES[0], foot - ROW, EDGES[-1] - EDGES[0], ROW)
    canvas.clipPath(path, stroke=0)
    for n, line in enumerate(("注：公用经费2025年起按照新的标准编制，2024年的数已经调整，人员经费不变。", "（完）")):
        write(canvas, 42, foot + 4 - 10 * n, line, SIZE)
    canvas.save()
    rows = column(
        extracted(data.getvalue()), "basic_expenditure", "department_economic_code", "department_economic", "total"
    )
    assert rows[-1] == ("30201", "办公费", Decimal(175000))


def test_what_a_table_prints_below_the_end_of_the_page_stays_in_it() -> None:
    """An object of a worksheet in a text may be longer than its page, and each of its cells cut to what lies on it."""
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    for n, row in enumerate(ROWS[:2] + ROWS[4:]):
        top = 2 * ROW - ROW * (n + 1)
        for left, right, text in zip(EDGES, EDGES[1:], row, strict=False):
            canvas.rect(left, top - ROW, right - left, ROW)
            canvas.saveState()
            for outer in ((0, 0, WIDE, HIGH), (left, top - ROW, right - left, ROW)):
                path = canvas.beginPath()
                path.rect(*outer)
                canvas.clipPath(path, stroke=0)
            write(canvas, left + 2, top - 10, text, SIZE)
            canvas.restoreState()
    canvas.save()
    (grid,) = read(data.getvalue()).pages[0].grids
    assert [cell and cell.text for cell in grid.rows[2]] == list(ROWS[4])


def test_a_narrative_in_one_cell_over_two_pages_is_read_where_each_line_shows() -> None:
    """Both pages draw all of it; what the first cuts below its end shows on the second, and the other way round."""
    lines = [f"{n}.“教育支出（类）普通教育（款）”{n}0.50万元，主要用于学校运转。" for n in range(1, 6)]
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    for above, shown in ((220, (190, 236)), (260, (170, 236))):
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(20, shown[0], 360, shown[1] - shown[0])
        canvas.clipPath(path, stroke=0)
        for n, line in enumerate(lines):
            write(canvas, 30, above - 20 * n, line, SIZE)
        canvas.restoreState()
        canvas.showPage()
    canvas.save()
    read_lines = [[line.text for line in page.lines] for page in read(data.getvalue()).pages]
    assert read_lines == [lines[:2], lines[2:]]
