"""Tables without ruling lines whose words all begin at the left edge of their column, also torn by a page's end."""

from __future__ import annotations

import pytest

from extract.assemble import assemble
from extract.document import Source
from extract.identity import Hints
from extract.readers.page.lines import Word
from extract.readers.unruled.header.flush import flush_table
from tests.extract.unlined import Unlined, as_printed, grids, printed
from tests.extract.unlined import texts as printed_texts

TITLE, UNIT = "支出总体情况表", "单位：万元"
WIDTHS = (34, 30, 30, 50, 120, 54, 50, 62, 66, 56, 50, 60)
TOP = "科目编码|<|<|单位代码|单位（科目名称）|合计|基本支出|<|<|<|项目支出|<\n"
BELOW = """
    类|款|项|{0}|{0}|{0}|小计|人员经费|<|公用经费|小计|特定目标类
    {0}|{0}|{0}|{0}|{0}|{0}|^|工资福利支出|对个人和家庭的补助|商品和服务支出|^|^
"""
ROWS = """
    |||070|舞阳县水利局|30.50|18.25|9.00|1.25|8.00|12.25|12.25
    213|03|01||行政运行|18.25|18.25|9.00|1.25|8.00||
    213|03|05||水利工程建设与防汛抗旱物资储备管理支出|12.25|||||12.25|12.25
"""


@pytest.mark.parametrize("from_top", [False, True])
@pytest.mark.parametrize("padding", [2.0, 6.0])
def test_columns_begin_where_their_names_do(from_top: bool, padding: float) -> None:
    header = TOP + BELOW.format("^")
    table = Unlined(header + ROWS, WIDTHS, header=3, flush=True, from_top=from_top, padding=padding, aside=3)
    assert grids([TITLE, UNIT, table]) == [as_printed(header, ROWS)]


def test_names_of_lower_levels_stand_in() -> None:
    header = TOP + BELOW.format("^")
    more = """
    213|03|06||水利工程运行|2.00|2.00|1.00||1.00||
    208|05|05||养老保险缴费|3.00|3.00|3.00||||
    """
    deeper = tuple((1, name) for name in ("行政运行", "水利工程运行", "养老保险缴费"))
    rows = ROWS.replace("水利工程建设与防汛抗旱物资储备管理支出", "舞阳县水利局机关") + more
    table = Unlined(
        header + rows, WIDTHS, header=3, flush=True, figures_right=True, padding=5, aside=3, indented=deeper
    )
    assert grids([TITLE, UNIT, table]) == [as_printed(header, rows)]


def test_names_of_columns_that_nearly_touch_are_two() -> None:
    def line(top: float, **texts: str) -> list[Word]:
        left = {"a": 40.0, "b": 180.0, "c": 250.0, "d": 454.0, "e": 650.0, "f": 713.8}
        return [
            {"text": text, "x0": left[at], "x1": left[at] + 12 * len(text), "top": top, "bottom": top + 12}
            for at, text in texts.items()
        ]

    header = [line(60, a="项目", b="金额", c="项目", d="合计", e="政府性基金", f="国有资本经营预算")]
    body = [
        line(90, a="一、本年收入", b="5.50", c="一、本年支出", d="5.50", e="4.00"),
        line(120, a="（一）拨款", b="5.50", c="（一）其他支出", d="5.50", e="4.00"),
    ]
    table = flush_table(header, body, None)
    assert table is not None
    assert [head.text for head in table.heads][4:] == ["政府性基金", "国有资本经营预算"]


@pytest.mark.parametrize("foot", [[], ["- 6 -"]])
def test_a_header_that_begins_at_the_foot_of_the_page_before(foot: list[str]) -> None:
    above = Unlined(TOP, WIDTHS, header=1, flush=True, padding=6, aside=3)
    below = Unlined(BELOW.format("") + ROWS, WIDTHS, header=2, flush=True, padding=6, aside=3)
    first, second = printed(["收入总体情况表的说明。", TITLE, UNIT, above, *foot], [below])
    assert first.grids == []
    (grid,) = second.grids
    assert [line.text for line in grid.lead][-2:] == [TITLE, UNIT]
    texts = [[None if cell is None else cell.text.replace("\n", "") for cell in row] for row in grid.rows]
    assert texts[0] == as_printed(TOP)[0]
    assert texts[-3:] == as_printed(ROWS)


