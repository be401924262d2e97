"""Amounts of the narrative outside the list of metrics: told where no table prints them."""

from __future__ import annotations

from decimal import Decimal

from extract.document import Cell, Row
from extract.narrative import Outside
from extract.statedalone import stated_alone
from extract.tables.captions import Caption
from extract.tables.whole import WholeTable


def table(unit: str | None, *amounts: str) -> WholeTable:
    rows: list[Row] = [[Cell("其他收入"), Cell(amount)] for amount in amounts]
    return WholeTable(Caption(unit=unit), [("项目",), ("金额",)], rows, [])


def figure(printed: str, value: str, quantum: str = "100") -> Outside:
    return Outside(Decimal(value), Decimal(quantum), printed, 3)


def test_what_a_table_prints_is_not_told_again() -> None:
    figures = [figure("其他收入781.60万元", "7816000"), figure("事业收入0.00万元", "0")]
    assert not stated_alone(figures, [table("万元", "781.6")])
    assert not stated_alone(figures, [table("元", "7,815,999.99")])
    assert not stated_alone(figures, [table(None, "781.6")])


def test_what_no_table_prints_is_told_with_its_sentence() -> None:
    figures = [figure("其他收入781.60万元", "7816000"), figure("委托业务费478.20万元", "4782000")]
    (problem,) = stated_alone(figures, [table("万元", "781.6", "47.82")])
    assert (problem.kind, problem.printed, problem.page) == ("statement_outside", "委托业务费478.20万元", 3)
    assert "有 1 处" in problem.message


def test_a_projects_code_is_no_amount_in_any_unit() -> None:
    assert stated_alone([figure("会议费5万元", "50000")], [table("亿元", "410400230000000080441")])
