"""Merged headers: continuations filled again, and the words above each column."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Cell, Grid, Row
from extract.tables.headers import header_depth, header_paths, is_column_numbers, owners
from extract.tables.mapping import by_header
from forms.load import forms

Area = tuple[int, int, int, int]


@st.composite
def merged_grids(draw: st.DrawFn) -> list[list[int]]:
    """A grid of numbers: equal ones are one merged cell, always a rectangle."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 7))
    owner = [[-1] * width for _ in range(height)]
    number = 0
    for top in range(height):
        for left in range(width):
            if owner[top][left] != -1:
                continue
            wide = 1
            limit = draw(st.integers(1, width))
            while wide < limit and left + wide < width and owner[top][left + wide] == -1:
                wide += 1
            high = draw(st.integers(1, height - top))
            for row in range(top, top + high):
                for column in range(left, left + wide):
                    owner[row][column] = number
            number += 1
    return owner


def cells_of(owner: list[list[int]], *, boxes: bool) -> list[Row]:
    """The grid as a reader hands it on: a merged cell at its first place, ``None`` at its others."""
    cells: dict[int, Cell] = {}
    rows: list[Row] = []
    for line in owner:
        row: Row = []
        for number in line:
            if number in cells:
                row.append(None)
                continue
            places = [(r, c) for r, other in enumerate(owner) for c, n in enumerate(other) if n == number]
            box = (min(c for _, c in places) * 10.0, min(r for r, _ in places) * 10.0,
                   max(c for _, c in places) * 10.0 + 10, max(r for r, _ in places) * 10.0 + 10)  # fmt: skip
            row.append(cells.setdefault(number, Cell(f"c{number % 3}", box if boxes else None)))
        rows.append(row)
    return rows


def ambiguous(owner: list[list[int]]) -> bool:
    """Whether some cell is wide right under one that is as narrow as that place: ``None`` may then be of either."""
    return any(
        line[c] == line[c - 1] and above[c] not in (line[c], above[c - 1])
        for above, line in pairwise(owner) for c in range(1, len(line))
    )  # fmt: skip


@given(merged_grids())
def test_every_continuation_finds_the_cell_it_continues(owner: list[list[int]]) -> None:
    """By the boxes always; without them where the grid leaves no doubt."""
    for boxes in (True, False):
        if boxes or not ambiguous(owner):
            filled = owners(cells_of(owner, boxes=boxes))
            first = {
                number: filled[r][c]
                for r, line in reversed(list(enumerate(owner)))
                for c, number in reversed(list(enumerate(line)))
            }
            assert all(filled[r][c] is first[number] for r, line in enumerate(owner) for c, number in enumerate(line))
            assert len({id(cell) for line in filled for cell in line}) == len(first)


def test_a_total_over_the_label_columns_does_not_take_the_label_above() -> None:
    """Below the details, 合计 stands in one cell over code and name."""
    filled = owners(grid("30201|办公费|3", "合计|<|3").rows)
    assert [cell.text if cell else None for cell in filled[1]] == ["合计", "合计", "3"]


def grid(*lines: str, merges_known: bool = True) -> Grid:
    """Rows of cells between "|"; "<" and "^" continue a merged cell, a blank is a blank cell."""
    rows: list[Row] = [[None if text in ("<", "^") else Cell(text) for text in line.split("|")] for line in lines]
    return Grid(rows, 1, merges_known=merges_known)


HEADER = (
    "科目编码|<|合计|基本支出|<|<|项目支出",
    "类|款|^|小计|人员 经费|<|^",
    "^|^|^|^|工资福利支出|对个人和家庭的补助|^",
)
PATHS = [
    ("科目编码", "类"), ("科目编码", "款"), ("合计",), ("基本支出", "小计"), ("基本支出", "人员经费", "工资福利支出"),
    ("基本支出", "人员经费", "对个人和家庭的补助"), ("项目支出",),
]  # fmt: skip


def test_header_paths_of_merged_cells() -> None:
    table = grid(*HEADER, "|合计|8|5|3|2|3", "201|01|8|5|3|2|3")
    assert header_depth(table.rows) == 3
    assert header_paths(table, 3) == PATHS


def test_header_paths_of_converted_text() -> None:
    """Where merges are lost, a blank header cell continues the word to its left."""
    lines = [line.replace("<", "").replace("^", "") for line in HEADER]
    table = grid(*lines, "|合计|8|5|3|2|3", merges_known=False)
    assert header_depth(table.rows) == 3
    assert header_paths(table, 3) == PATHS


@pytest.mark.parametrize(
    ("rows", "depth"),
    [
        (["项目|金额", "一、一般公共预算|8"], 1),
        (["项目|金额", "一、一般公共预算|"], 1),
        (["一、一般公共预算|8", "二、政府性基金|"], 0),
        (["201|行政运行|8"], 0),
        (["科目编码|科目名称|2024年|2025年", "20101|人大事务|8|9"], 1),
        (["科目名称|合计", "**|1", "合计|8"], 2),
        (["科目编码|科目名称|合计|基本支出", "|合计|###|###", "201|行政运行|8|8"], 1),
        (["合计|购置及运行费||接待费", "|小计|购置费|", "—|—|—|—"], 2),
    ],
)
def test_where_the_header_ends(rows: list[str], depth: int) -> None:
    assert header_depth(grid(*rows).rows) == depth


@pytest.mark.parametrize(
    ("row", "numbers"),
    [
        ("** ** 1 2 3", True),
        ("栏次 1 2 3", True),
        ("栏次 (1) (2) (3)", True),
        ("（1） （2） （3）=（1）+（2）", True),
        ("（4） （4） （3）", False),
        ("1 2 3 4", True),
        ("3 5 9", False),
        ("合计 1 2", False),
        ("8 9", False),
    ],
)
def test_a_row_that_numbers_the_columns(row: str, numbers: bool) -> None:
    assert is_column_numbers(row.split()) is numbers


def test_a_row_that_numbers_two_columns_of_many() -> None:
    assert is_column_numbers(["", "", "", "1", "2"])
    assert not is_column_numbers(["办公用纸", "", "", "1", "2"])
    assert not is_column_numbers(["", "1", "2"])


def _alone(*names: str) -> list[tuple[str, ...]]:
    """Columns below no other name."""
    return [(name,) for name in names]


def test_a_sum_that_stands_for_a_further_line_of_the_name_above_it() -> None:
    form = forms()["appropriation"]
    paths = _alone("项目", "合计", "一般公共预算小计", "其中：财政拨款", "政府性基金")
    assert by_header(form.own_columns, paths, 2024).columns == (
        "item",
        "total",
        "general_budget",
        "general_budget_appropriation",
        "government_fund",
    )


def test_the_name_of_a_groups_only_column_in_one_word_with_the_groups() -> None:
    paths = _alone("项目名称", "合计", "本年拨款一般公共预算", "财政拨款结转结余一般公共预算", "其他单位资金")
    found = by_header(forms()["projects"].own_columns, paths, 2024).columns
    assert found == ("project", "total", "general_budget", "carryover_general_budget", None)


def test_the_label_of_a_sum_in_a_column_of_codes_is_wide() -> None:
    filled = owners(grid("30301|离休费|3|30201|办公费|5", "人员经费合计|<|3|公用经费合计|<|5").rows)
    assert [cell and cell.text for cell in filled[1]] == ["人员经费合计"] * 2 + ["3"] + ["公用经费合计"] * 2 + ["5"]