def test_a_page_of_the_rest_of_a_balance_prints_labels_before_its_figures() -> None:
    header = "项目|金额|项目|金额\n"
    first = "一、一般公共预算|9.50|一、一般公共服务|9.50\n其中：财政拨款|9.50|二、外交|\n二、基金|1.00|三、国防|1.00\n"
    rest = "||二十四、灾害防治支出|\n||二十七、预备费支出|\n||二十九、其他支出|\n收入总计|10.50|支出总计|10.50\n"
    begun = Unlined(header + first, (160, 60, 160, 60), header=1, flush=True, padding=5)
    goes_on = Unlined(rest, (160, 60, 160, 60), flush=True, padding=5)
    assert grids(["收支总体情况表", UNIT, begun], [goes_on]) == [as_printed(header, first), as_printed(rest)]


OBJECTIVES = "一级指标|二级指标|三级指标|指标值|指标值说明\n"
AIMS = "年度履职目标|河道畅通，水库安全度汛。|<|<|<\n年度主要任务|任务名称|主要内容|<|<\n^|修水库|加固三座。|<|<\n"
AMOUNTS = "预算情况|部门预算总额（万元）|<|12.5|\n^|资金来源：|政府预算资金|12.5|\n^|^|单位资金||\n"
TARGETS = """
    投入管理指标|工作目标管理|目标相关性|相关|
    ^|^|任务科学性|科学|
    ^|^|指标合理性|合理|
    产出指标|重点工作|水库座数|≥3座|
"""


@pytest.mark.parametrize("again", [[], ["部门名称：舞阳县水利局"]])
def test_the_form_of_objectives_names_its_columns_on_a_later_page(again: list[str]) -> None:
    """Above it its body's name may stand again."""
    widths = (90, 120, 120, 80, 120)
    pages = [
        Unlined(AIMS, widths, flush=True, padding=5),
        Unlined(AMOUNTS + OBJECTIVES + TARGETS, widths, flush=True, padding=5),
    ]
    aims, rest = grids(["整体绩效目标表", "（2024年度）", "部门名称：舞阳县水利局", pages[0]], [*again, pages[1]])
    assert [row[0] for row in aims] == ["年度履职目标", "年度主要任务", None]
    assert rest == as_printed(AMOUNTS.replace("|<|", "||"), OBJECTIVES, TARGETS)


def test_a_cell_of_the_header_cut_in_two_is_whole() -> None:
    above = Unlined(TOP.replace("单位代码", "单位"), WIDTHS, header=1, flush=True, padding=6, aside=3)
    below = BELOW.format("").replace("类|款|项|", "类|款|项|代码", 1)
    widths = (*WIDTHS[:3], 24, *WIDTHS[4:])
    above = Unlined(above.rows, widths, header=1, flush=True, padding=6, aside=3)
    grid = grids([TITLE, UNIT, above], [Unlined(below + ROWS, widths, header=2, flush=True, padding=6, aside=3)])[0]
    assert (grid[0][:4], grid[-2][:5]) == (["科目编码", None, None, "单位代码"], ["213", "03", "01", "", "行政运行"])


def test_a_project_that_stands_in_the_middle_of_its_rows() -> None:
    header = "项目编码|项目名称|资金总额|三级指标|指标值\n"
    rows = """
        |合计|16.00||
        410|防汛物资储备|12.50|物资采购数量|≥40件
        ^|^|^|采购完成及时率|≥95%
        ^|^|^|物资验收合格率达到要求的比例|100%
        411|河道清淤项目资金|3.50|清淤河道长度|≥2公里
    """
    table = Unlined(header + rows, (60, 60, 60, 80, 60), header=1, flush=True, padding=5, aside=3)
    found = grids([TITLE, UNIT, table])[0]
    assert found[1:] == as_printed(rows.replace("^", ""))


