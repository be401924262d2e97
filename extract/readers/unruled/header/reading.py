"""The header of a table: its rows, and where the columns under it begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Row
from extract.readers.page.lines import Word
from extract.readers.unruled.gaps import gap_in_halves, smallest_gap
from extract.readers.unruled.header.centred import centred_columns
from extract.readers.unruled.header.flush import flush_table
from extract.readers.unruled.header.grid import header_rows
from extract.readers.unruled.header.head import leaves_of, line_gap_in, lowest_of
from extract.readers.unruled.header.naming import name_columns
from extract.readers.unruled.header.order import rows_in_order
from extract.readers.unruled.header.setting import Votes, setting, votes
from extract.readers.unruled.header.stacking import heads_of
from extract.readers.unruled.header.units import unit_row, units_apart
from extract.readers.unruled.spans import Span, bounds_of, figure_spans, neighbours, printed_spans


@dataclass(frozen=True, slots=True)
class Header:
    """What a table begins with."""

    bounds: Sequence[Span]
    """Of its columns."""
    rows: list[Row]
    line_gap: float | None
    """Between two lines of one of its cells."""
    told: Votes
    """Where its cells set their words."""
    aside: float | None = None
    """Points right of the columns' edges at which all words begin; ``None`` where they do not."""
    halves: float | None = None
    """The gap between the halves of the figures and words that the table breaks."""


def read_header(
    lines: Sequence[list[Word]], body: Sequence[list[Word]], known: Votes, line_gap: float | None
) -> Header:
    """The header whose printed ``lines`` stand above those of the ``body``.

    ``known``: where the headers before set their words; ``line_gap``: between two lines of one cell, as these show it.
    """
    whole = [*lines, *body]
    least = smallest_gap(whole)
    names, units = units_apart(lines)
    flush = flush_table(names, body, least)
    if flush:
        rows = [*flush.header, *unit_row(units, flush.bounds)]
        return Header(flush.bounds, rows, line_gap_in(flush.heads), Votes(), aside=flush.aside)
    halves = gap_in_halves(whole)
    heads = heads_of(names, least, known, line_gap if halves is None else halves)
    spans = printed_spans(body)
    figures = figure_spans(body, spans)
    beside = neighbours(body, spans)
    centred = centred_columns(lowest_of(heads), spans, figures, beside)
    if centred:
        bounds = [bound for _, bound in centred]
    else:
        lowest = sorted(leaf.box for leaf in leaves_of(heads))
        bounds = bounds_of(name_columns(spans, figures, beside, lowest) if lowest else spans)
    own_names, told = [name for name, _ in centred or ()], votes(heads)
    rows = header_rows(heads, bounds, own_names, setting(told, known), rows_in_order(heads, names))
    return Header(bounds, rows + unit_row(units, bounds), line_gap_in(heads), told, halves=halves)
