"""Forms that print their columns as lines, and headers and captions as frames break them."""

from __future__ import annotations

from decimal import Decimal

from archive.extracted import Disclosure
from archive.media import media_type
from extract.assemble import assemble
from extract.document import Cell, Grid, Page, Row, Source
from extract.identity import Hints
from extract.readers import read
from tests.extract.drawing import COVER, UNIT, Frame, column, drawn, extracted

SOURCES = [
    "项目名称|<|金额",
    "收入总计|<|180.5",
    "一般公共预算资金|小计|170",
    "^|公共财政拨款（补助）资金|165",
    "^|专项收入|5",
    "政府性基金|小计|",
    "财政专户管理资金|小计|8",
    "其他资金|事业收入|2.5",
    "^|其他收入|",
    "上年结转和结余资金|小计|",
]


def _pages(data: bytes) -> list[Page]:
    return read(data, media_type(data)).pages


def _merged(row: str) -> list[Cell | None]:
    return [None if text in "<^" and text else Cell(text) for text in row.split("|")]


def _framed(frame: list[list[Cell | None]]) -> Disclosure:
    """What is read of a cover and a page with one grid."""
    pages = [*_pages(drawn(COVER)), Page(2, grids=[Grid(frame, 2)])]
    return assemble(Source(pages, "application/pdf"), Hints()).disclosures[0]


def test_revenue_with_one_source_a_line_is_one_row() -> None:
    found = extracted(drawn(COVER, ["收入预算总表", "部门：舞阳县水利局", UNIT, Frame(SOURCES)]))
    (row,) = found.rows["revenue"]
    printed = {name: value for name, value in row.items() if isinstance(value, Decimal)}
    assert printed == {
        "total": Decimal(1805000),
        "general_budget": Decimal(1700000),
        "general_budget_appropriation": Decimal(1650000),
        "special_account": Decimal(80000),
        "institution_income": Decimal(25000),
    }
    assert row["row_kind"] == "明细"
    assert row["unplaced"] == {"一般公共预算资金/专项收入": "5"}
    assert found.numbers_captured == found.numbers_printed - 1 == 5


def test_last_years_figures_are_counted_where_they_are_kept() -> None:
    table = [
        "项目|2023年预算数|2024年预算数|增减额|其他",
        "合计|12|11|-1|7",
        "因公出国（境）费|5|4|-1|3",
        "公务接待费|7|7|0|4",
    ]
    found = extracted(drawn(COVER, ["一般公共预算“三公”经费支出情况表", UNIT, Frame(table)]))
    (row,) = found.rows["three_public"]
    assert (row["total"], row["unplaced"]["合计/2023年预算数"]) == (Decimal(110000), "12")
    assert (found.numbers_printed, found.numbers_captured, found.numbers_unplaced) == (12, 3, 9)


def test_rows_of_units_are_not_taken_for_columns() -> None:
    units = ["单位名称|金额", "合计|12", "舞阳县水利局|7", "舞阳县水利工程队|3", "舞阳县水土保持站|2"]
    found = extracted(drawn(COVER, ["收入总体情况表", UNIT, Frame([u.replace("金额", "总计") for u in units])]))
    assert column(found, "revenue", "budget_unit", "total") == [
        ("合计", Decimal(120000)),
        ("舞阳县水利局", Decimal(70000)),
        ("舞阳县水利工程队", Decimal(30000)),
        ("舞阳县水土保持站", Decimal(20000)),
    ]


def test_a_blank_line_above_the_header_is_no_data() -> None:
    rows = ["||", "合计|基本支出|项目支出", "||", "24.5|20|4.5"]
    found = extracted(drawn(COVER, ["支出预算总表", "部门：舞阳县水利局", UNIT, Frame(rows)]))
    assert column(found, "expenditure", "total", "basic_total", "project_total") == [
        (Decimal(245000), Decimal(200000), Decimal(45000))
    ]


