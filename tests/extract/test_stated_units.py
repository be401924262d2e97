"""The unit of amounts that a document states once for all its tables, or a table below its header."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.extract import unlined
from tests.extract.drawing import BODY, COVER, Frame, Sheet, column, drawn, extracted
from tests.extract.unlined import Unlined

BALANCE = Frame(["收入|<|支出|<", "项目|金额|项目|金额", "收入总计|12.5|支出总计|12.5"])
REVENUE = Frame(["单位代码|单位名称|总计|本年收入", "125001|水利局|12.5|12.5", "|合计|12.5|12.5"])


def _told(annex: Sequence[str], *other: str) -> tuple[set[object], list[str]]:
    revenue: Sheet = ["收入总体情况表", BODY, *other, REVENUE]
    found = extracted(drawn(COVER, annex, ["收支总体情况表", BODY, BALANCE], revenue))
    amounts = {amount for (amount,) in column(found, "revenue_expenditure", "amount")}
    return amounts, [problem.kind for problem in found.problems if problem.kind.startswith("unit_")]


@pytest.mark.parametrize(
    ("annex", "yuan"),
    [
        (["附件：舞阳县水利局2024年部门预算报表（单位：万元）"], 125_000),
        (["以下各表金额单位均为千元"], 12_500),
        (["2024年部门预算表", "单位：万元"], 125_000),
    ],
)
def test_a_unit_stated_once_is_that_of_all_tables(annex: list[str], yuan: int) -> None:
    assert _told(annex) == ({yuan}, [])


def test_the_unit_of_another_table_is_not_stated_for_all() -> None:
    assert _told(["政府购买服务预算表", "单位：元"]) == (set(), ["unit_missing", "unit_missing"])


def test_a_table_that_prints_another_unit_is_told() -> None:
    assert _told(["2024年部门预算报表（单位：万元）"], "单位：元") == ({125_000}, ["unit_disagrees"])


def test_a_unit_below_every_column_of_a_header_is_its_tables() -> None:
    rows = ["单位代码|单位名称|总计|本年收入|<", "^|^|^|合计|事业收入", "||千元|千元|千元", "125001|水利局|12.5|12.5|"]
    found = extracted(drawn(COVER, ["收入总体情况表", BODY, Frame([*rows, "|合计|12.5|12.5|"])]))
    assert column(found, "revenue", "total", "current_total", "institution_income") == [(12_500, 12_500, None)] * 2
    assert [problem for problem in found.problems if problem.kind == "unit_assumed"] == []


@pytest.mark.parametrize("flush", [False, True])
def test_a_unit_below_every_column_of_a_header_without_lines(*, flush: bool) -> None:
    rows = """
        科目编码|科目名称|合计|基本支出|<|项目支出
        ^|^|^|人员经费|公用经费|^
        ||千元|千元|千元|千元
        |合计|30.5|10.5|8.0|12.0
        2130301|行政运行|18.5|10.5|8.0|
        2130305|水利工程建设|12.0|||12.0
    """
    table = Unlined(rows, (70, 120, 70, 70, 70, 70), header=3, flush=flush)
    found = extracted(unlined.drawn(COVER, ["2024年支出总体情况表", BODY, table]))
    names = ("function_code", "total", "basic_goods_services", "project_total")
    assert [row[:2] for row in column(found, "expenditure", *names)] == [
        (None, 30_500),
        ("2130301", 18_500),
        ("2130305", 12_000),
    ]
