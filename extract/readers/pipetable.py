"""A table between pipes as its converter left it: what stands for blank cells, rows that lost their merged ones, and
labels parted over two columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from forms.money import is_number

_BLANK = re.compile(r"^(?:nan|Unnamed: \d+(?:_level_\d+)?|Col\d+)$", re.IGNORECASE)
"""What pandas writes for a cell without a value, and for a column without a name; PyMuPDF calls this Col3."""
_APART = 2
"""Blank rows."""
_REST = re.compile(r"^\s*[、．)）]")
"""What no label begins with."""
_FEWEST = 2
"""Labels without their numerals."""


def tables_in(rows: Sequence[Sequence[str]]) -> Iterator[list[list[str]]]:
    """Tables between which several rows are blank: a worksheet with its cover above. A blank cell is ''."""
    part: list[list[str]] = []
    blank = 0
    for row in rows:
        cells = ["" if _BLANK.match(cell) else cell for cell in row]
        if any(cells) and blank >= _APART and part:
            yield part
            part = []
        blank = 0 if any(cells) else blank + 1
        if part or any(cells):
            part.append(cells)
    if part:
        yield part


def whole_rows(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows of one table, each as wide as the widest; header rows that lost merged cells stand under the groups."""
    width = max(map(len, rows), default=0)
    whole: list[list[str]] = []
    own: Sequence[int] = range(width)
    """The columns in which the row above has cells."""
    for n, row in enumerate(rows):
        places = _under_groups(whole[-1], own) if whole and len(row) < width else []
        if len(places) == len(row) and not any(map(is_number, row)) and any(len(row) == width for row in rows[n + 1 :]):
            cells = dict(zip(places, row, strict=True))
            own = places
        else:
            cells = dict(enumerate(row))
            own = range(width)
        whole.append([cells.get(place, "") for place in range(width)])
    return whole


def whole_labels(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows with labels whole that begin in one column and go on in the next: 收 | 入 over 一 | 、财政拨款."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    place = 1
    while place < len(columns):
        left, right = columns[place - 1], columns[place]
        parted = sum(bool(begun and _REST.match(text)) for begun, text in zip(left, right, strict=True))
        if parted >= _FEWEST and not any(map(is_number, left)):
            columns[place - 1 : place + 1] = [[begun + text for begun, text in zip(left, right, strict=True)]]
        else:
            place += 1
    return [list(row) for row in zip(*columns, strict=True)]


def _under_groups(above: Sequence[str], own: Sequence[int]) -> list[int]:
    """The columns of a header's cells over several columns: where the others are merged downward, the next row has no
    cells but below them. ``own``: where the row above has cells at all."""
    places: list[int] = []
    for before, place in pairwise(own):
        if not above[place] and place == before + 1 and (before in places or above[before]):
            places += [place] if before in places else [before, place]
    return places
