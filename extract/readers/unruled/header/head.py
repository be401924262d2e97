"""A cell of a header without ruling lines, and which cells stand lowest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Box
from extract.readers.page.lines import Word, around


@dataclass(slots=True, eq=False)
class Head:
    """One cell of the header."""

    lines: list[Word]

    @property
    def box(self) -> Box:
        return around(self.lines)

    @property
    def text(self) -> str:
        return "\n".join(word["text"] for word in self.lines)

    @property
    def middle(self) -> float:
        return (self.box[0] + self.box[2]) / 2


def lowest_of(heads: Sequence[Head]) -> list[Head]:
    """The cells under which no other stands, from left to right."""
    lowest = [
        head
        for head in heads
        if not any(
            other is not head
            and other.box[1] > head.box[3] - 2
            and other.box[0] < head.box[2]
            and other.box[2] > head.box[0]
            for other in heads
        )
    ]
    return sorted(lowest, key=lambda head: head.middle)


def leaves_of(heads: Sequence[Head]) -> list[Head]:
    """The lowest cells without those that have a lower one on both sides: such a cell is set over the gap between
    two columns of its own."""
    lowest = sorted(lowest_of(heads), key=lambda head: head.box[0])
    top, bottom = (min(h.box[1] for h in heads), max(h.box[3] for h in heads)) if heads else (0.0, 0.0)
    return [
        head
        for n, head in enumerate(lowest)
        if not (
            0 < n < len(lowest) - 1
            and all(lowest[k].box[1] > head.box[3] - 2 for k in (n - 1, n + 1))
            and abs((head.box[1] + head.box[3]) / 2 - (top + bottom) / 2) > 2
        )
    ]


def line_gap_in(heads: Sequence[Head]) -> float | None:
    """The gap between two lines of one cell, as the header's own cells show it."""
    gaps = [
        lower["top"] - upper["bottom"]
        for head in heads
        for upper, lower in zip(head.lines, head.lines[1:], strict=False)
    ]
    return min(gaps, default=None)
