"""Tables without ruling lines whose rows stand as close as the lines of their cells, set in their middle."""

from __future__ import annotations

from typing import Literal

import pytest

from samples.documents.grid import parse
from tests.extract.unlined import Unlined, grids

UNIT = "单位：万元"
HEADER = "类型|项目名称|项目单位|合计|财政拨款\n"
AIMS = """
    部门名称|舞阳县水利局|<|<|<
    年度履职目标|以高质量发展为主线，全面提升服务能力和水平，重点项目按期完成，群众满意度持续提高。|<|<|<
    年度主要任务|任务名称|主要内容|<|<
    ^|推进项目|加强进度调度和质量监管。|<|<
    一级指标|二级指标|三级指标|指标值|指标值说明
"""
Order = Literal["wrapped last", "lines", "cells"]


def _as_printed(*blocks: str) -> list[list[str | None]]:
    rows = [row for block in blocks for row in parse(block)]
    return [[None if text == "^" else "" if text == "<" else text for text in row] for row in rows]


@pytest.mark.parametrize("columns", [(50, 90, 82, 50, 50), (50, 70, 60, 50, 50)])
def test_lines_half_a_line_off_that_a_browser_sets_to_whole_pixels(columns: tuple[int, ...]) -> None:
    rows = """
        其他运转类|乡村振兴驻村帮扶工作专项经费|市农业局|269.50|269.50
        其他运转类|公益性岗位补助资金及管理|市农业局|236.10|236.10
        其他运转类|农业农村宣传教育培训经费|市农业局|113.90|113.90
        特定目标类|城市基础设施配套工作经费|市农业局|204.40|204.40
    """
    table = Unlined(HEADER + rows, columns, header=1, padding=0, pixel=1.0)
    assert grids(["项目支出表", UNIT, table]) == [_as_printed(HEADER, rows)]


@pytest.mark.parametrize("order", ["wrapped last", "lines"])
@pytest.mark.parametrize("padding", [0.0, 1.5])
def test_an_explanation_of_several_lines_is_its_indicators(order: Order, padding: float) -> None:
    """The label beside rows of unlike height stands in the middle of all of them, not of their cells' middles."""
    targets = """
        投入管理指标|工作目标管理|履职目标相关性|相关|
        ^|^|工作任务科学性|科学|
        ^|^|绩效指标合理性|合理|反映各项目标任务按计划完成的情况和所产生的实际效果以及社会公众对部门工作的评价
        ^|预算和财务管理|预算编制完整性|完整|
        ^|^|预算执行率|≥95%|
        ^|^|预算调整率|≤15%|
        ^|^|决算真实性|真实|
        产出指标|重点工作任务|推进项目建设|≥99%|
        ^|^|防范化解风险|≥99%|
        效益指标|满意度|群众满意度|≥90%|用以考核预算编制和执行的规范程度
    """
    balance = Unlined(
        "项目|金额|对个人和家庭的补助支出|金额\n一、甲|1.00|一、甲|1.00\n二、乙|2.00|二、乙|2.00\n三、丙|3.00|三、丙|3.00",
        (60, 60, 60, 60),
        header=1,
        padding=3,
    )
    form = Unlined(AIMS + targets, (70, 75, 90, 50, 80), flush=True, padding=padding, order=order)
    found = grids(["收支总体情况表", UNIT, balance], ["整体绩效目标表", "（2024年度）", form])
    assert found[1] == _as_printed(AIMS, targets)


def test_a_label_beside_the_first_of_a_numbered_list_stands_at_the_top_of_its_rows() -> None:
    """In the middle of the rows around it each label would stand as well."""
    rows = """
        部门名称|舞阳县水利局|<|<|<
        年度履职目标|河道畅通，水库安全度汛。|<|<|<
        年度主要任务|任务名称|主要内容|<|<
        ^|1.防范风险|开展专项排查。|<|<
        ^|2.日常管理|完善内部控制。|<|<
        ^|3.队伍建设|组织业务培训。|<|<
        ^|4.重点项目|按照计划推进。|<|<
        预算情况|部门预算总额（元）|<|<|10,310,151
        ^|1、资金来源：|（1）政府预算资金|<|10,310,151
        ^|^|（2）财政专户管理资金|<|-
        ^|^|（3）单位资金|<|-
        ^|2、资金结构：|（1）基本支出|<|3,581,399
        ^|^|（2）项目支出|<|6,728,752
        一级指标|二级指标|三级指标|指标值|指标值说明
    """
    form = Unlined(rows, (80, 90, 110, 60, 80), flush=True, from_top=True, padding=2)
    assert grids(["整体绩效目标表", "（2024年度）", form]) == [_as_printed(rows)]


