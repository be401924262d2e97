"""Words of a list's row to the columns they belong to: codes and names in one cell, units among accounts, totals."""

from __future__ import annotations

import re
from typing import Any

from extract.rows.cells import RowValues
from extract.rows.codes import parted
from extract.rows.purchases import settle_purchase
from extract.tables.mapping import ColumnMapping
from forms.bodies import endings
from forms.declaration import Form
from forms.structure import is_total_label
from forms.text import fold

_BODY = re.compile(rf"({endings()}|(?<!平)台|园|库|公司|基地|本级|机关)([（(].*[）)])?$")
_UNIT_CODE = re.compile(r"^\d{3}$|^\d{6}(\d{3})?$")
CODED_NAMES = (
    ("function_code", "function"),
    ("department_economic_code", "department_economic"),
    ("government_economic_code", "government_economic"),
    ("budget_unit_code", "budget_unit"),
    ("project_code", "project"),
)
_OF_BODY = re.compile(r"(单位|部门)(（[^）]*）)?(名称|编码|代码)?(（科目）)?$")
_LENGTHS = (3, 5, 6, 7, 9)
"""Digits of an account's or a unit's code: 2024 in front of a name is a year."""


def settle(read: RowValues, form: Form, mapping: ColumnMapping, body: str | None) -> None:
    """Names to the column they belong to: totals, units in the subject's column, one-cell codes.

    ``body``: the department or unit that the table is of.
    """
    values = read.values
    _part_codes(read, form)
    if form.rows in ("function", "function_or_unit"):
        _unit_among_codes(values, "function_code", "function", body)
        _unit_among_names(values, "function_code", "function", mapping, body)
    elif form.rows == "economic":
        economic = values.get("department_economic_code")
        foreign = economic is not None and not economic.startswith("3") and not values.get("government_economic_code")
        _unit_among_codes(values, "department_economic_code", "department_economic", body)
        if foreign and "budget_unit_code" not in values:
            values["budget_unit_code"] = values.pop("department_economic_code")
        _settle_sum(read, body)
        _unit_among_names(values, "department_economic_code", "department_economic", mapping, body)
    elif form.rows == "project":
        _settle_project(read, mapping, body)
    elif form.name == "procurement":
        settle_purchase(read, mapping, lambda name: _names_a_body(name, body))
    if is_total_label(values.get("function_code")):
        del values["function_code"]
    for name in ("item", "function", "department_economic", "project"):
        if is_total_label(values.get(name)):
            values[name] = str(values[name]).rstrip("：:")


def body_beside(read: RowValues, before: dict[str, str]) -> dict[str, str]:
    """What names the body of a row in a form without columns of units: of two years' rows the first prints it."""
    named = {path: text for path, text in read.unplaced.items() if _OF_BODY.search(path)}
    if not named:
        read.unplaced |= before
    return named or before


def _part_codes(read: RowValues, form: Form) -> None:
    """Codes and names that share a cell, or a column."""
    values = read.values
    for code, name in CODED_NAMES:
        if code in read.names and not values.get(name):
            values[name] = read.names[code]
    own = {column.name for column in form.own_columns}
    for code, name in CODED_NAMES[:3]:
        found, rest = parted(values.get(name) or "")
        worded = rest is not None and "\u4e00" <= rest[:1] <= "\u9fff"
        if found and worded and code in own and len(found) in _LENGTHS and values.get(code) in (None, found):
            values[code], values[name] = found, rest
    for code, name in CODED_NAMES[3:]:
        if is_total_label(values.get(code)):  # 合计 merged over code and name, or printed in the code's column
            values.setdefault(name, values.pop(code))


