"""Which column and which row of every grid was read as what.

Row kinds come from the rows of the extraction, by the evidence that each of them carries; columns from ``tableread``.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from archive.extracted import Extraction
from extract.document import Grid, Row, Source
from extract.inspection.tableread import At, TableRead, table_read
from extract.inspection.views import CAPTION, HEADER, UNREAD, ColumnView, TableView
from extract.rows.balance import EXPENDITURE, REVENUE
from extract.tables.captions import read_caption
from extract.tables.headers import is_column_numbers
from extract.tables.joining import whole_tables
from extract.tables.whole import WholeTable
from forms.money import is_number
from forms.structure import DETAIL
from forms.text import fold

Kinds = dict[At, dict[str | None, str]]
"""Per printed row its row_kind, by side in a two-sided form."""


def annotated(source: Source, extraction: Extraction) -> list[TableView]:
    """One view for each grid of the document, in printed order."""
    disclosure = extraction.disclosures[0] if extraction.disclosures else None
    year = disclosure.keys.year if disclosure else None
    kinds: Kinds = defaultdict(dict)
    problems: dict[At, list[str]] = defaultdict(list)
    if disclosure:
        for row in (row for rows in disclosure.rows.values() for row in rows):
            kinds[row["source_table"][0], row["source_row"]][row.get("side")] = row["row_kind"]
        for problem in disclosure.problems:
            if problem.place is not None:
                problems[problem.place].append(problem.message)
    grids = dict(enumerate((grid for page in source.pages for grid in page.grids), 1))
    views: dict[int, TableView] = {}
    for table in whole_tables(source.pages):
        read = table_read(table, table.form, year) if table.form is not None else TableRead()
        for at, message in read.failing:
            problems[at].append(message)
        for number in table.grids:
            views[number] = _view(table, read, number, grids[number], kinds, problems)
    return [views[number] for number in sorted(views)]


def _view(
    table: WholeTable, read: TableRead, number: int, grid: Grid, kinds: Kinds, problems: dict[At, list[str]]
) -> TableView:
    form = table.form
    view = TableView(
        number, grid.page, table.caption.title, form.label if form else None, table.caption.unit, grid.box, grid.rows
    )
    of_column, header = _columns_on(table, grid)
    for c, path in enumerate(table.paths if read.labels else ()):
        place = of_column.get(c)
        label = read.labels[c] if c < len(read.labels) else None
        if not (label or path or any(c < len(row) and (cell := row[c]) and cell.text.strip() for row in table.rows)):
            continue  # a gap between doubled ruling lines
        view.columns.append(ColumnView(c + 1, place, label, "／".join(path), _span(grid.rows, place)))
    right = len(table.paths) if read.right is None else read.right
    side_of = {place: EXPENDITURE if c >= right else REVENUE for c, place in of_column.items()}
    worded = {place for c, place in of_column.items() if c in read.worded}
    for r, mark in _row_marks(table, read, number, grid, kinds, header, worded).items():
        for k in range(len(grid.rows[r])):
            if isinstance(mark, str):
                view.marks[r, k] = mark
            elif kind := mark.get(side_of.get(k)) or mark.get(None):
                view.marks[r, k] = kind
    here = sorted(r for at, r in problems if at == number)
    view.problems = {r: list(dict.fromkeys(problems[number, r])) for r in here}
    return view


def _columns_on(table: WholeTable, grid: Grid) -> tuple[dict[int, int], set[int]]:
    """(column of the whole table → column of this grid, header rows of this grid), told by the cells they share."""
    cells = {id(cell): (r, k) for r, row in enumerate(grid.rows) for k, cell in enumerate(row) if cell is not None}
    shared: Counter[tuple[int, int]] = Counter()
    for row in (*table.header, *table.rows):
        shared.update((c, cells[id(cell)][1]) for c, cell in enumerate(row) if id(cell) in cells)
    of_column: dict[int, int] = {}
    for (c, k), _ in shared.most_common():
        of_column.setdefault(c, k)
    return of_column, {cells[id(cell)][0] for row in table.header for cell in row if id(cell) in cells}


def _row_marks(
    table: WholeTable, read: TableRead, number: int, grid: Grid, kinds: Kinds, header: set[int], worded: set[int]
) -> dict[int, str | dict[str | None, str]]:
    """Per row of the grid one mark, or its row kinds by side."""
    marks: dict[int, str | dict[str | None, str]] = {}
    placed = {place.row: n for n, place in enumerate(table.places) if place.grid == number}
    captions = read_caption(grid)[1]
    known = {_folded(row) for row in table.header}
    first = min(placed, default=len(grid.rows))
    for r, row in enumerate(grid.rows):
        if (number, r) in kinds:
            marks[r] = kinds[number, r]
        elif (number, r) in read.parts:
            marks[r] = DETAIL
        elif r < captions:
            marks[r] = CAPTION
        elif r in header or _folded(row) in known or is_column_numbers([cell.text for cell in row if cell is not None]):
            marks[r] = HEADER
        elif r in placed:
            if table.form is not None and any(
                cell is not None and k not in worded and is_number(cell.text) for k, cell in enumerate(row)
            ):
                marks[r] = UNREAD
        elif r < first and first in placed and placed[first]:
            before = table.places[placed[first] - 1]  # the rest of the row that the page break cut
            marks[r] = kinds.get((before.grid, before.row), {})
    return marks


def _folded(row: Row) -> tuple[str, ...]:
    return tuple(fold(cell.text) for cell in row if cell is not None)


def _span(rows: list[Row], place: int | None) -> tuple[float, float] | None:
    """x range of a column: that of the narrowest cell printed in it."""
    if place is None:
        return None
    spans = [
        (cell.box[2] - cell.box[0], cell.box[0], cell.box[2])
        for row in rows
        if place < len(row) and (cell := row[place]) is not None and cell.box is not None
    ]
    return min(spans)[1:] if spans else None
