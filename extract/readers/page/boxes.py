"""Boxes on a page: where the middle of what is printed stands, and which box holds it, or another box."""

from __future__ import annotations

from typing import Any

from extract.document import Box

Printed = dict[str, Any]
"""A character, word, line, area or picture as pdfplumber gives it."""

_OFF = 1.0
"""Points by which what a box holds may stand off it."""


def across(printed: Printed) -> float:
    """Half way from its left side to its right one."""
    return float(printed["x0"] + printed["x1"]) / 2


def down(printed: Printed) -> float:
    """Half way from its top to its bottom."""
    return float(printed["top"] + printed["bottom"]) / 2


def holds(box: Box, printed: Printed) -> bool:
    """True when the middle of what is printed lies in the box, or less than a point off it."""
    x, y = across(printed), down(printed)
    return box[0] - _OFF <= x <= box[2] + _OFF and box[1] - _OFF <= y <= box[3] + _OFF


def is_within(inner: Box, outer: Box, off: float = _OFF) -> bool:
    """True when one box lies in the other, or so many points off it at most."""
    return (
        outer[0] - off <= inner[0]
        and outer[1] - off <= inner[1]
        and inner[2] <= outer[2] + off
        and inner[3] <= outer[3] + off
    )


def overlap(one: Box, other: Box) -> bool:
    """True for two boxes that share some of the page."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
