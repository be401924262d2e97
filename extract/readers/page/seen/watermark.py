"""Marks that are printed over a page's text: watermarks aslant or upright, pale or large, and the words of stamps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import atan2, degrees
from typing import Any

from extract.readers.page.boxes import Printed, across, down
from extract.readers.page.colour import lightness

_PALE = 0.5
"""Lightness from which a colour may be a mark's."""
_SLANT = 10.0
"""Degrees off the page's edges; a page scanned a little askew has less."""
_FEWEST = 20
"""Characters of a page that has text besides its watermark."""
_LARGER = 1.8
"""Times the height of what it covers: the least of a watermark that is not pale."""
_COVERS = 0.1
"""Of a watermark's characters: how many stand over others, at least."""
_BIN = 24.0
"""Points: characters are compared with those of their own part of the page."""


def without_marks(chars: list[Printed]) -> list[Printed]:
    """The characters of a page without those of marks."""
    return _over_no_others(_straight(chars))


def _straight(chars: list[Printed]) -> list[Printed]:
    """The characters without watermarks that run aslant and stamps, whose colour is theirs alone."""
    straight = [char for char in chars if not _slants(char)]
    if len(straight) == len(chars) or len(straight) < _FEWEST:
        return chars
    colours = Counter(str(char["non_stroking_color"]) for char in straight)
    slanting = Counter(str(char["non_stroking_color"]) for char in chars) - colours
    stamps = {colour for colour, count in slanting.items() if colours[colour] <= min(count, len(straight) / 2)}
    return [char for char in straight if str(char["non_stroking_color"]) not in stamps]


def _slants(char: Printed) -> bool:
    matrix = char["matrix"]
    return _SLANT < degrees(atan2(matrix[1], matrix[0])) % 90 < 90 - _SLANT


def _over_no_others(chars: list[Printed]) -> list[Printed]:
    """The characters without a watermark: pale or large ones of one look that stand over others."""
    looks: dict[Any, list[Printed]] = defaultdict(list)
    for char in chars:
        if char["text"].strip():
            looks[round(char["size"]), str(char["non_stroking_color"])].append(char)
    marks = [look for look in looks.values() if (lightness(look[0]["non_stroking_color"]) or 0) >= _PALE]
    small = min((look[0]["size"] for look in looks.values()), default=0.0)
    marks += [look for look in looks.values() if look not in marks and look[0]["size"] >= _LARGER * small]
    dropped: set[int] = set()
    for look in marks:
        own = {id(char) for char in look}
        others = _by_place(char for char in chars if id(char) not in own and char["text"].strip())
        pale = (lightness(look[0]["non_stroking_color"]) or 0) >= _PALE
        covering = sum(_covers(char, others, 1.0 if pale else _LARGER) for char in look)
        if covering and covering >= _COVERS * len(look):
            dropped |= own
    return [char for char in chars if id(char) not in dropped]


def _by_place(chars: Iterable[Printed]) -> dict[tuple[int, int], list[Printed]]:
    places: dict[tuple[int, int], list[Printed]] = defaultdict(list)
    for char in chars:
        places[int(across(char) // _BIN), int(down(char) // _BIN)].append(char)
    return places


def _covers(char: Printed, others: dict[tuple[int, int], list[Printed]], larger: float) -> bool:
    """True where the middle of a character so many times smaller lies well inside of this one."""
    side, upper = (char["x1"] - char["x0"]) / 4, (char["bottom"] - char["top"]) / 4
    left, right, top, bottom = char["x0"] + side, char["x1"] - side, char["top"] + upper, char["bottom"] - upper
    near = (
        other
        for column in range(int(left // _BIN), int(right // _BIN) + 1)
        for row in range(int(top // _BIN), int(bottom // _BIN) + 1)
        for other in others.get((column, row), ())
    )
    return any(
        left <= across(other) <= right and top <= down(other) <= bottom and larger * other["size"] <= char["size"] + 0.5
        for other in near
    )
