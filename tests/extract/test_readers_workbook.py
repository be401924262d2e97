"""Workbooks as finance systems export them, built with openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlrd
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from extract.readers.sheet.numberformat import shown
from extract.readers.workbook import read
from tests.extract.drawing import texts
from tests.extract.other_formats import rewritten


def saved(workbook: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def filled(sheet: Worksheet, rows: list[list[object]]) -> Worksheet:
    for row in rows:
        sheet.append(row)
    return sheet


REVENUE: list[list[object]] = [
    ["收入总体情况表", None, None, None],
    ["公开02表", None, None, None],
    ["部门名称：某局", None, None, "单位：万元"],
    ["单位代码", "单位名称", "收入", None],
    [None, None, "总计", "其中：事业收入"],
    ["070", "某局", 4458.96, 419.0],
    ["070001", "某局机关", 4039.96, None],
]


def revenue() -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    sheet = filled(workbook.worksheets[0], REVENUE)
    sheet.title = "收入"
    for merged in ("A1:D1", "A2:D2", "A4:A5", "B4:B5", "C4:D4"):
        sheet.merge_cells(merged)
    return workbook


PRINTED: list[list[str | None]] = [
    ["单位代码", "单位名称", "收入", None],
    [None, None, "总计", "其中：事业收入"],
    ["070", "某局", "4458.96", "419"],
    ["070001", "某局机关", "4039.96", ""],
]


def test_a_sheet_is_one_table_with_its_merges_below_its_title_and_unit() -> None:
    source = read(saved(revenue()))
    grid = source.pages[0].grids[0]
    assert source.outcome == "ok"
    assert texts(grid) == PRINTED
    assert (grid.sheet, grid.merges_known) == ("收入", True)
    assert [line.text for line in grid.lead] == ["收入总体情况表", "公开02表", "部门名称：某局 单位：万元"]
    assert source.pages[0].tokens[-1] == ["070001", "某局机关", "4039.96"]


def converted(workbook: openpyxl.Workbook, kind: str, tmp_path: Path) -> bytes:
    """The workbook as LibreOffice writes it in another format."""
    if not shutil.which("soffice"):
        pytest.skip("needs LibreOffice: apt install libreoffice-calc-nogui")
    (tmp_path / "a.xlsx").write_bytes(saved(workbook))
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            tmp_path,
            tmp_path / "a.xlsx",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (tmp_path / f"a.{kind}").read_bytes()


def test_the_same_workbook_in_the_old_format(tmp_path: Path) -> None:
    source = read(converted(revenue(), "xls", tmp_path))
    assert (source.media_type, source.outcome) == ("application/vnd.ms-excel", "ok")
    assert texts(source.pages[0].grids[0]) == PRINTED


def test_the_old_format_shows_what_excel_shows(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    filled(sheet, [["款", "占比", "金额", "底稿"], [3, 0.747, "=1/0", 1], [5, 0.253, 16.1, 2], [8, 0, 9.9, 3]])
    for row in range(2, 5):
        sheet.cell(row, 1).number_format = "00"
        sheet.cell(row, 2).number_format = "0.0%"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["D"].hidden = True
    source = read(converted(workbook, "xls", tmp_path))
    assert texts(source.pages[0].grids[0]) == [
        ["款", "占比", "金额"],
        ["03", "74.7%", "#DIV/0!"],
        ["05", "25.3%", "16.1"],
    ]
    assert [(problem.kind, "1 行、1 列" in problem.message) for problem in source.problems] == [("hidden_cells", True)]


def test_an_old_workbook_whose_formats_cannot_be_told_is_read_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = converted(revenue(), "xls", tmp_path)
    monkeypatch.setattr(xlrd, "open_workbook", lambda **_: dict[str, object]()["no such record"])
    source = read(data)
    assert texts(source.pages[0].grids[0])[0] == PRINTED[0]
    assert [problem.kind for problem in source.problems] == ["formats_unknown"]


def test_what_stands_above_and_below_the_table_is_no_part_of_it() -> None:
    workbook = openpyxl.Workbook()
    sheet = filled(
        workbook.worksheets[0],
        [*REVENUE[3:], ["注：含结转。"], ["单位负责人：甲", None, "制表人：乙", "填报日期：2月1日"]],
    )
    header = sheet.oddHeader
    assert header is not None
    header.left.text, header.right.text = "部门名称：R&&D局", "单位：万元"
    header.center.text, header.center.size = "收入总体情况表", 18
    header.center.font = "宋体,Bold"
    for merged in ("A1:A2", "B1:B2", "C1:D1"):
        sheet.merge_cells(merged)
    source = read(saved(workbook))
    (grid,) = source.pages[0].grids
    assert [line.text for line in grid.lead] == ["部门名称：R&D局", "收入总体情况表", "单位：万元"]
    assert texts(grid) == PRINTED
    assert [line.text for line in source.pages[0].prose[3:]] == [
        "注：含结转。",
        "单位负责人：甲",
        "制表人：乙",
        "填报日期：2月1日",
    ]


def test_tables_one_below_the_other_are_parted_at_their_titles() -> None:
    workbook = openpyxl.Workbook()
    filled(
        workbook.worksheets[0],
        [
            ["收入预算表"],
            ["项目", "金额"],
            ["事业收入", 5],
            [],
            ["其他收入", 6],
            ["注：单位万元"],
            [],
            ["支出预算表"],
            [None, "单位：元"],
            ["项目", "金额"],
            ["基本支出", 11],
        ],
    )
    first, second = read(saved(workbook)).pages[0].grids
    assert texts(first) == [["项目", "金额"], ["事业收入", "5"], ["其他收入", "6"]]
    assert texts(second) == [["项目", "金额"], ["基本支出", "11"]]
    assert [line.text for line in second.lead] == ["注：单位万元", "支出预算表", "单位：元"]


def test_the_number_above_a_title_is_not_the_last_row_of_the_table_before() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for name in ("2024年收入总体情况表", "2024年支出总体情况表"):
        number = sheet.max_row + 3
        block: list[list[str | float]] = [["表2"], [name], ["单位：万元"], ["科目编码", "科目名称", "合计"]]
        block.append(["2130301", "行政运行", 9.5])
        for n, row in enumerate(block):
            for place, value in enumerate(row, 1):
                sheet.cell(number + n, place, value)
        for n in (0, 1):
            sheet.merge_cells(start_row=number + n, start_column=1, end_row=number + n, end_column=3)
    for grid in read(saved(workbook)).pages[0].grids:
        assert [row[0] for row in texts(grid)] == ["科目编码", "2130301"]
        assert grid.lead[0].text == "表2"


def test_numbers_stand_as_the_workbook_shows_them() -> None:
    workbook = openpyxl.Workbook()
    shown_as = [
        (201, "000", "201"),
        (3, "00", "03"),
        (1234.5678, "#,##0.00", "1,234.57"),
        (0.747, "0.0%", "74.7%"),
        (0, '#,##0.00;-#,##0.00;"-"', "-"),
        (-5.5, "0.00", "-5.50"),
        ("0701", "@", "0701"),
        (16.1, "General", "16.1"),
        (123456, "0!.0000", "12.3456"),
        (1234567, "#,##0,", "1,235"),
        (12.5, "0.0#", "12.5"),
        (dt.date(2024, 3, 1), "yyyy-mm-dd", "2024-03-01"),
        (dt.date(2024, 3, 1), 'yyyy"年"m"月"d"日"', "2024年3月1日"),
    ]
    filled(workbook.worksheets[0], [["列"] * len(shown_as), [value for value, _, _ in shown_as]])
    for cell, (_, code, _) in zip(workbook.worksheets[0][2], shown_as, strict=True):
        cell.number_format = code
    grid = read(saved(workbook)).pages[0].grids[0]
    assert texts(grid)[1] == [text for _, _, text in shown_as]


def test_the_strict_variant_of_the_format_is_shown_alike() -> None:
    workbook = revenue()
    workbook.worksheets[0]["C6"].number_format = "#,##0.000"
    strict = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(workbook))) as usual, zipfile.ZipFile(strict, "w") as package:
        for member in usual.namelist():
            part = re.sub(
                rb"http://schemas.openxmlformats.org/(spreadsheetml|officeDocument)/2006/",
                rb"http://purl.oclc.org/ooxml/\1/",
                usual.read(member),
            )
            package.writestr(member, part)
    assert texts(read(strict.getvalue()).pages[0].grids[0])[2] == ["070", "某局", "4,458.960", "419"]


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_an_amount_stored_in_binary_is_shown_as_it_was_typed(amount: object) -> None:
    typed = f"{amount:.2f}"
    assert shown(float(typed), "0.00").replace("-0.00", "0.00") == typed.replace("-0.00", "0.00")
    plain = typed.rstrip("0").rstrip(".")
    assert shown(float(typed)) == ("0" if plain == "-0" else plain)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0, '[=0]"";0.00', ""),
        (-5, '[=0]"";0.00', "-5.00"),
        (123456, '[>=10000]0!.0,"万";0', "12.3万"),
        (123, '[>=10000]0!.0,"万";0', "123"),
        (5, "[>=10000]#,##0.0;[<0]-0.0;0.00", "5.00"),
        (-5, "[<0]-0.0;0.0", "-5.0"),
        (50, "[>100]0.0", "50"),
        (1427080, "0.00,", "1427.08"),
        (14270800, "#,##0.00,,", "14.27"),
        (-3, "0.00;@", "-3.00"),
        (-5.5, "0.0;[Red]0.0", "5.5"),
        (0, "0.0;-0.0;;@", ""),
    ],
)
def test_the_part_of_a_format_that_a_number_meets(value: float, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_what_is_hidden_is_named_and_not_read() -> None:
    workbook = revenue()
    sheet = workbook.worksheets[0]
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["A"].hidden = True
    filled(workbook.create_sheet("底稿"), [["a", "b"], ["c", 9.99]]).sheet_state = "hidden"
    source = read(saved(workbook))
    assert [texts(grid) for page in source.pages for grid in page.grids] == [[row[1:] for row in PRINTED[:3]]]
    assert source.pages[0].grids[0].lead[0].text == "收入总体情况表"
    assert [problem.kind for problem in source.problems] == ["hidden_sheet", "hidden_cells"]
    assert "底稿" in source.problems[0].message


def test_rows_and_columns_of_no_size_are_hidden() -> None:
    workbook = revenue()
    sheet = workbook.worksheets[0]
    sheet.row_dimensions[7].height = 77
    sheet.column_dimensions["A"].width = 77
    data = saved(workbook)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        written = package.read("xl/worksheets/sheet1.xml")
    assert written.count(b'"77"') == 2
    source = read(rewritten(data, "xl/worksheets/sheet1.xml", written.replace(b'"77"', b'"0"')))
    assert texts(source.pages[0].grids[0]) == [row[1:] for row in PRINTED[:3]]


def far_corner() -> bytes:
    workbook = revenue()
    workbook.worksheets[0]["XFD1048576"] = 1
    return saved(workbook)


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (b"", "malformed"),
        (b"PK\x03\x04 not a zip", "malformed"),
        (saved(revenue())[:2000], "malformed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "malformed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (rewritten(saved(revenue()), "xl/worksheets/sheet1.xml", b"<worksheet"), "malformed"),
        (rewritten(saved(revenue()), "xl/worksheets/sheet1.xml", b" " * 300_000_000), "too_big"),
        (far_corner(), "too_big"),
    ],
    ids=["empty", "garbage", "cut off", "broken ole", "encrypted", "broken xml", "bomb", "far corner"],
)
def test_what_cannot_be_read_has_an_outcome_and_a_problem(data: bytes, outcome: str) -> None:
    source = read(data)
    assert (source.outcome, len(source.problems), source.pages) == (outcome, 1, [])
