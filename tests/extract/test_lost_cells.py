"""Single rows of converted text that lost blank cells, and titles that it breaks over two lines."""

from __future__ import annotations

import pytest

from archive.extracted import Disclosure
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers.text import read

HEAD = "类\t款\t项\t单位代码\t单位（科目名称）\t合计\t基本支出\t\t\t项目支出"
NAMES = "\t\t\t\t\t\t小计\t工资福利支出\t商品和服务支出\t"


def disclosed(title: str, *rows: str) -> Disclosure:
    text = "\n".join(["鹤城市教育局2024年部门预算", "", title, "", "单位：万元", "", HEAD, NAMES, *rows])
    (disclosure,) = assemble(read(text.encode()), Hints()).disclosures
    return disclosure


@pytest.mark.parametrize(
    "total",
    ["合计\t15.5\t13\t10\t3\t2.5\t\t\t\t", "\t合计\t15.5\t13\t10\t3\t2.5\t\t\t", "\t\t\t\t合计\t15.5\t13\t10\t3\t2.5"],
)
def test_the_blank_cells_that_a_row_lost_in_front_are_put_back(total: str) -> None:
    found = disclosed("支出总体情况表", total, "205\t01\t01\t\t行政运行\t15.5\t13\t10\t3\t2.5")
    rows = [
        (row["row_kind"], row["total"], row["basic_total"], row["project_total"]) for row in found.rows["expenditure"]
    ]
    assert rows == [("合计", 155_000, 130_000, 25_000), ("明细", 155_000, 130_000, 25_000)]
    moved = [row["reading"] for row in found.rows["expenditure"]]
    assert moved == ["printed" if total.startswith("\t\t\t\t") else "realigned", "printed"]
    assert ("realigned" in moved) == any("有 1 行缺少空白的单元格" in problem.message for problem in found.problems)


def test_a_blank_cell_lost_within_a_row_is_put_back_and_a_misprint_stays() -> None:
    rows = ["\t\t\t\t合计\t18.5\t16\t10\t6\t2.5", "205\t01\t01\t\t行政运行\t15.5\t13\t10\t3\t2.5"]
    found = disclosed("支出总体情况表", *rows, "205\t01\t02\t\t事业运行\t3\t3\t\t3\t")
    lost = disclosed("支出总体情况表", *rows, "205\t01\t02\t\t事业运行\t3\t3\t3\t\t")
    assert lost.rows["expenditure"][2]["basic_wages_benefits"] == 30_000, "as good a reading: nothing is moved"
    assert [row["reading"] for row in found.rows["expenditure"]] == ["printed"] * 3
    misprinted = disclosed("支出总体情况表", *rows, "205\t01\t02\t\t事业运行\t3\t3\t\t4\t")
    assert misprinted.rows["expenditure"][2]["basic_goods_services"] == 40_000
    assert {row["reading"] for row in misprinted.rows["expenditure"]} == {"printed"}


@pytest.mark.parametrize(
    ("title", "table"),
    [
        ("一般公共预算\n\n支出总体情况表", "general_budget_expenditure"),
        ("政府性基金\n\n预算支出情况表", "government_fund_expenditure"),
        ("鹤城市国有资本运营中心\n\n支出总体情况表", "expenditure"),
    ],
)
def test_a_title_over_two_lines_is_whole(title: str, table: str) -> None:
    assert set(disclosed(title, "205\t01\t01\t\t行政运行\t15.5\t13\t10\t3\t2.5").rows) == {table}
