"""The rules across forms, each broken on purpose: a rule that cannot fail checks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.collected import Seen, keep
from archive.extractions import write
from archive.files import Files
from archive.opening import create_or_open
from check.classes import numeral
from check.run import run
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers.text import read
from tests.small_disclosure import text

_LEAVES = "| | | 资金总额 | 政府预算资金 | 财政专户管理资金 | 单位资金 " + "| 三级指标 | 指标值 " * 4 + "|"
_INDICATORS = ("| 410600240000000000001 | 气象雷达维护 | 30 | 30 | | | 备件费 | ≤20万元 | 巡检次数 | ≥12次 "
               "| 预警时效 | 提高 | 用户满意度 | ≥90% |")  # fmt: skip
_MORE = "| | | | | | | 人工费 | ≤10万元 | | | | | | |"
FUNDING = f"""
2024年度部门预算项目绩效目标表

| 单位编码（项目编码） | 项目单位（项目名称） | 项目金额（万元） | | | | 绩效目标 | | | | | | | |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
| | | | | | | 成本指标 | | 产出指标 | | 效益指标 | | 满意度指标 | |
{_LEAVES}
{_INDICATORS}
{_MORE}

政府采购汇总表

单位：万元

| 科目编码 | | | 单位名称 | 采购项目 | 采购目录 | 规格 | 计量单位 | 采购数量 | 金额 |
|---|---|---|---|---|---|---|---|---|---|
| 类 | 款 | 项 | | | | | | | |
| 220 | 05 | 09 | 鹤壁市气象局 | 备件 | 货物 | 套 | 套 | 2 | 5 |
| 合计： | | | | | | | | | 5 |
"""


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    made = create_or_open(tmp_path / "archive.db")
    yield made
    made.close()


def failed(db: Database, printed: str) -> set[str]:
    """The rules that a disclosure breaks."""
    files = Files(Path(db.conn.execute("pragma database_list").fetchone()[2]).parent / "files")
    (document,) = keep(db, files, printed.encode(), Seen("site", "article", "a.md")).documents
    write(db, document, assemble(read(printed.encode()), Hints()), "1")
    run(db, [document])
    assert db.conn.execute("select count(*) from checks where passed").fetchone()[0] > 8
    return {rule for (rule,) in db.conn.execute("select rule from checks where not passed")}


def test_a_sound_disclosure_breaks_nothing(db: Database) -> None:
    assert failed(db, text() + FUNDING) == set()


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ("| 收入总计 | 150.5 |", "| 收入总计 | 151.5 |",
         {"revenue_expenditure:sum_details", "revenue_is_expenditure", "narrative:revenue_total"}),
        ("自然资源海洋气象等支出 | 150.5 |", "自然资源海洋气象等支出 | 149.5 |",
         {"revenue_expenditure:sum_details", "class_amounts"}),
        ("| 220 | 05 | 09 | | 气象服务 | 30 |", "| 220 | 05 | 09 | | 气象服务 | 31 |",
         {"expenditure:sum_details", "expenditure:row:total", "class_amounts"}),
        ("| 气象雷达维护 | 鹤壁市气象局 | 30 | 30 |", "| 气象雷达维护 | 鹤壁市气象局 | 33 | 33 |",
         {"projects_are_project_expenditure", "project_funding_is_projects", "project_amounts"}),
        ("维护 | 鹤壁市气象局 | 30 | 30 |", "维护 | 鹤壁市气象局 | 30 | 29 |", {"projects:row:total"}),
        ("≤10万元", "≤11.5万元", {"cost_targets"}),
        ("| 220 | 05 | 09 | 鹤壁市气象局 |", "| 220 | 05 | 10 | 鹤壁市气象局 |", {"procurement_codes"}),
        ("| 套 | 2 | 5 |", "| 套 | 2 | 6 |", {"procurement:sum_details"}),
        ("支出总计150.5万元", "支出总计150.7万元", {"narrative:expenditure_total"}),
    ],
)  # fmt: skip
def test_each_rule_can_fail(db: Database, old: str, new: str, rules: set[str]) -> None:
    printed = text() + FUNDING
    assert old in printed
    assert failed(db, printed.replace(old, new)) == rules


_AIMS = """
部门整体预算绩效目标申报表

