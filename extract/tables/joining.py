"""Tables made whole: grids that continue over pages joined, repeated headers dropped, split rows mended."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from extract.document import Grid, Line, Page, Row
from extract.tables.captions import Caption, read_caption, unit_in_header
from extract.tables.columns import column_spans, in_columns_of, kept_columns, only_columns
from extract.tables.furniture import is_running, running_lines
from extract.tables.goingon import continues, depth_of, is_sheet
from extract.tables.headers import header_paths, unit_below
from extract.tables.leftbehind import carried_lead, titles_to_tables
from extract.tables.mending import complete, completes, is_tail, mend
from extract.tables.parting import parted
from extract.tables.repeated import first_again, printed_again, repeats, same_paths
from extract.tables.room import PageEnd
from extract.tables.spanning import parted_names, unrepeated, words_to_begin
from extract.tables.titles import names_form
from extract.tables.torn import is_header_alone, is_torn_header, with_rest_of_header
from extract.tables.whole import HEADED, CutCell, Place, WholeTable
from forms.load import forms
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
            _take(tables, _part_of(grid, number, tables[-1] if tables else None, running))
        left_behind = carried_lead(page, running)
    return tables


@dataclass(slots=True)
class _Part:
    """What a grid adds to a table: its rows without those of the caption, and without columns that print nothing."""

    caption: Caption
    grid: Grid
    """With the lines above it that do not run through the document, and without headers typed anew for each page."""
    depth: int
    """Rows of its header."""
    places: list[Place]
    """Of its rows."""
    number: int
    """The printed grid's."""
    kept: tuple[int, ...]
    """Its columns' places in the printed grid."""
    torn: bool
    """Whether it begins with the rest of a header whose beginning is all of the table before it."""


def _part_of(grid: Grid, number: int, current: WholeTable | None, running: set[str]) -> _Part:
    caption, skipped = read_caption(grid)
    printed = grid.rows[skipped:]
    lead = [line for line in grid.lead if not is_running(line.text, running)]
    torn = current is not None and is_torn_header(current, caption, lead, number)
    # of a header alone, whose rest is on the next page, blank columns are parts of merged cells
    whole = torn or (grid.merges_known and is_header_alone(printed))
    kept = tuple(range(grid.width)) if whole else kept_columns(printed, grid, caption, current)
    rows = only_columns(printed, kept)
    form = caption.form or (current.form if current and caption.title is None else None) or _LIST
    depth = depth_of(rows, caption, form, current)
    again = printed_again(rows, depth)
    places = [Place(number, skipped + n, grid.page) for n in range(len(rows)) if n not in again]
    rows = [row for n, row in enumerate(rows) if n not in again]
    body = Grid(rows, grid.page, lead, grid.box, grid.merges_known, grid.sheet)
    return _Part(caption, body, depth, places, number, kept, torn)


def _take(tables: list[WholeTable], part: _Part) -> None:
    """Adds a grid to the table it goes on with, or as a new one."""
    current = tables[-1] if tables else None
    if current is not None:
        if part.torn and with_rest_of_header(current, part.grid, part.places, part.kept):
            current.grids.append(part.number)
            return
        if continues(current, part.caption, part.grid, part.depth):
            _append(current, part)
            current.grids.append(part.number)
            return
    tables.append(_begun(part))


def _begun(part: _Part) -> WholeTable:
    """The table that begins with a grid."""
    grid, depth, caption = part.grid, part.depth, part.caption
    paths = header_paths(grid, depth)
    caption.unit = caption.unit or unit_in_header(paths) or unit_below(grid.rows[:depth])
    return WholeTable(
        caption,
        paths,
        grid.rows[depth:],
        part.places[depth:],
        grid.rows[:depth],
        grid.merges_known,
        [part.number],
        column_spans(grid),
        part.kept,
    )


def _append(current: WholeTable, part: _Part) -> None:
    """Adds the rows of a page on which the table goes on."""
    skip = _rows_of_header(current, part.grid, part.depth)
    rows, places = part.grid.rows[skip:], part.places[skip:]
    is_form = _is_form(current)
    rows = in_columns_of(current, part.grid, rows, is_form=is_form)
    if current.form is not None and current.form.shape in ("objectives", "project_objectives") and current.merges_known:
        words_to_begin(current.rows, current.on_last_page, rows, listed=not is_form)
        again = unrepeated(current.rows, rows)
        current.cut += [CutCell("", text, (current.places[-1].page, part.grid.page)) for text in again]
    if rows and current.rows:
        rows, places = _mended(current, rows, places)
    current.rows.extend(rows)
    current.places.extend(places)


def _rows_of_header(current: WholeTable, grid: Grid, depth: int) -> int:
    """How many of the first rows the table has already: its header printed again, or the rows of a form that is no
    list."""
    if current.form is not None and current.form.shape not in HEADED:
        return first_again(grid.rows, current.rows)
    if not depth or same_paths(header_paths(grid, depth), current.paths):
        return depth
    again = [repeats(row, current.header) for row in grid.rows[:depth]]
    first = sum(again)
    return first if all(again[:first]) else 0


def _mended(current: WholeTable, rows: list[Row], places: list[Place]) -> tuple[list[Row], list[Place]]:
    """The rows below a page's end, and their places, without what of the row above it they print."""
    end = PageEnd(current.rows, current.on_last_page, rows)
    if completes(end):
        complete(current.rows[-1], rows[0])
        return rows[1:], places[1:]
    if is_tail(end):
        _mend(current, rows[0], places[0])
        return rows[1:], places[1:]
    if current.form is not None and current.form.shape == "project_objectives":
        names, rest = parted_names(end)
        _mend(current, names, places[0])
        return [rest, *rows[1:]], places
    return rows, places


def _is_form(table: WholeTable) -> bool:
    """True for a table that is no list: labels beside values, of which a page may show fewer columns."""
    form = table.form
    return form is not None and (form.shape == "objectives" or is_sheet([*table.header, *table.rows], form))


def _mend(current: WholeTable, tail: Row, place: Place) -> None:
    pages = (current.places[-1].page, place.page)
    current.cut += [CutCell(upper, lower, pages) for upper, lower in mend(current.rows, tail)]
