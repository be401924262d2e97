"""What a page prints in a tagged cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber.utils.text import extract_words

from extract.document import Box
from extract.readers.page.boxes import Printed
from extract.readers.page.lines import Word, around, printed_lines, text_of
from extract.readers.page.seen.turned import is_sideways, sideways_text
from extract.readers.tagged.spread import TaggedCell

_GAP = 0.3
"""Of the type's size: between two words of a cell, at least."""

Extent = tuple[int, int, float, float]
"""Along one side of the page: a cell's first and last row or column, and where what it prints begins and ends."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell with what a page prints of it."""

    cell: TaggedCell
    text: str
    box: Box
    words: Sequence[Word]


def shown_in(cell: TaggedCell, chars: Sequence[Printed]) -> Shown | None:
    """What the characters of a cell say; ``None`` of one that prints only blanks."""
    words = extract_words(list(chars), x_tolerance_ratio=_GAP, return_chars=True)
    if not words:
        return None
    on_side = [char for char in chars if is_sideways(char)]
    if on_side:
        return Shown(cell, sideways_text(on_side), around(words), words)
    return Shown(cell, "\n".join(map(text_of, printed_lines(words))), around(words), words)
