"""How light a colour of a page is: what the paper's colour hides, and what marks are pale."""

from __future__ import annotations

from typing import Any


def lightness(colour: Any) -> float | None:
    """From 0, black, to 1, white; ``None`` for a pattern or nothing."""
    parts = colour if isinstance(colour, list | tuple) else (colour,)
    if not all(isinstance(part, int | float) for part in parts) or len(parts) not in (1, 3, 4):
        return None
    if len(parts) == 4:  # cyan, magenta, yellow, black
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    weights = (0.3, 0.59, 0.11) if len(parts) == 3 else (1.0,)
    return float(sum(weight * part for weight, part in zip(weights, parts, strict=True)))
