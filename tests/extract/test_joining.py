"""Tables over pages: cut at any row, with or without a repeated title and header, the table comes back whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Cell, Grid, Line, Page, Row
from extract.tables.joining import whole_tables
from extract.tables.mending import completes, is_tail
from extract.tables.room import PageEnd
from tests.extract.drawing import COVER, UNIT, Frame, Sheet, column, drawn, extracted

TITLE = [Line("2024年支出总体情况表"), Line("部门名称：某某局"), Line("单位：万元")]
HEADER = ["科目编码|<|<|单位代码|单位（科目名称）|合计|基本支出|项目支出", "类|款|项|^|^|^|^|^"]


def row(line: str, at: int = 0) -> Row:
    """Cells of equal size; "<" and "^" continue a merged cell."""
    texts = line.split("|")
    found: Row = []
    for n, text in enumerate(texts):
        end = next((k for k in range(n + 1, len(texts)) if texts[k] != "<"), len(texts))
        found.append(None if text in ("<", "^") else Cell(text, (n * 50.0, at * 12.0, end * 50.0, at * 12.0 + 12)))
    return found


@dataclass(frozen=True)
class Cut:
    """Where a page ends, and what the next one repeats."""

    at: int
    repeats: str


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[Cut]]:
    figures = draw(st.lists(st.decimals(min_value=Decimal("0.1"), max_value=9999, places=2), min_size=2, max_size=14))
    lines = ["||||合计|9|9|", *(f"201|03|{n:02}||科目{n}|{value}||{value}" for n, value in enumerate(figures))]
    cuts = draw(st.sets(st.integers(1, len(lines) - 1), max_size=3))
    repeats = draw(st.sampled_from(["nothing", "header", "header's first row", "title and header"]))
    return lines, [Cut(at, repeats) for at in sorted(cuts)]


def pages_of(lines: list[str], cuts: list[Cut], *, merges_known: bool = True) -> list[Page]:
    starts = [0, *(cut.at for cut in cuts)]
    pages = []
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(lines)], strict=True), 1):
        repeats = "title and header" if number == 1 else cuts[number - 2].repeats
        header = HEADER[:1] if "first" in repeats else HEADER if "header" in repeats else []
        rows = [*header, *lines[start:end]]
        lead = TITLE if "title" in repeats else []
        cells = [row(line, at) for at, line in enumerate(rows)]
        if not merges_known:
            cells = [[Cell(cell.text if cell else "") for cell in line] for line in cells]
        pages.append(Page(number, prose=list(lead), grids=[Grid(cells, number, list(lead), None, merges_known)]))
    return pages


def texts(rows: list[Row]) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in line] for line in rows]


@given(tables(), st.booleans())
def test_a_cut_table_is_whole_again(table: tuple[list[str], list[Cut]], merges_known: bool) -> None:
    lines, cuts = table
    (whole,) = whole_tables(pages_of(lines, cuts, merges_known=merges_known))
    assert whole.form is not None
    assert whole.form.name == "expenditure"
    assert whole.caption.unit == "万元"
    assert texts(whole.rows) == [line.split("|") for line in lines]
    assert whole.grids == list(range(1, len(cuts) + 2))


@given(tables())
def test_every_row_knows_its_page_and_its_place_there(table: tuple[list[str], list[Cut]]) -> None:
    lines, cuts = table
    pages = pages_of(lines, cuts)
    (whole,) = whole_tables(pages)
    assert len(whole.places) == len(whole.rows)
    for printed, place in zip(whole.rows, whole.places, strict=True):
        assert place.page is not None
        (grid,) = pages[place.page - 1].grids
        assert grid.rows[place.row] is printed or texts([grid.rows[place.row]]) == texts([printed])


@given(st.integers(2, 5), st.sampled_from(["header", "title and header", "nothing"]))
def test_a_label_cut_by_the_page_is_mended(at: int, repeats: str) -> None:
    lines = ["||||合计|9|9|", *(f"201|03|{n:02}||机关事业单位基本养老保险缴费支出|{n}.5||{n}.5" for n in range(1, 7))]
    torn = [*lines[:at], lines[at].replace("缴费支出", "缴"), "||||费支出|||", *lines[at + 1 :]]
    (whole,) = whole_tables(pages_of(torn, [Cut(at + 1, repeats)]))
    assert [line[4].replace("\n", "") for line in texts(whole.rows)] == [line.split("|")[4] for line in lines]
    assert len(whole.rows) == len(lines)


def test_the_end_of_a_label_that_is_a_word_of_the_header() -> None:
    """Under title and header printed again stands 支出, cut off a row of nils."""
    header = ["收入||支出|", "项目|金额|项目|金额"]
    pages = []
    for number, lines in enumerate(
        (["一、一般公共预算|9|一、教育|9", "||三十、转移性|-"], ["||支出|", "总计|9|总计|9"]), 1
    ):
        cells: list[Row] = [[Cell(text) for text in line.split("|")] for line in [*header, *lines]]
        lead = [Line("收支总体情况表"), Line("单位：万元")]
        pages.append(Page(number, prose=list(lead), grids=[Grid(cells, number, lead, None, merges_known=False)]))
    (whole,) = whole_tables(pages)
    assert [line[2].replace("\n", "") for line in texts(whole.rows)] == ["一、教育", "三十、转移性支出", "总计"]


def test_another_title_begins_another_table() -> None:
    pages = pages_of(["||||合计|9|9|", "201|03|01||行政运行|9|9|"], [])
    other = [Line("2024年一般公共预算支出情况表"), Line("单位：元")]
    pages.append(Page(2, prose=other, grids=[Grid([row(line) for line in [*HEADER, "||||合计|9|9|"]], 2, other)]))
    first, second = whole_tables(pages)
    assert [table.form.name for table in (first, second) if table.form] == ["expenditure", "general_budget_expenditure"]
    assert (first.caption.unit, second.caption.unit) == ("万元", "元")


def test_a_sentence_between_two_tables_parts_them() -> None:
    pages = pages_of(["||||合计|9|9|", "201|03|01||行政运行|9|9|"], [])
    sentence = [Line("以上各表按照四舍五入列示，各项合计与总计之间可能存在尾差，特此说明，并对数据的真实性负责。")]
    pages.append(Page(2, prose=sentence, grids=[Grid([row("甲|乙|丙"), row("1|2|3")], 2, sentence)]))
    assert len(whole_tables(pages)) == 2


def test_a_pair_of_targets_after_a_page_break_is_no_rest_of_the_pair_before() -> None:
    before = row("4110002400001|防汛物资储备|12.50|检查次数|5000份|保障民生|明显")
    assert not is_tail(PageEnd([before], 1, [row("|||设备完好率|100%||")]))
    assert is_tail(PageEnd([before], 1, [row("|（二期）|||||")]))


def test_labels_without_figures_at_the_foot_of_a_balance_are_rows_of_their_own() -> None:
    total = row("本年收入合计|6195.33|本年支出合计|6195.33|6195.33||")
    assert not is_tail(PageEnd([total], 1, [row("上年结转||结转下年||||")]))
    assert not is_tail(PageEnd([total], 1, [row("附属单位上缴收入||对附属单位补助支出||||")]))
    assert is_tail(
        PageEnd([row("一、一般公共预算|6195.33|一、一般公共|6195.33|6195.33||")], 1, [row("||服务支出||||")])
    )


def test_a_code_alone_on_the_next_page_is_of_the_row_without_one() -> None:
    def completed(above: list[str], *below: str) -> bool:
        return completes(PageEnd([*map(row, above)], len(above), [*map(row, below)]))

    rows = ["合计|||5", "302|01|505|1", "302|02|505|1", "302|07|505|1"]
    assert completed([*rows, "301|01||1"], "||505|", "302|11|505|1")
    assert not completed([*rows, "301|01||1"], "||505|", "302|11|505|1", "||505|")
    assert not completed([*rows[:2], "301|01||1"], "||505|", "302|11|505|1")
    spending = ["||合计|9|9", "|159001|某某局|9|9", *(f"20801{n:02}||科目|3|3" for n in (1, 2, 3))]
    assert completed([*spending, "||行政单位医疗|3|3"], "2101101||||")
    assert not completed([*spending, "||小计|3|3", "||行政单位医疗|3|3"], "2101101||||")


def test_a_header_that_names_its_unit_begins_a_table_of_its_own() -> None:
    projects = ["项目名称|合计|一般公共预算|政府性基金预算|其他资金", "合计|3|3||", "河道清淤|3|3||"]
    aims = ["项目|预算数（单位：万元）|绩效目标", "河道清淤|3|河道畅通"]
    found = extracted(drawn(COVER, ["项目支出表", UNIT, Frame(projects)], [Frame(aims)]))
    assert column(found, "projects", "project", "total") == [("合计", Decimal(30000)), ("河道清淤", Decimal(30000))]
    assert [(table["money_unit"], table["form"]) for table in found.source_tables] == [
        ("万元", "projects"),
        ("万元", "project_objectives"),
    ]


REVENUE = ["|合计|12.5|12.5|12.5|12.5|", "070|水利局|12.5|12.5|12.5|12.5|"]
MONEY = ("row_kind", "total", "current_total", "general_budget", "general_budget_appropriation")


def test_a_header_cut_by_the_page_is_whole_again() -> None:
    """The lower part prints a column more, the rest of a cut cell's words and nothing for cells that go on."""
    above = Frame(
        ["单位代码|单位名称|总计|本年收入|<|上年结转", "^|^|^|合计|一般公共预|^"], (0, 10, 40, 55, 70, 85, 100)
    )
    below = ["||||算|<|", "^|^|^|^|小计|其中：财政拨款|^", *REVENUE]
    rest = Frame(below, (0, 10, 40, 55, 70, 77, 85, 100))
    found = extracted(drawn(COVER, ["收入总体情况表", UNIT, above], [rest]))
    amount = Decimal(125000)
    assert column(found, "revenue", *MONEY) == [("合计", *[amount] * 4), ("明细", *[amount] * 4)]
    assert [problem.kind for problem in found.problems] == []


