"""Characters no wider than they are drawn beside a line, where their font states another width."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from itertools import pairwise
from statistics import median

from pdfplumber.page import Page as PlumberPage

from extract.readers.page.boxes import down
from extract.readers.page.ruling.walls import upright_lines

_SAME = 0.1
"""Points by which the lines of neighbours differ at most."""
_TWICE, _APART = 0.2, 1.2
"""Of the stated width: characters nearer to each other are one drawn twice, those farther no neighbours."""
_NARROW, _MOSTLY, _FEWEST = 0.7, 0.8, 20
"""A font states widths of its own fancy where most of at least so many neighbours stand closer than they could."""


def narrow(page: PlumberPage) -> None:
    """Ends such a character before the line that its stated width alone reaches over: figures of E-BZ are set half as
    far apart as they are wide, and the last one of a full cell would be taken for a part of the next cell's text."""
    shares = _drawn_widths(page)
    walls = upright_lines(page.edges) if shares else []
    for char in page.chars if walls else ():
        share = shares.get(char["fontname"])
        if share is None or not char["upright"]:
            continue
        drawn = char["x0"] + (char["x1"] - char["x0"]) * share
        over = walls[bisect_left(walls, (drawn,)) : bisect_left(walls, (char["x1"],))]
        if any(top < down(char) < bottom for _, top, bottom in over):
            char["x1"], char["width"] = drawn, drawn - char["x0"]


def _drawn_widths(page: PlumberPage) -> dict[str, float]:
    """Of the fonts whose characters stand closer than they are wide: the share of the stated width that is drawn."""
    steps: dict[str, list[float]] = defaultdict(list)
    for char, after in pairwise(page.chars):
        width = char["x1"] - char["x0"]
        level = char["upright"] and abs(char["bottom"] - after["bottom"]) < _SAME
        if width > 0 and level and char["fontname"] == after["fontname"]:
            step = (after["x0"] - char["x0"]) / width
            if _TWICE < step < _APART:
                steps[char["fontname"]].append(step)
    return {
        font: median(known)
        for font, known in steps.items()
        if len(known) >= _FEWEST and sum(step < _NARROW for step in known) >= _MOSTLY * len(known)
    }
