"""Tables that lost their titles, and what the table of contents says that they are."""

from __future__ import annotations

import pytest

from archive.extracted import Disclosure
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers.text import read
from tests.extract.drawing import BODY, COVER, UNIT, Frame, column, drawn, extracted

CONTENTS = ["收支总体情况表", "收入总体情况表", "支出总体情况表", "“三公”经费支出情况表", "政府性基金预算支出情况表"]
BALANCE = ["收入\t\t支出\t", "项目\t预算数\t项目\t预算数", "一、一般公共预算\t15.5\t一、教育支出\t15.5"]
BALANCE_ROWS = ["收入|<|支出|<", "项目|金额|项目|金额", "收入总计|12.5|支出总计|12.5"]
REVENUE = ["单位代码\t单位名称\t总计\t一般公共预算\t政府性基金", "201001\t鹤城市教育局\t15.5\t15.5\t"]
SPENDING = [
    "类\t款\t项\t单位代码\t单位（科目名称）\t合计\t基本支出\t\t\t项目支出",
    "\t\t\t\t\t\t小计\t工资福利支出\t商品和服务支出\t",
    "205\t01\t01\t\t行政运行\t15.5\t13\t10\t3\t2.5",
]
TRIPS = [
    "“三公”经费合计\t因公出国（境）经费\t公务用车购置及运行费\t\t\t公务接待费\t会议费",
    "\t\t小计\t公务用车购置费\t公务用车运行费\t\t",
    "3\t1\t1\t\t1\t1\t0.5",
]


NOTE = ["本部门2024年没有政府性基金预算拨款安排的支出，此表为空。"]
TABLES = list(zip(CONTENTS, [BALANCE, REVENUE, SPENDING, TRIPS, NOTE], strict=True))


def disclosed(tables: list[tuple[str, list[str]]]) -> Disclosure:
    entries = [f"{ordinal}、{title}" for ordinal, title in zip("一二三四五", CONTENTS, strict=True)]
    lines = [
        "鹤城市教育局",
        "",
        "2024年部门预算",
        "",
        "目录",
        "",
        "第一部分 概况",
        "",
        *entries,
        "",
        "第一部分 概况",
        "",
    ]
    lines += [line for n in range(1, 16) for line in (f"（{n}）承担本市教育方面的第{n}项工作。", "")]
    for title, rows in tables:
        lines += [f"# {title}" if title else "", "", "单位：万元", "", *rows, "", "说明文字在此。", ""]
    (disclosure,) = assemble(read("\n".join(lines).encode()), Hints()).disclosures
    return disclosure


def kinds(found: Disclosure) -> list[str]:
    return [problem.kind for problem in found.problems if problem.kind in ("title_missing", "table_unknown")]


@pytest.mark.parametrize("lost", range(4))
def test_a_table_without_a_title_is_what_the_contents_list_in_its_place(lost: int) -> None:
    whole = disclosed(TABLES)
    found = disclosed([("" if n == lost else title, rows) for n, (title, rows) in enumerate(TABLES)])
    assert kinds(whole) == []
    assert kinds(found) == ["title_missing"]
    assert CONTENTS[lost] in next(p.message for p in found.problems if p.kind == "title_missing")
    assert found.rows == whole.rows
    assert found.numbers_captured == whole.numbers_captured


def test_a_table_that_can_be_two_of_the_listed_forms_stays_unknown() -> None:
    """支出总体情况表 and 政府性基金预算支出情况表 have one header, and neither is printed with its title."""
    found = disclosed([(CONTENTS[1], REVENUE), ("", SPENDING)])
    assert kinds(found) == ["table_unknown"]


def test_a_table_out_of_the_order_of_the_contents_stays_unknown() -> None:
    found = disclosed([(CONTENTS[2], SPENDING), ("", REVENUE), (CONTENTS[3], TRIPS)])
    assert kinds(found) == ["table_unknown"]
    assert "revenue" not in found.rows


@pytest.mark.parametrize("title", ["机关运行经费支出预算表", "附件3：机关运行经费情况表"])
def test_a_title_that_no_form_has_is_a_title(title: str) -> None:
    found = disclosed([(title if n == 1 else other, rows) for n, (other, rows) in enumerate(TABLES)])
    assert kinds(found) == ["table_unknown"]
    assert "revenue" not in found.rows


def test_a_heading_of_all_tables_is_none() -> None:
    heading = "附件：鹤城市教育局2024年部门预算报表（报表因四舍五入，可能存在尾差）"
    found = disclosed([(heading if n == 0 else other, rows) for n, (other, rows) in enumerate(TABLES)])
    assert kinds(found) == ["title_missing"]
    assert found.rows["revenue_expenditure"]


def test_a_form_that_is_no_grid_is_told_by_its_parts() -> None:
    frame = Frame(
        ["部门名称|<|舞阳县水利局|<", "年度履职目标|安全度汛|<|<",
         "年度主要任务|任务名称|主要内容|<", "^|河道清淤|清淤三公里|<",
         "预算情况|部门预算总额（万元）|12.5|<", "^|1、资金来源|（1）政府预算资金|12.5",
         "一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|清淤长度|≥3公里"],
        columns=(0, 20, 45, 75, 100),
    )  # fmt: skip
    found = extracted(drawn(COVER, ["收支总体情况表", BODY, UNIT, Frame(BALANCE_ROWS)], [frame]))
    assert column(found, "department_tasks", "part", "task", "content", "source_row") == [
        ("年度履职目标", None, "安全度汛", 1),
        ("年度主要任务", "河道清淤", "清淤三公里", 3),
    ]
    assert column(found, "department_targets", "level1", "level3", "target") == [("产出指标", "清淤长度", "≥3公里")]
    assert kinds(found) == ["title_missing"]
    without = Frame(frame.rows[1:6], columns=frame.columns)
    assert kinds(extracted(drawn(COVER, ["收支总体情况表", BODY, UNIT, Frame(BALANCE_ROWS)], [without]))) == [
        "table_unknown"
    ]
