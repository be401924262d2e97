"""The tables of one document read into rows of the forms, each row with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from archive.extracted import Disclosure, Problem, Record
from extract.amountunit import unit_assumed, unit_of
from extract.chosen import Chosen
from extract.evidence import evidence_of
from extract.rows.cells import RowValues
from extract.rows.codes import ACCOUNT_CODES, is_account
from extract.rows.found import FoundRows
from extract.rows.listing import ListRows
from extract.rows.objectives import objective_rows
from extract.rows.project_objectives import project_objective_rows
from extract.rows.readings import Reading, best_reading
from extract.rows.two_sided import SideRows, two_sided_rows
from extract.tables.blocks import unrolled
from extract.tables.turning import upright
from extract.tables.whole import WholeTable
from extract.unread import unknown_table, unread_rows
from forms.declaration import Form
from forms.money import is_number
from forms.text import joined


def read_tables(disclosure: Disclosure, tables: list[WholeTable]) -> None:
    """Reads each table into rows of the form that claims it; what is not read is told in the problems."""
    units = Counter(table.caption.unit for table in tables if table.caption.unit)
    part_of: dict[int, list[int]] = {}
    for stored in disclosure.source_tables:
        seen = part_of.setdefault(stored["number"], [])
        seen.append(len(stored["grid"]))
    chosen = Chosen(tables, disclosure.keys.year)
    for table in tables:
        if table.form is None:
            _tell(disclosure, unknown_table(table))
            continue
        passed_over = chosen.passed_over(table, table.form)
        if passed_over:
            disclosure.problems.append(passed_over)
            continue
        unit = unit_of(disclosure, table, units)
        if unit is None and table.form.shape in ("list", "two_sided") and table.prints_numbers:
            continue
        _read_table(disclosure, table, table.form, unit, part_of)
    for rows in disclosure.rows.values():
        for number, record in enumerate(rows, 1):
            record["row"] = number


def _tell(disclosure: Disclosure, problem: Problem | None) -> None:
    if problem is not None:
        disclosure.problems.append(problem)


def _read_table(
    disclosure: Disclosure, table: WholeTable, form: Form, unit: str | None, part_of: dict[int, list[int]]
) -> None:
    """Reads one table. ``part_of``: how many rows each stored part of a grid holds, by the grid's number."""
    year = disclosure.keys.year
    if form.shape == "objectives":
        _add_tables(disclosure, table, objective_rows(table, unit), part_of)
    elif form.shape == "project_objectives":
        _add_tables(disclosure, table, project_objective_rows(table, unit, year), part_of)
    elif form.shape == "two_sided":
        sides = two_sided_rows(table, form, unit, year)
        if sides is None:
            _tell(disclosure, unknown_table(table))
        else:
            _add_rows(disclosure, table, form, sides, part_of, None)
    else:
        table = upright(unrolled(table, form, year), form, year)
        reading = best_reading(table, form, unit, year)
        _add_rows(disclosure, table, form, reading.rows, part_of, reading)


def _add_rows(
    disclosure: Disclosure,
    table: WholeTable,
    form: Form,
    found: ListRows | SideRows,
    part_of: dict[int, list[int]],
    reading: Reading | None,
) -> None:
    """Adds the rows of a list or a balance; ``reading``: which of the list's readings was taken."""
    for n, message, texts in unread_rows(found.skipped, disclosure.keys.year):
        _problem_row(disclosure, table, n, "row_unplaced", message, texts)
    explanation = reading.explanation(form) if reading is not None else None
    if explanation:
        disclosure.problems.append(Problem("realigned", f"“{table.caption.title}”：{explanation}", table.page))
    rows = disclosure.rows.setdefault(form.name, []) if found.records else []
    for record, n, cells in zip(found.records, found.at, found.read, strict=True):
        record.pop("others", None)
        evidence = evidence_of(table.places[n], part_of)
        moved = reading is not None and reading.realigns(n)
        reading_word = "ocr" if _recognised(table, n) else "realigned" if moved else "printed"
        rows.append({**record, **evidence, "reading": reading_word, "unplaced": cells.unplaced or None})
        disclosure.numbers_captured += cells.numbers
        disclosure.numbers_unplaced += len(cells.figures_unplaced)
        _tell_of_row(disclosure, table, form, n, record, cells)
    _unplaced_columns(disclosure, table, dict.fromkeys(path for cells in found.read for path in cells.unplaced))


def _tell_of_row(
    disclosure: Disclosure, table: WholeTable, form: Form, n: int, record: Record, cells: RowValues
) -> None:
    """What of a row is no amount, or no code."""
    for column, text in cells.unparsed:
        why = _why(text, is_amount=column in form.amounts())
        _problem_row(disclosure, table, n, "amount_unparsed", f"“{_label(form, column)}”{why}", [text])
    for column in ACCOUNT_CODES:
        if column in record and not is_account(record[column]):
            name, code = _label(form, column), record[column]
            _problem_row(disclosure, table, n, "code_unknown", f"“{name}”不是政府收支分类科目的编码", [code])


def _why(text: str, *, is_amount: bool) -> str:
    """Why the text has no place in its column."""
    if is_number(text):
        return "不是数字" if is_amount else "印的是数字，该行可能缺了单元格"
    return "印有两个数" if len(text.split()) > 1 and all(map(is_number, text.split())) else "不是数字"


def _recognised(table: WholeTable, n: int) -> bool:
    return any(cell is not None and cell.confidence is not None for cell in table.rows[n])


def _label(form: Form, column: str) -> str:
    return next((c.label for c in form.own_columns if c.name == column), column)


def _add_tables(disclosure: Disclosure, table: WholeTable, found: FoundRows, part_of: dict[int, list[int]]) -> None:
    if found.leaning and table.caption.unit is None:
        disclosure.problems.append(unit_assumed(table, found.unit))
    for name, n, read in found.rows:
        record = {**read, **evidence_of(table.places[n], part_of)}
        record.setdefault("reading", "printed")
        record.setdefault("row_kind", "明细")
        disclosure.rows.setdefault(name, []).append(record)
    disclosure.numbers_captured += found.numbers
    disclosure.numbers_unplaced += found.numbers_unplaced
    for n, problem in found.problems:
        _problem_row(disclosure, table, n, problem.kind, problem.message, [problem.printed or ""])
    _unplaced_columns(disclosure, table, found.unplaced)


def _problem_row(disclosure: Disclosure, table: WholeTable, n: int, kind: str, message: str, texts: list[str]) -> None:
    place = table.places[n] if n < len(table.places) else None
    where = f"“{table.caption.title or '无题表'}”第 {place.row + 1} 行：" if place else ""
    disclosure.problems.append(
        Problem(
            kind,
            where + message,
            place.page if place else None,
            " | ".join(joined(t) for t in texts if t)[:500],
            (place.grid, place.row) if place else None,
        )
    )


def _unplaced_columns(disclosure: Disclosure, table: WholeTable, paths: Collection[str]) -> None:
    if paths:
        disclosure.problems.append(
            Problem(
                "column_unplaced",
                f"“{table.caption.title}”有 {len(paths)} 列没有对应的数据列，按表头保留在各行的 unplaced 中",
                table.page,
                "、".join(paths)[:500],
            )
        )
