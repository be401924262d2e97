"""The narrative of a whole invented disclosure: sections, stated figures, listed tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extract.narrative import Narrative, read

DEPARTMENT = "鹤城市河道管理局"
COVER = ["鹤城市河道管理局", "2024年度部门预算", "二〇二四年三月"]
CONTENTS = [
    "目 录",
    "第一部分 部门概况",
    "- 一、 主要职责",
    "第二部分 鹤城市河道管理局2024年部",
    "门预算情况说明",
    "第三部分 名词解释",
    "附件：鹤城市河道管理局2024年部门预算表",
    "- 一、2024年收支总体情况表；",
    "二、支出经济分类汇总表 …… 12",
    "三、一般公共预算“三公”经费",
    "支出情况表",
]
BODY = """第一部分
鹤城市河道管理局概况
一、主要职责
（一）管护市区河道，收缴水费300万元以上的单位由本局核定。
（二）完成交办的其他任务。
二、预算单位构成
1. 鹤城市河道管理局（本级）；
2. 鹤城市水闸管理所
第二部分
鹤城市河道管理局2024年度部门预算情况说明
一、收入支出预算总体情况说明
鹤城市河道管理局2024年收入总计1,250.5万元，支出总计1,250.5万元，与2023年预算相比，收入减少49.5万元，下降3.81%。主要原因：清淤完工；闸门检修顺延，经费减少；支出减少49.5万元，下降3.81%。主要原因：清淤完工。
二、收入预算总体情况说明
2024年收入合计1250.5万元，其中：一般公共预算1200.5万元，政府性基金预算收入50万元，上年结转结余0万元。
三、支出预算总体情况说明
2024年支出合计1250.5万元，其中：基本支出900.1万元，占71.98%；项目支出350.4万元，占28.02%。
四、财政拨款收支预算总体情况说明
2024年一般公共预算拨款收支1200.5万元，政府性基金预算拨款收支50万元。
一般公共预算拨款收支与上年相比，增加0.5万元，增长0.04%，主要原因是人员增加。
政府性基金预算拨款收支与上年相比，减少50万元，下降50%。
五、一般公共预算支出预算情况说明
2024年一般公共预算支出年初预算为1200.5万元。其中：基本支出900.1万元，占74.98%；项目支出300.4万元，占25.02%。主要用于以下方面：农林水（类）支出1000万元，
占83.3%；社会保障和就业支出（类）支出150.5万元，占12.54%；住房保障支出50万元，占4.16%。
1. 农林水支出（类）水利（款）水利行业业务管理（项）。2024年预算数为820万元，
比2023年预算数增加20万元，增长2.5%。主要是堤防巡查增加。
2. 农林水支出（类）水利（款）其他水利支出（项）。2024年预算数为180万元，与2023年预算相比，无增减变动。
六、“三公”经费支出预算情况说明
2024年“三公”经费预算为12.3万元。2024年“三公”经费支出预算数比2023年减少1.2万元，下降8.9%。
（一）因公出国（境）费0万元，与2023年相比，持平，主要原因是没有出访计划。
（二）公务用车购置及运行费11万元，一是公务用车购置费0万元，主要用于购车，与2023年相比，持平。二是公务用车运行费11万元，主要用于加油，比2023年减少12000元，下降9.8%，主要原因是封存一辆车。
（三）公务接待费1.3万元，与2023年相比，持平。
七、其他重要事项情况说明
（一）机关运行经费。2024年机关运行经费支出预算88.02万元，比2023年增加8.02万元，增长10.03%，主要原因是补足编制。
（二）政府采购预算情况
2024年政府采购预算安排60万元，其中：政府采购货物预算20万元、政府采购工程预算30万元、政府采购服务预算10万元。
（三）预算绩效管理情况
纳入绩效目标管理的金额为1250.5万元，支出项目9个。
（四）国有资产占用情况
2023年期末，我部门共有车辆5辆，其中：一般公务用车3辆、其他用车2辆；单价50万元以上通用设备2台（套），单位价值100万元以上专用设备1台（套）。2024年计划购置车辆1辆，单价100万元以上设备3台（套）。
（五）专项转移支付项目情况
我部门2024年无专项转移支付项目。
第三部分
名词解释
一、基本支出：指保障机构正常运转的支出。
二、项目支出：指完成特定任务的支出，如每年600万元的清淤。""".splitlines()


@pytest.fixture(scope="module")
def told() -> Narrative:
    return read([(None, line) for line in [*COVER, *CONTENTS, *BODY]], department=DEPARTMENT, year=2024)


def stated(told: Narrative, metric: str, label: str | None = None) -> list[dict[str, Any]]:
    rows = [row for row in told.statements if row["metric"] == metric and label in (None, row["label"])]
    columns = ("value", "share_percent", "change", "change_percent", "base_year", "reason")
    return [{name: row[name] for name in columns if row[name] is not None} for row in rows]


def figure(value: int, **others: object) -> dict[str, object]:
    exact = {k: Decimal(str(v)) if isinstance(v, int | float) and k != "base_year" else v for k, v in others.items()}
    return {"value": Decimal(value), **exact}


def test_totals_shares_and_changes_of_both_sides(told: Narrative) -> None:
    lower = {"change": -495000, "change_percent": -3.81, "base_year": 2023}
    whole = figure(12505000)
    long_reason = "清淤完工；闸门检修顺延，经费减少"
    assert stated(told, "revenue_total") == [figure(12505000, **lower, reason=long_reason), whole]
    assert stated(told, "expenditure_total") == [figure(12505000, **lower, reason="清淤完工"), whole]
    basic = [row for row in told.statements if row["metric"] == "basic_total"]
    assert [(row["share_percent"], row["funding"]) for row in basic] == [
        (Decimal("71.98"), None),
        (Decimal("74.98"), "一般公共预算"),
    ]
    assert stated(told, "project_total") == [figure(3504000, share_percent=28.02), figure(3004000, share_percent=25.02)]


def test_a_part_named_general_budget_is_revenue_or_expenditure_by_its_whole(told: Narrative) -> None:
    risen = {"change": 5000, "change_percent": 0.04, "base_year": 2023, "reason": "人员增加"}
    assert stated(told, "general_budget_revenue") == [figure(12005000), figure(12005000, **risen)]
    assert stated(told, "general_budget_expenditure") == [figure(12005000, **risen), figure(12005000)]
    assert not any(row["change"] == -500000 for row in told.statements), "the fund's change belongs to no metric"


def test_functions_by_name_and_by_marks(told: Narrative) -> None:
    function = "function_expenditure"
    assert stated(told, function, "农林水支出") == [figure(10000000, share_percent=83.3)]
    assert stated(told, function, "社会保障和就业支出") == [figure(1505000, share_percent=12.54)]
    assert stated(told, function, "住房保障支出") == [figure(500000, share_percent=4.16)]
    assert stated(told, function, "水利行业业务管理") == [
        figure(8200000, change=200000, change_percent=2.5, base_year=2023, reason="堤防巡查增加")
    ]
    assert stated(told, function, "其他水利支出") == [figure(1800000, change=0, base_year=2023)]
    chain = next(row["sentence"] for row in told.statements if row["label"] == "其他水利支出")
    assert chain.startswith("2. 农林水支出（类）水利（款）其他水利支出（项）。2024年预算数为180万元")


def test_three_public_expenses_and_their_parts(told: Narrative) -> None:
    flat = {"change": 0, "base_year": 2023}
    fewer = {"change": -12000, "base_year": 2023}
    assert stated(told, "three_public", "“三公”经费") == [figure(123000, **fewer, change_percent=-8.9)]
    assert stated(told, "overseas_travel") == [figure(0, **flat, reason="没有出访计划")]
    assert stated(told, "vehicle_purchase") == [figure(0, **flat)]
    assert stated(told, "vehicle_operation") == [figure(110000, **fewer, change_percent=-9.8, reason="封存一辆车")]
    assert stated(told, "reception") == [figure(13000, **flat)]


def test_other_matters(told: Narrative) -> None:
    assert stated(told, "agency_operation") == [
        figure(880200, change=80200, change_percent=10.03, base_year=2023, reason="补足编制")
    ]
    kinds = ("procurement", "procurement_goods", "procurement_works", "procurement_services")
    assert [stated(told, kind) for kind in kinds] == [
        [figure(600000)], [figure(200000)], [figure(300000)], [figure(100000)],
    ]  # fmt: skip
    stock = {row["metric"]: (row["value"], row["value_unit"], row["as_of"]) for row in told.statements if row["as_of"]}
    assert stock == {
        "vehicles": (5, "辆", "2023-12-31"),
        "equipment_500k": (2, "台（套）", "2023-12-31"),
        "equipment_1m": (1, "台（套）", "2023-12-31"),
    }
    assert stated(told, "projects_with_targets") == [figure(9)]
    (none,) = [row for row in told.statements if row["metric"] == "transfer_projects"]
    assert (none["value"], none["value_unit"], none["sentence"]) == (0, "个", "我部门2024年无专项转移支付项目。")


def test_what_is_outside_the_list_is_kept_apart(told: Narrative) -> None:
    assert not told.problems
    first = told.outside[0]
    assert (first.printed, first.value, first.quantum) == ("政府性基金预算收入50万元", Decimal(500000), Decimal(10000))
    assert len(told.outside) == 5


def test_an_amount_that_is_not_understood_is_a_problem() -> None:
    lines = [*BODY[8:12], "另安排河长公示牌更换费7.5万元。"]
    told = read([(4, line) for line in lines], department=DEPARTMENT, year=2024)
    (problem,) = told.problems
    assert (problem.kind, problem.printed, problem.page) == ("statement_unmatched", "另安排河长公示牌更换费7.5万元", 4)


def test_sections_have_the_headings_paths(told: Narrative) -> None:
    paths = [row["path"] for row in told.sections]
    part = "第二部分 鹤城市河道管理局2024年度部门预算情况说明"
    assert paths[:4] == ["封面", "目录", "第一部分 鹤城市河道管理局概况", "第一部分 鹤城市河道管理局概况/一、主要职责"]
    assert f"{part}/七、其他重要事项情况说明/（一）机关运行经费" in paths
    assert f"{part}/七、其他重要事项情况说明/（四）国有资产占用情况" in paths
    assert paths[-2:] == ["第三部分 名词解释/一、基本支出", "第三部分 名词解释/二、项目支出"]
    assert [row["heading"] for row in told.sections][-2:] == ["基本支出", "项目支出"]
    units = next(row for row in told.sections if row["heading"] == "预算单位构成")
    assert units["text"].endswith("2. 鹤城市水闸管理所"), "a list item is no heading"
    assert [row["number"] for row in told.sections] == list(range(1, len(paths) + 1))
    by_number = {row["number"]: row for row in told.sections}
    for row in told.statements:
        assert row["sentence"][:20] in by_number[row["section"]]["text"].replace("\n", "")


def test_tables_listed_in_the_contents(told: Narrative) -> None:
    assert told.listed_forms == ["2024年收支总体情况表", "支出经济分类汇总表", "一般公共预算“三公”经费支出情况表"]


def test_contents_without_their_title_between_two_headings_of_the_first_part() -> None:
    lines = (
        "鹤城中医院2024年单位预算", "第一部分 鹤城中医院概况", "一、主要职责", "第二部分 鹤城中医院2024年单位预算表",
        "一、《收支预算总表》", "二、《单位收入总表》",
        "第三部分 鹤城中医院2024年单位预算情况说明", "一、收支预算情况说明",
        "第一部分 鹤城中医院概况", "一、主要职责", "鹤城中医院是一家二级甲等中医院。",
        "第三部分 鹤城中医院2024年单位预算情况说明", "一、收支预算情况说明", "2024年收入预算总额为1052.36万元。",
    )  # fmt: skip
    told = read([(1, line) for line in lines], department="鹤城中医院", year=2024)
    assert told.listed_forms == ["收支预算总表", "单位收入总表"]
    assert [row["path"] for row in told.sections][:2] == ["封面", "目录"]
    assert [row["metric"] for row in told.statements] == ["revenue_total"]
    assert not read([(1, line) for line in lines[8:]], department=None, year=2024).listed_forms


def test_a_section_over_the_limit_goes_on_in_further_rows() -> None:
    lines = [*BODY[8:11], *(f"第{n}段说明文字" + "长" * 400 + "。" for n in range(60))]
    sections = read([(None, line) for line in lines], department=None, year=2024).sections
    assert all(len(row["text"].encode()) <= 20_000 for row in sections)
    assert [row["heading"] for row in sections].count("收入支出预算总体情况说明") == 4
    assert "".join(row["text"] for row in sections).count("长") == 24_000
