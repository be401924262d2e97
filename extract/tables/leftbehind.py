"""Titles that stand alone at the foot of a page: their table begins on the next one."""

from __future__ import annotations

import re

from extract.document import Line, Page
from extract.tables.captions import SUBTITLE, all_caption, read_caption
from extract.tables.furniture import is_running
from extract.tables.titles import (
    ends_as_body,
    is_body_label,
    is_table_number,
    is_whole_body,
    looks_like_title,
    names_form,
)
from forms.text import fold, split_ordinal

_HEADER_WORDS = re.compile(r"^(收入|支出|项目(名称)?|金额|合计|预算数)+$")
"""The first line of a header whose table goes on over the page."""


def title_to_table(page: Page, following: Page) -> None:
    """Sets the rows at the foot of a page that hold but a title and unit line above the table of the next page."""
    if not page.grids or not following.grids or following.grids[0].page == page.number:
        return
    foot, table = page.grids[-1], following.grids[0]
    caption, rows = read_caption(foot)
    if caption.title is None or rows < len(foot.rows) or read_caption(table)[0].title is not None:
        return
    printed = [Line(cell.text) for row in foot.rows for cell in row if cell is not None and fold(cell.text)]
    table.lead = [*foot.lead, *printed, *table.lead]
    page.grids.pop()


def carried_lead(page: Page, running: set[str]) -> list[Line]:
    """The title lines at the foot of a page whose table begins on the next one; none where the foot is no title.

    Word leaves a title behind when the table's first row does not fit below it. Contents entries
    look like titles too, but stand one below the other.
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
            listed = not is_table_number(above) and (
                names_form(above) or bool(looks_like_title(above) and split_ordinal(above)[0])
            )
            return [] if listed or re.search(r"[；;。…\d]$", text) else foot[n:]
        body = ends_as_body(text) or is_body_label(text) or (is_body_label(above) and is_whole_body(text))
        if not (body or all_caption([text]) or SUBTITLE.match(text) or _HEADER_WORDS.match(text)):
            return []
    return []
