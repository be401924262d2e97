"""Rows, headers and titles that a page's end cuts or leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extract.document import Cell, Measure, Page
from extract.readers.pdf import read
from extract.readers.text import read as as_text
from extract.tables.joining import whole_tables
from extract.tables.mending import is_tail
from extract.tables.room import PageEnd
from extract.tables.spanning import parted_names
from tests.extract.drawing import COVER, Frame, column, drawn, extracted
from tests.extract.unlined import Unlined, printed

UNIT = "单位：万元"
TARGETS = "项目绩效目标汇总表"
NAMES = "项目编码|项目名称|资金总额|三级指标|指标值\n"
WIDTHS = (38, 38, 40, 38, 38)


def _rows(pages: Sequence[Page]) -> list[list[str]]:
    """The rows of all tables, the lines of cells joined."""
    return [
        ["" if cell is None else cell.text.replace("\n", "") for cell in row]
        for table in whole_tables(list(pages))
        for row in table.rows
    ]


def _flush(rows: str, header: int = 0, widths: Sequence[float] = WIDTHS) -> Unlined:
    return Unlined(rows, widths, header=header, flush=True, from_top=True, padding=0.5, aside=2, order="cells")


def _over(first: str, later: str) -> list[list[str]]:
    """A table's rows over two pages."""
    return _rows(printed([TARGETS, UNIT, _flush(NAMES + first, 1)], [_flush(later)]))


SUM = "|合计|22.00||\n"
LATER = "411000220000000061240|城区道路|9.50|道路里程|≥20里\n"


def test_a_word_of_a_row_without_figures() -> None:
    row = "410|清扫|12.50|出勤|≥9次\n|||信息化建|≥5项\n"
    found = _over(SUM + row, "|||设项目数量|\n" + LATER)
    assert found[2:] == [
        ["", "", "", "信息化建设项目数量", "≥5项"],
        ["411000220000000061240", "城区道路", "9.50", "道路里程", "≥20里"],
    ]


def test_a_code_of_the_row_above_the_last() -> None:
    row = "41100022000000|清扫|12.50|垃圾清运|≥95%\n^|^|^|车辆及时|100%\n"
    found = _over(SUM + row, "0061239|||出勤率|\n" + LATER)
    assert found[1:3] == [
        ["411000220000000061239", "清扫", "12.50", "垃圾清运", "≥95%"],
        ["", "", "", "车辆及时出勤率", "100%"],
    ]


def test_a_code_whose_upper_part_would_be_one() -> None:
    others = LATER + LATER.replace("61240", "61241")
    row = "41100022000000061239|清扫保洁|12.50|系统正常运行|≥9次\n"
    found = _over(SUM + others + row, "7|业务经费|||万元\n" + others)
    assert found[3] == ["411000220000000612397", "清扫保洁业务经费", "12.50", "系统正常运行", "≥9次万元"]


def test_a_figure_with_as_many_decimals_as_others_have() -> None:
    row = "410|清扫|12345.67|出勤次数|≥95%\n"
    found = _over("|合计|22.0001||\n" + row, "||89|达标|\n" + LATER)
    assert found[1] == ["410", "清扫", "12345.6789", "出勤次数达标", "≥95%"]


@pytest.mark.parametrize("later", ["|||车辆维修|≤10次\n", "|||（一）出勤|\n", "411|清扫保洁|12.50||\n"])
def test_a_row_of_its_own_under_full_lines(later: str) -> None:
    found = _over(SUM + "|清扫保洁|12.50|车辆及时出勤次数|≤25次\n", later + LATER)
    assert found[2] == later.strip().split("|")


def test_the_rest_of_a_ruled_row_alone_on_its_page() -> None:
    """Cells are drawn on one line; the name above is cut after a full one."""
    wide = (0, 20, 30, 65, 100)
    begun = Frame(["单位名称|总计|本年收入合计|一般公共预算", "合计|12.5|12.5|12.5", "舞阳县水利|12.5|12.5|12.5"], wide)
    later = Frame(["收入|<|支出|<", "项目|金额|项目|金额", "收入总计|12.5|支出总计|12.5"])
    found = read(drawn(["收入总体情况表", UNIT, begun], [Frame(["局机关|||"], wide), "收支总体情况表", UNIT, later]))
    assert [len(page.grids) for page in found.pages] == [1, 2]


