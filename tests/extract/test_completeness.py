"""Amounts that stand in no row are told, where nothing else tells of them."""

from __future__ import annotations

import pytest

from tests.extract.drawing import COVER, UNIT, Frame, drawn, extracted

BALANCE = ["收入|<|支出|<", "项目|金额|项目|金额", "一、一般公共预算|12|一、一般公共服务|{}", "收入总计|12|支出总计|12"]


@pytest.mark.parametrize(
    ("amount", "below", "told"),
    [
        ("12", "名词解释", set()),
        ("12", "办公用房 12.50 3.50", {"numbers_unread"}),
        ("1x2", "办公用房 12.50 3.50", {"amount_unparsed"}),  # which is told once
    ],
)
def test_a_row_that_no_table_takes(amount: str, below: str, told: set[str]) -> None:
    table = [row.format(amount) for row in BALANCE]
    found = extracted(drawn(COVER, ["收支总体情况表", UNIT, Frame(table)], [below]))
    assert {problem.kind for problem in found.problems} == told
    assert (found.numbers_captured, found.numbers_unplaced) == (4 if amount == "12" else 3, 0)


@pytest.mark.parametrize(("amount", "state"), [("12.50", "absent"), ("0.00", "declared empty")])
def test_a_form_whose_figures_are_in_no_row_is_not_empty(amount: str, state: str) -> None:
    table = ["序号|甲|乙|丙", f"1|办公费|{amount}|{amount}"]
    found = extracted(drawn(COVER, ["收支总体情况表", UNIT, Frame(BALANCE)], ["收入总体情况表", UNIT, Frame(table)]))
    assert {row["form"]: row["state"] for row in found.form_states}["revenue"] == state
