"""The tables of one document read into rows of the forms, each row with its evidence."""

from __future__ import annotations

from collections import Counter
from typing import Any

from extract.evidence import evidence_of
from extract.result import Disclosure, Problem
from extract.rows.cells import numbers_lines
from extract.rows.found import FoundRows
from extract.rows.objectives import objective_rows
from extract.rows.project_objectives import project_objective_rows
from extract.rows.readings import best_reading
from extract.rows.two_sided import two_sided_rows
from extract.rows.unread import unread_rows
from extract.tables.blocks import unrolled
from extract.tables.captions import Caption, unit_in_header
from extract.tables.titles import names_form
from extract.tables.turning import upright
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.money import find_unit, is_number
from forms.text import fold, joined

_FEWEST_LISTED = 3


def read_tables(disclosure: Disclosure, tables: list[WholeTable]) -> None:
    units = Counter(table.caption.unit for table in tables if table.caption.unit)
    part_of: dict[int, list[int]] = {}
    for stored in disclosure.source_tables:
        seen = part_of.setdefault(stored["number"], [])
        seen.append(len(stored["grid"]))
    best: dict[str, int] = {}
    for table in tables:
        if table.form is not None and _prints_numbers(table):
            best[table.form.name] = min(table.caption.rank, best.get(table.form.name, 99))
    year = disclosure.keys.year
    named = {
        project
        for table in tables
        if table.form is not None and table.caption.rank == best.get(table.form.name)
        for project in _projects(table, year)
    }
    printed: set[tuple[object, ...]] = set()
    for table in tables:
        if table.form is None:
            _unknown(disclosure, table)
            continue
        same = _as_printed(table)
        if same in printed and _prints_numbers(table):
            page = table.places[0].page if table.places else None
            message = f"“{table.caption.title or table.form.label}”在本文件中原样印了两次，只读一次"
            disclosure.problems.append(Problem("table_second", message, page))
            continue
        printed.add(same)
        second = table.caption.rank > best.get(table.form.name, table.caption.rank)
        if second and not _of_other_projects(_projects(table, year), named):
            # a table of a wider or narrower scope under a similar name: its rows would count twice
            page = table.places[0].page if table.places else None
            disclosure.problems.append(
                Problem(
                    "table_second",
                    f"“{table.caption.title}”与本文件的{table.form.label}相近而口径不同，单元格保留在原表中",
                    page,
                )
            )
            continue
        unit = _unit(disclosure, table, units)
        if unit is None and table.form.shape in ("list", "two_sided") and _prints_numbers(table):
            continue
        _read_table(disclosure, table, table.form, unit, part_of)
    for rows in disclosure.rows.values():
        for number, record in enumerate(rows, 1):
            record["row"] = number


def _projects(table: WholeTable, year: int | None) -> set[str]:
    """The names of the projects that a 项目绩效目标表 tells of."""
    if table.form is None or table.form.shape != "project_objectives":
        return set()
    rows = project_objective_rows(table, None, year).rows
    return {fold(record["project"]) for _, _, record in rows if record.get("project")}


def _of_other_projects(projects: set[str], named: set[str]) -> bool:
    """True for objectives of projects that the document's main table of them does not name (专项资金绩效目标表)."""
    return bool(projects) and not projects & named


def _unit(disclosure: Disclosure, table: WholeTable, units: Counter[str]) -> str | None:
    """The table's own unit; without one, the unit all other tables of the document agree on."""
    title = table.caption.title or "（无题）"
    page = table.places[0].page if table.places else None
    if table.caption.unit or not _prints_numbers(table):
        stated = {find_unit(title), unit_in_header(table.paths)} - {None, table.caption.unit}
        if stated and table.caption.unit and _prints_numbers(table):
            other = "、".join(sorted(unit for unit in stated if unit))
            message = f"“{title}”的单位行是{table.caption.unit}，标题或表头写{other}，按单位行读"
            disclosure.problems.append(Problem("unit_disagrees", message, page, other))
        return table.caption.unit
    if table.form is not None and table.form.shape in ("objectives", "project_objectives"):
        return next(iter(units)) if len(units) == 1 else None
    if len(units) == 1:
        unit = next(iter(units))
        disclosure.problems.append(_assumed(table, unit))
        return unit
    message = f"“{title}”没有印金额单位，" + ("其他各表单位不一，" if units else "") + "未读出金额，单元格保留在原表中"
    disclosure.problems.append(Problem("unit_missing", message, page))
    return None


def _assumed(table: WholeTable, unit: str | None) -> Problem:
    page = table.places[0].page if table.places else None
    message = f"“{table.caption.title or '（无题）'}”没有印金额单位，按本文件其他各表的 {unit} 读"
    return Problem("unit_assumed", message, page)


