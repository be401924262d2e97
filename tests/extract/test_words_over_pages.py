"""What stands on one page and belongs to the next: words of merged cells, titles inside a frame."""

from __future__ import annotations

import pytest

from tests.extract.drawing import COVER, Frame, Sheet, column, drawn, extracted

ABOVE = [
    "部门（单位）名称|<|舞阳县水利局|<",
    "一级指标|二级指标|三级指标|指标值",
    "投入管理指标|工作目标管理|工作任务科学性|科学",
    "|防汛|巡查次数|≥12次",
    "^|^|巡查里程|≥90公里",
]
BELOW = ["产出指标||加固堤防|≥3公里", "^|灌溉|疏浚渠道|≥8公里"]


def test_the_words_of_a_merged_cell_that_ends_on_the_next_page_name_all_its_rows() -> None:
    found = extracted(drawn(COVER, ["部门整体绩效目标表", Frame(ABOVE)], [Frame(BELOW)]))
    assert column(found, "department_targets", "level1", "level2", "level3")[1:] == [
        ("产出指标", "防汛", "巡查次数"),
        ("产出指标", "防汛", "巡查里程"),
        ("产出指标", "防汛", "加固堤防"),
        ("产出指标", "灌溉", "疏浚渠道"),
    ]


def test_a_blank_note_at_the_foot_of_a_page_is_not_that_of_the_next_one_where_the_form_began_narrower() -> None:
    first = ["部门名称|<|舞阳县水利局|<", "年度履职目标|保障度汛|<|<", "预算情况|资金来源：|（1）政府预算资金|9.5"]
    second = [
        "^|资金结构：|（1）基本支出|9.5|<",
        "一级指标|二级指标|三级指标|指标值|指标值说明",
        "产出指标|防汛|巡查次数|≥12次|按月",
        "^|^|巡查里程|≥90公里|",
    ]
    last = ["产出指标|防汛|加固堤防|≥3公里|以验收为准", "^|灌溉|疏浚渠道|≥8公里|"]
    blank = [second[0].replace("^", "", 1), *second[1:]]
    form: Sheet = ["部门整体绩效目标表", Frame(first, (0, 15, 35, 60, 100))]
    frames = [[Frame(rows, (0, 15, 35, 60, 75, 100))] for rows in (blank, last)]
    found = extracted(drawn(COVER, form, *frames))
    assert column(found, "department_targets", "level3", "note") == [
        ("巡查次数", "按月"), ("巡查里程", None), ("加固堤防", "以验收为准"), ("疏浚渠道", None),
    ]  # fmt: skip


REVENUE = [
    "单位编码|单位名称|合计|一般公共预算拨款收入|上年结转结余",
    "|合计|9.5|8.5|1",
    "070001|舞阳县水利局|9.5|8.5|1",
]
CAPTION = ["表2|<|<|<|<", "2024年收入总体情况表|<|<|<|<"]
SPENDING = [
    "2024年支出总体情况表|<|<|<|<",
    "单位：万元|<|<|<|<",
    "科目编码|科目名称|合计|基本支出|项目支出",
    "2130301|行政运行|9.5|9.5|",
]


@pytest.mark.parametrize("unit", ["单位：万元|<|<|<|<", "部门名称：舞阳县水利局|<|<|单位：万元|<"])
def test_a_title_inside_the_frame_at_the_foot_of_a_page_is_of_the_table_on_the_next(unit: str) -> None:
    found = extracted(drawn(COVER, [Frame([*SPENDING, *CAPTION])], [Frame([unit, *REVENUE])]))
    assert column(found, "revenue", "total", "row_kind") == [(95000, "合计"), (95000, "明细")]


def test_the_lines_of_another_form_in_the_frame_make_no_columns_of_a_form() -> None:
    targets = [
        "部门整体绩效目标表|<|<|<|<|<",
        "部门（单位）名称|<|<|舞阳县水利局|<|<",
        "一级指标|<|二级指标|三级指标|<|指标值",
        "产出指标|<|防汛|加固堤防|<|≥3公里",
    ]
    lists = ["2024年支出总体情况表|<|<|<|<|<", "单位：万元|<|<|<|<|<", "科目编码|科目名称|<|合计|基本支出|项目支出"]
    figures = ["2130301|行政运行|<|9.5|9.5|", "2130302|一般行政管理事务|<|3|1|2", "2130305|水利工程建设|<|2||2"]
    further = ["^|灌溉|疏浚渠道|≥8公里", "效益指标|民生|受益人口|≥3万人"]
    rows = ["产出指标" + further[0][1:], further[1]]
    found = extracted(drawn(COVER, [Frame([*lists, *figures, *targets])], [Frame(rows)]))
    assert column(found, "department_targets", "level1", "level2", "level3", "target") == [
        ("产出指标", "防汛", "加固堤防", "≥3公里"),
        ("产出指标", "灌溉", "疏浚渠道", "≥8公里"),
        ("效益指标", "民生", "受益人口", "≥3万人"),
    ]


