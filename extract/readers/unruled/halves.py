"""What a narrow column breaks for certain, and how far apart the lines of one cell stand there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from extract.readers.page.lines import Word
from extract.readers.unruled.leading import pairs_below
from forms.money import decimals, is_number
from forms.text import fold

_FAR = 2.5
"""Of the type's height: two lines of one cell stand nearer."""
_OPENED = re.compile(r"（[^）]*$")
_CLOSED = re.compile(r"^[^（]*）")
_THOUSANDS = re.compile(r"^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")


def gap_in_halves(lines: Sequence[list[Word]]) -> float | None:
    """The gap between the halves of figures and of words in brackets, which can be nothing but one cell's; ``None``
    where none breaks."""
    whole = Counter(
        decimals(text) for line in lines for word in line if is_number(text := fold(word["text"])) and "." in text
    )
    printed = max(whole, default=0)
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
    if _OPENED.search(upper) and _CLOSED.search(lower):
        return True
    if not re.match(r"^-?[\d,]*\d[\d,]*\.?\d*$", upper) or not re.match(r"^[\d,.]+$", lower):
        return False
    both = upper + lower
    if "." in both:
        return is_number(both) and decimals(both) == printed and not (is_number(upper) and decimals(upper) == printed)
    return "," in upper and not _THOUSANDS.match(upper) and bool(_THOUSANDS.match(both))
