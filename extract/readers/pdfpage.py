"""One page of a PDF: words in reading order, its tables, prose outside them.

Tables that lines rule are read by these; of others the file's structure tree tells, as far as the page bears it out, or
where their words stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from statistics import median
from typing import Any

from pdfplumber.page import Page as PlumberPage

from archive.extracted import Problem
from extract.document import Box, Grid, Page
from extract.readers.page.boxes import holds
from extract.readers.page.lines import Word, add_leads, line_of, printed_lines
from extract.readers.page.order import number_characters, rank_words
from extract.readers.page.ruling.ruledtables import square, without_crowd
from extract.readers.page.ruling.walls import words_of
from extract.readers.page.seen.baseline import settle
from extract.readers.page.seen.clipped import CutText, cut
from extract.readers.page.seen.overpages import show_once
from extract.readers.page.seen.overrun import hang_in, settle_overrun
from extract.readers.page.seen.turned import sideways, turned
from extract.readers.page.seen.visible import Unseen, framed, legible
from extract.readers.page.seen.widths import narrow
from extract.readers.page.tables.headeragain import HeaderAgain
from extract.readers.page.tables.realtables import headers_alone, tables_of
from extract.readers.page.tables.ruledgrid import CellTexts, ruled_grid
from extract.readers.page.words.drawn import Drawing
from extract.readers.page.words.letters import words_apart
from extract.readers.page.words.stacked import whole_figures
from extract.readers.pdffile import CODE
from extract.readers.tagged.beside import tables_beside, without
from extract.readers.tagged.pages import TaggedPages
from extract.readers.tagged.spread import TaggedTable
from extract.readers.unruled.pages import UnruledPages

_GAP, _SMALL = 2.0, 5.0
"""Points between two words; below so small a type they shrink with it."""
_OFF, _LINE = 3.0, 0.5
"""Points by which the words of one line are off each other at most, and of the type's height: cells of one line beside
cells of two stand halfway between these."""
_COVERING = 0.5
"""Of the page: an image so large may be a scan of it."""
_UNREADABLE = 0.03
"""Of the characters: a page with so many that are only codes of glyphs is read as an image."""


@dataclass(slots=True)
class _Found:
    """What is found on a page."""

    words: list[Word]
    lines: list[list[Word]]
    """The words in printed lines."""
    counted: list[list[Word]]
    """The lines whose numbers are counted: of unruled tables, words parted as their cells are."""
    grids: list[Grid]
    boxes: list[Box]
    """Of the ruled tables."""
    outside: list[Word]
    """The words outside the tables."""
    edges: list[dict[str, Any]]
    """The lines drawn."""


class PageReader:
    """Reads pages one after the other; each tells of how the next ones are set."""

    def __init__(self, tables: list[TaggedTable]) -> None:
        self.tagged = TaggedPages(tables)
        self._unseen = Unseen()
        self._crowded: list[int] = []
        """Pages that draw more lines than tables have."""
        self._unruled = UnruledPages()
        self._drawing = Drawing()
        self._header = HeaderAgain()

    def read(self, page: PlumberPage, number: int, above: Grid | None) -> Page:
        """The page's lines and grids. ``above``: the table that ends the page before."""
        rotate = page.page_obj.rotate
        page = turned(framed(page))
        result = Page(number, turn=(rotate - page.page_obj.rotate) % 360)
        result.doubt, texts = self._as_seen(page)
        found = self._ruled(page, number, above, texts)
        self._add_unruled(page, number, found)
        self._header.note(found.grids)
        result.lines, result.grids = [line_of(line) for line in found.lines], found.grids
        result.tokens = whole_figures(found.counted, found.edges)
        result.prose = [line_of(line) for line in printed_lines(found.outside)]
        add_leads(found.grids, result.prose)
        return result

    def _ruled(self, page: PlumberPage, number: int, above: Grid | None, texts: list[CutText]) -> _Found:
        """The page's words and its ruled tables. ``texts``: those that cells cut."""
        number_characters(page)
        words, lines = _words(page)
        cleared = self._header.cleared(page, tables_of(page, words, above), lines)
        if cleared.words:
            words, lines = _words(page)
        rank_words(lines, number)
        known = CellTexts(texts, sideways(page), cleared.texts)
        grids = [ruled_grid(table, number, words, known) for table in cleared.tables]
        boxes = [table.bbox for table in cleared.tables]
        outside = [word for word in words if not any(holds(box, word) for box in boxes)]
        if grids and headers_alone(grids, outside):
            grids, boxes, outside = [], [], words
        return _Found(words, lines, lines, grids, boxes, outside, cleared.edges)

    def _add_unruled(self, page: PlumberPage, number: int, found: _Found) -> None:
        """Adds the tables that no lines rule: those of the structure tree, and, on a page without ruled ones, those
        that the words' places show."""
        parts = self.tagged.read(page, number, found.boxes)
        apart = found.words
        if not found.grids and found.words:
            drawn = self._drawing.words(page)
            apart = drawn or words_apart(page)
            found.grids, found.outside, parts = tables_beside(self._unruled, apart, number, parts)
            found.lines = printed_lines(drawn) if drawn else found.lines
            found.counted = printed_lines(apart) if found.grids else found.lines
        if parts:
            found.counted, found.outside = printed_lines(without(apart, parts)), without(found.outside, parts)
            grids = [*found.grids, *self.tagged.take(parts)]
            found.grids = sorted(grids, key=lambda grid: grid.box[1] if grid.box else 0.0)
        if found.counted is not found.lines:
            rank_words(found.counted, number)

    def problems(self) -> list[Problem]:
        """What of the pages so far was not read."""
        told = self._unseen.problems()
        for number in self._crowded:
            told.append(Problem("too_many_lines", f"第 {number} 页画的线比任何表格都多，未按线条读其中的表格", number))
        return told

    def _as_seen(self, page: PlumberPage) -> tuple[str | None, list[CutText]]:
        """Puts the page's characters and lines where its reader sees them, and takes off what nobody sees; (why they
        may not be what the page shows, the texts that cells cut)."""
        settle(page)
        doubt = _doubt(page)
        legible(page, self._unseen)
        square(page)
        if without_crowd(page):
            self._crowded.append(page.page_number)
        hang_in(page)
        texts = cut(page)
        show_once(page)
        narrow(page)
        settle_overrun(page)
        return doubt, texts


def _words(page: PlumberPage) -> tuple[list[Word], list[list[Word]]]:
    """The page's words, and in printed lines; the cells of small type stand close."""
    size = median(char["size"] for char in page.chars) if page.chars else inf
    words = words_of(page, x_tolerance=_GAP * min(1.0, size / _SMALL), y_tolerance=min(_OFF, _LINE * size))
    return words, printed_lines(words)


def _doubt(page: PlumberPage) -> str | None:
    """Why the page's characters may not be what it shows."""
    unreadable = sum(1 for char in page.chars if _is_code(char["text"]))
    if unreadable > _UNREADABLE * len(page.chars):
        return "codes"
    covered = max(((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images), default=0)
    return "image" if page.chars and covered > _COVERING * page.width * page.height else None


def _is_code(text: str) -> bool:
    """True for what stands for a glyph whose character the file does not tell."""
    return text.startswith(CODE) or any("\ue000" <= char <= "\uf8ff" or char in "\ufffd\x00" for char in text)
