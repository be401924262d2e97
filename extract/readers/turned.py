"""Pages whose text runs up or down the sheet, as a landscape table is bound into a portrait document."""

from __future__ import annotations

from pdfplumber.page import Page as PlumberPage

_FEWEST = 20
"""Characters: a stamp or a note along the margin turns no page."""


def turned(page: PlumberPage) -> PlumberPage:
    """The page as its reader turns it; itself where most of the text stands upright."""
    # not pdfplumber's "upright", which a difference in the fifteenth place decides
    matrices = [char["matrix"] for char in page.chars]
    sideways = [matrix[1] for matrix in matrices if abs(matrix[1]) > abs(matrix[0])]
    if len(sideways) < _FEWEST or 2 * len(sideways) < len(page.chars):
        return page
    upwards = sum(1 for rise in sideways if rise > 0)
    page.page_obj.rotate = (page.page_obj.rotate + (90 if 2 * upwards > len(sideways) else 270)) % 360
    return PlumberPage(page.pdf, page.page_obj, page_number=page.page_number, initial_doctop=page.initial_doctop)
