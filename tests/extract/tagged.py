"""Tagged PDFs with whatever tree a test wants: texts in marked contents, tables of cells that name these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.readers.pdf import read
from tests.extract.unlined import texts

Mark = tuple[int, int]
"""(number of the page from 0, number of the content on it)."""

WIDE, HIGH = 600, 400
_FONT = """<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[
<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 5>>
/DW 1000/W[1 95 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]
/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 80>>>>]>>"""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell; a table inside it as well."""

    marks: Sequence[Mark] = ()
    rows: int = 1
    columns: int = 1
    spans: bool = True
    """Whether the file says how far the cell spans."""
    table: Sequence[Sequence[Cell]] = ()


@dataclass
class Tagged:
    pages: list[list[str]] = field(default_factory=list)
    tables: list[Sequence[Sequence[Cell]]] = field(default_factory=list)
    rotate: int = 0

    def page(self) -> None:
        self.pages.append([])
        self._next = 0

    def write(self, text: str, x: float, top: float, *, marked: bool = True, grey: float = 0) -> Mark:
        """Text in a content of its own; not ``marked``: outside of the tree, as page numbers are."""
        mark = (len(self.pages) - 1, self._next if marked else -1)
        begin = f"/P <</MCID {self._next}>> BDC" if marked else "/Artifact BMC"
        self._next += marked
        first, last = (part.encode("utf-16-be").hex() for part in (text[:-1], text[-1]))
        inner = f"/Span <</Lang (zh-CN)>> BDC <{first}> Tj EMC <{last}> Tj"  # as Word nests them
        self.pages[-1].append(f"{begin} BT {grey} g /F 9 Tf {x} {HIGH - top - 9} Td {inner} ET EMC")
        return mark

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pages[-1].append(f"{x0} {HIGH - y0} m {x1} {HIGH - y1} l S")

    def rows(self, rows: Sequence[str], columns: Sequence[float], top: float, leading: float = 16) -> list[list[Cell]]:
        """Rows of texts parted by |, each at the left edge of its column; a blank cell has no content."""
        return [
            [
                Cell([self.write(text, x, top + n * leading)] if text else [])
                for x, text in zip(columns, row.split("|"), strict=True)
            ]
            for n, row in enumerate(rows)
        ]

    def data(self, *, tree: bool = True) -> bytes:
        objects = ["", "", _FONT]
        kids = []
        for content in self.pages:
            stream = "\n".join(content)
            objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
            objects.append(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDE} {HIGH}]/Rotate {self.rotate}"
                f"/Resources<</Font<</F 3 0 R>>>>/Contents {len(objects)} 0 R>>"
            )
            kids.append(len(objects))
        tables = "".join(_table(table, kids) for table in self.tables)
        objects.append(f"<</S/Document/K[{tables}{len(objects) + 1} 0 R]>>")  # as damaged files do: it holds itself
        root = f"/StructTreeRoot<</Type/StructTreeRoot/K {len(objects)} 0 R>>" if tree else ""
        objects[0] = f"<</Type/Catalog/Pages 2 0 R{root}>>"
        objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(f'{kid} 0 R' for kid in kids)}]>>"
        return _file(objects)


def _table(rows: Sequence[Sequence[Cell]], pages: Sequence[int]) -> str:
    lines = ["".join(_cell(cell, pages) for cell in row) for row in rows]
    return f"<</S/Table/K[{''.join(f'<</S/TR/K[{line}]>>' for line in lines)}]>>"


def _cell(cell: Cell, pages: Sequence[int]) -> str:
    content = "".join(f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {number}>>" for page, number in cell.marks)
    inner = _table(cell.table, pages) if cell.table else ""
    spans = f"/A<</O/Table/RowSpan {cell.rows}/ColSpan {cell.columns}>>" if cell.spans else ""
    return f"<</S/TD{spans}/K[<</S/P/K[{content}]>>{inner}]>>"


def _file(objects: Sequence[str]) -> bytes:
    body, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def grids(document: Tagged, *, tree: bool = True) -> list[list[list[list[str | None]]]]:
    """Each page's grids as texts."""
    return [[texts(grid) for grid in page.grids] for page in read(document.data(tree=tree)).pages]
