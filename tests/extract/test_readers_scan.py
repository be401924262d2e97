"""Scanned pages: sample pages drawn as images, and what must not stop a run."""

from __future__ import annotations

import io
import sys
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

pytest.importorskip("rapidocr", reason="needs the extra ocr: pip install 'yusuan[ocr]'")
pytest.importorskip("onnxruntime", reason="needs the extra ocr: pip install 'yusuan[ocr]'")

import cv2
import docx
import numpy as np
from numpy.typing import NDArray
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from archive.media import DOCX, media_type
from extract.document import Grid
from extract.identity import Hints
from extract.readers import pdf, read
from extract.readers.limits import Limits
from extract.readers.ocr import recogniser
from extract.readers.ocr.ruling import ruled_tables, ruling_lines
from extract.tables.joining import whole_tables
from extract.task import Task
from extract.worker import convert
from forms.money import is_number
from tests.extract import unlined
from tests.extract.drawing import Frame, Sheet
from tests.extract.drawing import drawn as ruled_pages

SAMPLE = Path("samples/documents/pdf/pds-zwfw-2023.pdf")


def drawn(number: int, dpi: int = 150) -> Image.Image:
    with pypdfium2.PdfDocument(SAMPLE) as document:
        image: Image.Image = document[number - 1].render(scale=dpi / 72).to_pil()
    return image.convert("L")


def as_pdf(*images: Image.Image, dpi: int = 150) -> bytes:
    data = io.BytesIO()
    images[0].save(data, "PDF", save_all=True, append_images=images[1:], resolution=dpi)
    return data.getvalue()


def as_png(image: Image.Image) -> bytes:
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def numbers(grids: list[Grid]) -> Counter[str]:
    return Counter(cell.text for grid in grids for row in grid.rows for cell in row if cell and is_number(cell.text))


@pytest.fixture(scope="module")
def printed() -> list[tuple[int, list[Grid]]]:
    """Pages of the sample that print many numbers, and their tables by the text layer."""
    pages = pdf.read(SAMPLE.read_bytes()).pages
    return [(page.number or 0, page.grids) for page in pages if numbers(page.grids).total() >= 25]


def test_a_scanned_page_gives_the_numbers_of_its_text_layer_in_their_places(
    printed: list[tuple[int, list[Grid]]],
) -> None:
    number, grids = printed[0]
    source = read(as_pdf(drawn(number).rotate(1, fillcolor=255)), "application/pdf")
    page = source.pages[0]
    assert (source.outcome, page.number, page.recognised) == ("ok", 1, True)
    assert numbers(page.grids) == numbers(grids)
    for grid, other in zip(grids, page.grids, strict=True):
        assert [[cell is None for cell in row] for row in other.rows] == [[c is None for c in row] for row in grid.rows]
    confidences = [cell.confidence for grid in page.grids for row in grid.rows for cell in row if cell and cell.text]
    assert all(confidence is not None and 0 < confidence <= 1 for confidence in confidences)
    assert page.grids[0].lead
    assert Counter(word for line in page.tokens for word in line if is_number(word)) >= numbers(grids)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_picture_on_its_side_is_set_upright(printed: list[tuple[int, list[Grid]]], turn: int) -> None:
    number, grids = printed[1]
    source = read(as_png(drawn(number).rotate(turn, expand=True, fillcolor=255)), "image/png")
    assert (source.outcome, source.media_type, source.page_count) == ("ok", "image/png", 1)
    assert numbers(source.pages[0].grids) == numbers(grids)


def with_seal(image: Image.Image) -> Image.Image:
    """The page with a red seal of 4 cm over the middle of it, as its paper shows the ink."""
    seal = Image.new("RGB", image.size, "white")
    x, y = image.width * 0.6, image.height * 0.3
    draw = ImageDraw.Draw(seal)
    draw.ellipse((x - 120, y - 120, x + 120, y + 120), outline=(215, 40, 40), width=9)
    star = [(x, y - 50), (x + 30, y + 40), (x - 48, y - 15), (x + 48, y - 15), (x - 30, y + 40)]
    draw.polygon(star, fill=(215, 40, 40))
    return ImageChops.multiply(image.convert("RGB"), seal)


def test_a_seal_over_the_figures_hides_none(printed: list[tuple[int, list[Grid]]]) -> None:
    number, grids = printed[0]
    page = drawn(number)
    source = read(as_pdf(with_seal(page)), "application/pdf")
    found = numbers(source.pages[0].grids)
    assert found.total() >= numbers(grids).total() - 1
    assert not found - numbers(grids)
    assert [len(row) for row in source.pages[0].grids[0].rows] == [len(row) for row in grids[0].rows]


