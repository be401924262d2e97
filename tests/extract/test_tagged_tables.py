"""Tagged PDFs: the tree says what stands in which cell, where the page bears it out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from extract.readers.pdf import read
from tests.extract.tagged import Cell, Tagged, grids
from tests.extract.unlined import texts

COLUMNS = (40.0, 120.0, 200.0, 280.0)
HEADER = "科目|合计|基本支出|项目支出"
BODY = ["行政运行|3.00|1.00|2.00", "住房公积金|5.00|5.00|", "其他支出|4.00||4.00"]


def _one_page(rows: Sequence[str] = (HEADER, *BODY)) -> tuple[Tagged, list[list[Cell]]]:
    document = Tagged()
    document.page()
    document.write("2024年支出总体情况表", 200, 30)
    document.write("单位：万元", 400, 46)
    return document, document.rows(rows, COLUMNS, 64)


def _texts(*rows: str) -> list[list[str | None]]:
    return [[None if text == "<" else text for text in row.split("|")] for row in rows]


def _wrapped(document: Tagged) -> list[list[Cell]]:
    """A row of two lines, one under the other as two rows are, and a figure that touches the words beside it."""
    document.page()
    document.write("2024年项目支出表", 200, 30)
    return [
        *document.rows(["项目|金额|说明"], (40, 120, 147), 60),
        [
            Cell([document.write("防汛物资", 40, 76), document.write("储备经费", 40, 88)]),
            Cell([document.write("123456", 120, 76)]),
            Cell([document.write("7.5万元", 147, 76), document.write("12个县", 147, 88)]),
        ],
        *document.rows(["其他||3个县", "办公|500000|"], (40, 120, 147), 100, 12),
    ]


WRAPPED = ("项目|金额|说明", "防汛物资储备经费|123456|7.5万元12个县", "其他||3个县", "办公|500000|")


def test_cells_that_the_page_alone_does_not_tell_apart() -> None:
    document, rows = _one_page()
    document.tables = [rows, _wrapped(document)]
    assert grids(document) == [[_texts(HEADER, *BODY)], [_texts(*WRAPPED)]]
    assert grids(document, tree=False)[1] != [_texts(*WRAPPED)]
    page = read(document.data()).pages[1]
    assert [line.text for line in page.grids[0].lead] == ["2024年项目支出表"]
    assert ["其他", "3个县"] in page.tokens
    cell = page.grids[0].rows[1][2]
    assert cell is not None
    assert cell.box is not None
    assert cell.box[0] <= 147
    assert 70 < cell.box[1] < 76
    assert cell.box[3] > 97


def _swapped(document: Tagged, rows: list[list[Cell]]) -> None:
    rows[1][1], rows[1][3] = rows[1][3], rows[1][1]


def _rows_swapped(document: Tagged, rows: list[list[Cell]]) -> None:
    rows[1], rows[2] = rows[2], rows[1]


def _one_cell_missing(document: Tagged, rows: list[list[Cell]]) -> None:
    rows[1][2] = Cell()


def _twice(document: Tagged, rows: list[list[Cell]]) -> None:
    rows[3][2] = rows[1][2]


def _outside_the_tree(document: Tagged, rows: list[list[Cell]]) -> None:
    document.write("6.00", 280, 64 + 2 * 16, marked=False)


def _of_one_column(document: Tagged, rows: list[list[Cell]]) -> None:
    rows[:] = [[Cell([mark for cell in row for mark in cell.marks])] for row in rows]


def _rows_in_one_cell(document: Tagged, rows: list[list[Cell]]) -> None:
    rows[:] = [[row[0], Cell([mark for cell in row[1:] for mark in cell.marks])] for row in rows]


def _last_rows_missing(document: Tagged, rows: list[list[Cell]]) -> None:
    del rows[2:]


def _endless(document: Tagged, rows: list[list[Cell]]) -> None:
    rows[0][0] = Cell(rows[0][0].marks, rows=10**9, columns=10**9)


LIES = [
    _swapped,
    _rows_swapped,
    _one_cell_missing,
    _twice,
    _outside_the_tree,
    _of_one_column,
    _rows_in_one_cell,
    _last_rows_missing,
    _endless,
]


@pytest.mark.parametrize("lie", LIES)
def test_a_tree_that_the_page_does_not_bear_out_is_not_believed(
    lie: Callable[[Tagged, list[list[Cell]]], None],
) -> None:
    document, rows = _one_page()
    lie(document, rows)
    document.tables = [rows]
    assert grids(document) == grids(document, tree=False) != [[]]
    assert read(document.data()).pages[0].tokens == read(document.data(tree=False)).pages[0].tokens


def test_a_tree_that_is_damaged_is_none() -> None:
    document, rows = _one_page()
    document.tables = [rows]
    data = document.data().replace(b"/S/Document/K[", b"/S/Document/K<")
    assert [[texts(grid) for grid in page.grids] for page in read(data).pages] == grids(document, tree=False)


def test_cells_beside_a_row_are_no_rest_of_it() -> None:
    """LibreOffice writes the cells of a row that a page break cuts twice; these stand on one page."""
    document, rows = _one_page([HEADER, "一般公共预算|300|教育|200", "||科技|100", "||卫生|200", "||住房|300"])
    document.tables = [[[cell for cell in row if cell.marks] for row in rows]]
    assert grids(document) == [[_texts(HEADER, "一般公共预算|300|教育|200", "||科技|100", "||卫生|200", "||住房|300")]]


def test_a_table_over_pages() -> None:
    """The header drawn again outside of the tree, a row that the break cuts, cells over rows of both pages."""
    document = Tagged()
    document.page()
    document.write("2024年项目绩效目标表", 200, 30)
    header = document.rows(["项目|指标|指标值|说明"], COLUMNS, 300)[0]
    first = document.rows(["信息化|数量指标|≥5项|按年度"], COLUMNS, 316)[0]
    cut = document.rows(["|信息化建设项|≥90|"], COLUMNS, 332)[0]
    document.page()
    for x, text in zip(COLUMNS, ("项目", "指标", "指标值", "说明"), strict=True):
        document.write(text, x, 20, marked=False)
    rest = document.rows(["建设|目完成率|%|"], COLUMNS, 36)[0]
    last = document.rows(["|满意度|≥95%|", "其他|数量指标|1|"], COLUMNS, 52)
    document.write("2", 300, 380, marked=False)
    whole = [Cell([*one.marks, *other.marks]) for one, other in zip(cut, rest, strict=True)]
    document.tables = [
        [header, [Cell([*first[0].marks, *rest[0].marks], rows=3), *first[1:]], whole[1:], last[0][1:], last[1]],
    ]
    assert grids(document) == [
        [_texts("项目|指标|指标值|说明", "信息化建设|数量指标|≥5项|按年度", "<|信息化建设项目完成率|≥90%|")],
        [_texts("项目|指标|指标值|说明", "|满意度|≥95%|", "其他|数量指标|1|")],
    ]
    pages = read(document.data()).pages
    assert [grid.page for page in pages for grid in page.grids] == [1, 2]
    assert pages[1].grids[0].lead == []


def test_blank_cells_that_the_tree_leaves_out() -> None:
    """Chromium writes none; the page shows whose columns the others are."""
    document = Tagged()
    document.tables = [[[cell for cell in row if cell.marks] for row in _wrapped(document)]]
    assert grids(document) == [[_texts(*WRAPPED)]]


def test_a_cell_that_may_be_in_either_of_two_columns_is_in_none() -> None:
    """A total over two columns, of which the page does not say which."""
    document, rows = _one_page([HEADER, *BODY, "|||9.00"])
    rows[4][0] = Cell([document.write("合计", 120, 128)], columns=2)
    document.tables = [[[cell for cell in row if cell.marks] for row in rows]]
    assert grids(document) == grids(document, tree=False) != [[]]


def test_rows_of_fewer_cells_where_the_file_says_no_spans() -> None:
    """Word 2010 writes none: a cell may be one over several columns."""
    document = Tagged()
    document.tables = [[[replace(cell, spans=False) for cell in row if cell.marks] for row in _wrapped(document)]]
    assert grids(document) == grids(document, tree=False) != [[_texts(*WRAPPED)]]


def test_a_table_inside_one_that_sets_the_page() -> None:
    document = Tagged()
    rows = _wrapped(document)
    document.tables = [[[Cell([document.write("导航", 500, 30)]), Cell(table=rows)]]]
    assert grids(document) == [[_texts(*WRAPPED)]]


def test_a_table_that_the_tree_does_not_have() -> None:
    """Browsers take tables without lines for mere layout: such a one stands below one that they take for data."""
    document = Tagged()
    wrapped = _wrapped(document)
    document.tables = [wrapped]
    document.write("2024年支出总体情况表", 200, 170)
    document.rows([HEADER, *BODY], COLUMNS, 190)
    document.write("2", 300, 380)
    assert grids(document) == [[_texts(*WRAPPED), _texts(HEADER, *BODY)]]
    _, second = read(document.data()).pages[0].grids
    assert [line.text for line in second.lead] == ["2024年支出总体情况表"]


def test_what_no_reader_sees_is_in_no_cell() -> None:
    document, rows = _one_page()
    rows[2][3] = Cell([document.write("9.99", COLUMNS[3], 64 + 2 * 16, grey=1)])
    document.tables = [rows]
    source = read(document.data())
    assert [[cell.text for cell in row if cell] for row in source.pages[0].grids[0].rows][2][3] == ""
    assert [problem.kind for problem in source.problems] == ["hidden_text"]


def test_lines_are_read_before_the_tree() -> None:
    document, rows = _one_page()
    for y in range(5):
        document.line(38, 62 + 16 * y, 340, 62 + 16 * y)
    for x in (38, 118, 198, 278, 340):
        document.line(x, 62, x, 62 + 16 * 4)
    document.tables = [[[*row[:2], Cell([*row[2].marks, *row[3].marks], columns=2)] for row in rows]]
    assert grids(document) == [[_texts(HEADER, *BODY)]]


def test_a_page_on_its_side() -> None:
    document = Tagged(rotate=90)
    document.tables = [_wrapped(document)]
    assert grids(document) == [[_texts(*WRAPPED)]]