def _prints_numbers(table: WholeTable) -> bool:
    return any(cell is not None and is_number(cell.text) for row in table.rows for cell in row)


def _read_table(
    disclosure: Disclosure, table: WholeTable, form: Form, unit: str | None, part_of: dict[int, list[int]]
) -> None:
    year = disclosure.keys.year
    if form.shape == "two_sided":
        sides = two_sided_rows(table, form, unit, year)
        if sides is None:
            _unknown(disclosure, table)
            return
        records, at, read = sides.records, sides.at, sides.read
        skipped, explanation = sides.skipped, None
    elif form.shape == "list":
        table = upright(unrolled(table, form, year), form, year)
        reading = best_reading(table, form, unit, year)
        records, at, read = reading.rows.records, reading.rows.at, reading.rows.read
        explanation = reading.explanation(form)
        skipped = reading.rows.skipped
    else:
        found = objective_rows(table, unit) if form.shape == "objectives" else project_objective_rows(table, unit, year)
        _add_tables(disclosure, table, found, part_of)
        return
    for n, message, texts in unread_rows(skipped, year):
        _problem_row(disclosure, table, n, "row_unplaced", message, texts)
    if explanation:
        page = table.places[0].page if table.places else None
        disclosure.problems.append(Problem("realigned", f"“{table.caption.title}”：{explanation}", page))
    rows = disclosure.rows.setdefault(form.name, []) if records else []
    for record, n, cells in zip(records, at, read, strict=True):
        record.pop("others", None)
        evidence = evidence_of(table.places[n], part_of)
        reading_word = "ocr" if _recognised(table, n) else "realigned" if explanation else "printed"
        rows.append({**record, **evidence, "reading": reading_word, "unplaced": cells.unplaced or None})
        disclosure.numbers_captured += cells.numbers
        for column, text in cells.unparsed:
            _problem_row(disclosure, table, n, "amount_unparsed", f"“{_label(form, column)}”不是数字", [text])
    _unplaced_columns(disclosure, table, read)


def _recognised(table: WholeTable, n: int) -> bool:
    return any(cell is not None and cell.confidence is not None for cell in table.rows[n])


def _label(form: Form, column: str) -> str:
    return next((c.label for c in form.own_columns if c.name == column), column)


def _add_tables(disclosure: Disclosure, table: WholeTable, found: FoundRows, part_of: dict[int, list[int]]) -> None:
    if found.leaning and table.caption.unit is None:
        disclosure.problems.append(_assumed(table, found.unit))
    for name, n, read in found.rows:
        record = {**read, **evidence_of(table.places[n], part_of)}
        record.setdefault("reading", "printed")
        record.setdefault("row_kind", "明细")
        disclosure.rows.setdefault(name, []).append(record)
    disclosure.numbers_captured += found.numbers
    for n, kind, message, printed in found.problems:
        _problem_row(disclosure, table, n, kind, message, [printed])


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


def _unplaced_columns(disclosure: Disclosure, table: WholeTable, read: list[Any]) -> None:
    paths = dict.fromkeys(path for cells in read for path in cells.unplaced)
    if paths:
        page = table.places[0].page if table.places else None
        disclosure.problems.append(
            Problem(
                "column_unplaced",
                f"“{table.caption.title}”有 {len(paths)} 列没有对应的数据列，按表头保留在各行的 unplaced 中",
                page,
                "、".join(paths)[:500],
            )
        )


def _as_printed(table: WholeTable) -> tuple[object, ...]:
    """What two tables share that are one table printed twice: the title, the body's name and every cell."""
    cells = tuple(tuple(fold(cell.text) for cell in row if cell is not None) for row in table.rows)
    return (table.form and table.form.name, fold(table.caption.title or ""), table.caption.body, cells)


def _is_contents(table: WholeTable) -> bool:
    """True for a list of the document's forms with their numbers and pages."""
    rows = [[fold(cell.text) for cell in row if cell is not None] for row in [*table.header, *table.rows]]
    listed = sum(any(map(names_form, texts)) for texts in rows)
    return listed >= _FEWEST_LISTED and 2 * listed >= len(rows)


def _unknown(disclosure: Disclosure, table: WholeTable) -> None:
    figures = (
        is_number(cell.text) and not numbers_lines(table.paths, place, cell.text)
        for row in table.rows
        for place, cell in enumerate(row)
        if cell is not None
    )
    if not any(figures) or len(table.rows) + len(table.header) < 2 or _is_contents(table):
        return
    caption: Caption = table.caption
    page = table.places[0].page if table.places else None
    first = " | ".join(joined(c.text) for c in (table.header or table.rows)[0] if c is not None and c.text)
    disclosure.problems.append(
        Problem("table_unknown", f"未识别的表“{caption.title or '无题'}”，单元格保留在原表中", page, first[:300])
    )
