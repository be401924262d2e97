"""Sheets wider than their page: spreadsheets print the columns that do not fit on pages of their own."""

from __future__ import annotations

from decimal import Decimal

from tests.extract.drawing import BODY, COVER, UNIT, Frame, Sheet, column, drawn, extracted

TITLE = "2024年支出总体情况表"
LEFT = [
    "科目编码|<|<|单位代码|单位（科目名称）|合计|基本支出|<",
    "类|款|项|^|^|^|小计|工资福利支出",
    "||||合计|30|20|20",
    "208|05|01||行政单位离退休|12|12|12",
    "213|03|01||行政运行|18|8|8",
]
RIGHT = ["项目支出|<|<", "小计|其他运转类|特定目标类", "10|4|6", "||", "10|4|6"]
"""The same rows; the frame's left edge is the page's."""
WIDE, NARROW = (0, 6, 12, 18, 30, 60, 73, 86, 100), (0, 15, 30, 45)
NAMES = ("function_code", "total", "project_total", "project_other_operation", "project_specific_target")


def test_columns_on_the_next_page_stand_right_of_their_rows() -> None:
    found = extracted(drawn(COVER, [TITLE, BODY, Frame(LEFT, WIDE)], [" ", UNIT, Frame(RIGHT, NARROW)]))
    assert column(found, "expenditure", *NAMES) == [
        (None, Decimal(300000), Decimal(100000), Decimal(40000), Decimal(60000)),
        ("2080501", Decimal(120000), None, None, None),
        ("2130301", Decimal(180000), Decimal(100000), Decimal(40000), Decimal(60000)),
    ]
    assert [problem.kind for problem in found.problems] == ["columns_cut"]
    assert "第 2–3 页" in found.problems[0].message
    assert found.numbers_printed == found.numbers_captured


def test_all_pages_of_the_left_columns_come_before_those_of_the_right_ones() -> None:
    head, right_head = LEFT[:2], RIGHT[:2]
    pages: list[Sheet] = [
        [TITLE, BODY, Frame([*LEFT[:3], LEFT[3]], WIDE)],
        [TITLE, BODY, Frame([*head, LEFT[4]], WIDE)],
        [" ", UNIT, Frame([*RIGHT[:3], RIGHT[3]], NARROW)],
        [" ", UNIT, Frame([*right_head, RIGHT[4]], NARROW)],
    ]
    found = extracted(drawn(COVER, *pages))
    assert [row[:3] for row in column(found, "expenditure", *NAMES)] == [
        (None, Decimal(300000), Decimal(100000)),
        ("2080501", Decimal(120000), None),
        ("2130301", Decimal(180000), Decimal(100000)),
    ]


def test_pages_that_go_on_without_title_and_header_have_right_columns_too() -> None:
    pages: list[Sheet] = [
        [TITLE, BODY, Frame(LEFT[:4], WIDE)],
        [Frame([LEFT[4], "221|02|01||住房公积金|9|9|9"], WIDE)],
        [" ", UNIT, Frame(RIGHT[:4], NARROW)],
        [Frame([RIGHT[4], "||"], NARROW)],
    ]
    found = extracted(drawn(COVER, *pages))
    assert [row[:3] for row in column(found, "expenditure", *NAMES)] == [
        (None, Decimal(300000), Decimal(100000)),
        ("2080501", Decimal(120000), None),
        ("2130301", Decimal(180000), Decimal(100000)),
        ("2210201", Decimal(90000), None),
    ]


def test_pages_of_nothing_but_the_sheets_note_keep_no_columns_from_their_rows() -> None:
    note = "注：如本表为空表，则表示本部门或单位当年无此项预算。"
    pages: list[Sheet] = [[TITLE, BODY, Frame(LEFT, WIDE)], [note], [" ", UNIT, Frame(RIGHT, NARROW)], [note]]
    found = extracted(drawn(COVER, *pages))
    assert [row[:3] for row in column(found, "expenditure", *NAMES)] == [
        (None, Decimal(300000), Decimal(100000)),
        ("2080501", Decimal(120000), None),
        ("2130301", Decimal(180000), Decimal(100000)),
    ]


def test_rows_that_are_empty_on_the_second_page_leave_the_right_one_blank() -> None:
    pages: list[Sheet] = [
        [TITLE, BODY, Frame(LEFT, WIDE), "- 2 -"],
        [Frame(["|||||||"], WIDE), "- 3 -"],
        [" ", UNIT, Frame(RIGHT, NARROW), "- 4 -"],
        ["- 5 -"],
    ]
    found = extracted(drawn(COVER, *pages))
    assert [row[:3] for row in column(found, "expenditure", *NAMES)] == [
        (None, Decimal(300000), Decimal(100000)),
        ("2080501", Decimal(120000), None),
        ("2130301", Decimal(180000), Decimal(100000)),
    ]


def test_a_merged_header_that_the_cut_goes_through_keeps_its_words() -> None:
    left = ["收入|<|", "项目|金额|项目", "本年收入合计|5|本年支出合计", "收入总计|5|支出总计"]
    right = ["金额", "5", "5"]
    pages: list[Sheet] = [
        ["2024年收支总体情况表", BODY, Frame(left)],
        [" ", UNIT, "支出", Frame(right, (0, 20))],
    ]
    found = extracted(drawn(COVER, *pages))
    assert column(found, "revenue_expenditure", "side", "item", "amount") == [
        ("收入", "本年收入合计", Decimal(50000)),
        ("收入", "收入总计", Decimal(50000)),
        ("支出", "本年支出合计", Decimal(50000)),
        ("支出", "支出总计", Decimal(50000)),
    ]


def test_a_form_with_a_title_of_its_own_is_another_one() -> None:
    fund: Sheet = ["2024年政府性基金预算支出情况表", UNIT, Frame(RIGHT, NARROW)]
    found = extracted(drawn(COVER, [TITLE, BODY, Frame(LEFT, WIDE)], fund))
    assert "columns_cut" not in [problem.kind for problem in found.problems]


def test_rows_that_go_on_below_each_other_are_not_put_side_by_side() -> None:
    later: Sheet = [" ", " ", " ", Frame(["213|03|02||一般事务|7|7|7"] * 5, WIDE)]
    found = extracted(drawn(COVER, [TITLE, BODY, UNIT, Frame(LEFT, WIDE)], later))
    assert len(found.rows["expenditure"]) == 8


def test_a_form_whose_title_stands_at_the_foot_of_the_page_before_is_another_one() -> None:
    pages: list[Sheet] = [
        [TITLE, BODY, Frame(LEFT, WIDE), "2024年政府性基金预算支出情况表"],
        [" ", UNIT, Frame(RIGHT, NARROW)],
    ]
    found = extracted(drawn(COVER, *pages))
    assert "columns_cut" not in [problem.kind for problem in found.problems]
