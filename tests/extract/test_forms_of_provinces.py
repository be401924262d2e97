"""Titles, headers and layouts under which provinces print the statutory forms."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook

from extract.identity.places import place_of
from extract.tables.titles import bare_title, form_of
from forms.text import fold
from tests.extract.drawing import COVER, UNIT, Frame, Sheet, column, drawn, extracted, yuan


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("山西省水利厅2024年预算收入总表", "revenue"),
        ("部门预算支出总表", "expenditure"),
        ("财政预算拨款收支总体情况表", "appropriation"),
        ("综合预算项目支出表", "projects"),
        ("部门预算项目支出表", "projects"),
        ("项目支出绩效信息表", "project_objectives"),
        ("预算项目绩效目标公开表", "project_objectives"),
        ("支出预算分类汇总表（按政府预算经济分类）", None),
        ("一般公共预算基本支出表-人员经费（工资福利支出）（按部门预算经济分类）", None),
        ("一般公共预算基本支出表（按政府预算支出经济分类）", None),
        ("一般公共预算基本支出表（按部门预算支出经济分类）", "basic_expenditure"),
        ("一般公共预算项目支出情况表（按支出经济分类科目）", None),
        ("政府性基金预算“三公”经费支出预算表", None),
        ("财政拨款（含一般公共预算和政府性基金预算）“三公”经费支出表", "three_public"),
        ("一般公共预算财政拨款收入支出决算表", "general_budget_expenditure"),
        ("财务收支预算总表部门", "revenue_expenditure"),
        ("2024年度市级部门收支总体情况表", "revenue_expenditure"),
        ("部门综合收支预算总表", "revenue_expenditure"),
        ("2023年收支情况总表", "revenue_expenditure"),
        ("收入支出决算表", "revenue_expenditure"),
        ("预算01-2表 部门收入预算表", "revenue"),
        ("收入情况表", "revenue"),
        ("部门支出预算情况表", "expenditure"),
        ("部门支出总表（按经济分类科目）", "economic_classification"),
        ("支出预算总表（按政府经济分类）", None),
        ("2024年财政拨款收支情况表", "appropriation"),
        ("财政拨款预算收支总体情况表", "appropriation"),
        ("一般公共预算当年拨款支出表", "general_budget_expenditure"),
        ("一般公共预算拨款基本支出预算表", "basic_expenditure"),
        ("部门基本支出预算表（人员类、运转类公用经费项目）", "basic_expenditure"),
        ("财政专户管理资金预算支出表", None),
        ("一般公共预算收支总表", None),
        ("会议费培训费支出预算表", None),
        ("部门（单位）收支总体情况表", "revenue_expenditure"),
        ("2024年部门收支平衡表", "revenue_expenditure"),
        ("部门收入支出总体情况表", "revenue_expenditure"),
        ("部门（单位）收入总体情况表", "revenue"),
        ("部门收入预算明细表", "revenue"),
        ("单位（部门）支出总体情况表", "expenditure"),
        ("支出预算汇总表", "expenditure"),
        ("财政拨款收支预算汇总表", "appropriation"),
        ("公共财政预算拨款支出预算表", "general_budget_expenditure"),
        ("一般公共财政预算基本支出表", "basic_expenditure"),
        ("部门预算政府基金预算财政拨款支出表", "government_fund_expenditure"),
        ("国有资本预算支出表", "state_capital_expenditure"),
        ("特定目标类项目支出表", "projects"),
        ("项目支出绩效表", "project_objectives"),
        ("部门职责-工作活动绩效目标表", None),
        ("2023年度部门收支决算总表", "revenue_expenditure"),
        ("部门预算财政拨款支出表", "general_budget_expenditure"),
        ("表1：2026年杭州市市级部门收支预算总表", "revenue_expenditure"),
        ("2026年西湖区部门支出预算总表", "expenditure"),
        ("表1 2024年部门收入预算总体情况表", "revenue"),
        ("附件2-1 2024年部门收支总表", "revenue_expenditure"),
        ("2021年部综合预算收入总表", "revenue"),
    ],
)
def test_titles(title: str, form: str | None) -> None:
    claimed = form_of(bare_title(fold(title)))
    assert (claimed.name if claimed else None) == form


def test_expenditure_by_source_does_not_give_a_part_for_the_whole() -> None:
    rows = [
        "科目编码|科目名称|合计|一般公共预算|<|<|单位资金|<",
        "^|^|^|小计|基本支出|项目支出|小计|事业支出",
        "|合计|90|60|40|20|30|30",
        "213|农林水支出|90|60|40|20|30|30",
        "21303|水利|90|60|40|20|30|30",
        "2130301|行政运行|50|40|40||10|10",
        "2130306|水利工程运行与维护|40|20||20|20|20",
    ]
    found = extracted(drawn(COVER, ["部门支出预算表", UNIT, Frame(rows)]))
    assert column(found, "expenditure", "function", "total", "basic_total", "project_total")[3:] == [
        ("行政运行", *yuan(50), None, None),
        ("水利工程运行与维护", *yuan(40), None, None),
    ]
    assert found.rows["expenditure"][3]["unplaced"]["一般公共预算/基本支出"] == "40"


def test_spending_on_goods_inside_of_projects_is_no_basic_expenditure() -> None:
    rows = [
        "科目编码|科目名称|总计|基本支出|<|项目支出|<",
        "^|^|^|合计|人员经费|合计|按项目管理的商品和服务支出",
        "2130301|行政运行|50|40|40|10|10",
        "2130306|水利工程运行与维护|40|||40|40",
    ]
    found = extracted(drawn(COVER, ["支出总表", UNIT, Frame(rows)]))
    assert column(found, "expenditure", "basic_total", "basic_goods_services", "project_total") == [
        (*yuan(40), None, *yuan(10)),
        (None, None, *yuan(40)),
    ]


def test_wages_of_all_spending_are_not_those_of_basic_expenditure() -> None:
    """Where a form parts by economy alone, or puts goods and capital under 项目支出, no column is 基本支出's."""
    items = "工资福利支出|商品和服务支出|对个人和家庭的补助|资本性支出"
    rows = [f"科目编码|科目名称|合计|{items}", "2130301|行政运行|50.5|30|10|5|5.5"]
    beside = ["科目编码|科目名称|合计|基本支出|项目支出|<", "^|^|^|^|商品和服务支出|资本性支出", "2130301|运行|9|6|2|1"]
    pages: list[Sheet] = [["一般公共预算支出表", UNIT, Frame(rows)], ["支出总表", UNIT, Frame(beside)]]
    found = extracted(drawn(COVER, *pages))
    for form, total in (("general_budget_expenditure", 50.5), ("expenditure", 9)):
        names = ("total", "basic_wages_benefits", "basic_goods_services", "basic_capital")
        assert column(found, form, *names) == [(*yuan(total), None, None, None)]
    assert found.rows["expenditure"][0]["unplaced"] == {"项目支出/商品和服务支出": "2", "项目支出/资本性支出": "1"}


