"""Datasette's own pages in Chinese: rewrites the source of its templates, copies none of them.

What an upgrade of Datasette changes falls back to English words; ``chinese.yml`` holds the texts.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

import datasette
import yaml
from datasette.utils import to_css_class
from jinja2 import Environment
from jinja2.ext import Extension
from markupsafe import Markup, escape
from pluggy import HookimplMarker

from forms.load import all_tables, form_tables, record_tables
from publish import display, labels
from publish.values import value_label

hookimpl = HookimplMarker("datasette")
_AMOUNT = re.compile(r"^-?\d{1,18}(?:\.\d{1,2})?$")
THEIRS = Path(datasette.__file__).parent / "templates"
LOOKUPS = {
    "exact": "等于",
    "not": "不等于",
    "contains": "含",
    "endswith": "以此结尾",
    "startswith": "以此开头",
    "gt": "大于",
    "gte": "大于等于",
    "lt": "小于",
    "lte": "小于等于",
    "like": "形如",
    "notlike": "不形如",
    "glob": "匹配",
    "in": "是其中之一",
    "notin": "不是其中之一",
    "arraycontains": "数组含",
    "arraynotcontains": "数组不含",
    "date": "日期是",
    "isnull": "为空",
    "notnull": "不为空",
    "isblank": "空白",
    "notblank": "不空白",
}


@cache
def translations() -> dict[str, dict[str, str]]:
    """Template → (text in Datasette's template → our text)."""
    path = Path(__file__).parent.parent / "chinese.yml"
    loaded: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


class Rewriting(Extension):
    """Replaces the listed texts while a template of Datasette is being loaded; longer texts first."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's
        if filename is None or Path(filename).parent != THEIRS:
            return source
        texts = translations().get(Path(filename).name, {})
        if not texts:
            return source
        longest_first = sorted(texts, key=len, reverse=True)
        return re.sub("|".join(map(re.escape, longest_first)), lambda found: texts[found[0]], source)


def table_description(name: str) -> str:
    table = all_tables().get(name)
    return table.description if table else ""


def in_words(table: str, filters: Any, request: Any, rows: list[Any]) -> str:
    """The search, filters and order of a table page as one Chinese phrase; a department that the rows are of by its
    name."""
    parts = [f"检索“{request.args['_search']}”"] if request.args.get("_search") else []
    for column, lookup, value in filters.selections():
        condition = LOOKUPS.get(lookup, lookup)
        alone = lookup in {"isnull", "notnull", "isblank", "notblank"}
        if labels.shown_in_wan(table, column):
            label, shown = labels.plain_label(table, column), _amount(value)
        else:
            name, shown = _shown(table, column, value, rows) if lookup == "exact" else (column, value)
            label = labels.column_label(table, name)
        parts.append(f"{label}{condition}{'' if alone else f'“{shown}”'}")
    for key, order in (("_sort", "从小到大"), ("_sort_desc", "从大到小")):
        if request.args.get(key):
            parts.append(f"按{labels.column_label(table, request.args[key])}{order}")
    return "，".join(parts)


def _amount(value: str) -> str:
    """What a reader compares an amount with, which is in yuan, as pages show amounts."""
    return display.money(value) if _AMOUNT.match(value) else f"{value} 元"


def _shown(table: str, column: str, value: str, rows: list[Any]) -> tuple[str, str]:
    names = [str(cell["raw"]) for row in rows[:1] for cell in row if cell["column"] == "department"]
    if column == "department_id" and names:
        return "department", names[0]
    return column, value_label(table, column, value)


def facet_label(table: str, column: str, value: object) -> str:
    if value is None or value == "":
        return "（空）"
    if labels.shown_in_wan(table, column):
        return display.wan(str(value))
    return value_label(table, column, value)


def in_declared_order(table: str, results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Facets in the order of the declaration (city first), then those a reader added."""
    declared = all_tables()[table].facets if table in all_tables() else ()
    return sorted(
        results, key=lambda facet: declared.index(facet["name"]) if facet["name"] in declared else len(declared)
    )


def in_table_order(tables: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tables as they are declared, the forms first, instead of by name."""
    order = [*form_tables(), *record_tables()]
    return sorted(tables, key=lambda table: order.index(table["name"]) if table["name"] in order else len(order))


def crumb_label(label: str) -> str:
    return {"home": "首页", "archive": "数据"}.get(label) or labels.table_label(label)


def short_key(values: list[str]) -> str:
    """A primary key for a heading: hashes are cut to twelve characters."""
    return "，".join(re.sub(r"\b([0-9a-f]{12})[0-9a-f]{52}", r"\1…", value) for value in values)


def row_link(table: str, cell: dict[str, Any]) -> Markup:
    """The link to a row's own page, with a text that leaves room for the row."""
    link = str(cell["value"])
    if table == "documents":
        link = link.replace("/archive/documents/", "/document/", 1)
    text = "查看" if cell.get("is_special_link_column") else escape(short_key([str(cell["raw"])]))
    return Markup(re.sub(r">.*?</a>", lambda _: f">{text}</a>", link))  # noqa: S704 - the link is Datasette's own markup


def cells_of(table: str, row: Any, blank: Collection[str]) -> Markup:
    """The cells of one row of a table page in one piece: there are thousands, and a template takes its time over each.
    Cells in the columns ``blank`` are marked so."""
    made = []
    for cell in row:
        shown = row_link(table, cell) if cell["value_type"] == "pk" else escape(cell["value"])
        marks = f"col-{to_css_class(cell['column'])} type-{cell['value_type']}"
        made.append(f'<td class="{marks}{" blank" if cell["column"] in blank else ""}">{shown}</td>')
    return Markup("".join(made))  # noqa: S704 - every value is escaped above or is markup already


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.add_extension(Rewriting)
    env.globals.update(
        form_tables=form_tables,
        table_label=labels.table_label,
        column_label=_column_label,
        filter_label=labels.filter_label,
        plain_label=labels.plain_label,
        result_label=labels.result_label,
        parameter_label=labels.parameter_label,
        table_description=table_description,
        in_words=in_words,
        facet_label=facet_label,
        in_declared_order=in_declared_order,
        in_table_order=in_table_order,
        crumb_label=crumb_label,
        short_key=short_key,
        cells_of=cells_of,
        lookup_label=LOOKUPS.get,
        owner=display.owner,
        value_label=value_label,
    )
    env.filters.update(
        money=display.money,
        check_value=display.check_value,
        wan=display.wan,
        number=display.number,
        beijing=display.beijing,
        size=display.size,
    )


def _column_label(table: str, name: str) -> str:
    return {"Link": "行", "rowid": "行号"}.get(name) or labels.column_label(table, name)
