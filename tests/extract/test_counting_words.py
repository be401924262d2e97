"""Figures that narrow columns break over lines, for the count of what is printed."""

from __future__ import annotations

import pytest

from extract.counting import count_line
from extract.readers.lines import Word
from extract.readers.stacked import whole_figures


def word(text: str, x: float, top: float) -> Word:
    return {"text": text, "x0": x, "x1": x + 5 * len(text), "top": top, "bottom": top + 10}


def rule(y: float) -> dict[str, object]:
    return {"orientation": "h", "top": y, "x0": 0.0, "x1": 500.0, "width": 500.0}


def test_without_lines_a_figure_is_whole_when_both_parts_make_one() -> None:
    lines = [
        [word("30", 10, 0), word("53,748,90", 100, 0)],
        [word("办公费", 30, 6), word("998,090.82", 200, 6)],
        [word("1", 12, 12), word("6.80", 110, 12)],
    ]
    assert whole_figures(lines, []) == [["301", "53,748,906.80"], ["办公费", "998,090.82"], []]


def test_whole_figures_one_below_the_other_stay_apart() -> None:
    lines = [[word("56,148,000.00", 100, 0)], [word("基层", 10, 6)], [word("42,505,100.00", 100, 12)]]
    whole = [["56,148,000.00"], ["基层"], ["42,505,100.00"]]
    assert whole_figures(lines, []) == whole
    # three lines of a table are no cells around each figure
    assert whole_figures(lines, [rule(-40), rule(60)]) == whole


def test_in_a_ruled_cell_the_parts_are_one_and_in_two_cells_two() -> None:
    lines = [[word("5374", 100, 0)], [word("890", 100, 12)]]
    assert whole_figures(lines, [rule(-3), rule(26)]) == [["5374890"], []]
    assert whole_figures(lines, [rule(-3), rule(11), rule(26)]) == [["5374"], ["890"]]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (["收入合计", "4996.9", "万元，其中：一般公共预算收入", "4941.47"], 0),
        (["办公费", "4996.9", "4941.47"], 2),
        (["金额：万元", "4996.9"], 1),
    ],
)
def test_figures_of_a_sentence_are_no_cells(line: list[str], count: int) -> None:
    assert count_line(line) == count
