"""A header of which a scan's recognition got one character wrong, and one that is printed so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.assemble import assemble
from extract.identity import Hints
from extract.readers.text import read

PAGE = """舞阳县水利局2024年部门预算

2024年收入总体情况表

单位：万元

| 单位代码 | 单位名称 | 总计 | 一般公共预算 | {fund} | 其他收入 |
|---|---|---|---|---|---|
|  | 合计 | 9.6 | 5.1 | 2.5 | 2.0 |
| 125001 | 舞阳县水利局 | 9.6 | 5.1 | 2.5 | 2.0 |
"""


@pytest.mark.parametrize("recognised", [True, False], ids=["scan", "text"])
@pytest.mark.parametrize(("header", "nearly"), [("政府性基全", True), ("政俯性基全", False)])
def test_a_header_misread_by_one_character_is_the_column_that_it_all_but_names(
    header: str, nearly: bool, recognised: bool
) -> None:
    source = read(PAGE.format(fund=header).encode())
    for grid in (grid for page in source.pages for grid in page.grids if recognised):
        grid.rows = [[cell and replace(cell, confidence=0.7) for cell in row] for row in grid.rows]
    (found,) = assemble(source, Hints()).disclosures
    read_so = nearly and recognised
    assert {row.get("government_fund") for row in found.rows["revenue"]} == ({25_000} if read_so else {None})
    assert ("column_unplaced" in {problem.kind for problem in found.problems}) != read_so
