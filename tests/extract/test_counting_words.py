"""Figures that narrow columns break over lines, for the count of what is printed."""

from __future__ import annotations

import pytest

from extract.brokenfigures import is_cut
from extract.counting import count_line, count_printed
from extract.document import Line, Page
from extract.readers.page.lines import Word
from extract.readers.page.words.stacked import whole_figures
from extract.tables.whole import CutCell


def word(text: str, x: float, top: float) -> Word:
    return {"text": text, "x0": x, "x1": x + 5 * len(text), "top": top, "bottom": top + 10}


def rule(y: float) -> dict[str, object]:
    return {"orientation": "h", "top": y, "x0": 0.0, "x1": 500.0, "width": 500.0}


def test_without_lines_a_figure_is_whole_when_both_parts_make_one() -> None:
    lines = [
        [word("30", 10, 0), word("53,748,90", 100, 0)],
        [word("办公费", 30, 6), word("998,090.82", 200, 6)],
        [word("1", 12, 12), word("6.80", 110, 12)],
    ]
    assert whole_figures(lines, []) == [["301", "53,748,906.80"], ["办公费", "998,090.82"], []]


def test_a_code_and_the_first_digit_of_the_next_rows_are_no_departments_code() -> None:
    lines = [
        [word("201", 10, 0), word("03", 100, 0)],
        [word("事务", 30, 12)],
        [word("208", 10, 22), word("0", 100, 22)],
    ]
    assert whole_figures(lines, []) == [["201", "03"], ["事务"], ["208", "0"]]


def test_whole_figures_one_below_the_other_stay_apart() -> None:
    lines = [[word("56,148,000.00", 100, 0)], [word("基层", 10, 6)], [word("42,505,100.00", 100, 12)]]
    whole = [["56,148,000.00"], ["基层"], ["42,505,100.00"]]
    assert whole_figures(lines, []) == whole
    # three lines of a table are no cells around each figure
    assert whole_figures(lines, [rule(-40), rule(60)]) == whole


def test_amounts_of_a_unit_whose_code_begins_with_nought_are_amounts() -> None:
    """088002 is no part of an economic account, so 512 behind it is no account of the government's."""
    row = ["088002", "某公路中心", "640.75", "640.75", "512", "8.30", "120.45"]
    assert count_line(row) == 5
    assert count_line(["08", "养老保险缴费", "501", "02", "社会保障缴费", "24.87"]) == 1


def test_in_a_ruled_cell_the_parts_are_one_and_in_two_cells_two() -> None:
    lines = [[word("5374", 100, 0)], [word("890", 100, 12)]]
    assert whole_figures(lines, [rule(-3), rule(26)]) == [["5374890"], []]
    assert whole_figures(lines, [rule(-3), rule(11), rule(26)]) == [["5374"], ["890"]]


def test_parts_with_nothing_written_between_them_are_one() -> None:
    def written(text: str, x: float, top: float, rank: int) -> Word:
        return {**word(text, x, top), "rank": rank}

    lines = [
        [written("18", 100, 0, 1), written("95", 200, 0, 3), written("≤28", 300, 0, 4)],
        [written("20.3", 100, 11, 2), written("73.5", 200, 11, 12), written("9.8", 300, 11, 5)],
        [written("100", 300, 22, 8)],
        [written("%", 300, 33, 9)],
    ]
    assert whole_figures(lines, []) == [["1820.3", "95", "≤289.8"], ["73.5"], ["100%"], []]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (["收入合计", "4996.9", "万元，其中：一般公共预算收入", "4941.47"], 0),
        (["舞阳县水利局", "2025", "年一般公共预算收支预算", "584.20", "万"], 0),
        (["2024", "年末，我单位共有车辆", "12", "辆，其中：一般公务用车", "11"], 0),
        (["2020", "年", "2", "月", "20", "日"], 0),
        (["办公费", "4996.9", "4941.47"], 2),
        (["金额：万元", "4996.9"], 1),
    ],
)
def test_figures_of_a_sentence_are_no_cells(line: list[str], count: int) -> None:
    assert count_line(line) == count


@pytest.mark.parametrize(
    ("upper", "lower", "cut"),
    [("21,435,523", ".80", True), ("21,435,523.80", ".01", False), ("21,", "435.80", True), ("0.", "5", True)],
)
def test_a_figure_has_one_point(upper: str, lower: str, cut: bool) -> None:
    assert is_cut(upper, lower) is cut