def test_a_header_alone_on_the_page_between() -> None:
    rows = "410|清扫|12.50|出勤次数|≤25次\n411|保洁|9.50|保洁面积|≥20里\n"
    captions = ["收支总体情况表的说明。", TARGETS, UNIT]
    pages = printed(captions, [_flush(NAMES, 1)], [_flush(rows)])
    (table,) = whole_tables(pages)
    assert table.caption.title == TARGETS
    assert [path[-1] for path in table.paths] == NAMES.strip().split("|")
    assert len(table.rows) == 2


def test_a_title_on_the_page_before_the_forms_first_lines() -> None:
    form = """
        年度履职目标|完成水利设施的除险加固，保障汛期安全。||
        年度主要任务|任务名称|主要内容|
        ^|河道清淤|清理城区河道。|
        预算情况|部门预算总额（万元）||9.50
        ^|1、资金来源：|（1）政府预算资金|9.50
        一级指标|二级指标|三级指标|指标值
        产出指标|重点工作任务完成|河道清淤|≥95%
        效益指标|满意度|群众满意度|≥90%
    """
    balance = "项目|金额|项目|金额\n收入总计|9.50|支出总计|9.50\n"
    table = Unlined(form, (90, 120, 160, 80), flush=True, padding=5)
    pages = printed(
        COVER,
        ["收支总体情况表", UNIT, Unlined(balance, (160, 60, 160, 60), header=1, flush=True), "整体绩效目标表"],
        ["（2024年度）", "部门名称：舞阳县水利局", table],
    )
    _, goals = whole_tables(pages)
    assert getattr(goals.form, "name", None) == "department_objectives"
    assert _rows(pages)[-8][0] == "年度履职目标"


def test_a_header_so_narrow_that_the_page_cuts_its_words() -> None:
    wide = (12, 12, 12, 12, 12, 12, 12)
    above = _flush("部|单|总|基|项|上|其\n门|位|计|本|目|年|他\n", 2, wide)
    below = _flush(
        "代|名||支|支|结|支\n码|称||出|出|转|出\n070|局|9|5|3|1|\n071|站|8|5|2|1|\n072|馆|7|5|1|1|\n", 2, wide
    )
    first, second = printed(["支出总体情况表的说明。", "支出总体情况表", UNIT, above], [below])
    assert first.grids == []
    (grid,) = second.grids
    assert [line.text for line in grid.lead][-2:] == ["支出总体情况表", UNIT]
    assert len(grid.rows[-1]) == 7


def test_a_header_torn_between_pages_written_in_different_orders() -> None:
    """Only the words of the page with rows say after which they are written."""
    names = "科目编码|<|<|单位|单位|合计|基本支出|项目支出\n"
    below = """
        类|款|项|代码|名称|^|小计|小计
        208|05|01||行政单位离退休|9.50|9.50|
        213|03|01||水利工程建设与维护|9.00|5.00|4.00
        ||||合计|18.50|14.50|4.00
    """
    wide = (24, 24, 24, 30, 40, 40, 40, 40)
    page = Unlined(names, wide, header=1), Unlined(below.replace("^", ""), wide, header=1, order="cells", padding=0)
    (table,) = whole_tables(printed(["支出总体情况表的说明。", "支出总体情况表", UNIT, page[0]], [page[1]]))
    assert table.caption.title == "支出总体情况表"
    assert ["".join(path) for path in table.paths][:6] == [
        "科目编码类",
        "科目编码款",
        "科目编码项",
        "单位代码",
        "单位名称",
        "合计",
    ]


def test_a_page_begins_with_more_labels_than_a_header_has_lines() -> None:
    ordinals = "二三四五六七八九十"
    first = (
        "项目|金额|项目|金额\n一、财政拨款|9.50|一、一般公共服务支|9.50\n||二、外交国防支出|1.00\n||三、教育支出|1.00\n"
    )
    labels = "".join(f"||{n}、支援其他地区建设支出|\n" for n in ordinals)
    wide = (64, 60, 64, 60)
    begun, goes_on = _flush(first, 1, wide), _flush("||出|\n" + labels + "收入总计|9.50|支出总计|9.50\n", 0, wide)
    (_, later) = printed(["收支总体情况表", UNIT, begun], [goes_on])
    assert len(later.grids[0].rows) == len(ordinals) + 2


def test_the_header_of_expenses_below_a_title_on_the_page_before() -> None:
    rows = "三公经费合计|因公出国（境）费|公务用车购置费|公务接待费\n6.20||4.00|2.20\n"
    table = Unlined(rows, (100, 100, 100, 100), header=1, flush=True, padding=2)
    pages = printed(
        ["附表的说明。", "一般公共预算“三公”经费预算表", UNIT], [table, "注：（1）因公出国（境）费，反映工作人员出国。"]
    )
    assert _rows(pages) == [["6.20", "", "4.00", "2.20"]]


