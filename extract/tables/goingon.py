"""Whether a grid goes on with the table before it, and how many of its first rows are a header."""

from __future__ import annotations

import re

from extract.document import Grid, Row
from extract.tables.captions import Caption
from extract.tables.headers import header_depth, header_paths
from extract.tables.mending import closes, is_tail
from extract.tables.repeated import begins_as, heads_again, repeats, same_paths
from extract.tables.room import PageEnd
from extract.tables.titles import bare_title, heads_another
from extract.tables.whole import HEADED, WholeTable
from forms.declaration import Form
from forms.money import is_number
from forms.text import fold

PROJECT_NAME = re.compile(r"^(项目|专项(资金|（项目）)?)名称[：]?$")
"""The label of the project, or of the special fund, that a sheet of its own is about."""


def depth_of(rows: list[Row], caption: Caption, form: Form, current: WholeTable | None) -> int:
    """How many of a grid's first rows are a header. ``form``: its own, or that of the table before it; ``current``:
    that table."""
    goes_on = current is not None and caption.title is None and is_sheet([*current.header, *current.rows], form)
    depth = header_depth(rows) if form.shape in HEADED and not (goes_on or is_sheet(rows, form)) else 0
    if current is None:
        return depth
    if caption.title is None:
        return _depth_after(current, rows, depth)
    return len(current.header) if _is_titled_again(current, caption) and _repeats_all(current, rows) else depth


def is_sheet(rows: list[Row], form: Form) -> bool:
    """True for 项目绩效目标表 of one project: its first row is a label and a name, and no header of columns."""
    texts = [fold(cell.text) for cell in rows[0] if cell is not None and fold(cell.text)] if rows else []
    return form.shape == "project_objectives" and len(texts) == 2 and bool(PROJECT_NAME.match(texts[0]))


def _is_titled_again(current: WholeTable, caption: Caption) -> bool:
    """True for a page that prints the table's own title again."""
    return bool(current.caption.title and caption.title) and (
        bare_title(caption.title or "") == bare_title(current.caption.title or "")
    )


def _repeats_all(current: WholeTable, rows: list[Row]) -> bool:
    """True for rows that begin with the table's whole header: what stands below it are data, figures or not."""
    depth = len(current.header)
    return 0 < depth <= len(rows) and all(repeats(row, current.header) for row in rows[:depth])


def _depth_after(current: WholeTable, rows: list[Row], depth: int) -> int:
    """On a page that goes on without a title, rows below the repeated header are data, figures or not."""
    if _repeats_all(current, rows):
        return len(current.header)
    repeated = next((n for n, row in enumerate(rows[:depth]) if not repeats(row, current.header)), depth)
    if repeated or not depth:
        return repeated
    end = PageEnd(current.rows, current.on_last_page, rows)
    if current.rows and (end.cuts(rows[0]) or (depth == 1 and is_tail(end))):
        return 0
    return 0 if _is_blank_under_figures(rows[0], current) or closes(rows[0]) else depth


def _is_blank_under_figures(row: Row, current: WholeTable) -> bool:
    """True for a row of labels whose cells in the figures' columns are blank: a header prints words there."""
    figures = {n for known in current.rows for n, cell in enumerate(known) if cell is not None and is_number(cell.text)}
    if not figures or len(row) != current.width:
        return False
    return all((cell := row[n]) is not None and not fold(cell.text) for n in figures)


def continues(current: WholeTable, caption: Caption, grid: Grid, depth: int) -> bool:
    """True when a grid goes on with the table before it rather than starting one of its own."""
    same_header = begins_as(grid.rows[:depth], current.header) or same_paths(header_paths(grid, depth), current.paths)
    if caption.title is not None:
        return _is_titled_again(current, caption) and (same_header or depth == 0 or grid.width == current.width)
    if heads_another([line.text for line in grid.lead], current.caption.title, same_header):
        return False
    if same_header or (not grid.lead and grid.rows and heads_again(grid.rows[0], current.rows)):
        return True
    if not grid.lead and grid.width == current.width and (depth == 0 or _mostly_data(grid, depth)):
        return True
    if any(re.search(r"[。；]$", line.text.strip()) and len(line.text) > 25 for line in grid.lead):
        return False
    if depth == 0 or _mostly_data(grid, depth):
        return abs(grid.width - current.width) <= 3 or (grid.box is not None and current.merges_known)
    return False


def _mostly_data(grid: Grid, depth: int) -> bool:
    """A continuation whose first rows print no figure (indicator tables) looks like a header."""
    printed = sum(1 for row in grid.rows[:depth] for cell in row if cell is not None and len(fold(cell.text)) > 16)
    return printed > 0 or (depth >= len(grid.rows) and len(grid.rows) > 2)