def test_where_every_second_decimal_is_broken_off_the_cell_tells() -> None:
    """No figure of the page is whole: the most decimals that one prints are too few."""
    lines = [
        [word("101.9", 100, 0), word("8.5", 200, 0)],
        [word("6", 120, 12)],
        [word("2.5", 100, 30)],
        [word("25", 100, 42)],
    ]
    rules = [rule(-3), rule(26), rule(56)]
    assert whole_figures(lines, rules) == [["101.96", "8.5"], [], ["2.5"], ["25"]]


def test_a_broken_figure_prints_fewer_decimals_than_the_page_whole_figures() -> None:
    lines = [
        [word("5569.6", 100, 0), word("3828.2", 200, 0)],
        [word("1", 125, 12), word("4", 225, 12)],
        [word("7.25", 100, 30)],
    ]
    rules = [rule(-3), rule(26), rule(44)]
    assert whole_figures(lines, rules) == [["5569.61", "3828.24"], [], ["7.25"]]


@pytest.mark.parametrize(
    ("line", "amounts"),
    [
        ("213|03|05|280002|鹤城市河道管理处|水利工程建设|251.24|251.24", 2),
        ("2130305|280002|鹤城市河道管理处|水利工程建设|251.24|251.24", 2),
        ("303|99|509|99|6.7|6.7", 2),
        ("208|20805|2080505|机关事业单位基本养老保险缴费支出|57.6|57.6", 2),
        ("1、资金来源：|(1)|政府预算资金|1422.01", 1),
        ("其他资本性支出|(5)", 1),
        ("99|16,521,145.00|-|7,742,182.00|8,778,963.00", 3),
        ("99|98.5|0.5", 3),
        ("99|99|98.5|98.5", 2),
        ("99|99|98", 3),
        ("100004|信阳市园林绿化中心|208|05|05|175.8|175.8|0.0", 3),  # the account's name is wrapped away
        ("100004|信阳市园林绿化中心|210|11|02|事业单位医疗|87.9|87.9", 2),
        ("100004|信阳市园林绿化中心|208|205|3", 3),
        ("合会机关|2230107|0.0604|0.0604", 2),
        ("预算|10|表", 0),
        ("设备购置数量|274|台（套）", 0),
        ("30211|差旅费|50201|办公经费|32542|32542", 2),
        ("41061422000000|防汛物资储备|12.50|12.50", 2),
        ("合|计|0|0|0", 3),
        ("2|0|2|4|年|收|支|总|体|情|况|表", 0),
        ("鹤城市水利局|2025|年负责管理的专项转移支付项目共有|0|项。", 0),
        ("鹤城市水利局|2020|年一般公共预算支出年初预算为|3593.12|万", 0),
        ("单价|50|万元以上通用设备|4|台（套），单位价值|100|万元以上专用", 0),
        ("资金拨付率|项目完成时|2020年|12", 0),
        ("2100409|妇幼保健院|空调机|货物|1.5|匹|台|41|274.29", 2),
        ("（三）统筹推进标准化建设，承担|2|号专班和重点任务的组织协调", 0),
        ("2020年|12", 1),
        ("31005|基础设施建设|50302|基础设施建设|745.13|745.13", 2),
        ("99|其他工资福利支出|99|0.84|0.84", 2),
        ("05|办公费|12|5.5|6.5", 3),
        ("41061422000000|专项检查|403|403|项目总成本|≤403万元|审批顺畅，效率提升", 2),
        ("其中：财政拨款|100.5|个人和家庭补助|12.5", 2),
        ("水泵更新率|＝|100|%|15", 0),
        ("20701|14|文化和旅游管理事务|31.14|-|31.14", 2),
        ("鹤城市应急救援保障|221|02|住房改革支出|12.04|12.04|0|0", 4),
        ("鹤城市教育体育局|2296003|用于体育事业的彩票公益金支出", 0),  # its amounts stand on another line
        ("道路养护里程|12.5|公里", 0),
        ("防汛物资储备|41061422000000|鹤城市水利局|12.50|设备购置数量|12|台", 1),
    ],
)
def test_amounts_of_a_line(line: str, amounts: int) -> None:
    assert count_line(line.split("|")) == amounts


