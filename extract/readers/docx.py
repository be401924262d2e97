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
from lxml import etree

from archive.media import DOCX, HTML, MHTML, media_type
from extract.document import Cell, Page, Problem, Row, Source
from extract.readers import html
from extract.readers.flow import Flow
from extract.readers.loose import tell_loose
from extract.readers.packed import AGAIN, BROKEN, malformed, refused
from extract.readers.strict import transitional
from extract.readers.word.grid import columns_of, grid_lines
from extract.readers.word.numbering import Numbering, W
from forms.money import is_number

MEDIA_TYPES = (DOCX,)

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PRINTED = {f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
# text that does not stand in the line: deleted, moved away, the other version of a drawing, how a word is pronounced
_ABSENT = {f"{W}del", f"{W}moveFrom", f"{_COMPATIBLE}Fallback", f"{W}pPr", f"{W}rPr", f"{W}rt", f"{W}txbxContent"}
_LOOKED_THROUGH = {
    f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo", f"{W}smartTag",
    f"{_COMPATIBLE}AlternateContent", f"{_COMPATIBLE}Choice",
}  # fmt: skip
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_FORMULA = re.compile("Equation|MathType")
_QUOTED = 3
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
        body = _root(main).find(f"{W}body")
        numbering, styles = _related(main, RELATION.NUMBERING), _related(main, RELATION.STYLES)
    except (OpcError, *BROKEN):
        return malformed(DOCX, f"Word 文件已损坏；{AGAIN}")
    if body is None:
        return malformed(DOCX, f"Word 文件没有正文；{AGAIN}")
    _mark_hidden(body, styles)
    document = _Document(Numbering(numbering, styles), main)
    document.blocks(body)
    document.embedded += sum(not _FORMULA.match(shown.get("ProgID", "")) for shown in body.iter(_OBJECT))
    source = Source([*document.pages, document.flow.page], DOCX)
    source.pictures = [part for extent in body.iter(f"{_DRAWING}extent") for part in _pictured(extent, main)]
    if document.embedded:
        source.outcome = "partial"
        source.problems.append(
            ("embedded", None, f"正文嵌入了 {document.embedded} 个其他文件（如 Excel 工作表），其中的内容未读取")
        )
    source.problems += _unprinted(body) + _in_headers(main)
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
        for child in _children(container):
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
        for box in _text_boxes(element):
            self.blocks(box)

    def _text(self, paragraph: Any) -> str:
        return self._numbering.label(paragraph) + "".join(_pieces(paragraph))

    def _table(self, table: Any) -> None:
        rows: list[Row] = []
        blocks: list[Any] = []
        lines = grid_lines(table)
        for row in _children(table):
            if row.tag != f"{W}tr" or row.find(f"{W}trPr/{W}del") is not None or _is_on(row.find(f"{W}trPr/{W}hidden")):
                continue
            at = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
            cells: Row = [Cell("")] * columns_of(lines, 0, at)
            for cell in _children(row):
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
        inside = [child for child in _children(cell) if child.tag in (f"{W}p", f"{W}tbl")]
        return [self._text(child) if child.tag == f"{W}p" else child for child in inside]

    def _placed(self, blocks: list[Any]) -> None:
        for block in blocks:
            if isinstance(block, str):
                self.flow.table([[Cell(block)]])
            else:
                self._table(block)


def _children(container: Any) -> Iterator[Any]:
    """Children, looking through content controls, tracked insertions, versions for newer programs and the like."""
    for child in container:
        if child.tag in _LOOKED_THROUGH:
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


def _mark_hidden(body: Any, styles: Any | None) -> None:
    """Marks the runs that a character style hides as those are that hide themselves."""
    hiding = {
        style.get(f"{W}styleId")
        for style in (() if styles is None else styles.iter(f"{W}style"))
        if _is_on(style.find(f"{W}rPr/{W}vanish"))
    }
    for named in body.iter(f"{W}rStyle") if hiding else ():
        lettering = named.getparent()
        if named.get(f"{W}val") in hiding and lettering.find(f"{W}vanish") is None:
            etree.SubElement(lettering, f"{W}vanish")


def _hidden(element: Any) -> bool:
    return _is_on(element.find(f"{W}rPr/{W}vanish"))


def _is_on(element: Any | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def _unprinted(body: Any) -> list[Problem]:
    """What stands in the file but not on the page."""
    runs = [run for run in body.iter(f"{W}r") if _hidden(run)]
    rows = [row for row in body.iter(f"{W}tr") if _is_on(row.find(f"{W}trPr/{W}hidden"))]
    texts = ["".join(_pieces(run)).strip() for run in runs]
    texts += ["".join(text.text or "" for text in row.iter(f"{W}t")) for row in rows]
    texts = [text for text in texts if text]
    if not texts:
        return []
    quoted = "；".join(text[:20] for text in texts[:_QUOTED]) + ("等" if len(texts) > _QUOTED else "")
    return [("hidden_text", None, f"正文有 {len(texts)} 处隐藏文字，打印时不出现，未读取：{quoted}")]


def _in_headers(main: Part) -> list[Problem]:
    """Tables with figures in a header or footer, which are no part of the body."""
    parts = [r.target_part for r in main.rels.values() if r.reltype in (RELATION.HEADER, RELATION.FOOTER)]
    tables = [table for part in parts for table in _root(part).iter(f"{W}tbl")]
    figures = [
        table for table in tables if any(char.isdigit() for text in table.iter(f"{W}t") for char in text.text or "")
    ]
    return [("header_table", None, f"页眉或页脚中有 {len(figures)} 个带数字的表格，未读取")] if figures else []


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
