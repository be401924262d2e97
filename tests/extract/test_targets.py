"""Indicator targets: a number with its sign and unit taken apart, words left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.rows.indicators import parse_target

numbers = st.decimals(min_value=0, max_value=10**8, places=2)
SIGNS = {"": None, "≤": "≤", "≥": "≥", "<": "<", "＜": "<", "＞": ">", "≦": "≤", "≧": "≥", "=": "=", "＝": "="}
SIGNS |= {"<=": "≤", ">=": "≥", "＞＝": "≥", "⩾": "≥"}


@given(
    st.sampled_from(sorted(SIGNS)),
    numbers,
    st.sampled_from(["", "万元", "%", "‰", "人次", "台（套）", "件/月"]),
    st.booleans(),
)
def test_a_number_is_taken_apart(sign: str, value: Decimal, unit: str, thousands: bool) -> None:
    printed = f"{sign}{value:,}{unit}" if thousands else f"{sign} {value} {unit}"
    assert parse_target(printed) == {"target_sign": SIGNS[sign], "target_value": value, "target_unit": unit or None}


WORDS = [None, "", "明显", "良好以上", "2024年底前", "12月底前", "9月上旬", "每月25号", "第1、2季度", "3-5天", "1:2",
         "≥", "12月底前完成3次", "100%使市属国企减轻负担"]  # fmt: skip


@pytest.mark.parametrize("printed", WORDS)
def test_words_and_dates_are_no_number(printed: str | None) -> None:
    assert parse_target(printed) == {}


def test_a_full_width_point_and_per_cent_are_the_usual_ones() -> None:
    told = {"target_sign": "≤", "target_value": Decimal("10.05")}
    assert parse_target("≤１０．０５万元") == {**told, "target_unit": "万元"}
    assert parse_target("≤10.05％") == {**told, "target_unit": "%"}


def test_a_span_of_time_is_a_number() -> None:
    assert parse_target("≤2月") == {"target_sign": "≤", "target_value": Decimal(2), "target_unit": "月"}
    assert parse_target("≤2小时前")["target_unit"] == "小时前"


@given(st.text(max_size=20))
def test_whatever_is_printed_is_no_error(printed: str) -> None:
    found = parse_target(printed)
    assert set(found) in (set(), {"target_sign", "target_value", "target_unit"})