def test_economic_items_beside_units_projects_and_accounts() -> None:
    """基本支出表 of Yunnan names the unit, the 人员类 project and the account of each item."""
    rows = [
        "单位名称|项目代码|项目名称|功能科目编码|功能科目名称|经济科目编码|经济科目名称|总计",
        "舞阳县水利局|41001|人员工资|2130301|行政运行|30101|基本工资|30",
        "舞阳县水利局|41002|公用经费|2130301|行政运行|30201|办公费|5",
        "合计|||||||35",
    ]
    title = "部门基本支出预算表（人员类、运转类公用经费项目）"
    found = extracted(drawn(COVER, [title, UNIT, Frame(rows)]))
    names = ("department_economic_code", "department_economic", "total", "row_kind")
    assert column(found, "basic_expenditure", *names) == [
        ("30101", "基本工资", *yuan(30), "明细"),
        ("30201", "办公费", *yuan(5), "明细"),
        (None, "合计", *yuan(35), "合计"),
    ]


def test_a_units_code_among_economic_items_is_kept_beside_its_name() -> None:
    rows = [
        "科目编码|科目名称|合计|人员经费|公用经费",
        "|合计|35|30|5",
        "125001|舞阳县水利局|35|30|5",
        "301|工资福利支出|30|30|",
        "30101|基本工资|30|30|",
        "302|商品和服务支出|5||5",
        "30201|办公费|5||5",
    ]
    found = extracted(drawn(COVER, ["一般公共预算基本支出表", UNIT, Frame(rows)]))
    named = column(found, "basic_expenditure", "department_economic", "row_kind", "unplaced")
    assert named[1] == ("舞阳县水利局", "单位", {"科目编码": "125001"})
    assert [unplaced for *_, unplaced in named[2:]] == [None] * 4


def test_codes_of_two_classifications_side_by_side_are_not_one_code() -> None:
    rows = [
        "功能科目编码|经济科目编码|经济科目名称|功能科目名称|合计",
        "2130301|30101|基本工资|行政运行|30",
        "2130306|30227|委托业务费|水利工程|5",
    ]
    found = extracted(drawn(COVER, ["部门支出预算表", UNIT, Frame(rows)]))
    assert column(found, "expenditure", "function_code", "function") == [
        ("2130301", "行政运行"),
        ("2130306", "水利工程"),
    ]


def test_codes_and_names_below_one_word() -> None:
    """科目 beside 科目代码, or 功能分类科目 over both: the words are names, whatever the header calls them."""
    for header in ("科目代码|科目|合计", "功能分类科目|<|合计"):
        rows = [header, "213|农林水支出|50", "21303|水利|50", "2130301|行政运行|50"]
        found = extracted(drawn(COVER, ["一般公共预算支出表", UNIT, Frame(rows)]))
        assert column(found, "general_budget_expenditure", "function_code", "function") == [
            ("213", "农林水支出"),
            ("21303", "水利"),
            ("2130301", "行政运行"),
        ]


