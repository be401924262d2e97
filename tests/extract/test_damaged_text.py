"""Converted text as it is damaged in fact: cells lost, words split, tables torn. Only cells move, never an amount.

The samples in ``damaged/`` are of one invented body; each shows one kind of damage.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from archive.extracted import Disclosure
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers.text import read
from forms.identities import evaluate
from forms.load import form_tables, table_identities

DAMAGED = Path(__file__).parent / "damaged"
SPENDING = ("function_code", "function", "total", "basic_total", "basic_wages_benefits",
            "basic_personal_family_subsidies", "basic_goods_services", "basic_capital", "project_total",
            "project_other_operation", "project_specific_target", "row_kind")  # fmt: skip


def converted(name: str) -> Disclosure:
    extraction = assemble(read((DAMAGED / name).read_bytes()), Hints())
    assert extraction.outcome == "ok"
    (disclosure,) = extraction.disclosures
    assert (disclosure.keys.department, disclosure.keys.year, disclosure.keys.city) == ("濮阳市档案馆", 2025, "濮阳市")
    return disclosure


def table(disclosure: Disclosure, name: str, *columns: str) -> list[tuple[Any, ...]]:
    """The rows' columns; amounts in 万元 as text."""
    amounts = {column.name for column in form_tables()[name].columns if column.type == "amount"}
    return [
        tuple(_ten_thousand(row.get(column)) if column in amounts else row.get(column) for column in columns)
        for row in disclosure.rows[name]
    ]


def _ten_thousand(amount: Decimal | None) -> str:
    return "" if amount is None else f"{(amount / 10000).normalize():f}"


def failing(disclosure: Disclosure, name: str) -> list[str]:
    """Labels of the identities that the rows of a form break, within a hundredth of 万元."""
    rows = disclosure.rows[name]
    findings = evaluate(table_identities()[name], rows, form_tables()[name].amounts(), Decimal(100))
    assert findings
    return [f"{finding.rule} {finding.column}" for finding in findings if not finding.passed]


def readings(disclosure: Disclosure, name: str) -> set[str]:
    return {row["reading"] for row in disclosure.rows[name]}


def problems(disclosure: Disclosure, kind: str = "realigned") -> list[str]:
    return [problem.message for problem in disclosure.problems if problem.kind == kind]


@pytest.mark.parametrize("path", sorted(DAMAGED.iterdir()), ids=lambda path: path.name)
def test_every_printed_amount_is_captured_unchanged(path: Path) -> None:
    disclosure = converted(path.name)
    assert disclosure.numbers_printed == disclosure.numbers_captured > 0
    amounts = {
        row[name]
        for table_name, rows in disclosure.rows.items()
        for row in rows
        for name in form_tables()[table_name].amounts()
        if row.get(name) is not None
    }
    cells = re.split(r"[|\t\n]", path.read_text(encoding="utf-8"))
    printed = {Decimal(cell.strip()) * 10000 for cell in cells if re.fullmatch(r" *\d+(\.\d+)? *", cell)}
    assert amounts <= printed


def test_a_capital_cell_missing_from_every_row_is_put_back() -> None:
    disclosure = converted("capital_cell_missing.md")
    assert table(disclosure, "expenditure", *SPENDING) == [
        (None, "合计", "518.4", "386.15", "301.2", "42.35", "42.6", "", "132.25", "92.25", "40", "合计"),
        (None, None, "518.4", "386.15", "301.2", "42.35", "42.6", "", "132.25", "92.25", "40", "部门"),
        ("2012601", "行政运行", "325.7", "325.7", "254.9", "30.2", "40.6", "", "", "", "", "明细"),
        ("2012604", "档案馆", "132.25", "", "", "", "", "", "132.25", "92.25", "40", "明细"),
        ("2080501", "行政单位离退休", "14.15", "14.15", "", "12.15", "2", "", "", "", "", "明细"),
        ("2210201", "住房公积金", "46.3", "46.3", "46.3", "", "", "", "", "", "", "明细"),
    ]
    assert readings(disclosure, "expenditure") == {"realigned"}
    assert failing(disclosure, "expenditure") == []
    (said,) = problems(disclosure)
    assert "资本性支出" in said
    assert "金额未改" in said
    # the form beside it was whole and stays as printed
    assert readings(disclosure, "three_public") == {"printed"}


