"""The line gap of a table's rows: how far apart the lines of one cell stand, where no ruling line says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.brokenfigures import LONG_CODE, is_whole
from extract.readers.page.lines import Word, around, joined
from extract.readers.unruled.gaps import STEP, TIGHT, repeated_gap
from extract.readers.unruled.rows.block import blocks_of
from forms.money import is_figure
from forms.text import fold

_TWO_FONTS = 1.5
"""Points by which gaps between lines of one cell differ where digits and characters are of two fonts."""
_MOSTLY = 0.6
"""Share of the figures one under the other that may be halves of one; share of such pairs that make an amount."""
_AMOUNT = re.compile(r"^-?\d[\d,]*\.\d{1,6}$|^\d{12,24}$")


def line_gap_of(columns: Sequence[Sequence[list[Word]]], known: float | None) -> float | None:
    """The gap between two lines of one cell; ``None`` where rows stand as close together as lines do.

    ``columns``: the printed lines of each, top down; ``known``: the gap that the header shows.
    Two figures one under the other are of two rows, or the halves of one that a narrow column breaks.
    """
    others, figures, whole = _gaps(columns)
    gap = known if known is not None else min(others, default=None)
    if known is not None and (repeated := repeated_gap(others)) is not None:
        # what a header shows may be the gap between two of its cells; digits stand a little off the characters' line
        gap = repeated if repeated < known - _TWO_FONTS else known
    if gap is None or (known is None and gap > TIGHT * _least_type(columns)):
        return None
    if any(one < gap + STEP for one in whole):
        return None
    if known is not None and not whole and any(is_whole(joined(line)) for lines in columns for line in lines):
        return gap  # one row: figures one under the other are halves
    if figures:
        return gap if _are_mostly_halves(columns, figures, gap) else None
    return gap if known is not None or any(one >= gap + STEP for one in others) else None


def _gaps(columns: Sequence[Sequence[list[Word]]]) -> tuple[list[float], list[float], list[float]]:
    """The gaps between lines one under the other: (but for two figures, between two figures, between two that are
    whole, as no half of one is)."""
    others: list[float] = []
    figures: list[float] = []
    whole: list[float] = []
    for lines in columns:
        for upper, lower in pairwise(lines):
            gap = around(lower)[1] - around(upper)[3]
            texts = joined(upper), joined(lower)
            (figures if all(map(is_figure, texts)) else others).append(gap)
            if all(map(is_whole, texts)):
                whole.append(gap)
    return others, figures, whole


def _are_mostly_halves(columns: Sequence[Sequence[list[Word]]], figures: Sequence[float], gap: float) -> bool:
    """True where the figures no further apart than ``gap`` may be halves: few do stand so, or what most make together
    are amounts. ``figures``: the gaps between two of them."""
    made = _figures_made(columns, gap)
    if any(text.count(".") > 1 for text in made):
        return False
    close = sum(1 for one in figures if one < gap + STEP)
    return close <= _MOSTLY * len(figures) or _make_amounts(made)


def _figures_made(columns: Sequence[Sequence[list[Word]]], gap: float) -> list[str]:
    """What the lines of figures taken for one cell make together."""
    return [
        fold("".join(map(joined, block.lines)))
        for block in blocks_of(columns, gap)
        if len(block.lines) > 1 and all(_is_part(line) for line in block.lines)
    ]


def _make_amounts(made: Sequence[str]) -> bool:
    """True where figures that break make amounts with decimals, or codes: in very narrow columns most figures break."""
    whole = [text for text in made if "." in text or len(text) >= LONG_CODE]
    return bool(whole) and sum(bool(_AMOUNT.match(text)) for text in whole) > _MOSTLY * len(whole)


def _is_part(line: Sequence[Word]) -> bool:
    """True for a line of nothing but digits and the marks of figures."""
    return not fold(joined(line)).strip("-0123456789,.")


def _least_type(columns: Sequence[Sequence[list[Word]]]) -> float:
    """Points of the smallest type."""
    return min(float(word["bottom"] - word["top"]) for lines in columns for line in lines for word in line)
