"""Tables without ruling lines, as Word's web layout prints them: columns found from aligned words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extract.document import Grid, Row
from extract.readers.headergrid import header_rows
from extract.readers.heading import Span, heads_of, inner_gap, leaves_of
from extract.readers.lines import Word, around, pieces, printed_lines
from extract.readers.unruledcells import body_rows, bounds_of, fit_in, spans_of
from extract.readers.unruledform import TITLE, columns_of_form, form_rows
from extract.readers.unruledlines import PAGE_NUMBER, piece_of, regions, table_lines, texts_of

_SLANT = 0.25
"""Of the type's height: what the words of one line differ in height, at most."""
_SUBTITLE = re.compile(r"^[（]?20\d\d年度?[）]?$")


@dataclass(frozen=True, slots=True)
class Begun:
    """A table as its first page shows it, for the pages on which it goes on."""

    bounds: tuple[Span, ...]
    inner: float | None
    """The gap between two lines of one cell, in heights of the type."""
    header: tuple[str, ...]
    """The header's printed lines, folded."""


def unruled_grids(words: list[Word], number: int) -> tuple[list[Grid], list[Word]]:
    """(grids, words outside them) of one page by itself."""
    return UnruledPages().read(words, number)


class UnruledPages:
    """The tables of a document's pages that have no ruling lines, one page after the other."""

    def __init__(self) -> None:
        self._begun: Begun | None = None
        self._form: list[Span] | None = None
        """Columns of the 整体绩效目标表 that the page before may not have ended."""

    def read(self, words: list[Word], number: int) -> tuple[list[Grid], list[Word]]:
        """(grids, words outside them) of a page on which no ruled table was found.

        A table is a run of lines that print figures standing apart from their labels: at least three, or
        fewer under a title, or on a page that prints no sentence (the end of a table, the one row of 三公). The
        header is the lines above it down from the title or unit line. Without such a run all words stay prose.
        """
        # in narrow columns the lines of neighbouring cells lie a third of a line apart
        lines = printed_lines(words, min(3.5, _SLANT * _height(words)))
        parted = [[piece_of(piece) for piece in pieces(line)] for line in lines]
        sentences = any("。" in piece.text for line in parted for piece in line)
        grids: list[Grid] = []
        inside: set[int] = set()
        for start, end, titled in regions(parted):
            form = self._form_lines(lines, start, end, titled)
            if form:
                used = [word for line in form for word in line]
                grids.append(Grid(form_rows(form, self._form or [], self._inner(form)), number, [], around(used)))
                inside.update(id(word) for word in used)
                continue
            found = table_lines(lines, parted, start, end, titled, sentences, self._begun.header if self._begun else ())
            rows = self._rows(lines, *found) if found else None
            if found is None or rows is None:
                continue
            used = [word for line in lines[found[0] : found[2] + 1] for word in line]
            grids.append(Grid(rows, number, [], around(used), merges_known=True))
            inside.update(id(word) for word in used)
        return grids, [word for word in words if id(word) not in inside]

    def _inner(self, lines: Sequence[list[Word]]) -> float | None:
        """The gap between two lines of one cell in type of this size."""
        if self._begun is None or self._begun.inner is None:
            return None
        return self._begun.inner * _height([word for line in lines for word in line])

    def _form_lines(self, lines: Sequence[list[Word]], start: int, end: int, titled: bool) -> list[list[Word]]:
        """The lines of a region that are of the 整体绩效目标表; none where it is another table's."""
        if titled:
            named = any(TITLE.search(text) for text in texts_of(lines[max(0, start - 2) : start]))
            self._form = columns_of_form(lines[start:end]) if named else None
        if self._form is None:
            return []
        own = [
            line
            for line, text in zip(lines[start:end], texts_of(lines[start:end]), strict=True)
            if not (PAGE_NUMBER.match(text) or _SUBTITLE.match(text))
        ]
        return own if titled or not any("。" in text and len(text) > 60 for text in texts_of(own)) else []

    def _rows(self, lines: Sequence[list[Word]], top: int, first: int, last: int) -> list[Row] | None:
        heads = heads_of(lines[top:first])
        body = lines[first : last + 1]
        bounds = bounds_of(spans_of(body, [leaf.box for leaf in leaves_of(heads)]))
        inner, header = inner_gap(heads), texts_of(lines[top:first])
        begun = self._begun
        if begun is not None and header in ((), begun.header) and fit_in(body, begun.bounds):
            bounds, inner = list(begun.bounds), self._inner(body)
        elif header:
            height = _height([word for line in lines[top:first] for word in line])
            known = begun.inner if begun else None
            self._begun = Begun(tuple(bounds), known if inner is None else inner / height, header)
        if len(bounds) < 2:
            return None
        return header_rows(heads, bounds) + body_rows(body, bounds, inner)


def _height(words: Sequence[Word]) -> float:
    return median(word["bottom"] - word["top"] for word in words) if words else 0.0
