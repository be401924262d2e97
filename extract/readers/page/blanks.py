"""Blanks that a cell's words are set with, to fill a line or for looks: 项 目, 单位代 码."""

from __future__ import annotations

from typing import Any

_TOUCHES, _WIDEST = 0.1, 0.5
"""Of the type's size: the most between a blank and a character beside it, and how wide a blank may be; wider ones part
columns."""


def is_within(before: dict[str, Any], blank: dict[str, Any], after: dict[str, Any]) -> bool:
    """True for a blank that alone fills what lies between two Chinese characters; the three written one after the
    other."""
    size = float(before["size"])
    apart = max(abs(blank["x0"] - before["x1"]), abs(after["x0"] - blank["x1"]))
    chinese = not (before["text"].isascii() or after["text"].isascii())
    return bool(chinese and apart < _TOUCHES * size and 0 < blank["x1"] - blank["x0"] < _WIDEST * size)