def test_two_pages_scanned_side_by_side_are_two(printed: list[tuple[int, list[Grid]]]) -> None:
    upright = [(number, grids) for number, grids in printed if drawn(number, 20).height > drawn(number, 20).width]
    (left, left_grids), (right, right_grids) = upright[:2]
    pages = drawn(left), drawn(right)
    sheet = Image.new("L", (pages[0].width * 2, pages[0].height), 255)
    for place, page in enumerate(pages):
        sheet.paste(page, (place * page.width, 0))
    source = read(as_pdf(sheet), "application/pdf")
    assert [numbers(page.grids) for page in source.pages] == [numbers(left_grids), numbers(right_grids)]
    assert ([page.number for page in source.pages], source.page_count) == ([1, 1], 1)
    assert min(grid.box[0] for grid in source.pages[1].grids if grid.box) > pages[0].width * 72 / 150


def test_text_without_characters_is_read_from_the_image(printed: list[tuple[int, list[Grid]]]) -> None:
    number, grids = printed[0]
    single = pypdfium2.PdfDocument.new()
    with pypdfium2.PdfDocument(SAMPLE) as document:
        single.import_pages(document, [number - 1])
    data = io.BytesIO()
    single.save(data)
    source = read(data.getvalue().replace(b"/ToUnicode", b"/NoUnicode"), "application/pdf")
    assert source.outcome == "ok"
    assert [(problem.kind, problem.page) for problem in source.problems] == [("text_unreadable", 1)]
    assert source.pages[0].recognised
    assert numbers(source.pages[0].grids) == numbers(grids)


@pytest.mark.parametrize("invisible", [True, False])
def test_the_invisible_text_of_another_recognition_is_not_taken(
    printed: list[tuple[int, list[Grid]]], invisible: bool
) -> None:
    number, grids = printed[0]
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842))
    canvas.drawImage(ImageReader(drawn(number)), 0, 0, 595, 842)
    text = canvas.beginText(60, 700)
    text.setTextRenderMode(3 if invisible else 0)
    for _ in range(9):
        text.textLine("l354.l8 l354.l8 OO.OO")
    canvas.drawText(text)
    canvas.save()
    page = read(data.getvalue(), "application/pdf").pages[0]
    assert page.recognised == invisible
    assert (numbers(page.grids) == numbers(grids)) == invisible


def test_only_pages_without_a_text_layer_are_recognised(printed: list[tuple[int, list[Grid]]]) -> None:
    number, grids = printed[0]
    with pypdfium2.PdfDocument(SAMPLE) as document, pypdfium2.PdfDocument(as_pdf(drawn(number))) as scanned:
        mixed = pypdfium2.PdfDocument.new()
        mixed.import_pages(document, [number - 1])
        mixed.import_pages(scanned)
        data = io.BytesIO()
        mixed.save(data)
        mixed.close()
    source = read(data.getvalue(), "application/pdf")
    assert [page.recognised for page in source.pages] == [False, True]
    assert [numbers(page.grids) for page in source.pages] == [numbers(grids)] * 2
    unread = read(data.getvalue(), "application/pdf", limits=Limits(recognition=False))
    assert [page.recognised for page in unread.pages] == [False, False]


def test_a_table_shown_as_a_picture_in_a_word_file(printed: list[tuple[int, list[Grid]]]) -> None:
    number, grids = printed[1]
    document = docx.Document()
    document.add_paragraph("某局2024年度部门预算")
    document.add_picture(io.BytesIO(as_png(drawn(number))), width=docx.shared.Cm(18))
    data = io.BytesIO()
    document.save(data)
    source = read(data.getvalue(), DOCX)
    assert (source.outcome, source.page_count, source.problems) == ("ok", 0, [])
    assert numbers([grid for page in source.pages for grid in page.grids]) == numbers(grids)
    unread = read(data.getvalue(), DOCX, limits=Limits(recognition=False))
    assert [problem.kind for problem in unread.problems] == ["picture"]


def test_a_row_that_the_end_of_a_scanned_page_cuts_is_whole() -> None:
    header = "项目编码|项目名称|资金总额|三级指标|指标值"
    rows = ["410|城区道路清扫|12.50|主要道路清扫|≥95%", "411|城区环境卫生|9.50|道路清扫保洁|≥90%"]
    wide = (0, 9, 18, 27, 36, 60)
    first: Sheet = ["项目绩效目标汇总表", "单位：万元", Frame([header, *rows], wide)]
    later = [Frame(["|整治经费||覆盖率|", "412|河道清淤|3.50|清淤里程|≥20里"], wide)]
    with pypdfium2.PdfDocument(ruled_pages(first, later)) as document:
        images = [page.render(scale=200 / 72).to_pil().convert("L") for page in document]
    (table,) = whole_tables(read(as_pdf(*images, dpi=200), "application/pdf").pages)
    assert [cell and cell.text.replace("\n", "") for cell in table.rows[1]] == [
        "411",
        "城区环境卫生整治经费",
        "9.50",
        "道路清扫保洁覆盖率",
        "≥90%",
    ]
    assert len(table.rows) == 3


