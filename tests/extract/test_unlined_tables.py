"""Tables without ruling lines: which columns a centred header makes, which lines a row, and where it goes on."""

from __future__ import annotations

from typing import Literal

import pytest

from extract.readers.page.lines import Word
from extract.readers.page.measure import width_of_unit
from extract.readers.unruled.form.pages import names_form
from extract.readers.unruled.header.stacking import heads_of
from extract.readers.unruled.lines.piece import Piece
from extract.readers.unruled.lines.regions import regions
from extract.readers.unruled.spans import in_columns, neighbours
from forms.text import fold
from samples.documents.grid import parse
from tests.extract.unlined import Sheet, Unlined, as_printed, grids, printed

TITLE, UNIT = "部门预算项目绩效目标表", "单位：万元"
PROJECTS = """
    项目编码|项目名称|项目金额|<|绩效目标|<|<|<
    ^|^|资金总额|政府预算资金|成本指标|<|产出指标|<
    ^|^|^|^|三级指标|指标值|三级指标|指标值
"""
ROWS = """
    070|水利局|12.50|12.50||||
    41010024000001|防汛物资储备|12.50|12.50|项目成本|≤12.5万元|检查次数|≥40次
"""


@pytest.mark.parametrize("from_top", [False, True])
def test_a_cell_over_the_gap_between_two_columns_is_no_column(from_top: bool) -> None:
    columns = (90, 90, 60, 60, 90, 90, 90, 90)
    table = Unlined(PROJECTS + ROWS, columns, header=3, from_top=from_top)
    assert grids([TITLE, UNIT, table]) == [as_printed(PROJECTS, ROWS)]


HIGH_HEADER = """
    部门预算经济分类|<|<|政府预算经济分类|<|<|总计|一般公共预算|<|政府性基金|国有资本经营预算
    类|款|科目名称|类|款|科目名称|^|小计|其中：财政拨款|^|^
"""
ACCOUNTS = """
    ||合计||||30.00|30.00|30.00||
    301|01|基本工资|501|01|工资奖金津补贴|20.00|20.00|20.00||
    301|02|津贴补贴|501|01|工资奖金津补贴|10.00|10.00|10.00||
"""


def test_cells_that_nearly_touch() -> None:
    header = "收入|<|支出|<\n项目|金额|项目|金额\n"
    body = """
        一、一般公共预算|22549015.18|一、一般公共服务|27513106.96
        二、政府性基金预算|8011258.50|二、外交|
        收入总计|30560273.68|支出总计|30560273.68
    """
    table = Unlined(header + body, (120, 50, 120, 50), header=2, aside=0.7)
    assert grids(["部门收支总体情况表", UNIT, table]) == [as_printed(header, body)]


def test_a_name_that_fills_its_column_and_the_name_beside_it_are_two() -> None:
    header = "类型|项目名称|项目单位|合计|一般公共预算\n"
    body = """
        特定目标类|监测预警平台建设|水利局|262.00|262.00
        特定目标类|堤防养护|水利局|784.20|784.20
        其他运转类|河道保洁|灌溉管理站|372.20|372.20
        其他运转类|防汛物资储备项目|灌溉管理站|151.10|151.10
    """
    table = Unlined(header + body, (60, 64.6, 90, 60, 60), header=1, aside=0.3)
    assert grids(["项目支出表", UNIT, table]) == [as_printed(header, body)]


@pytest.mark.parametrize("padding", [0.0, 2.0])
@pytest.mark.parametrize("from_top", [False, True])
def test_names_under_a_high_cell_and_beside_it(from_top: bool, padding: float) -> None:
    columns = (40, 30, 120, 30, 40, 110, 60, 60, 80, 30, 30)
    table = Unlined(HIGH_HEADER + ACCOUNTS, columns, header=2, from_top=from_top, padding=padding)
    assert grids(["支出经济分类汇总表", UNIT, table]) == [as_printed(HIGH_HEADER, ACCOUNTS)]


def test_figures_that_stand_nearer_to_the_next_columns_name() -> None:
    header = "“三公”经费合计|因公出国（境）费|公务用车购置及运行费|<|<|公务接待费\n^|^|小计|购置费|运行费|^\n"
    table = Unlined(header + "38.17||17.56||17.56|20.61", (84,) * 6, header=2, size=5.5)
    assert grids(["一般公共预算“三公”经费支出情况表", UNIT, table]) == [as_printed(header, "38.17||17.56||17.56|20.61")]


