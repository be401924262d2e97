"""Headers of which later pages print but the first rows again."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.tables.joining import whole_tables
from samples.documents.grid import ABOVE
from tests.extract.drawing import BODY, COVER, UNIT, Frame, Sheet, column, drawn, extracted
from tests.extract.unlined import Unlined, printed

TITLE = "2024年支出总体情况表"
HEADER = [
    "科目编码|<|<|单位\n代码|单位\n（科\n目名\n称）|合计|基本支出|<|<|项目支出|<|<",
    "类|款|项|^|^|^|小计|工资福利支出|商品和服务支出|小计|其他运转类|特定目标类",
    "^|^|^|^|^|^|^|^|^|^|^|^",
]
BEGUN = ["||||合计|30|20|16|4|10|4|6", "208|05|01||行政单位离退休|12|12|12||||"]
LATER = ["213|03|01||行政运行|10|8|4|4|2|2|", "213|03|05||水利建设|8||||8|2|6"]
ROWS = [
    (None, Decimal(300000), Decimal(200000), Decimal(100000)),
    ("2080501", Decimal(120000), Decimal(120000), None),
    ("2130301", Decimal(100000), Decimal(80000), Decimal(20000)),
    ("2130305", Decimal(80000), None, Decimal(80000)),
]


def _again(depth: int) -> list[str]:
    """The first rows of the header, each cell as high as they are."""
    return [row if n else row.replace(ABOVE, "") for n, row in enumerate(HEADER[:depth])]


@pytest.mark.parametrize("depth", [1, 2])
@pytest.mark.parametrize("rest", ["", "人员"])
def test_words_of_a_high_cell_run_into_the_rows_below(depth: int, rest: str) -> None:
    """Its lower line, too, runs through a row, the first of which may be the end of one that the page's end cut."""
    tail = [f"||||{rest}|||||||"] if rest else []
    rule = (3, 6, 16.0 * (depth + len(tail)) + 9)
    first: Sheet = [TITLE, BODY, UNIT, Frame([*HEADER, *BEGUN])]
    found = extracted(drawn(COVER, first, [Frame([*_again(depth), *tail, *LATER], rule=rule)]))
    assert column(found, "expenditure", "function_code", "total", "basic_total", "project_total") == ROWS
    names = [name for (name,) in column(found, "expenditure", "function")]
    assert names == ["合计", f"行政单位离退休{rest}", "行政运行", "水利建设"]
    assert found.problems == []
    assert found.numbers_printed == found.numbers_captured == 20


NAMES = """
    科目编码|<|<|单位代码|单位（科目名称）|合计|基本支出|<|<|项目支出|<
    类|款|项|^|^|^|小计|人员经费|<|小计|其他运转类
    ^|^|^|^|^|^|^|工资福利支出|对个人和家庭的补助|^|^
"""
FIRST = "||||合计|40.00|22.00|8.00|14.00|18.00|2.00\n208|05|01||行政运行|12.00|12.00|8.00|4.00||\n"
SECOND = "213|03|05||防汛|18.00|2.00||2.00|16.00|\n"
WIDTHS = (24, 24, 24, 20, 40, 40, 40, 40, 48, 40, 40)


@pytest.mark.parametrize("later", ["213|03|01||水利建设|10.00|8.00|||2.00|2.00\n", "||||和管理||||||\n"])
def test_words_of_a_high_cell_among_those_of_rows_without_lines(later: str) -> None:
    """A header as its program writes it, cell after cell; its words are told from others by that alone."""
    begun = Unlined(NAMES + FIRST, WIDTHS, header=3, flush=True, from_top=True, order="cells")
    row = begun.size * begun.leading + 2 * begun.padding
    again = NAMES.strip().splitlines()[0] + "\n"
    goes_on = Unlined(again + later + SECOND, WIDTHS, flush=True, from_top=True, order="cells", high=(row,))
    (table,) = whole_tables(printed([TITLE, BODY, UNIT, begun], [goes_on]))
    rows = [["" if cell is None else cell.text.replace("\n", "") for cell in row] for row in table.rows]
    expected = [row.split("|") for row in (FIRST + later + SECOND).splitlines()]
    if later.startswith("|"):
        expected[1][4] += expected.pop(2)[4]
    assert rows == expected


def test_a_whole_header_whose_wrapped_cells_are_written_last() -> None:
    """A worksheet's printer writes the other cells first: they are no first rows of it."""
    names = "收入|<|支出|<|<\n项目|金额|项目|合计|一般公共预算财政拨款\n"
    first = """
        一、财政拨款|9.50|一、教育支出|8.00|8.00
        二、事业收入|1.00|二、科技支出|2.00|1.00
        三、其他收入||三、国防支出|0.50|0.50
    """
    later = "四、上年结转||四、农林支出||\n收入总计|10.50|支出总计|10.50|9.50\n"
    widths = (90, 60, 90, 60, 60)
    pages = [Unlined(names + rows, widths, header=2, order="wrapped last") for rows in (first, later)]
    found = printed(["财政拨款收支总体情况表", UNIT, pages[0]], [pages[1]])
    assert [len(page.grids[0].rows) for page in found] == [5, 4]
    (table,) = whole_tables(found)
    assert len(table.rows) == 5