def test_an_image_of_a_page_under_its_page_number_is_recognised_and_a_blank_page_is_not() -> None:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842))
    canvas.drawImage(ImageReader(drawn(1)), 0, 0, 595, 842)
    canvas.drawString(290, 20, "- 3 -")
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    source = read(data.getvalue(), "application/pdf")
    assert [page.recognised for page in source.pages] == [True, False]
    assert len(source.pages[0].lines) > 3


@pytest.mark.parametrize("limits", [Limits(seconds_a_page=0), Limits(seconds_on_average=0)], ids=["page", "document"])
def test_what_takes_too_long_is_left_out_and_named(limits: Limits) -> None:
    source = read(as_pdf(drawn(1)), "application/pdf", limits=limits)
    assert source.outcome == "scanned"
    assert [(problem.kind, problem.page) for problem in source.problems] == [("page_timeout", 1)]


def test_scanned_pages_take_time_of_their_own_beside_the_documents(
    printed: list[tuple[int, list[Grid]]], tmp_path: Path
) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(as_pdf(*(drawn(number) for number, _ in printed[:3])))
    extraction = convert(Task("d", path, "application/pdf", Hints()), timeout=2)
    assert extraction.outcome not in ("timeout", "partial")
    assert {"timeout", "page_timeout"}.isdisjoint(problem.kind for problem in extraction.problems)
    assert {table["page"] for found in extraction.disclosures for table in found.source_tables} == {1, 2, 3}


def test_a_landscape_page_of_wide_lines_is_recognised_in_the_memory_of_a_worker(tmp_path: Path) -> None:
    """Wide lines taken together need more the wider they are."""
    line = "各项指标由各部门按照职责和年度主要任务逐项填写并与项目支出预算相互衔接" * 4
    table = unlined.Unlined("\n".join([line[:120]] * 24), (760,), size=6)
    with pypdfium2.PdfDocument(unlined.drawn([table])) as document:
        image = document[0].render(scale=200 / 72).to_pil().convert("L")
    path = tmp_path / "wide.pdf"
    path.write_bytes(as_pdf(image, dpi=200))
    extraction = convert(Task("d", path, "application/pdf", Hints()))
    assert (extraction.outcome, [p.kind for p in extraction.problems]) == ("not_a_disclosure", ["not_a_disclosure"])


def test_without_the_recognition_installed_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    recogniser._engine.cache_clear()
    source = read(as_pdf(drawn(1)), "application/pdf")
    assert source.outcome == "scanned"
    assert "yusuan[ocr]" in source.problems[-1].message


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (b"\x89PNG\r\n\x1a\n garbage", "malformed"),
        (as_png(Image.new("L", (900, 1200), 255)), "scanned"),
        (as_png(Image.new("1", (30_000, 30_000))), "malformed"),
    ],
    ids=["garbage", "blank", "bomb"],
)
def test_what_shows_nothing_has_an_outcome_and_a_problem(data: bytes, outcome: str) -> None:
    source = read(data, media_type(data))
    assert (source.outcome, len(source.problems)) == (outcome, 1)


def ruled(xs: list[int], ys: list[int], gaps: list[tuple[int, int, int, int]]) -> NDArray[np.uint8]:
    """Ink of ruling lines at these places, with the given boxes left out."""
    ink = np.zeros((700, 1000), np.uint8)
    for y in ys:
        cv2.line(ink, (100, y), (900, y), 255, 2)
    for x in xs:
        cv2.line(ink, (x, ys[0]), (x, ys[-1]), 255, 2)
    for x0, y0, x1, y1 in gaps:
        ink[y0:y1, x0:x1] = 0
    return ink


@pytest.mark.parametrize(
    ("xs", "gaps", "cells"),
    [
        ([100, 300, 600, 900], [], [[0, 1, 2], [3, 4, 5]]),
        ([100, 300, 600, 900], [(590, 210, 610, 290)], [[0, 1, 1], [3, 4, 5]]),
        ([100, 300, 600, 900], [(110, 290, 290, 310)], [[0, 1, 2], [0, 4, 5]]),
        ([300, 600], [], [[0, 1, 2], [3, 4, 5]]),
    ],
    ids=["plain", "merged across", "merged down", "open at the sides"],
)
def test_cells_are_parted_by_ruling_lines(
    xs: list[int],
    gaps: list[tuple[int, int, int, int]],
    cells: list[list[int]],
) -> None:
    (table,) = ruled_tables(*ruling_lines(ruled(xs, [200, 300, 400], gaps), 150), 150)
    assert table.cells == cells