def test_projects_and_units_among_kinds_of_indicators_side_by_side() -> None:
    header = """
        项目编码|项目名称|资金总额|成本指标|<|产出指标|<
        ^|^|^|三级指标|指标值|三级指标|指标值
    """
    rows = """
        128|鹤城市水利局|28.60||||
        128001|鹤城市水利局|16.00||||
        410|防汛物资储备|12.50|物资总成本|≤12万元|物资采购数量|≥40件
        ^|^|^|||采购完成及时率|≥95%
        411|河道清淤|3.50|||清淤河道长度|≥2公里
        ^|^|^|||验收合格率|100%
        ^|^|^|||完成时间|12月底前
        128002|河道管理处|12.60||||
        412|堤防维护|12.60|||维护长度|≥9公里
    """
    for padding in (2, 8):
        table = Unlined(header + rows, (60, 90, 60, 80, 60, 90, 60), header=2, flush=True, padding=padding, aside=3)
        assert grids(["项目支出绩效目标表", UNIT, table])[0][2:] == as_printed(rows.replace("^", ""))


def test_projects_in_their_first_rows_keep_the_rows_below_them() -> None:
    rows = """
        410|防汛物资储备|12.50|物资采购数量|≥40件
        |||采购完成率|≥95%
        411|河道清淤|3.50|清淤长度|≥2公里
        |||验收合格率|100%
    """
    header = "项目编码|项目名称|资金总额|三级指标|指标值\n"
    table = Unlined(header + rows, (60, 90, 60, 90, 60), header=1, flush=True, padding=5, aside=3)
    assert grids(["项目支出绩效目标表", UNIT, table])[0][1:] == as_printed(rows)


def test_a_level_of_the_indicators_cut_by_the_page_is_whole() -> None:
    widths = (52, 120, 120, 80, 120)
    first = AIMS + OBJECTIVES + "投入管理|工作目标管理|年度履职目标相关性|相关|\n"
    rest = "指标||工作任务科学性|科学|\n^|预算和财务管理|预算编制完整性|完整|\n"
    pages = [Unlined(text, widths, flush=True, padding=5) for text in (first, rest)]
    balance = Unlined("项目|金额|项目|金额\n收入总计|9.50|支出总计|9.50\n", (160, 60, 160, 60), header=1, flush=True)
    read = printed(
        ["舞阳县水利局", "2024年部门预算公开"],
        ["收支总体情况表", UNIT, balance],
        ["整体绩效目标表", "（2024年度）", "部门名称：舞阳县水利局", pages[0]],
        [pages[1]],
    )
    (found,) = assemble(Source(read, "application/pdf"), Hints()).disclosures
    targets = [(row["level1"], row["level2"], row["level3"]) for row in found.rows["department_targets"]]
    assert targets == [
        ("投入管理指标", "工作目标管理", "年度履职目标相关性"),
        ("投入管理指标", "工作目标管理", "工作任务科学性"),
        ("投入管理指标", "预算和财务管理", "预算编制完整性"),
    ]


def test_rows_stand_half_a_point_further_apart_than_lines() -> None:
    header = "单位代码|单位名称|合计|人员经费|公用经费\n"
    rows = """
        064|科学技术局|1354.18|257.62|1096.56
        064001|局机关|1068.57|68.57|1000.00
        064002|科技创新服务中心|285.61|189.05|96.56
    """
    table = Unlined(header + rows, (24, 20, 20, 20, 20), header=1, flush=True, from_top=True, padding=0.28)
    assert grids([TITLE, UNIT, table])[0][1:] == as_printed(rows)


