"""What the inspection says of a document: columns, row kinds and problems, on the image and in HTML."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from parsel import Selector
from PIL import Image, ImageChops, ImageStat
from reportlab.pdfgen.canvas import Canvas

from archive.extracted import Extraction
from archive.findings import Findings
from archive.media import PDF
from extract.assemble import assemble
from extract.document import Cell, Source
from extract.identity import Hints
from extract.inspection import page_image
from extract.inspection.annotate import annotated
from extract.inspection.inspecting import Drawing, Inspection, inspect
from extract.inspection.lettering import chinese_font, plain_font
from extract.inspection.page_image import NO_COLUMN, PageError, draw_page
from extract.inspection.report import entry, write_document, write_report
from extract.inspection.views import HEADER, UNREAD, TableView
from extract.readers import read
from extract.task import Task
from forms.text import fold
from publish.values import value_label
from samples.documents.build import path_of

SLUG = "xc-kjj-2024"


def source_of(slug: str = SLUG) -> Source:
    return read(path_of(slug).read_bytes(), PDF)


def seen(source: Source) -> list[TableView]:
    return annotated(source, assemble(source, Hints()))


@cache
def sample_views() -> list[TableView]:
    return seen(source_of())


def view_of(views: list[TableView], form: str) -> TableView:
    return next(view for view in views if view.form == form)


def marks_of(view: TableView, label: str) -> set[str | None]:
    """Marks of the row that prints a label."""
    row = next(r for r, cells in enumerate(view.rows) for cell in cells if cell and fold(cell.text) == label)
    return {view.marks.get((row, column)) for column in range(len(view.rows[row]))}


def with_text(source: Source, form: str, old: str, new: str) -> int:
    """Sets the first cell that prints ``old`` in a form's first grid anew; returns its row."""
    view = view_of(sample_views(), form)
    grid = [grid for page in source.pages for grid in page.grids][view.number - 1]
    cells = ((r, c, cell) for r, row in enumerate(grid.rows) for c, cell in enumerate(row) if cell)
    r, c, box = next((r, c, cell.box) for r, c, cell in cells if fold(cell.text) == old)
    grid.rows[r][c] = Cell(new, box)
    return r


def test_every_column_and_row_of_a_form_is_told() -> None:
    revenue = view_of(sample_views(), "收入总体情况表")
    assert [column.label for column in revenue.columns][:6] == [
        "单位代码", "单位名称", "总计", "本年收入合计", "一般公共预算", "其中：财政拨款",
    ]  # fmt: skip
    assert len(revenue.columns) == 20
    assert all(column.label and column.span for column in revenue.columns)
    assert marks_of(revenue, "064") == {"部门"}
    assert marks_of(revenue, "064002") == {"明细"}
    assert revenue.marks[0, 0] == HEADER
    spans = [column.span for column in revenue.columns if column.span]
    assert all(left[1] <= right[0] + 1 for left, right in pairwise(spans))


def test_a_two_sided_form_is_marked_side_by_side() -> None:
    balance = view_of(sample_views(), "财政拨款收支总体情况表")
    row = next(r for r, cells in enumerate(balance.rows) if cells[0] and fold(cells[0].text) == "其中：财政拨款")
    assert [balance.marks.get((row, column)) for column in range(4)] == ["其中", "其中", "明细", "明细"]
    assert [column.label for column in balance.columns][:4] == ["收入：项目", "收入：合计", "支出：项目", "支出：合计"]


@pytest.mark.parametrize("slug", [SLUG, "pds-slj-2023"])
def test_a_document_read_whole_has_no_row_left_over(slug: str) -> None:
    views = sample_views() if slug == SLUG else seen(source_of(slug))
    assert len([view for view in views if view.form]) > 8
    assert not [(view.form, view.problems) for view in views if view.problems]
    assert not [(view.form, at) for view in views for at, mark in view.marks.items() if mark == UNREAD]


def test_a_row_that_does_not_add_up_and_a_column_without_place_are_marked() -> None:
    source = source_of()
    row = with_text(source, "收入总体情况表", "294.35", "295.35")
    with_text(source, "收入总体情况表", "其他收入", "捐赠所得")
    view = view_of(seen(source), "收入总体情况表")
    assert row in view.problems
    assert any("不成立" in message and "2,953,500" in message for message in view.problems[row])
    assert [column.number for column in view.columns if column.label is None] == [14]
    assert view.columns[13].path == "本年收入／捐赠所得"


