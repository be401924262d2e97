"""What two texts make, one below the other: the halves of a figure, two figures, two targets."""

from __future__ import annotations

import pytest

from extract.brokenfigures import are_two_targets, completes, is_cut, is_whole, make_figure


@pytest.mark.parametrize("text", ["1,234", "0.50", "-17.3", "（1,234.00）", "－"])
def test_decimals_or_all_thousands_make_a_figure_whole(text: str) -> None:
    assert is_whole(text)


@pytest.mark.parametrize("text", ["", "1234", "-5", "53,748,90", "1,234.", "办公费"])
def test_digits_alone_may_be_the_half_of_a_figure(text: str) -> None:
    assert not is_whole(text)


@pytest.mark.parametrize(("upper", "lower"), [("0.", "0"), ("1,234", ".50"), ("1，234，", "567"), ("≥1.", "5")])
def test_no_figure_ends_or_begins_with_a_point_or_a_comma(upper: str, lower: str) -> None:
    assert is_cut(upper, lower)


@pytest.mark.parametrize(("upper", "lower"), [("0", "0"), ("见附表2，", "3"), ("1.5", "2.5"), ("第1、", "2")])
def test_whole_texts_are_not_cut(upper: str, lower: str) -> None:
    assert not is_cut(upper, lower)


@pytest.mark.parametrize(
    ("upper", "lower", "printed", "whole"),
    [
        ("53,748,90", "6.80", 2, True),
        ("102.0", "2", 2, True),
        ("102", "25.52", 2, True),
        ("53,748,90", "6", 0, True),
        ("102.05", "2", 2, False),  # a decimal more than any figure there
        ("102.0", "2", 3, False),
        ("53,748", "906", 0, False),  # two figures, or one: nothing tells
        ("12.5", "13.5", 1, False),
    ],
)
def test_the_lower_half_makes_a_figure_as_the_others_are_printed(
    upper: str, lower: str, printed: int, whole: bool
) -> None:
    assert completes(upper, lower, printed) is whole


def test_halves_make_no_figure_of_more_decimals_than_the_table_prints() -> None:
    assert make_figure("1,234.5", "6", 2)
    assert not make_figure("1,234.56", "7", 2)
    assert not make_figure("1,234", "5,678", 2)


def test_a_figure_under_a_target_with_its_unit_is_another_target() -> None:
    assert are_two_targets("≥98%", "≥95")
    assert are_two_targets("40次", "12")
    assert not are_two_targets("≥9", "8%")
