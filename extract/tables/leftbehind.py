"""Titles that stand alone in a frame, or at the foot of a page: their table comes next."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.document import Line, Page
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
)
from forms.text import fold, split_ordinal

_HEADER_WORDS = re.compile(r"^(收入|支出|项目(名称)?|金额|合计|预算数)+$")
"""The first line of a header whose table goes on over the page."""


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