def test_a_header_row_of_merged_cells_alone_at_a_pages_end_keeps_their_columns() -> None:
    """Of cells that only the file's structure names it is known where their words stand, not how wide they are."""
    merged: Row = [Cell("收入", (0.0, 0.0, 16.0, 12.0)), None, Cell("支出", (100.0, 0.0, 116.0, 12.0)), None]
    first = Grid([merged], 1, [Line("收支总体情况表"), Line("单位：万元")], (0.0, 0.0, 116.0, 12.0))
    lines = ["项目|金额|项目|金额", "一、一般公共预算|12.5|一、一般公共服务|12.5", "收入总计|12.5|支出总计|12.5"]
    second = Grid([row(line, at) for at, line in enumerate(lines)], 2, [])
    (table,) = whole_tables([Page(1, grids=[first]), Page(2, grids=[second])])
    assert table.paths == [("收入", "项目"), ("收入", "金额"), ("支出", "项目"), ("支出", "金额")]
    assert len(table.rows) == 2


def test_a_table_below_a_sentence_is_not_the_rest_of_an_empty_form() -> None:
    empty = Frame(["单位代码|单位名称|总计|本年收入|<", "^|^|^|合计|一般公共预算"])
    other = Frame(["401|办公家具|12.5|12.5|", "402|办公用纸|3.5|3.5|"])
    balance: Sheet = ["收支总体情况表", UNIT, Frame(["收入|<|支出|<", "项目|金额|项目|金额", "收入总计|5|支出总计|5"])]
    later: Sheet = ["以下按照各单位申报的次序，列出本年度拟购置的主要办公物品及其预计所需的金额。", other]
    found = extracted(drawn(COVER, balance, ["收入总体情况表", UNIT, empty], later))
    assert column(found, "revenue", "total") == []


