"""The elements of a web page from top to bottom, into text and tables in reading order."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from extract.readers.flow import Flow, places_text, squared
from extract.readers.web.contentblock import seen
from extract.readers.web.table import Block, Table, TableCell
from forms.money import is_number

_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section",
    "table", "tr", "ucapcontent", "ul",
})  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")


class Walk:
    """The walk through a page; it keeps its own stack, for pages may be nested deeper than calls may be."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.cut = False
        self._inline: list[str] = []
        self._tables: list[Table] = []
        self._cells: list[TableCell] = []
        self._set = 0
        """How deep in text that is set as it is written (pre)."""

    def block(self, root: Any) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        unseen: Any = None
        for event, element in walk:
            if event == "start":
                if not seen(element):
                    unseen = element
                    walk.skip_subtree()
                else:
                    self._begin(element)
            else:
                if element is unseen:
                    unseen = None
                else:
                    self._end(element)
                if element is not root:
                    self._inline.append(self._text(element.tail))
        self._break()

    def _begin(self, element: Any) -> None:
        tag = element.tag
        if tag == "br":
            self._inline.append("\n")
        elif tag in _BLOCKS:
            self._break()
        if tag == "pre":
            self._set += 1
        elif tag == "table":
            self._tables.append(Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].begin_row(element)
        elif tag == "input" and self._cells and element.get("type", "text").lower() in ("text", "number"):
            self._inline.append(element.get("value", ""))
        elif tag in ("td", "th") and self._tables:
            self._break()
            cell = TableCell(element)
            self._tables[-1].add(cell, element)
            self._cells.append(cell)
        self._inline.append(self._text(element.text))

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag in _BLOCKS:
            self._break()
        if tag == "pre":
            self._set -= 1
        elif tag in ("td", "th") and self._cells and self._tables:
            self._break()
            self._cells.pop()
        elif tag == "table" and self._tables:
            self._put(self._table(self._tables.pop()))

    def _text(self, text: str | None) -> str:
        return (text or "") if self._set else _SPACE.sub(" ", text or "")

    def _break(self) -> None:
        """Ends a paragraph."""
        lines = (line.strip(" ") for line in "".join(self._inline).split("\n"))
        text = "\n".join(line for line in lines if line)
        self._inline.clear()
        if text:
            self._put([text])

    def _put(self, blocks: list[Block]) -> None:
        """Into the cell that is open, else onto the page."""
        if self._cells:
            self._cells[-1].blocks.extend(blocks)
            return
        for block in blocks:
            if isinstance(block, str):
                self.flow.text(block)
            else:
                self.flow.table(block)

    def _table(self, table: Table) -> list[Block]:
        """A finished table; one around other tables gives way to them, unless it prints figures of its own."""
        cells = table.cells
        inner: list[Block] = [block for cell in cells for block in cell.blocks if not isinstance(block, str)]
        figures = any(is_number(cell.text) for cell in cells)
        laid_out, whole = table.spread()
        self.cut |= not whole
        rows = squared(laid_out)
        if places_text(rows) or (inner and not figures):
            return [block for cell in cells for block in cell.blocks]
        return [rows, *inner]