def test_a_page_of_labels_below_a_row_whose_figure_has_no_decimals() -> None:
    ordinals = "四五六七八九"
    first = "项目|金额|项目|金额\n一、财政拨款|9.50|一、公共服务|9.50\n||二、外交支出|1.00\n||三、教育支出|1.00\n"
    labels = "".join(f"||{n}、支援其他支出|\n" for n in ordinals)
    wide = (80, 60, 80, 60)
    later = "二、基金拨款|2200|三、国防支出|\n" + labels + "收入总计|9.50|支出总计|9.50\n"
    begun, goes_on = (
        Unlined(rows, wide, header=header, flush=True, padding=3) for rows, header in ((first, 1), (later, 0))
    )
    (_, page) = printed(["收支总体情况表", UNIT, begun], [goes_on])
    assert len(page.grids[0].rows) == len(ordinals) + 2


def test_whole_yuan_on_both_sides_of_a_pages_end_are_two_rows() -> None:
    upper = "295003|第二小学|11261684|9787183\n"
    lower = "20502|普通教育|97665392|7665392\n"
    table = [Unlined(f"单位代码|单位|合计|基本支出\n{upper}", WIDTHS, header=1), Unlined(lower, WIDTHS)]
    found = _rows(printed(["支出总体情况表", "单位：元", table[0]], [table[1]]))
    assert found == [upper.strip().split("|"), lower.strip().split("|")]


def test_the_end_of_a_numbered_label_without_figures_in_converted_text() -> None:
    text = """
        收支总体情况表
        单位：万元
        | 收入 |  | 支出 |  |
        | 项目 | 金额 | 项目 | 金额 |
        | 一、一般公共预算 | 119.9 | 一、住房保障支出 | 119.9 |
        |  |  | 二、粮油物资储备 |  |

        |  |  | 支出 |  |
        | 收入总计 | 119.9 | 支出总计 | 119.9 |
    """
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    assert [row[2] for row in _rows(as_text(lines.encode()).pages)] == [
        "一、住房保障支出",
        "二、粮油物资储备支出",
        "支出总计",
    ]


def test_a_cell_is_as_wide_as_those_over_as_many_columns() -> None:
    """Above it stand cells of two columns, whose lines are longer."""
    above = [
        "部门名称|舞阳县水利局|<|<",
        "年度主要任务|任务名称|主要内容|<",
        "^|河道治理|完成两条河道的疏浚，并鼓励各乡镇参加，保证安全度汛|<",
        "预算情况|资金来源：|（1）政府预算资金|9.50",
        "^|^|（2）财政专户管理|",
    ]
    below = [
        "||资金|",
        "^|^|（3）单位资金|1.50",
        "一级指标|二级指标|三级指标|指标值",
        "产出指标|河道|完成河道的疏浚任务\n和维护|12公里",
    ]
    wide = (0, 10, 22, 33, 45)
    found = extracted(drawn(COVER, ["部门（单位）整体绩效目标表", Frame(above, wide)], [Frame(below, wide)]))
    items = [item for (item,) in column(found, "department_funding", "item")]
    assert items == ["政府预算资金", "财政专户管理资金", "单位资金"]


def measured(text: str, bottom: float, size: float = 12.0) -> Cell:
    lines = [size * len(line) for line in text.split("\n")]
    return Cell(text, measure=Measure(max(lines), lines[-1], size, size, bottom, size))


def _end(above: Sequence[Sequence[Cell]], here: int, below: Sequence[Sequence[Cell]]) -> PageEnd:
    """A page's end between rows without a merged cell."""
    return PageEnd([[*row] for row in above], here, [[*row] for row in below])


def test_a_cell_of_one_line_ends_a_wide_line_and_a_little_above_those_of_two() -> None:
    # lines 17.2 points apart; the figures' font reaches less deep than the characters'
    above = [measured("【专项资金】\n科技成果转化", 559.5), measured("带动\n企业", 559.5), measured("≥2000", 539.6)]
    rest = [measured("与重点研发", 52.2), measured("研发\n投入", 69.4), measured("万元", 52.2)]
    assert is_tail(_end([above], 1, [rest]))
    assert not is_tail(_end([[*above[:2], measured("≥2000", 530.0)]], 1, [rest]))


