"""Tables as a browser prints them: cell after cell, words set solid, cells that touch or reach over the next one."""

from __future__ import annotations

import pytest

from samples.documents.grid import parse
from tests.extract.unlined import Unlined, as_printed, grids, printed

TITLE, UNIT = "2024年支出总体情况表", "单位：万元"


EXPENDITURE = """
    科目编码|<|<|单位（科目名称）|合计|基本支出|<|项目支出
    类|款|项|^|^|小计|商品和服务支出|^
"""
FUNCTIONS = """
    |||水利局|832.35|621.35|15.80|211.05
    213|03|01|行政运行|664.85|621.35|15.80|43.50
    213|03|05|水利工程建设与防汛支出|167.50|||167.50
"""


def test_cells_that_touch() -> None:
    widths = (17, 11, 11, 89.6, 27.6, 27.6, 57.6, 33.6)
    table = Unlined(EXPENDITURE + FUNCTIONS, widths, header=2, flush=True, padding=6, aside=0.7, order="cells")
    (page,) = printed([TITLE, UNIT, table])
    texts = [[None if cell is None else cell.text for cell in row] for row in page.grids[0].rows]
    assert texts == as_printed(EXPENDITURE, FUNCTIONS)
    assert ["213", "03", "01", "行政运行", "664.85", "621.35", "15.80", "43.50"] in page.tokens


PROJECTS = """
    单位编码（项目编码）|单位（项目名称）|项目金额|<|绩效目标|<|<|<
    ^|^|资金总额|政府预算|成本指标|<|产出指标|<
    ^|^|^|^|三级指标|指标值|三级指标|指标值
"""
TARGETS = """
    070|水利局|12.50|12.50||||
    410100240000000000013|防汛物资储备与抢险演练经费|12.50|12.50|项目总成本|≤12.5万元|检查次数|≥40次
    ||||||物资采购及时率|≥95%
"""
MORE = """
    ||||||抢险演练|≥2次
    ||||||物资验收合格率|≥98%
"""


@pytest.mark.parametrize("padding", [0.8, 3.0])
def test_a_code_printed_over_the_next_cell_and_a_table_that_goes_on_in_two_columns(padding: float) -> None:
    widths = (64, 64, 60, 60, 60, 60, 60, 60)
    begun = Unlined(PROJECTS + TARGETS, widths, header=3, centred=True, padding=padding, order="cells")
    assert grids([TITLE, UNIT, begun], [Unlined(MORE, widths, centred=True, padding=padding, order="cells")]) == [
        as_printed(PROJECTS, TARGETS),
        as_printed(MORE),
    ]


AIMS = """
    年度履职目标|全年防汛安全，工程按期完工。|<|<|<
    年度主要任务|任务名称|主要内容|<|<
    ^|防汛备汛|汛前检查2次，全部水库有人值守，险工险段逐处落实预案，物资到位，队伍到位，责任到人，演练到位，全年不出险情，群众转移及时。|<|<
    ^|工程建设|按时完工。|<|<
    预算情况|部门预算总额（万元）|<|832.3|<
    一级指标|二级指标|三级指标|指标值|指标值说明
    投入管理指标|工作目标管理|年度履职目标相关性|相关|与职责一致
    ^|^|工作任务科学性|科学|
    ^|预算和财务管理|预算编制完整性|完整|全部编入
"""


def test_a_form_whose_cells_are_centred_below_its_title_on_the_page_before() -> None:
    widths = (80, 120, 260, 120, 130)
    above = Unlined(PROJECTS + TARGETS, (64, 64, 60, 60, 60, 60, 60, 60), header=3, centred=True, order="cells")
    found = grids(
        [TITLE, UNIT, above, "部门整体绩效目标表", "（2024年度）"], [Unlined(AIMS, widths, centred=True, order="cells")]
    )
    rows = [[cell for cell in row if cell] for row in found[1]]
    assert rows == [[text for text in row if text and text not in "<^"] for row in parse(AIMS)]
    assert [row[:2] for row in found[1][-3:]] == [
        ["投入管理指标", "工作目标管理"],
        [None, None],
        [None, "预算和财务管理"],
    ]


def test_a_centred_cell_that_reaches_over_where_the_names_part_its_column() -> None:
    """Names show the columns but about: a narrow column stands beside a wide one."""
    form = """
        年度主要任务|任务名称|主要内容|<|<
        ^|防汛备汛|汛前检查2次，全部水库有人值守，险工险段逐处落实预案，物资到位，队伍到位，责任到人，演练到位，全年不出险情，群众转移及时。|<|<
        预算情况|部门预算总额（万元）|<|832.3|<
        一级指标|二级指标|三级指标|指标值|指标值说明
        产出指标|重点|完成堤防维修的长度|≥12公里|
        ^|^|全部水库汛前检查和值守人员演练的完成|≥95%|
    """
    above = Unlined(PROJECTS + TARGETS, (64, 64, 60, 60, 60, 60, 60, 60), header=3, centred=True, order="cells")
    below = Unlined(form, (80, 60, 200, 160, 130), centred=True, padding=4, order="cells")
    found = grids([TITLE, UNIT, above], ["部门整体绩效目标表", "（2024年度）", below])
    assert found[1][-1] == [None, None, "全部水库汛前检查和值守人员演练的完成", "≥95%", ""]
