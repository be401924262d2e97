"""整体绩效目标表 without ruling lines over two pages: labels, figures and colours at the pages' ends."""

from __future__ import annotations

import pytest

from extract.readers.page.lines import Word
from extract.readers.unruled.form import table
from extract.readers.unruled.form.cells import cells_of_form
from extract.readers.unruled.form.columns import columns_of_form
from extract.readers.unruled.form.labels import KnownLabels, around_middles
from extract.readers.unruled.form.pages import FormPages
from extract.readers.unruled.form.table import form_rows
from extract.readers.unruled.rows.block import Block
from samples.documents.grid import parse
from tests.extract.unlined import Unlined, grids

TITLE = "部门整体绩效目标表"
COLUMNS = (90, 100, 150, 90)
FIRST = """
    部门名称|舞阳县水利局|<|<
    预算情况|部门预算总额（万元）|<|931.67
    ^|1、资金来源：|（1）政府预算资金|912.47
    ^|^|（2）财政专户管理资金|0
    ^|^|（3）单位资金|19.20
    ^|2、资金结构：|（1）基本支出|415.89
    ^|^|（2）项目支出|515.78
    一级指标|二级指标|三级指标|指标值
    投入管理指标|工作目标管理|工作任务科学性|科学
    ^|预算和财务管理|预算编制完整性|完整
"""


def _printed(rows: str) -> list[list[str | None]]:
    return [[None if text in "<^" and text else text for text in row] for row in parse(rows)]


def at(column: int, middle: float, text: str = "") -> Block:
    return Block(column, [[{"text": text, "x0": 40, "x1": 90, "top": middle - 5, "bottom": middle + 5}]])


def _words(grid: list[list[str | None]]) -> list[list[str]]:
    return [[text for text in row if text] for row in grid]


def test_labels_stand_on_the_next_page_as_on_the_first() -> None:
    second = """
        ||决算真实性|真实
        ^|绩效管理|绩效监控完成率|100%
        ^|^|绩效自评完成率|100%
    """
    tables = [Unlined(rows, COLUMNS, from_top=True, flush=True, padding=2) for rows in (FIRST, second)]
    _, grid = grids([TITLE, tables[0]], [tables[1]])
    assert _words(grid) == [["决算真实性", "真实"], ["绩效管理", "绩效监控完成率", "100%"], ["绩效自评完成率", "100%"]]


def test_a_label_between_two_tasks_parts_no_line_of_their_words() -> None:
    def line(top: float, text: str, x: float) -> list[Word]:
        return [{"text": text, "x0": x, "x1": x + 10 * len(text), "top": top, "bottom": top + 10.1}]

    columns = [
        [line(183.5, "年度主要任务", 55)],
        [line(148, "任务名称", 124), line(176.6, "推进重点项目建设", 124), line(204.2, "强化日常管理", 124)],
        [line(148, "主要内容", 217), line(169.3, "按照年度计划推进重点项目，确保年底前完", 217),
         line(184, "成建设任务。", 217), line(204.2, "完善内部控制制度。", 217)],
    ]  # fmt: skip
    cells = cells_of_form(columns, 3.0)
    assert [cell.text for cell in cells if cell.column == 2] == [
        "主要内容", "按照年度计划推进重点项目，确保年底前完\n成建设任务。", "完善内部控制制度。"
    ]  # fmt: skip


@pytest.mark.parametrize("on_top", [False, True])
def test_the_list_of_amounts_tells_where_labels_stand(on_top: bool) -> None:
    label = at(1, 30 if on_top else 50, "1、资金来源：")
    texts = ("（1）政府预算资金", "（2）财政专户管理资金", "（3）单位资金")
    first, *others = [[at(2, 30 + 20 * n, text)] for n, text in enumerate(texts)]
    told = KnownLabels()
    told.note([[], [label]], [[label, *first], *others])  # as they are written, a label stands in its first row
    assert told.on_top == on_top


def test_a_label_printed_on_both_pages_stands_in_the_middle_of_the_rows_of_both() -> None:
    rows = [[at(2, middle, "三级指标" if middle == 10 else "")] for middle in (10, 30, 50, 70, 90, 110)]
    assert around_middles([at(1, 40), at(1, 70), at(1, 115)], rows) == [None, 0, 0, 1, 2, 2]
    above = [[at(2, middle)] for middle in (78.2, 92, 112.8, 133.5, 147.3, 168, 188.7)]
    assert around_middles([at(0, 78.2), at(0, 160.9)], above) == [0, 0, 0, 1, 1, 1, 1]
    assert around_middles([at(1, 64.5), at(1, 112.8), at(1, 140.3), at(1, 174.8)], above) == [0, 0, 1, 2, 2, 3, 3]


def test_a_label_on_a_row_has_that_row_first_though_a_page_of_rows_stands_around_it() -> None:
    rows = [[at(2, middle)] for middle in (40, 72, 99, 131, 165, 198, 231, 258, 280, 302, 331, 358, 380)]
    assert around_middles([at(0, 258)], rows) == [None] * 7 + [0] * 6