def test_two_cells_of_a_header_that_share_their_middle_are_two() -> None:
    """支出 and 一般公共预算 stand over one middle; the labels below show how close the lines of one cell are."""
    header = "项目|合计|支出|<|<|<|<\n^|^|人员经费|公用经费|一般公共预算|基金预算|资本预算\n"
    rows = """
        一般公共服务支出|1.00||||1.00|
        社会保障和就业支出|2.00|||2.00||
        卫生健康支出和医疗|3.00|3.00||||
        合计|6.00|3.00||2.00|1.00|
    """
    table = Unlined(header + rows, (60, 60, 70, 70, 70, 70, 70), header=2, padding=1.0, leading=1.2)
    assert grids(["支出情况表", UNIT, table]) == [as_printed(header, rows)]


def test_a_header_cut_off_on_the_next_page_is_the_same_header() -> None:
    columns = (40, 30, 120, 30, 40, 110, 60, 60, 80, 30, 30)
    first = Unlined(HIGH_HEADER + ACCOUNTS, columns, header=2, from_top=True, padding=0)
    rows = ACCOUNTS.replace("合计", "其他").replace("30.00|30.00|30.00", "5.00|5.00|5.00")
    again = Unlined(HIGH_HEADER + rows, columns, header=2, from_top=True, padding=0, high=(10.4, 10.4))
    assert grids(["支出经济分类汇总表", UNIT, first], [again]) == [
        as_printed(HIGH_HEADER, ACCOUNTS),
        as_printed(HIGH_HEADER, rows),
    ]


def test_a_page_that_goes_on_without_a_header_and_begins_and_ends_with_words() -> None:
    columns = (70, 90, 60, 60, 90, 90, 90, 90)
    rest = """
        ||||人均成本|≤1200元|完成时间|12月底前
        41010024000002|河道清淤|2.50|2.50|项目成本|≤2.5万元|清淤次数|≥4次
        070001|水利局机关|3.50|3.50||||
        41010024000003|水质监测|3.50|3.50|项目成本|≤3.5万元|监测次数|≥9次
        ||||||验收合格率|≥98%
    """
    first = Unlined(PROJECTS + ROWS, columns, header=3)
    assert grids([TITLE, UNIT, first], [Unlined(rest, columns)]) == [
        as_printed(PROJECTS, ROWS),
        as_printed(rest),
    ]


def test_a_page_of_one_row_of_figures_and_a_date() -> None:
    columns = (70, 90, 60, 60, 90, 90, 90, 90)
    rest = """
        ||||人均成本|≤1200元|完成时间|年底
        41010024000002|河道清淤|2.50|2.50|项目成本|≤2.5万元|完成时间|12  月底前
        ||||||验收合格率|≥98%
        ||||||检查企业|≥120家
        ||||||资金支付|及时
    """
    first = Unlined(PROJECTS + ROWS, columns, header=3)
    assert grids([TITLE, UNIT, first], [Unlined(rest, columns)])[1:] == [as_printed(rest.replace("12  月", "12月"))]


PACKED = """
    070|水利局|12.50|12.50||||
    41010024000001|防汛物资储备|12.50|12.50|项目总成本|≤12.5万元|检查次数|≥40次
    ||||||验收合格率|≥98%
    ||||人均成本|≤1200元|完成时间|12月底前
    41010024000002|河道清淤|2.50|2.50|项目总成本|≤2.5万元|清淤次数|≥4次
"""


def test_rows_as_close_as_the_lines_of_their_cells() -> None:
    """Only what had no room on its line goes on below: 项目总成 over 本, not 检查次数 over 验收合格."""
    columns = (90, 60, 60, 60, 38, 60, 38, 60)
    table = Unlined(PROJECTS + PACKED, columns, header=3, from_top=True, padding=0, aside=3)
    assert grids([TITLE, UNIT, table]) == [as_printed(PROJECTS, PACKED)]