def test_no_row_is_the_rest_of_the_names_of_the_indicators() -> None:
    """In narrow columns the names fill their cells, and the first indicators on the next page break as well."""
    names = [measured(text, 530.0) for text in ("一级指标", "二级指标", "三级指标", "指标值")]
    first = [measured(text, 60.0) for text in ("投入\n管理", "工作目标\n管理", "年度履职\n相关性", "较好\n完成")]
    assert not is_tail(_end([names], 1, [first]))


def test_one_of_several_cut_cells_may_fit_exactly() -> None:
    column = [measured("提高", 500), measured("31人", 500)]
    above = [
        [measured("窗口", 520), *column],
        [measured("城市\n治理", 545.5), measured("提升", 545.5), measured("≥2", 543)],
    ]
    rest = [measured("效率", 43.6), Cell(""), measured("小时", 43.6)]
    assert is_tail(_end(above, 2, [rest]))
    assert not is_tail(_end(above, 2, [[Cell(""), *rest[1:]]]))


def test_a_projects_name_is_cut_between_two_rows_of_its_targets() -> None:
    above = [
        [Cell("411000240000000071022"), measured("清扫\n保洁", 460), Cell("1988.64"), measured("清扫面积", 460)],
        [Cell("411000240000000071035"), measured("市政\n维护", 541), Cell("688.9"), measured("修补面积", 541)],
    ]
    row = [Cell(""), measured("经费", 43.6), Cell(""), measured("亮灯率", 43.6)]
    name, rest = parted_names(_end(above, 2, [row]))
    assert [cell and cell.text for cell in name] == ["", "经费", "", ""]
    assert [cell and cell.text for cell in rest] == ["", "", "", "亮灯率"]
    assert parted_names(_end(above, 2, [[Cell("411000240000000071048"), *row[1:]]]))[0] == []
    wider = [above[0][0], measured("道路清扫保洁", 460), *above[0][2:]]
    assert parted_names(_end([wider, above[1]], 2, [row]))[0] == []  # there was room for it
    code = [Cell("071048"), *row[1:]]  # what the narrow column leaves of a code above it
    begun = [above[0], [measured("411000240000000", 541), *above[1][1:]]]
    assert is_tail(_end(begun, 2, [[Cell("071048"), Cell(""), Cell(""), Cell("")]]))
    assert not is_tail(_end([above[0], [*begun[1][:3], measured("≥3次", 541)]], 2, [[*code[:3], Cell("≥97%")]]))


def test_the_name_of_a_kind_of_indicators_is_cut_between_two_of_these() -> None:
    kinds = ["服务对象满意度指标", "服务对象满意度"]
    above = [[Cell("12.5"), Cell(kind), Cell("满意度"), Cell("≥90%")] for kind in kinds]
    row = [Cell(""), Cell("指标"), Cell("群众满意度"), Cell("≥95%")]
    names, rest = parted_names(_end(above, 2, [row]))
    assert ([cell.text for cell in names if cell], [cell.text for cell in rest if cell]) == (
        ["", "指标", "", ""],
        ["", "", "群众满意度", "≥95%"],
    )
    assert parted_names(_end(above, 2, [[row[0], Cell("质量指标"), *row[2:]]]))[0] == []
    assert parted_names(_end(above[1:], 1, [row]))[0] == []  # nothing prints it whole


def _boxed(text: str, box: tuple[float, float, float, float], bottom: float) -> Cell:
    return replace(measured(text, bottom), box=box)


def test_a_column_with_room_for_more_is_not_cut_though_no_line_of_it_is_longer() -> None:
    above = [_boxed("改善情况", (100, 500, 200, 524), 512), _boxed("有效", (200, 500, 260, 524), 512)]
    rest = [_boxed("服务能力", (100, 40, 200, 64), 52), _boxed("明显", (200, 40, 260, 64), 52)]
    assert not is_tail(_end([above], 1, [rest]))
    assert not is_tail(_end([[*above, Cell("9.50"), *[Cell("")] * 4]], 1, [[*rest, *[Cell("")] * 5]]))
    narrow = [replace(cell, box=None) for cell in above]
    assert is_tail(_end([narrow], 1, [rest]))


def test_a_row_in_whose_middle_a_line_stands_ends_there() -> None:
    high = _boxed("逐步改\n善提高", (200, 500, 236, 530), 529)
    rest = [measured("减少经济损失", 52), measured("持续提\n升", 64)]
    for bottom, cut in ((521, False), (513, True)):  # in the middle of the row, at its head
        row = [_boxed("环境改善程度", (100, 500, 172, 530), bottom), high]
        assert is_tail(_end([row], 1, [rest])) is cut
