"""Tables without ruling lines, as Word's web layout prints them: columns found from aligned words."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extract.document import Grid, Line, Row
from extract.readers.page.lines import Word, around, pieces, printed_lines
from extract.readers.page.order import rank_words
from extract.readers.unruled.begun import Begun, header_again
from extract.readers.unruled.captionlines import MOST_CAPTION, ends_with_caption, regions
from extract.readers.unruled.cells import (
    body_rows,
    bounds_of,
    figure_spans,
    fit_in,
    neighbours,
    parted_lines,
    printed_spans,
)
from extract.readers.unruled.centred import centred_columns
from extract.readers.unruled.flush import flush_table
from extract.readers.unruled.form import form_rows
from extract.readers.unruled.formpages import FormPages, names_form
from extract.readers.unruled.fromtop import columns_of
from extract.readers.unruled.head import Head, Span, inner_gap, leaves_of, lowest_of
from extract.readers.unruled.headergrid import header_rows
from extract.readers.unruled.headerorder import rows_in_order
from extract.readers.unruled.heading import heads_of
from extract.readers.unruled.leading import closest, gap_in_halves
from extract.readers.unruled.naming import name_columns
from extract.readers.unruled.piece import is_data, piece_of
from extract.readers.unruled.running import RunningLines
from extract.readers.unruled.setting import Setting, Votes, setting, votes
from extract.readers.unruled.tablelines import begins_with_header, table_lines
from extract.readers.unruled.tornhead import TornHead, torn_head
from extract.readers.unruled.unitline import unit_row, units_apart
from extract.readers.unruled.written import rows_apart
from extract.tables.furniture import contents_entries

_SLANT = 0.25
"""Of the type's height: what the words of one line differ in height, at most."""

_GAP = 0.9
"""Of the type's height: how far the torn parts of a header are set apart, as its rows at least are."""


class UnruledPages:
    """The tables of a document's pages that have no ruling lines, one page after the other."""

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
        self._torn: TornHead | None = None
        """What the page before shows of the header of a table that begins on this one."""
        self._caption: list[list[Word]] = []
        """What the page before ends with, where that is the title or unit line of a table that begins on this one."""
        self._page = 0
        """The last page read."""
        self._running = RunningLines()
        self._form = FormPages()

    def read(self, words: list[Word], number: int) -> tuple[list[Grid], list[Word]]:
        """(grids, words outside them) of a page on which no ruled table was found.

        A table is a run of lines that print figures standing apart from their labels: at least three, or
        fewer under a title, or on a page that prints no sentence (the end of a table, the one row of 三公). The
        header is the lines above it down from the title or unit line. Without such a run all words stay prose.
        """
        # in narrow columns the lines of neighbouring cells lie a third of a line apart
        printed = printed_lines(words, min(3.5, _SLANT * _height(words)))
        lines = self._running.without(printed)
        rank_words(lines, number)
        parted = [[piece_of(piece) for piece in pieces(line)] for line in lines]
        inside: set[int] = set()
        entries = contents_entries([[word["text"] for word in line] for line in lines])
        if entries and all(n in entries for n, line in enumerate(parted) if is_data(line)):
            self._running.note(printed, inside)
            return [], words
        sentences = any("。" in piece.text for line in parted for piece in line)
        grids: list[Grid] = []
        if number != self._page + 1:  # ruled tables stand on the pages between
            self._torn, self._caption = None, []
        self._page = number
        torn, self._torn = self._torn, None
        above, self._caption = self._caption, lines[-MOST_CAPTION:] if ends_with_caption(parted) else []
        if above and not names_form(above):
            self._form.columns = None
        for start, end, captioned in regions(parted):
            over = [*above, *lines[:start]][-MOST_CAPTION:]
            titled = captioned and not self._form.goes_on_below(lines[:start])
            form = self._form.lines_of(lines[start:end], over, titled=titled, first=start == 0)
            rows, used = self._rows_of_form(form), form
            below = titled or (start == 0 and bool(above) and begins_with_header(parted[:end]))
            caption: list[Line] = []
            if not form and torn is not None and start == 0:
                whole, cut_off = torn.above(lines[:end], _GAP * _height(words))
                rows, used = self._table(whole, titled=True, sentences=sentences)
                here = {id(word) for word in words}
                used = [[word for word in line if id(word) in here] for line in [*used, cut_off if rows else []]]
                caption = torn.caption
            if not form and not rows:
                rows, used = self._table(lines[start:end], titled=below, sentences=sentences)
            if not rows and (titled or (start == 0 and above)):
                self._torn = torn_head(lines, start, end, over)
            if rows:
                taken = [word for line in used for word in line]
                grids.append(Grid(rows, number, caption, around(taken)))
                inside.update(id(word) for word in taken)
        self._running.note(printed, inside)
        return grids, [word for word in words if id(word) not in inside]

    def _rows_of_form(self, lines: list[list[Word]]) -> list[Row]:
        return form_rows(lines, self._form.columns or [], self._inner(lines), self._form.on_top) if lines else []

    def _inner(self, lines: Sequence[list[Word]]) -> float | None:
        """The gap between two lines of one cell in type of this size."""
        return None if self._leading is None else self._leading * _height([word for line in lines for word in line])

    def _table(self, lines: list[list[Word]], *, titled: bool, sentences: bool) -> tuple[list[Row], list[list[Word]]]:
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

    def _body(self, lines: list[list[Word]], bounds: Sequence[Span]) -> list[Row]:
        apart = rows_apart(columns_of(parted_lines(lines, bounds), bounds))
        self._apart = min((gap for gap in (apart, self._apart) if gap is not None), default=None)
        inner = self._inner(lines)
        inner = self._broken if inner is None else inner
        return body_rows(lines, bounds, inner, self._apart, from_top=setting(self._told) is Setting.TOP)

    def _begin(self, header: list[list[Word]], body: list[list[Word]]) -> tuple[list[Row], Sequence[Span]]:
        """(rows of the header, bounds of the columns) of a table that begins."""
        least = closest([*header, *body])
        names, units = units_apart(header)
        flush = flush_table(names, body, least)
        if flush:
            rows = [*flush.header, *unit_row(units, flush.bounds)]
            return self._note(header, flush.heads, flush.bounds, rows)
        broken = gap_in_halves([*header, *body])
        heads = heads_of(names, least, self._told, self._inner(header) if broken is None else broken)
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
        broken: float | None = None,
    ) -> tuple[list[Row], Sequence[Span]]:
        """Keeps what a table begins with for the pages on which it goes on. ``broken``: see ``gap_in_halves``."""
        if header and bounds:
            gap, height = inner_gap(heads), _height([word for line in header for word in line])
            self._leading = self._leading if gap is None else gap / height
            self._apart = None
            self._broken = broken
            self._begun = Begun(bounds, header, rows)
        return rows, bounds


def _height(words: Sequence[Word]) -> float:
    return median(word["bottom"] - word["top"] for word in words) if words else 0.0