def test_units_and_accounts_in_one_column_of_names() -> None:
    functions = [
        "科目编码|<|<|单位代码|单位名称（科目）|合计|基本支出|项目支出",
        "类|款|项|^|^|^|^|^",
        "||||合计|90|50|40",
        "|||101001|舞阳县水利局|90|50|40",
        "213|03|01|101001|行政运行|50|50|",
        "213|03|06|101001|水利工程运行与维护|40||40",
    ]
    economic = [
        "科目编码|<|单位代码|单位名称（科目）|合计|人员经费|公用经费",
        "类|款|^|^|^|^|^",
        "|||合计|50|45|5",
        "||101001|舞阳县水利局|50|45|5",
        "301|01|101001|基本工资|45|45|",
        "302|01|101001|办公费|5||5",
    ]
    projects = [
        "科目编码|<|<|单位代码|单位名称（科目）|金额",
        "类|款|项|^|^|^",
        "||||合计|40",
        "213|03|06|101001|河道清淤|30",
        "213|03|06|101001|防汛物资|10",
    ]
    found = extracted(
        drawn(
            COVER,
            ["部门支出总表", UNIT, Frame(functions)],
            ["一般公共预算基本支出预算表", UNIT, Frame(economic)],
            ["一般公共预算项目支出预算表", UNIT, Frame(projects)],
        )
    )
    assert column(found, "expenditure", "function_code", "function", "budget_unit", "row_kind") == [
        (None, "合计", None, "合计"),
        (None, None, "舞阳县水利局", "单位"),
        ("2130301", "行政运行", "舞阳县水利局", "明细"),
        ("2130306", "水利工程运行与维护", "舞阳县水利局", "明细"),
    ]
    assert column(found, "basic_expenditure", "department_economic_code", "department_economic", "row_kind")[2:] == [
        ("30101", "基本工资", "明细"),
        ("30201", "办公费", "明细"),
    ]
    assert column(found, "projects", "project", "budget_unit_code", "total", "row_kind") == [
        ("合计", None, *yuan(40), "合计"),
        ("河道清淤", "101001", *yuan(30), "明细"),
        ("防汛物资", "101001", *yuan(10), "明细"),
    ]


def test_economic_codes_of_which_only_the_changing_level_is_printed() -> None:
    rows = [
        "经济分类科目|<|<|2024年基本支出|<|<",
        "类|款|科目名称|合计|人员经费|公用经费",
        "||合计|50|45|5",
        "301||工资福利支出|45|45|",
        "|01|基本工资|30|30|",
        "|02|津贴补贴|15|15|",
        "302||商品和服务支出|5||5",
        "|01|办公费|5||5",
    ]
    found = extracted(drawn(COVER, ["一般公共预算基本支出预算表", UNIT, Frame(rows)]))
    assert column(found, "basic_expenditure", "department_economic_code", "row_kind") == [
        (None, "合计"),
        ("301", "小计"),
        ("30101", "明细"),
        ("30102", "明细"),
        ("302", "小计"),
        ("30201", "明细"),
    ]


def test_the_sum_of_budgets_is_not_the_appropriation_inside_of_one() -> None:
    rows = [
        "单位名称|收入合计|财政拨款收入|<|<|纳入专户管理的收入|单位上年结余",
        "^|^|小计|一般公共预算拨款收入|政府性基金收入|^|^",
        "舞阳县水利局|20|15|12|3|4|1",
    ]
    found = extracted(drawn(COVER, ["部门收入总体情况表", UNIT, Frame(rows)]))
    names = ("general_budget", "general_budget_appropriation", "government_fund", "special_account", "carryover_total")
    assert column(found, "revenue", *names) == [(*yuan(12), None, *yuan(3, 4, 1))]


def test_revenue_printed_downward_with_ordinals_and_both_sums() -> None:
    rows = [
        "项目|2024年预算",
        "一、财政拨款|15",
        "一般公共预算|12",
        "政府性基金预算|3",
        "二、事业收入|2",
        "本年收入合计|17",
        "三、上年结余结转|1",
        "收入总计|18",
    ]
    found = extracted(drawn(COVER, ["收入总体情况表", UNIT, Frame(rows)]))
    names = ("total", "current_total", "general_budget", "general_budget_appropriation", "carryover_total")
    assert column(found, "revenue", *names) == [(*yuan(18, 17, 12), None, *yuan(1))]
    assert found.rows["revenue"][0]["unplaced"] == {"财政拨款": "15"}


def test_three_public_printed_downward_with_numbered_lines_and_sources() -> None:
    rows = [
        "序号|项目|2025年预算安排|<|<",
        "^|^|合计|一般公共预算拨款|政府性基金预算拨款",
        "1|1、因公出国（境）费用||||",
        "2|2、公务用车购置及运维费|8|8|",
        "3|其中：公务用车购置费|3|3|",
        "4|公务用车运行维护费|5|5|",
        "5|3、公务接待费|1|1|",
        "6|合计|9|9|",
    ]
    cover = ["舞阳县水利局", "2025年部门预算公开"]
    rows[2] = rows[2][:-1]
    found = extracted(drawn(cover, ["部门预算财政拨款“三公”经费支出表", UNIT, Frame(rows)]))
    names = ("total", "overseas_travel", "vehicles_total", "vehicle_purchase", "vehicle_operation", "reception")
    assert column(found, "three_public", *names) == [(yuan(9)[0], None, *yuan(8, 3, 5, 1))]


