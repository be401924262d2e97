"""The header of a table without ruling lines that begins at the foot of one page and goes on at the top of the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Line
from extract.readers.lines import Word, line_of, pieces
from extract.readers.unruledlines import Piece, has_header_words, piece_of

_MOST_LINES = 8
_MOST_CAPTION = 4
_LONGEST = 20
"""Characters of a header's cell on one line."""


@dataclass(frozen=True, slots=True)
class TornHead:
    """The upper lines of a header, and the lines above it that say which table it is."""

    lines: list[list[Word]]
    caption: list[Line]

    def above(self, lines: Sequence[list[Word]], gap: float) -> list[list[Word]]:
        """The page's lines with these set above them, so far up as the lines of a header stand apart."""
        if not lines:
            return list(self.lines)
        down = min(word["top"] for word in lines[0]) - gap - max(word["bottom"] for word in self.lines[-1])
        moved = [
            [{**word, "top": word["top"] + down, "bottom": word["bottom"] + down} for word in line]
            for line in self.lines
        ]
        return [*moved, *lines]


def torn_head(lines: Sequence[list[Word]], start: int, end: int) -> TornHead | None:
    """The header that the last lines of a page may be the beginning of; ``None`` where they print anything else.

    ``start``, ``end``: the region of these lines, which a title or unit line stands above.
    """
    parted: list[list[Piece]] = [[piece_of(piece) for piece in pieces(line)] for line in lines[start:end]]
    if not parted or end != len(lines) or len(parted) > _MOST_LINES or not has_header_words(parted, 2):
        return None
    if any(piece.is_figure or "。" in piece.text or len(piece.text) > _LONGEST for line in parted for piece in line):
        return None
    caption = [line_of(line) for line in lines[max(0, start - _MOST_CAPTION) : start]]
    return TornHead([list(line) for line in lines[start:end]], caption)