def test_the_cells_of_a_header_that_have_room_are_not_one() -> None:
    header = "收入|<|支出|<\n项目|金额|项目|金额\n"
    rows = """
        一、一般公共预算|9.50|一、一般公共服务|9.50
        二、政府性基金预算拨款收入|1.00|二、外交|
        三、国有资本经营预算拨款收入||三、国防支出和公共安全支出|1.00
    """
    table = Unlined(header + rows, (80, 60, 80, 60), header=2, flush=True, from_top=True, padding=0.28)
    assert grids([TITLE, UNIT, table])[0] == as_printed(header + rows)


def test_indicators_stand_beside_the_first_line_of_their_explanation() -> None:
    objectives = """
        一级指标|二级指标|三级指标|指标值|指标值说明
        投入管理指标|工作目标管理|目标相关性|相关|目标与部门职责是否一致
        ^|^|任务科学性|科学|可行
        ^|预算管理|预算编制完整性|≥95%|收支是否全部编入部门预算，有无遗漏
    """
    table = Unlined(AIMS + objectives, (60, 60, 80, 50, 70), flush=True, from_top=True, padding=0.28)
    (form,) = grids(["整体绩效目标表", "（2024年度）", "部门名称：舞阳县水利局", table])
    assert form[-3:] == as_printed(objectives.replace("^", "<"))[-3:]


def test_figures_of_which_most_break_are_whole() -> None:
    header = "代码|单位|总计|本年|结转\n"
    rows = "|合计|2080.6|2059.3|21.3\n125|水利局机关|1267.6|1267.6|\n126|河道工程中心|813.0|791.7|21.3\n"
    table = Unlined(header + rows, (20, 12, 12, 12, 12), header=1, flush=True, from_top=True, padding=0.28)
    assert grids([TITLE, UNIT, table])[0] == as_printed(header, rows)


def test_a_page_that_begins_with_the_rest_of_a_row_and_rows_without_figures() -> None:
    header = "收入|金额|支出|金额\n"
    first = "一、本年收入|20.50|一、本年支出|20.50\n（一）财政拨款|20.50|（一）外交支出|\n（二）政府|1.00|（二）国防|\n"
    rest = "性基金预算||支出|\n（三）国有资本||（三）公共安全支出|\n二、上年结转||（四）教育支出|20.50\n"
    rest += "||（五）科学支出|\n收入总计|20.50|支出总计|20.50\n"
    widths = (80, 60, 100, 60)
    begun = Unlined(header + first, widths, header=1, flush=True, from_top=True, padding=0.28)
    goes_on = Unlined(rest, widths, flush=True, from_top=True, padding=0.28)
    assert grids([TITLE, UNIT, begun], [goes_on])[1] == as_printed(rest)


def test_a_header_stands_below_captions_at_the_foot_of_the_page_before() -> None:
    rows = """
        项目|金额|项目|合计
        一、财政拨款|20.50|一、外交支出|
        二、政府基金||二、教育支出|20.50
        三、经营收入|1.00|三、科学支出|1.00
        ||四、其他支出|
        ||文化与传媒|
    """
    table = Unlined(rows, (80, 60, 100, 60), header=1, flush=True, from_top=True, padding=3)
    (grid,) = grids(["收支总体情况表的说明。", "收支总体情况表", UNIT], [table, "支出总体情况表", UNIT])
    assert grid == as_printed(rows)


def test_a_project_whose_code_reaches_down_beside_its_indicators() -> None:
    header = "项目编码|项目名称|资金总额|三级指标|指标值\n"
    rows = """
        064001|水利局机关|699.2||
        411000230000000081307|河道清淤项目资金|680.0|清淤河道长度|≥20公里
        ^|^|^|项目验收通过率|≥90%
        411000230000000081315|防汛物资|19.2|物资数量|≥40件
        ^|^|^|及时率|≥95%
    """
    table = Unlined(header + rows, (20, 20, 20, 20, 20), header=1, flush=True, from_top=True, padding=0.28)
    assert grids([TITLE, UNIT, table])[0][1:] == as_printed(rows.replace("^", ""))