def test_a_total_in_a_column_of_codes_or_beside_the_names() -> None:
    coded = [
        "项目编码|项目名称|项目单位|合计",
        "合计|||40",
        "41112321T000|河道清淤|舞阳县水利局|30",
        "41112321T001|防汛物资|舞阳县水利局|10",
    ]
    found = extracted(drawn(COVER, ["项目支出表", UNIT, Frame(coded)]))
    assert column(found, "projects", "project", "row_kind")[0] == ("合计", "合计")
    beside = ["科目名称|项目名称|项目支出合计", "水利|河道清淤|30", "水利|防汛物资|10", "合计||40"]
    found = extracted(drawn(COVER, ["一般公共预算项目支出情况表", UNIT, Frame(beside)]))
    assert column(found, "projects", "project", "total", "row_kind")[2] == ("合计", *yuan(40), "合计")


def test_a_body_named_behind_its_budget_code() -> None:
    page: Sheet = ["部门收支总表", "", Frame(["收入|<|支出|<", "项目|预算数|项目|预算数"])]
    lines = ("填报单位：[109]舞阳县水利局", "部门：109-舞阳县水利局", "部门：109_舞阳县水利局")
    others = ("部门/单位：舞阳县水利局", "预算部门：舞阳县水利局", "部门编码及名称：（109）舞阳县水利局")
    for line in (*lines, *others, "编制单位（公章）：舞阳县水利局"):
        page[1:2] = [line, UNIT]
        assert extracted(drawn(["2024年部门预算公开"], page)).keys.department == "舞阳县水利局"


def test_indicators_of_all_projects_in_one_list() -> None:
    rows = [
        "单位名称|项目名称|预算数|一级指标|二级指标|三级指标|指标性质|指标值|度量单位",
        "舞阳县水利局|河道清淤|30|产出指标|数量指标|清淤长度|≥|3|公里",
        "^|^|^|^|质量指标|验收合格率|=|100|%",
        "^|^|^|效益指标|社会效益指标|防洪能力|定性|提高|",
        "^|防汛物资|10|满意度指标|服务对象满意度指标|群众满意度|≥|90|%",
    ]
    found = extracted(drawn(COVER, ["项目支出绩效目标表", UNIT, Frame(rows)]))
    assert column(found, "project_funding", "project", "budget_unit", "total") == [
        ("河道清淤", "舞阳县水利局", *yuan(30)),
        ("防汛物资", "舞阳县水利局", *yuan(10)),
    ]
    assert column(found, "project_targets", "project", "dimension", "level2", "target") == [
        ("河道清淤", "产出", "数量指标", "≥3公里"),
        ("河道清淤", "产出", "质量指标", "=100%"),
        ("河道清淤", "效益", "社会效益指标", "提高"),
        ("防汛物资", "满意度", "服务对象满意度指标", "≥90%"),
    ]


def test_goods_with_a_unit_of_measure_and_the_body_that_buys() -> None:
    rows = [
        "部门（单位）名称|采购项目|采购品目|计量单位|数量|资金来源",
        "^|^|^|^|^|合计",
        "合计|||||16",
        "舞阳县水利局|水泵采购|水泵|台|2|16",
    ]
    found = extracted(drawn(COVER, ["部门政府采购预算表", UNIT, Frame(rows)]))
    names = ("budget_unit", "item", "measure_unit", "quantity", "amount")
    assert column(found, "procurement", *names)[1] == ("舞阳县水利局", "水泵采购", "台", Decimal(2), *yuan(16))


def test_a_form_of_one_fund_beside_the_form_of_all() -> None:
    three = ["合计|因公出国（境）费|公务接待费", "9|5|4"]
    projects = ["项目名称|金额", "合计|40", "河道清淤|30", "防汛物资|10"]
    found = extracted(
        drawn(
            COVER,
            ["一般公共预算项目支出表", UNIT, Frame([*projects[:1], "合计|30", "河道清淤|20", "防汛物资|10"])],
            ["项目支出表", UNIT, Frame(projects)],
            ["一般公共预算“三公”经费支出表", UNIT, Frame(three)],
            ["政府性基金“三公”经费支出表", UNIT, Frame([three[0], "2|1|1"])],
        )
    )
    assert column(found, "three_public", "total") == [yuan(9)]
    assert column(found, "projects", "project", "total") == [
        ("合计", *yuan(40)),
        ("河道清淤", *yuan(30)),
        ("防汛物资", *yuan(10)),
    ]
    assert [problem.kind for problem in found.problems if problem.kind.startswith("table_")] == [
        "table_second",
        "table_unknown",
    ]