def test_a_page_of_words_under_the_header_printed_again() -> None:
    columns = (90, 60, 60, 60, 38, 60, 38, 60)
    rest = "||||||率|\n||||||完成时间|12月底前"
    first = Unlined(PROJECTS + PACKED, columns, header=3, from_top=True, padding=0, aside=3)
    again = Unlined(PROJECTS + rest, columns, header=3, from_top=True, padding=0, aside=3)
    assert grids([TITLE, UNIT, first], [again]) == [as_printed(PROJECTS, PACKED), as_printed(PROJECTS, rest)]


def test_the_only_row_of_a_page_whose_codes_are_broken() -> None:
    columns = (14, 14, 60, 14, 14, 40, 60, 60, 80, 34, 40)
    first = Unlined(HIGH_HEADER + ACCOUNTS, columns, header=2, aside=3)
    row = "302|99|其他商品和服务支出|505|02|商品和服务支出|5.00|5.00|5.00||"
    again = Unlined(HIGH_HEADER + row, columns, header=2, aside=3)
    assert grids(["支出经济分类汇总表", UNIT, first], [again])[1:] == [as_printed(HIGH_HEADER, row)]


def test_a_figure_broken_in_the_first_row_does_not_end_the_header() -> None:
    header = "类型|项目名称|合计|本年拨款|<\n^|^|^|一般公共预算|政府性基金预算\n"
    rows = "合计||2273.43|2273.43|\n其他运转类|应急救援物资|1273.43|1273.43|\n特定目标类|业务经费|1000.00|1000.00|"
    table = Unlined(header + rows, (60, 90, 28, 60, 70), header=2)
    assert grids(["项目支出情况表", UNIT, table]) == [as_printed(header, rows)]


CONTENTS = """
    第一部分 水利局概况|3
    一、主要职责|3
    二、机构设置|4
    第二部分 2024年部门预算情况说明|5
    附件：2024年部门预算表|8
    一、收支总体情况表|8
"""


def test_contents_with_page_numbers_to_the_right_are_no_table() -> None:
    assert grids(["目录", Unlined(CONTENTS, (400, 60))]) == []


def test_codes_that_narrow_columns_break_where_cells_begin_at_the_top() -> None:
    columns = (19, 19, 70, 19, 19, 70, 60, 60, 80, 40, 40)
    table = Unlined(HIGH_HEADER + ACCOUNTS, columns, header=2, from_top=True, padding=0, aside=5)
    assert grids(["支出经济分类汇总表", UNIT, table]) == [as_printed(HIGH_HEADER, ACCOUNTS)]


def test_a_projects_code_on_three_lines_and_a_figure_on_two() -> None:
    rows = """
        070|水利局|112.25|112.25|项目总成本|≤12.5万元|检查次数|≥40次
        411500240000000156568|防汛物资|112.25|112.25|项目总成本|≤12.5万元|检查次数|≥40次
    """
    columns = (50, 60, 30, 70, 60, 60, 60, 60)
    table = Unlined(PROJECTS + rows, columns, header=3, from_top=True, padding=0, aside=3)
    assert grids([TITLE, UNIT, table]) == [as_printed(PROJECTS, rows)]


def test_what_the_headers_before_tell_of_how_cells_are_set() -> None:
    """支出 stands over the middle of two columns and of all six; the first header tells that cells begin at the top."""
    header = "收入|<|支出|<|<|<|<|<\n项目|金额|项目|合计|一般公共预算|<|基金预算|资本预算\n^|^|^|^|小计|拨款|^|^\n"
    rows = "本年收入|6.00|本年支出|6.00|5.00|5.00|1.00|\n上年结转|1.00|年终结转|1.00|1.00|1.00||\n"
    first = Unlined(HIGH_HEADER + ACCOUNTS, (40, 30, 120, 30, 40, 110, 60, 60, 80, 30, 30), header=2, from_top=True)
    table = Unlined(header + rows, (70,) * 8, header=3, from_top=True)
    assert grids(["支出经济分类汇总表", UNIT, first], ["财政拨款收支总体情况表", UNIT, table])[1:] == [
        as_printed(header, rows)
    ]


def test_the_objectives_form_is_known_by_its_columns_where_its_title_stands_below() -> None:
    rows = """
        一级指标|二级指标|三级指标|指标值
        产出指标|数量指标|检查次数|≥40次
        ^|质量指标|合格率|≥98%
        效益指标|社会效益|公共服务|提升
    """
    (grid,) = grids(["（2024年度）", Unlined(rows, (100, 100, 200, 200), padding=4), "部门整体绩效目标表"])
    assert grid == as_printed(rows)


