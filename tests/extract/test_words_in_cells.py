"""What of a line's words is one cell's: dots that lead to figures, labels that touch them, figures of another font."""

from __future__ import annotations

import io
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from extract.readers.page.seen.baseline import settle_figures
from extract.readers.pdf import read
from samples.documents.lettering import width, write
from tests.extract.unlined import Unlined, as_printed, grids

UNIT = "单位：万元"
BALANCE = "财政拨款收支总体情况表"
HEADER = "收入|<|支出|<\n项目|金额|项目|金额\n"


def test_numbered_labels_that_touch_the_figures_before_them() -> None:
    rows = "一、本年收入|20.50|一、本年支出|20.50\n（一）财政拨款|20.50|（一）外交支出|1.00\n"
    rows += "（二）政府性基金|1.00|（二）国防支出|19.50\n二、上年结转|1.00|二、年终结转|1.00\n"
    table = Unlined(HEADER + rows, (120, 60, 120, 60), header=2, padding=4, aside=0)
    assert grids([BALANCE, UNIT, table]) == [as_printed(HEADER, rows)]


def test_a_figure_beside_the_wrapped_label_of_the_first_row() -> None:
    rows = "一、一般公共预算拨款收入|20.50|一、一般公共服务支出|\n二、其他收入|1.00|二、国防|1.00\n"
    rows += "三、上年结转|1.00|三、教育|2.00\n收入总计|22.50|支出总计|3.00\n"
    table = Unlined(HEADER + rows, (56, 50, 56, 50), header=2, padding=4)
    assert grids([BALANCE, UNIT, table]) == [as_printed(HEADER, rows)]


def test_a_year_set_off_from_what_follows_it_is_no_figure() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, (600, 400), invariant=1)
    rows = [("一、一般公共预算", "664.85"), ("二、政府性基金预算", "20.00"), ("三、上年结转", "15.00")]
    write(canvas, 60, 300, "项目", 8)
    write(canvas, 200, 300, "2024", 8)
    write(canvas, 202 + width("2024", 8), 300, "年预算数", 8)
    for n, (label, amount) in enumerate(rows, 1):
        write(canvas, 60, 300 - 16 * n, label, 8)
        write(canvas, 210, 300 - 16 * n, amount, 8)
    canvas.save()
    (page,) = read(data.getvalue()).pages
    assert page.tokens == [["项目", "2024年预算数"], *map(list, rows)]


def test_figures_come_down_to_the_line_of_their_labels_and_a_years_digits_stay() -> None:
    """The title's year is of the figures' font: that makes this no font of words."""

    def word(text: str, top: float, fonts: str, x0: float = 40.0) -> dict[str, Any]:
        chars = [{"text": char, "fontname": font} for char, font in zip(text, fonts, strict=True)]
        return {"text": text, "top": top, "bottom": top + 10, "x0": x0, "x1": x0 + 5 * len(text), "chars": chars}

    labels = [word("教育支出", 100.0 + 30 * n, "CCCC") for n in range(6)]
    figures = [word("20.50", 97.3 + 30 * n, "DDDDD", 200.0) for n in range(6)]
    number = [word("第", 300.0, "C"), word("5", 300.0, "D", 46.0), word("页", 300.0, "C", 52.0)]
    settle_figures([word("2024年支出表", 60.0, "DDDDCCCC"), *labels, *figures, *number])
    assert [round(figure["top"], 1) for figure in figures] == [label["top"] for label in labels]
    assert number[1]["top"] == 300.0


def test_a_code_of_two_lines_in_small_type_beside_cells_of_one() -> None:
    canvas = Canvas(buffer := io.BytesIO(), (300, 200))
    for y in (115, 85, 55):
        canvas.line(20, y, 260, y)
    for x in (20, 75, 150, 200, 260):
        canvas.line(x, 55, x, 115)
    for y, end in ((100, "116"), (70, "125")):
        for x, off, word in ((22, 3, "411400190000000036"), (22, -3, end), (77, 0, "Works"), (152, 0, "202,494.77")):
            canvas.setFont("Helvetica", 5.2)
            canvas.drawString(x, y + off, word)
    canvas.showPage()
    canvas.save()
    (page,) = read(buffer.getvalue()).pages
    assert [word for line in page.tokens for word in line] == [
        *("411400190000000036116", "Works", "202,494.77"),
        *("411400190000000036125", "Works", "202,494.77"),
    ]