def test_the_classification_by_function_behind_the_one_by_nature() -> None:
    rows = [
        "收入|<|支出|<|<|<",
        "项目|预算数|项目（按支出性质分类）|预算数|项目（按支出功能分类）|预算数",
        "一、财政拨款收入|20|一、基本支出|15|一、教育支出|2",
        "||二、项目支出|5|二、农林水支出|18",
        "收入总计|20|支出总计|20|支出总计|20",
    ]
    found = extracted(drawn(COVER, ["部门收支总表", UNIT, Frame(rows)]))
    assert column(found, "revenue_expenditure", "side", "item", "amount") == [
        ("收入", "财政拨款收入", *yuan(20)),
        ("收入", "收入总计", *yuan(20)),
        ("支出", "教育支出", *yuan(2)),
        ("支出", "农林水支出", *yuan(18)),
        ("支出", "支出总计", *yuan(20)),
    ]


def test_expenditure_of_a_fund_printed_beside_its_revenue() -> None:
    rows = [
        "收入|<|支出|<|<|<",
        "项目|预算数|支出功能分类科目|预算数|部门预算支出经济分类科目|预算数",
        "一、政府性基金拨款|20|城乡社区支出|15|商品和服务支出|20",
        "||农林水支出|5||",
        "收入总计|20|支出总计|20|支出总计|20",
    ]
    found = extracted(drawn(COVER, ["政府性基金收支表", UNIT, Frame(rows)]))
    assert column(found, "government_fund_expenditure", "function", "total", "row_kind") == [
        ("城乡社区支出", *yuan(15), "明细"),
        ("农林水支出", *yuan(5), "明细"),
        ("支出总计", *yuan(20), "合计"),
    ]
    assert found.rows["government_fund_expenditure"][0]["unplaced"]["收入/项目"] == "一、政府性基金拨款"


def test_the_sum_over_coming_years_is_not_this_years_figure() -> None:
    rows = ["项目名称|合计|2024年预算|2025年预算|2026年预算", "河道清淤|60|30|20|10", "防汛物资|30|10|10|10"]
    found = extracted(drawn(COVER, ["项目支出表", UNIT, Frame(rows)]))
    assert column(found, "projects", "project", "total") == [("河道清淤", *yuan(30)), ("防汛物资", *yuan(10))]
    assert set(found.rows["projects"][0]["unplaced"].values()) == {"60", "20", "10"}


def test_expenditure_by_the_accounts_of_departments() -> None:
    rows = ["科目编码|科目名称|合计|基本支出", "|合计|30|20", "301|工资福利支出|20|20", "302|商品和服务支出|10|"]
    found = extracted(drawn(COVER, ["部门支出总表（按经济分类科目）", UNIT, Frame(rows)]))
    names = ("department_economic_code", "department_economic", "total", "row_kind")
    assert column(found, "economic_classification", *names) == [
        (None, "合计", *yuan(30), "合计"),
        ("301", "工资福利支出", *yuan(20), "明细"),
        ("302", "商品和服务支出", *yuan(10), "明细"),
    ]


def test_revenue_of_a_fund_is_no_expenditure_of_it() -> None:
    rows = [
        "科目编码|科目名称|本年收入|<|<|本年支出|<|<",
        "^|^|合计|基本支出|项目支出|合计|基本支出|项目支出",
        "2120899|其他国有土地支出|30|0|30|25|0|25",
    ]
    cover = ["舞阳县水利局", "2024年部门决算公开"]
    found = extracted(drawn(cover, ["政府性基金预算财政拨款收入支出决算表", UNIT, Frame(rows)]))
    assert column(found, "government_fund_expenditure", "total", "basic_total", "project_total") == [yuan(25, 0, 25)]


def test_final_accounts_beside_the_budget_in_a_form_whose_title_says_neither() -> None:
    rows = [
        "项目|行次|年初预算数|决算统计数",
        "一、“三公”经费支出|1||",
        "（一）支出合计|2|10|9",
        "1．因公出国（境）费|3|1|",
        "2．公务用车购置及运行维护费|4|6|6",
        "（1）公务用车购置费|5||",
        "（2）公务用车运行维护费|6|6|6",
        "3．公务接待费|7|3|3",
        "二、机关运行经费|8|30|28",
    ]
    cover = ["舞阳县水利局", "2024年部门决算公开"]
    found = extracted(drawn(cover, ["“三公”经费、行政参公单位机关运行经费情况表", UNIT, Frame(rows)]))
    names = ("total", "overseas_travel", "vehicles_total", "vehicle_operation", "reception")
    assert column(found, "three_public", *names) == [(yuan(9)[0], None, *yuan(6, 6, 3))]


def test_words_around_a_source_of_money() -> None:
    projects = [
        "项目名称|资金来源|<|<",
        "^|合计|财政拨款|其他资金",
        "^|^|一般公共预算|^",
        "河道清淤|30|20|10",
    ]
    revenue = [
        "单位名称|合计|一般公共预算资金|事业收入资金|上级补助收入资金|其他收入资金",
        "舞阳县水利局|30|20|5|3|2",
    ]
    appropriation = [
        "收入|<|支出|<",
        "项目|预算金额|项目|预算金额",
        "一、一般公共预算拨款|20|一、农林水支出|20",
        "收入总计|20|支出总计|20",
    ]
    found = extracted(
        drawn(
            COVER,
            ["项目支出预算表", UNIT, Frame(projects)],
            ["收入总表", UNIT, Frame(revenue)],
            ["财政拨款收支总表", UNIT, Frame(appropriation)],
        )
    )
    assert column(found, "projects", "total", "general_budget", "unit_funds") == [yuan(30, 20, 10)]
    names = ("total", "general_budget", "institution_income", "superior_subsidy", "other_income")
    assert column(found, "revenue", *names) == [yuan(30, 20, 5, 3, 2)]
    assert column(found, "appropriation", "side", "total")[0] == ("收入", *yuan(20))


