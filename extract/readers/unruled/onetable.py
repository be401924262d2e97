"""One table without ruling lines after the other: each begins with a header or goes on with the one before it.

Their headers tell how the document sets the next ones.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Row
from extract.readers.page.lines import Word
from extract.readers.unruled.begun import Begun, header_again
from extract.readers.unruled.gaps import Gaps
from extract.readers.unruled.header.reading import read_header
from extract.readers.unruled.header.setting import Setting, Votes, setting
from extract.readers.unruled.lines.closetogether import parted_at_columns
from extract.readers.unruled.lines.extent import table_lines
from extract.readers.unruled.rows.body import body_rows
from extract.readers.unruled.rows.written import row_gap_of
from extract.readers.unruled.spans import Span, columns_of, fit_in, parted_lines


class UnruledTables:
    """The table that the lines read last are of, and what all so far tell of the next."""

    def __init__(self) -> None:
        self._begun: Begun | None = None
        """The table that may go on."""
        self.gaps = Gaps()
        """How far apart the document sets its lines."""
        self._told = Votes()
        """Where its headers set their words."""

    def begins_again(self, lines: list[list[Word]]) -> bool:
        """True for lines that begin with the header of the table before: the list of all projects' indicators names
        its columns as the 整体绩效目标表 does."""
        return self._begun is not None and header_again(self._begun.header, lines) is not None

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
        header, body = lines[found.header : found.first], parted_at_columns(lines[found.first : found.last + 1])
        if begun is not None and again and fit_in(body, begun.bounds):
            head, bounds = begun.rows, begun.bounds  # as first printed: its last lines may be cut off here
        elif begun is not None and not titled and begun.goes_on_with(header) and fit_in(body, begun.bounds):
            head, bounds, body = [], begun.bounds, [*header, *body]
        else:
            head, bounds = self._begin(header, body)
        if len(bounds) < 2:
            return [], []
        return head + self._body(body, bounds), lines[found.header : found.last + 1]

    def rest_of(self, lines: list[list[Word]]) -> list[Row]:
        """The rows of a page whose first lines are nothing but words in the columns of the table; none of others."""
        begun = self._begun
        return self._body(lines, begun.bounds) if begun is not None and begun.ends_with(lines) else []

    def _begin(self, lines: list[list[Word]], body: list[list[Word]]) -> tuple[list[Row], Sequence[Span]]:
        """(rows of the header, bounds of the columns) of a table that begins; kept for the pages on which it goes
        on."""
        header = read_header(lines, body, self._told, self.gaps.of_headers(lines))
        self._told += header.told
        if lines and header.bounds:
            self.gaps.begin(lines, header.line_gap, header.halves)
            self._begun = Begun(header.bounds, lines, header.rows, header.aside)
        return header.rows, header.bounds

    def _body(self, lines: list[list[Word]], bounds: Sequence[Span]) -> list[Row]:
        row_gap = self.gaps.note_rows(row_gap_of(columns_of(parted_lines(lines, bounds), bounds)))
        from_top = setting(self._told) is Setting.TOP
        return body_rows(lines, bounds, self.gaps.of_table(lines), row_gap, from_top=from_top)