def test_a_wrapped_cell_as_high_as_a_row_of_one_line_ends_with_its_row() -> None:
    rows = """
        ||合计||||30.00|30.00|30.00||
        302|31|公务用车运行维护费|505|02|商品和服务支出|20.00|20.00|20.00||
        302|39|其他交通费用|505|02|商品和服务支出|5.00|5.00|5.00||
        302|99|其他支出|505|02|商品和服务支出|5.00|5.00|5.00||
    """
    columns = (40, 30, 60, 40, 30, 90, 60, 60, 80, 40, 40)
    table = Unlined(HIGH_HEADER + rows, columns, header=2, from_top=True, padding=0, aside=3, lowest=20.8)
    assert grids(["支出经济分类汇总表", UNIT, table]) == [as_printed(HIGH_HEADER, rows)]


THREE_PUBLIC = """
    “三公”经费合计|因公出国（境）费|公务用车购置及运行费|<|<|公务接待费
    ^|^|小计|公务用车购置费|公务用车运行费|^
"""


def test_figures_of_one_line_are_of_as_many_columns() -> None:
    row = "40.8|0.0|14.5|0.0|14.5|26.3"
    table = Unlined(THREE_PUBLIC + row, (84,) * 6, header=2, size=7, aside=1.0)
    assert grids(["一般公共预算“三公”经费支出情况表", UNIT, table]) == [as_printed(THREE_PUBLIC, row)]


@pytest.mark.parametrize("running", ["某市水利局二〇二四年部门预算", "11/22/26, 10:27 AM"])
def test_a_running_header_is_no_part_of_the_header_printed_again(running: str) -> None:
    header = "类|款|项|单位（科目名称）|合计|基本支出|项目支出\n"
    first = "213|03|01|行政运行|50.00|40.00|10.00\n213|03|02|一般行政管理事务|30.00||30.00\n"
    second = "221|02|01|住房公积金|20.00|20.00|"
    columns = (40, 30, 30, 160, 70, 70, 70)
    prose = [[running, f"（{n}）贯彻执行国家有关水行政管理的方针政策和法律法规。"] for n in "一二三"]
    pages: list[Sheet] = [
        [running, "部门支出总体情况表", UNIT, Unlined(header + first, columns, header=1)],
        [running, Unlined(header + second, columns, header=1), "注：本表所列为部门预算支出，不含所属企业支出。"],
    ]
    assert grids(*prose, *pages) == [as_printed(header, first), as_printed(header, second)]


def test_figures_that_narrow_columns_break_over_rows_as_close_as_their_lines() -> None:
    header = "单位代码|单位名称|总计|本年收入合计|上年结转\n"
    body = """
        |合计|2254.18|2254.18|12.00
        115|审计局|1154.18|1154.18|
        115001|审计局机关|1100.00|1100.00|12.00
    """
    table = Unlined(header + body, (60, 90, 26, 120, 60), header=1, padding=0.0, from_top=True)
    (found,) = grids(["部门收入总体情况表", UNIT, table])
    wanted = as_printed(header, body)
    assert [[cell and cell.replace("\n", "") for cell in row] for row in found] == wanted


def test_figures_in_a_font_of_their_own_that_stand_above_their_line() -> None:
    header = "收入|<|支出|<\n项目|金额|项目|金额\n"
    body = """
        一、一般公共预算|2549.18|一、一般公共服务|
        二、政府性基金预算拨款收入安排|801.50|二、外交|
        三、事业收入||三、国防|
        四、其他收入||四、教育|3350.68
        收入总计|3350.68|支出总计|3350.68
    """
    table = Unlined(header + body, (90, 60, 120, 60), header=2, padding=6.0, from_top=True, raised=2.7)
    found = grids(["部门收支总体情况表", UNIT, table])
    wanted = as_printed(header, body)
    assert [[[cell and cell.replace("\n", "") for cell in row] for row in grid] for grid in found] == [wanted]


def test_sentences_with_figures_set_apart_are_no_rows_under_a_title() -> None:
    prose = """
        第二部分|预算情况说明|
        一、收入支出总体情况||
        本年收入总计|4,651.67|万元，支出总计
        与上年相比减少|46.90|万元，主要是压减
        一般公共预算拨款收入合计|4,600.00|
        万元，其中自2022|5|月起增加
    """
    (page,) = printed(["2024年部门预算公开表", Unlined(prose, (120, 60, 120), flush=True)])
    assert page.grids == []


