"""Titles, unit lines and notes: what parts a page without ruling lines into the regions of its tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.readers.unruled.lines.piece import Piece, line_text
from extract.tables.captions import is_subtitle
from extract.tables.furniture import is_of_site, is_page_number
from extract.tables.titles import is_body_label, is_table_number, names_body
from forms.money import find_unit
from forms.text import fold

MOST_CAPTION = 4
"""Lines from a title to its table: the year, the body in two, the unit."""
Region = tuple[int, int, bool]
"""(first line, line after the last, whether a title or unit line stands above)."""
_NOTE = re.compile(r"^(注|备注|说明)[：:]")
_TITLE = re.compile(r"表(（.*）)?$")


def _is_caption(line: list[Piece]) -> bool:
    text = fold(line_text(line))
    body = "名称：" in text or ("：" in text and is_body_label(text)) or (len(line) == 1 and names_body(text))
    return bool(find_unit(text) or body or is_table_number(text) or (len(line) == 1 and _TITLE.search(text)))


def ends_with_caption(parted: Sequence[list[Piece]]) -> bool:
    """True for a page whose last line, but for its number and a title's year, is a title or unit line."""
    texts = [fold(line_text(line)) for line in parted]
    printed = [
        line for line, text in zip(parted, texts, strict=True) if not (is_page_number(text) or is_subtitle(text))
    ]
    return bool(printed) and _is_caption(printed[-1])


def regions(parted: Sequence[list[Piece]]) -> list[Region]:
    """What lies between caption lines, notes and the foot of a web page."""
    regions: list[Region] = []
    start, titled = 0, False
    noted = False
    for n, line in enumerate([*parted, None]):
        caption = line is None or _is_caption(line)
        note = line is not None and (bool(_NOTE.match(fold(line[0].text))) or is_of_site(line_text(line)))
        if caption or note:
            if n > start and not noted:
                regions.append((start, n, titled))
            start, titled, noted = n + 1, caption, note
    return regions