def test_the_figures_of_a_column_that_prints_nothing_but_the_year() -> None:
    rows = [
        "收入|<|<|<|支出|<|<|<",
        "项目|2023年|2024年|2024年比2023年增减%|项目|2023年|2024年|2024年比2023年增减%",
        "一、一般公共预算|25|20|-20|一、农林水支出|25|20|-20",
        "收入总计|25|20|-20|支出总计|25|20|-20",
    ]
    found = extracted(drawn(COVER, ["山西省水利厅2024年预算收支总表", UNIT, Frame(rows)]))
    assert column(found, "revenue_expenditure", "amount") == [yuan(20)] * 4


def test_words_for_sums_shares_and_sources() -> None:
    three = [
        "“三公”经费预算财政拨款控制数|因公出国（境）费|公务用车购置及运行费|其中：公务用车购置费|其中：公务用车运行费|公务接待费",
        "9|1|6|2|4|2",
    ]
    general = [
        "支出功能分类科目（类款项）|一般公共预算财政拨款支出|<|<",
        "^|小计|一、基本支出|二、项目支出",
        "农林水支出|30|20|10",
        "水利|30|20|10",
        "行政运行|20|20|",
        "防汛|10||10",
    ]
    basic = ["支出经济分类科目编码|支出经济分类科目名称|财政拨款基本支出", "|合计|20", "30101|基本工资|20"]
    revenue = [
        "单位名称|收入合计|公共预算拨款|本年政府性基金|国有资本经营预算当年拨款|专户核拨的教育收费|上年结转收入",
        "舞阳县水利局|30|20|4|3|2|1",
    ]
    balance = [
        "收入|<|<|<|支出|<",
        "来源|合计|本年预算|上年结转|支出项目类别|当年预算数",
        "一般公共预算|25|20|5|农林水支出|25",
        "收入总计|25|20|5|支出总计|25",
    ]
    found = extracted(
        drawn(
            COVER,
            ["收支预算总表", UNIT, Frame(balance)],
            ["收入总表", UNIT, Frame(revenue)],
            ["一般公共预算支出表", UNIT, Frame(general)],
            ["一般公共预算基本支出表", UNIT, Frame(basic)],
            ["“三公”经费预算表", UNIT, Frame(three)],
        )
    )
    assert column(found, "revenue_expenditure", "amount") == [yuan(25)] * 4
    names = ("total", "general_budget", "government_fund", "state_capital", "special_account", "carryover_total")
    assert column(found, "revenue", *names) == [yuan(30, 20, 4, 3, 2, 1)]
    amounts = ("total", "basic_total", "project_total")
    assert column(found, "general_budget_expenditure", "function", *amounts, "row_kind")[1:] == [
        ("水利", *yuan(30, 20, 10), "小计"),
        ("行政运行", *yuan(20, 20), None, "明细"),
        ("防汛", yuan(10)[0], None, *yuan(10), "明细"),
    ]
    assert column(found, "basic_expenditure", "total") == [yuan(20)] * 2
    names = ("total", "overseas_travel", "vehicles_total", "vehicle_purchase", "vehicle_operation", "reception")
    assert column(found, "three_public", *names) == [yuan(9, 1, 6, 2, 4, 2)]


def test_words_of_henan_before_2021() -> None:
    revenue = ["单位名称|合计|一般公共预算|专户管理的教育收费|部门结余结转资金", "舞阳县水利局|10|6|3|1"]
    economic = ["部门经济分类|<|合计|一般公共预算|专户管理的教育收费|上年结转结余", "科目编码|科目名称|^|^|^|^"]
    three = ["项目|“三公”经费预算数", "共计|9", "1、因公出国（境）费用|1", "2、公务接待费|2", "3、公务用车费|6"]
    bought = ["单位名称|采购项目|品目分类|数量|金额", "舞阳县水利局|办公用纸|货物|5|3"]
    found = extracted(
        drawn(
            COVER,
            ["部门收入总体情况表", UNIT, Frame(revenue)],
            ["支出经济分类汇总表", UNIT, Frame([*economic, "30101|基本工资|10|6|3|1"])],
            ["一般公共预算“三公”经费支出情况表", UNIT, Frame(three)],
            ["政府采购预算表", UNIT, Frame(bought)],
        )
    )
    assert column(found, "revenue", "total", "special_account", "carryover_total") == [yuan(10, 3, 1)]
    assert column(found, "economic_classification", "special_account", "carryover") == [yuan(3, 1)]
    assert column(found, "three_public", "total", "overseas_travel", "reception") == [yuan(9, 1, 2)]
    assert column(found, "procurement", "catalogue", "amount") == [("货物", *yuan(3))]


