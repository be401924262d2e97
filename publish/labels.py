"""Chinese labels of tables and columns, taken from the declarations that also made the schema."""

from __future__ import annotations

from functools import cache

from forms.declaration import Column
from forms.load import all_tables, forms
from publish.questions import questions


def table_label(name: str) -> str:
    """The label of a table or of a printed form that fills several; what is not declared keeps its name."""
    declared = all_tables().get(name) or forms().get(name)
    return declared.label if declared else name


def column(table: str, name: str) -> Column | None:
    return _columns().get((table, name))


@cache
def _columns() -> dict[tuple[str, str], Column]:
    return {(table.name, column.name): column for table in all_tables().values() for column in table.columns}


def column_label(table: str, name: str) -> str:
    """The header of a column on a page of this table; amounts are shown there in 万元."""
    declared = column(table, name)
    if declared is None:
        return name
    return f"{declared.label}（万元）" if shown_in_wan(table, name) else declared.label


def filter_label(table: str, name: str) -> str:
    """A column among those to filter by: what is typed beside it is compared with what is stored, amounts in 元."""
    declared = column(table, name)
    return f"{declared.label}（元）" if declared and shown_in_wan(table, name) else column_label(table, name)


def plain_label(table: str | None, name: str | None) -> str:
    """The label of a column without a unit; empty where no column is named."""
    declared = column(table or "", name or "")
    return declared.label if declared else (name or "")


def shown_in_wan(table: str, name: str) -> bool:
    """True for the columns that pages show in 万元 under one header. The values of a check are not:
    they may be counts or shares."""
    declared = column(table, name)
    return declared is not None and declared.type == "amount" and table != "checks"


@cache
def _common() -> dict[str, str]:
    """Labels of columns that mean the same in every table that has them."""
    seen: dict[str, set[str]] = {}
    for table in all_tables().values():
        for declared in table.columns:
            seen.setdefault(declared.name, set()).add(declared.label)
    return {name: next(iter(labels)) for name, labels in seen.items() if len(labels) == 1}


def result_label(question: str | None, name: str) -> str:
    """The header of a column in a query's result; free SQL keeps the names it selects."""
    asked = questions().get(question or "")
    if asked is None:
        return name
    label = asked.labels.get(name) or _ALWAYS.get(name) or _common().get(name, name)
    return f"{label}（万元）" if name in asked.amounts else label


_ALWAYS = {
    "document": "文件",
    "page": "原文页码",
    "project": "项目名称",
    "item": "采购项目",
    "budget_unit": "单位名称",
}


def parameter_label(question: str | None, name: str) -> str:
    asked = questions().get(question or "")
    return asked.params.get(name, name) if asked else name
