"""The tagged tables of a document, page by page, as grids with the boxes of their cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pdfplumber.page import Page as PlumberPage

from extract.document import Box, Grid, Page
from extract.readers.page.boxes import Printed, overlap
from extract.readers.tagged.again import header_again
from extract.readers.tagged.loose import LooseTable
from extract.readers.tagged.parts import Part, rows_of
from extract.readers.tagged.shown import shown_in
from extract.readers.tagged.spread import Mark, TaggedCell, TaggedTable
from extract.readers.tagged.trust import in_order, is_alone, is_data, tells_apart

_HEADER = 6
"""Rows of a header, at most."""


class TaggedPages:
    """What a document's structure tree says of its pages; nothing where it has none."""

    def __init__(self, tables: Iterable[TaggedTable]) -> None:
        self._tables: dict[int, list[TaggedTable]] = defaultdict(list)
        self._cells: dict[Mark, TaggedCell] = {}
        self._parts: dict[TaggedTable, list[Part]] = {}
        for table in tables:
            for cell in table.cells:
                self._cells.update(dict.fromkeys(cell.marks, cell))
            for page in {page for cell in table.cells for page, _ in cell.marks}:
                self._tables[page].append(table)

    def read(self, page: PlumberPage, number: int, ruled: Sequence[Box]) -> list[Part]:
        """The tables on a page, as far as it prints them, that it bears out: to be handed to ``take``.

        ``ruled``: boxes of the tables that the page's lines rule; lines are read as they are.
        """
        own = page.page_obj.pageid
        if own not in self._tables:
            return []
        held: dict[TaggedCell, list[Printed]] = defaultdict(list)
        for char in page.chars:
            cell = self._cells.get((own, char.get("mcid", -1)))
            if cell is not None:
                held[cell].append(char)
        printed = [char for char in page.chars if char["text"].strip()]
        unmarked = [char for char in printed if char.get("mcid") is None]
        for table in self._tables[own]:
            if table in self._parts and unmarked:
                for cell, chars in header_again(self._parts[table][0].shown, unmarked).items():
                    held[cell] += chars
        parts = []
        for table in self._tables[own]:
            shown = [one for cell in table.cells if cell in held and (one := shown_in(cell, held[cell])) is not None]
            if not shown or (table not in self._parts and not is_data(table, shown)):
                continue
            box = _box([one.box for one in shown])
            if any(overlap(box, other) for other in ruled) or not is_alone(box, shown, printed):
                continue
            if isinstance(table, LooseTable) and not table.place(shown):
                continue
            if in_order(shown) and tells_apart(shown):
                parts.append(Part(table, own, shown, Grid([], number, [], box)))
        return parts

    def take(self, parts: Sequence[Part]) -> list[Grid]:
        """The grids of these parts; they have their rows after ``finish``."""
        for part in parts:
            known = self._parts.setdefault(part.table, [])
            # characters take up room: of a long table only those of its header are asked for again
            kept = 0 if known else _HEADER
            shown = [one if one.cell.row < kept else replace(one, words=()) for one in part.shown]
            known.append(replace(part, shown=shown))
        return [part.grid for part in parts]

    def finish(self, pages: Sequence[Page]) -> None:
        """Gives the grids on these pages their rows, and their cells to the count of what is printed."""
        tagged: set[int] = set()
        for table, parts in self._parts.items():
            for part, rows in zip(parts, rows_of(table, parts), strict=True):
                part.grid.rows = rows
                tagged.add(id(part.grid))
        for page in pages:
            for row in (row for grid in page.grids if id(grid) in tagged for row in grid.rows):
                page.tokens.append([" ".join(cell.text.split()) for cell in row if cell is not None and cell.text])
            page.grids = [grid for grid in page.grids if grid.rows]


def _box(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
