"""Printed lines to paragraphs and sections: nothing lost, and the same figures however the lines break."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extract.narrative import contents, read, running
from extract.readers.pdf import read as printed
from extract.tables.titles import bare_title, form_of
from forms.text import set_characters
from samples.documents.lettering import write


def _paragraphs(*parts: str) -> list[str]:
    return ["".join(part.split()) for part in parts]


PARAGRAPHS = _paragraphs(
    "一、收入支出预算总体情况说明",
    """
    云台市粮食和储备局2024年度收入总计2468.35万元，支出总计2468.35万元，
    收入、支出总计与上年相比，增加131.4万元，增长5.62%，主要原因是新增粮库维修项目，项目经费增加；
    新进人员导致人员经费相应增加。
    """,
    "二、一般公共预算支出预算情况说明",
    """
    云台市粮食和储备局2024年一般公共预算支出年初预算为2068.35万元。其中：
    基本支出1068.35万元，占51.65%；项目支出1000万元，占48.35%。主要用于以下方面：
    粮油物资储备支出1800万元，占87.03%；社会保障和就业支出168.35万元，占8.14%；
    住房保障支出100万元，占4.83%。
    """,
    "三、“三公”经费支出预算情况说明",
    """
    云台市粮食和储备局2024年度“三公”经费预算6.5万元，与2023年相比，减少0.5万元，
    具体支出情况如下：公务用车购置及运行费5万元，一是公务用车购置费0万元，与2023年相比，持平，
    主要原因是无购车计划。二是公务用车运行费5万元，与2023年相比，减少0.5万元，下降9.09%，
    主要原因是一辆车报废。公务接待费1.5万元，与2023年相比，持平。
    """,
    "四、国有资产占用情况",
    """
    2023年末，我部门共有车辆3辆，其中：一般公务用车3辆、其他用车0辆；
    价值50万元以上通用设备4台（套），价值100万元以上专用设备1台（套）。
    """,
)
Told = list[tuple[str, object, object, object, object, object]]


def set_in(text: str, width: int) -> list[str]:
    """Lines of at most so many Chinese characters; a figure or Latin letter is half as wide."""
    lines, room = [""], float(width)
    for char in text:
        size = 0.5 if char.isascii() else 1.0
        if room < size:
            lines.append("")
            room = float(width)
        lines[-1] += char
        room -= size
    return lines


def broken(width: int, per_page: int) -> list[tuple[int | None, str]]:
    """The paragraphs set in lines of a width and pages of a length, with a header and page numbers."""
    lines = [line for text in PARAGRAPHS for line in set_in(text, width)]
    pages = [lines[at : at + per_page] for at in range(0, len(lines), per_page)]
    return [
        (number, line)
        for number, page in enumerate(pages, 1)
        for line in ("云台市粮食和储备局部门预算公开", *page, f"- {number} -")
    ]


def figures(lines: list[tuple[int | None, str]]) -> Told:
    names = ("value", "share_percent", "change", "change_percent", "reason")
    rows = read(lines, department="云台市粮食和储备局", year=2024).statements
    return [(f"{row['metric']} {row['label']}", *(row[name] for name in names)) for row in rows]


WHOLE = figures([(None, paragraph) for paragraph in PARAGRAPHS])


def test_the_whole_text_states_what_it_states() -> None:
    assert Counter(name.split()[0] for name, *_ in WHOLE) == {
        "revenue_total": 1, "expenditure_total": 1, "general_budget_expenditure": 1, "basic_total": 1,
        "project_total": 1, "function_expenditure": 3,
        "three_public": 1, "vehicle_purchase": 1, "vehicle_operation": 1, "reception": 1,
        "vehicles": 1, "equipment_500k": 1, "equipment_1m": 1,
    }  # fmt: skip


@given(st.integers(22, 44), st.integers(4, 6))
def test_figures_do_not_depend_on_where_lines_and_pages_break(width: int, per_page: int) -> None:
    assert figures(broken(width, per_page)) == WHOLE


def test_a_statement_knows_the_page_its_figure_stands_on() -> None:
    lines = broken(30, 6)
    rows = read(lines, department=None, year=2024).statements
    printed = {page: "".join(text for number, text in lines if number == page) for page, _ in lines}
    for row in rows:
        amount = f"{row['value'] / 10000:f}" if row["value_unit"] == "元" else str(row["value"])
        beside = printed[row["page"]] + printed.get((row["page"] or 0) + 1, "")
        assert amount.rstrip("0").rstrip(".") in beside


PRINTED = """第一部分
第二部分 情况说明
第三部分 名词解释
目 录
一、主要职责
（二）机构设置
1. 办公室；
附件：报表
收支总体情况表
单位：万元
- 3 -
17
部门预算公开
2024 年支出合计 3.5
万元，其中：基本支
出 2 万元。
注：尾差""".splitlines()
ANY = st.text(alphabet="甲乙丙，。；：（）、“” 12.ab一二\t", min_size=1, max_size=60)
LINES = st.lists(st.tuples(st.sampled_from([None, 1, 2, 3, 4]), st.sampled_from(PRINTED) | ANY), max_size=40)


@settings(max_examples=300)
@given(LINES)
def test_every_line_lands_in_a_section(lines: list[tuple[int | None, str]]) -> None:
    kept, dropped = running.split(lines)
    assert Counter(kept) + Counter(dropped) == Counter(lines)
    sections = read(lines, department=None, year=2024).sections
    printed = set_characters("".join("".join(text.split()) for _, text in kept))
    assert "".join("".join(row["text"].split()) for row in sections) == printed


def test_running_lines_are_told_from_captions() -> None:
    lines: list[tuple[int | None, str]] = []
    for page in range(1, 5):
        printed = ["样例 · 演示数据", "单位：万元", "某局说明", f"{page}号", f"第 {page} 页"]
        lines += [(page, text) for text in printed]
    kept, dropped = running.split(lines)
    assert {text for _, text in kept} == {"单位：万元", "某局说明", "1号", "2号", "3号", "4号"}
    assert len(dropped) == 8


@pytest.mark.parametrize("number", ["—2489—", "一 2 一"])
def test_the_page_number_of_a_gazette_or_a_scan_is_in_no_sentence(number: str) -> None:
    lines: list[tuple[int | None, str]] = [(1, "机关运行经费137.15万元，主要"), (1, number), (2, "原因为人员增加。")]
    assert [text for _, text in running.split(lines)[0]] == ["机关运行经费137.15万元，主要", "原因为人员增加。"]


def test_contents_end_where_their_first_entry_is_printed_again() -> None:
    printed = ("目录", "第一部分 概况", "一、职责 ...... 3", "二、收支总表 …… 12", "第一部分", "概况")
    lines = [(2, text) for text in printed]
    assert contents.span(lines) == (0, 4)
    assert contents.listed_forms(lines[:4]) == ["收支总表"]
    assert contents.span(lines[1:]) is None


@pytest.mark.parametrize("number", ["表{}", "附表{}", "公开{:02}表", "公开表{} "])
def test_entries_of_the_contents_may_begin_with_the_numbers_of_the_forms(number: str) -> None:
    titles = ["2024年收支总体情况表", "2024年国有资本经营预算支", "部门整体绩效目标表"]
    numbered = [f"{number.format(n)}{title}" for n, title in enumerate(titles, 1)]
    lines = [
        (2, text) for text in ("目录", "第一部分 概况", *numbered[:2], "出情况表", *numbered[2:], "第一部分", "概况")
    ]
    span = contents.span(lines)
    assert span is not None
    listed = contents.listed_forms(lines[: span[1]])
    forms = [form_of(bare_title(title)) for title in listed]
    names = ["revenue_expenditure", "state_capital_expenditure", "department_objectives"]
    assert [form and form.name for form in forms] == names


@pytest.mark.parametrize("year", ["", "2024年", "2024 年"])
def test_entries_of_a_sheet_of_contents_have_their_number_in_a_cell_of_its_own(year: str) -> None:
    titles = ("收支总体情况表", "财政拨款收支总体情况表", "项目支出表")
    printed = (
        "目录",
        *(f"{n} {year}{title}" for n, title in enumerate(titles, 9)),
        f"{year}收支总体情况表",
        "单位：元",
    )
    lines = [(2, text) for text in printed]
    assert contents.span(lines) == (0, 4)
    assert contents.listed_forms(lines[:4]) == [f"{year}{title}" for title in titles]


def test_justified_lines_that_end_within_a_unit_are_no_table() -> None:
    data = BytesIO()
    canvas = Canvas(data, pagesize=(500, 400), invariant=1)
    lines = (
        ((60, "舞阳县水利局2024年度收入、支出预算总计"), (330, "64,090.74"), (390, "万")),
        ((60, "元，与上年相比收、支预算总计各减少"), (330, "3,815.79"), (385, "万元，减少"), (450, "5.62%")),
        ((60, "其中：一般公共预算收入"), (240, "64,090.74"), (300, "万元。")),
    )
    head = (
        ((60, "一、部门收支总表"),),
        ((60, "（一）预算数"),),
    )
    for n, line in enumerate((*head, *lines)):
        for x, piece in line:
            write(canvas, x, 350 - 30 * n, piece, 12)
    canvas.showPage()
    canvas.save()
    (page,) = printed(data.getvalue()).pages
    assert not page.grids
    assert len(page.prose) == len(head) + len(lines)
