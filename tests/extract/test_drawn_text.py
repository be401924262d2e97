"""Tables that a text draws with dashes: Pandoc's simple, multiline and grid tables."""

from __future__ import annotations

import pytest

from extract.readers.text import read

SIMPLE = """
  科目         金额
  ------ ----------
  水利         12.5
  “三防”  1,200.00

正文。
"""
HEADLESS = """
  ------ ----------
  科目         金额
  水利         12.5
  “三防”  1,200.00
  ------ ----------
"""
MULTILINE = """
  -------------------------------
  科目            2024年
                  金额
  --------------- ---------------
  水利            12.5

  “三防”体系      1,200.00
  建设

                  3
  -------------------------------

正文。
"""
GRID = """
+----------+--------------------+--------+
| 科目编码 | 基本支出           | 项目   |
|          +----------+---------+        |
|          | 人员经费 | 公用经  | 支出   |
|          |          | 费      |        |
+==========+==========+=========+========+
| 201      | 1.5      | 2       | a|b    |
+----------+----------+---------+--------+
| 合计     | 1.5                | 3      |
+----------+--------------------+--------+
"""


@pytest.mark.parametrize(
    ("drawn", "rows"),
    [
        (SIMPLE, ["科目|金额", "水利|12.5", "“三防”|1,200.00"]),
        (HEADLESS, ["科目|金额", "水利|12.5", "“三防”|1,200.00"]),
        (MULTILINE, ["科目|2024年\n金额", "水利|12.5", "“三防”体系\n建设|1,200.00", "|3"]),
        (GRID, ["科目编码|基本支出||项目\n支出", "|人员经费|公用经\n费|", "201|1.5|2|a|b", "合计|1.5||3"]),
    ],
)
def test_columns_as_wide_as_their_dashes(drawn: str, rows: list[str]) -> None:
    (page,) = read(drawn.encode()).pages
    (grid,) = page.grids
    assert ["|".join(cell.text if cell else "^" for cell in row) for row in grid.rows] == rows
    assert [line.text for line in page.prose] == (["正文。"] if "正文" in drawn else [])


@pytest.mark.parametrize(
    "text", ["甲\n---\n乙\n", "甲 -- 乙\n-- --\n\n丙\n", "- 一、收支总表\n- 二、收入总表\n", "-------- ------\n"]
)
def test_dashes_that_draw_no_table(text: str) -> None:
    (page,) = read(text.encode()).pages
    assert page.grids == []
    assert "甲" not in text or any("甲" in line.text for line in page.prose)
