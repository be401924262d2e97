"""Text that does not run across the page: a landscape table bound into a portrait document, a slanting watermark."""

from __future__ import annotations

from math import atan2, degrees
from typing import Any

from pdfplumber.page import Page as PlumberPage

_FEWEST = 20
"""Characters: a stamp or a note along the margin turns no page."""
_SLANT = 10.0
"""Degrees off the page's edges; a page scanned a little askew has less."""


def turned(page: PlumberPage) -> PlumberPage:
    """The page as its reader turns it; itself where most of the text stands upright."""
    # not pdfplumber's "upright", which a difference in the fifteenth place decides
    matrices = [char["matrix"] for char in page.chars]
    sideways = [matrix[1] for matrix in matrices if abs(matrix[1]) > abs(matrix[0])]
    if len(sideways) < _FEWEST or 2 * len(sideways) < len(page.chars):
        return page
    upwards = sum(1 for rise in sideways if rise > 0)
    rotation = (page.page_obj.rotate + (90 if 2 * upwards > len(sideways) else 270)) % 360
    # pdfminer turns by the one, pdfplumber takes width and height from the other
    page.page_obj.rotate = page.page_obj.attrs["Rotate"] = rotation
    return PlumberPage(page.pdf, page.page_obj, page_number=page.page_number, initial_doctop=page.initial_doctop)


def without_slanting(page: PlumberPage) -> PlumberPage:
    """The page without the characters of a watermark, which run aslant across lines and cells of a table."""
    slanting = sum(1 for char in page.chars if _slants(char))
    return page.filter(lambda printed: not _slants(printed)) if 0 < 2 * slanting < len(page.chars) else page


def _slants(printed: dict[str, Any]) -> bool:
    matrix = printed.get("matrix")
    return matrix is not None and _SLANT < degrees(atan2(matrix[1], matrix[0])) % 90 < 90 - _SLANT