CONTENTS = """
    第一部分|鹤城市水利局概况|3
    一、主要职责|3
    二、机构设置|4
    第二部分|鹤城市水利局|2024|年部门预算情况说明
    表格附后|5
    附件：预算表|8
    一、收支总体情况表|8
"""


def _words(printed: str) -> list[list[str]]:
    return [line.strip().split("|") for line in printed.strip().splitlines()]


def test_a_sentence_goes_on_behind_the_figure_that_ends_a_line() -> None:
    lines = _words("""
        鹤城市水利局（汇总）|2026|年一般公共预算收支预算|2296.90
        万元，政府性基金收支预算|0.00|万元。与|2025|年相比，增加|12
        辆。
        合计|12.5
        元素分析仪|12.5
    """)
    assert count_printed([Page(2, tokens=lines)]) == 2


def test_totals_in_whole_yuan_that_end_pages_are_no_footers() -> None:
    rows = [["合", "计", "439716"], ["合", "计", "16836719"], ["合", "计", "0"]]
    rows += [["办公费", f"{n}0307"] for n in (1, 2, 3)]
    pages = [Page(n, [Line("".join(row))], tokens=[row]) for n, row in enumerate(rows, 1)]
    assert count_printed(pages) == len(pages)


def test_contents_with_page_numbers_set_apart_print_no_amounts() -> None:
    page = Page(2, tokens=[["目录"], *_words(CONTENTS), ["收入总计", "12.5"]])
    assert count_printed([page]) == 1


def test_the_year_of_a_numbered_title_is_no_amount() -> None:
    titles = [["3.2024", "年部门支出预算表"], ["13.2024", "年度部门预算项目绩效目标表"], ["合计", "3.2024"]]
    assert count_printed([Page(2, tokens=titles)]) == 1


def test_rows_that_count_under_ordinals_are_no_contents() -> None:
    rows = [["一、机关", "3"], ["二、学校", "5"], ["三、医院", "8"], ["四、幼儿园", "9"], ["五、企业", "12"]]
    assert count_printed([Page(2, tokens=rows)]) == 5


def test_the_end_of_a_broken_project_code_is_no_amount() -> None:
    lines = ["41061422000000003|2,598.00", "资金支付率|≥95%", "4783|及时", "12.50", "4783|12.50"]
    assert count_printed([Page(9, tokens=[line.split("|") for line in lines])]) == 4


def test_the_end_of_a_broken_account_code_is_no_amount() -> None:
    lines = ["208050|机关事业单位基本养老保险缴费支", "19.52|19.52", "5|出", "合计|19.52|5"]
    assert count_printed([Page(9, tokens=[line.split("|") for line in lines])]) == 4


def test_one_line_below_the_name_of_a_column_of_serials_has_a_serial() -> None:
    lines = ["序号|科目名称|合计|基本支出", "1|合计|0.00|0.00", "收入|支出", "1|2"]
    assert count_printed([Page(9, tokens=[line.split("|") for line in lines])]) == 4


def test_parts_that_are_nothing_by_themselves_are_one_with_and_without_lines() -> None:
    lines = [
        [word("4112002400", 10, 0), word("925.", 100, 0), word("2108", 200, 0), word("12", 300, 0)],
        [word("0000009256", 10, 11), word("08", 100, 11), word(".92", 200, 11), word("15", 300, 11)],
        [word("5", 10, 22)],
    ]
    assert whole_figures(lines, []) == [["411200240000000092565", "925.08", "2108.92", "12"], ["15"], []]


