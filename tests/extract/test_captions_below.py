"""Documents that print each table's title under the table."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Cell, Grid, Line, Page
from extract.tables.below import raise_captions
from tests.extract.drawing import BODY, COVER, UNIT, Frame, column, drawn, extracted
from tests.extract.test_facsimiles import BALANCE, REVENUE

NARRATIVE = ["单位名称|单位性质", "舞阳县水利局机关|行政单位"]
SPENDING = [
    "类|款|项|单位（科目名称）|合计|基本支出",
    "|||合计|12.5|12.5",
    "213|03|01|行政运行|10.5|10.5",
    "213|03|02|事务|2|2",
]
Pages = Sequence[Sequence[str | Frame]]
DECLARED = {"revenue_expenditure": 12.5, "revenue": 12.5, "expenditure": 12.5}


def _totals(pages: Pages) -> tuple[dict[str, float], list[str]]:
    found = extracted(drawn(COVER, [Frame(NARRATIVE)], ["第二部分 情况说明"], *pages))
    column_of = {"revenue_expenditure": "amount", "revenue": "total", "expenditure": "total"}
    totals = {
        form: float(max(v for (v,) in column(found, form, column_of[form]) if v is not None)) / 10_000
        for form in found.rows
    }
    return totals, [problem.kind for problem in found.problems if problem.kind == "captions_below"]


def test_titles_below_their_tables() -> None:
    pages: Pages = (
        [BODY, UNIT, Frame(BALANCE[:5])],
        [Frame(BALANCE[5:]), "收支总体情况表"],
        [
            BODY,
            UNIT,
            Frame(REVENUE),
            "收入总体情况表",
            BODY,
            UNIT,
            Frame(SPENDING),
            "支出总体情况表",
            "注：可能存在尾差。",
        ],
    )
    assert _totals(pages) == (DECLARED, ["captions_below"])


def test_a_title_that_found_no_room_under_its_table() -> None:
    pages: Pages = (
        [BODY, UNIT, Frame(BALANCE), "收支总体情况表"],
        [BODY, UNIT, Frame(REVENUE)],
        ["收入总体情况表"],
        [BODY, UNIT, Frame(SPENDING), "支出总体情况表"],
    )
    assert _totals(pages) == (DECLARED, ["captions_below"])


def test_titles_left_at_the_feet_of_the_pages_before_their_tables() -> None:
    pages: Pages = (
        ["收支总体情况表", BODY, UNIT, Frame(BALANCE), "收入总体情况表"],
        [BODY, UNIT, Frame(REVENUE), "支出总体情况表"],
        [BODY, UNIT, Frame(SPENDING)],
    )
    assert _totals(pages) == (DECLARED, [])


def test_a_heading_and_its_title_left_at_the_foot_of_the_page_before() -> None:
    pages: Pages = (
        [
            "一、收支总体情况表",
            "2026年度收支总体情况表",
            UNIT,
            Frame(BALANCE),
            "二、收入总体情况表",
            "2026年度收入总体情况表",
            UNIT,
        ],
        [Frame(REVENUE), "注：可能存在尾差。", "三、支出总体情况表", "2026年度支出总体情况表", UNIT],
        [Frame(SPENDING)],
    )
    assert _totals(pages) == (DECLARED, [])


def test_a_title_and_the_label_of_a_body_left_at_the_foot_of_the_page_before() -> None:
    pages: Pages = (
        ["收支总体情况表", BODY, UNIT, Frame(BALANCE), "收入总体情况表", "预算单位：", "舞阳县自然资源和规划局"],
        [UNIT, Frame(REVENUE), "支出总体情况表", "编制单位：", "舞阳县自然资源和规划局"],
        [UNIT, Frame(SPENDING)],
    )
    assert _totals(pages) == (DECLARED, [])


def test_a_last_form_without_a_table_makes_no_titles_below() -> None:
    """The table before the first title and the title after the last table are no evidence where headers say other."""
    pages: Pages = (
        [Frame(NARRATIVE), "收支总体情况表", BODY, UNIT, Frame(BALANCE), "收入总体情况表"],
        [BODY, UNIT, Frame(REVENUE), "支出总体情况表"],
        [BODY, UNIT, Frame(SPENDING), "政府性基金预算支出情况表", "注：本表无数据。"],
    )
    assert _totals(pages) == (DECLARED, [])


def test_titles_below_in_a_format_without_pages() -> None:
    lead = [Line("收支总体情况表"), Line("收入总体情况表")]  # the contents
    grids, titles = [], ["收支总体情况表", "收入总体情况表", "支出总体情况表"]
    for rows, title in zip((BALANCE, REVENUE, SPENDING), titles, strict=True):
        cells = [[None if text == "<" else Cell(text) for text in row.split("|")] for row in rows]
        grids.append(Grid(list(cells), None, lead))
        lead = [Line(title), Line(UNIT)]
    page = Page(None, grids=grids, prose=[*(line for grid in grids for line in grid.lead), Line(titles[-1])])
    assert raise_captions([page])
    assert [grid.lead[-1].text for grid in grids] == titles
