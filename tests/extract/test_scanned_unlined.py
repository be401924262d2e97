"""Scans of tables without ruling lines: white parts their cells, and they go on over pages."""

from __future__ import annotations

import io

import pypdfium2
import pytest

pytest.importorskip("rapidocr", reason="needs the extra ocr: pip install 'yusuan[ocr]'")
pytest.importorskip("onnxruntime", reason="needs the extra ocr: pip install 'yusuan[ocr]'")

from extract.document import Grid, Page
from extract.readers import read
from tests.extract.unlined import Sheet, Unlined, drawn, printed

HEADER = """
    科目编码|<|<|科目名称|合计|基本支出|<|<|项目支出
    类|款|项|^|^|小计|人员经费|公用经费|^
"""
ROWS = """
    |||合计|832.30|621.30|546.60|74.70|211.00
    201|03|01|行政运行|664.80|453.80|393.10|60.70|211.00
    208|05|05|机关事业单位基本养老保险缴费支出|57.60|57.60|57.60||
"""
REST = """
    210|11|01|行政单位医疗|36.90|36.90|36.90||
    221|02|01|住房公积金|73.00|73.00|59.00|14.00|
"""
COLUMNS = (30, 30, 30, 120, 46, 46, 46, 46, 46)


def scanned(*pages: list[str | Unlined], dpi: int = 200) -> list[Page]:
    """The pages as read from images of them, turned by half a degree."""
    images = []
    with pypdfium2.PdfDocument(drawn(*pages)) as document:
        for page in document:
            image = page.render(scale=dpi / 72).to_pil().convert("L")
            images.append(image.rotate(0.5, fillcolor=255))
    data = io.BytesIO()
    images[0].save(data, "PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return read(data.getvalue(), "application/pdf").pages


def texts(grids: list[Grid]) -> list[list[list[str | None]]]:
    return [[[cell.text if cell else None for cell in row] for row in grid.rows] for grid in grids]


@pytest.mark.parametrize("from_top", [False, True], ids=["middle", "top"])
def test_cells_that_stand_close_are_parted_and_wrapped_ones_are_whole(from_top: bool) -> None:
    first = Unlined(HEADER + ROWS, COLUMNS, header=2, size=10, from_top=from_top)
    rest = Unlined(REST, COLUMNS, size=10, from_top=from_top)
    pages: list[Sheet] = [["支出总体情况表", "单位：万元", first], [rest]]
    found, expected = scanned(*pages), printed(*pages)
    assert [page.recognised for page in found] == [True, True]
    for page, other in zip(found, expected, strict=True):
        assert texts(page.grids) == texts(other.grids)
    assert [line.text for line in found[0].grids[0].lead] == ["支出总体情况表", "单位：万元"]


def test_a_table_with_white_in_its_middle_is_not_two_pages() -> None:
    names = "一二三四五六"
    rows = "\n".join(f"第{name}项|{n}1.50|||第{name}项|{n}2.50" for n, name in enumerate(names, 1))
    columns = (200, 60, 60, 60, 200, 60)
    first = Unlined("项目|金额|||项目|金额\n" + rows, columns, header=1, size=10)
    pages = scanned(["收支总体情况表", "单位：万元", first], [Unlined(rows, columns, size=10)])
    assert [page.number for page in pages] == [1, 2]
    assert [[text for text in row if text] for row in texts(pages[1].grids)[0]] == [
        [f"第{name}项", f"{n}1.50", f"第{name}项", f"{n}2.50"] for n, name in enumerate(names, 1)
    ]


def test_a_page_of_figures_alone_is_read() -> None:
    """No Chinese character tells there how high the type is."""
    rows = "\n".join(f"201|03|{n:02}|{n}1.50|{n}2.50" for n in range(1, 7))
    (page,) = scanned([Unlined(rows, (60, 60, 60, 90, 90), size=10)])
    assert [word for line in page.tokens for word in line if "." in word] == [
        f"{n}{amount}" for n in range(1, 7) for amount in ("1.50", "2.50")
    ]
