"""Tables without ruling lines, as Word's web layout prints them: which lines of each page are tables."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Grid, Line, Row
from extract.readers.page.lines import Word, around, pieces, printed_lines
from extract.readers.page.order import rank_words
from extract.readers.unruled.form.pages import FormPages, names_form
from extract.readers.unruled.form.table import form_rows
from extract.readers.unruled.gaps import type_height
from extract.readers.unruled.lines.extent import begins_with_header
from extract.readers.unruled.lines.piece import Piece, is_data, piece_of
from extract.readers.unruled.lines.regions import MOST_CAPTION, ends_with_caption, regions
from extract.readers.unruled.lines.running import RunningLines
from extract.readers.unruled.lines.tornhead import TornHead, torn_head
from extract.readers.unruled.onetable import UnruledTables
from extract.tables.furniture import contents_entries

_SLANT = 0.25
"""Of the type's height: what the words of one line differ in height, at most."""
_GAP = 0.9
"""Of the type's height: how far the torn parts of a header are set apart, as its rows at least are."""


class UnruledPages:
    """The tables of a document's pages that have no ruling lines, one page after the other."""

    def __init__(self) -> None:
        self._tables = UnruledTables()
        self._form = FormPages()
        self._running = RunningLines()
        self._torn: TornHead | None = None
        """What the page before shows of the header of a table that begins on this one."""
        self._caption: list[list[Word]] = []
        """What the page before ends with, where that is the title or unit line of a table that begins on this one."""
        self._page = 0
        """The last page read."""

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
        sentences = any("。" in piece.text for line in parted for piece in line)
        grids: list[Grid] = []
        above, torn = self._left_over(lines, parted, number)
        for start, end, captioned in regions(parted):
            over = [*above, *lines[:start]][-MOST_CAPTION:]
            titled = captioned and not self._form.goes_on_below(lines[:start])
            form = self._form.lines_of(lines[start:end], over, titled=titled, first=start == 0)
            rows, used = self._rows_of_form(form), form
            caption: list[Line] = []
            if not form and torn is not None and start == 0:
                rows, used = self._under(torn, lines[:end], words, sentences=sentences)
                caption = torn.caption
            if not form and not rows:
                below = titled or (start == 0 and bool(above) and begins_with_header(parted[:end]))
                rows, used = self._tables.read(lines[start:end], titled=below, sentences=sentences)
            if not rows and start == 0 and not titled:
                rows, used = self._tables.rest_of(lines[:end]), lines[:end]
            if not rows and (titled or (start == 0 and above)):
                self._torn = torn_head(lines, start, end, over)
            if rows:
                taken = [word for line in used for word in line]
                grids.append(Grid(rows, number, caption, around(taken)))
                inside.update(id(word) for word in taken)
        self._running.note(printed, inside)
        return grids, [word for word in words if id(word) not in inside]

    def _left_over(
        self, lines: list[list[Word]], parted: Sequence[list[Piece]], number: int
    ) -> tuple[list[list[Word]], TornHead | None]:
        """(caption, torn header) that the page right before leaves to the first table of this one; keeps this page's
        caption for the next. Where pages stand between, these have ruled tables."""
        above, torn = (self._caption, self._torn) if number == self._page + 1 else ([], None)
        self._page, self._torn = number, None
        self._caption = lines[-MOST_CAPTION:] if ends_with_caption(parted) else []
        if above and not names_form(above):
            self._form.columns = None
        return above, torn

    def _rows_of_form(self, lines: list[list[Word]]) -> list[Row]:
        inner = self._tables.gaps.of_headers(lines)
        return form_rows(lines, self._form.columns or [], inner, self._form.on_top) if lines else []

    def _under(
        self, torn: TornHead, lines: list[list[Word]], words: Sequence[Word], *, sentences: bool
    ) -> tuple[list[Row], list[list[Word]]]:
        """(rows, their lines on this page) of the table whose header the page before begins."""
        whole, cut_off = torn.above(lines, _GAP * type_height(words))
        rows, used = self._tables.read(whole, titled=True, sentences=sentences)
        here = {id(word) for word in words}
        return rows, [[word for word in line if id(word) in here] for line in [*used, cut_off if rows else []]]


def _are_contents(lines: Sequence[list[Word]], parted: Sequence[list[Piece]]) -> bool:
    """True for a page of which every line with a figure is an entry of a list of contents."""
    entries = contents_entries([[word["text"] for word in line] for line in lines])
    return bool(entries) and all(n in entries for n, line in enumerate(parted) if is_data(line))
