"""Titles of forms behind the names of bodies, forms in files of their own, sheets under one title."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook

from extract.assemble import assemble
from extract.counting import count_printed
from extract.document import Cell, Grid, Line, Page, Row
from extract.identity import Hints
from extract.readers.html import read as printed
from extract.readers.text import read
from extract.readers.workbook import read as read_workbook
from extract.rows.project_sheet import project_sheet_rows
from extract.states import noted_empty
from extract.tables.captions import Caption, read_caption
from extract.tables.titles import bare_title, body_of, form_of
from extract.tables.whole import WholeTable
from samples.documents.grid import parse
from tests.extract.drawing import BODY, COVER, UNIT, Frame, Sheet, drawn, extracted


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("2018年洛阳市卫生健康委员会部门收支预算总表", "revenue_expenditure"),
        ("2018年洛阳市社会保险中心部门支出预算总表", "expenditure"),
        ("2024年洛阳市文学艺术界联合会收入总体情况表", "revenue"),
        ("2023年部门预算项目支出表", "projects"),
        ("2024年单位综合预算专项业务经费支出表", "projects"),
        ("2023年单位预算项目支出表", "projects"),
        ("2024年部门预算项目绩效汇总表", "project_objectives"),
        ("预算01表：部门收支预算总体情况表（2024年）", "revenue_expenditure"),
        ("部门预算收入支出总表（2024年度）", "revenue_expenditure"),
        ("附表三 支出预算总表", "expenditure"),
        ("2024年支出功能分类预算表", "expenditure"),
        ("2024年鹤城市卫生健康委员会支出总表", "expenditure"),
        ("附件四财政拨款总体收支情况表", "appropriation"),
        ("附表五 一般公共预算支出表", "general_budget_expenditure"),
        ("表五 一般公共预算功能分类支出表", "general_budget_expenditure"),
        ("支出预算经济科目汇总表", "economic_classification"),
        ("支出预算汇总表（按经济分类）", "economic_classification"),
        ("附表八“三公”经费预算表", "three_public"),
        ("2024年项目经费支出预算表", "projects"),
        ("项目支出总体情况表", "projects"),
        ("2024年政府采购项目预算表", "procurement"),
        ("政府集中采购预算表", "procurement"),
        ("部门（单位）整体绩效目标批复表", "department_objectives"),
    ],
)
def test_the_form_that_a_title_names(title: str, form: str) -> None:
    found = form_of(bare_title(title))
    assert found is not None
    assert found.name == form


WIDE = ["合计|因公出国（境）费|公务用车费|公务接待费", "12.50||8.00|4.50"]
LISTED = ["项目|金额", "共计|12.50", "1、因公出国（境）费用|", "2、公务接待费|4.50", "3、公务用车费|8.00"]


@pytest.mark.parametrize("printed", [WIDE, LISTED])
@pytest.mark.parametrize("heading", ["九、机关运行经费", "部门预算公开表9：机关运行经费（单位：万元）"])
def test_a_table_that_is_no_form_does_not_go_on_the_one_before_it(printed: list[str], heading: str) -> None:
    found = extracted(
        drawn(
            COVER,
            ["八、2024年“三公”经费预算表", f"{BODY} {UNIT}", Frame(printed)],
            [heading, f"{BODY} {UNIT}", Frame(["项目|金额", "机关运行经费|15.50"])],
        )
    )
    (row,) = found.rows["three_public"]
    assert (row["total"], row["vehicles_total"], row["reception"]) == (125_000, 80_000, 45_000)
    assert [problem.kind for problem in found.problems if problem.kind == "table_unknown"] == ["table_unknown"]


def test_an_empty_form_in_a_file_of_its_own() -> None:
    found = extracted(
        drawn(
            [
                "舞阳县水利局2024年政府性基金预算支出情况表",
                f"{BODY} {UNIT}",
                "我部门2024年没有政府性基金预算安排的支出，故此表为空。",
            ]
        )
    )
    assert (found.keys.department, found.keys.year) == ("舞阳县水利局", 2024)
    states = {state["form"]: state["state"] for state in found.form_states}
    assert states["government_fund_expenditure"] == "declared empty"


def test_the_note_below_the_high_header_of_an_empty_form() -> None:
    title = "2024年政府性基金预算支出情况表"
    header = ["科目编码", "单位代码", "科目名称", "合计", "基本支出", "小计", "人员经费", "公用经费", "项目支出"]
    for note in ("注：如本表为空表，则表示本部门或单位当年无此项预算。", "备注：本单位2024年度无政府性基金预算。"):
        lines = [title, "单位：万元", *header, "合计", note]
        assert noted_empty(lines) == {"government_fund_expenditure": title}
    # what the narrative says after the contents' last title is of no table
    assert not noted_empty([title, *header, "二、机构设置", "没有政府性基金预算安排的支出。"])
    assert not noted_empty([title, "机构没有变动，本年安排预算支出 20 万元。"]), (
        "two clauses: what is missing is in the first"
    )


def test_the_year_in_a_line_of_its_own_below_a_title() -> None:
    balance = [BODY, UNIT, "收入||支出|", "项目|金额|项目|金额", "收入总计|5|支出总计|5"]
    titles = [
        "收支总体",
        "收入总体",
        "支出总体",
        "财政拨款收支总体",
        "一般公共预算支出",
        "政府性基金预算支出",
        "项目支出",
    ]
    aims = ["整体绩效目标表", "（2025年度）", "年度履职目标|保障防汛安全", "一级指标|二级指标|三级指标|指标值"]
    book = Workbook()
    for lines in (*([f"{title}情况表", *balance] for title in titles), aims):
        sheet = book.create_sheet()
        for line in lines:
            sheet.append(line.split("|"))
    book.remove(book.worksheets[0])
    data = io.BytesIO()
    book.save(data)
    (found,) = assemble(read_workbook(data.getvalue()), Hints()).disclosures
    assert (found.keys.department, found.keys.year) == ("舞阳县水利局", 2025)


def test_a_page_that_but_names_a_form_is_no_disclosure() -> None:
    page = "详见附件：\n舞阳县水利局本级2024年度整体预算绩效目标表\n"
    found = assemble(read(page.encode()), Hints())
    assert (found.outcome, found.disclosures) == ("not_a_disclosure", [])


_SPENDING = "\n\n单位：万元\n\n| 科目编码 | 科目名称 | 合计 |\n|---|---|---|\n| 213 | 农林水支出 | 5.2 |\n\n"


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        ("关于漯河市2023年财政预算执行情况和2024年财政预算草案的报告", "2024年市本级一般公共预算支出预算表"),
        ("舞阳县财政局2024年预算公开", "2024年全县一般公共预算支出预算表"),
        ("舞阳县2024年政府预算公开", "一般公共预算支出表"),
        ("漯河市郾城区2024年预算公开", "一般公共预算支出表"),
    ],
)
def test_the_budget_of_a_whole_place_is_no_departments(cover: str, title: str) -> None:
    page = f"{cover}\n\n{title}{_SPENDING}"
    found = assemble(read(page.encode()), Hints())
    assert (found.outcome, found.disclosures) == ("not_a_disclosure", [])
    assert "一级政府" in found.problems[0].message


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("漯河市2024年部门预算集中公开", "80家市级部门集中公开2024年部门预算。全市“三公”经费预算3200万元。"),
        ("2024年部门预算公开政策解读", "一般公共预算是指对以税收为主体的财政收入安排的预算。"),
        ("漯河市水利局2024年度部门预算执行情况审计结果公告", "2024年收入总计5000万元，存在问题：未按规定执行。"),
    ],
)
def test_news_of_disclosures_with_their_words_and_hardly_a_figure(title: str, text: str) -> None:
    words = "公开内容包括收入总计、支出总计、基本支出、项目支出、一般公共预算支出、机关运行经费和“三公”经费等。"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{words}{text}</p></body></html>"
    assert assemble(printed(page.encode()), Hints()).outcome == "not_a_disclosure"


def test_a_short_narrative_under_the_title_of_one_is_a_disclosure() -> None:
    lines = (
        "舞阳县水利管理站2026年单位预算情况说明",
        "一、单位收支总体情况",
        "（一）收入预算：2026年年初预算数409.40万元，其中：一般公共预算拨款402.10万元，上年结转结余资金7.30万元，",
        "较去年增加26.90万元，主要是一般公共预算拨款增加。",
        "（二）支出预算：2026年年初预算数409.40万元，其中：农林水支出380.20万元，住房保障支出29.20万元，",
        "主要是基本支出增加，同比增长7.03%，其中项目支出增加20.05万元。",
    )
    (found,) = assemble(read("\n".join(lines).encode()), Hints()).disclosures
    assert (found.keys.department, found.keys.scope) == ("舞阳县水利管理站", "单位")


def test_forms_at_the_level_of_a_city_are_its_departments() -> None:
    titles = ("2024年市本级部门收支总表", "漯河市水利局本级2024年支出总表", "2024年市级部门一般公共预算支出表")
    page = "漯河市水利局2024年部门预算\n\n" + "".join(title + _SPENDING for title in titles)
    (found,) = assemble(read(page.encode()), Hints()).disclosures
    assert found.keys.department == "漯河市水利局"


def test_a_list_whose_only_numbers_are_those_of_its_lines_is_no_unknown_table() -> None:
    units = ["序号|单位名称|备注", "1|舞阳县水利局（本级）|", "2|舞阳县水库管理处|"]
    meetings = ["序号|会议名称|金额", "1|年会|3.5", "2|例会|2"]
    spending = ["科目编码|科目名称|合计", "213|农林水支出|5.2"]
    lists: Sheet = ["所属单位情况见下表", Frame(units), "会议费明细表", Frame(meetings)]
    found = extracted(drawn(["舞阳县水利局2024年部门预算"], ["支出总表", UNIT, Frame(spending), *lists]))
    told = [problem.message for problem in found.problems if problem.kind == "table_unknown"]
    assert len(told) == 1
    assert "会议费明细表" in told[0]


def test_sheets_of_one_title_with_other_columns() -> None:
    narrow = """
        项目名称|防汛物资|<|<
        项目资金（万元）|年度资金总额|5|<
        一级指标|二级指标|三级指标|指标值
        产出指标|数量指标|检查次数|≥3次
    """
    wide = """
        项目名称|水库除险|<|<|<
        项目资金（万元）|年度资金总额|<|7|<
        一级指标|二级指标|三级指标|<|指标值
        产出指标|数量指标|完工座数|<|≥2座
    """
    rows = [[None if text == "<" else Cell(text) for text in row] for row in [*parse(narrow), *parse(wide)]]
    found = project_sheet_rows(WholeTable(Caption(), [], rows, [], []), "万元")
    told = [
        (table, record.get("project"), record.get("total") or record.get("target")) for table, _, record in found.rows
    ]
    assert told == [
        ("project_targets", "防汛物资", "≥3次"),
        ("project_funding", "防汛物资", Decimal(50000)),
        ("project_targets", "水库除险", "≥2座"),
        ("project_funding", "水库除险", Decimal(70000)),
    ]


def test_the_number_of_a_page_and_of_all_pages_is_no_amount() -> None:
    assert count_printed([Page(1, tokens=[["合计", "12.5"], ["第", "1", "页，共", "1", "页"]])]) == 1


def test_a_narrative_on_a_page_of_its_own_is_a_disclosure() -> None:
    title = "漯河市水利局2015年度部门预算公开情况说明"
    text = """
