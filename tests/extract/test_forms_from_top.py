"""整体绩效目标表 whose labels stand on the first of their rows: at their top, or in a row of blank cells."""

from __future__ import annotations

from typing import Literal

import pytest

from samples.documents.grid import parse
from tests.extract.drawing import BODY, COVER, UNIT, Frame, column, drawn, extracted
from tests.extract.unlined import Sheet, Unlined, grids, printed, texts

TITLE = ["整体绩效目标表", "（2024年度）"]
NAMES = "一级指标|二级指标|三级指标|指标值|指标值说明\n"
PLAN = """
    部门名称|舞阳县水利局|<|<|<
    年度履职目标|河道畅通，水库安全度汛。|<|<|<
    年度主要任务|任务名称|<|主要内容|<
    ^|修水库|<|加固三座|<
    ^|清河道|<|清淤五公里|<
    ^|备物资|<|入库|<
    ^|练队伍|<|演练两次|<
    预算情况|部门预算总额（万元）|<|12.5|<
    ^|1、资金来源：（1）政府预算资金|<|12.5|<
    ^|（2）财政专户管理资金|<||
    ^|（3）单位资金|<||
    ^|2、资金结构：（1）基本支出|<|9.5|<
    ^|（2）项目支出|<|3.0|<
"""
TARGETS = """
    投入管理指标|工作目标管理|目标相关性|相关|
    ^|预算管理|预算完整性|完整|
"""
WIDTHS = (90, 120, 120, 120, 120)


def _without_merges(rows: str) -> list[list[str | None]]:
    return [[None if text == "^" else "" if text == "<" else text for text in row] for row in parse(rows)]


def test_an_amount_left_blank_is_a_row_beside_the_label_above_it() -> None:
    table = Unlined(PLAN + NAMES + TARGETS, WIDTHS, flush=True, from_top=True, padding=5)
    assert grids([*TITLE, table]) == [_without_merges(PLAN + NAMES + TARGETS)]


def test_labels_of_a_later_page_stand_as_those_before() -> None:
    more = """
        ||结转结余率|≤15%|
        ^|^|资产规范性|规范|
        ^|^|决算真实性|真实|
        ^|绩效管理|监控完成率|100%|
        ^|^|自评完成率|100%|
        产出指标|重点工作|修水库|≥3座|
        ^|^|清河道|≥5公里|
    """
    pages = [Unlined(text, WIDTHS, flush=True, from_top=True, padding=5) for text in (PLAN + NAMES + TARGETS, more)]
    _, rest = grids([*TITLE, pages[0]], [pages[1]])
    labels = [(level, name) for level, name, *_ in rest]
    assert labels[3:] == [(None, "绩效管理"), (None, None), ("产出指标", "重点工作"), (None, None)]


def test_blank_cells_below_a_label_go_on_with_it_where_none_are_merged() -> None:
    rows = [
        "年度履职目标|河道畅通。|||",
        "预算情况|部门预算总额（万元）||12.5|",
        NAMES.strip(),
        "产出指标|重点工作|修水库|≥3座|",
        "||清河道|≥5公里|",
        "||备物资|≥1批|",
        "效益指标|满意度|群众满意度|≥95%|",
        "||企业满意度|≥90%|",
    ]
    found = extracted(drawn(COVER, [TITLE[0], BODY, UNIT, Frame(rows)]))
    levels = column(found, "department_targets", "level1", "level2")
    assert levels == [("产出指标", "重点工作")] * 3 + [("效益指标", "满意度")] * 2
    assert not [problem for problem in found.problems if problem.kind == "realigned"]


@pytest.mark.parametrize("nil", ["/", "——", "－"])
def test_a_printed_nil_is_no_label(nil: str) -> None:
    rows = [
        "年度履职目标|河道畅通。|<",
        "预算情况|部门预算总额（万元）|12.5",
        "^|资金来源：政府预算资金|12.5",
        f"^|财政专户管理资金|{nil}",
        f"^|单位资金|{nil}",
    ]
    found = extracted(drawn(COVER, [TITLE[0], BODY, UNIT, Frame(rows)]))
    items = column(found, "department_funding", "item", "amount")
    assert [item for item, _ in items] == ["部门预算总额（万元）", "政府预算资金", "财政专户管理资金", "单位资金"]
    assert [amount for _, amount in items][2:] == [None, None]


@pytest.mark.parametrize("bands", ["rows", "cells"])
def test_a_page_whose_figures_are_all_targets_is_not_ruled_by_its_colours(bands: Literal["rows", "cells"]) -> None:
    more = (
        "|绩效管理|监控完成率|100%|\n^|^|自评完成率|≥98%|\n产出指标|重点工作|水库加固率|≥95%|\n^|^|河道清淤率|100%|\n"
    )
    pages = [Unlined(text, WIDTHS, flush=True, padding=5, bands=bands) for text in (PLAN + NAMES + TARGETS, more)]
    _, rest = grids([*TITLE, pages[0]], [pages[1]])
    assert [row[2:4] for row in rest] == [row.split("|")[2:4] for row in more.splitlines()]


def test_a_running_header_above_the_next_title_is_no_line_of_the_form() -> None:
    running = "舞阳县水利局2024年预算公开"
    table = Unlined("单位代码|单位名称|总计\n|合计|12.5\n125001|舞阳县水利局|12.5", (120, 120, 120), header=1)
    form = Unlined(PLAN + NAMES + TARGETS, WIDTHS, flush=True, from_top=True, padding=5)
    before: list[Sheet] = [[running, f"部门收入预算表{n}", UNIT, table] for n in "一二三"]
    pages = printed(*before, [running, *TITLE, form], [running, "政府采购汇总表", UNIT, table])
    assert [len(page.grids) for page in pages] == [1, 1, 1, 1, 1]
    assert texts(pages[-2].grids[0]) == _without_merges(PLAN + NAMES + TARGETS)
