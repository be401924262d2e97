"""The cell of a table without ruling lines: the lines it prints, put together where they stand close."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.brokenfigures import are_two_targets
from extract.document import Box, Measure
from extract.readers.page.lines import Word, around, joined, text_of
from extract.readers.page.measure import measure_of
from extract.readers.unruled.gaps import STEP
from forms.structure import is_total_label
from forms.text import fold

_SHORT = 2
"""Characters of 合计, which alone may be the end of a label."""
_MEASURED = re.compile(r"^[≥≤＞＜><=＝]|^[\d.]+[%％]$")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]+[）)、]")


@dataclass(slots=True)
class Block:
    """The lines that one cell prints, top down."""

    column: int
    lines: list[list[Word]] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return around([word for line in self.lines for word in line])

    @property
    def middle(self) -> float:
        box = self.box
        return (box[1] + box[3]) / 2

    @property
    def text(self) -> str:
        return "\n".join(text_of(line) for line in self.lines)

    @property
    def measure(self) -> Measure | None:
        return measure_of(self.lines)


def blocks_of(columns: Sequence[Sequence[list[Word]]], line_gap: float | None) -> list[Block]:
    """Each column's lines, top down, as cells: lines no further apart than ``line_gap``, the gap between two lines of
    one cell, are one cell; without that gap every line is one, and no line goes on with a total's label."""
    blocks: list[Block] = []
    for place, lines in enumerate(columns):
        lowest: float | None = None
        for line in lines:
            box = around(line)
            total = bool(blocks) and is_total_label(blocks[-1].text)
            if lowest is not None and line_gap is not None and box[1] - lowest < line_gap + STEP and not total:
                blocks[-1].lines.append(line)
            else:
                blocks.append(Block(place, [line]))
            lowest = box[3]
    return blocks


def holds_rows(block: Block) -> bool:
    """True for lines taken for one cell of which a lower one begins a row: a total's whole label, an item numbered like
    the first one (二、…, 三、…), or a target under another."""
    texts = [fold(joined(line)) for line in block.lines]
    numbered = bool(_NUMBERED.match(texts[0]))
    measured = any(_MEASURED.search(text) for text in texts)  # others may be words that begin with a number
    return (measured and any(are_two_targets(upper, lower) for upper, lower in pairwise(texts))) or any(
        (is_total_label(text) and len(text) > _SHORT) or (numbered and _NUMBERED.match(text)) for text in texts[1:]
    )
