"""The header of a table that goes on over pages: office programs draw it again, and the tree knows only the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import floor

from extract.readers.page.boxes import Printed
from extract.readers.tagged.shown import Shown
from extract.readers.tagged.spread import TaggedCell

_OFF = 0.5
"""Points by which a character drawn again stands off its place at most."""


def header_again(first: Sequence[Shown], chars: Iterable[Printed]) -> dict[TaggedCell, list[Printed]]:
    """The cells that a page draws again, from the first row on, with their characters among those not marked.

    ``first``: what the page prints on which the table begins; ``chars``: what of this page is in no marked content.
    """
    rows: dict[int, list[tuple[TaggedCell, Printed]]] = defaultdict(list)
    for one in first:
        for word in one.words:
            rows[one.cell.row] += [(one.cell, char) for char in word["chars"]]
    if not rows:
        return {}
    places: dict[tuple[str, int], list[Printed]] = defaultdict(list)
    for char in chars:
        for near in {floor(char["x0"] - _OFF), floor(char["x0"] + _OFF)}:
            places[char["text"], near].append(char)
    (_, begin) = next(iter(rows[min(rows)]))
    for start in _near(places, begin):
        found: dict[TaggedCell, list[Printed]] = defaultdict(list)
        for row in sorted(rows):
            again = [(cell, _at(places, char, start["top"] - begin["top"])) for cell, char in rows[row]]
            if any(char is None for _, char in again):
                break
            for cell, other in again:
                if other is not None:
                    found[cell].append(other)
        if found:
            return found
    return {}


def _near(places: dict[tuple[str, int], list[Printed]], char: Printed) -> list[Printed]:
    return [other for other in places[char["text"], floor(char["x0"])] if abs(other["x0"] - char["x0"]) <= _OFF]


def _at(places: dict[tuple[str, int], list[Printed]], char: Printed, lower: float) -> Printed | None:
    """The same character so much lower."""
    return next((other for other in _near(places, char) if abs(other["top"] - char["top"] - lower) <= _OFF), None)
