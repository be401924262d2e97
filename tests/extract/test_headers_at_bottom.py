"""Tables without ruling lines whose headers stand at the bottom of their cells, as worksheets set them."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.extract.unlined import Unlined, as_printed, grids

UNIT = "单位：万元"
ACCOUNTS = "支出经济分类汇总表"
HEADER = """
    部门预算经济分类|<|<|政府预算经济分类|<|<|总计|一般公共预算|<|政府性基金|国有资本经营预算收入
    类|款|科目名称|类|款|科目名称|^|小计|其中：财政拨款|^|^
"""
ROWS = """
    ||合计||||30.00|30.00|30.00||
    301|01|基本工资|501|01|工资奖金津补贴|20.00|20.00|20.00||
    301|02|津贴补贴|501|01|工资奖金津补贴|10.00|10.00|10.00||
"""
WIDE = (40, 30, 120, 30, 40, 110, 60, 60, 80, 60, 60)
INCOME = """
    单位|总计|本年收入|<|<|<|<|<|上年结转|<
    ^|^|合计|一般公共预算|<|政府性基金预算收入|事业收入|其他收入|合计|单位资金
    ^|^|^|小计|其中：财政拨款|^|^|^|^|^
"""
UNITS = """
    合计|9.00|6.00|5.00|5.00|1.00|||3.00|3.00
    市水利局|4.00|3.00|2.00|2.00|1.00|||1.00|1.00
    市河道管理处|5.00|3.00|3.00|3.00||||2.00|2.00
"""


@pytest.mark.parametrize("order", ["cells", "wrapped last"])
def test_a_name_beside_a_cell_over_several_columns(order: Literal["cells", "wrapped last"]) -> None:
    """总计 and 小计 stand on one line; that 总计 is written before 一般公共预算 tells that it is not below that."""
    table = Unlined(HEADER + ROWS, WIDE, header=2, at_bottom=True, order=order)
    assert grids([ACCOUNTS, UNIT, table]) == [as_printed(HEADER, ROWS)]


def test_three_rows_of_a_worksheets_header() -> None:
    """The printer writes the wrapped names after the table's other cells."""
    columns = (110, 60, 60, 60, 80, 40, 40, 40, 60, 40)
    table = Unlined(INCOME + UNITS, columns, header=3, at_bottom=True, order="wrapped last")
    assert grids(["收入总体情况表", UNIT, table]) == [as_printed(INCOME, UNITS)]


@pytest.mark.parametrize("padding", [0.0, 2.0])
def test_names_at_the_left_edge_and_amounts_at_the_right_one(padding: float) -> None:
    table = Unlined(
        HEADER + ROWS, WIDE, header=2, at_bottom=True, flush=True, figures_right=True, order="cells", padding=padding
    )
    assert grids([ACCOUNTS, UNIT, table]) == [as_printed(HEADER, ROWS)]