def test_a_column_of_figures_without_a_place_is_doubt_enough_where_all_sums_hold() -> None:
    """The header lost a cell as well: 资本性支出 stands under 项目支出, over the figures of its 小计."""
    disclosure = converted("capital_under_projects.md")
    assert table(disclosure, "expenditure", *SPENDING)[3] == (
        *("2012604", "档案馆", "132.25", "", "", "", "", "", "132.25", "132.25", "", "明细"),
    )
    assert readings(disclosure, "expenditure") == {"realigned"}
    assert failing(disclosure, "expenditure") == []


def test_a_header_that_lost_cells_is_read_by_the_sums() -> None:
    disclosure = converted("header_shifted.txt")
    assert table(disclosure, "general_budget_expenditure", *SPENDING) == [
        (None, "合计", "263.5", "201.3", "160.2", "21.1", "20", "", "62.2", "62.2", "", "合计"),
        (None, None, "263.5", "201.3", "160.2", "21.1", "20", "", "62.2", "62.2", "", "部门"),
        ("2012601", "行政运行", "232.3", "170.1", "131", "21.1", "18", "", "62.2", "62.2", "", "明细"),
        ("2080505", "机关事业单位基本养老保险缴费支出", "19.2", "19.2", "19.2", "", "", "", "", "", "", "明细"),
        ("2012650", "事业运行", "12", "12", "10", "", "2", "", "", "", "", "明细"),
    ]
    assert readings(disclosure, "general_budget_expenditure") == {"realigned"}
    (said,) = problems(disclosure)
    assert "表头" in said


def test_a_table_whose_sums_hold_in_no_reading_stays_as_printed() -> None:
    """The project total is misprinted by one: no shift of cells explains it, so nothing is repaired."""
    disclosure = converted("no_reading_holds.md")
    assert readings(disclosure, "expenditure") == {"printed"}
    assert problems(disclosure) == []
    first = disclosure.rows["expenditure"][0]
    assert _ten_thousand(first["basic_capital"]) == "131.25"
    assert "row:total total" in failing(disclosure, "expenditure")


def test_objectives_rows_that_lost_their_left_cells() -> None:
    disclosure = converted("objectives_lost_cells.txt")
    columns = ("level1", "level2", "level3", "target", "note", "reading")
    assert table(disclosure, "department_targets", *columns) == [
        ("投入管理指标", "工作目标管理", "年度履职目标相关性", "相关", "与部门职责一致", "printed"),
        ("投入管理指标", "工作目标管理", "工作任务科学性", "科学", "任务设置可行", "printed"),
        # two cells lost: the catalogue of management indicators knows where it belongs
        ("投入管理指标", "预算和财务管理", "预算执行率", "≥92%", None, "realigned"),
        # one cell lost
        ("投入管理指标", "绩效管理", "绩效监控完成率", "100%", None, "realigned"),
        ("产出指标", "重点工作任务完成", "1. 馆藏整理", "≥3万卷", "按卷数统计", "printed"),
        ("产出指标", "重点工作任务完成", "2. 数字化", "100%", "按目录核对", "printed"),
        ("效益指标", "满意度", "查档群众满意度", "≥95%", "现场评价", "printed"),
    ]
    assert table(disclosure, "department_tasks", "part", "task", "content") == [
        ("年度履职目标", None, "收集和保管全市重要档案，扩大向社会开放的范围。"),
        ("年度主要任务", "1. 馆藏整理", "完成三万卷档案的整理和著录。"),
        ("年度主要任务", "2. 数字化", "重要档案完成数字化并备份。"),
    ]
    assert table(disclosure, "department_funding", "parent", "item", "amount", "row_kind") == [
        (None, "部门预算总额（万元）", "518.4", "合计"),
        ("资金来源", "政府预算资金", "518.4", "明细"),
        ("资金来源", "财政专户管理资金", "0", "明细"),
        ("资金来源", "单位资金", "", "明细"),
        ("资金结构", "基本支出", "386.15", "明细"),
        ("资金结构", "项目支出", "132.25", "明细"),
    ]
    assert sum("整体绩效" in message for message in problems(disclosure)) == 2


