"""Columns of the forms of objectives without a place in a table stay with the row they are printed in, and are told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from archive.extracted import Disclosure
from tests.extract.drawing import COVER, UNIT, Frame, column, drawn, extracted

TASKS = [
    "部门（单位）名称|<|舞阳县水利局|<|<|<",
    "年度主要任务|任务名称|主要内容|预算金额（万元）|<|<",
    "^|^|^|总额|财政拨款|其他资金",
    "^|机关运转|保障机关运转。|20.5|20.5|",
    "^|河道清淤|清淤三公里，|12|10|2",
    "^|金额合计|<|32.5|30.5|2",
    "年度总体目标|河道畅通，安全度汛。|<|<|<|<",
    "年度绩效指标|一级指标|二级指标|指标内容|指标值|权重",
    "^|产出指标|数量指标|清淤长度|≥3公里|40",
    "^|效益指标|社会效益指标|防洪能力|提高|60",
]
KEPT = [
    {"预算金额（万元）/总额": "20.5", "预算金额（万元）/财政拨款": "20.5"},
    {"预算金额（万元）/总额": "12", "预算金额（万元）/财政拨款": "10", "预算金额（万元）/其他资金": "2"},
    {"预算金额（万元）/总额": "32.5", "预算金额（万元）/财政拨款": "30.5", "预算金额（万元）/其他资金": "2"},
]
SHEET = [
    "项目名称|河道清淤|<|<|<",
    "资金情况（万元）|中期资金总额：|600|年度资金总额：|200",
    "^|其中：财政拨款|500|其中：财政拨款|150",
    "^|其他资金|100|其他资金|50",
    "绩效指标|一级指标|二级指标|三级指标|指标值",
    "^|产出指标|数量指标|清淤长度|≥10公里",
]


def told(found: Disclosure, kind: str) -> list[str]:
    return [problem.printed or "" for problem in found.problems if problem.kind == kind]


def test_amounts_beside_a_task_are_neither_its_words_nor_lost() -> None:
    found = extracted(drawn(COVER, ["部门整体支出绩效目标表", Frame(TASKS)]))
    assert column(found, "department_tasks", "part", "task", "content") == [
        ("年度主要任务", "机关运转", "保障机关运转。"),
        ("年度主要任务", "河道清淤", "清淤三公里，"),
        ("年度主要任务", "金额合计", None),
        ("年度履职目标", None, "河道畅通，安全度汛。"),
    ]
    assert [row["unplaced"] for row in found.rows["department_tasks"][:3]] == KEPT
    assert [row["row_kind"] for row in found.rows["department_tasks"]] == ["明细", "明细", "合计", "明细"]
    assert [row["unplaced"] for row in found.rows["department_targets"]] == [{"权重": "40"}, {"权重": "60"}]
    assert (found.numbers_captured, found.numbers_unplaced) == (0, 8)
    assert told(found, "column_unplaced") == ["、".join([*KEPT[2], "权重"])]
    # the form has no part of amounts, which is not the same as an empty one
    state = {each["form"]: each["state"] for each in found.form_states}
    assert (state["department_tasks"], state["department_funding"]) == ("filled", "absent")


def test_amounts_of_a_whole_term_are_not_the_years() -> None:
    found = extracted(drawn(COVER, ["项目支出绩效目标表", UNIT, Frame(SHEET)]))
    names = ("total", "government_budget", "unit_funds")
    assert column(found, "project_funding", *names) == [(Decimal(2_000_000), Decimal(1_500_000), Decimal(500_000))]
    (row,) = found.rows["project_funding"]
    assert row["unplaced"] == {
        "中期资金总额（万元）": "600",
        "中期/其中：财政拨款（万元）": "500",
        "中期/其他资金（万元）": "100",
    }
    assert len(told(found, "column_unplaced")) == 1
    assert (found.numbers_captured, found.numbers_unplaced, found.numbers_printed) == (3, 3, 6)


def test_every_project_of_a_list_keeps_its_other_columns() -> None:
    rows = [
        "序号|单位名称|项目名称|预算数|年度目标|一级指标|二级指标|三级指标|指标值|权重",
        "1|舞阳县水利局|河道清淤|30|河道畅通|产出指标|数量指标|清淤长度|≥3公里|60",
        "^|^|^|^|^|效益指标|社会效益指标|防洪能力|提高|40",
    ]
    found = extracted(drawn(COVER, ["项目支出绩效目标表", UNIT, Frame(rows)]))
    assert found.rows["project_funding"][0]["unplaced"] == {"年度目标": "河道畅通"}
    assert [row["unplaced"] for row in found.rows["project_targets"]] == [{"权重": "60"}, {"权重": "40"}]


def test_what_a_list_asks_for_without_an_indicator_is_told() -> None:
    rows = [
        "单位名称|项目名称|预算数|一级指标|二级指标|三级指标|指标值",
        "舞阳县水利局|河道清淤|30|产出指标|数量指标|清淤长度|≥3公里",
        "^|^|^|^|^||≥5公里",
    ]
    found = extracted(drawn(COVER, ["项目支出绩效目标表", UNIT, Frame(rows)]))
    assert column(found, "project_targets", "indicator", "target") == [("清淤长度", "≥3公里")]
    assert told(found, "row_unplaced") == ["≥5公里"]


def test_what_a_project_is_to_reach_in_its_whole_term_is_not_the_years() -> None:
    rows = [
        "项目名称|河道清淤|<|<|<",
        "绩效指标|一级指标|三级指标|实施周期指标值|年度指标值",
        "^|产出指标|清淤长度|≥10公里|≥3公里",
    ]
    found = extracted(drawn(COVER, ["项目支出绩效目标表", UNIT, Frame(rows)]))
    assert column(found, "project_targets", "target", "unplaced") == [("≥3公里", {"实施周期指标值": "≥10公里"})]


def test_figures_that_could_not_be_read_are_not_declared_empty() -> None:
    rows = ["项目|预算数（万元）|完成时限", "河道清淤|30.5|6月。", "防汛物资|10|5月。"]
    found = extracted(drawn(COVER, ["重点项目绩效目标情况表", Frame(rows)]))
    assert told(found, "table_unread")
    assert {each["state"] for each in found.form_states if each["form"].startswith("project_")} == {"absent"}


def test_a_cell_over_the_whole_form_has_lost_nothing() -> None:
    rows = [
        "当年整体绩效目标|<|<|<",
        "河道畅通，安全度汛。|<|<|<",
        "绩效指标|指标名称|指标性质|指标值",
        "^|清淤长度（公里）|≥|3",
    ]
    found = extracted(drawn(COVER, ["部门整体绩效目标表", Frame(rows)]))
    assert column(found, "department_tasks", "content", "reading") == [("河道畅通，安全度汛。", "printed")]
    assert not told(found, "realigned")


@pytest.mark.parametrize("label", ["项目编码", "项目代码："])
def test_the_code_that_a_sheet_prints_below_its_projects_name(label: str) -> None:
    sheet = [SHEET[0], f"{label}|411121240000000012345|<|<|<", *SHEET[1:]]
    found = extracted(drawn(COVER, ["项目支出绩效目标表", UNIT, Frame(sheet)]))
    code = [("411121240000000012345", "河道清淤")]
    assert column(found, "project_funding", "project_code", "project") == code
    assert column(found, "project_targets", "project_code", "project") == code


def test_a_project_without_code_and_amounts_below_others_that_have_both_is_told() -> None:
    rows = [
        "单位编码（项目编码）|项目单位（项目名称）|项目金额（万元）|<|绩效目标|<|<|<",
        "^|^|资金总额|政府预算资金|成本指标|<|产出指标|<",
        "^|^|^|^|三级指标|指标值|三级指标|指标值",
        "064001|舞阳县水利局|32|32||||",
        "411121250000000081307|【专项资金】河道清淤|20|20|清淤成本|≤20万元|清淤长度|≥3公里",
        "|与岸线整治|||||岸线长度|≥2公里",
        "411121250000000081315|【基本运转】防汛|12|12|防汛成本|≤12万元|演练次数|≥2次",
    ]
    found = extracted(drawn(COVER, ["部门预算项目绩效目标表", UNIT, Frame(rows)]))
    assert told(found, "row_unplaced") == ["与岸线整治 | 岸线长度 | ≥2公里"]
    assert len(found.rows["project_targets"]) == 5
