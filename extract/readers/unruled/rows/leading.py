"""How far apart the lines of one cell stand, and printed lines put into cells by that, where no ruling line says so."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from statistics import median

from extract.brokenfigures import LONG_CODE, completes, is_whole
from extract.readers.page.lines import Word, around
from extract.readers.unruled.rows.block import Block
from forms.money import decimals, is_figure, is_number
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
_FAR = 2.5
"""Of the type's height: two lines of one cell stand nearer."""
_OPENED, _CLOSED = re.compile(r"（[^）]*$"), re.compile(r"^[^（]*）")
_BROKEN = 0.6
"""Share of the figures that may be such halves."""
_AMOUNT = re.compile(r"^-?\d[\d,]*\.\d{1,6}$|^\d{12,24}$")


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
    whole = [text for text in broken if "." in text or len(text) >= LONG_CODE]
    return bool(whole) and sum(bool(_AMOUNT.match(text)) for text in whole) > _BROKEN * len(whole)


def closest(lines: Sequence[list[Word]]) -> float | None:
    """The smallest gap, met more than once, between a word and the one right below it; a figure is of another cell."""
    return repeated_gap([
        lower["top"] - upper["bottom"]
        for upper, lower in pairs_below(lines)
        if not (_is_figure([upper]) or _is_figure([lower]))
    ])  # fmt: skip


def gap_in_halves(lines: Sequence[list[Word]]) -> float | None:
    """The gap between the halves of figures and of words in brackets, which can be nothing but one cell's; ``None``
    where none breaks."""
    words = (word["text"] for line in lines for word in line)
    printed = max((decimals(text) for text in words if is_number(text)), default=0)
    gaps = [
        lower["top"] - upper["bottom"]
        for upper, lower in pairs_below(lines)
        if lower["top"] - upper["bottom"] < _FAR * (upper["bottom"] - upper["top"])
        and _is_broken(fold(upper["text"]), fold(lower["text"]), printed)
    ]
    return median(gaps) if gaps else None


def _is_broken(upper: str, lower: str, printed: int) -> bool:
    """True where both together make a figure or a word that they do not make apart. ``printed``: the most decimals of
    a figure there."""
    return bool(_OPENED.search(upper) and _CLOSED.search(lower)) or completes(upper, lower, printed)


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
    return is_whole("".join(word["text"] for word in line))


def _is_part(line: list[Word]) -> bool:
    return not fold("".join(word["text"] for word in line)).strip("-0123456789,.")


def _is_figure(line: list[Word]) -> bool:
    return is_figure("".join(word["text"] for word in line))