def test_a_row_whose_figures_are_cut_is_mended() -> None:
    above = row("301|01|基本|工资奖\n金津补|102.0|102.0")
    assert is_tail(PageEnd([above], 1, [row("||工资|贴|2|2")]))
    assert not is_tail(PageEnd([above], 1, [row("301|02|津贴|贴|2|2")]))


def test_a_projects_code_that_the_page_break_cuts() -> None:
    before = [row("4110\n0022\n0000|【统筹\n本级】|80.5|80.5")]
    assert is_tail(PageEnd(before, 1, [row("0000\n6122\n6|运维费|1|")]))
    assert not is_tail(PageEnd(before, 1, [row("4110\n0022\n0000\n0006\n1226|运维费|1|")]))


@pytest.mark.parametrize("again", [0, 1])
def test_a_task_and_a_label_that_the_page_break_cuts(again: int) -> None:
    """Office programs may print the first row again as if it were a header."""
    above = [
        "部门名称|舞阳县水利局|<|<",
        "年度主要任务|任务名称|主要内容|<",
        "^|河道治理|完成两条河道的疏浚，并鼓励|<",
    ]
    below = [
        *above[:again],
        "||各乡镇参加。|<",
        "|防汛|汛期值守。|<",
        "一级指标|二级指标|三级指标|指标值",
        "产出指标|重点工作任务完成|疏浚长度|≥12公里",
        "效益指|履职效益|行洪安全|保障",
    ]
    last = [*above[:again], "标||河道环境|改善", "^|满意度|群众满意度|≥95%"]
    found = extracted(drawn(COVER, ["部门（单位）整体绩效目标表", Frame(above)], [Frame(below)], [Frame(last)]))
    assert column(found, "department_tasks", "task", "content") == [
        ("河道治理", "完成两条河道的疏浚，并鼓励各乡镇参加。"),
        ("防汛", "汛期值守。"),
    ]
    assert column(found, "department_targets", "level1", "level2", "level3") == [
        ("产出指标", "重点工作任务完成", "疏浚长度"),
        ("效益指标", "履职效益", "行洪安全"),
        ("效益指标", "履职效益", "河道环境"),
        ("效益指标", "满意度", "群众满意度"),
    ]


