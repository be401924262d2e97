"""Small documents as other cities' departments publish them, drawn here and read by the real path."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.document import Cell, Grid, Row
from extract.rows.indicators import parse_target
from extract.tables.captions import read_caption
from tests.extract.drawing import BODY, COVER, UNIT, Frame, Sheet, column, drawn, extracted

BALANCE = [
    "收入|<|支出|<",
    "项目|金额|项目|金额",
    "一、一般公共预算|12.5|一、一般公共服务|12.5",
    "其中：财政拨款|12.5|二、外交|",
    "本年收入合计|12.5|本年支出合计|12.5",
    "上年结转结余||年终结转结余|",
    "收入总计|12.5|支出总计|12.5",
]
REVENUE = ["单位代码|单位名称|总计|本年收入合计", "|合计|12.5|12.5", "070|舞阳县水利局|12.5|12.5"]


def test_a_title_left_at_the_foot_of_the_page_before_its_table() -> None:
    found = extracted(
        drawn(
            COVER,
            ["收支总体情况表", BODY, UNIT, Frame(BALANCE), "收入总体情况表", BODY],
            [UNIT, Frame(REVENUE)],
        )
    )
    assert (found.keys.city, found.keys.county, found.keys.department) == ("漯河市", "舞阳县", "舞阳县水利局")
    assert column(found, "revenue", "row_kind", "budget_unit_code", "total") == [
        ("合计", None, Decimal(125000)),
        ("明细", "070", Decimal(125000)),
    ]
    assert len(found.rows["revenue_expenditure"]) == 10
    assert found.numbers_printed == found.numbers_captured


def test_contents_at_the_foot_of_a_page_name_no_table_of_the_next_one() -> None:
    found = extracted(
        drawn(
            [*COVER, "目录", "一、收支总体情况表", "二、收入总体情况表"],
            [Frame(["项目|金额", "购置设备|3.5"])],
            ["收支总体情况表", BODY, UNIT, Frame(BALANCE)],
        )
    )
    assert set(found.rows) == {"revenue_expenditure"}


def test_a_page_that_goes_on_with_a_row_of_labels() -> None:
    found = extracted(drawn(COVER, ["收支总体情况表", BODY, UNIT, Frame(BALANCE[:5])], [Frame(BALANCE[5:])]))
    rows = column(found, "revenue_expenditure", "side", "item", "amount", "row_kind")
    assert rows[3:5] == [("收入", "上年结转结余", None, "明细"), ("收入", "收入总计", Decimal(125000), "合计")]
    assert rows[8:] == [("支出", "年终结转结余", None, "明细"), ("支出", "支出总计", Decimal(125000), "合计")]


def test_a_form_of_frames_whose_later_page_has_a_column_more() -> None:
    aims = ["年度履职目标|保证全市水库安全度汛。|<|<", "预算情况|部门预算总额（万元）|<|12.5"]
    targets = [
        "^|1、资金来源：|（1）政府预算资金|12.5|<",
        "一级指标|二级指标|三级指标|指标值|指标值说明",
        "产出指标|重点工作任务完成|水库除险|≥95%|按座统计",
        "效益指标|履职效益|防洪能力|提高|",
    ]
    found = extracted(
        drawn(
            COVER,
            ["收支总体情况表", BODY, UNIT, Frame(BALANCE), "整体绩效目标表", "（2024年度）",
             Frame(aims, (0, 15, 35, 60, 100))],
            [Frame(targets, (0, 15, 35, 60, 75, 100))],
        )
    )  # fmt: skip
    assert column(found, "department_targets", "level1", "level2", "level3", "target", "note") == [
        ("产出指标", "重点工作任务完成", "水库除险", "≥95%", "按座统计"),
        ("效益指标", "履职效益", "防洪能力", "提高", None),
    ]
    assert column(found, "department_funding", "item", "amount") == [
        ("部门预算总额（万元）", Decimal(125000)),
        ("政府预算资金", Decimal(125000)),
    ]


def test_forms_numbered_as_annexes_of_annexes() -> None:
    projects = ["类型|项目名称|项目单位|合计", "|||3.5", "特定目标类|水库除险加固|舞阳县水利局|3.5"]
    found = extracted(
        drawn(
            COVER,
            ["附表1-1 收支总体情况表", BODY, UNIT, Frame(BALANCE)],
            ["附表1-11 项目支出预算表", BODY, UNIT, Frame(projects)],
        )
    )
    assert column(found, "projects", "row_kind", "project", "total") == [
        ("合计", None, Decimal(35000)),
        ("明细", "水库除险加固", Decimal(35000)),
    ]


def test_a_target_broken_inside_its_number() -> None:
    assert parse_target("≥9 5%") == {"target_sign": "≥", "target_value": Decimal(95), "target_unit": "%"}
    assert parse_target("2024 年") == {}


def test_a_total_that_looks_like_a_year_is_data() -> None:
    header = ["科目编码|<|<|单位（科目名称）|合计|基本支出|项目支出", "类|款|项|^|^|^|^"]
    rows = ["|||合计|2025||2025", "213|03|05|水利工程建设|2025||2025"]
    found = extracted(
        drawn(
            COVER,
            ["收支总体情况表", BODY, UNIT, Frame(BALANCE)],
            ["支出总体情况表", BODY, UNIT, Frame([*header, *rows])],
        )
    )
    assert column(found, "expenditure", "row_kind", "function_code", "total", "project_total") == [
        ("合计", None, Decimal(20250000), Decimal(20250000)),
        ("明细", "2130305", Decimal(20250000), Decimal(20250000)),
    ]


def test_a_note_under_a_table_is_nobodys_name() -> None:
    found = extracted(
        drawn(COVER, ["收支总体情况表", BODY, UNIT, Frame(BALANCE), "注：本表按功能分类列示，2024年预算12.5万元。"])
    )
    assert (found.keys.department, found.problems) == ("舞阳县水利局", [])


def test_final_accounts_that_print_the_budget_beside_them() -> None:
    parts = "合计|因公出国|公务用车购置及运行费|<|<|公务接待费"
    below = "^|^|小计|购置费|运行费|^"
    balance = [
        row.replace("项目|金额", "项目|年初预算数|决算数").replace("收入|<|支出|<", "收入|<|<|支出|<|<")
        for row in BALANCE
    ]
    balance[2:] = [re.sub(r"\|([\d.]*)(?=\||$)", r"|9.9|\1", row) for row in BALANCE[2:]]
    found = extracted(
        drawn(
            ["舞阳县水利局", "2023年度部门决算"],
            ["收入支出决算总表", "部门：舞阳县水利局", "金额单位：万元", Frame(balance)],
            ["“三公”经费支出决算表", "部门：舞阳县水利局", "金额单位：万元",
             Frame(["预算数|<|<|<|<|<|决算数|<|<|<|<|<", f"{parts}|{parts}", f"{below}|{below}",
                    "7|0|5|0|5|2|6|0|4.5|0|4.5|1.5"])],
        )
    )  # fmt: skip
    assert (found.keys.stage, found.keys.year) == ("决算", 2023)
    assert column(found, "three_public", "total", "vehicles_total", "vehicle_operation", "reception") == [
        (Decimal(60000), Decimal(45000), Decimal(45000), Decimal(15000))
    ]
    (row,) = found.rows["three_public"]
    assert (len(row["unplaced"]), row["unplaced"]["预算数/合计"]) == (6, "7")
    assert set(column(found, "revenue_expenditure", "amount")) == {(Decimal(125000),), (None,)}
    assert found.numbers_captured + found.numbers_unplaced == found.numbers_printed


def test_a_cover_inside_a_frame() -> None:
    found = extracted(
        drawn(
            [Frame(["|", "舞阳县水利局 2024年部门预算|<"])],
            ["目录", "三、2024年度部门主要工作任务及目标", "第二部分 2024年度部门预算表"],
            ["收支总体情况表", UNIT, Frame(BALANCE)],
        )
    )
    assert (found.keys.department, found.keys.year, found.keys.city) == ("舞阳县水利局", 2024, "漯河市")


def test_two_forms_in_one_frame_and_the_rest_of_a_balance_above_the_second() -> None:
    found = extracted(
        drawn(
            COVER,
            ["收支预算总表", BODY, UNIT, Frame(BALANCE[:4])],
            [
                Frame(
                    [
                        "小计||小计|",
                        "收入总计|12.5|支出总计|12.5",
                        "收入预算总表|<|<|<",
                        "部门：舞阳县水利局|<|<|单位：万元",
                        "单位代码|单位名称|总计|本年收入合计",
                        "|合计|12.5|12.5",
                        "070|舞阳县水利局|12.5|12.5",
                    ]
                )
            ],
        )
    )
    assert column(found, "revenue_expenditure", "side", "item", "amount")[-1] == ("支出", "支出总计", Decimal(125000))
    assert column(found, "revenue", "budget_unit", "total") == [
        ("合计", Decimal(125000)),
        ("舞阳县水利局", Decimal(125000)),
    ]
    assert [(table["number"], table["form"]) for table in found.source_tables] == [
        (1, "revenue_expenditure"),
        (2, "revenue_expenditure"),
        (3, "revenue"),
    ]
    assert {row["source_row"] for row in found.rows["revenue"]} == {3, 4}


def test_a_title_whose_end_alone_would_be_another_forms() -> None:
    spent = ["合计|三公经费|<|<", "^|小计|因公出国（境）费|公务接待费", "9|7|5|2"]
    found = extracted(
        drawn(COVER, ["公开09表：一般公共预算“三公”经费、会议费、培训费", "支出预算表", BODY, UNIT, Frame(spent)])
    )
    assert column(found, "three_public", "total", "overseas_travel") == [(Decimal(70000), Decimal(50000))]
    assert "expenditure" not in found.rows


def test_a_title_and_its_unit_in_one_cell() -> None:
    row: Row = [Cell("收入总体情况表\n部门：舞阳县水利局 单位：万元"), None, None]
    caption, skipped = read_caption(Grid([row, [Cell("单位代码"), Cell("单位名称"), Cell("总计")]], 1))
    assert (caption.title, caption.form and caption.form.name, caption.unit, skipped) == (
        "收入总体情况表", "revenue", "万元", 1,
    )  # fmt: skip


def test_a_form_that_is_a_title_and_a_note() -> None:
    found = extracted(
        drawn(
            [*COVER, "目录", "一、收支总体情况表", "二、政府性基金预算支出情况表", "三、“三公”经费支出情况表"],
            ["收支总体情况表", BODY, UNIT, Frame(BALANCE)],
            ["政府性基金预算支出情况表", BODY, UNIT, "说明：我局没有政府性基金预算，故本表无数据。"],
        )
    )
    states = {state["form"]: state["state"] for state in found.form_states}
    assert states["revenue_expenditure"] == "filled"
    assert states["government_fund_expenditure"] == "declared empty"
    assert states["three_public"] == "listed but missing"
    assert states["state_capital_expenditure"] == "absent"


def test_a_disclosure_of_tables_alone() -> None:
    found = extracted(drawn([*COVER, UNIT, Frame(["收支总体情况表|<|<|<", *BALANCE])]))
    assert len(column(found, "revenue_expenditure", "item")) == 10


def test_units_that_disagree_are_told() -> None:
    heads = ["单位代码|单位名称|总计（元）|本年收入合计", *REVENUE[1:]]
    found = extracted(drawn(COVER, ["收入总体情况表", UNIT, Frame(heads)]))
    (told,) = [problem for problem in found.problems if problem.kind == "unit_disagrees"]
    assert (told.page, told.printed) == (2, "元")
    assert column(found, "revenue", "total")[0] == (Decimal(125000),)


def test_a_sentence_is_no_title() -> None:
    told = "（一）舞阳县水利局2024年部门预算收入总计12.5万元，支出总计12.5万元。"
    found = extracted(drawn([told], ["2024年部门预算收支总体情况表", BODY, UNIT, Frame(BALANCE)]))
    assert (found.keys.department, found.keys.year) == ("舞阳县水利局", 2024)
    assert "12.5" not in (found.keys.title or "")


def test_figures_beside_no_label_of_a_balance_are_told() -> None:
    rows = [
        "收入|<|支出|<",
        "项目|金额|项目|金额",
        "一、财政拨款|9|一、农林水支出|9",
        "|||约三成",
        "收入总计|9|支出总计|9",
    ]
    found = extracted(drawn(COVER, ["收支总体情况表", BODY, UNIT, Frame(rows)]))
    told = [(problem.kind, problem.printed) for problem in found.problems if problem.kind == "row_unplaced"]
    assert told == [("row_unplaced", "约三成")]
    assert len(found.rows["revenue_expenditure"]) == 4


def test_the_codes_of_units_in_the_column_of_projects_codes() -> None:
    rows = [
        "类型|项目编码|项目名称|项目单位|合计",
        "|||合计|8.5",
        "|151||舞阳县水利局|8.5",
        "|151001||舞阳县水利局|8.5",
        "特定目标类|411121240000000000001|水库除险加固|舞阳县水利局|3.5",
        "特定目标类|411121240000000000002|河道清淤|舞阳县水利局|5",
    ]
    projects: Sheet = ["项目支出预算表", BODY, UNIT, Frame(rows)]
    found = extracted(drawn(COVER, ["收支总体情况表", BODY, UNIT, Frame(BALANCE)], projects))
    assert column(found, "projects", "row_kind", "project_code", "budget_unit_code", "project") == [
        ("合计", None, None, "合计"),
        ("部门", None, "151", None),
        ("单位", None, "151001", None),
        ("明细", "411121240000000000001", "151001", "水库除险加固"),
        ("明细", "411121240000000000002", "151001", "河道清淤"),
    ]


def test_parts_of_the_carry_over_of_which_only_the_first_is_marked() -> None:
    rows = [
        "收入|<|支出|<",
        "项目|金额|项目|金额",
        "一、一般公共预算|27.42|一、农林水支出|34.22",
        "本年收入合计|27.42|本年支出合计|34.22",
        "上年结转结余|6.80|年终结转结余|",
        "其中：一般公共预算结转|0.47||",
        "政府性基金结转|6.33||",
        "收入总计|34.22|支出总计|34.22",
    ]
    found = extracted(drawn(COVER, ["收支总体情况表", BODY, UNIT, Frame(rows)]))
    kinds = dict(column(found, "revenue_expenditure", "item", "row_kind"))
    assert [kinds[item] for item in ("上年结转结余", "一般公共预算结转", "政府性基金结转", "收入总计")] == [
        "明细",
        "其中",
        "其中",
        "合计",
    ]
