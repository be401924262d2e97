"""Printed lines of one column put into the cells they belong to, where no ruling line says so."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.document import Box, Measure
from extract.readers.page.lines import Word, around, text_of
from extract.readers.page.measure import measure_of
from forms.money import NIL, is_figure
from forms.structure import is_total_label
from forms.text import fold

STEP = 0.4
"""Points by which two cells stand further apart than two lines of one cell."""
_EQUAL = 0.3
"""Points by which equal gaps differ."""
TIGHT = 0.75
"""Of the type's height: two lines of one cell lie no further apart."""
_BESIDE = 0.3
"""Of the type's height: a word that begins so much higher than another ends is of a cell beside it."""
_OFF_LINE = 1.5
"""Points by which gaps between lines of one cell differ where digits and characters are of two fonts."""
_BROKEN = 0.6
"""Share of the figures that may be such halves."""
_WHOLE = re.compile(r"^-?[\d,]+\.\d+$|^-?\d{1,3}(?:,\d{3})+$")
_AMOUNT = re.compile(r"^-?\d[\d,]*\.\d{1,6}$|^\d{12,24}$")
_SHORT = 2
"""Characters of 合计, which alone may be the end of a label."""
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]+[）)、]")
_LONG_CODE = 12
"""Digits of a project's code, at least: codes break as well."""


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


def blocks_of(columns: Sequence[Sequence[list[Word]]], least: float | None) -> list[Block]:
    """Each column's lines as cells: lines no further apart than the gap between two lines of one cell; every line is
    a cell where none is given."""
    blocks: list[Block] = []
    for place, lines in enumerate(columns):
        lowest: float | None = None
        for line in lines:
            box = around(line)
            whole = bool(blocks) and is_total_label(blocks[-1].text)
            if lowest is not None and least is not None and box[1] - lowest < least + STEP and not whole:
                blocks[-1].lines.append(line)
            else:
                blocks.append(Block(place, [line]))
            lowest = box[3]
    return blocks


def holds_rows(block: Block) -> bool:
    """True for lines taken for one cell of which a lower one begins a row: a total's whole label, or an item numbered
    like the first one (二、…, 三、…)."""
    texts = [fold("".join(word["text"] for word in line)) for line in block.lines]
    numbered = bool(_NUMBERED.match(texts[0]))
    return any(
        (is_total_label(text) and len(text) > _SHORT) or (numbered and _NUMBERED.match(text)) for text in texts[1:]
    )


def gap_in_cells(columns: Sequence[Sequence[list[Word]]], known: float | None) -> float | None:
    """The gap between two lines of one cell; ``None`` where rows stand as close together as lines do. ``known``: what
    the header shows.

    Two figures one under the other are of two rows, or the halves of one that a narrow column breaks.
    """
    inside: list[float] = []
    rows: list[float] = []
    whole: list[float] = []
    for lines in columns:
        for upper, lower in itertools.pairwise(lines):
            gap = around(lower)[1] - around(upper)[3]
            (rows if _is_figure(upper) and _is_figure(lower) else inside).append(gap)
            if _is_whole(upper) and _is_whole(lower):
                whole.append(gap)
    least = known if known is not None else min(inside, default=None)
    if known is not None and (repeated := repeated_gap(inside)) is not None:
        # what a header shows may be the gap between two of its cells; digits stand a little off the characters' line
        least = repeated if repeated < known - _OFF_LINE else known
    if least is None or (known is None and least > TIGHT * _type_height(columns)):
        return None
    if any(gap < least + STEP for gap in whole):
        return None
    if known is not None and not whole and any(_is_whole(line) for lines in columns for line in lines):
        return least  # one row: figures one under the other are halves
    if rows:
        close = sum(1 for gap in rows if gap < least + STEP)
        broken = _broken_figures(columns, least)
        if any(text.count(".") > 1 for text in broken):
            return None
        return least if close <= _BROKEN * len(rows) or _make_amounts(broken) else None
    return least if known is not None or any(gap >= least + STEP for gap in inside) else None


def _broken_figures(columns: Sequence[Sequence[list[Word]]], least: float) -> list[str]:
    """What the lines of figures taken for one cell make together."""
    return [
        fold("".join(word["text"] for line in block.lines for word in line))
        for block in blocks_of(columns, least)
        if len(block.lines) > 1 and all(_is_part(line) for line in block.lines)
    ]


def _make_amounts(broken: Sequence[str]) -> bool:
    """True where figures that break make amounts with decimals, or codes: in very narrow columns most figures break."""
    whole = [text for text in broken if "." in text or len(text) >= _LONG_CODE]
    return bool(whole) and sum(bool(_AMOUNT.match(text)) for text in whole) > _BROKEN * len(whole)


def closest(lines: Sequence[list[Word]]) -> float | None:
    """The smallest gap, met more than once, between a word and the one right below it; a figure is of another cell."""
    return repeated_gap([
        lower["top"] - upper["bottom"]
        for upper, lower in pairs_below(lines)
        if not (_is_figure([upper]) or _is_figure([lower]))
    ])  # fmt: skip


def pairs_below(lines: Sequence[list[Word]]) -> Iterator[tuple[Word, Word]]:
    """Each word with the one right below it."""
    for n, line in enumerate(lines):
        for word in line:
            lowest = word["bottom"] - _BESIDE * (word["bottom"] - word["top"])
            below = next(
                (
                    other
                    for other in itertools.chain.from_iterable(lines[n + 1 :])
                    if other["x0"] < word["x1"] and other["x1"] > word["x0"] and other["top"] > lowest
                ),
                None,
            )
            if below is not None:
                yield word, below


def lines_apart(gap: float, rows: float | None) -> float:
    """How far apart two lines of one cell stand at most. ``gap``: between such lines, as headers show it; ``rows``: the
    smallest between two rows. Browsers set lines to whole pixels, so that gaps of one kind differ."""
    return max(gap + STEP, (gap + rows) / 2 if rows is not None else 0.0)


def repeated_gap(gaps: Sequence[float]) -> float | None:
    """The smallest of some gaps that another one equals."""
    return next((one for one, other in itertools.pairwise(sorted(gaps)) if other - one < _EQUAL), None)


def _type_height(columns: Sequence[Sequence[list[Word]]]) -> float:
    return min(float(word["bottom"] - word["top"]) for lines in columns for line in lines for word in line)


def _is_whole(line: list[Word]) -> bool:
    """True for a figure that no column broke: it prints its decimals or all its thousands, or is a nil."""
    text = fold("".join(word["text"] for word in line))
    return bool(_WHOLE.match(text)) or (text in NIL and bool(text))


def _is_part(line: list[Word]) -> bool:
    return not fold("".join(word["text"] for word in line)).strip("-0123456789,.")


def _is_figure(line: list[Word]) -> bool:
    return is_figure("".join(word["text"] for word in line))