@pytest.mark.parametrize(
    ("above", "below"), [("|||||8|8|", "213|03|05||水利建设|||"), ("213|03|05|||8|8|", "||||水利建设|||")]
)
def test_a_row_between_whose_cells_the_page_ends(above: str, below: str) -> None:
    """Browsers' printers leave the cells that fit, and print the wrapped ones on the next page."""
    first = ["||||合计|40|40|", "208|05|01||行政单位离退休|12|12|", "213|03|01||行政运行|20|20|"]
    pages = pages_of([*first, above, below, "221|02|01||住房公积金|1|1|"], [Cut(4, "header")])
    (whole,) = whole_tables(pages)
    assert texts(whole.rows)[3:] == [
        ["213", "03", "05", "", "水利建设", "8", "8", ""],
        ["221", "02", "01", "", "住房公积金", "1", "1", ""],
    ]


def test_a_grid_that_prints_nothing_below_a_table_ends_no_document() -> None:
    rows: list[Row] = [[Cell(text) for text in row] for row in (["项目", "金额"], ["收入总计", "12.50"])]
    (table, *_) = whole_tables([Page(1, [], [Grid(rows, 1, [])]), Page(2, [], [Grid([], 2, [])])])
    assert [cell.text for cell in table.rows[0] if cell] == ["收入总计", "12.50"]


@pytest.mark.parametrize("mark", ["（续）", "（续表）", "续表", "（续1）"])
def test_a_title_that_says_so_heads_the_table_before_it(mark: str) -> None:
    """Codes of which only the level that changes is printed go on with those of the page before."""
    begun = ["213||||农林水支出|9|9|", "|03|||水利|9|9|", "||01||行政运行|5|5|"]
    pages: list[Sheet] = [
        ["2024年支出总体情况表", UNIT, Frame([*HEADER, *begun])],
        [f"2024年支出总体情况表{mark}", UNIT, Frame([*HEADER, "||05||水利工程建设|4|4|"])],
    ]
    found = extracted(drawn(COVER, *pages))
    codes = [code for (code,) in column(found, "expenditure", "function_code")]
    assert codes == ["213", "21303", "2130301", "2130305"]
