"""Text with the marks of Markdown."""

from __future__ import annotations

import pytest

from archive.media import HTML, MARKDOWN, media_type
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers.markdown import unmarked
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


IN_HTML = """<!-- page 1 -->

# 鹤城市教育局2024年部门预算

![](images/3f2a.jpg)

{3}------------------------------------------------

# 2024年支出总体情况表

部门名称：鹤城市教育局

单位：万元

<html><body><table><tr><td colspan="3">科目编码</td><td rowspan="2">科目名称</td><td rowspan=2>合计</td>\
<td rowspan=2>基本<br>支出</td><td rowspan=2>项目支出</td></tr>
<tr><td>类</td><td>款</td><td>项</td></tr>
<tr><td></td><td></td><td></td><td>**合计**</td><td>1,012.5</td><td>$1{,}010$</td><td>2.5</td></tr>
<tr><td>205</td><td>01</td><td>01</td><td>行政运行</td><td>1,012.5</td><td>1,010</td><td>2.5</td></tr></table></body></html>

# 部门整体绩效目标表

<table><tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td><td>指标值说明</td></tr>
<tr><td rowspan=2>产出指标</td><td rowspan=2>数量指标</td><td>经费&lt;上年</td>\
<td>$\\geqslant 9 5 \\%$</td><td></td></tr>
<tr><td>培训次数</td><td>≥2次</td><td>按$\\foo{2}$计</td></tr></table>
"""


def test_tables_in_html_are_read_where_markdown_holds_them() -> None:
    assert media_type(IN_HTML.encode()) == MARKDOWN
    (disclosure,) = assemble(read(IN_HTML.encode()), Hints()).disclosures
    assert disclosure.keys.title == "鹤城市教育局2024年部门预算"
    rows = [(row.get("function_code"), row["total"], row["basic_total"]) for row in disclosure.rows["expenditure"]]
    assert rows == [(None, 10_125_000, 10_100_000), ("2050101", 10_125_000, 10_100_000)]
    targets = [
        (row["level1"], row["level3"], row["target"], row.get("note")) for row in disclosure.rows["department_targets"]
    ]
    assert targets == [("产出指标", "经费<上年", "≥95%", None), ("产出指标", "培训次数", "≥2次", "按$\\foo{2}$计")]
    assert disclosure.numbers_printed == disclosure.numbers_captured == 6
    assert [problem.kind for problem in read(IN_HTML.encode()).problems] == ["picture"]


def test_a_web_page_stays_one_and_an_open_table_ends_with_the_text() -> None:
    assert media_type("<table><tr><td>合计</td></tr></table>".encode()) == HTML
    assert media_type("<p>部门预算</p><table><tr><td>合计</td></tr></table>".encode()) == HTML
    (page,) = read("一、收入\n<table><tr><td>合计</td><td>1.0</td></tr><tr><td>收入</td><td>1.0".encode()).pages
    assert [[cell and cell.text for cell in row] for row in page.grids[0].rows] == [["合计", "1.0"], ["收入", "1.0"]]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("$\\geqslant 95\\%$", "≥95%"),
        ("$ \\leq 3.5 $ 万元", "≤3.5 万元"),
        ("\\(100\\%\\)", "100%"),
        ("$\\mathrm{PM}_{2.5}$", "PM2.5"),
        ("$25^{\\circ} \\mathrm{C}$", "25°C"),
        ("面积$1200\\mathrm{m}^{2}$", "面积1200m²"),
        ("费用$5和$6", "费用$5和$6"),
        ("&ge;95%", "≥95%"),
        ("1\\.经费", "1.经费"),
        ("[附件](a.pdf)", "附件"),
    ],
)
def test_what_a_formula_and_an_escape_print(printed: str, meant: str) -> None:
    assert unmarked(printed) == meant


def grids(text: str) -> list[list[str]]:
    """Each table's rows, their cells set apart by bars."""
    (page,) = read(text.encode()).pages
    return [["|".join(cell.text if cell else "^" for cell in row) for row in grid.rows] for grid in page.grids]


def test_what_pandas_writes_for_blank_cells_is_none() -> None:
    sheet = """## 表1
| 2024年收支总表 | Unnamed: 1 | Unnamed: 2 | Unnamed: 3 |
| --- | --- | --- | --- |
| 部门：舞阳县水利局 | NaN | NaN | 单位：万元 |
| 收入 | NaN | 支出 | NaN |
| 一、一般公共预算 | 12.5 | NaN | NaN |
"""
    assert grids(sheet) == [
        ["2024年收支总表|||", "部门：舞阳县水利局|||单位：万元", "收入||支出|", "一、一般公共预算|12.5||"]
    ]


def test_what_pymupdf_calls_columns_without_a_name_is_no_name() -> None:
    table = """|科目编码|Col2|合计|一般公共预算|Col5|
|---|---|---|---|---|
|类|款|Col3|小计|其中：财政拨款|
|201|03|12.5|12.5|12.5|
"""
    assert grids(table) == [["科目编码||合计|一般公共预算|", "类|款||小计|其中：财政拨款", "201|03|12.5|12.5|12.5"]]


def test_a_cover_above_a_worksheets_table_is_none_of_its_rows() -> None:
    sheet = """| 舞阳县水利局2024年部门预算公开 | Unnamed: 1 |
| --- | --- |
| NaN | NaN |
| NaN | NaN |
| 2024年收支总表 | NaN |
| 项目 | 金额 |
| 水利 | 12.5 |
"""
    assert grids(sheet) == [["2024年收支总表|", "项目|金额", "水利|12.5"]]
    (page,) = read(sheet.encode()).pages
    assert [line.text for line in page.grids[0].lead] == ["舞阳县水利局2024年部门预算公开"]


def test_header_rows_that_lost_their_merged_cells_stand_under_the_groups() -> None:
    table = """|  |  |  |  |  |  |  |
| --- | --- | --- | --- | --- | --- | --- |
| 科目编码 | | 科目名称 | 合计 | 基本支出 | | |
| 类 | 款 | 小计 | 人员经费 | |
| 工资福利支出 | 对个人和家庭的补助 |
|  |  | 合计 | 9 | 9 | 7 | 2 |
"""
    assert grids(table) == [
        [
            "科目编码||科目名称|合计|基本支出||",
            "类|款|||小计|人员经费|",
            "|||||工资福利支出|对个人和家庭的补助",
            "||合计|9|9|7|2",
        ]
    ]


def test_rows_with_figures_and_rows_that_do_not_fit_the_groups_stay_as_they_are() -> None:
    table = "|科目|金额||合计|\n|---|---|---|---|\n|甲|乙|丙|\n|8|1|\n|水利|1|2|3|\n"
    assert grids(table) == [["科目|金额||合计", "甲|乙|丙|", "8|1||", "水利|1|2|3"]]
