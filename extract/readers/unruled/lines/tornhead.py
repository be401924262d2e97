"""The header of a table without ruling lines that begins at the foot of one page and goes on at the top of the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from extract.document import Line
from extract.readers.page.lines import Word, line_of, pieces
from extract.readers.unruled.gaps import TIGHT
from extract.readers.unruled.lines.kinds import ends_page
from extract.readers.unruled.lines.piece import ONE_EDGE, Piece, has_header_words, is_data, names_expenses, piece_of

_MOST_LINES = 8
"""Lines of the next page that may be the rest of a header."""
_MOST_HEADER_LINES = 16
_FEWEST = 2
"""Words of headers among the words of one."""
_MANY = 5
"""Words apart on one line: of a header so narrow that the page's end cuts its words, too."""
_OPENING = "（(【《“"
_LONGEST = 20
"""Characters of a header's cell on one line."""


@dataclass(frozen=True, slots=True)
class TornHead:
    """The upper lines of a header, and the lines above it that say which table it is."""

    lines: list[list[Word]]
    caption: list[Line]

    def above(self, lines: Sequence[list[Word]], gap: float) -> tuple[list[list[Word]], list[Word]]:
        """(the page's lines with these set above them, the words that go on in a cell of these).

        They are set so far up as the rows of a header stand apart. A cell that is cut in two is whole above.
        """
        taken: list[Word] = []
        rest_of_header = list(takewhile(lambda line: not _prints_figures(line), lines[:_MOST_LINES]))
        torn = sorted(word["x0"] for line in self.lines for word in line)
        starts = sorted(word["x0"] for line in lines[:_MOST_LINES] for word in line)
        whole = [
            [
                _whole(word, rest_of_header, end, taken) if _ends_at(word, end, torn) else word
                for word in line
                for end in [next((x for x in starts if x > word["x0"] + ONE_EDGE), float("inf"))]
            ]
            for line in self.lines
        ]
        gone = {id(word) for word in taken}
        rest = [left for line in lines if (left := [word for word in line if id(word) not in gone])]
        top = min((word["top"] for line in rest[:1] for word in line), default=0.0)
        down = top - gap - max(word["bottom"] for word in self.lines[-1])
        moved = [[{**w, "top": w["top"] + down, "bottom": w["bottom"] + down} for w in line] for line in whole]
        return [*moved, *rest], taken


def _is_header(parted: Sequence[list[Piece]]) -> bool:
    several = any(len(line) >= _MANY for line in parted)
    return several or names_expenses(parted) or has_header_words(parted, _FEWEST)


def _prints_figures(line: list[Word]) -> bool:
    return is_data([piece_of(piece) for piece in pieces(line, narrow=True)])


def _ends_at(word: Word, end: float, torn: Sequence[float]) -> bool:
    """True for a cell over one column alone: it ends before ``end``, where the next column begins, and there begins
    another cell of the torn lines (``torn``: where these begin)."""
    after = next((x for x in torn if x > word["x0"] + ONE_EDGE), 0.0)
    return bool(word["x1"] <= end - ONE_EDGE and abs(after - end) <= ONE_EDGE)


def _whole(word: Word, lines: Sequence[list[Word]], end: float, taken: list[Word]) -> Word:
    """A word with what the next page prints of its cell, where a page's end cut that.

    ``lines``: the rest of the header on the next page; ``end``: where the next column begins; ``taken``: takes up the
    words that are used. The first line below is the cell's only where the word left no room for what it begins with.
    """
    tight = TIGHT * (word["bottom"] - word["top"])
    last = word
    for below in (w for line in lines for w in line if abs(w["x0"] - word["x0"]) <= ONE_EDGE):
        one = (below["x1"] - below["x0"]) / len(below["text"])
        room = one * (2 if below["text"][0] in _OPENING else 1)
        if last["x1"] + room <= end - ONE_EDGE and last is word:
            break
        if last is not word and below["top"] - last["bottom"] > tight:
            break
        taken.append(below)
        word, last = {**word, "text": word["text"] + below["text"]}, below
    return word


def torn_head(lines: Sequence[list[Word]], start: int, end: int, above: Sequence[list[Word]]) -> TornHead | None:
    """The header that the last lines of a page may be the beginning of; ``None`` where they print anything else.

    ``start``, ``end``: the region of these lines, which a title or unit line stands above; ``above``: those above
    them.
    """
    parted: list[list[Piece]] = [[piece_of([word]) for word in line] for line in lines[start:end]]
    whole = end == len(lines)
    if len(parted) > 1 and ends_page(parted[-1], parted[-2]):
        parted.pop()
    if not parted or not whole or len(parted) > _MOST_HEADER_LINES or not _is_header(parted):
        return None
    if any(piece.is_figure or "。" in piece.text or len(piece.text) > _LONGEST for line in parted for piece in line):
        return None
    return TornHead([list(line) for line in lines[start : start + len(parted)]], [line_of(line) for line in above])
