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
    assert [row["reading"] for row in found.rows["expenditure"]] == ["printed"] * 3
    lost = disclosed("支出总体情况表", *rows, "205\t01\t02\t\t事业运行\t3\t3\t3\t\t")
    assert lost.rows["expenditure"][2]["basic_goods_services"] == 30_000, "the sums of the columns tell"
    assert [row["reading"] for row in lost.rows["expenditure"]] == ["printed", "printed", "realigned"]
    misprinted = disclosed("支出总体情况表", *rows, "205\t01\t02\t\t事业运行\t3\t3\t\t4\t")
    assert misprinted.rows["expenditure"][2]["basic_goods_services"] == 40_000
    assert {row["reading"] for row in misprinted.rows["expenditure"]} == {"printed"}


def test_of_two_rows_that_the_sums_of_the_columns_could_move_none_is() -> None:
    rows = ["\t\t\t\t合计\t6\t6\t3\t3\t", "205\t01\t01\t\t行政运行\t3\t3\t3\t\t"]
    found = disclosed("支出总体情况表", *rows, "205\t01\t02\t\t事业运行\t3\t3\t3\t\t")
    assert [row["reading"] for row in found.rows["expenditure"]] == ["printed"] * 3


def test_a_total_that_lost_its_blank_cells_is_right_where_only_the_columns_sums_tell() -> None:
    detail = "212\t08\t01\t\t征地和拆迁补偿支出\t7.5\t\t\t\t7.5"
    found = disclosed("政府性基金预算支出表", "合计\t7.5\t\t\t\t7.5\t\t\t\t", detail)
    total, row = found.rows["government_fund_expenditure"]
    assert (total["total"], total["project_total"], total["reading"]) == (75_000, 75_000, "realigned")
    assert (row["total"], row["project_total"], row["reading"]) == (75_000, 75_000, "printed")
    assert found.numbers_captured == found.numbers_printed == 4


def test_an_amount_in_the_place_of_a_code_is_told() -> None:
    misprinted = disclosed(
        "政府性基金预算支出表", "合计\t7.5\t\t\t\t\t7.4\t\t\t", "212\t08\t01\t\t征地补偿\t7.6\t\t\t\t7.6"
    )
    told = [problem for problem in misprinted.problems if problem.kind == "amount_unparsed"]
    assert [problem.printed for problem in told] == ["7.5"]


def test_a_blank_column_that_all_rows_lost_is_put_back_where_no_sum_could_be_added_up() -> None:
    wide = "类\t款\t项\t单位代码\t单位（科目名称）\t合计\t基本支出\t\t\t项目支出\t\t"
    names = "\t\t\t\t\t\t小计\t工资福利支出\t商品和服务支出\t小计\t其他运转类\t特定目标类"
    rows = ["\t\t\t\t合计\t7.5\t\t\t7.5\t\t7.5\t", "212\t08\t01\t\t征地和拆迁补偿支出\t7.5\t\t\t7.5\t\t7.5\t"]
    text = "\n".join(
        ["鹤城市教育局2024年部门预算", "", "政府性基金预算支出表", "", "单位：万元", "", wide, names, *rows]
    )
    (found,) = assemble(read(text.encode()), Hints()).disclosures
    amounts = ("total", "basic_goods_services", "project_total", "project_specific_target")
    assert [[row.get(name) for name in amounts] for row in found.rows["government_fund_expenditure"]] == [
        [75_000, None, 75_000, 75_000]
    ] * 2


@pytest.mark.parametrize(
    ("name", "rest"),
    [("一般行政管", ["理事务"]), ("机关事业单位基本", ["养老保险", "缴费支出"]), ("鹤城市教育局本", ["级"])],
)
def test_the_rest_of_a_name_in_rows_of_its_own_is_put_back(name: str, rest: list[str]) -> None:
    """Where both together are an account's name, or stand whole elsewhere in the document (here 鹤城市教育局本级)."""
    rows = [f"205\t01\t02\t\t{name}\t15.5\t13\t10\t3\t2.5", *(f"\t\t\t\t{part}\t\t\t\t\t" for part in rest)]
    last = "205\t01\t01\t\t鹤城市教育局本级\t1\t1\t1\t\t"
    found = disclosed("支出总体情况表", *rows, last).rows["expenditure"]
    assert [row.get("function") or row["budget_unit"] for row in found] == [name + "".join(rest), "鹤城市教育局本级"]
    assert [row["source_row"] for row in found] == [2, 3 + len(rest)], "each with the row that prints its figures"


def test_words_below_a_name_that_make_none_with_it_stay_apart() -> None:
    row = "205\t01\t02\t\t一般行政管理事务\t15.5\t13\t10\t3\t2.5"
    (found,) = disclosed("支出总体情况表", row, "\t\t\t\t教育\t\t\t\t\t").rows["expenditure"]
    assert found["function"] == "一般行政管理事务"


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
