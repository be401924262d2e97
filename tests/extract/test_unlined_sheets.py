"""项目绩效目标表 of one project without ruling lines: a form of labels and indicators, not a list."""

from __future__ import annotations

import pytest

from tests.extract.drawing import COVER, UNIT, column, extracted
from tests.extract.unlined import Sheet, Unlined, drawn, grids

TITLE = "2024年项目绩效目标表"
COLUMNS = (110, 130, 150, 110, 80)
HEAD = """
    项目名称|{name}|<|<|<
    主管部门|舞阳县水利局|<|实施单位|舞阳县水利局
"""
REST = """
    项目资金（万元）|年度资金总额|<|9.50|<
    ^|其中：政府预算资金|<|8.00|<
    ^|财政专户管理资金|<|0.00|<
    ^|单位资金|<|1.50|<
    一级指标|二级指标|三级指标|指标值|备注
    成本指标|经济成本指标|项目总成本|≤9.5万元|
    产出指标|数量指标|清淤长度|≥3公里|
    ^|^|加固长度|≥5公里|
    ^|^|验收合格率|100%|
    满意度指标|服务对象满意度指标|群众满意度|≥95%|
"""
TARGETS = [
    ("成本", "经济成本指标", "项目总成本"),
    ("产出", "数量指标", "清淤长度"),
    ("产出", "数量指标", "加固长度"),
    ("产出", "数量指标", "验收合格率"),
    ("满意度", "服务对象满意度指标", "群众满意度"),
]


@pytest.mark.parametrize("from_top", [False, True])
def test_a_sheet_a_page(from_top: bool) -> None:
    names = ("河道清淤", "堤防加固")
    sheets: list[Sheet] = [
        [TITLE, UNIT, Unlined(HEAD.format(name=name) + REST.lstrip("\n"), COLUMNS, from_top=from_top, flush=True)]
        for name in names
    ]
    found = extracted(drawn(COVER, *sheets))
    assert column(found, "project_funding", "project", "total", "government_budget", "unit_funds") == [
        (name, 95000, 80000, 15000) for name in names
    ]
    assert column(found, "project_targets", "project", "dimension", "level2", "indicator") == [
        (name, *target) for name in names for target in TARGETS
    ]


def test_a_sheet_whose_page_ends_before_its_columns_are_named() -> None:
    (first, second) = (Unlined(rows, COLUMNS, flush=True) for rows in (HEAD.format(name="河道清淤"), REST))
    whole = Unlined(HEAD.format(name="堤防加固") + REST.lstrip("\n"), COLUMNS, flush=True)
    found = extracted(drawn(COVER, [TITLE, UNIT, whole], [TITLE, UNIT, first], [second]))
    assert column(found, "project_funding", "project", "total") == [("堤防加固", 95000), ("河道清淤", 95000)]
    assert column(found, "project_targets", "dimension", "level2", "indicator") == TARGETS * 2


@pytest.mark.parametrize("flush", [False, True])
def test_a_label_beside_all_indicators_left_of_their_columns(flush: bool) -> None:
    rows = """
        项目名称|河道清淤|<|<|<
        主管部门|舞阳县水利局|<|实施单位|舞阳县水利局
        项目资金（万元）|年度资金总额|<|9.50|<
        ^|其中：政府预算资金|<|8.00|<
        绩效指标|一级指标|二级指标|三级指标|指标值
        ^|成本指标|经济成本指标|项目总成本|≤9.5万元
        ^|产出指标|数量指标|清淤长度|≥3公里
        ^|^|^|加固长度|≥5公里
        ^|^|^|验收合格率|100%
        ^|满意度指标|服务对象满意度指标|群众满意度|≥95%
    """
    found = extracted(drawn(COVER, [TITLE, UNIT, Unlined(rows, (90, 90, 150, 120, 90), flush=flush)]))
    assert column(found, "project_funding", "project", "total", "government_budget") == [("河道清淤", 95000, 80000)]
    values = ("≤9.5万元", "≥3公里", "≥5公里", "100%", "≥95%")
    assert column(found, "project_targets", "dimension", "level2", "indicator", "target") == [
        (*target, value) for target, value in zip(TARGETS, values, strict=True)
    ]


def test_such_a_label_beside_indicators_over_two_pages_below_a_title_with_the_year() -> None:
    head = "项目名称|河道清淤|<|<|<\n项目资金（万元）|年度资金总额|<|9.50|<\n"
    first = head + "绩效指标|一级指标|二级指标|三级指标|指标值\n|产出指标|数量指标|清淤长度|≥3公里\n"
    rest = "|产出指标|质量指标|验收合格率|100%\n|满意度指标|服务对象满意度指标|群众满意度|≥95%\n"
    (sheet, below) = (Unlined(rows, (90, 90, 150, 120, 90)) for rows in (first, rest))
    found = grids([TITLE, UNIT, sheet], [below, TITLE, "（2024年度）", sheet])
    assert found[1] == [[cell, *line.split("|")[1:]] for cell, line in zip(["", None], rest.splitlines(), strict=True)]
    assert [row[1:] for row in found[2] if row[-1]] == [
        ["年度资金总额", "", "", "9.50"],
        *(line.split("|")[1:] for line in first.splitlines()[2:]),
    ]
