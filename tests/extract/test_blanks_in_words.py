"""Words that are set with a blank between their characters (项 目, 单位代 码) in tables without ruling lines."""

from __future__ import annotations

from typing import Literal

import pytest

from extract.readers.page.lines import Word
from extract.readers.unruled.header.flush import flush_table
from extract.readers.unruled.header.stacking import heads_of
from forms.text import fold
from samples.documents.grid import parse
from tests.extract.unlined import Unlined, grids

UNIT = "单位：万元"
BALANCE = """
    收 入|<|支 出|<
    项 目|金 额|项 目|金 额
    一、一般公共预算|1303.94|一、一般公共服务|3.32
    其中：财政拨款|1299.77|二、外交|
    二、政府性基金预算拨款收入|899.26|三、国防|2199.88
    收入总计|2203.20|支出总计|2203.20
"""
ACCOUNTS = """
    部门预算支出经济分类 科目|<|政府预算支出经济分类 科目|<|本年基本支出|<|<
    科目编码|科目名称|科目编码|科目名称|合 计|人员经费|公用经费
    30101|基本工资|50101|工资奖金津补贴|33.61|33.61|
    30102|津贴补贴|50101|工资奖金津补贴|12.41|12.41|
    30201|办公费|50201|办公经费|8.20||8.20
"""


def _texts(rows: str) -> list[list[str | None]]:
    return [[None if text and text in "<^" else text.replace(" ", "") for text in row] for row in parse(rows)]


@pytest.mark.parametrize("order", ["lines", "cells"])
@pytest.mark.parametrize(
    ("rows", "columns"), [(BALANCE, (200, 90, 200, 90)), (ACCOUNTS, (60, 120, 60, 120, 90, 90, 90))]
)
def test_a_blank_within_a_name_ends_no_cell(
    rows: str, columns: tuple[int, ...], order: Literal["lines", "cells"]
) -> None:
    table = Unlined(rows, columns, header=2, flush=True, figures_right=True, padding=4, order=order)
    assert grids(["收支情况表", UNIT, table]) == [_texts(rows)]


@pytest.mark.parametrize("blanks", ["　　", "　　　　　"])
def test_several_blanks_within_a_known_name_end_no_cell_either(blanks: str) -> None:
    rows = BALANCE.replace("项 目", f"项{blanks}目")
    table = Unlined(rows, (200, 90, 200, 90), header=2, padding=4)
    found = [[text and text.replace("　", "") for text in row] for row in grids(["收支情况表", UNIT, table])[0]]
    assert found == _texts(BALANCE)


def test_characters_one_below_the_other_make_no_name_with_those_beside_them() -> None:
    lines = [
        _line(0, ("合计", 0), ("事", 40), ("上", 60)),
        _line(10, ("业", 40), ("缴", 60)),
        _line(20, ("收", 40), ("入", 60)),
        _line(30, ("入", 40), ("库", 60)),
    ]
    assert [fold(head.text) for head in heads_of(lines, 2.0)] == ["合计", "事业收入", "上缴入库"]


def _line(top: float, *words: tuple[str, float]) -> list[Word]:
    """Words of one line, each from an x on; characters five points wide."""
    return [{"text": text, "x0": x, "x1": x + 5 * len(text), "top": top, "bottom": top + 8} for text, x in words]


def test_shares_stand_to_the_right_as_amounts_do() -> None:
    header = [_line(0, ("科目名称", 0), ("增减额", 100), ("增减%", 200))]
    body = [
        _line(20, ("行政运行", 0), ("4.14", 170), ("33.77%", 265)),
        _line(40, ("住房公积金", 0), ("-0.39", 165), ("-3.24%", 265)),
    ]
    found = flush_table(header, body, None)
    assert found is not None
    assert len(found.bounds) == 3


def test_figures_at_the_end_of_a_last_column_that_a_page_leaves_blank() -> None:
    header = "科目编码|科目名称|合计|人员经费|公用经费\n"
    first = "30101|基本工资|33.61|33.61|\n30102|津贴补贴|12.41|12.41|\n30103|奖金|27.30|27.30|\n"
    rest = "30112|社会保障缴费|0.81|0.81|\n30201|办公费|8.20||8.20\n30202|印刷费|1.12||1.12\n"
    pages = [
        Unlined(text, (60, 160, 110, 110, 110), header=text.startswith("科"), flush=True, figures_right=True, padding=4)
        for text in (header + first, rest)
    ]
    assert grids(["一般公共预算基本支出表", UNIT, pages[0]], [pages[1]]) == [_texts(header + first), _texts(rest)]


def test_figures_that_narrow_columns_break_stand_to_the_right_too() -> None:
    header = [_line(0, ("科目名称", 0), ("合计", 100), ("公用经费", 160), ("项目支出", 220))]
    body = [
        _line(20, ("行政运行", 0), ("4,121,077.", 105), ("19,532", 180)),
        _line(30, ("60", 145), (",681.8", 180)),
        _line(40, ("2", 205)),
    ]
    found = flush_table(header, body, None)
    assert found is not None
    assert len(found.bounds) == 4


def test_a_whole_number_beside_a_total_is_no_code() -> None:
    rows = """
        科目编码|单位名称|采购项目|采购数量|金额
        合计|||<|84
        2080506|水利局|打印机|71|22.23
        2010806|水利局|物业管理|16|35.96
        2101103|水利局|公务印刷|86|25.81
    """
    table = Unlined(rows, (90, 120, 120, 80, 90), header=1, flush=True, figures_right=True, padding=4, whole=True)
    (grid,) = grids(["政府采购汇总表", UNIT, table])
    assert grid[0] == ["科目编码", "单位名称", "采购项目", "采购数量", "金额"]
    assert (grid[1][0], grid[1][-1]) == ("合计", "84")