def test_project_objectives_rows_that_lost_cells() -> None:
    """Every indicator lands in its dimension although each row is shorter by the blank cells that were lost."""
    disclosure = converted("objectives_lost_cells.txt")
    heating, scanning = "库房恒温恒湿运行费", "馆藏档案数字化"
    assert table(disclosure, "project_targets", "project", "dimension", "indicator", "target") == [
        (heating, "成本", "设备电费", "≤80.5万元"),
        (heating, "产出", "运行天数", "≥350天"),
        (heating, "效益", "档案受损情况", "减少"),
        (heating, "满意度", "管理人员满意度", "≥90%"),
        (heating, "产出", "设备完好率", "≥98%"),
        (heating, "效益", "库房环境", "稳定"),
        (heating, "满意度", "借阅群众满意度", "≥95%"),
        (heating, "产出", "巡检次数", "48次"),
        (scanning, "成本", "扫描加工费", "≤40万元"),
        (scanning, "产出", "扫描页数", "≥60万页"),
        (scanning, "效益", "查询时间", "缩短"),
        (scanning, "满意度", "查档群众满意度", "≥95%"),
        (scanning, "产出", "图像合格率", "≥99%"),
    ]
    assert table(disclosure, "project_funding", "project_code", "project", "budget_unit_code", "total", "row_kind") == [
        (None, None, "088", "132.25", "部门"),
        (None, None, "088001", "132.25", "单位"),
        ("410900250000000060001", heating, "088001", "92.25", "明细"),
        ("410900250000000060002", scanning, "088001", "40", "明细"),
    ]
    assert readings(disclosure, "project_targets") == {"realigned"}
    assert sum("项目绩效" in message for message in problems(disclosure)) == 5


def test_words_split_by_blanks_are_whole_again() -> None:
    disclosure = converted("words_split.md")
    columns = ("side", "ordinal", "parent", "item", "total", "general_budget_appropriation", "row_kind")
    assert table(disclosure, "appropriation", *columns) == [
        ("收入", "一", None, "本年收入", "498.4", "", "小计"),
        ("收入", "一", "本年收入", "一般公共预算拨款", "498.4", "", "明细"),
        ("收入", None, "本年收入", "财政拨款", "498.4", "", "其中"),
        ("收入", "二", None, "上年结转", "", "", "小计"),
        ("收入", "一", "上年结转", "一般公共预算拨款", "", "", "明细"),
        ("收入", None, None, "收入合计", "498.4", "", "合计"),
        ("支出", "一", None, "本年支出", "498.4", "498.4", "小计"),
        ("支出", "一", "本年支出", "一般公共服务支出", "437.95", "437.95", "明细"),
        ("支出", "八", "本年支出", "社会保障和就业支出", "14.15", "14.15", "明细"),
        ("支出", "二十一", "本年支出", "住房保障支出", "46.3", "46.3", "明细"),
        ("支出", "二", None, "年终结转结余", "", "", "明细"),
        ("支出", None, None, "支出合计", "498.4", "498.4", "合计"),
    ]
    assert failing(disclosure, "appropriation") == []


