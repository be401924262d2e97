"""项目绩效目标表 that lists all projects downward: project and amount left, 一级 to 三级指标 right, or the objective in
words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extract.rows.cells import numbers_lines, texts_of
from extract.rows.codes import unit_parted
from extract.rows.found import FoundRows, beside
from extract.rows.indicators import add_target, dimension_of, places_of, tell_without_level1
from extract.tables.headers import is_column_numbers, owners
from extract.tables.mapping import by_header
from extract.tables.whole import WholeTable
from extract.tables.wordedlist import worded_columns
from forms.load import form_tables
from forms.structure import is_total_label
from forms.text import fold, joined


def is_project_list(table: WholeTable) -> bool:
    """True when the header itself has a column of projects and one of third-level indicators."""
    places = places_of([path[-1] if path else "" for path in table.paths])
    if not {"level3", "target"} <= set(places) or "project" not in _funding(table, min(places.values())):
        return False
    # without a column of 一级指标 the kinds of indicators may stand beside each other instead
    return "level1" in places or not any(dimension_of(word, "") for path in table.paths for word in path)


def project_list_rows(table: WholeTable, unit: str | None) -> FoundRows:
    """Per project one project_funding row and its project_targets; amounts in yuan.

    A project's cells are merged over its indicators, or blank below its first one.
    """
    found = FoundRows(unit)
    places = places_of([path[-1] if path else "" for path in table.paths])
    first = min(places.values())
    funding = _funding(table, first)
    others = _others(table, first, {*funding.values(), *places.values()})
    types = {column.name: column.type for column in form_tables()["project_funding"].columns}
    filled = owners(table.rows)
    project: dict[str, Any] = {}
    carried: dict[str, str] = {}
    for n, row in enumerate(table.rows):
        texts = texts_of(row)
        if is_column_numbers(texts) or not any(texts):
            continue
        started = _project(found, n, texts, funding, types)
        if started and any(started.get(name) not in (None, project.get(name)) for name in started):
            total = is_total_label(started.get("project"))
            if "budget_unit" in started:
                project.pop("budget_unit_code", None)
            project, carried = ({} if total else {**project, **started}), {}
            unit_of: dict[str, Any] = {
                name: project[name] for name in ("budget_unit_code", "budget_unit") if name in project
            }
            _fund(found, n, {**unit_of, **started}, types, beside(texts, others[0]))
        for name in ("level1", "level2"):
            whole = filled[n][places[name]] if name in places else None
            if whole is not None and fold(whole.text):
                carried[name] = joined(whole.text)
        add_target(found, n, texts, places, carried, project, beside(texts, others[1]))
    if "level1" not in places and found.rows:
        tell_without_level1(found, 0, "、".join("/".join(path) for path in table.paths)[:300])
    return found


def worded_list_rows(table: WholeTable, unit: str | None, year: int | None) -> FoundRows:
    """Per project of a list without indicators one project_funding row, what is aimed at kept beside it."""
    found = FoundRows(unit)
    places = worded_columns(table.paths, year)
    others, _ = _others(table, table.width, set(places.values()))
    types = {column.name: column.type for column in form_tables()["project_funding"].columns}
    for n, row in enumerate(table.rows):
        texts = texts_of(row)
        if is_column_numbers(texts) or not any(texts):
            continue
        said, before = _project(found, n, texts, places, types), len(found.rows)
        _fund(found, n, said, types, beside(texts, others))
        if len(found.rows) == before:
            found.tell(n, "row_unplaced", "该行没有印金额，没有读成数据行", " | ".join(t for t in texts if t))
    return found


def _funding(table: WholeTable, first: int) -> dict[str, int]:
    own = tuple(column for column in form_tables()["project_funding"].columns if column.headers)
    return {name: n for n, name in enumerate(by_header(own, table.paths[:first], None).columns) if name}


def _others(table: WholeTable, first: int, known: set[int]) -> tuple[dict[int, str], dict[int, str]]:
    """Headers of the columns without a place: those that say more of the project, and those of its indicators."""
    paths = {n: "/".join(path) for n, path in enumerate(table.paths) if path and n not in known}
    told = {n: path for n, path in paths.items() if not numbers_lines(table.paths, n, "1")}
    return {n: path for n, path in told.items() if n < first}, {n: path for n, path in told.items() if n > first}


def _project(
    found: FoundRows, n: int, texts: list[str], funding: dict[str, int], types: Mapping[str, str]
) -> dict[str, Any]:
    """What this line says of its project."""
    said: dict[str, Any] = {}
    for name, place in funding.items():
        if types[name] != "amount":
            value: Any = texts[place]
        else:
            value = found.amount(n, texts[place])
        if value not in (None, ""):
            said[name] = value
    if "budget_unit" in said and "budget_unit_code" not in said:
        code, said["budget_unit"] = unit_parted(said["budget_unit"])
        said |= {"budget_unit_code": code} if code else {}
    return said


def _fund(found: FoundRows, n: int, said: dict[str, Any], types: Mapping[str, str], unplaced: dict[str, str]) -> None:
    amounts = [name for name in said if types[name] == "amount"]
    if amounts:
        kind = "合计" if is_total_label(said.get("project")) or is_total_label(said.get("budget_unit")) else "明细"
        found.add("project_funding", n, {**said, "row_kind": kind, "unplaced": unplaced})