<h3>一、部门概况</h3><p>市水利局负责防汛。</p>
<h3>二、收入预算情况说明</h3><p>2015年收入预算共安排国库拨款资金923.2万元。</p>
<h3>三、支出预算情况说明</h3><p>2015年预算支出安排一般公共预算财政拨款支出923.2万元。</p>
<h3>四、“三公经费”增减变化原因说明</h3>
<p>2015年“三公经费”预算数为71万元，其中：公务车辆运行维护费预算51万元；公务接待费预算20万元。</p>"""
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"
    found = assemble(printed(page.encode()), Hints())
    (disclosure,) = found.disclosures
    assert (found.outcome, disclosure.keys.department, disclosure.keys.year) == ("ok", "漯河市水利局", 2015)
    assert [row["metric"] for row in disclosure.statements] == [
        "general_budget_expenditure",
        "three_public",
        "vehicle_operation",
        "reception",
    ]


def test_what_no_form_claims_is_told_by_its_whole_title() -> None:
    rows = ["功能科目编码|功能科目名称|合计|备注", "21303|水利|12.5|"]
    title = ["2024年部门综合预算一般公共预算基本支出明细表（按支出功能分类科", "目-不含上年结转）"]
    balance = Frame(["收入|<|支出|<", "项目|金额|项目|金额", "收入总计|12.5|支出总计|12.5"])
    found = extracted(drawn(COVER, ["收支总体情况表", UNIT, balance], [*title, UNIT, Frame(rows)]))
    (told,) = (problem.message for problem in found.problems if problem.kind == "table_unknown")
    assert f"“{''.join(title)}”" in told


def test_a_title_is_kept_with_the_usual_characters() -> None:
    rows: list[Row] = [[Cell("项⽬"), Cell("⾦额")], [Cell("收⼊总计"), Cell("12.5")]]
    caption, _ = read_caption(Grid(rows, 1, [Line("２０２４年收⽀总体情况表", (0.0, 0.0, 100.0, 10.0))]))
    assert caption.title == "2024年收支总体情况表"


def test_a_title_and_the_body_below_it_in_one_paragraph() -> None:
    title = "六、一般公共预算基本支出预算明细表（按经济分类）（单位：元）"
    lead = [Line(f"{title}部门/单位：舞阳县水利局（汇总）\t货币单位：元")]
    caption, _ = read_caption(Grid([[Cell("科目编码"), Cell("金额")]], None, lead))
    assert caption.form is not None
    assert (caption.title, caption.form.name, caption.unit) == (title, "basic_expenditure", "元")
    assert (caption.body or "").startswith("舞阳县水利局")


def test_a_unit_on_the_line_below_its_label_is_no_body() -> None:
    lead = [Line("2024年支出总体情况表"), Line("部门名称：舞阳县水利局"), Line("单位："), Line("万元")]
    caption, _ = read_caption(Grid([[Cell("科目编码"), Cell("金额")]], None, lead))
    assert (caption.body, caption.unit) == ("舞阳县水利局", "万元")


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("部门名称：舞阳县水利局", "舞阳县水利局"),
        ("单位名称舞阳县水利局", "舞阳县水利局"),
        ("单位名称合计上年结转一般公共预算", None),
    ],
)
def test_a_header_in_one_line_names_no_body(line: str, body: str | None) -> None:
    assert body_of(line) == body


def test_contents_above_a_page_number_with_recognised_dashes_are_no_empty_form() -> None:
    balance = Frame(["收入|<|支出|<", "项目|金额|项目|金额", "收入总计|12.5|支出总计|12.5"])
    contents = ["一、收支总表", "二、国有资本经营预算支出表", "一    1    一"]
    found = extracted(drawn(COVER, contents, ["收支总表", UNIT, balance]))
    assert [table["page"] for table in found.source_tables] == [3]
    states = {state["form"]: state["state"] for state in found.form_states}
    assert states["state_capital_expenditure"] != "declared empty"