def test_a_table_torn_by_a_blank_line_is_one_table() -> None:
    disclosure = converted("blank_line_inside.txt")
    assert table(disclosure, "revenue_expenditure", "side", "ordinal", "item", "amount", "row_kind") == [
        ("收入", "一", "一般公共预算", "498.4", "明细"),
        ("收入", None, "财政拨款", "498.4", "其中"),
        ("收入", "二", "政府性基金预算拨款收入", "", "明细"),
        ("收入", "九", "其他收入", "20", "明细"),
        ("收入", None, "本年收入合计", "518.4", "小计"),
        ("收入", None, "上年结转结余", "", "明细"),
        ("收入", None, "收入总计", "518.4", "合计"),
        ("支出", "一", "一般公共服务", "457.95", "明细"),
        ("支出", "二", "外交", "", "明细"),
        ("支出", "三", "国防", "", "明细"),
        ("支出", "八", "社会保障和就业", "14.15", "明细"),
        ("支出", "二十一", "住房保障支出", "46.3", "明细"),
        ("支出", "三十四", "抗疫特别国债安排的支出", "", "明细"),
        ("支出", None, "本年支出合计", "518.4", "小计"),
        ("支出", None, "年终结转结余", "", "明细"),
        ("支出", None, "支出总计", "518.4", "合计"),
    ]
    assert [row["row"] for row in disclosure.rows["revenue_expenditure"]] == list(range(1, 17))


def test_a_word_cut_by_the_page_break_is_mended() -> None:
    disclosure = converted("page_break_in_word.md")
    columns = ("department_economic_code", "department_economic", "government_economic_code", "government_economic",
               "total", "general_budget_appropriation", "other_income", "row_kind")  # fmt: skip
    assert table(disclosure, "economic_classification", *columns) == [
        (None, "合计", None, None, "60.8", "40.8", "20", "合计"),
        (None, None, None, None, "60.8", "40.8", "20", "部门"),
        ("30101", "基本工资", "50101", "工资奖金津补贴", "36.5", "36.5", "", "明细"),
        ("30112", "其他社会保障缴费", "50102", "社会保障缴费", "1.3", "1.3", "", "明细"),
        ("30201", "办公费", "50201", "办公经费", "3", "3", "", "明细"),
        ("30213", "维修(护)费", "50209", "维修（护）费", "20", "", "20", "明细"),
    ]
    assert len(disclosure.source_tables) == 2


def test_an_amount_in_the_place_of_a_name_is_told() -> None:
    lines = [
        "舞阳县水利局2024年部门预算\n\n2024年一般公共预算支出情况表\n\n单位：万元\n",
        "| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |",
        "|---|---|---|---|---|",
        "|  | 合计 | 19.6 | 15.6 | 4.0 |",
        "| 2130301 | 行政运行 | 9.6 | 9.6 |  |",
        "| 2130304 | 6.0 | 6.0 |  |",  # its name is lost
        "| 2130314 | 防汛 | 4.0 |  | 4.0 |",
    ]
    (found,) = assemble(read("\n".join(lines).encode()), Hints()).disclosures
    names = [row.get("function") for row in found.rows["general_budget_expenditure"]]
    assert names == ["合计", "行政运行", None, "防汛"]
    (problem,) = [problem for problem in found.problems if problem.kind == "amount_unparsed"]
    assert problem.printed == "6.0"


def test_noughts_in_every_column_of_an_empty_form_name_nothing() -> None:
    lines = [
        "舞阳县水利局2024年部门预算\n\n2024年政府采购预算表\n\n单位：万元\n",
        "| 科目编码 | 单位名称 | 采购项目 | 采购目录 | 规格 | 采购数量 | 金额 |",
        "|---|---|---|---|---|---|---|",
        "|  | 合计 | 0 | 0 | 0 | 0 | 0 |",
    ]
    (found,) = assemble(read("\n".join(lines).encode()), Hints()).disclosures
    ((row,),) = [found.rows["procurement"]]
    assert {name: row.get(name) for name in ("item", "catalogue", "specification", "quantity", "amount")} == {
        "item": "合计", "catalogue": None, "specification": None, "quantity": 0, "amount": 0,
    }  # fmt: skip
    assert found.numbers_captured == found.numbers_printed == 5