def test_a_figure_beside_the_first_line_of_its_label_alone_on_its_page() -> None:
    header = "项目|金额|项目|合计\n"
    first = "一、财政拨款|20.50|一、外交支出|\n二、政府基金||二、教育支出|20.50\n三、经营|1.00|三、科学|1.00\n"
    rest = "||十七、金融支出|\n||十九、援助其他地区支出|\n||二十一、住房保障支出|43.75\n||二十二、粮油物资储备支出|\n"
    rest += "||二十三、预备费支出|\n"
    begun = Unlined(header + first, (80, 60, 60, 60), header=1, flush=True, from_top=True, padding=0.28)
    goes_on = Unlined(rest, (80, 60, 60, 60), flush=True, from_top=True, padding=0.28)
    assert grids(["收支总体情况表", UNIT, begun], [goes_on])[1] == as_printed(rest)


def test_codes_that_break_are_whole_where_no_figure_breaks() -> None:
    header = "项目编码|项目名称|资金总额|三级指标|指标值\n"
    rows = """
        411000230000000081307|河道清淤项目资金|680|清淤河道长度|≥20公里
        ^|^|^|项目验收通过率|≥90%
        411000230000000081315|防汛物资|36|物资数量|≥40件
        ^|^|^|及时率|≥95%
    """
    table = Unlined(header + rows, (20, 20, 20, 20, 20), header=1, flush=True, from_top=True, padding=0.28)
    assert grids([TITLE, UNIT, table])[0][1:] == as_printed(rows.replace("^", ""))


def test_the_end_of_a_table_above_a_note_prints_but_one_row_of_figures() -> None:
    header = "单位名称|采购项目|采购目录|数量|金额\n"
    rows = "水利局机关|复印纸|货物|8|3.50\n河道管理处|水泵|货物|2|9.50\n"
    widths = (70, 70, 56, 40, 60)
    begun = Unlined(header + rows, widths, header=1, flush=True, padding=5, aside=3)
    more = "水利局机关|水泵|货物||\n河道管理处|电缆|货物||\n防汛服务中心|潜水器材|货物|3|6.50\n合计：|<|<|<|\n"
    rest = Unlined(more, widths, flush=True, padding=5, aside=3)
    found = grids(["政府采购汇总表", UNIT, begun], [rest, "注：本表按部门预算编列，含所属单位。"])
    assert found[1][2] == ["防汛服务中心", "潜水器材", "货物", "3", "6.50"]


def test_a_title_at_the_foot_of_a_page_ends_the_form_of_objectives() -> None:
    widths = (90, 120, 120, 80, 120)
    form = Unlined(AIMS + AMOUNTS + OBJECTIVES + TARGETS, widths, flush=True, padding=5)
    projects = "项目编码|项目名称|资金总额|三级指标|指标值\n"
    projects += "064|水利局|19.20||\n065|河道清淤项目|12.00|清淤长度|≥2公里\n066|防汛物资项目|7.20|采购数量|≥40件\n"
    table = Unlined(projects, (70, 70, 40, 140, 60), header=1, flush=True, padding=5)
    captions = ["项目绩效目标汇总表", "部门名称：舞阳县水利局"]
    found = grids(["整体绩效目标表", "（2024年度）", "部门名称：舞阳县水利局", form, *captions], [table])
    assert found[1] == as_printed(projects)


def test_signs_in_larger_type_set_the_rest_of_their_cell_lower() -> None:
    header = "项目编码|项目名称|资金总额|指标|目标|指标|目标\n"
    rows = """
        |合计|22.00||||
        411000220000000061239|防汛物资储备项目|12.50|采购完成率|≥98%|群众满意度|≥95%
        |||人均补助标准|≤255元/人|带动就业|≥82人
        411000220000000061240|防汛物资储备|9.50|清淤河道长度|≥2公里|群众满意度|≥90%
    """
    wide = (100, 100, 30, 34, 22, 34, 22)
    table = Unlined(header + rows, wide, header=1, flush=True, padding=8, leading=1.7, order="cells", signs=13)
    (grid,) = grids(["项目绩效目标表", UNIT, table])
    assert grid[1:] == as_printed(rows)


