"""Only what a page shows is read: cut and turned pages, bold and shadows, watermarks, stamps, white figures."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from math import cos, radians, sin

import pytest
from reportlab.pdfgen.canvas import Canvas

from archive.extracted import Problem
from extract.document import Source
from extract.readers.pdf import read
from samples.documents.lettering import CJK, write
from tests.extract.drawing import COVER, UNIT, Frame, column, drawn, extracted

TITLE = "一般公共预算基本支出表"
ROWS = [
    "科目编码|科目名称|合计|人员经费|公用经费",
    "|合计|61.50|44|17.50",
    "30101|基本工资|44|44|",
    "30201|办公费|17.50||17.50",
]
READ = [
    (None, "合计", Decimal(615000)),
    ("30101", "基本工资", Decimal(440000)),
    ("30201", "办公费", Decimal(175000)),
]
WIDE, HIGH = 400.0, 300.0
EDGES = (40, 100, 180, 240, 300, 360)


def _basic(data: bytes) -> list[tuple[object, ...]]:
    columns = ("department_economic_code", "department_economic", "total")
    return column(extracted(data), "basic_expenditure", *columns)


def _page(
    before: Callable[[Canvas], None] | None = None,
    after: Callable[[Canvas], None] | None = None,
    write: Callable[..., None] = write,
    corner: tuple[int, int] = (0, 0),
) -> Source:
    """The table of ROWS and its title on a page of its own, drawn after ``before`` and before ``after``."""
    canvas = Canvas(data := io.BytesIO(), (WIDE, HIGH))
    if before:
        before(canvas)
    write(canvas, 160, 260, TITLE, 8)
    for n, row in enumerate(ROWS):
        top = 240 - 20 * n
        canvas.grid(list(EDGES), [top, top - 20])
        for x, text in zip(EDGES, row.split("|"), strict=False):
            write(canvas, x + 4, top - 14, text, 8)
    if after:
        after(canvas)
    canvas.showPage()
    canvas.save()
    box = b"/MediaBox [ %d %d %d %d ]" % (*corner, corner[0] + WIDE, corner[1] + HIGH)
    return read(data.getvalue().replace(b"/MediaBox [ 0 0 400 300 ]", box))


def _texts(source: Source) -> list[list[list[str]]]:
    return [[["" if c is None else c.text for c in row] for row in grid.rows] for grid in source.pages[0].grids]


PRINTED = [[row.split("|") for row in ROWS]]


@pytest.mark.parametrize("corner", [(-90, -700), (300, 20)])
def test_a_page_that_does_not_begin_at_the_origin(corner: tuple[int, int]) -> None:
    source = _page(lambda canvas: canvas.translate(*corner), corner=corner)
    assert _texts(source) == PRINTED
    (grid,) = source.pages[0].grids
    assert [line.text for line in grid.lead] == [TITLE]
    assert grid.box == pytest.approx((EDGES[0], HIGH - 240, EDGES[-1], HIGH - 160))


def test_what_lies_outside_the_cropped_page_is_not_on_it() -> None:
    def cropped(canvas: Canvas) -> None:
        canvas.setCropBox((30, 20, WIDE, HIGH))
        write(canvas, 40, 8, "裁掉的 99.99", 8)

    source = _page(cropped)
    (grid,) = source.pages[0].grids
    assert grid.box
    assert grid.box[:2] == pytest.approx((EDGES[0] - 30, HIGH - 240))
    assert not any("99.99" in line.text for line in source.pages[0].lines)
    assert source.problems == [
        Problem("hidden_text", "第 1 页有 8 个字在裁剪后的页面之外，页上看不见，未读取：裁掉的99.99", 1)
    ]


def test_a_page_set_upside_down_is_read_upright() -> None:
    def overhead(canvas: Canvas) -> None:
        canvas.transform(-1, 0, 0, -1, WIDE, HIGH)

    assert _texts(_page(overhead)) == PRINTED


@pytest.mark.parametrize(("right", "down", "grey"), [(0, 0, 0), (0.4, 0, 0), (1, 1, 0.7)])
def test_a_title_printed_twice_is_one(monkeypatch: pytest.MonkeyPatch, right: float, down: float, grey: float) -> None:
    def twice(canvas: Canvas, x: float, y: float, text: str, size: float) -> None:
        if text == TITLE:
            write(canvas, x + right, y - down, text, size, grey)
        write(canvas, x, y, text, size)

    monkeypatch.setattr("tests.extract.drawing.write", twice)
    assert _basic(drawn(COVER, [TITLE, UNIT, Frame(ROWS)])) == READ


def _mark(angle: float, size: float, grey: float, *places: tuple[float, float]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for x, y in places:
            canvas.saveState()
            canvas.translate(x, y)
            canvas.rotate(angle)
            write(canvas, 0, 0, "公开资料 2024", size, grey)
            canvas.restoreState()

    return draw


TILES = [(x, y) for x in range(0, 400, 60) for y in range(10, 300, 24)]


@pytest.mark.parametrize(
    "mark",
    [
        _mark(0, 50, 0.7, (30, 180)),
        _mark(90, 40, 0.7, (150, 40)),
        _mark(8, 50, 0.7, (30, 170)),
        _mark(30, 9, 0, *TILES),
    ],
    ids=["upright", "upwards", "nearly upright", "small ones that outnumber the text"],
)
@pytest.mark.parametrize("under", [True, False])
def test_a_watermark_is_in_no_cell(mark: Callable[[Canvas], None], under: bool) -> None:
    source = _page(mark) if under else _page(None, mark)
    assert _texts(source) == PRINTED
    assert [line.text for line in source.pages[0].prose] == [TITLE]
    assert not source.problems


def test_a_stamp_over_the_table_is_in_no_cell() -> None:
    def stamp(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 0, 0)
        canvas.setFont(CJK, 10)
        for n, char in enumerate("许昌市城市管理局部门预算公开"):
            angle = 200 - 17 * n
            canvas.saveState()
            canvas.translate(200 + 46 * cos(radians(angle)), 200 + 46 * sin(radians(angle)))
            canvas.rotate(angle - 90)
            canvas.drawString(-5, 0, char)
            canvas.restoreState()

    assert _texts(_page(None, stamp)) == PRINTED


def test_figures_in_the_papers_colour_are_told_and_not_read() -> None:
    def white(canvas: Canvas) -> None:
        write(canvas, 184, 182, "88.88", 8, 1.0)
        write(canvas, 244, 182, "77.77", 8, 0.95)

    source = _page(None, white)
    assert _texts(source) == PRINTED
    assert source.problems == [Problem("hidden_text", "第 1 页有 10 个字与底色相近，页上看不出，未读取：88.8877.77", 1)]


def test_white_letters_on_a_dark_ground_are_read() -> None:
    def dark(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.5)
        canvas.rect(EDGES[0], 220, EDGES[-1] - EDGES[0], 20, stroke=0, fill=1)

    source = _page(dark, write=lambda canvas, x, y, text, size: write(canvas, x, y, text, size, float(220 < y < 250)))
    assert _texts(source) == PRINTED
    assert not source.problems