| 部门名称 | 鹤壁市气象局 | | | |
|---|---|---|---|---|
| 预算整体情况 | 部门预算支出 | 预算金额（万元） | 收入来源 | 预算金额（万元） |
| | 基本支出 | 120.5 | 财政拨款 | 150.5 |
| | 项目支出 | 30 | 其他资金 | 0 |
| | 一级指标 | 二级指标 | 三级指标 | 年度指标值 |
| | 产出指标 | 数量指标 | 巡检次数 | ≥12次 |
"""


def test_a_total_that_is_printed_only_as_two_breakdowns_is_the_sum_of_one(db: Database) -> None:
    assert failed(db, text() + FUNDING + _AIMS) == set()
    found = db.conn.execute("select left_value from checks where rule = 'objectives_total'").fetchall()
    assert found == [(1505000,)]


_LEFT_OVER = "| 本年收入合计 | 150.5 | 本年支出合计 | 140.5 |\n| | | 年终结转结余 | 10 |\n"
_OVERVIEW = "二十、自然资源海洋气象等支出 | 150.5 |\n| 本年收入合计 | 150.5 | 本年支出合计 | 150.5 |\n"


@pytest.mark.parametrize(
    ("listed", "rules"), [("140.5", set()), ("150.5", set()), ("145.5", {"overview_is_expenditure"})]
)
def test_an_expenditure_form_with_or_without_what_is_left_over(db: Database, listed: str, rules: set[str]) -> None:
    """支出总表 of some provinces goes on to 支出总计, money left over to next year included."""
    of_expenditure = f"| | | | | 合计 | {listed} | | |\n| | | | | 某项 | {listed} | | |\n"
    printed = text().replace(_OVERVIEW, "二十、自然资源海洋气象等支出 | 140.5 |\n" + _LEFT_OVER)
    whole, rows = printed[: printed.index("| | | | | 合计 |")], of_expenditure
    unsplit = {"projects_are_project_expenditure", "procurement_codes"}
    assert failed(db, whole + rows + FUNDING) - unsplit == rules


@pytest.mark.parametrize(
    ("stated", "rules"),
    [
        ("收入合计120.5万元", set()),
        ("收入合计150.5万元", set()),
        ("收入合计130.5万元", {"narrative:revenue_total"}),
        ("收入总计120.5万元", {"narrative:revenue_total"}),
    ],
)
def test_a_stated_sum_may_leave_out_what_was_carried_over(db: Database, stated: str, rules: set[str]) -> None:
    """A final account's 收入合计 is this year's revenue; 收入总计 has the carry-over in it."""
    printed = text() + FUNDING
    for old, new in (
        ("收入总计150.5万元", stated),
        ("| 本年收入合计 | 150.5 |", "| 本年收入合计 | 120.5 |"),
        ("| 收入总计 | 150.5 |", "| 上年结转结余 | 30 | | |\n| 收入总计 | 150.5 |"),
    ):
        assert old in printed
        printed = printed.replace(old, new)
    assert failed(db, printed) - {"revenue_expenditure:sum_details"} == rules


_FUNDED = """
一般公共预算基本支出表

单位：万元

| 科目编码 | 科目名称 | 合计 |
|---|---|---|
| | 合计 | 100.2 |
| 30101 | 基本工资 | 99.9 |
| 30212 | 退休人员活动费 | 0.3 |

“三公”经费支出表

单位：万元

| 合计 | 因公出国（境）费 | 公务用车购置及运行费 | 公务接待费 |
|---|---|---|---|
| 0.5 | 0 | 0 | 0.5 |
"""


def test_a_code_under_another_name_is_another_item(db: Database) -> None:
    """The codes of some documents are their own: 30212 of theirs is not 因公出国（境）费用."""
    assert failed(db, text() + _FUNDED) == set()
    renamed = _FUNDED.replace("退休人员活动费", "因公出国（境）费用")
    assert failed(db, text() + renamed) == {"three_public_overseas"}


def test_basic_expenditure_from_appropriation_may_be_told_by_its_own_form(db: Database) -> None:
    told = "五、财政拨款基本支出情况说明\n\n鹤壁市气象局2024年度财政拨款基本支出预算100.2万元。\n"
    before, after = text().split("2024年收支总体情况表", 1)
    assert failed(db, before + told + "2024年收支总体情况表" + after + _FUNDED) == set()


def test_a_name_with_quotation_marks_is_quoted_with_single_ones_in_it(db: Database) -> None:
    told = "八、“三公”经费支出预算情况说明\n\n鹤壁市气象局2024年“三公”经费预算为0.6万元。\n"
    before, after = text().split("2024年收支总体情况表", 1)
    assert failed(db, before + told + "2024年收支总体情况表" + after + _FUNDED) == {"narrative:three_public"}
    assert [row["description"] for row in db.query("select description from checks where not passed")] == [
        "情况说明的“‘三公’经费”= 表中的数"
    ]


def test_a_table_without_a_unit_line_is_held_to_the_digits_of_its_documents_unit(db: Database) -> None:
    printed = text().replace("单位：万元", "单位：元")
    begin = printed.index("支出总体情况表")
    unmarked = printed[:begin] + printed[begin:].replace("单位：元\n", "", 1).replace("| 30 |", "| 31 |", 1)
    assert "expenditure:row:total" in failed(db, unmarked)


@pytest.mark.parametrize("printed", ["支出总计150.50万元", "支出总计151万元"])
def test_a_rounded_sentence_is_no_finding(db: Database, printed: str) -> None:
    """A sentence may say 151 of 150.5: half a digit of what it says."""
    assert failed(db, text().replace("支出总计150.5万元", printed)) == set()


@pytest.mark.parametrize(
    ("text_", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十九", 19),
        ("二十", 20),
        ("三十四", 34),
        ("", None),
        (None, None),
        ("1", None),
        ("甲", None),
    ],
)
def test_numerals(text_: str | None, number: int | None) -> None:
    assert numeral(text_) == number