def test_names_spaced_out_and_drawn_with_radicals_are_one_word() -> None:
    line = [
        {"text": text, "x0": x, "x1": x + 7, "top": 0.0, "bottom": 7.0}
        for text, x in (
            *(("项", 94.0), ("⽬", 103.0), ("⾦", 173.0), ("额", 182.0), ("⼩", 400.0), ("计", 409.0)),
            *(("类", 500.0), ("型", 509.0), ("类", 600.0), ("款", 609.0), ("项", 618.0)),
        )
    ]
    assert [fold(head.text) for head in heads_of([line])] == ["项目", "金额", "小计", "类型", "类", "款", "项"]


@pytest.mark.parametrize("ending", ["", "\n附表2"])
def test_whole_yuan_without_separators_are_amounts(ending: str) -> None:
    rows = """
        收入|<|支出|<
        项目|金额|项目|金额
        一、一般公共预算|4620848|一、一般公共服务|
        其中：财政拨款|3439444|二、外交|
        二、政府性基金预算拨款收入||三、国防|5310204
        收入总计|5310204|支出总计|5310204
    """
    (grid,) = grids(["收支总体情况表", "单位：元", Unlined(rows, (160, 80, 160, 80), header=2), *ending.split()])
    assert grid == as_printed(rows)


def test_whole_yuan_of_the_only_row_stand_in_their_columns() -> None:
    header = "合计|因公出国（境）费|公务用车购置及运行费|<|<|公务接待费\n^|^|小计|公务用车购置费|公务用车运行费|^\n"
    row = "118753||107655||107655|11098\n"
    table = Unlined(header + row, (120, 120, 120, 120, 120, 110), header=2, whole=True)
    assert grids(["“三公”经费支出表", "单位：元", table])[0][-1] == row.strip().split("|")


def test_columns_of_the_objectives_form_begin_where_their_cells_do() -> None:
    """Their names are set in the middle of them, and the labels beside several rows too."""
    rows = """
        年度目标|全面完成年度各项任务|<|<
        一级指标|二级指标|三级指标|指标值
        产出指标|数量指标|检查河道水库次数|≥40次
        ^|^|培训人次|≥200人
        ^|质量指标|合格率|≥98%
        效益指标|社会效益|公共服务水平|提升
    """
    for order in ("lines", "cells"):
        table = Unlined(rows, (90, 90, 320, 90), header=2, padding=4, order=order)
        (grid,) = grids(["部门整体绩效目标表", table])
        assert grid[2:] == as_printed(rows)[2:]


@pytest.mark.parametrize("bands", ["rows", "cells"])
def test_a_colour_behind_every_second_row_rules_nothing(bands: Literal["rows", "cells"]) -> None:
    rows = """
        项目|金额|项目|金额
        一、财政拨款|20.50|一、外交支出|
        二、事业收入|-|二、教育支出|20.50
        三、其他收入|1.00|三、科学支出|1.00
        ||四、其他支出|
        收入总计|21.50|支出总计|21.50
    """
    table = Unlined(rows, (90, 60, 90, 60), header=1, padding=3, bands=bands)
    assert grids(["收支总体情况表", UNIT, table]) == [as_printed(rows)]


def test_two_years_side_by_side_above_a_cell_over_three_columns() -> None:
    rows = """
        2023年预算数|<|<|<|<|<|2024年预算数|<|<|<|<|<
        合计|因公出国（境）费|用车费|<|<|接待费|合计|因公出国（境）费|用车费|<|<|接待费
        ^|^|小计|购置费|运行费|^|^|^|小计|购置费|运行费|^
        32.80|1.00|13.72|0.50|13.22|18.08|36.97|1.00|17.54|0.50|17.04|18.43
    """
    table = Unlined(rows, (58,) * 12, header=3, from_top=True, padding=0)
    assert grids(["“三公”经费支出情况表", UNIT, table]) == [as_printed(rows)]


