"""A header printed again on a later page, found by where its words stood on the first."""

from __future__ import annotations

from collections.abc import Sequence

from extract.readers.page.lines import Word
from forms.text import fold

_OFF = 1.5
"""Points by which a word stands off its place."""
_ENOUGH = 0.5
"""Share of the header's words: a row as high as fits on the page cuts off the last lines of its cells."""


def header_again(
    header: Sequence[list[Word]], lines: Sequence[list[Word]]
) -> tuple[list[list[Word]], list[list[Word]]] | None:
    """(the header's lines as printed again, the other lines) where the lines begin with the header; ``None`` if not.

    Words of a header that is cut off at its lower edge may stand on the lines of the first rows.
    """
    if not header or not lines or _texts(header[0]) != _texts(lines[0]):
        return None
    down = lines[0][0]["top"] - header[0][0]["top"]
    again: list[list[Word]] = []
    taken: set[int] = set()
    for known in header:
        found = [word for place in known if (word := _at(place, down, lines)) is not None]
        taken.update(id(word) for word in found)
        if found:
            again.append(found)
    if len(taken) < _ENOUGH * sum(map(len, header)):
        return None
    rest = [[word for word in line if id(word) not in taken] for line in lines]
    return again, [line for line in rest if line]


def _texts(line: Sequence[Word]) -> list[str]:
    return [fold(word["text"]) for word in line]


def _at(known: Word, down: float, lines: Sequence[list[Word]]) -> Word | None:
    for line in lines:
        for word in line:
            if (
                abs(word["top"] - known["top"] - down) <= _OFF
                and abs(word["x0"] - known["x0"]) <= _OFF
                and fold(word["text"]) == fold(known["text"])
            ):
                return word
    return None
