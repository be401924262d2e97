"""The same forms under other provinces' names and layouts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extract.assemble import assemble
from extract.identity import Hints
from extract.inspection.inspecting import Drawing
from extract.readers import read
from extract.worker import TIMEOUT
from tests.extract.drawing import BODY, COVER, UNIT, Frame, Sheet, column, drawn, extracted, yuan
from yusuan.trial import look_at_file


def test_projects_and_their_units_in_one_column_without_a_total() -> None:
    rows = [
        "支出项目类别|总计|2026年预算|<",
        "^|^|一般公共预算拨款|政府性基金预算拨款",
        "舞阳县水利局|90|80|10",
        "防汛物资|60|60|0",
        "河道清淤|30|20|10",
    ]
    found = extracted(drawn(COVER, ["项目支出总表", UNIT, Frame(rows)]))
    assert column(found, "projects", "budget_unit", "project", "total", "row_kind") == [
        ("舞阳县水利局", None, *yuan(90), "单位"),
        ("舞阳县水利局", "防汛物资", *yuan(60), "明细"),
        ("舞阳县水利局", "河道清淤", *yuan(30), "明细"),
    ]


def test_three_public_split_by_fund_takes_the_general_budget() -> None:
    funds = "一般公共预算|政府性基金预算"
    rows = [
        "预算单位|年度|总计|<|公务接待费|<|公务用车购置及运行维护费|<|<|<",
        "^|^|^|^|^|^|小计|<|公务用车运行维护费|<",
        f"^|^|{funds}|{funds}|{funds}|{funds}",
        "舞阳县水利局|2023年|7|0|2|0|5|0|5|0",
        "^|2024年|6|0|1|0|5|0|5|0",
        "^|增减变化金额|-1|0|-1|0|0|0|0|0",
    ]
    found = extracted(drawn(COVER, ["财政拨款“三公”经费支出表", UNIT, Frame(rows)]))
    assert column(found, "three_public", "total", "reception", "vehicles_total", "vehicle_operation") == [
        yuan(6, 1, 5, 5)
    ]
    assert found.rows["three_public"][0]["unplaced"]["预算单位"] == "舞阳县水利局"


def test_three_public_of_two_years_below_each_other_with_the_money_in_the_heads() -> None:
    rows = [
        "年度|“三公”经费财政拨款预算总额|公务接待费|公务用车购置和运行维护费|<|<",
        "^|^|^|小计|公务用车购置费|公务用车运行维护费",
        "2023年|10|4|6|0|6",
        "2024年|9|3|6|0|6",
    ]
    found = extracted(drawn(COVER, ["财政拨款“三公”经费支出表", UNIT, Frame(rows)]))
    assert column(found, "three_public", "total", "reception", "vehicles_total") == [yuan(9, 3, 6)]
    (told,) = (problem.message for problem in found.problems if problem.kind == "row_unplaced")
    assert "其他年度" in told


def test_an_amount_of_another_year_that_begins_like_a_year_is_no_year() -> None:
    rows = [
        "单位名称|上年|<|本年|<|<",
        "^|合计|公务接待费|合计|公务接待费|公务用车运行费",
        "合计|30400|20400|35000|10000|25000",
        "舞阳县水利局|30400|20400|35000|10000|25000",
    ]
    found = extracted(drawn(COVER, ["“三公”经费支出预算表", "单位：元", Frame(rows)]))
    assert column(found, "three_public", "total", "reception", "vehicle_operation", "row_kind") == [
        (Decimal(35000), Decimal(10000), Decimal(25000), "合计"),
        (Decimal(35000), Decimal(10000), Decimal(25000), "明细"),
    ]


def test_procurement_by_catalogue_unit_and_goods() -> None:
    rows = [
        "采购品目大类|专项名称|采购品目名称|采购组织形式|总计",
        "合计||||16",
        "货物||||16",
        "舞阳县水利局||||16",
        "|设备购置|水泵|集中采购|8",
        "|设备购置|闸门|分散采购|8",
    ]
    found = extracted(drawn(COVER, ["政府采购支出表", UNIT, Frame(rows)]))
    assert column(found, "procurement", "item", "amount", "row_kind") == [
        ("合计", *yuan(16), "合计"),
        (None, *yuan(16), "小计"),
        (None, *yuan(16), "单位"),
        ("水泵", *yuan(8), "明细"),
        ("闸门", *yuan(8), "明细"),
    ]


def test_money_left_over_is_a_part_of_a_projects_sheet() -> None:
    rows = [
        "项目名称|河道清淤|<|<",
        "项目资金（万元）|年度资金总额：|<|21.5",
        "^|其中：财政拨款|<|14",
        "^|上年结转|<|7.5",
        "绩效指标|一级指标|三级指标|指标值",
        "^|产出指标|清淤长度|≥3公里",
    ]
    found = extracted(drawn(COVER, ["项目绩效目标表", Frame(rows)]))
    assert column(found, "project_targets", "indicator", "target") == [("清淤长度", "≥3公里")]
    assert column(found, "project_funding", "project", "total", "government_budget", "unplaced") == [
        ("河道清淤", *yuan(21.5, 14), {"上年结转（万元）": "7.5"})
    ]


def test_a_projects_sheet_whose_title_names_the_project() -> None:
    rows = [
        "专项资金情况（万元）|资金总额：|12|<|<",
        "^|财政拨款：|12|<|<",
        "项目实施期目标|河道畅通|<|<|<",
        "绩效目标指标|一级指标|二级指标|三级指标|目标值",
        "^|产出指标|数量指标|清淤长度|≥3公里",
        "^|^|质量指标||≥98%",
    ]
    every = "2024年度部门预算项目绩效目标表"
    found = extracted(drawn(COVER, ["河道清淤项目绩效目标表", Frame(rows)]))
    assert column(found, "project_funding", "project", "total") == [("河道清淤", *yuan(12))]
    assert column(found, "project_targets", "project", "indicator", "target") == [("河道清淤", "清淤长度", "≥3公里")]
    assert "质量指标 | ≥98%" in [problem.printed for problem in found.problems if problem.kind == "row_unplaced"]
    assert not column(extracted(drawn(COVER, [every, Frame(rows)])), "project_funding", "project")
    quoted = extracted(drawn(COVER, ["“河长制”宣传项目绩效目标表", Frame(rows)]))
    assert column(quoted, "project_funding", "project") == [("“河长制”宣传",)]


def test_the_body_that_the_objectives_form_names_in_a_cell_and_the_header_over_its_tasks() -> None:
    rows = [
        "部门名称|舞阳县水利局|<|<",
        "总体绩效目标|保障防洪安全|<|<",
        "年度重点工作任务|名称|主要实施内容|期望达到的目标（概述）",
        "^|河道清淤|清淤三公里|行洪通畅",
        "一级指标|二级指标|三级指标|指标值",
        "产出指标|数量指标|清淤长度|3公里",
    ]
    found = extracted(drawn(["部门整体绩效目标申报表", "（2024年度）", Frame(rows)]))
    assert (found.keys.department, found.keys.county, found.keys.year) == ("舞阳县水利局", "舞阳县", 2024)
    assert column(found, "department_tasks", "part", "task", "content") == [
        ("年度履职目标", None, "保障防洪安全"),
        ("年度主要任务", "河道清淤", "清淤三公里 行洪通畅"),
    ]


def test_amounts_of_the_objectives_form_in_two_lists_beside_each_other() -> None:
    rows = [
        "部门名称|舞阳县水利局|<|<|<",
        "预算整体情况|部门预算支出|预算金额（万元）|收入来源|预算金额（万元）",
        "^|基本支出|80.5|财政拨款|90.5",
        "^|项目支出|20|其他资金|10",
        "^|事业发展性支出|预算金额（万元）|按预算级次划分|预算金额（万元）",
        "^|财政专项资金|0|市本级使用资金|100.5",
        "总体绩效目标|保障防洪安全|<|<|<",
        "年度重点工作任务|名称|主要实施内容|拟投入的资金（万元）|期望达到的目标（概述）",
        "^|河道清淤|清淤三公里|12.5|行洪通畅",
        "一级指标|二级指标|三级指标|指标值|<",
        "产出指标|数量指标|清淤长度|3公里|<",
    ]
    found = extracted(drawn(["部门整体预算绩效目标申报表", "（2024年度）", Frame(rows)]))
    assert column(found, "department_funding", "parent", "item", "amount", "row_kind") == [
        ("资金结构", "基本支出", *yuan(80.5), "明细"),
        ("资金来源", "财政拨款", *yuan(90.5), "明细"),
        ("资金结构", "项目支出", *yuan(20), "明细"),
        ("资金来源", "其他资金", *yuan(10), "明细"),
    ]
    assert [problem.printed for problem in found.problems if problem.kind == "amount_unplaced"] == [
        "财政专项资金 | 0",
        "市本级使用资金 | 100.5",
    ]
    assert column(found, "department_tasks", "task", "content", "unplaced")[-1] == (
        "河道清淤",
        "清淤三公里 行洪通畅",
        {"拟投入的资金（万元）": "12.5"},
    )


@pytest.mark.parametrize(
    ("number", "levels", "told"), [("1", ["数量指标", None, None, "成本指标"], ["从此行起 2 行的二级指标没有印出"]),
                                   ("3", ["数量指标", "成本指标", "成本指标", "成本指标"], [])]
)  # fmt: skip
def test_a_level_printed_below_the_pages_end_is_not_that_of_another_group(
    number: str, levels: list[str | None], told: list[str]
) -> None:
    """A merged cell's word may stand on the next page; where the numbers begin again there it is another cell's."""
    rows = [
        "一级指标|二级指标|指标内容|指标值",
        "产出指标|数量指标|指标1：清淤长度|3公里",
        "^||指标1：验收合格率|100%",
        "^|^|指标2：返工率|0",
    ]
    page: Sheet = ["部门整体支出绩效目标表", "（2024年度）", "部门名称：舞阳县水利局", Frame(rows)]
    found = extracted(drawn(page, [Frame([f"|成本指标|指标{number}：成本控制|≤9万元"])]))
    assert [level for (level,) in column(found, "department_targets", "level2")] == levels
    problems = [problem for problem in found.problems if problem.kind == "level_unknown"]
    assert [problem.message.split("：")[1] for problem in problems] == told
    assert all(problem.page == 1 for problem in problems)


def test_a_row_of_other_words_is_not_the_rest_of_the_row_above_the_pages_end() -> None:
    """A page whose columns are told wrongly: what stands beside the target says that the row is its own."""
    rows = ["一级指标|二级指标|指标内容|指标值", "产出指标|数量指标|指标1：建立队伍|一支"]
    page: Sheet = ["部门整体支出绩效目标表", "（2024年度）", "部门名称：舞阳县水利局", Frame(rows)]
    found = extracted(drawn(page, [Frame(["|指标2：死亡人数||下降", "产出指标|质量指标|指标3：合格率|98%"])]))
    assert column(found, "department_targets", "target") == [("一支",), ("98%",)]
    assert "指标2：死亡人数 | 下降" in [problem.printed for problem in found.problems]


def test_indicators_with_sign_and_unit_in_columns_of_their_own() -> None:
    rows = [
        "当年整体绩效目标|保障防汛|<|<|<",
        "绩效指标|指标名称|指标性质|指标值|计量单位",
        "^|防汛演练|≥|4|次",
        "^|群众满意度|≥|90|%",
    ]
    found = extracted(drawn(COVER, ["2024年部门整体绩效目标表", Frame(rows)]))
    assert column(found, "department_tasks", "content") == [("保障防汛",)]
    assert column(found, "department_targets", "level3", "target", "target_value", "target_unit") == [
        ("防汛演练", "≥4次", Decimal(4), "次"),
        ("群众满意度", "≥90%", Decimal(90), "%"),
    ]
    assert not [problem for problem in found.problems if problem.kind == "level_unknown"]


def test_two_sheets_of_projects_with_one_name() -> None:
    def sheet(body: str, amount: str) -> Frame:
        rows = [
            "项目名称|河道清淤|<|<",
            f"主管部门|{body}|<|<",
            f"项目资金（万元）|年度资金总额：|<|{amount}",
            "绩效指标|一级指标|三级指标|指标值",
            f"^|产出指标|清淤长度|≥{amount}公里",
        ]
        return Frame(rows)

    sheets: list[Sheet] = [["项目绩效目标表", sheet("舞阳县水利局", "3")], [sheet("舞阳县水利站", "5")]]
    found = extracted(drawn(COVER, *sheets))
    assert column(found, "project_funding", "project", "total") == [
        ("河道清淤", *yuan(3)),
        ("河道清淤", *yuan(5)),
    ]
    assert column(found, "project_targets", "target") == [("≥3公里",), ("≥5公里",)]


def test_the_closing_rows_of_a_balance_on_a_page_that_draws_fewer_columns() -> None:
    rows = [
        "收入|<|支出|<|<|<",
        "项目|金额|功能科目名称|金额|支出用途|金额",
        "一、财政拨款|30|一、一般公共服务支出|10|一、基本支出|22",
        "二、其他资金||二、农林水支出|20|二、项目支出|8",
    ]
    closing = ["当年收入小计|30|当年支出小计|30", "收入合计|30|支出合计|30"]
    found = extracted(
        drawn(
            COVER,
            ["收支预算总表", BODY, UNIT, Frame(rows, (0, 15, 30, 48, 60, 80, 100))],
            [Frame(closing, (0, 15, 30, 80, 100))],
        )
    )
    assert [
        row for row in column(found, "revenue_expenditure", "side", "item", "amount") if row[1][-2:] in "小计合计"
    ] == [
        ("收入", "当年收入小计", *yuan(30)),
        ("收入", "收入合计", *yuan(30)),
        ("支出", "当年支出小计", *yuan(30)),
        ("支出", "支出合计", *yuan(30)),
    ]


def test_personnel_public_and_project_spending_under_the_words_of_shaanxi(tmp_path: Path) -> None:
    function = [
        "功能科目编码|功能科目名称|合计|人员经费支出|公用经费支出|专项业务经费支出",
        "|合计|9|3|2|4",
        "213|农林水支出|9|3|2|4",
        "03|水利|9|3|2|4",
        "2130301|行政运行|5|3|2|",
        "2130305|水利工程建设|4|||4",
    ]
    economic = [
        "部门经济科目编码|部门经济科目名称|政府经济科目编码|政府经济科目名称|合计|人员经费支出|公用经费支出",
        "|合计|||5|3|2",
        "30101|基本工资|50101|工资奖金津补贴|3|3|",
        "30201|办公费|50201|办公经费|2||2",
    ]
    file = tmp_path / "budget.pdf"
    file.write_bytes(
        drawn(
            COVER,
            ["2024年部门综合预算一般公共预算支出明细表（按支出功能分类科目）", UNIT, Frame(function)],
            ["2024年部门综合预算一般公共预算基本支出明细表（按支出经济分类科目）", UNIT, Frame(economic)],
        )
    )
    found = extracted(file.read_bytes())
    assert column(found, "general_budget_expenditure", "function_code", "total", "project_total", "row_kind") == [
        (None, *yuan(9, 4), "合计"),
        ("213", *yuan(9, 4), "小计"),
        ("21303", *yuan(9, 4), "小计"),
        ("2130301", *yuan(5), None, "明细"),
        ("2130305", *yuan(4, 4), "明细"),
    ]
    assert column(found, "basic_expenditure", "total", "personnel", "public_expenses") == [
        yuan(5, 3, 2),
        (*yuan(3, 3), None),
        (*yuan(2), None, *yuan(2)),
    ]
    ((checked, _),) = look_at_file(file, lambda _: Drawing(), TIMEOUT).documents
    assert (checked.checks_passed, checked.checks_failed) == (checked.checks, 0)
    assert checked.checks == 17


def test_what_is_left_of_last_year_is_carried_over() -> None:
    rows = [
        "预算单位|收入总计|本年收入|<|上年结余、结转",
        "^|^|一般公共预算拨款|事业收入（不含教育收费）|^",
        "舞阳县水利局|9|6|2|1",
    ]
    found = extracted(drawn(COVER, ["收入总表", UNIT, Frame(rows)]))
    assert column(found, "revenue", "total", "general_budget", "institution_income", "carryover_total") == [
        yuan(9, 6, 2, 1)
    ]


def test_what_is_left_of_last_year_below_the_other_money() -> None:
    rows = [
        "单位名称|合计|财政拨款收入|其他资金收入|<",
        "^|^|一般公共预算|事业收入|上年结转结余",
        "合计|9|6|2|1",
        "舞阳县水利局|9|6|2|1",
    ]
    found = extracted(drawn(COVER, ["收入总体情况表", UNIT, Frame(rows)]))
    names = ("total", "general_budget", "institution_income", "carryover_total")
    assert column(found, "revenue", *names) == [yuan(9, 6, 2, 1)] * 2


def test_a_title_and_its_year_in_a_frame_of_their_own_above_the_table() -> None:
    rows = ["科目编码|科目名称|合计|基本支出|项目支出", "|合计|9|6|3", "213|农林水支出|9|6|3"]
    found = extracted(drawn(COVER, [Frame(["支出总表（预算表3）", "（2024年度）"]), BODY, UNIT, Frame(rows)]))
    assert column(found, "expenditure", "function", "total") == [("合计", *yuan(9)), ("农林水支出", *yuan(9))]
    assert not [problem for problem in found.problems if problem.kind == "table_unknown"]


def test_a_units_code_without_a_column_is_no_figure_without_one() -> None:
    rows = [
        "单位编码|单位名称|合计|公务接待费|公务用车运行费|会议费",
        "327001|舞阳县水利局|5.08|0.08|5.00|1.5",
    ]
    found = extracted(drawn(COVER, ["“三公”经费及会议费支出预算表", UNIT, Frame(rows)]))
    assert found.rows["three_public"][0]["unplaced"]["单位编码"] == "327001"
    assert (found.numbers_printed, found.numbers_captured, found.numbers_unplaced) == (4, 3, 1)


def test_projects_with_other_spending_and_what_they_aim_at() -> None:
    rows = [
        "支出项目类别（资金使用单位）|总计|财政拨款|<|绩效目标",
        "^|^|合计|一般公共预算|^",
        "合计|9|9|9|",
        "舞阳县水利局|9|9|9|",
        "防汛物资|6|6|6|保障防汛",
        "河道清淤|3|3|3|河道畅通",
    ]
    found = extracted(drawn(COVER, ["部门预算项目支出及其他支出预算表", UNIT, Frame(rows)]))
    assert column(found, "projects", "project", "total", "general_budget", "row_kind") == [
        ("合计", *yuan(9, 9), "合计"),
        (None, *yuan(9, 9), "单位"),
        ("防汛物资", *yuan(6, 6), "明细"),
        ("河道清淤", *yuan(3, 3), "明细"),
    ]


def test_a_department_above_its_units_counts_once() -> None:
    rows = [
        "预算单位|科目编码|科目名称|支出总计|基本支出|项目支出",
        "舞阳县水利局|||12|7|5",
        "舞阳县水利局（本级）|||9|5|4",
        "|213|农林水支出|9|5|4",
        "|2130301|行政运行|9|5|4",
        "舞阳县水利工程队|||3|2|1",
        "|213|农林水支出|3|2|1",
        "|2130305|水利工程建设|3|2|1",
    ]
    found = extracted(drawn(COVER, ["支出总表", UNIT, Frame(rows)]))
    kinds = column(found, "expenditure", "budget_unit", "function", "total", "row_kind")
    assert [row for row in kinds if row[1] is None] == [
        ("舞阳县水利局", None, *yuan(12), "部门"),
        ("舞阳县水利局（本级）", None, *yuan(9), "单位"),
        ("舞阳县水利工程队", None, *yuan(3), "单位"),
    ]
    assert [row[:3] for row in kinds if row[3] == "明细"] == [
        ("舞阳县水利局（本级）", "行政运行", *yuan(9)),
        ("舞阳县水利工程队", "水利工程建设", *yuan(3)),
    ]


def test_units_above_their_economic_items_without_codes() -> None:
    """基本支出总表 of Shenzhen: the department, its units and two levels of items in one column of names."""
    rows = [
        "支出项目类别|总计",
        "舞阳县建设局|27.17",
        "舞阳县建设局（本级）|15.14",
        "工资福利支出|9.14",
        "基本工资|6.13",
        "津贴补贴|3.01",
        "商品和服务支出|4.00",
        "会议费|1.00",
        "培训费|1.00",
        "公务接待费|1.00",
        "劳务费|1.00",
        "资本性支出|2.00",
        "办公设备购置|2.00",
        "舞阳县建设局管理中心|12.03",
        "工资福利支出|12.03",
        "基本工资|12.03",
    ]
    found = extracted(drawn(COVER, ["基本支出总表", "部门名称：舞阳县建设局", UNIT, Frame(rows)]))
    assert column(found, "basic_expenditure", "row_kind", "department_economic")[:4] == [
        ("部门", "舞阳县建设局"),
        ("单位", "舞阳县建设局（本级）"),
        ("小计", "工资福利支出"),
        ("明细", "基本工资"),
    ]
    details = [row["total"] for row in found.rows["basic_expenditure"] if row["row_kind"] == "明细"]
    assert sum(details) == 271700


def test_this_years_budget_and_what_is_left_of_the_last_side_by_side() -> None:
    rows = [
        "部门（单位）名称|合计|编制预算|<|<|<|上年结转|<",
        "^|^|小计|一般公共预算|政府性基金预算|事业收入|小计|一般公共预算",
        "舞阳县水利局|11|9|6|1|2|2|2",
    ]
    found = extracted(drawn(COVER, ["收入总表", UNIT, Frame(rows)]))
    names = ("total", "current_total", "general_budget", "government_fund", "institution_income", "carryover_total")
    assert column(found, "revenue", *names) == [yuan(11, 9, 6, 1, 2, 2)]


def test_projects_of_two_levels_are_called_by_their_own_name() -> None:
    rows = [
        "类型|项目名称|<|项目单位|合计|本年财政拨款",
        "^|一级项目|二级项目|^|^|一般公共预算",
        "特定目标类||||9|9",
        "|综合管理|||9|9",
        "||防汛物资|舞阳县水利局|6|6",
        "||河道清淤|舞阳县水利局|3|3",
    ]
    found = extracted(drawn(COVER, ["项目支出表", UNIT, Frame(rows)]))
    assert column(found, "projects", "category", "project", "total", "row_kind")[2:] == [
        ("特定目标类", "防汛物资", *yuan(6), "明细"),
        ("特定目标类", "河道清淤", *yuan(3), "明细"),
    ]


def test_sums_of_revenue_named_in_full_and_unit_funds_in_one_column(tmp_path: Path) -> None:
    rows = [
        "单位名称|收入合计|本年收入|<|<|上年结转结余|<",
        "^|^|本年收入合计|一般公共预算|单位资金收入|上年结转结余合计|一般公共预算结转",
        "舞阳县水利局|60|50|45|5|10|10",
    ]
    file = tmp_path / "budget.pdf"
    file.write_bytes(drawn(COVER, ["收入总表", UNIT, Frame(rows)]))
    found = extracted(file.read_bytes())
    assert column(found, "revenue", "total", "current_total", "general_budget", "carryover_total") == [
        yuan(60, 50, 45, 10)
    ]
    ((checked, _),) = look_at_file(file, lambda _: Drawing(), TIMEOUT).documents
    assert checked.failed == []
    assert checked.checks


def test_basic_expenditure_printed_in_parts_without_their_sum(tmp_path: Path) -> None:
    """人员支出 and 日常公用支出 stand for 基本支出 where it is not printed, and count once where it is."""
    parts = ["科目名称|合计|基本支出|<|项目支出", "^|^|人员支出|日常公用支出|^", "合计|45.7|30.1|5.1|10.5"]
    whole = ["科目名称|合计|基本支出|<|项目支出", "^|^|小计|人员支出|^", "合计|45.7|35.2|30.1|10.5"]
    details = ["行政运行|35.2|30.1|5.1|", "一般行政管理事务|10.5|||10.5"], ["行政运行|45.7|35.2|30.1|10.5"]
    file = tmp_path / "budget.pdf"
    pages: list[Sheet] = [
        ["部门支出预算总表", UNIT, Frame(parts + details[0])],
        ["一般公共预算支出表", UNIT, Frame(whole + details[1])],
    ]
    file.write_bytes(drawn(COVER, *pages))
    ((checked, _),) = look_at_file(file, lambda _: Drawing(), TIMEOUT).documents
    assert checked.failed == []
    assert checked.checks


def test_revenue_of_which_only_the_sum_of_all_appropriation_is_printed(tmp_path: Path) -> None:
    """财政拨款收入 has no column of its own beside 一般公共预算: without that one the parts prove nothing."""
    rows = [
        "科目编码|科目名称|合计|本年收入|<|<|上年结转",
        "^|^|^|小计|财政拨款收入|事业收入|^",
        "2130301|运行|12|11|9|2|1",
    ]
    file = tmp_path / "budget.pdf"
    file.write_bytes(drawn(COVER, ["部门预算收入总表", UNIT, Frame(rows)]))
    ((checked, _),) = look_at_file(file, lambda _: Drawing(), TIMEOUT).documents
    assert checked.failed == []
    assert checked.checks


def test_the_class_above_a_line_is_told_by_its_number(tmp_path: Path) -> None:
    balance = [
        "收入|<|支出|<",
        "项目|金额|项目|金额",
        "一、财政拨款|9|一、援助其他地区支出|5",
        "||住房保障|5",
        "||二、住房保障支出|4",
        "收入总计|9|支出总计|9",
    ]
    spending = [
        "科目编码|科目名称|合计|基本支出|项目支出",
        "|合计|9|4|5",
        "2190800|住房保障|5||5",
        "2210201|住房公积金|4|4|",
    ]
    file = tmp_path / "budget.pdf"
    file.write_bytes(drawn(COVER, ["收支总表", UNIT, Frame(balance)], ["支出总表", UNIT, Frame(spending)]))
    ((checked, _),) = look_at_file(file, lambda _: Drawing(), TIMEOUT).documents
    assert checked.failed == []
    assert checked.checks


def test_a_list_of_projects_whose_indicators_have_no_kinds() -> None:
    head = "序号|项目名称|当年财政拨款预算金额|当年绩效目标|指标名称|指标性质|指标值|计量单位"
    rows = [
        "1|防汛物资|6|保障防汛|防汛演练|≥|4|次",
        "^|^|^|^|群众满意度|≥|90|%",
        "2|河道清淤|3|河道畅通|清淤长度|≥|3|公里",
    ]
    first: Sheet = ["2024年一般性项目绩效目标表", UNIT, Frame([head, *rows])]
    found = extracted(drawn(COVER, first, [Frame([head, "^|^|^|^|工程质量|＝|100|%"])]))
    assert column(found, "project_funding", "project", "government_budget") == [
        ("防汛物资", *yuan(6)),
        ("河道清淤", *yuan(3)),
    ]
    assert column(found, "project_targets", "project", "dimension", "indicator", "target") == [
        ("防汛物资", None, "防汛演练", "≥4次"),
        ("防汛物资", None, "群众满意度", "≥90%"),
        ("河道清淤", None, "清淤长度", "≥3公里"),
        ("河道清淤", None, "工程质量", "＝100%"),
    ]
    assert [problem.kind for problem in found.problems if "指标" in problem.message] == ["dimension_unknown"]


def test_the_header_of_indicators_on_a_later_page_is_no_indicator() -> None:
    head = "绩效指标|指标名称|指标性质|指标值|计量单位"
    first = ["当年整体绩效目标|保障防汛|<|<|<", head, "^|防汛演练|≥|4|次", "^|抢险队伍|≥|2|支"]
    title = "2024年部门整体绩效目标表"
    found = extracted(drawn(COVER, [title, Frame(first)], [Frame([head, "^|群众满意度|≥|90|%"])]))
    assert column(found, "department_targets", "level3") == [("防汛演练",), ("抢险队伍",), ("群众满意度",)]


def test_the_cost_of_a_project_beside_its_parts_and_projects_of_one_name(tmp_path: Path) -> None:
    def sheet(body: str, amount: str, *costs: str) -> Frame:
        indicators = [f"^|成本指标|{cost}" for cost in costs]
        rows = [
            "项目名称|河道清淤|<|<",
            f"主管部门|{body}|<|<",
            f"项目资金（万元）|年度资金总额：|<|{amount}",
            "绩效指标|一级指标|三级指标|指标值",
            *indicators,
        ]
        return Frame(rows)

    def failing(*costs: str) -> list[str]:
        sheets: list[Sheet] = [
            ["项目绩效目标表", sheet("舞阳县水利局", "3", *costs)],
            [sheet("舞阳县水利站", "5", "项目总成本|≤5万元")],
        ]
        file = tmp_path / "budget.pdf"
        file.write_bytes(drawn(COVER, *sheets))
        ((checked, _),) = look_at_file(file, lambda _: Drawing(), TIMEOUT).documents
        return [row["rule"] for row in checked.failed]

    assert failing("项目总成本|≤3万元", "人工费|≤1万元", "机械费|≤2万元") == []
    assert failing("项目总成本|≤3万元", "人工费|≤1万元", "机械费|≤9.5万元") == ["cost_targets"]


def test_a_project_called_a_platform_is_no_body() -> None:
    rows = [
        "支出项目类别（资金使用单位）|总计|财政拨款",
        "合计|9|9",
        "舞阳县水利局|9|9",
        "防汛物资|4|4",
        "水情信息管理平台|2|2",
        "河道清淤|3|3",
    ]
    found = extracted(drawn(COVER, ["部门预算项目支出及其他支出预算表", UNIT, Frame(rows)]))
    assert column(found, "projects", "budget_unit", "project", "row_kind")[2:] == [
        ("舞阳县水利局", "防汛物资", "明细"),
        ("舞阳县水利局", "水情信息管理平台", "明细"),
        ("舞阳县水利局", "河道清淤", "明细"),
    ]


def test_a_sheet_for_one_of_two_projects_of_one_name(tmp_path: Path) -> None:
    def failing(amount: str) -> list[str]:
        rows = ["项目名称|合计|一般公共预算", "合计|6|6", "公车统管|5|5", "公车统管|1|1"]
        sheet = [
            "项目名称|公车统管|<|<",
            f"项目资金（万元）|年度资金总额：|<|{amount}",
            "绩效指标|一级指标|三级指标|指标值",
            "^|产出指标|次数|≥3次",
        ]
        file = tmp_path / "budget.pdf"
        file.write_bytes(drawn(COVER, ["项目支出表", UNIT, Frame(rows)], ["项目绩效目标表", Frame(sheet)]))
        ((checked, _),) = look_at_file(file, lambda _: Drawing(), TIMEOUT).documents
        return [row["rule"] for row in checked.failed if row["rule"] == "project_amounts"]

    assert failing("5") == []
    assert failing("4") == ["project_amounts"]


def test_a_model_that_nobody_filled_in_is_no_disclosure() -> None:
    def pages(amount: str) -> bytes:
        lists = [
            "科目编码|科目名称|合计|基本支出|项目支出",
            f"|合计|{amount}|{amount}|",
            f"201|一般公共服务支出|{amount}|{amount}|",
        ]
        balance = ["收入|<|支出|<", "项目|预算数|项目|预算数", f"一、财政拨款|{amount}|一、一般公共服务支出|{amount}"]
        return drawn(
            ["舞阳县XX局2024年部门预算"],
            ["收支总表", UNIT, Frame(balance), "财政拨款收支总表", UNIT, Frame(balance)],
            ["支出总表", UNIT, Frame(lists), "一般公共预算支出表", UNIT, Frame(lists)],
        )

    extraction = assemble(read(pages(""), "application/pdf"), Hints())
    assert extraction.outcome == "not_a_disclosure"
    assert [problem.message for problem in extraction.problems] == ["各表一个数也没有印，是没有填写的样表"]
    assert extracted(pages("3")).numbers_captured


def test_objectives_of_other_projects_under_another_title_are_read_too() -> None:
    def sheet(project: str, indicator: str) -> Frame:
        head = "绩效指标|一级指标|三级指标|指标值"
        return Frame(
            [f"项目名称|{project}|<|<", "项目资金（万元）|年度资金总额：|<|3", head, f"^|产出指标|{indicator}|≥3"]
        )

    def read_of(special: str) -> tuple[list[tuple[object, ...]], list[str]]:
        own: Sheet = ["部门项目绩效目标表", sheet("河道清淤", "长度")]
        found = extracted(drawn(COVER, own, ["专项资金绩效目标表", sheet(special, "水库")]))
        kinds = [problem.kind for problem in found.problems if problem.kind == "table_second"]
        return column(found, "project_targets", "project", "indicator"), kinds

    assert read_of("水库加固") == ([("河道清淤", "长度"), ("水库加固", "水库")], [])
    assert read_of("河道清淤") == ([("河道清淤", "长度")], ["table_second"])


def test_a_special_funds_sheet_whose_indicators_have_no_kinds() -> None:
    rows = [
        "专项资金名称|水利发展资金|<|<|<",
        "当年预算|12|<|<|<",
        "当年绩效目标|河道畅通|<|<|<",
        "绩效指标|指标名称|指标性质|指标值|计量单位",
        "^|清淤长度|≥|3|公里",
        "^|群众满意度|≥|90|%",
    ]
    found = extracted(drawn(COVER, ["2024年专项资金绩效目标表", UNIT, Frame(rows)]))
    assert column(found, "project_funding", "project", "total") == [("水利发展资金", *yuan(12))]
    assert column(found, "project_targets", "project", "dimension", "indicator", "target") == [
        ("水利发展资金", None, "清淤长度", "≥3公里"),
        ("水利发展资金", None, "群众满意度", "≥90%"),
    ]
    assert [problem.kind for problem in found.problems if "类别" in problem.message] == ["dimension_unknown"]


def test_indicators_that_go_on_in_other_columns_under_their_header() -> None:
    """A page with fewer columns: its header says which is which, its merged levels go down as before."""
    first = [
        "部门（单位）名称|<|<|舞阳县水利局|<|<",
        "年度绩效指标|一级指标|二级指标|<|指标内容|指标值",
        "^|产出指标|数量指标|<|水库座数|3座",
    ]
    later = [
        "年度绩效指标|一级指标|二级指标|指标内容|指标值",
        "^|产出指标|时效指标|完工时间|12月底前",
        "^|^|^|拨款时间|按进度",
        "^|效益指标|社会效益指标|防洪能力|有所提高",
        "^|^|^|群众认可|持续提高",
    ]
    pages: list[Sheet] = [
        ["2024年部门整体支出绩效目标表", Frame(first, (0, 10, 25, 35, 45, 75, 100))],
        [Frame(later, (0, 10, 25, 45, 75, 100))],
    ]
    found = extracted(drawn(COVER, *pages))
    assert column(found, "department_targets", "level1", "level2", "level3", "target") == [
        ("产出指标", "数量指标", "水库座数", "3座"),
        ("产出指标", "时效指标", "完工时间", "12月底前"),
        ("产出指标", "时效指标", "拨款时间", "按进度"),
        ("效益指标", "社会效益指标", "防洪能力", "有所提高"),
        ("效益指标", "社会效益指标", "群众认可", "持续提高"),
    ]


def test_the_indicators_of_one_projects_sheet_go_on_under_their_header_in_fewer_columns() -> None:
    head = ("绩效指标", "指标名称", "指标性质", "指标值", "计量单位")
    sheet = [
        "项目名称|河道清淤|<|<|主管部门|舞阳县水利局|<",
        "当年预算|30|<|<|市级支出|30|<",
        "{}|{}|<|{}|{}|<|{}".format(*head),
        "^|清淤长度|<|≥|3|<|公里",
    ]
    later = ["|".join(head), "^|群众满意度|≥|90|%", "^|工程质量|＝|100|%"]
    found = extracted(drawn(COVER, ["2024年重点专项资金绩效目标表", UNIT, Frame(sheet)], [Frame(later)]))
    assert column(found, "project_targets", "project", "indicator", "target") == [
        ("河道清淤", "清淤长度", "≥3公里"),
        ("河道清淤", "群众满意度", "≥90%"),
        ("河道清淤", "工程质量", "＝100%"),
    ]
    assert not [problem for problem in found.problems if problem.kind == "table_unknown"]


def test_the_sheet_of_a_special_fund_is_of_no_department_and_goes_on_over_pages() -> None:
    first = [
        "专项（项目）名称|<|河道治理专项|<|<",
        "资金金额（万元）|<|年度资金总额|<|12",
        "绩效指标|一级指标|二级指标|指标内容|指标值",
        "^|产出指标|数量指标|河道清淤长度|不少于3公里",
        "^|||防洪能力|有所提高",
    ]
    later = ["|效益指标|社会效益指标|通航能力|有所提高", "^|^|^|群众认可|持续提高"]
    found = extracted(drawn(COVER, ["2024年专项资金整体支出绩效目标表", Frame(first)], [Frame(later)]))
    assert column(found, "project_funding", "project", "total") == [("河道治理专项", *yuan(12))]
    assert column(found, "project_targets", "project", "dimension", "level2", "indicator") == [
        ("河道治理专项", "产出", "数量指标", "河道清淤长度"),
        ("河道治理专项", "效益", "社会效益指标", "防洪能力"),
        ("河道治理专项", "效益", "社会效益指标", "通航能力"),
        ("河道治理专项", "效益", "社会效益指标", "群众认可"),
    ]
    assert not column(found, "department_targets", "level1")


def test_a_form_that_nobody_has_filled_in_states_no_targets() -> None:
    """The model text of a form for money that the department has none of: 指标1：, 指标2：, ……"""
    empty = [
        "项目名称||<|<",
        "总体目标|目标1： 目标2： ……|<|<",
        "一级指标|二级指标|指标内容|指标值",
        "产出指标|数量指标|指标1：|",
        "^|^|指标2：|",
        "^|^|……|",
        "效益指标|社会效益指标|指标1：行洪通畅|全年",
    ]
    found = extracted(drawn(COVER, ["2024年专项资金总体绩效目标表", Frame(empty)]))
    assert column(found, "project_targets", "dimension", "indicator", "target") == [("效益", "指标1：行洪通畅", "全年")]

    whole = [
        "年度主要任务|任务名称|主要内容|<",
        "^|任务1||<",
        "^|……||<",
        "年度总体目标|目标1： 目标2： ……|<|<",
        *empty[2:],
    ]
    found = extracted(drawn(COVER, ["2024年部门整体支出绩效目标表", "部门名称：舞阳县水利局", Frame(whole)]))
    assert column(found, "department_targets", "level3", "target") == [("指标1：行洪通畅", "全年")]
    assert not found.rows.get("department_tasks")