def test_the_body_named_above_a_table_is_no_part_of_its_header() -> None:
    header = "项目名称|项目单位|合计|财政拨款\n"
    first = "运行维护|市信息中心|12.50|12.50\n窗口劳务|市审批中心|3.00|3.00\n"
    second = "网络租赁|市信息中心|1.25|1.25\n"
    pages = [Unlined(header + rows, (80, 84, 60, 80), header=1, padding=3) for rows in (first, second)]
    found = grids(["项目支出表", "预算单位：舞阳县水利局", pages[0]], [pages[1]])
    assert found == [as_printed(header, first), as_printed(header, second)]


def test_figures_close_below_names_that_narrow_columns_break() -> None:
    rows = """
        “三公”经费合计|因公出国（境）费|公务用车购置及运行费|<|<|公务接待费
        ^|^|小计|公务用车购置费|公务用车运行费|^
        0.65|0.00|0.69|0.00|0.55|0.10
        0.60|0.00|0.60|0.00|0.60|0.00
        0.70|0.00|0.60|0.00|0.60|0.10
    """
    table = Unlined(rows, (36, 36, 36, 36, 36, 36), header=2, padding=0, leading=1.66, raised=1.5)
    assert grids(["“三公”经费支出情况表", UNIT, table]) == [as_printed(rows)]


def test_codes_that_break_before_amounts_without_noughts() -> None:
    header = "单位代码|单位名称|总计|本年收入合计\n"
    rows = """
        |合计|0.6581|0.6582
        275|市机关事务管理局|0.6581|0.6582
        275001|市机关事务管理局本级|0.0992|0.099
        275002|市机关后勤服务中心|0.358|0.3582
        275003|市公务用车保障中心|0.2007|0.201
    """
    table = Unlined(header + rows, (26, 60, 50, 60), header=1, from_top=True, padding=0, order="columns")
    assert grids(["收入总体情况表", "单位：亿元", table])[0][1:] == [list(row) for row in parse(rows)]


def test_a_name_without_room_above_the_first_row_is_of_the_header() -> None:
    header = """
        科目编码|<|单位名称|合计|基本支出|<|<|<|<|项目支出
        类|款|^|^|小计|人员经费|<|公用经费|<|^
        ^|^|^|^|^|工资福利支出|对个人和家庭的补助|商品和服务支出|资本性支出|^
    """
    rows = """
        ||合计|118571.00|72469.00|51406.00|12006484.00|4000.00|10579.00|111324.00
        201|03|机关服务|117923.00|65985.00|51406.00||4000.00|10579.00|111324.00
        208|05|离退休费|12006484.00|||12006484.00|||
    """
    widths = (30, 30, 80, 60, 50, 60, 70, 70, 60, 60)
    table = Unlined(header + rows, widths, header=3, padding=0, high=(9.6, 9.6, 9.6))
    found = grids(["支出总体情况表", "单位：万元", table])[0]
    assert "".join(row[6] or "" for row in found[:3]) == "对个人和家庭的补助"
    assert found[3:] == [list(row) for row in parse(rows)]


@pytest.mark.parametrize("order", ["lines", "cells"])
def test_a_bracketed_end_of_an_accounts_name_begins_no_row(order: Literal["lines", "cells"]) -> None:
    header = "类|款|科目名称|总计|一般公共预算|政府性基金\n"
    first = """
        ||合计|1,607,645.38|1,607,645.38|0.00
        505|02|商品和服务|200,000.00|200,000.00|0.00
        599|99|其他支出|200,000.00|200,000.00|0.00
    """
    rest = """
        506|01|资本性支出（一）|1,381,882.71|1,381,882.71|0.00
        506|02|资本性支出（二）|225,762.67|225,762.67|0.00
        399|99|其他支出|356,952.79|0.00|356,952.79
    """
    pages = [
        Unlined(rows, (30, 30, 46, 36, 36, 36), header=n, from_top=True, padding=0, order=order)
        for n, rows in ((1, header + first), (0, rest))
    ]
    assert grids(["支出经济分类汇总表", "单位：元", pages[0]], [pages[1]])[1] == [list(row) for row in parse(rest)]


def test_a_bracket_ends_no_line() -> None:
    word = {"text": "（一）", "x0": 0.0, "x1": 24.0}
    assert width_of_unit(word) == 24.0


