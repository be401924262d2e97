"""Text that a spreadsheet cuts at the edge of its cell: printed whole into the file, shown as far as the cell goes.

The rest of such a text would stand in the neighbouring cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber.page import Page as PlumberPage
from pdfplumber.utils.text import extract_text

from extract.document import Box
from extract.readers.page.boxes import Printed, across, down, holds, is_within
from extract.readers.page.ruling.openrows import tables_with_open_rows

_SLACK = 3.0
"""Points by which what a text is cut to may reach over its cell's lines."""
_WHOLE = 0.6
"""Of a cell: what a text of which nothing shows is cut to, at least; a cell over two pages may show it on the other."""
_SHOWS = 0.25
"""Of a character's height, which fonts state as they like: so much of one that shows lies in the box."""


@dataclass(frozen=True, slots=True)
class CutText:
    """The whole of a text of which only the part in ``box`` shows."""

    box: Box
    text: str
    shows: bool
    """False where nothing of it does."""

    def belongs_in(self, cell: Box) -> bool:
        x0, top, x1, bottom = self.box
        area = (x1 - x0) * (bottom - top)
        return is_within(self.box, cell, _SLACK) and (
            self.shows or area > _WHOLE * (cell[2] - cell[0]) * (cell[3] - cell[1])
        )


def cut(page: PlumberPage) -> list[CutText]:
    """Takes off the page what its cells cut off their texts; the whole texts.

    What a text box in the narrative cuts is left: it is in no other text's place.
    """
    clipped: dict[Box, list[Printed]] = defaultdict(list)
    for char in page.chars:
        if (box := char.get("clip")) and char["text"].strip():
            clipped[box].append(char)
    for box, own in clipped.items():
        _into(box, own)
    hidden = {box: [char for char in own if not shows_in(box, char)] for box, own in clipped.items()}
    hidden = {box: own for box, own in hidden.items() if own}
    if not hidden:
        return []
    unseen = {id(char) for own in hidden.values() for char in own}
    seen = [char for char in page.chars if id(char) not in unseen and char["text"].strip()]
    tables = tables_with_open_rows(page)
    cells = [cell for table in tables for cell in table.cells]
    texts: list[CutText] = []
    dropped: set[int] = set()
    for box, beyond in hidden.items():
        own = clipped[box]
        text = CutText(box, extract_text(own, x_tolerance=2, y_tolerance=3), len(beyond) < len(own))
        cell = next((cell for cell in cells if text.belongs_in(cell)), None)
        beside = [char for char in seen if cell and holds(cell, char) and char.get("clip") != box]
        if cell and beside and not text.shows and all(_goes_over(char.get("clip"), cell) for char in beside):
            # of a wrapped text only the lines that the cell is too low for are cut
            text = CutText(box, extract_text([*beside, *own], x_tolerance=2, y_tolerance=3), shows=True)
            beside = []
        if cell and not beside:
            texts.append(text)
            dropped.update(map(id, beyond))
        elif cell is None and not text.shows and any(_stands_off(beyond, box, table.bbox) for table in tables):
            dropped.update(map(id, beyond))
        elif cell is None:
            dropped.update(map(id, _elsewhere(beyond, box, cells, seen)))
    page.objects["char"] = [char for char in page.chars if id(char) not in dropped]
    return texts


def _elsewhere(hidden: list[Printed], box: Box, cells: Sequence[Box], seen: Sequence[Printed]) -> list[Printed]:
    """Which characters of a text without a cell stand in another text's place: all where one shows over one of them, as
    a row's figures over a note's line; else those in a cell of which their text shows nothing, as in the header of a
    page the words of a cell over two pages that stand on the page before. What is drawn below the page's end is cut to
    an empty box, whose place tells nothing."""
    lines = {(char["top"], char["bottom"]) for char in hidden}
    level = [char for char in seen if any(top <= down(char) <= bottom for top, bottom in lines)]
    if any(holds((char["x0"], char["top"], char["x1"], char["bottom"]), other) for char in hidden for other in level):
        return hidden
    if box[1] >= box[3]:
        return []
    return [
        char
        for char in hidden
        if any(holds(cell, char) and (cell[3] <= box[1] + 1 or cell[1] >= box[3] - 1) for cell in cells)
    ]


def _stands_off(hidden: list[Printed], box: Box, table: Box) -> bool:
    """True for a text that is cut to rows of a table and stands above or below all of it: the words of a cell over two
    pages, in its middle, which is on the other one."""
    return is_within(box, table, _SLACK) and all(not table[1] <= down(char) <= table[3] for char in hidden)


def _into(box: Box, chars: list[Printed]) -> None:
    """A text of which less than the half shows stands where it shows: in the row below the header of a page, not in
    that header, whose row its middle may lie in."""
    for char in chars:
        if not box[1] <= down(char) <= box[3] and shows_in(box, char):
            char["top"], char["bottom"] = max(char["top"], box[1]), min(char["bottom"], box[3])


def _goes_over(clip: Box | None, cell: Box) -> bool:
    """True where a text is cut to more than the cell, or not at all."""
    return clip is None or is_within(cell, clip, 0)


def shows_in(box: Box, char: Printed) -> bool:
    """True for a character of which so much lies in the box it is cut to that it is read."""
    overlap = min(box[3], char["bottom"]) - max(box[1], char["top"])
    return bool(box[0] <= across(char) <= box[2] and overlap >= _SHOWS * (char["bottom"] - char["top"]))
