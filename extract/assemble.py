"""One document from pages to disclosures: tables made whole, forms claimed, rows read, evidence kept."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from extract import narrative
from extract.counting import count_printed
from extract.document import Grid, Source
from extract.identity import Hints, read_keys, read_title
from extract.result import Disclosure, Extraction, Keys, Problem, Record
from extract.rows.cells import RowValues
from extract.rows.objectives import objective_rows
from extract.rows.project_objectives import project_objective_rows
from extract.rows.readings import best_reading, quantum_of
from extract.rows.two_sided import two_sided_rows
from extract.states import form_states
from extract.tables.captions import Caption
from extract.tables.furniture import is_running, running_lines
from extract.tables.joining import Place, WholeTable, whole_tables
from forms.declaration import Form
from forms.money import is_number
from forms.text import fold, joined

LARGEST_VALUE = 60_000
"""Bytes of one stored grid; a longer one is kept in parts (a stored value stays under 64 kB)."""


def assemble(source: Source, hints: Hints) -> Extraction:
    """The one disclosure of a document as read, or outcome ``not_a_disclosure``."""
    problems = [Problem(kind, message, page) for kind, page, message in source.problems]
    extraction = Extraction(source.outcome, source.media_type, source.page_count or None, [], problems)
    if source.outcome in ("encrypted", "malformed", "unsupported", "scanned", "too_big"):
        return extraction
    tables = whole_tables(source.pages)
    lines = _prose(source)
    cover = _cover([text for _, text in lines])
    keys, disagreements = read_keys(
        cover,
        [t.caption.body for t in tables if t.caption.body],
        [t.caption.title for t in tables if t.caption.title],
        _with_title(hints, source.title),
    )
    if not _is_disclosure(keys, tables, lines):
        extraction.outcome = "not_a_disclosure"
        extraction.problems.append(
            Problem("not_a_disclosure", "没有预算或决算公开表，也没有预算说明", None, (cover or [""])[0][:200])
        )
        return extraction
    disclosure = Disclosure(keys, problems=list(disagreements))
    extraction.disclosures.append(disclosure)
    _keep_tables(disclosure, source, tables)
    _read_tables(disclosure, tables)
    told = narrative.read(lines, department=keys.department, year=keys.year)
    disclosure.sections, disclosure.statements = told.sections, told.statements
    disclosure.problems.extend(told.problems)
    disclosure.form_states = form_states(tables, disclosure.rows, told.listed_forms)
    disclosure.numbers_printed = count_printed(source.pages)
    for name in ("department", "year", "stage", "city"):
        if getattr(keys, name) is None:
            disclosure.problems.append(Problem(f"{name}_unknown", f"文件和网页都没有说明{_NAMES[name]}"))
    return extraction


_NAMES = {"department": "部门名称", "year": "年度", "stage": "是预算还是决算", "city": "所属地市"}


def _with_title(hints: Hints, title: str | None) -> Hints:
    if hints.title or not title:
        return hints
    return Hints(hints.city, hints.county, hints.department, hints.year, title)


def _prose(source: Source) -> list[tuple[int | None, str]]:
    running = running_lines(source.pages)
    return [
        (page.number, line.text) for page in source.pages for line in page.prose if not is_running(line.text, running)
    ]


def _cover(lines: list[str]) -> list[str]:
    """The printed lines before the table of contents or the first part, 40 at most."""
    for n, line in enumerate(lines[:60]):
        if fold(line) in ("目录", "目次", "目录:") or fold(line).startswith("第一部分"):
            return lines[:n] or lines[n : n + 10]
    return lines[:20]


def _is_disclosure(keys: Keys, tables: list[WholeTable], lines: list[tuple[int | None, str]]) -> bool:
    forms = {table.form.name for table in tables if table.form is not None}
    if len(forms) >= 2 or (forms and (keys.stage or keys.year)):
        return True
    text = "".join(fold(line) for _, line in lines)
    told = sum(
        phrase in text
        for phrase in ("收入总计", "支出总计", "基本支出", "项目支出", "一般公共预算", "机关运行经费", "三公经费")
    )
    title = read_title(keys.title or "")
    return bool(title.stage and title.year) and told >= 4


def _keep_tables(disclosure: Disclosure, source: Source, tables: list[WholeTable]) -> None:
    """Every grid as printed, with what was recognised of it: the evidence behind the rows."""
    of_grid = {number: table for table in tables for number in table.grids}
    number = 0
    for page in source.pages:
        for grid in page.grids:
            number += 1
            table = of_grid[number]
            decimals, _ = quantum_of(table, table.caption.unit)
            for part, rows in enumerate(_parts(grid), 1):
                disclosure.source_tables.append(
                    {
                        "number": number,
                        "part": part,
                        "page": grid.page,
                        "form": table.form.name if table.form else None,
                        "title": table.caption.title,
                        "money_unit": table.caption.unit,
                        "decimals": decimals,
                        "bbox": [round(edge, 1) for edge in grid.box] if grid.box else None,
                        "grid": rows,
                    }
                )


def _parts(grid: Grid) -> list[list[dict[str, Any]]]:
    parts: list[list[dict[str, Any]]] = [[]]
    size = 0
    for row in grid.rows:
        boxes = [cell.box for cell in row if cell is not None and cell.box is not None]
        entry: dict[str, Any] = {"cells": [cell.text if cell is not None else None for cell in row]}
        if boxes:
            entry["box"] = [
                round(min(b[0] for b in boxes), 1),
                round(min(b[1] for b in boxes), 1),
                round(max(b[2] for b in boxes), 1),
                round(max(b[3] for b in boxes), 1),
            ]
        length = len(json.dumps(entry, ensure_ascii=False).encode())
        if parts[-1] and size + length > LARGEST_VALUE:
            parts.append([])
            size = 0
        parts[-1].append(entry)
        size += length
    return parts


def _read_tables(disclosure: Disclosure, tables: list[WholeTable]) -> None:
    units = Counter(table.caption.unit for table in tables if table.caption.unit)
    part_of: dict[int, list[int]] = {}
    for stored in disclosure.source_tables:
        seen = part_of.setdefault(stored["number"], [])
        seen.append(len(stored["grid"]))
    best: dict[str, int] = {}
    for table in tables:
        if table.form is not None:
            best[table.form.name] = min(table.caption.rank, best.get(table.form.name, 99))
    for table in tables:
        if table.form is None:
            _unknown(disclosure, table)
            continue
        if table.caption.rank > best[table.form.name]:
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


def _unit(disclosure: Disclosure, table: WholeTable, units: Counter[str]) -> str | None:
    """The table's own unit; without one, the unit all other tables of the document agree on."""
    if table.caption.unit or not _prints_numbers(table):
        return table.caption.unit
    title = table.caption.title or "（无题）"
    page = table.places[0].page if table.places else None
    if table.form is not None and table.form.shape in ("objectives", "project_objectives"):
        return next(iter(units), None)
    if len(units) == 1:
        unit = next(iter(units))
        disclosure.problems.append(
            Problem("unit_assumed", f"“{title}”没有印金额单位，按本文件其他各表的 {unit} 读", page)
        )
        return unit
    message = f"“{title}”没有印金额单位，" + ("其他各表单位不一，" if units else "") + "未读出金额，单元格保留在原表中"
    disclosure.problems.append(Problem("unit_missing", message, page))
    return None


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
        explanation = None
    elif form.shape == "list":
        reading = best_reading(table, form, unit, year)
        records, at, read = reading.rows.records, reading.rows.at, reading.rows.read
        explanation = reading.explanation(form)
        _skipped_rows(disclosure, table, reading.rows.skipped)
    elif form.shape == "objectives":
        _add_tables(disclosure, table, objective_rows(table, unit), part_of)
        return
    else:
        _add_tables(disclosure, table, project_objective_rows(table, unit, year), part_of)
        return
    if explanation:
        page = table.places[0].page if table.places else None
        disclosure.problems.append(Problem("realigned", f"“{table.caption.title}”：{explanation}", page))
    rows = disclosure.rows.setdefault(form.name, []) if records else []
    for record, n, cells in zip(records, at, read, strict=True):
        record.pop("others", None)
        evidence = _evidence(table.places[n], part_of)
        reading_word = "ocr" if _recognised(table, n) else "realigned" if explanation else "printed"
        rows.append({**record, **evidence, "reading": reading_word, "unplaced": cells.unplaced or None})
        disclosure.numbers_captured += cells.numbers
        for column, text in cells.unparsed:
            _problem_row(disclosure, table, n, "amount_unparsed", f"“{_label(form, column)}”不是数字", [text])
    _unplaced_columns(disclosure, table, read)


