"""Tables without ruling lines, as Word's web layout prints them: which lines of each page are tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.document import Grid, Line, Row
from extract.readers.page.lines import Word, around, pieces, printed_lines
from extract.readers.page.order import rank_words
from extract.readers.unruled.form.pages import FormPages, names_form
from extract.readers.unruled.form.table import form_rows
from extract.readers.unruled.gaps import type_height
from extract.readers.unruled.lines.extent import begins_with_header
from extract.readers.unruled.lines.piece import Piece, is_data, piece_of
from extract.readers.unruled.lines.regions import MOST_CAPTION, Region, ends_with_caption, regions
from extract.readers.unruled.lines.running import RunningLines
from extract.readers.unruled.lines.tornhead import TornHead, torn_head
from extract.readers.unruled.onetable import UnruledTables
from extract.tables.furniture import contents_entries

_SLANT = 0.25
"""Of the type's height: what the words of one line differ in height, at most."""
_GAP = 0.9
"""Of the type's height: how far the torn parts of a header are set apart, as its rows at least are."""


@dataclass(slots=True)
class _PageEnd:
    """What a page leaves to the first table of the next one."""

    number: int
    """The page's."""
    caption: list[list[Word]] = field(default_factory=list)
    """Its last lines, where they are the title or unit line of a table that begins on the next page."""
    torn: TornHead | None = None
    """The header of such a table, or its upper lines, as the page shows them."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page without its running lines."""

    words: Sequence[Word]
    lines: list[list[Word]]
    parted: list[list[Piece]]
    """The pieces of each line."""
    sentences: bool
    """Whether any ends on it."""


class UnruledPages:
    """The tables of a document's pages that have no ruling lines, one page after the other."""

    def __init__(self) -> None:
        self._tables = UnruledTables()
        self._form = FormPages()
        self._running = RunningLines()
        self._end = _PageEnd(0)
        """Of the page read last."""

    def read(self, words: list[Word], number: int) -> tuple[list[Grid], list[Word]]:
        """(grids, words outside them) of a page on which no ruled table was found.

        A table is a run of lines that print figures standing apart from their labels: at least three, or
        fewer under a title, or on a page that prints no sentence (the end of a table, the one row of 三公). The
        header is the lines above it down from the title or unit line. Without such a run all words stay prose.
        """
        # in narrow columns the lines of neighbouring cells lie a third of a line apart
        printed = printed_lines(words, min(3.5, _SLANT * type_height(words)))
        lines = self._running.without(printed)
        rank_words(lines, number)
        parted = [[piece_of(piece) for piece in pieces(line)] for line in lines]
        inside: set[int] = set()
        if _are_contents(lines, parted):
            self._running.note(printed, inside)
            return [], words
        shown = _Shown(words, lines, parted, any("。" in piece.text for line in parted for piece in line))
        before = self._turn(shown, number)
        grids: list[Grid] = []
        for region in regions(parted):
            rows, used, caption = self._table_in(region, shown, before)
            if rows:
                taken = [word for line in used for word in line]
                grids.append(Grid(rows, number, caption, around(taken)))
                inside.update(id(word) for word in taken)
        self._running.note(printed, inside)
        return grids, [word for word in words if id(word) not in inside]

    def _turn(self, shown: _Shown, number: int) -> _PageEnd:
        """What the page right before leaves to this one: where pages stand between, these have ruled tables. This
        page's own end is kept for the next."""
        before = self._end if number == self._end.number + 1 else _PageEnd(number - 1)
        self._end = _PageEnd(number, shown.lines[-MOST_CAPTION:] if ends_with_caption(shown.parted) else [])
        if before.caption and not names_form(before.caption):
            self._form.columns = None
        return before

    def _table_in(
        self, region: Region, shown: _Shown, before: _PageEnd
    ) -> tuple[list[Row], list[list[Word]], list[Line]]:
        """(rows, their lines, the lines of the page before that say which table it is) of the table in a region; no
        rows where there is none.

        Its lines are the 整体绩效目标表's, or those under a header that the page before begins, or a table's with its
        header or without, or but the rest of the row that the page before cut.
        """
        start, end, captioned = region
        first = start == 0
        over = [*before.caption, *shown.lines[:start]][-MOST_CAPTION:]
        titled = captioned and not self._form.goes_on_below(shown.lines[:start])
        again = first and not captioned and self._tables.begins_again(shown.lines[:end])
        form = [] if again else self._form.lines_of(shown.lines[start:end], over, titled=titled, first=first)
        if rows := self._rows_of_form(form):
            return rows, form, []
        torn = before.torn if first and not form else None
        caption = torn.caption if torn is not None else []
        if torn is not None:
            rows, used = self._under(torn, end, shown)
            if rows:
                return rows, used, caption
        if not form:
            below = titled or (first and bool(before.caption) and begins_with_header(shown.parted[:end]))
            rows, used = self._tables.read(shown.lines[start:end], titled=below, sentences=shown.sentences)
            if rows:
                return rows, used, caption
        if first and not titled and (rows := self._tables.rest_of(shown.lines[:end])):
            return rows, shown.lines[:end], caption
        if titled or (first and before.caption):
            self._end.torn = torn_head(shown.lines, start, end, over)
        return [], [], []

    def _rows_of_form(self, lines: list[list[Word]]) -> list[Row]:
        line_gap = self._tables.gaps.of_headers(lines)
        return form_rows(lines, self._form.columns or [], line_gap, self._form.labels) if lines else []

    def _under(self, torn: TornHead, end: int, shown: _Shown) -> tuple[list[Row], list[list[Word]]]:
        """(rows, their lines on this page) of the table whose header the page before begins."""
        whole, cut_off = torn.above(shown.lines[:end], _GAP * type_height(shown.words))
        rows, used = self._tables.read(whole, titled=True, sentences=shown.sentences)
        here = {id(word) for word in shown.words}
        return rows, [[word for word in line if id(word) in here] for line in [*used, cut_off if rows else []]]


def _are_contents(lines: Sequence[list[Word]], parted: Sequence[list[Piece]]) -> bool:
    """True for a page of which every line with a figure is an entry of a list of contents."""
    entries = contents_entries([[word["text"] for word in line] for line in lines])
    return bool(entries) and all(n in entries for n, line in enumerate(parted) if is_data(line))
