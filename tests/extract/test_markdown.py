"""Text with the marks of Markdown."""

from __future__ import annotations

from extract.assemble import assemble
from extract.identity import Hints
from extract.readers.text import read


def test_the_marks_of_markdown_are_no_part_of_what_they_mark() -> None:
    text = """# 鹤城市教育局2024年部门预算

## 一、支出总体情况表

部门名称：鹤城市教育局　　**单位：万元**

| 科目名称 | **合计** | 基本支出 | 项目<br>支出 |
|---|---|---|---|
| ** | 1 | 2 | 3 |
| **合计** | **12.5** | **10** | **2.5** |
| 行政运行 | 12.5 | 10 | 2.5 |
"""
    (disclosure,) = assemble(read(text.encode()), Hints()).disclosures
    assert (disclosure.keys.department, disclosure.keys.title) == ("鹤城市教育局", "鹤城市教育局2024年部门预算")
    rows = [(row["row_kind"], row["total"], row["project_total"]) for row in disclosure.rows["expenditure"]]
    assert rows == [("合计", 125_000, 25_000), ("明细", 125_000, 25_000)]
    assert disclosure.source_tables[0]["grid"][0]["cells"][3] == "项目\n支出"
