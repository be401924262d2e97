"""Columns, labels and figures that converters of PDFs write into one cell, or part over two."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archive.extracted import Disclosure
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers.joinedcolumns import set_apart
from extract.readers.text import read
from tests.extract.drawing import column

LEAD = "舞阳县水利局2024年部门预算\n\n{title}\n\n单位：万元\n\n"


def converted(title: str, *rows: str) -> Disclosure:
    head, *body = rows
    table = [head, "|---" * (head.count("|") - 1) + "|", *body]
    (found,) = assemble(read((LEAD.format(title=title) + "\n".join(table)).encode()), Hints()).disclosures
    return found


def test_levels_of_a_code_in_one_cell_are_columns_of_their_own() -> None:
    found = converted(
        "部门支出总体情况表",
        "|科目编码|||||项目支出|",
        "|类<br>款|单位代码<br>项|单位（科目名称）|合计|基本支出|项目支出|",
        "|||合计|1300.92|1200.92|100|",
        "||301001|舞阳县水利局|1300.92|1200.92|100|",
        "|213<br>03|01|行政运行|1200.92|1200.92||",
        "|213<br>03|04|水利行业业务管理|100||100|",
    )
    assert column(found, "expenditure", "function_code", "function", "budget_unit_code", "total", "row_kind") == [
        (None, "合计", None, Decimal(13009200), "合计"),
        (None, None, "301001", Decimal(13009200), "单位"),
        ("2130301", "行政运行", "301001", Decimal(12009200), "明细"),
        ("2130304", "水利行业业务管理", "301001", Decimal(1000000), "明细"),
    ]


def test_amounts_in_one_cell_belong_to_the_columns_that_the_header_names() -> None:
    found = converted(
        "部门收入总体情况表",
        "|序号<br>科目编码||支出功能分类科目名称|合计|一般公共预算|政府性基金<br>国有资本经营预算|其他收入|",
        "|类|款|项|||||",
        "|||合计|1320.92|1300|-<br>20.86|0.06|",
        "|1<br>213|03|01<br>行政运行|1300.06|1300|-<br>-|0.06|",
        "|2<br>223|01|99<br>其他解决历史遗留问题及改革成本支<br>出|20.86||-<br>20.86||",
    )
    assert column(found, "revenue", "function_code", "function", "government_fund", "state_capital") == [
        (None, "合计", None, Decimal(208600)),
        ("2130301", "行政运行", None, None),
        ("2230199", "其他解决历史遗留问题及改革成本支出", None, Decimal(208600)),
    ]
    assert found.numbers_captured == found.numbers_printed


def test_amounts_that_blanks_part_belong_to_the_columns_that_the_header_names() -> None:
    found = converted(
        "一般公共预算基本支出表",
        "|部门预算支出经济分类科目|基本支出||",
        "|科目编码 科目名称|合计 人员经费|公用经费|",
        "|合计|440.63 424.39|16.24|",
        "|30101 基本工资|424.39 424.39|0.00|",
        "|30211 差旅费|16.24 0.00|16.24|",
    )
    names = ("department_economic_code", "department_economic", "total", "personnel", "public_expenses")
    assert column(found, "basic_expenditure", *names)[1:] == [
        ("30101", "基本工资", Decimal(4243900), Decimal(4243900), Decimal(0)),
        ("30211", "差旅费", Decimal(162400), Decimal(0), Decimal(162400)),
    ]
    assert found.numbers_captured == found.numbers_printed == 9


@pytest.mark.parametrize(
    "rows",
    [
        [["项目\n编码", "金额"], ["4100\n21", "1.5"], ["4100\n22", "2.5"]],  # one name, one code, both over two lines
        [["政府性基金\n国有资本经营预算", "合计"], ["1.5\n2.5", "4"], ["1.5\n1", "2.5"], ["3.5", "3.5"]],  # of which?
        [["科目名称", "金额"], ["2024\n年水费", "1"], ["2025\n年水费", "2"]],  # the header names one
        [["项 目", "合计 金额"], ["收 入 总 计", "1 2"], ["一、2024 年", "3"]],
    ],
)  # fmt: skip
def test_a_column_that_may_be_one_stays_one(rows: list[list[str]]) -> None:
    assert set_apart(rows) == rows


def test_more_columns_in_one_than_can_be_tried_stay_one() -> None:
    rows = [["合计\n" * 40], ["1.5\n" * 20], ["1.5\n" * 40], ["2.5\n" * 40]]
    assert set_apart(rows) == rows


def test_labels_that_begin_in_one_column_and_go_on_in_the_next_are_whole() -> None:
    found = converted(
        "部门收支总体情况表",
        "|收|入||支出||",
        "|项|目|预算数|项目|预算数|",
        "|一|、一般公共预算拨款收入|1300|一、农林水支出|1200|",
        "|二|、政府性基金预算拨款收入||二、住房保障支出|100|",
        "|收|入总计|1300|支出总计|1300|",
    )
    assert column(found, "revenue_expenditure", "side", "ordinal", "item", "amount")[:3] == [
        ("收入", "一", "一般公共预算拨款收入", Decimal(13000000)),
        ("收入", "二", "政府性基金预算拨款收入", None),
        ("收入", None, "收入总计", Decimal(13000000)),
    ]


def test_a_figure_below_another_in_one_cell_is_not_its_last_digit() -> None:
    found = converted(
        "部门收入总体情况表",
        "|单位代码|单位名称|合计|一般公共预算|政府性基金|",
        "||合计|8459.66<br>1|645.98|6813.68|",
        "|301001|舞阳县水利局|8459.<br>66|1645.98|6813.6<br>8|",
    )
    assert column(found, "revenue", "total", "government_fund") == [
        (None, Decimal(68136800)),
        (Decimal(84596600), Decimal(68136800)),
    ]
    told = [problem for problem in found.problems if problem.kind == "amount_unparsed"]
    assert [problem.printed for problem in told] == ["8459.66 1"]
    assert "印有两个数" in told[0].message