def test_figures_that_became_no_row_are_marked() -> None:
    source = source_of()
    grids = [grid for page in source.pages for grid in page.grids]
    unread, other = (view_of(sample_views(), form) for form in ("支出总体情况表", "“三公”经费支出情况表"))
    for view, unit in ((unread, "贯"), (other, "千元")):  # no unit of its own, and the others do not agree on one
        grid = grids[view.number - 1]
        grid.lead = [replace(line, text=line.text.replace("万元", unit)) for line in grid.lead]
    view = view_of(seen(source), "支出总体情况表")
    figures = {r for (r, _), mark in unread.marks.items() if mark not in (HEADER, UNREAD)}
    assert {r for (r, _), mark in view.marks.items() if mark == UNREAD} == figures


def drawn(views: list[TableView], target: Path) -> Image.Image:
    with pypdfium2.PdfDocument(path_of(SLUG)) as pdf:
        page = next(view.page for view in views)
        assert page
        draw_page(pdf, page, views, target)
    return Image.open(target).convert("RGB")


def colour(image: Image.Image, at: tuple[int, int]) -> tuple[int, ...]:
    pixel = image.getpixel(at)
    assert isinstance(pixel, tuple)
    return pixel


def test_the_image_shades_rows_and_frames_what_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_image, "chinese_font", lambda _size: None)
    source = source_of()
    row = with_text(source, "收入总体情况表", "294.35", "295.35")
    view = view_of(seen(source), "收入总体情况表")
    plain = drawn([replace(view, marks={}, problems={}, columns=[], box=None)], tmp_path / "plain.png")
    image = drawn([view], tmp_path / "page.png")
    assert image.size == plain.size  # no font with Chinese, no legend: numbers and colours remain
    scale = image.width / 841.9
    box = view.row_box(row)
    assert box
    blank = round((box[2] - 6) * scale), round((box[1] + box[3]) / 2 * scale)
    assert colour(plain, blank) == (255, 255, 255)
    red, green, blue = colour(image, blank)
    assert green > red
    assert green > blue
    margin = [
        colour(image, (round(box[0] * scale) - 4, y))
        for y in range(round(box[1] * scale) + 3, round(box[3] * scale) - 2)
    ]
    assert all(pixel[0] > 200 and pixel[1] < 60 for pixel in margin)


