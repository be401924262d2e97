"""Tables made whole: grids that continue over pages joined, repeated headers dropped, split rows mended."""

from __future__ import annotations

import re
from itertools import zip_longest

from extract.document import Grid, Line, Page, Row
from extract.tables.captions import Caption, read_caption, unit_in_header
from extract.tables.columns import column_spans, fitted_rows, kept_columns, only_columns, widen
from extract.tables.furniture import is_running, running_lines
from extract.tables.headers import header_depth, header_paths, unit_below
from extract.tables.leftbehind import carried_lead, titles_to_tables
from extract.tables.mending import closes, complete, completes, is_tail, mend, parted_name, words_to_begin
from extract.tables.parting import parted
from extract.tables.repeated import begins_as, first_again, heads_again, printed_again, repeats, same_paths
from extract.tables.room import PageEnd
from extract.tables.titles import bare_title, heads_another, names_form
from extract.tables.torn import is_header_alone, is_torn_header, with_rest_of_header
from extract.tables.whole import HEADED, CutCell, Place, WholeTable
from forms.declaration import Form
from forms.load import forms
from forms.money import is_number
from forms.text import fold

_LIST = forms()["expenditure"]


def whole_tables(pages: list[Page]) -> list[WholeTable]:
    """All tables of a document in printed order."""
    tables: list[WholeTable] = []
    running = running_lines(pages)
    number = 0
    left_behind: list[Line] = []
    for page in pages:
        page.grids = [form for grid in page.grids for form in parted(grid)]
    for page, following in zip_longest(pages, pages[1:]):
        titles_to_tables(page, following)
    for page in pages:
        for n, grid in enumerate(page.grids):
            number += 1
            if n == 0 and left_behind and not any(names_form(fold(line.text)) for line in grid.lead):
                grid.lead = [*left_behind, *grid.lead]
            _take(tables, grid, number, running)
        left_behind = carried_lead(page, running)
    return tables


def _take(tables: list[WholeTable], grid: Grid, number: int, running: set[str]) -> None:
    """Adds a grid to the table it goes on with, or as a new one."""
    caption, skipped = read_caption(grid)
    current = tables[-1] if tables else None
    printed = grid.rows[skipped:]
    lead = [line for line in grid.lead if not is_running(line.text, running)]
    torn = current is not None and is_torn_header(current, caption, lead, number)
    # of a header alone, whose rest is on the next page, blank columns are parts of merged cells
    whole = torn or (grid.merges_known and is_header_alone(printed))
    kept = tuple(range(grid.width)) if whole else kept_columns(printed, grid, caption, current)
    body = Grid(only_columns(printed, kept), grid.page, lead, grid.box, grid.merges_known, grid.sheet)
    form = caption.form or (current.form if current and caption.title is None else None) or _LIST
    depth = header_depth(body.rows) if form.shape in HEADED and not _is_sheet(body.rows, form) else 0
    if current is not None and caption.title is None:
        depth = _depth_after(current, body.rows, depth)
    elif current is not None and _is_titled_again(current, caption) and _repeats_all(current, body.rows):
        depth = len(current.header)
    again = printed_again(body.rows, depth)
    places = [Place(number, skipped + n, grid.page) for n in range(len(body.rows)) if n not in again]
    body.rows = [row for n, row in enumerate(body.rows) if n not in again]
    if current is not None and torn and with_rest_of_header(current, body, places, kept):
        current.grids.append(number)
        return
    if current is not None and _continues(current, caption, body, depth):
        _append(current, body, depth, places)
        current.grids.append(number)
    else:
        paths = header_paths(body, depth)
        caption.unit = caption.unit or unit_in_header(paths) or unit_below(body.rows[:depth])
        tables.append(
            WholeTable(
                caption,
                paths,
                body.rows[depth:],
                places[depth:],
                body.rows[:depth],
                grid.merges_known,
                [number],
                column_spans(body),
                kept,
            )
        )


def _is_sheet(rows: list[Row], form: Form) -> bool:
    """True for 项目绩效目标表 of one project: its first row is a label and a name, and no header of columns."""
    texts = [fold(cell.text) for cell in rows[0] if cell is not None and fold(cell.text)] if rows else []
    return form.shape == "project_objectives" and len(texts) == 2 and texts[0].rstrip("：") == "项目名称"


def _is_form(table: WholeTable) -> bool:
    """True for a table that is no list: labels beside values, of which a page may show fewer columns."""
    form = table.form
    return form is not None and (form.shape == "objectives" or _is_sheet([*table.header, *table.rows], form))


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


def _continues(current: WholeTable, caption: Caption, grid: Grid, depth: int) -> bool:
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


def _append(current: WholeTable, grid: Grid, depth: int, places: list[Place]) -> None:
    skip = depth
    if depth and not same_paths(header_paths(grid, depth), current.paths):
        skip = sum(1 for row in grid.rows[:depth] if repeats(row, current.header))
        skip = skip if all(repeats(row, current.header) for row in grid.rows[:skip]) else 0
    if current.form is not None and current.form.shape not in HEADED:
        skip = first_again(grid.rows, current.rows)
    rows = grid.rows[skip:]
    if current.form is not None and grid.width > current.width and _is_form(current):
        widen(current, grid)
    elif grid.width != current.width:
        rows = fitted_rows(rows, current)
    where = places[skip:]
    shape = current.form.shape if current.form is not None else None
    if shape in ("objectives", "project_objectives") and current.merges_known:
        words_to_begin(current.rows, current.on_last_page, rows, listed=shape == "project_objectives")
    end = PageEnd(current.rows, current.on_last_page, rows)
    if not rows or not current.rows:
        pass
    elif completes(end):
        complete(current.rows[-1], rows[0])
        rows, where = rows[1:], where[1:]
    elif is_tail(end):
        _mend(current, rows[0], where[0])
        rows, where = rows[1:], where[1:]
    elif shape == "project_objectives":
        name, rest = parted_name(end)
        _mend(current, name, where[0])
        rows = [rest, *rows[1:]]
    current.rows.extend(rows)
    current.places.extend(where)


def _mend(current: WholeTable, tail: Row, place: Place) -> None:
    pages = (current.places[-1].page, place.page)
    current.cut += [CutCell(upper, lower, pages) for upper, lower in mend(current.rows, tail)]