def test_a_header_word_broken_over_the_levels_of_a_header() -> None:
    rows = [
        "合计|“三公”经费|<|<|<",
        "^|小计|因公出|公务用车购置及运行维护费|公务接待费",
        "^|^|国（境）费|^|^",
        "9|7|1|4|2",
    ]
    found = extracted(drawn(COVER, ["“三公”经费、会议费支出预算表", "部门：舞阳县水利局", UNIT, Frame(rows)]))
    assert column(found, "three_public", "total", "overseas_travel", "vehicles_total", "reception") == [
        (Decimal(70000), Decimal(10000), Decimal(40000), Decimal(20000))
    ]
    assert found.rows["three_public"][0]["unplaced"] == {"合计": "9"}


def test_the_title_and_the_wrapped_name_of_a_body_in_one_cell_of_the_frame() -> None:
    caption = "收入预算总表\n部门：中国共产党舞阳县委员会办\n单位：万元\n公厅"
    frame: list[Row] = [[Cell(caption), None, None], *map(_merged, SOURCES)]
    assert column(_framed(frame), "revenue", "total", "general_budget") == [(Decimal(1805000), Decimal(1700000))]


def test_a_title_whose_last_word_stands_on_a_second_line_of_its_cell() -> None:
    head = "“三公”经费、会议费支出预算\n表"
    frame: list[Row] = [
        [Cell(head), None, None, None],
        [*map(Cell, ("部门：", "舞阳县水利局", "", "单位：万元"))],
        [*map(Cell, ("“三公”经费小计", "公务用车购置及运行维护费", "公务接待费", "会议费"))],
        [*map(Cell, ("7", "4", "3", "2"))],
    ]
    assert column(_framed(frame), "three_public", "total", "vehicles_total", "reception") == [
        (Decimal(70000), Decimal(40000), Decimal(30000))
    ]


def test_three_public_downward_with_the_year_before_and_a_remark() -> None:
    rows = [
        "项目|2023年预算数|2024年预算数|说明",
        "“三公”经费合计|9|7|比上年减少",
        "其中：因公出国（境）费|1|1|",
        "公务用车购置及运行维护费|5|4|",
        "公务接待费|3|2|厉行节约",
    ]
    found = extracted(drawn(COVER, ["“三公”经费支出预算表", "部门：舞阳县水利局", UNIT, Frame(rows)]))
    names = ("total", "overseas_travel", "vehicles_total", "reception", "row_kind")
    assert column(found, "three_public", *names) == [
        (Decimal(70000), Decimal(10000), Decimal(40000), Decimal(20000), "明细")
    ]
    assert found.rows["three_public"][0]["unplaced"] == {
        "三公经费合计/2023年预算数": "9",
        "三公经费合计/说明": "比上年减少",
        "因公出国（境）费/2023年预算数": "1",
        "公务用车购置及运行维护费/2023年预算数": "5",
        "公务接待费/2023年预算数": "3",
        "公务接待费/说明": "厉行节约",
    }
    assert not [problem for problem in found.problems if problem.kind == "row_unplaced"]


def test_a_numbered_title_below_in_the_same_frame_begins_another_table() -> None:
    rows = [
        "附表八：2024年一般公共预算三公经费支出情况表|<|<",
        "项目|金额|",
        "合计|17.74|",
        "一、因公出国（境）经费|-|",
        "二、公务接待费|1.86|",
        "三、公务用车购置及运行费|15.88|",
        "附表九：行政（事业）单位机构运转经费预算表|<|<",
        "预算单位：舞阳县水利局||计量单位：万元",
        "项目|金额|",
        "机构运转经费|23.5|",
    ]
    found = extracted(drawn(COVER, [UNIT, Frame(rows)]))
    assert column(found, "three_public", "total", "vehicles_total", "reception") == [
        (Decimal(177400), Decimal(158800), Decimal(18600))
    ]
    assert [problem.kind for problem in found.problems] == ["table_unknown"]


def test_the_number_of_a_single_amount_is_no_row() -> None:
    rows = ["预算单位|项目名称|预算数", "||1", "|总计|32", "舞阳县水利局|防汛|20", "舞阳县水利局|清淤|12"]
    found = extracted(drawn(COVER, ["项目支出表", UNIT, Frame(rows)]))
    assert column(found, "projects", "total") == [(Decimal(amount),) for amount in (320000, 200000, 120000)]
