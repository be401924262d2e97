"""Tables without ruling lines of which only the order in which their words are written tells rows and cells."""

from __future__ import annotations

from typing import Literal

import pytest

from extract.counting import count_printed
from tests.extract.unlined import Unlined, as_printed, grids, printed, texts

Order = Literal["lines", "cells", "columns", "wrapped last"]
TITLE, UNIT = "项目支出表", "单位：万元"
HEADER = "项目名称|项目单位|合计|其中：财政拨款\n"
ROWS = """
    智慧政务平台运行维护费用|市政务服务和大数据管理局|12.50|12.50
    窗口劳务|市行政审批服务中心站|3.00|3.00
    |市信息中心||
    网络租赁及机房托管|市信息中心|1.25|1.25
"""


def _table(rows: str, order: Order, padding: float = 0.0) -> Unlined:
    return Unlined(HEADER + rows, (64, 84, 60, 80), header=1, from_top=True, padding=padding, order=order)


def test_rows_as_close_as_the_lines_of_their_cells() -> None:
    assert grids([TITLE, UNIT, _table(ROWS, "cells")]) == [as_printed(HEADER, ROWS)]


@pytest.mark.parametrize("order", ["lines", "columns", "wrapped last"])
def test_another_order_tells_nothing_of_rows(order: Order) -> None:
    """Rows that stand apart are read by where they stand."""
    apart = Unlined(HEADER + ROWS, (64, 84, 60, 80), header=1, padding=6, order=order)
    assert grids([TITLE, UNIT, apart]) == [as_printed(HEADER, ROWS)]


def test_wrapped_cells_that_are_written_after_all_others() -> None:
    """What stands at the height of a row is of that row."""
    assert grids([TITLE, UNIT, _table(ROWS, "wrapped last")]) == [as_printed(HEADER, ROWS)]


def test_a_label_beside_rows_of_unlike_height_is_the_first_ones() -> None:
    header = "项目|金额|说明\n"
    rows = """
        人员经费|9.00|工资
        ^|1.50|离休费和退休费按照国家规定的标准和编制内实有人数计算，抚恤金据实列支
        ^|2.50|抚恤金
        公用经费|3.00|办公、差旅
    """
    table = Unlined(header + rows, (90, 60, 120), header=1, padding=4, order="cells")
    first = [["人员经费", "9.00"], ["", "1.50"], ["", "2.50"], ["公用经费", "3.00"]]
    (grid,) = grids(["基本支出表", UNIT, table])
    assert [row[:2] for row in grid[1:]] == first


def test_the_foot_of_a_web_page_is_no_row() -> None:
    more = Unlined(ROWS, (64, 84, 60, 80), padding=6)
    foot = ["主办：市财政局　网站标识码 4100000001", "豫ICP备05000001号"]
    whole = _table(ROWS, "lines", padding=6)
    (first, second) = printed([TITLE, UNIT, whole], [more, *foot])
    assert [row for grid in second.grids for row in texts(grid)] == as_printed(ROWS)
    assert count_printed([first, second]) == 12


@pytest.mark.parametrize("padding", [2.0, 2.75])
def test_lines_that_a_browser_sets_to_whole_pixels(padding: float) -> None:
    """The lines of one cell lie a pixel farther apart than those of the header; rows lie much farther apart."""
    header = "科目编码|科目名称|对个人和家庭的补助|合计\n"
    rows = """
        2080501|行政单位离退休|1.50|1.50
        2080505|机关事业单位基本养老保险缴费支出|2.50|2.50
        2080506|机关事业单位职业年金缴费支出|3.50|3.50
        2101101|行政单位医疗|4.50|4.50
    """
    columns = (60, 90, 36, 60)
    table = Unlined(header + rows, columns, header=1, padding=padding, leading=1.13, order="cells", pixel=0.75)
    assert grids([TITLE, UNIT, table]) == [as_printed(header, rows)]