def _settle_project(read: RowValues, mapping: ColumnMapping, body: str | None) -> None:
    """The row of a project, of a unit or of the whole, by what stands in their columns."""
    values = read.values
    if "category" in values and not {"project", "budget_unit"}.intersection(mapping.columns):
        # one column for both: 支出项目类别（资金使用单位）
        own = "budget_unit" if _names_a_body(values["category"], body) else "project"
        values[own] = values.pop("category")
    project = values.get("project")
    if project is None and not values.get("budget_unit"):
        total = next((path for path, text in read.unplaced.items() if is_total_label(text)), None)
        if total is not None:
            values["project"] = read.unplaced.pop(total)
    account = any(re.search(r"科目.*(编码|代码|类|款|项)$", path) for path in read.unplaced)
    if project and values.get("budget_unit_code") and "budget_unit" not in mapping.columns and not account:
        # 单位（项目）名称: what has a unit's code and no account's is a unit
        values["budget_unit"] = values.pop("project")
    elif project and _UNIT_CODE.match(fold(project)):
        values["budget_unit_code"] = fold(values.pop("project"))
    elif values.get("budget_unit") and _UNIT_CODE.match(fold(values.get("project_code") or "")) and not project:
        values["budget_unit_code"] = fold(values.pop("project_code"))  # no project's row: it names none
    elif is_total_label(values.get("budget_unit")) and not project:
        values["project"] = values.pop("budget_unit")
    elif is_total_label(values.get("category")) and not project:
        values["project"] = values.pop("category")


def _settle_sum(read: RowValues, body: str | None) -> None:
    """The row of the whole or of a unit, named in a column of units beside items that name none."""
    if {"department_economic", "department_economic_code"} & set(read.values):
        return
    for path, text in list(read.unplaced.items()):
        if is_total_label(text):
            read.values["department_economic"] = read.unplaced.pop(path)
            return
        if re.search(r"部门|单位", path) and _names_a_body(text, body):
            read.values["budget_unit"] = read.unplaced.pop(path)
            return


def _unit_among_codes(values: dict[str, Any], code: str, name: str, body: str | None) -> None:
    """The code of a department or unit in the accounts' own column: six or nine digits are no account's,
    three can be either's, and the name beside them says whose."""
    printed = values.get(code)
    if not printed or not _UNIT_CODE.match(printed) or values.get("budget_unit_code"):
        return
    if len(printed) > 3 or _names_a_body(values.get(name) or "", body):
        values["budget_unit_code"] = values.pop(code)


def _unit_among_names(values: dict[str, Any], code: str, name: str, mapping: ColumnMapping, body: str | None) -> None:
    """The name of a department or unit in the accounts' own column."""
    printed = values.get(name)
    if values.get(code) or not printed or is_total_label(printed):
        return
    own = body is not None and len(fold(printed)) > 3 and fold(printed) == fold(body)
    # an account without a code can be named like a body (公立医院), an economic item cannot
    told = code in mapping.columns or name == "department_economic"
    if values.get("budget_unit_code") or own or (told and _names_a_body(printed, body)):
        values["budget_unit"] = values.pop(name)


def _names_a_body(name: str, body: str | None) -> bool:
    folded = fold(name)
    return bool(_BODY.search(folded)) or (body is not None and fold(body).startswith(folded) and len(folded) > 3)


def units_as_items(
    records: list[dict[str, Any]],
    reads: list[RowValues],
    form: Form,
    mapping: ColumnMapping,
    paths: list[tuple[str, ...]],
) -> None:
    """A form of economic items without columns of units prints these among its items; their codes have no place."""
    names = {column.name for column in form.own_columns}
    if "department_economic" not in names or "budget_unit" in names:
        return
    places = zip(paths, mapping.columns, strict=False)
    coded = ["/".join(path) for path, name in places if name == "department_economic_code"]
    for record, read in zip(records, reads, strict=True):
        code, unit = record.pop("budget_unit_code", None), record.pop("budget_unit", None)
        if unit and not record.get("department_economic"):
            record["department_economic"] = unit
            read.unplaced |= {coded[0]: code} if code and coded else {}
