"""Reads a committed sample PDF with pdfplumber: which pages a form stands on, and its ruled rows as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pdfplumber
from pdfplumber.page import Page

from samples.documents.disclosure import Disclosure, Form
from samples.documents.grid import ABOVE, LEFT, Rows

PDFS = Path(__file__).resolve().parents[2] / "samples" / "documents" / "pdf"
CAPTION = 75.0  # points at the top of a page in which a form's title stands

Grid = list[list[str]]


@dataclass(frozen=True)
class Sheet:
    """One page: its letters run together, the line at its top, its ruled rows."""

    letters: str
    heading: str
    rows: Grid


def bare(text: str | None) -> str:
    """Without white space; a merged cell's continuation (None) is blank."""
    return re.sub(r"\s", "", text or "")


@cache
def sheets(slug: str) -> tuple[Sheet, ...]:
    """Every page of a committed PDF."""
    with pdfplumber.open(PDFS / f"{slug}.pdf") as document:
        return tuple(_sheet(page) for page in document.pages)


def _sheet(page: Page) -> Sheet:
    letters = "".join(char["text"] for char in page.chars)
    heading = page.crop((0, 0, page.width, CAPTION)).extract_text() or ""
    tables = page.extract_tables() if page.rects or page.lines else []
    rows = [[bare(cell) for cell in row] for table in tables for row in table]
    return Sheet(bare(letters), bare(heading.split("\n")[0]), rows)


def pages_of(disclosure: Disclosure) -> dict[str, list[Sheet]]:
    """The pages of each form: from its title to the next form's."""
    found: dict[str, list[Sheet]] = {}
    waiting = list(disclosure.forms)
    current = ""
    for sheet in sheets(disclosure.slug):
        if waiting and sheet.heading == bare(waiting[0].title) and sheet.rows:
            current = waiting.pop(0).key
        if current:
            found.setdefault(current, []).append(sheet)
    return found


def expected(rows: Rows) -> Grid:
    """A grid of the facts as it should be read back."""
    return [["" if cell in (LEFT, ABOVE) else bare(cell) for cell in row] for row in rows]


def body(disclosure: Disclosure, form: Form, pages: list[Sheet]) -> Grid:
    """The rows under the header over all pages of a form; a row cut by a page break is whole again."""
    header = expected(form.header)
    cuts = sum(1 for lines in disclosure.layout.breaks.get(form.key, {}).values() if lines)
    found: Grid = []
    for number, sheet in enumerate(pages):
        rows = sheet.rows
        if header and rows and (number == 0 or disclosure.layout.continuation != "none"):
            assert rows[: len(header)] == header, f"{form.title}: the header on its page {number + 1}"
            rows = rows[len(header) :]
        if number and cuts and rows:
            found[-1] = [above + below for above, below in zip(found[-1], rows[0], strict=True)]
            rows = rows[1:]
        found += rows
    return found
