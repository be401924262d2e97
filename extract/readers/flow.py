"""Text and tables in reading order, gathered into one page: what Word files, workbooks and web pages share."""

from __future__ import annotations

import re

from extract.document import Cell, Grid, Line, Page, Row
from extract.readers.loose import columns
from forms.text import fold

_LABELLED = re.compile(
    r"^[（]?(?:金额)?单位[：:]?[（]?(?:人民币)?[百千万亿]*元|^(?:[编填]制|预算|填报|公开)?(?:部门|单位)(?:（单位）)?(?:名称)?[：:]"
)
"""部门名称：… and 单位：万元, which a table without lines sets left and right of each other above the form."""
_ABOVE = re.compile(rf"{_LABELLED.pattern}|[^。；]表$|^[（]?20\d\d年?度?[）]?$|^附?表\d+$")
_NOTE = re.compile(
    r"^(?:(?:注|备注|说明|附注)[：0-9一二三]|(?:(?:单位|部门|财务|分管)?(?:负责人|领导)|制表|填表|填报|经办|审核|复核|联系)(?:人|日期|电话)?[：])"
)
"""What stands below a form: a note, who made it and who is answerable for it."""
_MOST_ABOVE = 4
"""Rows."""


class Flow:
    """A page without a number, filled from top to bottom.

    Text before a table becomes its ``lead``. A table that only places text on the page (one
    column, or one cell filled) is text, and its numbers still count among the page's tokens.
    """

    def __init__(self) -> None:
        self.page = Page(None)
        self._lead: list[Line] = []

    def text(self, printed: str) -> None:
        """A paragraph; line breaks part it into lines."""
        for text in printed.splitlines():
            line = Line(text.strip())
            if not line.text:
                continue
            self.page.lines.append(line)
            self.page.prose.append(line)
            self._lead.append(line)
            words = columns(line.text)
            if len(words) > 1:
                self.page.tokens.append(words)

    def table(self, rows: list[Row], sheet: str | None = None) -> None:
        """A table, its rows of any length."""
        rows, notes = _without_notes(squared(rows))
        printed = [[cell.text.strip() for cell in row if cell is not None and cell.text.strip()] for row in rows]
        if places_text(rows):
            for texts in printed:
                self._numbers_of(texts)
                for text in texts:
                    self.text(text)
        else:
            for texts in printed:
                self.page.tokens.append([" ".join(text.split()) for text in texts])
                self.page.lines.append(Line(" ".join(" ".join(text.split()) for text in texts)))
            self.page.grids.append(Grid(rows, None, self._lead, sheet=sheet))
            self._lead = []
        for note in notes:
            self.text(note)

    def _numbers_of(self, texts: list[str]) -> None:
        tokens = [word for text in texts if "\t" not in text for word in text.split()]
        if tokens:
            self.page.tokens.append(tokens)


def squared(rows: list[Row]) -> list[Row]:
    """Rows of equal length without blank rows, and without columns in which no cell begins.

    Such columns are left where every row spans the same two grid lines.
    """
    rows = [row for row in rows if any(cell is not None and cell.text.strip() for cell in row)]
    width = max((len(row) for row in rows), default=0)
    full: list[Row] = [[*row, *(Cell("") for _ in range(width - len(row)))] for row in rows]
    begun = [index for index in range(width) if any(row[index] is not None for row in full)]
    return [[row[index] for index in begun] for row in full]


def _without_notes(rows: list[Row]) -> tuple[list[Row], list[str]]:
    """A table without the rows at its end that print nothing but notes (注：…, 制表人：…), and the notes."""
    notes: list[str] = []
    while rows:
        texts = [cell.text.strip() for cell in rows[-1] if cell is not None and cell.text.strip()]
        if not all(_NOTE.match(fold(text)) for text in texts):
            break
        notes[:0] = texts
        rows = rows[:-1]
    return rows, notes


def places_text(rows: list[Row]) -> bool:
    """True for a table that holds no data: one column, a single cell filled, or what stands above a form."""
    texts = [fold(cell.text) for row in rows for cell in row if cell is not None and cell.text.strip()]
    above = len(rows) <= _MOST_ABOVE and all(_ABOVE.search(text) for text in texts)
    return all(len(row) == 1 for row in rows) or len(texts) <= 1 or (above and any(map(_LABELLED.search, texts)))