def test_where_places_allow_both_an_indicator_stands_beside_its_usual_label() -> None:
    budget = ["预算编制完整性", "专项资金细化率", "预算执行率", "管理制度健全性", "预决算信息公开性", "资产管理规范性"]
    names = [*budget, "绩效目标编制完成率", "绩效监控完成率"]
    rows = [[at(2, 70 + 30 * n, name)] for n, name in enumerate(names)]
    labels = [at(1, 145, "预算和财务管理"), at(1, 250, "绩效管理")]
    assert around_middles(labels, rows) == [0] * 6 + [1] * 2
    unknown = [[at(2, 70 + 30 * n, f"第{n}项")] for n in range(8)]
    assert around_middles(labels, unknown) == [None, *[0] * 4, *[1] * 3]


def test_a_label_that_no_row_stands_beside_is_kept_in_a_row_of_its_own() -> None:
    def line(top: float, **words: str) -> list[Word]:
        left = {"first": 10.0, "second": 80.0, "third": 150.0, "value": 300.0}
        return [
            {"text": text, "x0": left[name], "x1": left[name] + 9 * len(text), "top": top, "bottom": top + 9}
            for name, text in words.items()
        ]

    lines = [
        line(10, first="一级指标", second="二级指标", third="三级指标", value="指标值"),
        line(30, first="产出指标", second="数量指标", third="办件量", value="≥10件"),
        line(50, second="质量指标"),
        line(70, second="成本指标", third="按时办结率", value="≥90%"),
    ]
    rows = form_rows(lines, columns_of_form(lines) or [], 5.0, KnownLabels())
    assert [[cell and cell.text for cell in row[1:3]] for row in rows[1:]] == [
        ["数量指标", "办件量"],
        ["质量指标", ""],
        ["成本指标", "按时办结率"],
    ]


def test_a_nought_alone_on_its_line_is_no_page_number() -> None:
    def line(top: float, *texts: str) -> list[Word]:
        places = zip((40.0, 130.0, 230.0, 380.0), texts, strict=False)
        return [{"text": text, "x0": x, "x1": x + 60, "top": top, "bottom": top + 8} for x, text in places if text]

    lines = [
        line(20, "一级指标", "二级指标", "三级指标", "指标值"),
        line(40, "", "", "（1）政府预算资金", "12"),
        line(50, "", "", "", "0"),  # a little off its label
        line(52, "", "", "（2）单位资金"),
        line(70, "7"),
    ]
    assert FormPages().lines_of(lines, [line(5, TITLE)], titled=True, first=False) == lines[:-1]


def test_a_coloured_row_of_words_rules_no_table() -> None:
    second = """
        效益指标|履职效益|服务能力提升|明显
        ^|^|社会效益|显著
        ^|满意度|群众满意度|≥92%
        ^|^|工作人员满意度|≥95%
    """
    tables = [Unlined(rows, COLUMNS, flush=True, padding=2, bands="cells") for rows in (FIRST, second)]
    _, grid = grids([TITLE, tables[0]], [tables[1]])
    assert _words(grid) == _words(_printed(second))


@pytest.mark.parametrize("titled", [False, True])
def test_figures_right_of_where_the_words_of_their_column_begin_on_the_next_page(titled: bool) -> None:
    first = """
        部门名称|舞阳县水利局|<|<|<
        预算情况|部门预算总额（万元）|<|<|931.67
        ^|1、资金来源：（1）政府预算资金|<|<|912.47
        ^|（2）单位资金|<|<|19.20
        ^|2、资金结构：（1）基本支出|<|<|415.89
        ^|（2）项目支出|<|<|515.78
        一级指标|二级指标|三级指标|指标值|指标值说明
    """
    second = """
        产出指标|履职目标实现|按时办结事项|97.50|按计划完成
        ^|^|办件准确率|98.50|按要求完成
        ^|^|群众满意度|较高|逐年提高
        ^|^|事项办结率|97.50|按计划完成
        ^|^|网上办理率|较高|逐年提高
    """
    tables = [
        Unlined(text, (90, 100, 150, 120, 150), flush=True, figures_right=True, padding=4) for text in (first, second)
    ]
    _, grid = grids([TITLE, tables[0]], [TITLE, tables[1]] if titled else [tables[1]])
    assert [row[2:] for row in grid] == [row[2:] for row in _printed(second)]


def test_labels_without_any_row_are_no_form() -> None:
    word = {"text": "一、主要职责", "x0": 40.0, "x1": 90.0, "top": 10.0, "bottom": 20.0}
    assert table._table([], [[Block(0, [[word]])], []], [[], []], 5) == []  # contents, and the narrative below them


def test_two_notes_that_begin_together_tell_where_their_column_does() -> None:
    """Under names set in the middle of their columns; targets are set in the middle, notes begin left of their name."""
    names = ((100, "一级指标"), (200, "二级指标"), (300, "三级指标"), (412, "指标值"), (520, "指标值说明"))
    rows = (
        ((302, "重点项目完成率"), (416, "≥93%"), (462, "反映履职")),
        ((310, "保障完成率"), (416, "≥95%"), (462, "反映履职")),
    )
    lines = [
        [{"text": t, "x0": x, "x1": x + 7.0 * len(t), "top": 20.0 * n, "bottom": 20.0 * n + 7} for x, t in row]
        for n, row in enumerate((names, *rows))
    ]
    columns = columns_of_form(lines) or []
    assert len(columns) == len(names)
    assert 444 < columns[4][0] < 462