def test_the_levels_of_a_code_in_the_line_that_numbers_the_columns() -> None:
    rows = [
        "支出功能分类科目编码|<|<|科目名称|本年支出合计|基本支出|项目支出",
        "类|款|项|栏次|1|2|3",
        "|||合计|30|20|10",
        "213|03|01|行政运行|30|20|10",
    ]
    found = extracted(drawn(["舞阳县水利局", "2017年部门决算公开"], ["支出决算表", UNIT, Frame(rows)]))
    assert column(found, "expenditure", "function_code", "function", "total") == [
        (None, "合计", *yuan(30)),
        ("2130301", "行政运行", *yuan(30)),
    ]


@pytest.mark.parametrize(
    ("body", "city"),
    [
        ("乌鲁木齐市水务局", "乌鲁木齐市"),
        ("红河州水利局", "红河州"),
        ("新疆维吾尔自治区水利厅", "新疆维吾尔自治区"),
        ("内蒙古自治区水利厅", "内蒙古自治区"),
        ("国家市场监督管理总局", "中央"),
    ],
)
def test_places_of_other_provinces(body: str, city: str | None) -> None:
    assert place_of(body)[0] == city


@pytest.mark.parametrize(
    "label", ["预算合计", "支出预算合计", "本年合计", "合计（万元）", "支出总额", "总合计", "共计"]
)
def test_a_total_called_by_another_word_and_merged_over_code_and_name(label: str) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["舞阳县水利局2024年部门预算"],
        ["支出预算总表"],
        [UNIT],
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["2130301", "行政运行", 20, 20, None],
        ["2130314", "防汛", 10, None, 10],
        [label, None, 30, 20, 10],
    ):
        sheet.append(row)
    sheet.merge_cells("A7:B7")
    data = BytesIO()
    book.save(data)
    found = extracted(data.getvalue())
    assert column(found, "expenditure", "function", "row_kind", "total") == [
        ("行政运行", "明细", *yuan(20)),
        ("防汛", "明细", *yuan(10)),
        (label, "合计", *yuan(30)),
    ]


@pytest.mark.parametrize("total", ["总{}", "{}总额", "{}合计（万元）", "{} 总 计"])
def test_what_a_side_comes_to_is_no_item_of_it(total: str) -> None:
    rows = [
        "收入|<|支出|<",
        "项目|预算数|项目|预算数",
        "一、一般公共预算|20|一、农林水支出|25",
        "收入小计|20|支出小计|25",
        "上年结余|5|年终结余|",
        f"{total.format('收入')}|25|{total.format('支出')}|25",
    ]
    found = extracted(drawn(COVER, ["收支预算总表", UNIT, Frame(rows)]))
    kinds = [kind for (kind,) in column(found, "revenue_expenditure", "row_kind")]
    assert kinds == ["明细", "小计", "明细", "合计"] * 2


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("功能科目", "{code}－{name}"),
        ("功能科目", "（{code}）{name}"),
        ("功能科目", "{name}（{code}）"),
        ("科目编码|科目名称", "{levels}|{name}"),
        ("科目编码|科目名称", "{code}|{code}-{name}"),
    ],
)
def test_codes_and_names_however_they_are_set(head: str, row: str) -> None:
    named = {"213": "农林水支出", "21303": "水利", "2130301": "行政运行"}
    rows = [f"{head}|合计"]
    for code, name in named.items():
        levels = "-".join(filter(None, (code[:3], code[3:5], code[5:])))
        rows.append(row.format(code=code, name=name, levels=levels) + "|20")
    found = extracted(drawn(COVER, ["部门支出总表", UNIT, Frame(rows)]))
    assert dict(column(found, "expenditure", "function_code", "function")) == named


def test_the_three_public_expenses_are_not_the_sum_with_meetings_and_training() -> None:
    rows = [
        "项目|2023年预算数|2024年预算数|增减额",
        "合计|14|13|-1",
        "一、“三公”经费小计|10|9|-1",
        "1.因公出国（境）费用|0|0|0",
        "2.公务接待费|2|1|-1",
        "3.公务用车购置及运行维护费|8|8|0",
        "二、会议费|2|2|0",
        "三、培训费|2|2|0",
    ]
    found = extracted(drawn(COVER, ["财政拨款“三公”经费、会议费和培训费支出预算表", UNIT, Frame(rows)]))
    names = ("total", "overseas_travel", "vehicles_total", "reception")
    assert column(found, "three_public", *names) == [yuan(9, 0, 8, 1)]
    assert found.rows["three_public"][0]["unplaced"]["合计/2024年预算数"] == "13"


def test_a_unit_beside_the_sum_of_its_economic_items() -> None:
    rows = [
        "单位名称|项目名称|经济科目编码|经济科目名称|总计",
        "舞阳县水利局||||35",
        "舞阳县水利局|人员工资|30101|基本工资|30",
        "舞阳县水利局|公用经费|30201|办公费|5",
        "合计||||35",
    ]
    found = extracted(drawn(COVER, ["部门基本支出预算表", UNIT, Frame(rows)]))
    assert column(found, "basic_expenditure", "department_economic", "total", "row_kind") == [
        ("舞阳县水利局", *yuan(35), "单位"),
        ("基本工资", *yuan(30), "明细"),
        ("办公费", *yuan(5), "明细"),
        ("合计", *yuan(35), "合计"),
    ]