_MOST_ROW_PROBLEMS = 5


def _skipped_rows(disclosure: Disclosure, table: WholeTable, skipped: list[tuple[int, RowValues]]) -> None:
    """Rows that print figures but are no row of the form; many alike are told once for the table."""
    told = [
        (n, [*read.unplaced.values(), *(text for _, text in read.unparsed)])
        for n, read in skipped
        if read.unparsed or any(is_number(text) for text in read.unplaced.values())
    ]
    if len(told) <= _MOST_ROW_PROBLEMS:
        for n, texts in told:
            _problem_row(disclosure, table, n, "row_unplaced", "该行没有读成数据行", texts)
        return
    n, texts = told[0]
    _problem_row(disclosure, table, n, "row_unplaced", f"该表从此行起有 {len(told)} 行没有读成数据行", texts)


def _recognised(table: WholeTable, n: int) -> bool:
    return any(cell is not None and cell.confidence is not None for cell in table.rows[n])


def _label(form: Form, column: str) -> str:
    return next((c.label for c in form.own_columns if c.name == column), column)


def _evidence(place: Place, part_of: dict[int, list[int]]) -> Record:
    part, before = 1, 0
    for part, length in enumerate(part_of.get(place.grid, [1]), 1):  # noqa: B007
        if place.row < before + length:
            break
        before += length
    return {"page": place.page, "source_table": (place.grid, part), "source_row": place.row}


def _add_tables(disclosure: Disclosure, table: WholeTable, found: Any, part_of: dict[int, list[int]]) -> None:
    for name, n, read in found.rows:
        record = {**read, **_evidence(table.places[n], part_of)}
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


def _unknown(disclosure: Disclosure, table: WholeTable) -> None:
    if not _prints_numbers(table) or len(table.rows) + len(table.header) < 2:
        return
    caption: Caption = table.caption
    page = table.places[0].page if table.places else None
    first = " | ".join(joined(c.text) for c in (table.header or table.rows)[0] if c is not None and c.text)
    disclosure.problems.append(
        Problem("table_unknown", f"未识别的表“{caption.title or '无题'}”，单元格保留在原表中", page, first[:300])
    )
