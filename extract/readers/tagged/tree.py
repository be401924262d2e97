"""The tables of a tagged PDF as its structure tree has them: rows, cells with their spans, and what stands in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

from extract.readers.tagged.loose import loosely
from extract.readers.tagged.spread import Mark, TaggedTable, spread

_PARTS = ("THead", "TBody", "TFoot")
_CELLS = ("TH", "TD")
_MOST = 1000
"""Rows or columns that a cell may span: more is no table but an attack."""
_MOST_ELEMENTS = 200_000


def tables_in(document: PDFDocument) -> list[TaggedTable]:
    """The tables of the tree; none of a file without one. A table around others is passed over: what it sets is the
    page."""
    root = resolve1(document.catalog.get("StructTreeRoot"))
    return list(_Tree(root).tables()) if isinstance(root, Mapping) else []


@dataclass(frozen=True, slots=True)
class _Element:
    """An element with what its elders say of it."""

    said: Mapping[str, Any]
    page: int | None


class _Tree:
    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._roles = resolve1(root.get("RoleMap"))
        self._classes = resolve1(root.get("ClassMap"))
        self._left = _MOST_ELEMENTS
        self._seen: set[int] = set()
        """Objects of the file that are part of the tree already: a damaged one may lead back into itself."""

    def tables(self) -> Iterator[TaggedTable]:
        waiting = [_Element(self._root, None)]
        while waiting:
            element = waiting.pop()
            below: Sequence[_Element | Mark] = self._below(element)
            if self._role(element) == "Table":
                table = self._table(below)
                if isinstance(table, TaggedTable):
                    yield table
                    continue
                below = table
            waiting += [kid for kid in reversed(below) if isinstance(kid, _Element)]

    def _table(self, below: Sequence[_Element | Mark]) -> TaggedTable | list[_Element]:
        """The table; the tables inside it where it is one around others, nothing where it has no cells."""
        rows: list[list[tuple[_Element, list[Mark]]]] = []
        inner: list[_Element] = []
        for element in self._rows(below):
            rows.append([])
            for cell in self._below(element):
                if isinstance(cell, _Element) and self._role(cell) in _CELLS:
                    marks, tables = self._content(cell)
                    rows[-1].append((cell, marks))
                    inner += tables
        spans = [[(*self._span(cell), marks) for cell, marks in row] for row in rows]
        # rows of fewer cells lack blank ones, or have wider ones where the file does not say how wide they are
        stated = all(self._attributes(cell) for row in rows for cell, _ in row)
        return inner or spread(spans) or (loosely(spans) if stated else None) or []

    def _rows(self, below: Sequence[_Element | Mark]) -> Iterator[_Element]:
        for kid in below:
            if isinstance(kid, _Element):
                role = self._role(kid)
                if role == "TR":
                    yield kid
                elif role in _PARTS:
                    yield from (
                        row for row in self._below(kid) if isinstance(row, _Element) and self._role(row) == "TR"
                    )

    def _content(self, cell: _Element) -> tuple[list[Mark], list[_Element]]:
        """(what stands in a cell, the tables that do)."""
        marks: list[Mark] = []
        tables: list[_Element] = []
        waiting: list[_Element | Mark] = [cell]
        while waiting:
            kid = waiting.pop()
            if not isinstance(kid, _Element):
                marks.append(kid)
            elif self._role(kid) == "Table":
                tables.append(kid)
            else:
                waiting += reversed(self._below(kid))
        return marks, tables

    def _below(self, element: _Element) -> list[_Element | Mark]:
        """What stands right below an element, in its order."""
        given = element.said.get("K")
        kids = resolve1(given)
        found: list[_Element | Mark] = []
        for kid in kids if isinstance(kids, list) else [given]:
            if isinstance(kid, PDFObjRef):
                if kid.objid in self._seen:
                    continue
                self._seen.add(kid.objid)
            self._left -= 1
            said = resolve1(kid)
            if isinstance(said, int) and element.page is not None:
                found.append((element.page, said))
            elif isinstance(said, Mapping) and self._left > 0:
                page = _page(said, element.page)
                number = resolve1(said.get("MCID"))
                if "S" in said:
                    found.append(_Element(said, page))
                elif isinstance(number, int) and page is not None and "Stm" not in said:
                    found.append((page, number))
        return found

    def _role(self, element: _Element) -> str | None:
        role = _name(element.said.get("S"))
        for _ in range(3):  # a role may stand for another; standard ones often for themselves
            if role in (*_CELLS, *_PARTS, "TR", "Table") or not isinstance(self._roles, Mapping):
                break
            role = _name(self._roles.get(role)) or role
        return role

    def _span(self, cell: _Element) -> tuple[int, int]:
        """(rows, columns) that a cell spans."""
        said = self._attributes(cell)
        rows, columns = said.get("RowSpan", 1), said.get("ColSpan", 1)
        return min(max(rows, 1), _MOST), min(max(columns, 1), _MOST)

    def _attributes(self, cell: _Element) -> dict[str, int]:
        """What the file says of a cell's spans."""
        said: dict[str, int] = {}
        classes = _listed(cell.said.get("C"))
        known = self._classes if isinstance(self._classes, Mapping) else {}
        for given in (*(known.get(_name(one)) for one in classes), cell.said.get("A")):
            for attributes in _listed(given):
                if isinstance(attributes, Mapping):
                    values = {name: resolve1(attributes.get(name)) for name in ("RowSpan", "ColSpan")}
                    said |= {name: value for name, value in values.items() if isinstance(value, int)}
        return said


def _page(said: Mapping[str, Any], above: int | None) -> int | None:
    page = said.get("Pg")
    return page.objid if isinstance(page, PDFObjRef) else above


def _name(value: Any) -> str | None:
    value = resolve1(value)
    name = value.name if isinstance(value, PSLiteral) else None
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else name


def _listed(value: Any) -> list[Any]:
    value = resolve1(value)
    return [resolve1(one) for one in value] if isinstance(value, list) else [value]