def test_a_high_cell_with_lines_at_its_sides() -> None:
    lines = [[word("2108.9", 100, 0), word("7.25", 300, 0)], [word("2", 100, 11)]]
    walls = [{"orientation": "v", "x0": x, "top": -10.0, "bottom": 90.0, "width": 0.0} for x in (95.0, 135.0)]
    assert whole_figures(lines, [rule(-3), rule(80)])[0] == ["2108.9", "7.25"]
    assert whole_figures(lines, [rule(-3), rule(80), *walls])[0] == ["2108.92", "7.25"]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (["208", "99", "99", "31.72", "31.72"], 2),  # the function's name is wrapped away
        (["208", "99", "99", "31.72", "99"], 2),
        (["301", "01", "基本工资", "501", "01", "110.12", "110.12"], 2),  # the government's name is
        (["302", "99", "其他支出", "502", "99", "99"], 1),
        (["合计", "501", "99", "110.12"], 3),
        (["0000009256", "502.59"], 1),  # a part of a project's code
        (["立项完成", "9", "月底"], 0),
        (["410400240000000051113", "前期工作", "286.5", "286.5", "2", "段"], 2),
        (["治理河段", "≥3", "次", "20", "年"], 0),
        (["复印纸", "箱", "120", "2.6"], 2),
        (["预算", "10", "表"], 0),
        (["附件", "11"], 0),
        (["38359", "29351", "0.00", "0.00", "9008"], 5),
        (["6180266", "6180266", "-", "-", "项目总成本", "≤100%"], 2),
    ],
)
def test_codes_are_no_figures(line: list[str], count: int) -> None:
    assert count_line(line) == count


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("一、一般公共预算|30147|一、一般公共服务", 1),
        ("本年收入合计|50903|本年支出合计|50903", 2),
        ("30112|其他社会保障缴费|50102|社会保障缴费|57001|57001|0", 3),
        ("302|29|福利费|505|02|商品和服务支出|50431|50431", 2),
        ("208|05|05|836339|836339|836339", 3),
        ("210|21004|2100410|25634|25634|15273|10361", 4),
        ("118753|107655|107655|11098", 4),
        ("60|（四）公共安全支出|0", 2),
        ("2080505", 0),
        ("411372220000000078140|403|403|项目总成本|≤403万元|印制材料|5000", 2),
        ("411372220000000078140|专项检查|403|403|设备购置数量|423|台（套）|≥95%", 2),
        ("设备购置数|451|台", 0),
        ("35|9|45|2|47", 5),
        ("舞阳县水利局|20805|行政事业单位养老支出|363.76|363.76|0.00", 3),
        ("舞阳县水利局|213|农林水支出|363|363", 3),
        ("10|505|01", 0),
        ("08|机关事业单位基本养老保险缴费|505|01", 0),
        ("478001|-|-|-|-|-|-", 0),
        ("2080505|24|24|24|24|0.0|0.0", 6),
        ("七、上级补助收入|八、社会保障和就业|2031", 1),
        ("2021|年政府性基金预算支出年初预算为|660.54", 0),
        ("人均补助标|≤412|元|项目完成时|2020年|12", 0),
    ],
)
def test_whole_numbers_are_amounts_where_nothing_knows_them_as_codes(line: str, count: int) -> None:
    assert count_line(line.split("|")) == count


def test_a_row_of_two_small_figures_is_no_page_number() -> None:
    assert count_printed([Page(17, tokens=[["4", "4"], ["-", "17", "-"], ["17"]])]) == 2


def test_a_code_is_known_from_another_line_that_names_it() -> None:
    lines = [["164", "卫生健康委员会", "25376100"], ["164001", "16002115", "16002115"], ["164"], ["836339", "836339"]]
    assert count_printed([Page(3, tokens=lines)]) == 5


def test_a_units_code_whose_name_is_wrapped_away_is_known_by_its_neighbours() -> None:
    named = frozenset(["128001"])
    assert count_line(["05", "行政事业单位养老支出", "128002", "75.42", "59.95", "15.47"], named) == 3
    assert count_line(["05", "行政事业单位养老支出", "128002", "754200", "599500"], named) == 3
    assert count_line(["05", "行政事业单位养老支出", "228002", "75.42", "59.95", "15.47"], named) == 4


def test_whole_yuan_one_below_the_other_are_no_projects_code() -> None:
    rows = [("22794156", "19364251"), ("19364251", "41120024"), ("1443291", "1443291")]
    lines = [[word(left, 100, 11 * n), word(right, 200, 11 * n)] for n, (left, right) in enumerate(rows)]
    assert whole_figures(lines, []) == [list(row) for row in rows]
    # of as many digits as a project's code, and beginning like one, they stand on lines with others
    rows = [("4106791", "2106791"), ("2842071", "-"), ("1079082", "790828")]
    lines = [[word(left, 100, 11 * n), word(right, 200, 11 * n)] for n, (left, right) in enumerate(rows)]
    assert whole_figures(lines, []) == [list(row) for row in rows]