@pytest.mark.parametrize(("next_rank", "names"), [(2, ["小计", "其中"]), (9, ["小", "其中", "计"])])
def test_a_name_set_upright_with_a_blank_between_its_characters(next_rank: int, names: list[str]) -> None:
    def word(text: str, x0: float, top: float, rank: int) -> Word:
        return {"text": text, "x0": x0, "x1": x0 + 8 * len(text), "top": top, "bottom": top + 8, "rank": rank}

    lines = [[word("小", 20, 100, 1), word("其中", 40, 100, 3)], [word("计", 20, 123, next_rank)]]
    assert [fold(head.text) for head in heads_of(lines)] == names


def test_between_a_closing_bracket_and_a_figure_no_line_ends() -> None:
    word: Word = {"text": "金】2025年", "x0": 10.0, "x1": 60.0}
    assert width_of_unit(word) == 40.0


def test_a_nil_at_the_edge_of_its_column_is_no_word_of_the_next_ones() -> None:
    words = [("12.5", 10.0, 30.0), ("-", 62.6, 63.9), ("项目总成本", 64.9, 85.0)]
    line: list[Word] = [{"text": text, "x0": left, "x1": right} for text, left, right in words]
    found = in_columns(line, [(0.0, 32.0), (32.0, 62.0), (62.0, 90.0)])
    assert {n: [word["text"] for word in part] for n, part in found.items()} == {
        0: ["12.5"],
        1: ["-"],
        2: ["项目总成本"],
    }


@pytest.mark.parametrize("texts", [("2025年", "12"), ("2025年", "12", "月"), ("≥63", "次", "12")])
def test_a_number_inside_a_text_is_no_column_of_its_own(texts: tuple[str, ...]) -> None:
    """Office software sets digits off from Chinese characters; the words of a narrow cell part there."""
    line: list[Word] = []
    for text in texts:
        left = line[-1]["x1"] + 2.0 if line else 547.0
        line.append({"text": text, "x0": left, "x1": left + 4 * len(text), "top": 0.0, "bottom": 8.0})
    assert neighbours([line], [(word["x0"], word["x1"]) for word in line]) == set()
    apart: list[Word] = [{**word, "x0": word["x0"] + 9 * n, "x1": word["x1"] + 9 * n} for n, word in enumerate(line)]
    assert neighbours([apart], [(word["x0"], word["x1"]) for word in apart])


def test_columns_of_the_objectives_form_begin_where_centred_cells_do() -> None:
    rows = """
        年度目标|全面完成年度各项任务|<|<
        一级指标|二级指标|三级指标|指标值
        产出指标|重点工作任务完成|加强土壤污染状况详查|≥98%
        ^|^|加强国控断面水质自动站运行维护工作|≥99%
        效益指标|社会效益|公共服务水平|提升
    """
    table = Unlined(rows, (90, 90, 150, 90), header=5, padding=4)
    (grid,) = grids(["部门整体绩效目标表", table])
    assert grid[2:] == as_printed(rows)[2:]


def test_a_list_of_projects_goes_on_under_its_header_as_a_list() -> None:
    header = "项目名称|资金总额|一级指标|二级指标|三级指标|指标值\n"
    first = "办公楼维修|20.66|成本指标|经济成本指标|项目总成本|≤20.66万元\n^|^|产出指标|数量指标|开展检查|≥25次\n"
    second = "宣传教育|7.75|成本指标|社会成本指标|社会成本|无\n^|^|产出指标|数量指标|宣传活动|≥12次\n"
    pages = [
        Unlined(header + rows, (130, 90, 110, 120, 120, 120), header=1, padding=4, order="cells")
        for rows in (first, second)
    ]
    found = grids(["项目支出绩效目标表", UNIT, pages[0]], [pages[1]])
    blank = [[[text or "" for text in row] for row in grid] for grid in found]
    assert blank == [[[text or "" for text in row] for row in as_printed(header + rows)] for rows in (first, second)]


def test_a_unit_in_the_middle_of_its_accounts_is_beside_all_of_them() -> None:
    rows = """
        预算单位|科目编码|科目名称|合计|基本支出|项目支出
        南阳市生态环境局|2080501|行政单位离退休|7.95|7.95|
        ^|2080505|机关事业单位基本养老保险缴费支出|77.81|77.81|
        ^|2110101|行政运行|142.07|142.07|
        ^|2110104|生态环境保护宣传|107.99||107.99
        南阳市环境监测站|2080502|事业单位离退休|5.05|5.05|
        ^|2110301|大气|21.68||21.68
        ^|2111101|生态环境监测与信息|348.93|348.93|
        ||合计|711.48|581.81|129.67
    """
    table = Unlined(rows, (120, 80, 180, 70, 70, 70), header=1, padding=4, order="cells")
    assert grids(["部门支出总体情况表", UNIT, table]) == [as_printed(rows)]