def test_amounts_that_a_project_leaves_blank_are_not_those_of_the_next_page() -> None:
    header = [
        "单位编码（项目编码）|项目单位（项目名称）|项目金额（万元）|<|产出指标|<",
        "^|^|资金总额|单位资金|三级指标|指标值",
    ]
    first = ["411121240000000012345|河道清淤|9.5||清淤长度|≥3公里", "^|^|^|^|验收合格率|100%"]
    second = ["411121240000000012346|堤防加固|8|2|加固长度|≥5公里", "^|^|^|^|验收合格率|98%"]
    found = extracted(drawn(COVER, ["项目绩效目标表", Frame([*header, *first])], [Frame(second)]))
    assert column(found, "project_funding", "project", "unit_funds") == [("河道清淤", None), ("堤防加固", 20000)]


def test_a_project_that_both_pages_print_is_one() -> None:
    header = [
        "单位编码（项目编码）|项目单位（项目名称）|项目金额（万元）|<|产出指标|<",
        "^|^|资金总额|单位资金|三级指标|指标值",
    ]
    first = [
        "411121240000000012345|河道清淤|9.5||清淤长度|≥3公里",
        "411121240000000012346|堤防加固|8|2|加固长度|≥5公里",
    ]
    second = ["411121240000000012346|堤防加固|8|2|验收合格率|≥5公里", "^|^|^|^|完成时间|12月"]
    found = extracted(drawn(COVER, ["项目绩效目标表", Frame([*header, *first])], [Frame(second)]))
    assert column(found, "project_funding", "project", "total") == [("河道清淤", 95000), ("堤防加固", 80000)]
    assert found.numbers_printed == found.numbers_captured
    assert column(found, "project_targets", "project", "indicator", "target")[1:] == [
        ("堤防加固", "加固长度", "≥5公里"), ("堤防加固", "验收合格率", "≥5公里"), ("堤防加固", "完成时间", "12月"),
    ]  # fmt: skip


def test_a_project_whose_cells_have_their_words_on_the_next_page_begins_on_this_one() -> None:
    header = [
        "单位编码（项目编码）|项目单位（项目名称）|项目金额（万元）|<|产出指标|<",
        "^|^|资金总额|单位资金|三级指标|指标值",
    ]
    first = ["411121240000000012345|河道清淤|9.5||清淤长度|≥3公里", "||||加固长度|≥5公里", "^|^|^|^|加固数量|≥2处"]
    second = ["411121240000000012346|堤防加固|8|2|验收合格率|98%", "^|^|^|^|完成时间|12月"]
    found = extracted(drawn(COVER, ["项目绩效目标表", Frame([*header, *first])], [Frame(second)]))
    assert column(found, "project_targets", "project", "indicator") == [
        ("河道清淤", "清淤长度"), ("堤防加固", "加固长度"), ("堤防加固", "加固数量"),
        ("堤防加固", "验收合格率"), ("堤防加固", "完成时间"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "note",
    ["备注：本单位2024年无国有资本经营预算安排的支出，此表为空表。", "注：2024年没有政府性基金预算支出，本表为空表"],
)
def test_a_note_that_calls_its_table_empty_is_no_title_above_the_next_one(note: str) -> None:
    spending = ["科目编码|科目名称|合计|基本支出|项目支出", "2130301|行政运行|9.5|9.5|"]
    lists = ["类型|项目名称|项目单位|合计|一般公共预算", "|||9.5|9.5", "特定目标类|河道清淤|舞阳县水利局|9.5|9.5"]
    foot = [note, "2024年项目支出表", "部门名称：舞阳县水利局　单位：万元"]
    found = extracted(drawn(COVER, ["2024年支出总体情况表", "单位：万元", Frame(spending), *foot], [Frame(lists)]))
    assert column(found, "projects", "project", "total") == [(None, 95000), ("河道清淤", 95000)]
