"""Word files (.docx): paragraphs and tables in the order of the body, merged cells as Word knows them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.opc.part import Part

from archive.extracted import Problem
from archive.media import DOCX, HTML, MHTML, media_type
from extract.document import Cell, Page, Row, Source
from extract.readers import html
from extract.readers.flow import Flow
from extract.readers.loose import tell_loose
from extract.readers.packed import AGAIN, BROKEN, malformed, refused, transitional
from extract.readers.word.grid import columns_of, grid_lines
from extract.readers.word.notread import in_headers, unprinted
from extract.readers.word.numbering import Numbering, W
from extract.readers.word.printed import children, is_on, mark_hidden, pieces, related, root, text_boxes
from forms.money import is_number

MEDIA_TYPES = (DOCX,)

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_FORMULA = re.compile("Equation|MathType")
_PICTURE = 1_800_000
"""EMU (5 cm): a picture at least so wide and half so high may show a table; a seal does not."""


def read(data: bytes) -> Source:
    """One page without a number, or one before and one behind each document that is embedded as text.

    Headers, footers, hidden text and tracked deletions are left out; hidden text and tables in a header are named.
    """
    stopped = refused(data, DOCX, "Word")
    if stopped:
        return stopped
    try:
        main = OpcPackage.open(io.BytesIO(transitional(data))).main_document_part
        body = root(main).find(f"{W}body")
        numbering, styles = related(main, RELATION.NUMBERING), related(main, RELATION.STYLES)
    except (OpcError, *BROKEN):
        return malformed(DOCX, f"Word 文件已损坏；{AGAIN}")
    if body is None:
        return malformed(DOCX, f"Word 文件没有正文；{AGAIN}")
    mark_hidden(body, styles)
    document = _Document(Numbering(numbering, styles), main)
    document.blocks(body)
    document.embedded += sum(not _FORMULA.match(shown.get("ProgID", "")) for shown in body.iter(_OBJECT))
    source = Source([*document.pages, document.flow.page], DOCX)
    source.pictures = [part for extent in body.iter(f"{_DRAWING}extent") for part in _pictured(extent, main)]
    if document.embedded:
        source.outcome = "partial"
        source.problems.append(
            Problem("embedded", f"正文嵌入了 {document.embedded} 个其他文件（如 Excel 工作表），其中的内容未读取")
        )
    source.problems += unprinted(body) + in_headers(main)
    tell_loose(source)
    return source


class _Document:
    def __init__(self, numbering: Numbering, main: Part) -> None:
        self.pages: list[Page] = []
        self.flow = Flow()
        self.embedded = 0
        self._numbering = numbering
        self._main = main

    def blocks(self, container: Any) -> None:
        """The paragraphs and tables of a body or a text box, those inside content controls too."""
        for child in children(container):
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag == f"{W}altChunk":
                self._embed(child)

    def _embed(self, chunk: Any) -> None:
        """A whole document that Word shows in this place."""
        part = self._main.related_parts.get(chunk.get(f"{_RELATION}id"))
        blob = b"" if part is None else part.blob
        kind = media_type(blob)
        reader = {HTML: html.read, MHTML: html.read, DOCX: read}.get(kind)
        inner = reader(blob) if reader else None
        if inner is None or not inner.pages:
            self.embedded += 1
            return
        self.pages += [self.flow.page, *inner.pages]
        self.flow = Flow()

    def _paragraph(self, paragraph: Any) -> None:
        self.flow.text(self._text(paragraph))
        self._drawings(paragraph)

    def _drawings(self, element: Any) -> None:
        for box in text_boxes(element):
            self.blocks(box)

    def _text(self, paragraph: Any) -> str:
        return self._numbering.label(paragraph) + "".join(pieces(paragraph))

    def _table(self, table: Any) -> None:
        rows: list[Row] = []
        blocks: list[Any] = []
        lines = grid_lines(table)
        for row in children(table):
            if row.tag != f"{W}tr" or row.find(f"{W}trPr/{W}del") is not None or is_on(row.find(f"{W}trPr/{W}hidden")):
                continue
            at = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
            cells: Row = [Cell("")] * columns_of(lines, 0, at)
            for cell in children(row):
                if cell.tag != f"{W}tc":
                    continue
                properties = cell.find(f"{W}tcPr")
                span = 1 if properties is None else _number(properties.find(f"{W}gridSpan"), 1)
                columns, at = columns_of(lines, at, span), at + span
                inside = self._blocks_of(cell)
                blocks += inside
                text = "\n".join(block for block in inside if isinstance(block, str)).strip("\n")
                if columns or text:
                    cells.append(None if _continues(properties) else Cell(text))
                cells.extend([None] * (columns - 1))
            rows.append(cells)
        nested = [block for block in blocks if not isinstance(block, str)]
        # a table around other tables places them on the page, unless it prints figures of its own
        if nested and not any(cell is not None and is_number(cell.text) for row in rows for cell in row):
            self._placed(blocks)
        else:
            self.flow.table(rows)
            self._placed(nested)
        self._drawings(table)

    def _blocks_of(self, cell: Any) -> list[Any]:
        """A cell's paragraphs as text, its tables as they are, from top to bottom."""
        inside = [child for child in children(cell) if child.tag in (f"{W}p", f"{W}tbl")]
        return [self._text(child) if child.tag == f"{W}p" else child for child in inside]

    def _placed(self, blocks: list[Any]) -> None:
        for block in blocks:
            if isinstance(block, str):
                self.flow.table([[Cell(block)]])
            else:
                self._table(block)


def _pictured(extent: Any, main: Part) -> Iterator[bytes]:
    """The picture of this extent when it is so large that it may show a table."""
    width, height = (extent.get(name, "") for name in ("cx", "cy"))
    if width.isdigit() and height.isdigit() and int(width) >= _PICTURE and int(height) >= _PICTURE / 2:
        for shown in extent.getparent().iter(f"{_MAIN}blip"):
            part = main.related_parts.get(shown.get(f"{_RELATION}embed"))
            if part is not None:
                yield part.blob


def _continues(properties: Any | None) -> bool:
    if properties is None:
        return False
    merges = [properties.find(f"{W}vMerge"), properties.find(f"{W}hMerge")]
    return any(merge is not None and merge.get(f"{W}val", "continue") == "continue" for merge in merges)


def _number(element: Any | None, default: int) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return min(int(value), 1000) if value.isdigit() else default
