"""Which column and which row of every grid was read as what: the conversion's own steps, looked at once more.

Row kinds come from the rows of the extraction, by the evidence that each of them carries. The tables
and the column mapping are no part of an extraction: the same functions that made it give them again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.document import Grid, Row, Source
from extract.inspection.views import CAPTION, HEADER, UNREAD, ColumnView, TableView
from extract.result import Extraction
from extract.rows.balance import EXPENDITURE, REVENUE
from extract.rows.project_objectives import column_labels
from extract.rows.readings import Reading, best_reading, quantum_of
from extract.rows.two_sided import two_sided_rows
from extract.tables.captions import read_caption
from extract.tables.headers import is_column_numbers
from extract.tables.joining import whole_tables
from extract.tables.turning import upright
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.identities import evaluate
from forms.money import is_number
from forms.structure import DETAIL
from forms.text import fold

At = tuple[int, int]
"""Number of a grid (from 1) and row in it (from 0)."""

Kinds = dict[At, dict[str | None, str]]
"""Per printed row its row_kind, by side in a two-sided form."""


@dataclass(slots=True)
class _Read:
    """What the conversion made of one whole table."""

    labels: Sequence[str | None] = ()
    """Per printed column; empty for a form that is no grid of columns."""
    worded: frozenset[int] = frozenset()
    """Columns of codes and names, in which a number is no figure."""
    right: int | None = None
    """The column with which the expenditure side begins."""
    parts: set[At] = field(default_factory=set)
    """Rows that went into a record which stands at another row."""
    failing: list[tuple[At, str]] = field(default_factory=list)
    """Rows in which an identity does not hold."""


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
        read = _read(table, table.form, year) if table.form is not None else _Read()
        for at, message in read.failing:
            problems[at].append(message)
        for number in table.grids:
            views[number] = _view(table, read, number, grids[number], kinds, problems)
    return [views[number] for number in sorted(views)]


def _read(table: WholeTable, form: Form, year: int | None) -> _Read:
    unit = table.caption.unit
    if form.shape == "two_sided":
        sides = two_sided_rows(table, form, unit, year)
        if sides is None:
            return _Read()
        names = sides.mapping.columns
        items = [place for place, name in enumerate(names) if name == "item"]
        right = items[1] if len(items) > 1 else None
        labels = [
            label and f"{EXPENDITURE if right is not None and n >= right else REVENUE}：{label}"
            for n, label in enumerate(_labels(form, names))
        ]
        return _Read(labels, _worded(form, names), right, failing=_failing(table, form, sides.records, sides.at))
    if form.shape == "list":
        if upright(table, form, year) is not table:
            return _Read(parts={(place.grid, place.row) for place in table.places})
        reading = best_reading(table, form, unit, year)
        names = printed_columns(reading, table.width)
        return _Read(
            _labels(form, names),
            _worded(form, names),
            failing=_failing(table, form, reading.rows.records, reading.rows.at),
        )
    if form.shape == "project_objectives":
        return _Read(column_labels(table, year))
    return _Read()


def printed_columns(reading: Reading, width: int) -> tuple[str | None, ...]:
    """Per column as printed the declared column: the cells that the reading put back are left out again."""
    names: list[str | None] = []
    for printed in range(width):
        place = printed
        for inserted in reading.inserted:
            place += place >= inserted
        names.append(reading.mapping.columns[place] if place < len(reading.mapping.columns) else None)
    return tuple(names)


def _worded(form: Form, names: Sequence[str | None]) -> frozenset[int]:
    words = {column.name for column in form.own_columns if column.type not in ("amount", "number")}
    return frozenset(place for place, name in enumerate(names) if name in words)


def _labels(form: Form, names: Iterable[str | None]) -> list[str | None]:
    labels = {column.name: column.label for column in form.own_columns}
    return [labels.get(name) if name else None for name in names]


def _failing(
    table: WholeTable, form: Form, records: Sequence[dict[str, Any]], at: Sequence[int]
) -> list[tuple[At, str]]:
    labels = {column.name: column.label for column in form.own_columns}
    failing = []
    for finding in evaluate(form.identities, records, form.amounts(), quantum_of(table, table.caption.unit)[1]):
        if not finding.passed and finding.row is not None:
            place = table.places[at[finding.row]]
            column = f"（{labels[finding.column]}）" if finding.column in labels else ""
            message = f"{finding.label}{column}不成立：{finding.left:,f} ≠ {finding.right:,f}（元）"
            failing.append(((place.grid, place.row), message))
    return failing


def _view(
    table: WholeTable, read: _Read, number: int, grid: Grid, kinds: Kinds, problems: dict[At, list[str]]
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
    table: WholeTable, read: _Read, number: int, grid: Grid, kinds: Kinds, header: set[int], worded: set[int]
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
