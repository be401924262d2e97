"""Titles at the foot of a page whose tables begin on the next one."""

from __future__ import annotations

from collections.abc import Sequence

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


def _totals(pages: Pages) -> dict[str, float]:
    found = extracted(drawn(COVER, [Frame(NARRATIVE)], ["第二部分 情况说明"], *pages))
    column_of = {"revenue_expenditure": "amount", "revenue": "total", "expenditure": "total"}
    return {
        form: float(max(v for (v,) in column(found, form, column_of[form]) if v is not None)) / 10_000
        for form in found.rows
    }


def test_titles_left_at_the_feet_of_the_pages_before_their_tables() -> None:
    pages: Pages = (
        ["收支总体情况表", BODY, UNIT, Frame(BALANCE), "收入总体情况表"],
        [BODY, UNIT, Frame(REVENUE), "支出总体情况表"],
        [BODY, UNIT, Frame(SPENDING)],
    )
    assert _totals(pages) == DECLARED


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
    assert _totals(pages) == DECLARED


def test_a_title_and_the_label_of_a_body_left_at_the_foot_of_the_page_before() -> None:
    pages: Pages = (
        ["收支总体情况表", BODY, UNIT, Frame(BALANCE), "收入总体情况表", "预算单位：", "舞阳县自然资源和规划局"],
        [UNIT, Frame(REVENUE), "支出总体情况表", "编制单位：", "舞阳县自然资源和规划局"],
        [UNIT, Frame(SPENDING)],
    )
    assert _totals(pages) == DECLARED


def test_a_last_form_without_a_table() -> None:
    pages: Pages = (
        [Frame(NARRATIVE), "收支总体情况表", BODY, UNIT, Frame(BALANCE), "收入总体情况表"],
        [BODY, UNIT, Frame(REVENUE), "支出总体情况表"],
        [BODY, UNIT, Frame(SPENDING), "政府性基金预算支出情况表", "注：本表无数据。"],
    )
    assert _totals(pages) == DECLARED