@pytest.mark.parametrize("first", ["项目总成本|≤20.66万元", "生态环境成本|不增加"])
def test_indicators_above_what_their_project_is_called_are_no_header(first: str) -> None:
    rows = f"""
        项目名称|资金总额|一级指标|二级指标|三级指标|指标值
        办公楼维修|20.66|成本指标|经济成本指标|{first}
        ^|^|^|社会成本指标|社会成本|无
        ^|^|产出指标|数量指标|开展检查|≥25次
        ^|^|^|质量指标|验收合格|≥86%
        ^|^|^|时效指标|拨付及时|≥92%
        ^|^|效益指标|社会效益指标|服务水平|有效
        宣传教育|7.75|产出指标|数量指标|宣传活动|≥12次
    """
    table = Unlined(rows, (130, 90, 110, 120, 120, 120), header=1, padding=4, order="cells")
    found = [[text or "" for text in row] for row in grids(["项目支出绩效目标表", UNIT, table])[0]]
    assert found == [[text or "" for text in row] for row in as_printed(rows)]


def test_an_aim_in_one_line_is_beside_its_label_and_not_beside_the_bodys_name() -> None:
    aim = "围绕中心工作，扎实履行部门职责，全面完成年度各项目标任务，持续提升服务质量。"
    rows = f"""
        部门（单位）名称|<|三门峡市民政局|<|<
        年度履职目标|{aim}|<|<|<
        年度主要任务|任务名称|<|主要内容|<
        ^|加强养老服务体系建设补助|<|按照年度工作计划，统筹推进养老服务体系建设，建立台账，明确责任，年底前完成。|<
        ^|流浪乞讨人员救助|<|按照年度工作计划，统筹推进流浪乞讨人员救助，建立台账，明确责任，年底前完成。|<
        一级指标|二级指标|三级指标|指标值|指标值说明
        产出指标|重点工作任务完成|加强养老服务体系建设补助|≥98%|
        效益指标|社会效益|公共服务水平|提升|
    """
    table = Unlined(rows, (100, 80, 180, 80, 160), header=8, padding=3)
    (grid,) = grids(["部门整体绩效目标表", table])
    assert [row[:2] for row in grid[:2]] == [["部门（单位）名称", ""], ["年度履职目标", aim]]


@pytest.mark.parametrize(
    ("above", "named"),
    [
        (["整体绩效目标表", "（2024年度）"], True),
        (["附表12", "十二、部门（单位）整体绩效目标表"], True),
        (["十二、整体绩效目标表", "十三、2024年项目绩效目标汇总表"], False),
        (["十一、2024年项目支出表", "十二、整体绩效目标表"], False),
    ],
)
def test_entries_of_contents_are_no_title_of_the_objectives_form(above: list[str], named: bool) -> None:
    """What follows a list of contents is the narrative, whatever form the list ends with."""
    assert names_form([[{"text": text}] for text in above]) == named


@pytest.mark.parametrize("number", [["公开表", "3"], ["公开表3"], ["附表12"]])
def test_a_forms_number_at_the_edge_of_the_page_is_no_row_of_the_table_before(number: list[str]) -> None:
    """Set apart at the right edge above the title, its digit would be an amount in one of the columns."""
    lines = [number, ["收入总体情况表"], ["合计", "12.5"]]
    parted = [[Piece(text, (50.0 * n, 0.0, 50.0 * n + 30, 8.0)) for n, text in enumerate(line)] for line in lines]
    assert regions(parted) == [(2, 3, True)]


@pytest.mark.parametrize("year", ["", "2024 年"])
def test_contents_counted_in_a_column_of_their_own_are_no_table(year: str) -> None:
    titles = ("部门收支总体情况表", "部门收入总体情况表", "部门支出总体情况表", "财政拨款收支总体情况表", "项目支出表")
    entries = "".join(f"    {n}|{year}{title}\n" for n, title in enumerate(titles, 1))
    assert grids(["目录", Unlined(entries, (60, 300), flush=True, whole=True)]) == []