PROJECTS = """
    类型|项目名称|项目单位|合计|一般公共预算
    |||36.50|36.50
    其他运转类|防汛物资储备和抢险演练经费（含设备租赁、物资采购、人员培训、现场演练）和应急抢险队伍建设经费|水利工程中心|12.50|12.50
    其他运转类|河道管护|水利局|24.00|24.00
"""


def test_a_long_name_beside_other_words_is_no_sentence() -> None:
    table = Unlined(PROJECTS, (30, 260, 40, 50, 80), header=1, padding=9, leading=2.2)
    captions = ["项目支出表", "编制单位：舞阳县水利局"]
    (page,) = printed([*captions, "金额单位：万元", table])
    assert printed_texts(page.grids[0])[1:] == as_printed(PROJECTS)[1:]


def test_a_bodys_name_right_above_the_header_is_none_of_its_cells() -> None:
    table = Unlined(
        PROJECTS.replace("（含设备租赁、物资采购、人员培训、现场演练）和应急抢险队伍建设经费", ""),
        (60, 150, 50, 50, 60),
        header=1,
        padding=5,
    )
    (page,) = printed(["项目支出表", "编制单位：舞阳县水利局", table])
    assert [line.text for line in page.grids[0].lead] == ["项目支出表", "编制单位：舞阳县水利局"]


def test_rows_far_apart_at_the_foot_of_a_page_that_goes_on() -> None:
    header = "项目编码|项目名称|资金总额|三级指标|指标值\n"
    first = "|合计|22.00||\n410|防汛物资储备|12.50|采购完成率|≥98%\n411|河道清淤|9.50|清淤长度|≥2公里\n"
    rest = "412|河道管护|3.50|管护长度|≥9公里\n|||人均补助标准|较低\n|||生态环境|改善\n"
    wide = (60, 90, 60, 90, 60)
    pages = [
        Unlined(rows, wide, header=n, flush=True, padding=20, order="cells")
        for rows, n in ((header + first, 1), (rest, 0))
    ]
    assert grids(["项目绩效目标表", UNIT, pages[0]], [pages[1]])[1] == as_printed(rest)


def test_a_page_that_prints_but_the_rest_of_a_row_prints_cells() -> None:
    header = "类型|项目名称|项目单位|合计\n"
    rows = "特定目标|河道清淤与堤防加固|舞阳县水利局|9.50\n其他运|防汛物资储备|舞阳县水|3.50\n"
    begun = Unlined(header + rows, (60, 100, 90, 60), header=1, flush=True, padding=5, aside=3)
    rest = Unlined("转类|与抢险演练|利局|\n", (60, 100, 90, 60), flush=True, padding=5, aside=3)
    found = grids(["项目支出表", UNIT, begun], [rest, "注：本表无其他内容。"])
    assert found == [as_printed(header, rows), as_printed("转类|与抢险演练|利局|")]


def test_the_rest_of_a_cell_of_one_column_is_of_the_table() -> None:
    header = "单位代码|单位（科目名称）|合计|人员经费\n"
    rows = "064|科学技术局|135.10|135.10\n065|科技创新服|26.00|26.00\n066|科技情报研|18.20|18.20\n"
    widths = (60, 48, 60, 60)
    begun = Unlined(header + rows, widths, header=1, flush=True, from_top=True, padding=0.28)
    rest = Unlined("|究与成果转化中心|\n", widths, flush=True, from_top=True, padding=0.28)
    assert grids(["收入总体情况表", UNIT, begun], [rest, "支出总体情况表", UNIT]) == [
        as_printed(header, rows),
        as_printed("|究与成果转化中心||"),
    ]