def sheet(turn: int) -> bytes:
    """A table on a sheet that is not square, its text running as on a page bound in sideways."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(700, 500) if turn % 180 == 0 else (500, 700))
    canvas.translate(*{0: (0, 0), 90: (500, 0), 270: (0, 700)}[turn])
    canvas.rotate(turn)
    for row in range(4):
        for column in range(3):
            canvas.rect(60 + 120 * column, 400 - 25 * row, 120, 25)
            canvas.drawString(70 + 120 * column, 407 - 25 * row, f"{row + 1},{column}83.80")
    canvas.save()
    return data.getvalue()


@pytest.mark.parametrize("turn", [90, 270])
def test_a_page_that_lies_on_its_side_is_drawn_as_it_was_read(tmp_path: Path, turn: int) -> None:
    images = []
    for name, data in (("upright", sheet(0)), ("turned", sheet(turn))):
        (tmp_path / f"{name}.pdf").write_bytes(data)
        inspection = inspect(Task(name, tmp_path / f"{name}.pdf", PDF, Hints()), Drawing(tmp_path / name))
        images.append(Image.open(inspection.images[1]).convert("L"))
    upright, turned = images
    assert upright.size == turned.size
    assert ImageStat.Stat(ImageChops.difference(upright, turned)).mean[0] < 1
    frame = upright.getpixel((round(60 * upright.height / 500), round(150 * upright.height / 500)))
    assert isinstance(frame, int)
    assert frame < 200, "the table's frame is drawn"


def tree_of(page: Path) -> Selector:
    return Selector(page.read_text(encoding="utf-8"))


def text_of(page: Path) -> str:
    return tree_of(page).xpath("string()").get("")


def test_the_pages_show_labels_for_codes(tmp_path: Path) -> None:
    found = found_of("甲", passed=3, failed=1)
    inspection = Inspection(Extraction("ok", PDF))
    page = write_document(found, inspection, tmp_path / "a", value_label)
    index = write_report([entry(found, inspection, page, tmp_path)], tmp_path, label=value_label)
    for written in (page, index):
        text = text_of(written)
        assert "行没有归处" in text
        assert "完整" in text
        assert "row_unplaced" not in text
        assert "application/pdf" not in text


def test_the_legend_stands_beside_the_page_where_a_font_has_chinese(tmp_path: Path) -> None:
    if chinese_font(15) is None:
        pytest.skip("no font with Chinese characters on this machine")
    view = view_of(sample_views(), "收入总体情况表")
    image = drawn([view], tmp_path / "page.png")
    assert image.width > 841.9 * image.height / 595.3 + 300
    ink = image.crop((image.width - 400, 0, image.width, image.height)).convert("L").histogram()
    assert sum(ink[:100]) > 2000


def test_a_page_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pypdfium2.PdfDocument(path_of(SLUG)) as pdf, pytest.raises(PageError, match="no page 99: the document has"):
        draw_page(pdf, 99, [], tmp_path / "page.png")


def found_of(name: str, *, passed: int | None, failed: int | None) -> Findings:
    problem = {"kind": "row_unplaced", "message": "<b>行</b>", "page": 2, "printed": None}
    wrong = {"rule": "revenue:row", "description": "合计", "left_value": 100.5, "right_value": 1, "difference": 99.5}
    return Findings(
        document="ab" * 32, name=name, file_name="名.pdf", city="许昌市", department="局", year=2024, stage="预算",
        scope="部门", media_type=PDF, pages=3, outcome="ok", numbers_printed=10, numbers_captured=9, numbers_unplaced=0,
        checks_passed=passed, checks_failed=failed, forms={"revenue": "filled"}, problems=[problem],
        failed=[{**wrong, "location": "第 1 行"}] if failed else [],
    )  # fmt: skip


def test_the_pages_escape_what_was_printed_and_load_nothing_from_elsewhere(tmp_path: Path) -> None:
    view = replace(sample_views()[0], page=None, title="<script>alert(1)</script>")
    inspection = Inspection(Extraction("ok", PDF), [view], undrawn=["<img src=x>"])
    found = found_of("<script>alert(2)</script>", passed=3, failed=1)
    page = write_document(found, inspection, tmp_path / "a")
    index = write_report([entry(found, inspection, page, tmp_path)], tmp_path, ["<i>坏</i>"])
    for written in (page, index):
        tree = tree_of(written)
        assert not tree.xpath("//script | //i | //b[text()='行'] | //link | //img[@src='x']")
        assert "<script>alert(2)</script>" in text_of(written)
        for address in tree.xpath("//@href | //@src").getall():
            assert address.startswith("#") or (written.parent / address).is_file()
    assert "100.5" in page.read_text(encoding="utf-8")


def test_the_report_counts_documents_with_checks_only(tmp_path: Path) -> None:
    entries = [
        entry(
            found_of(name, passed=passed, failed=failed),
            Inspection(Extraction("ok", PDF)),
            tmp_path / "x.html",
            tmp_path,
        )
        for name, passed, failed in (("甲", 3, 0), ("乙", 5, 1), ("丙", None, None), ("丁", 7, 0))
    ]
    text = text_of(write_report(entries, tmp_path))
    assert "核对全部通过的文件：2 / 3" in text
    assert "通过的核对：15 / 16" in text
    assert "读出的数：36 / 40" in text


@pytest.mark.parametrize(("unplaced", "marked"), [(0, True), (1, False)])
def test_figures_kept_under_their_header_are_not_marked_as_unread(
    tmp_path: Path, unplaced: int, *, marked: bool
) -> None:
    found = replace(found_of("甲", passed=3, failed=0), numbers_unplaced=unplaced)
    line = entry(found, Inspection(Extraction("ok", PDF)), tmp_path / "x.html", tmp_path)
    tree = tree_of(write_report([line], tmp_path))
    cells = dict(zip(tree.xpath("//table[1]//th/text()").getall(), tree.xpath("//table[1]//tr[2]/td"), strict=True))
    figures = [cells[name].xpath("text()").get("") for name in ("印出的数", "读出", "另存")]
    assert figures == ["10", "9", str(unplaced or "")]
    assert ("bad" in cells["读出"].attrib["class"]) is marked


def test_a_document_that_brings_its_reader_down_is_told_not_raised(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(path_of(SLUG).read_bytes()[:5000])
    inspection = inspect(Task("x", broken, PDF, Hints()), Drawing(tmp_path / "images"))
    assert inspection.extraction.outcome == "malformed"
    assert not inspection.views
    assert not inspection.images


def test_the_mark_of_an_unmapped_column_is_in_the_font_of_the_numbers() -> None:
    font = plain_font(12)
    assert bytes(font.getmask(NO_COLUMN)) != bytes(font.getmask("\uffff"))