@pytest.mark.parametrize("amounts", [("1,300.92", "66.67", "4.8"), ("13009200", "666700", "48000")])
@pytest.mark.parametrize("blanks", ["     ", " 0 0 "])
def test_columns_set_with_blanks_are_told(amounts: tuple[str, ...], blanks: str) -> None:
    labels = ("工资福利支出", "商品和服务支出", "资本性支出")
    printed = [f"{label}{blanks}{amount}" for label, amount in zip(labels, amounts, strict=True)]
    source = read("\n".join(["基本支出表", *printed, "联系电话     03721234567"]).encode())
    assert (source.outcome, [problem.kind for problem in source.problems]) == ("partial", ["table_lost"])
    assert "3 行" in source.problems[0].message


def test_a_table_whose_rows_were_lost_to_the_prose_is_not_declared_empty() -> None:
    lines = [
        "舞阳县水利局2024年部门预算\n\n目录\n\n一、部门收入总体情况表\n\n二、政府性基金预算支出情况表\n\n一、部门收入总体情况表\n",
        "| 科目编码 | 科目名称 | 合计 | 一般公共预算 | 政府性基金 |",
        "|---|---|---|---|---|",
        "合计 1300.92 1300.92 0.00",
        "2130301 行政运行 1200.92 1200.92 0.00",
        "2130304 水利行业业务管理 100.00 100.00 0.00\n",
        "二、政府性基金预算支出情况表\n",
        "| 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出 |",
        "|---|---|---|---|---|",
        "本表无数据，故为空表。",
    ]
    (found,) = assemble(read("\n".join(lines).encode()), Hints()).disclosures
    states = {state["form"]: state["state"] for state in found.form_states}
    assert states["revenue"] == "listed but missing"
    assert states["government_fund_expenditure"] == "declared empty"


def test_a_header_printed_again_above_rows_without_figures_is_no_target() -> None:
    header = [
        "| 单位编码（项目编码） | 项目单位（项目名称） | 项目金额（万元） | | 绩效目标 | | | |",
        "|---|---|---|---|---|---|---|---|",
        "| | | 资金总额 | 政府预算资金 | 成本指标 | | 产出指标 | |",
        "| | | | | 三级指标 | 指标值 | 三级指标 | 指标值 |",
    ]
    lines = [
        "舞阳县水利局2024年部门预算\n\n项目绩效目标汇总表\n",
        *header,
        "| 388001 | 舞阳县水利局 | 348.5 | 348.5 | | | | |",
        "| 411121240000000058863 | 河道治理 | 348.5 | 348.5 | 成本控制数 | ≤348.5万元 | 治理长度 | ≥20公里 |",
        "",
        *header,
        "| | | | | | | 及时率 | 100% |",
        "| | | | | | | 验收合格率 | ≥95% |",
    ]
    (found,) = assemble(read("\n".join(lines).encode()), Hints()).disclosures
    targets = [row["indicator"] for row in found.rows["project_targets"]]
    assert targets == ["成本控制数", "治理长度", "及时率", "验收合格率"]


def test_a_sentence_with_blanks_around_its_figures_is_no_lost_table() -> None:
    lines = (
        "舞阳县水利管理站2026年单位预算情况说明",
        "基本支出预算 1037103.63 元,占支出总预算的 95.57%,同比减少 43506.06 元,下降 4.03 %;",
        "项目支出预算 48100 元,占支出总预算的 4.43%,同比减少 2000 元,下降 3.99 %。",
        "2026 年政府采购预算 17000 元,同比增加 17000 元,上",
        "年无该预算,增长率无可比性。",
        "截至 2025 年 12 月 31 日,资产原值合计 2110003.55 元,",
        "其中房屋 700221 元。",
    )
    assert not read("\n".join(lines).encode()).problems
