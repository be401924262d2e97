"""Titles alone in a frame, inside one between two forms, or at the foot of a page: their table comes next."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.document import Box, Grid, Line, Page, Row
from extract.tables.captions import SUBTITLE, all_caption, read_caption
from extract.tables.furniture import is_running
from extract.tables.titles import (
    bare_title,
    ends_as_body,
    form_of,
    is_body_label,
    is_table_number,
    is_whole_body,
    looks_like_title,
    names_form,
    names_table,
)
from forms.money import is_number
from forms.text import fold, split_ordinal

_HEADER_WORDS = re.compile(r"^(收入|支出|项目(名称)?|金额|合计|预算数)+$")
"""The first line of a header whose table goes on over the page."""
_MOST_IN_CAPTION = 2
"""Texts of a row: a body's name and a unit. A row of more is a header or data, of an empty form too."""


def titles_to_tables(page: Page, following: Page | None) -> None:
    """Sets the rows of a frame that holds but a title, its year and unit above the table that comes next, on the page
    or, from its foot, on the next one."""
    over = [grid for grid in following.grids[:1] if grid.page != page.number] if following is not None else []
    for frame, table in pairwise([*page.grids, *over]):
        caption, rows = read_caption(frame)
        if caption.title is None or rows < len(frame.rows) or read_caption(table)[0].title is not None:
            continue
        printed = [Line(cell.text) for row in frame.rows for cell in row if cell is not None and fold(cell.text)]
        table.lead = [*frame.lead, *printed, *table.lead]
        page.grids = [grid for grid in page.grids if grid is not frame]


def carried_lead(page: Page, running: set[str]) -> list[Line]:
    """The title lines at the foot of a page whose table begins on the next one; none where the foot is no title.

    Word leaves a title behind when the table's first row does not fit below it. Contents entries
    look like titles too, but stand one below the other, where a heading stands over the title of the same form.
    """
    bottom = max((grid.box[3] for grid in page.grids if grid.box), default=0.0)
    foot = [
        line
        for line in page.prose
        if not is_running(line.text, running) and line.box is not None and line.box[1] >= bottom - 2
    ]
    for n in range(len(foot) - 1, max(-1, len(foot) - 5), -1):
        text, above = fold(foot[n].text), fold(foot[n - 1].text) if n else ""
        if names_form(text):
            listed = not (is_table_number(above) or _names_same(above, text)) and (
                names_form(above) or bool(looks_like_title(above) and split_ordinal(above)[0])
            )
            return [] if listed or re.search(r"[；;。…\d]$", text) else foot[n:]
        body = ends_as_body(text) or is_body_label(text) or (is_body_label(above) and is_whole_body(text))
        if not (body or all_caption([text]) or SUBTITLE.match(text) or _HEADER_WORDS.match(text)):
            return []
    return []


def _names_same(above: str, text: str) -> bool:
    named = form_of(bare_title(text))
    return named is not None and form_of(bare_title(above)) is named


def parted(grid: Grid) -> list[Grid]:
    """Each form of a frame as a grid of its own; the grid itself where it holds one."""
    starts = [0]
    printed = False
    for n, row in enumerate(grid.rows):
        texts = [fold(cell.text) for cell in row if cell is not None and fold(cell.text)]
        if printed and _is_title(row):
            starts.append(_top(grid.rows, n))
            printed = False
        figured = len(texts) == _MOST_IN_CAPTION and is_number(texts[1])  # a label and its amount
        printed = printed or figured or len(texts) > _MOST_IN_CAPTION
    if len(starts) == 1:
        return [grid]
    ends = [*starts[1:], len(grid.rows)]
    return [
        Grid(rows, grid.page, [] if start else grid.lead, _box(rows) or grid.box, grid.merges_known, grid.sheet)
        for start, end in zip(starts, ends, strict=True)
        if (rows := _own_columns(grid.rows[start:end]))
    ]


def _own_columns(rows: list[Row]) -> list[Row]:
    """The rows without the columns in which none of their cells begins: the lines of another form part them."""
    begun = [
        n for n in range(max(map(len, rows), default=0)) if any(n < len(row) and row[n] is not None for row in rows)
    ]
    return [[row[n] for n in begun if n < len(row)] for row in rows]


def _box(rows: list[Row]) -> Box | None:
    boxes = [cell.box for row in rows for cell in row if cell is not None and cell.box is not None]
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _top(rows: list[Row], title: int) -> int:
    """Where a form begins: at its title, or at the row with its number above it (附件2)."""
    above = [fold(cell.text) for cell in rows[title - 1] if cell is not None and fold(cell.text)]
    return title - 1 if len(above) == 1 and is_table_number(above[0]) else title


def _is_title(row: Row) -> bool:
    """True for a row that prints a title and nothing else."""
    texts = [cell.text for cell in row if cell is not None and fold(cell.text)]
    return len(texts) == 1 and names_table(fold(texts[0].split("\n")[0]))
