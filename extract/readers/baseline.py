"""Characters put where the eye sees them: on their line, whatever their font says of its own height."""

from __future__ import annotations

from typing import Any

from pdfplumber.page import Page as PlumberPage

_LEAST, _USUAL = 0.5, 0.8
"""Of a character's height, how much stands above the line it is written on. pdfminer takes it from the descent that
the font states, and a font that states more than half its height (digits of E-BZ beside FZFSK) lies a row lower."""


def settle(page: PlumberPage) -> None:
    """Moves characters of such fonts up, so that they stand beside the others of their line.

    To be called before anything asks for the page's words.
    """
    for char in page.objects.get("char", []):
        _, skew, slant, _, _, line = char["matrix"]
        size = char["y1"] - char["y0"]
        if skew or slant or not size or (char["y1"] - line) / size >= _LEAST:
            continue
        up = _USUAL * size - (char["y1"] - line)
        _move(char, up)


def _move(char: dict[str, Any], up: float) -> None:
    for name in ("y0", "y1"):
        char[name] += up
    for name in ("top", "bottom", "doctop"):
        char[name] -= up