def test_what_a_balance_of_appropriation_consists_of_whatever_its_ordinals() -> None:
    rows = [
        "收入|<|支出|<|<",
        "项目|金额|项目|合计|一般公共预算",
        "一、本年收入|91|一、本年支出|96.5|96.5",
        "一般公共预算拨款收入|91|一、教育支出|20|20",
        "政府性基金预算拨款收入||二、农林水支出|76.5|76.5",
        "年初财政拨款结转和结余|5.5|二、结转下年||",
        "一、一般公共预算财政拨款|5.5|||",
        "收入总计|96.5|支出总计|96.5|96.5",
    ]
    found = extracted(drawn(COVER, ["财政拨款收支预算总表", UNIT, Frame(rows)]))
    assert column(found, "appropriation", "item", "parent", "row_kind") == [
        ("本年收入", None, "小计"),
        ("一般公共预算拨款收入", "本年收入", "明细"),
        ("政府性基金预算拨款收入", "本年收入", "明细"),
        ("年初财政拨款结转和结余", None, "小计"),
        ("一般公共预算财政拨款", "年初财政拨款结转和结余", "明细"),
        ("收入总计", None, "合计"),
        ("本年支出", None, "小计"),
        ("教育支出", "本年支出", "明细"),
        ("农林水支出", "本年支出", "明细"),
        ("结转下年", None, "明细"),
        ("支出总计", None, "合计"),
    ]


def test_words_as_targets_keep_neither_a_sign_of_equality_nor_no_unit() -> None:
    rows = [
        "项目名称|一级指标|二级指标|三级指标|指标性质|指标值|度量单位",
        "河道清淤|产出指标|数量指标|清淤长度|>=|3|公里",
        "^|效益指标|社会效益指标|防洪能力|=|提高|无",
        "^|满意度指标|服务对象满意度|投诉|<=|两|次",
    ]
    found = extracted(drawn(COVER, ["项目支出绩效目标表", Frame(rows)]))
    assert column(found, "project_targets", "target", "target_value") == [
        (">=3公里", Decimal(3)),
        ("提高", None),
        ("<=两次", None),
    ]


@pytest.mark.parametrize("name", ["单位（科目名称）", "单位名称（科目）"])
def test_revenue_by_account_below_the_unit_that_has_it(name: str) -> None:
    rows = [
        f"科目编码|<|<|单位代码|{name}|总计|一般公共预算|<|其他收入",
        "类|款|项|^|^|^|小计|其中：财政拨款|^",
        "||||合计|12|11|11|1",
        "|||301001|舞阳县水利局|12|11|11|1",
        "208|05|05|301001|机关事业单位基本养老保险缴费支出|3|3|3|",
        "213|03|01|301001|行政运行|9|8|8|1",
    ]
    found = extracted(drawn(COVER, ["2019年部门收入总体情况表", UNIT, Frame(rows)]))
    assert column(found, "revenue", "row_kind", "budget_unit_code", "budget_unit", "function_code", "function") == [
        ("合计", None, None, None, "合计"),
        ("单位", "301001", "舞阳县水利局", None, None),
        ("明细", "301001", "舞阳县水利局", "2080505", "机关事业单位基本养老保险缴费支出"),
        ("明细", "301001", "舞阳县水利局", "2130301", "行政运行"),
    ]


def test_units_among_the_kinds_of_purchases_are_units_and_the_kind_goes_down() -> None:
    rows = [
        "采购品目大类|采购品目名称|采购组织形式|总计",
        "合计|||15.00",
        "货物|||12.00",
        "舞阳县水利局|||10.00",
        "|多功能一体机|集中采购|4.00",
        "|办公桌|分散采购|6.00",
        "舞阳县水利中心|||2.00",
        "|键盘|集中采购|2.00",
        "二、服务B|||3.00",
        "舞阳县水利局|||3.00",
        "|物业管理服务|分散采购|3.00",
    ]
    found = extracted(drawn(COVER, ["政府采购支出表", UNIT, Frame(rows)]))
    assert column(found, "procurement", "row_kind", "budget_unit", "catalogue", "item", "amount") == [
        ("合计", None, None, "合计", *yuan(15)),
        ("小计", None, "货物", None, *yuan(12)),
        ("单位", "舞阳县水利局", None, None, *yuan(10)),
        ("明细", "舞阳县水利局", "货物", "多功能一体机", *yuan(4)),
        ("明细", "舞阳县水利局", "货物", "办公桌", *yuan(6)),
        ("单位", "舞阳县水利中心", None, None, *yuan(2)),
        ("明细", "舞阳县水利中心", "货物", "键盘", *yuan(2)),
        ("小计", None, "二、服务B", None, *yuan(3)),
        ("单位", "舞阳县水利局", None, None, *yuan(3)),
        ("明细", "舞阳县水利局", "服务", "物业管理服务", *yuan(3)),
    ]
