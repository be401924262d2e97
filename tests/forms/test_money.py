"""Printed amounts are read exactly: no digit is lost between the page, the archive and back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.money import (
    NIL,
    UNITS,
    decimals,
    find_unit,
    from_stored,
    is_number,
    last_digit,
    parse_number,
    storable,
    to_yuan,
)

FULL_WIDTH = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
printed_amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)


@given(printed_amounts, st.sampled_from(["{}", "{:,}", " {} ", "{}\n"]), st.booleans())
def test_a_printed_number_is_itself(value: Decimal, style: str, full_width: bool) -> None:
    printed = style.format(value)
    printed = printed.translate(FULL_WIDTH) if full_width else printed
    assert is_number(printed)
    assert parse_number(printed) == value
    assert decimals(printed) == 2


@given(st.lists(st.integers(1, 10**7), min_size=1), st.sampled_from([1, 10, 100, 1000]))
def test_the_last_digit_divides_all_amounts_and_is_worth_ten_thousand_at_most(units: list[int], digit: int) -> None:
    values = [Decimal(unit) * digit for unit in units]
    assert digit <= last_digit(values) <= 10000
    assert {value % last_digit(values) for value in values} == {0}


@given(st.decimals(min_value=0, max_value=10**6, places=1))
def test_accountants_brackets_are_negative(value: Decimal) -> None:
    assert parse_number(f"（{value}）") == parse_number(f"({value})") == -value


@pytest.mark.parametrize(
    ("printed", "value"),
    [("￥1,234.50", "1234.5"), ("¥ 12.00", "12"), ("-¥3.1", "-3.1"), ("¥-3.1", "-3.1"), ("+7", "7"), ("(¥8.00)", "-8")],
)
def test_a_currency_or_a_plus_in_front_changes_no_amount(printed: str, value: str) -> None:
    assert is_number(printed)
    assert parse_number(printed) == Decimal(value)


@pytest.mark.parametrize("printed", [None, "¥ -", "￥", *sorted(NIL), " — ", "\n"])
def test_a_printed_nil_is_no_number(printed: str | None) -> None:
    assert parse_number(printed) is None
    assert not is_number(printed)


@pytest.mark.parametrize("printed", ["0", "0.0", "0.00", "０．０"])
def test_a_printed_zero_is_zero(printed: str) -> None:
    assert parse_number(printed) == 0
    assert storable(parse_number(printed)) == 0


@pytest.mark.parametrize(
    ("printed", "value"), [("¥1,427.08", "1427.08"), ("￥ 0.5", "0.5"), ("-¥3", "-3"), ("\ufeff12.5\u200b", "12.5")]
)
def test_what_stands_around_a_number_is_no_part_of_it(printed: str, value: str) -> None:
    assert is_number(printed)
    assert parse_number(printed) == Decimal(value)


@pytest.mark.parametrize(
    "printed", ["1,23", "12.", "3个", "28%", "2023年", "1.2.3", "12 345,6", "合计", "1e5", "≤3", "5¥3", "+", "¥元"]
)
def test_what_is_no_number_is_refused(printed: str) -> None:
    assert not is_number(printed)
    with pytest.raises(ValueError, match="not a number"):
        parse_number(printed)


@pytest.mark.parametrize("printed", ["39 27.90", "1 2024", "12.5 13.5", "39\u300027.90", "1,234 567.00"])
def test_two_figures_in_one_cell_are_no_number(printed: str) -> None:
    assert not is_number(printed)
    with pytest.raises(ValueError, match="not a number"):
        parse_number(printed)


@pytest.mark.parametrize(
    "printed", ["1,234. 50", "1, 234.50", "1 ,234.50", "1,234\n.50", "1,23\n4.50", "1 2 3 4 . 5 0"]
)
def test_a_number_that_is_broken_or_set_apart_is_whole(printed: str) -> None:
    assert parse_number(printed) == Decimal("1234.50")


@given(printed_amounts, st.sampled_from(sorted(UNITS)))
def test_an_amount_comes_back_from_the_archive_to_the_last_digit(value: Decimal, unit: str) -> None:
    yuan = to_yuan(value, unit)
    assert yuan == value * UNITS[unit]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table t (amount NUMERIC)")
        connection.execute("insert into t values (?)", (storable(yuan),))
        stored, kind = connection.execute("select amount, typeof(amount) from t").fetchone()
    assert from_stored(stored) == yuan
    assert kind == ("integer" if yuan == yuan.to_integral_value() else "real")


def test_whole_yuan_are_integers() -> None:
    assert repr(storable(to_yuan(Decimal("4458.96"), "万元"))) == "44589600"
    assert storable(None) is None
    assert from_stored(None) is None


@given(
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(["单位：{}", "金额单位: {}", "单 位 ： {}", "单位（{}", "收支总表  单位：人民币{}"]),
)
def test_the_unit_of_a_table(unit: str, line: str) -> None:
    assert find_unit(line.format(unit)) == unit


@pytest.mark.parametrize("line", ["部门名称：某局", "单位：某某局", "单位：元/人", "万元", "预算单位"])
def test_no_unit(line: str) -> None:
    assert find_unit(line) is None
