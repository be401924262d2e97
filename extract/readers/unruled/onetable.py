"""One table without ruling lines after the other: each begins with a header or goes on with the one before it.

Their headers tell how the document sets the next ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extract.document import Row
from extract.readers.page.lines import Word
from extract.readers.unruled.begun import Begun, header_again
from extract.readers.unruled.header.centred import centred_columns
from extract.readers.unruled.header.flush import flush_table
from extract.readers.unruled.header.grid import header_rows
from extract.readers.unruled.header.head import Head, Span, inner_gap, leaves_of, lowest_of
from extract.readers.unruled.header.naming import name_columns
from extract.readers.unruled.header.order import rows_in_order
from extract.readers.unruled.header.setting import Setting, Votes, setting, votes
from extract.readers.unruled.header.stacking import heads_of
from extract.readers.unruled.header.units import unit_row, units_apart
from extract.readers.unruled.lines.extent import table_lines
from extract.readers.unruled.rows.body import body_rows, parted_lines
from extract.readers.unruled.rows.fromtop import columns_of
from extract.readers.unruled.rows.leading import closest, gap_in_halves
from extract.readers.unruled.rows.written import rows_apart
from extract.readers.unruled.spans import bounds_of, figure_spans, fit_in, neighbours, printed_spans


class UnruledTables:
    """The table that the lines read last are of, and what all so far tell of the next."""

    def __init__(self) -> None:
        self._begun: Begun | None = None
        self._leading: float | None = None
        """The gap between two lines of one cell, in heights of the type, as headers show it."""
        self._broken: float | None = None
        """The gap between the halves of what columns of the present table break."""
        self._apart: float | None = None
        """The smallest gap between two rows of the table that the page before began."""
        self._told: Votes = Votes()
        """Where cells set their words, as the headers tell."""

    def read(self, lines: list[list[Word]], *, titled: bool, sentences: bool) -> tuple[list[Row], list[list[Word]]]:
        """(rows, their lines) of the table in a region; none of either where there is none."""
        begun = self._begun
        again = header_again(begun.header, lines) if begun else None
        if again:
            lines = [*again[0], *again[1]]
        found = table_lines(
            lines,
            titled=titled,
            sentences=sentences,
            repeated=len(again[0]) if again else 0,
            goes_on=begun.holds if begun and not titled else None,
        )
        if found is None:
            return [], []
        top, first, last = found
        header, body = lines[top:first], lines[first : last + 1]
        if begun is not None and again and fit_in(body, begun.bounds):
            head, bounds = begun.rows, begun.bounds  # its last lines may be cut off here
        elif begun is not None and not titled and begun.goes_on_with(header) and fit_in(body, begun.bounds):
            head, bounds, body = [], begun.bounds, [*header, *body]
        else:
            head, bounds = self._begin(header, body)
        if len(bounds) < 2:
            return [], []
        return head + self._body(body, bounds), lines[top : last + 1]

    def rest_of(self, lines: list[list[Word]]) -> list[Row]:
        """The rows of a page whose first lines are nothing but words in the columns of the table; none of others."""
        begun = self._begun
        return self._body(lines, begun.bounds) if begun is not None and begun.ends_with(lines) else []

    def inner(self, lines: Sequence[list[Word]]) -> float | None:
        """The gap between two lines of one cell in type of this size."""
        return None if self._leading is None else self._leading * height_of([word for line in lines for word in line])

    def _body(self, lines: list[list[Word]], bounds: Sequence[Span]) -> list[Row]:
        apart = rows_apart(columns_of(parted_lines(lines, bounds), bounds))
        self._apart = min((gap for gap in (apart, self._apart) if gap is not None), default=None)
        inner = self.inner(lines)
        inner = self._broken if inner is None else inner
        return body_rows(lines, bounds, inner, self._apart, from_top=setting(self._told) is Setting.TOP)

    def _begin(self, header: list[list[Word]], body: list[list[Word]]) -> tuple[list[Row], Sequence[Span]]:
        """(rows of the header, bounds of the columns) of a table that begins."""
        least = closest([*header, *body])
        names, units = units_apart(header)
        flush = flush_table(names, body, least)
        if flush:
            rows = [*flush.header, *unit_row(units, flush.bounds)]
            return self._note(header, flush.heads, flush.bounds, rows, aside=flush.aside)
        broken = gap_in_halves([*header, *body])
        heads = heads_of(names, least, self._told, self.inner(header) if broken is None else broken)
        spans = printed_spans(body)
        figures = figure_spans(body, spans)
        beside = neighbours(body, spans)
        centred = centred_columns(lowest_of(heads), spans, figures, beside)
        if centred:
            bounds = [bound for _, bound in centred]
        else:
            lowest = sorted(leaf.box for leaf in leaves_of(heads))
            bounds = bounds_of(name_columns(spans, figures, beside, lowest) if lowest else spans)
        leaves, own = [name for name, _ in centred or ()], votes(heads)
        rows = header_rows(heads, bounds, leaves, setting(own, self._told), rows_in_order(heads, names))
        rows += unit_row(units, bounds)
        self._told += own
        return self._note(header, heads, bounds, rows, broken=broken)

    def _note(
        self,
        header: list[list[Word]],
        heads: Sequence[Head],
        bounds: Sequence[Span],
        rows: list[Row],
        *,
        aside: float | None = None,
        broken: float | None = None,
    ) -> tuple[list[Row], Sequence[Span]]:
        """Keeps what a table begins with for the pages on which it goes on. ``broken``: see ``gap_in_halves``."""
        if header and bounds:
            gap, height = inner_gap(heads), height_of([word for line in header for word in line])
            self._leading = self._leading if gap is None else gap / height
            self._apart = None
            self._broken = broken
            self._begun = Begun(bounds, header, rows, aside)
        return rows, bounds


def height_of(words: Sequence[Word]) -> float:
    """Points of the type of most of some words."""
    return median(word["bottom"] - word["top"] for word in words) if words else 0.0
