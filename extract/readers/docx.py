"""Word files (.docx): paragraphs and tables in the order of the body, merged cells as Word knows them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from lxml import etree

from archive.media import DOCX
from extract.document import Cell, Row, Source
from extract.readers.flow import Flow
from extract.readers.numbering import Numbering, W
from extract.readers.packed import BROKEN, malformed, refused

MEDIA_TYPES = (DOCX,)

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PRINTED = {f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
# text that does not stand on the page: deleted, moved away, or the other version of a drawing
_ABSENT = {f"{W}del", f"{W}moveFrom", f"{_COMPATIBLE}Fallback", f"{W}pPr", f"{W}rPr", f"{W}txbxContent"}
_PICTURE = 1_800_000
"""EMU (5 cm): a picture at least so wide and half so high may show a table; a seal does not."""


def read(data: bytes) -> Source:
    """One page without a number. Headers, footers and tracked deletions are left out."""
    media_type = DOCX
    stopped = refused(data, media_type, "Word")
    if stopped:
        return stopped
    try:
        main = OpcPackage.open(io.BytesIO(data)).main_document_part
        body = _root(main).find(f"{W}body")
        numbering, styles = _related(main, RELATION.NUMBERING), _related(main, RELATION.STYLES)
    except (OpcError, *BROKEN) as error:
        return malformed(media_type, f"Word 文件损坏：{error}")
    if body is None:
        return malformed(media_type, "Word 文件没有正文")
    document = _Document(Numbering(numbering, styles))
    document.blocks(body)
    source = Source([document.flow.page], media_type)
    source.pictures = [part for extent in body.iter(f"{_DRAWING}extent") for part in _pictured(extent, main)]
    if document.embedded:
        source.outcome = "partial"
        source.problems.append(("embedded", None, f"正文嵌入了 {document.embedded} 个外部文档，未读取"))
    return source


class _Document:
    def __init__(self, numbering: Numbering) -> None:
        self.flow = Flow()
        self.embedded = 0
        self._numbering = numbering

    def blocks(self, container: Any) -> None:
        """The paragraphs and tables of a body or a text box, those inside content controls too."""
        for child in _children(container):
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag == f"{W}altChunk":
                self.embedded += 1

    def _paragraph(self, paragraph: Any) -> None:
        self.flow.text(self._text(paragraph))
        self._drawings(paragraph)

    def _drawings(self, element: Any) -> None:
        for box in _text_boxes(element):
            self.blocks(box)

    def _text(self, paragraph: Any) -> str:
        return self._numbering.label(paragraph) + "".join(_pieces(paragraph))

    def _table(self, table: Any) -> None:
        rows: list[Row] = []
        nested: list[Any] = []
        for row in _children(table):
            if row.tag != f"{W}tr" or row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells: Row = [Cell("")] * _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in _children(row):
                if cell.tag != f"{W}tc":
                    continue
                properties = cell.find(f"{W}tcPr")
                span = 1 if properties is None else _number(properties.find(f"{W}gridSpan"), 1)
                inner = [child for child in _children(cell) if child.tag == f"{W}tbl"]
                nested.extend(inner)
                cells.append(None if _continues(properties) else Cell(self._cell(cell)))
                cells.extend([None] * (span - 1))
            rows.append(cells)
        # a table around other tables places them on the page, unless it prints figures of its own
        own = any(any(c.isdigit() for c in cell.text) for row in rows for cell in row if cell is not None)
        self.flow.table(rows, layout=bool(nested) and not (own and len(rows) > 1))
        for inner in nested:
            self._table(inner)
        self._drawings(table)

    def _cell(self, cell: Any) -> str:
        return "\n".join(self._text(child) for child in _children(cell) if child.tag == f"{W}p").strip("\n")


def _children(container: Any) -> Iterator[Any]:
    """Children, looking through content controls, tracked insertions and the like."""
    for child in container:
        if child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo", f"{W}smartTag"):
            yield from _children(child)
        else:
            yield child


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _PRINTED:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif len(child) and child.tag not in _ABSENT and not _hidden(child):
            yield from _pieces(child)


def _pictured(extent: Any, main: Part) -> Iterator[bytes]:
    """The picture of this extent when it is so large that it may show a table."""
    width, height = (extent.get(name, "") for name in ("cx", "cy"))
    if width.isdigit() and height.isdigit() and int(width) >= _PICTURE and int(height) >= _PICTURE / 2:
        for shown in extent.getparent().iter(f"{_MAIN}blip"):
            part = main.related_parts.get(shown.get(f"{_RELATION}embed"))
            if part is not None:
                yield part.blob


def _hidden(element: Any) -> bool:
    vanish = element.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "1") not in ("0", "false", "off")


def _text_boxes(element: Any) -> Iterator[Any]:
    """Outermost text boxes anchored in a paragraph or a table, one version of each."""
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag not in (f"{_COMPATIBLE}Fallback", f"{W}del", f"{W}moveFrom", f"{W}tbl") and len(child):
            yield from _text_boxes(child)


def _continues(properties: Any | None) -> bool:
    if properties is None:
        return False
    merges = [properties.find(f"{W}vMerge"), properties.find(f"{W}hMerge")]
    return any(merge is not None and merge.get(f"{W}val", "continue") == "continue" for merge in merges)


def _number(element: Any | None, default: int) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return min(int(value), 1000) if value.isdigit() else default


def _root(part: Part) -> Any:
    element = getattr(part, "element", None)
    if element is not None:
        return element
    return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))


def _related(part: Part, relation: str) -> Any | None:
    try:
        return _root(part.part_related_by(relation))
    except KeyError:
        return None
