"""Which lines of tables without ruling lines begin rows, and which are sentences."""

from __future__ import annotations

import pytest

from extract.readers.page.lines import Word
from extract.readers.unruled.lines.kinds import is_sentence
from extract.readers.unruled.lines.piece import piece_of
from extract.readers.unruled.rows.targets import lines_of_targets

BOUNDS = [(0.0, 60.0), (60.0, 100.0), (100.0, 160.0), (160.0, 200.0)]
FULL = "设备维修完成率"
"""As wide as its column, all but a point."""


def word(text: str, column: int, line: int) -> Word:
    left = BOUNDS[column][0] + 1
    wide = sum(8 if "\u4e00" <= char <= "\u9fff" else 4 for char in text)
    return {"text": text, "x0": left, "x1": left + wide, "top": 12.0 * line, "bottom": 12.0 * line + 8}


def lines_of(*printed: str) -> list[dict[int, list[Word]]]:
    """Each line's words by their columns; a blank cell prints none."""
    return [
        {column: [word(text, column, n)] for column, text in enumerate(line.split("|")) if text}
        for n, line in enumerate(printed)
    ]


def test_lines_that_all_print_an_indicator_and_its_target_are_rows() -> None:
    lines = lines_of(f"||{FULL}|≥95%", f"||{FULL}|≥95%", f"||{FULL}|≥90%", "||完成率|≥80%")
    assert lines_of_targets(lines, BOUNDS) == {1, 2, 3}


def test_a_line_of_an_indicator_alone_goes_on_with_the_one_above() -> None:
    lines = lines_of(f"||{FULL}|≥95%", "||及时完成", f"||{FULL}|≥90%", "||完成率")
    assert not lines_of_targets(lines, BOUNDS) & {1, 3}


@pytest.mark.parametrize(("below", "sentence"), [(",508", False), ("，其中", True), ("万元，", True)])
def test_the_half_of_a_figure_goes_on_with_no_sentence(below: str, *, sentence: bool) -> None:
    line, following = ([piece_of([word(text, 3, n)])] for n, text in enumerate(("9,155,", below)))
    assert is_sentence(line, following) is sentence
