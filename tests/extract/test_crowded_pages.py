"""Pages that draw many lines: the cells are pdfplumber's, and where no table has so many they are told, not read."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest
from pdfplumber.table import TableFinder
from reportlab.pdfgen.canvas import Canvas

from archive.media import PDF
from extract.readers import read
from extract.readers.page.ruling.crossings import cells_of, crossings_of, tables_of_cells
from tests.extract.drawing import Frame, drawn

MERGED = Frame(["项目|<|2023年|2024年", "类|款|预算数|<", "201|01|1.00|2.00", "^|02|3.00|4.00"])
TWO = Frame(["合计|1.00", "其他|2.00"], columns=(10, 30, 60))


def _crossed(lines: int, wide: float) -> bytes:
    """A page with as many lines down as across, and a sentence below them."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=(wide, wide), invariant=1)
    for n in range(lines):
        at = 100 + n * (wide - 200) / (lines - 1)
        canvas.line(100, at, wide - 100, at)
        canvas.line(at, 100, at, wide - 100)
    canvas.drawString(100, 50, "42")
    canvas.save()
    return data.getvalue()


@pytest.mark.parametrize("frames", [(MERGED,), (MERGED, TWO), (TWO, MERGED, MERGED)])
def test_tables_and_cells_are_those_that_pdfplumber_finds(frames: tuple[Frame, ...]) -> None:
    with pdfplumber.open(BytesIO(drawn([*frames]))) as pdf:
        (page,) = pdf.pages
        found = TableFinder(page)
    cells = cells_of(crossings_of(found.edges, 3, 3))
    assert cells == found.cells
    assert tables_of_cells(cells) == [table.cells for table in found.tables]


def test_more_crossings_than_any_table_has_are_told_and_the_words_are_read() -> None:
    source = read(_crossed(160, 2000), PDF)
    (page,) = source.pages
    assert [(problem.kind, problem.page) for problem in source.problems] == [("too_many_lines", 1)]
    assert not page.grids
    assert [line.text for line in page.prose] == ["42"]


def test_a_table_of_thousands_of_cells_is_read() -> None:
    source = read(_crossed(60, 2000), PDF)
    assert not source.problems
    assert [(len(grid.rows), grid.width) for page in source.pages for grid in page.grids] == [(59, 59)]
