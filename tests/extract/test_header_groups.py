"""Header groups in converted text: set one column early, or joined with the words below them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archive.extracted import Disclosure
from extract.assemble import assemble
from extract.document import Cell, Grid
from extract.identity import Hints
from extract.readers.text import read
from extract.tables.headers import header_paths
from tests.extract.drawing import column


def paths(*lines: str) -> list[str]:
    """The paths of a converted header; a cell ``^`` is part of the merged cell left of it or above."""
    rows = [[None if text == "^" else Cell(text) for text in line.split("|")] for line in lines]
    known = any(cell is None for row in rows for cell in row)
    return ["/".join(path) for path in header_paths(Grid([*rows], None, merges_known=known), len(rows))]


def test_a_group_that_begins_a_column_early_is_set_right() -> None:
    printed = paths("部门经济分类|政府经济分类|||基本支出|", "科目编码|科目名称|科目编码|科目名称|合计|人员经费")
    assert printed[1:3] == ["部门经济分类/科目名称", "政府经济分类/科目编码"]
    assert paths("收入|支出||", "项目|金额|项目|金额")[1:3] == ["收入/金额", "支出/项目"]
    merged = paths("项目名称|本年拨款|^|结转结余|^|^", "^|一般公共预算|政府性基金|国有资本|一般公共预算|政府性基金")
    assert merged[3:] == ["本年拨款/国有资本", "结转结余/一般公共预算", "结转结余/政府性基金"]


@pytest.mark.parametrize(
    "lines",
    [
        ("科目编码|科目名称|基本支出||项目支出|", "||人员经费|小计|业务费|小计"),
        ("收入||支出||", "项目|金额|项目|合计|一般公共预算"),
    ],
)
def test_groups_that_begin_alike_stay(lines: tuple[str, str]) -> None:
    groups, names = (line.split("|") for line in lines)
    for place in range(1, len(groups)):
        if not groups[place] and names[place]:
            groups[place] = groups[place - 1]
    assert paths(*lines) == [f"{group}/{name}" if name else group for group, name in zip(groups, names, strict=True)]


JOINED = """
合计|基本支出小计|基本支出工资福利支出|项目支出小计|项目支出特定目标类
合计|基本支出/小计|基本支出/工资福利支出|项目支出/小计|项目支出/特定目标类

科目编码类|科目编码款|科目编码项|单位代码
科目编码/类|科目编码/款|科目编码/项|单位代码

收入.项目|收入.金额|支出.项目|支出.金额
收入/项目|收入/金额|支出/项目|支出/金额

收入 项目|收入 金额|支出 项目|支出 合计
收入/项目|收入/金额|支出/项目|支出/合计

绩效目标产出指标三级指标|绩效目标产出指标指标值|绩效目标效益指标三级指标|绩效目标效益指标指标值
绩效目标/产出指标/三级指标|绩效目标/产出指标/指标值|绩效目标/效益指标/三级指标|绩效目标/效益指标/指标值

单位代码|单位名称|科目代码|科目名称|2023年预算数|2024年预算数
单位代码|单位名称|科目代码|科目名称|2023年预算数|2024年预算数

财政拨款结转|财政专户管理资金||单位资金
财政拨款结转|财政专户管理资金||单位资金
"""


@pytest.mark.parametrize("lines", [pair.split("\n") for pair in JOINED.strip().split("\n\n")])
def test_levels_joined_in_one_line_are_parted(lines: list[str]) -> None:
    printed, meant = lines
    assert paths(printed) == meant.split("|")


def test_a_form_whose_header_is_one_line_is_read() -> None:
    text = """鹤城市教育局2024年部门预算

2024年支出总体情况表

单位：万元

|科目编码-类|科目编码-款|科目编码-项|科目名称|合计|**基本支出<br>-小计**|基本支出-公用-商品和服务支出|项目支出|
|---|---|---|---|---|---|---|---|
| | | | 合计 | 12.5 | 10 | 10 | 2.5 |
| 205 | 01 | 01 | 行政运行 | 12.5 | 10 | 10 | 2.5 |
"""
    (disclosure,) = assemble(read(text.encode()), Hints()).disclosures
    rows = [
        (row["row_kind"], row["basic_total"], row["basic_goods_services"]) for row in disclosure.rows["expenditure"]
    ]
    assert rows == [("合计", 100_000, 100_000), ("明细", 100_000, 100_000)]
    assert [row.get("function_code") for row in disclosure.rows["expenditure"]] == [None, "2050101"]


def disclosed(title: str, header: str, rows: str) -> Disclosure:
    """What is read of one pipe table; ``header`` is its first line."""
    ruler = "|---" * (header.count("|") + 1) + "|"
    lines = ["舞阳县水利局2024年部门预算", "", title, "", "单位：万元", "", f"|{header}|", ruler]
    return assemble(
        read("\n".join([*lines, *(f"|{row.strip()}|" for row in rows.split())]).encode()), Hints()
    ).disclosures[0]


@pytest.mark.parametrize(
    "groups",
    [
        "部门预算支|出经济分类科目|政府预算支|出经济分类科目编码|基本支出||",
        "部门|预算支出经济分类科目|政府|预算支出经济分类科目|本年|预算数|",
    ],
)
def test_a_groups_word_parted_over_its_columns_is_whole(groups: str) -> None:
    rows = """
        科目编码|科目名称|科目编码|科目名称|小计|人员经费|公用经费
        合计||||12.5|8.5|4
        30101|基本工资|50101|工资奖金津补贴|8.5|8.5|
        30201|办公费|50201|办公经费|4||4
    """
    found = disclosed("一般公共预算基本支出表", groups, rows)
    names = ("department_economic_code", "government_economic_code", "government_economic", "total", "public_expenses")
    assert column(found, "basic_expenditure", *names)[1:] == [
        ("30101", "50101", "工资奖金津补贴", Decimal(85_000), None),
        ("30201", "50201", "办公经费", Decimal(40_000), Decimal(40_000)),
    ]


def test_two_groups_of_one_column_each_stay_two() -> None:
    rows = "科目编码|科目名称|小计|小计  |合计|8.5|4  2130301|行政运行|8.5|4"
    found = disclosed("一般公共预算支出表", "功能科目||基本支出|项目支出", rows)
    assert column(found, "general_budget_expenditure", "basic_total", "project_total")[1:] == [
        (Decimal(85_000), Decimal(40_000))
    ]


def test_the_group_of_codes_ends_where_amounts_begin() -> None:
    rows = """
        类|款|项|科目名称|合计|小计|工资福利支出|小计
        |||合计|12.5|8.5|8.5|4
        213|03|01|行政运行|12.5|8.5|8.5|4
    """
    found = disclosed("支出总体情况表", "科目编码|||||基本支出||项目支出", rows)
    names = ("function_code", "function", "total", "basic_total", "project_total")
    assert column(found, "expenditure", *names)[1:] == [
        ("2130301", "行政运行", Decimal(125_000), Decimal(85_000), Decimal(40_000))
    ]
    assert [problem.kind for problem in found.problems] == []