def test_quantities_above_and_below_a_wrapped_label_are_two() -> None:
    lines = [[word("1", 100, 0), word("9.6", 200, 0)], [word("测量", 10, 6)], [word("1", 100, 12)]]
    assert whole_figures(lines, []) == [["1", "9.6"], ["测量"], ["1"]]


def test_a_code_alone_on_its_line_that_another_line_names() -> None:
    lines = [["149001", "温县档案馆", "25.17"], ["149001"], ["149002"]]
    assert count_printed([Page(3, tokens=lines)]) == 2


def test_the_next_rows_code_is_no_part_of_a_whole_one() -> None:
    lines = [[word("4112002400000", 10, 0)], [word("00092565", 10, 11)], [word("082", 10, 22)]]
    assert whole_figures(lines, []) == [["411200240000000092565"], [], ["082"]]


def test_a_target_is_no_figure_where_its_unit_is_written_below_it() -> None:
    printed = [word("30", 10, 0), word("人", 10, 11), word("112.", 60, 0), word("7", 60, 11), word("万元", 65, 11)]
    for rank, one in enumerate(printed):
        one["rank"] = rank
    lines = [[printed[0], printed[2]], [printed[1], *printed[3:]]]
    assert whole_figures(lines, []) == [["30人", "112.7万元"], []]


def test_amounts_written_one_after_the_other_are_two_where_they_make_none_together() -> None:
    printed = ["680.5", "2,327", "0", "0", "1,009.9"]
    lines = [[{**word(text, 100 - 5 * len(text), 11 * n), "rank": n}] for n, text in enumerate(printed)]
    assert whole_figures(lines, []) == [[text] for text in printed]
    code = [[{**word(text, 100, 11 * n), "rank": n}] for n, text in enumerate(("00", "4"))]  # of a department
    assert whole_figures(code, []) == [["004"], []]


def test_a_units_code_whose_end_begins_the_next_line_is_no_amount() -> None:
    named = [["158", "濮阳市司法局", "484.4"]]
    assert count_printed([Page(10, tokens=[*named, ["1580"], ["03", "濮阳市法律援助中心", "484.4"]])]) == 2


def test_what_a_pages_end_cuts_counts_once() -> None:
    lines = [["070", "水利局", "3760.", "3760."], ["84", "84"], ["070001", "12.5", "12.5"]]
    pages = [Page(4, tokens=lines[:1]), Page(5, tokens=lines[1:])]
    cut = [CutCell("37\n60.", "84", (4, 5))] * 2
    assert count_printed(pages, cut) == 4
    assert count_printed([Page(4, tokens=[["100"]]), Page(5, tokens=[["%"]])], [CutCell("100", "%", (4, 5))]) == 0


def test_a_sum_is_counted_and_the_figure_that_a_sentence_leads_to_is_not() -> None:
    assert count_line(["共计", "15.5"]) == 1
    assert count_line(["2024年支出预算为", "15.5"]) == 0


def test_the_numbers_of_lines_on_both_sides_of_a_balance_are_no_amounts() -> None:
    printed = [
        "项目|行次|金额|项目|行次|金额",
        "栏次|1|栏次|2",
        "一、一般公共预算财政拨款收入|1|12|一、一般公共服务支出|5|12",
        "二、政府性基金预算财政拨款收入|2|二、外交支出|6",
        "3|三、国防支出|7|3",
        "本年收入合计|4|12|本年支出合计|8|15",
    ]
    assert count_printed([Page(1, tokens=[line.split("|") for line in printed])]) == 5
    assert count_printed([Page(1, tokens=[line.replace("行次", "款").split("|") for line in printed])]) == 13


@pytest.mark.parametrize(
    "words",
    [
        ["委员联络室", "8", "名在职人员和"],
        ["组织召开", "2", "次座谈会"],
        ["预计办理提案", "700", "件左右"],
        ["多批", "200", "多人次。"],
        ["本表（公开", "10", "表）反映部门年度政府性基金支出预算"],
        ["机关服务中心等", "2", "个事业单位不在统计范围"],
    ],
)
def test_prose_with_blanks_around_its_counts_prints_no_amount(words: list[str]) -> None:
    assert count_line(words) == 0
    assert count_line(["一、财政拨款收入", words[1], "人员经费"]) == 1