@pytest.mark.parametrize("padding", [2.0, 2.25, 2.5, 2.75])
def test_lines_of_the_form_that_a_browser_sets_to_whole_pixels(padding: float) -> None:
    targets = """
        投入管理指标|工作目标管理|履职目标相关性|相关|用以考核预算编制和执行的规范程度
        ^|^|工作任务科学性|科学|反映部门履职情况
        ^|^|绩效指标合理性|合理|用以考核预算编制和执行的规范程度及其完成情况
        产出指标|重点工作任务|推进项目建设|≥99%|用以考核预算编制和执行的规范程度
        效益指标|满意度|群众满意度|≥90%|用以考核预算编制和执行的规范程度
    """
    balance = Unlined(
        "项目|金额|对个人和家庭的补助支出|金额\n一、甲|1.00|一、甲|1.00\n二、乙|2.00|二、乙|2.00\n三、丙|3.00|三、丙|3.00",
        (60, 60, 40, 60),
        header=1,
        padding=3,
        leading=1.13,
        pixel=0.75,
        order="cells",
    )
    widths = (70, 75, 90, 50, 80)
    form = Unlined(AIMS + targets, widths, flush=True, padding=padding, leading=1.13, pixel=0.75, order="cells")
    found = grids(["收支总体情况表", UNIT, balance], ["整体绩效目标表", "（2024年度）", form])
    assert found[1] == _as_printed(AIMS, targets)


def test_names_of_amounts_one_after_the_other_beside_which_none_is_printed() -> None:
    rows = """
        部门名称|舞阳县水利局|<|<
        预算情况|部门预算总额（万元）|<|12.50
        ^|1、资金来源：（1）政府预算资金|<|12.50
        ^|（2）财政专户管理资金|<|
        ^|（3）单位资金|<|
        ^|2、资金结构：（1）基本支出|<|8.50
        ^|（2）项目支出|<|4.00
        一级指标|二级指标|三级指标|指标值
        产出指标|重点工作任务|推进项目建设|≥99%
        效益指标|满意度|群众满意度|≥90%
    """
    balance = Unlined(
        "项目|金额|对个人和家庭的补助支出|金额\n一、甲|1.00|一、甲|1.00\n二、乙|2.00|二、乙|2.00\n三、丙|3.00|三、丙|3.00",
        (60, 60, 60, 60),
        header=1,
        padding=3,
    )
    form = Unlined(rows, (70, 110, 110, 60), flush=True, padding=0.2, order="cells")
    found = grids(["收支总体情况表", UNIT, balance], ["整体绩效目标表", "（2024年度）", form])
    assert [row[1:] for row in found[1][2:7]] == [row[1:] for row in _as_printed(rows)[2:7]]


def test_a_label_of_two_lines_is_one_row_with_the_figures_in_its_middle() -> None:
    header = "项目|金额|项目|合计|政府性基金\n"
    rows = """
        一、本年收入|164.04|一、本年支出|164.27|0.00
        （一）一般公共预算拨款|156.28|（一）外交支出|0.00|0.00
        （二）国有资本经营预算拨款|7.76|（二）公共安全支出|164.27|0.00
        二、上年结转|0.23|（三）教育支出|0.00|0.00
        （一）一般公共预算拨款|0.23|（四）文化旅游体育与传媒支出|0.00|0.00
        ||（五）灾害防治及应急管理支出|0.00|0.00
        ||（六）其他支出|0.00|0.00
        收入合计|164.27|支出合计|164.27|0.00
    """
    table = Unlined(header + rows, (92, 44, 94, 44, 50), header=1, padding=0)
    (found,) = grids(["财政拨款收支总体情况表", "单位：万元", table])
    assert found[1:] == [list(row) for row in parse(rows)]


def test_targets_of_one_project_below_each_other_are_rows_of_their_own() -> None:
    """As a worksheet's printer sets them without lines: as close as the lines of a name."""
    header = "项目编码|项目名称|资金总额|三级指标|指标值|三级指标|指标值\n"
    rows = """
        4101|办公楼维修改造工程项目|808.94|培训人次|≥262人次|提升服务水平|明显
        |||||带动就业人数|≥36人
        4102|信息系统运行维护|406.60|培训人次|≥43人次|提升服务水平|明显
        |||设备验收合格率|100%||
        |||工作完成及时性|及时||
        4103|宣传|31.50|培训人次|≥220人次|提升服务水平|明显
        |||设备验收合格率|100%|带动就业人数|≥11人
    """
    widths = (40, 60, 50, 70, 50, 70, 50)
    table = Unlined(header + rows, widths, header=1, padding=0, order="columns", from_top=True)
    assert grids(["项目绩效目标表", UNIT, table])[0][1:] == [list(row) for row in parse(rows)]


def test_a_name_of_long_lines_in_the_last_row() -> None:
    """Its first line stands above its figures, as long as a line of prose."""
    long = "【基本运转】2021年“雪亮工程”视频监控联网应用平台三期建设及五年运行维护服务费"
    rows = """
        其他运转类|乡村振兴驻村帮扶经费|市农业综合行政执法支队|269.50|269.50
        其他运转类|公益性岗位补助|市农业综合行政执法支队|236.10|236.10
        特定目标类|城市基础设施配套|市农业农村局|204.40|204.40
    """
    rows += 2 * f"特定目标类|{long}|舞阳县水利局|865.43|865.43\n"
    table = Unlined(HEADER + rows, (50, 262, 100, 60, 60), header=1, padding=1)
    assert grids(["项目支出表", UNIT, table]) == [_as_printed(HEADER, rows)]
