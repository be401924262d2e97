"""Cells of table pages: a row leads to its document, its page of the original and its source table;
amounts stand in 万元. Everything printed in a document is hostile text and goes through escaping."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

from datasette.utils import tilde_encode
from jinja2 import Environment
from markupsafe import Markup, escape
from pluggy import HookimplMarker

from forms.declaration import Column
from publish import display, labels
from publish.questions import questions
from publish.values import has_labels, value_label

hookimpl = HookimplMarker("datasette")
DOCUMENT = re.compile(r"^([0-9a-f]{64})(-\d+)?$")
DOCUMENTS = frozenset({"document", "old_document", "new_document", "replaced_by"})
"""Columns that hold the id of a document, in a query's result: nothing else is said about them there."""
CHECK_VALUES = frozenset({"left_value", "right_value", "difference", "tolerance"})
NUMBER = re.compile(r"^-?\d+(\.\d+)?$")


_encoded = lru_cache(maxsize=4096)(tilde_encode)


def original_url(document: str, page: int | None = None) -> str:
    """Where the original file of a document (at one of its pages) is served."""
    return f"/files/{document[:64]}" + (f"#page={page}" if page else "")


def department_link(identity: str, name: str | None = None) -> Markup:
    return Markup(f'<a href="/department/{_encoded(identity)}">{escape(name or identity)}</a>')  # noqa: S704 - escaped


def page_url(document: str, page: int, source_table: str | None = None, source_row: int | None = None) -> str:
    """The page of the original with the printed row marked. The mark is in the fragment, so that every row of a page
    leads to the same address."""
    mark = "" if source_table is None or source_row is None else f"#{mark_of(document, source_table)}-r{source_row}"
    return f"/page/{document}/{page}{mark}"


def mark_of(document: str, source_table: str) -> str:
    """A source table's own part of its id, as an anchor on the page: ``t3``."""
    return str(_encoded(source_table.removeprefix(f"{document}-")))


def document_link(document: str, label: str | None = None) -> Markup:
    return Markup('<a class="titled" href="/document/{}">{}</a>').format(document, label or f"{document[:12]}…")


def blank_columns(rows: list[Any]) -> set[str]:
    """The columns of a table page in which no row of it has anything."""
    filled = {cell["column"] for row in rows for cell in row if cell.get("raw") not in (None, "")}
    return {cell["column"] for row in rows[:1] for cell in row if not cell.get("is_special_link_column")} - filled


def _of_row(row: Any, name: str) -> Any:
    try:
        value = row[name]
    except (KeyError, IndexError):
        return None
    return value["value"] if isinstance(value, dict) else value


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None) -> Markup | str | None:
    """``None`` leaves the cell to Datasette, which escapes it."""
    label = None
    if isinstance(value, dict):  # a foreign key that Datasette expanded
        label, value = value["label"], value["value"]
    if value is None or value == "":
        return None
    if isinstance(value, str) and DOCUMENT.match(value):
        if column == "file_sha256":
            return Markup('<a href="/files/{}" title="{}">原件</a>').format(value, value)
        declared = labels.column(table, column) if table else None
        if column in DOCUMENTS if table is None else declared and declared.references == ("documents", "id"):
            beside = table is None or labels.column(table, "department") is not None
            if column == "document" and beside:  # whose it is stands in the same row
                return Markup(f'<a href="/document/{value}" title="{escape(label or value)}">文件</a>')  # noqa: S704 - escaped
            return document_link(value, label)
    if column == "department" and (identity := _of_row(row, "department_id")):
        return department_link(str(identity), str(value))
    if column == "page" and isinstance(value, int) and DOCUMENT.match(document := str(_of_row(row, "document") or "")):
        url = page_url(document, value, _of_row(row, "source_table"), _of_row(row, "source_row"))
        return Markup(f'<a href="{escape(url)}">第 {value} 页</a>')  # noqa: S704 - escaped, and an integer
    if table is None:
        is_side = column in CHECK_VALUES and isinstance(value, int | float)
        return display.check_value(value, _of_row(row, "description")) if is_side else None
    declared = labels.column(table, column)
    if declared and table != "departments" and declared.references == ("departments", "id"):
        return department_link(str(value), label)
    return None if declared is None else _declared(declared, table, row, value)


def _declared(column: Column, table: str, row: Any, value: Any) -> Markup | str | None:
    if has_labels(table, column.name):
        return value_label(table, column.name, value)
    if column.references == ("disclosures", "id"):
        return Markup('<a href="/archive/disclosures/{}" title="{}">披露</a>').format(_encoded(str(value)), value)
    if column.references == ("source_tables", "id"):
        at = _of_row(row, "source_row")
        mark = "" if at is None else f"#r{escape(at)}"
        return Markup(f'<a href="/archive/source_tables/{_encoded(str(value))}{mark}">原表</a>')  # noqa: S704 - escaped
    if not isinstance(value, str) or column.type in ("amount", "number"):
        if labels.shown_in_wan(table, column.name):
            return _amount(value)
        if table == "checks" and column.name in CHECK_VALUES:
            return display.check_value(value, _of_row(row, "description"))
        if column.type == "amount" or (column.name == "value" and _of_row(row, "value_unit") == "元"):
            return display.money(value)
        if column.type == "number":
            return display.number(value)
    if column.type == "timestamp":
        return Markup('<time datetime="{}">{}</time>').format(value, display.beijing(value))
    if column.type == "json" and column.name == "unplaced":
        cells = json.loads(value)
        if isinstance(cells, dict):
            return Markup("<br>").join(Markup("{}：{}").format(path, cell) for path, cell in cells.items())
    if column.name == "column_name":
        return labels.plain_label(_of_row(row, "form"), value)
    if table == "revisions" and column.name in ("old_value", "new_value"):
        return revision_value(row, column.name)
    return None


def _amount(value: Any) -> Markup:
    # not Markup.format, which takes longer than all the rest of a page with thousands of cells
    return Markup(f'<span class="amount" title="{display.number(value)} 元">{display.wan(value)}</span>')  # noqa: S704 - numbers only


def result_cell(question: str | None, column: str, shown: Any) -> Any:
    """A cell of a canned query's result: its declared amounts in 万元. Free SQL shows what it selects."""
    asked = questions().get(question or "")
    if asked is None or isinstance(shown, Markup) or not NUMBER.match(str(shown)):
        return shown
    if column in asked.amounts:
        return _amount(shown)
    return Markup('<span class="amount">{}</span>').format(shown) if column in asked.labels else shown


def shown_value(table: str, name: str, value: Any) -> str:
    """A value of a form row outside of its table page: amounts in 万元, the rest as stored."""
    return display.wan(value) if labels.shown_in_wan(table, name) else str(value)


def external(url: str) -> Markup | str:
    """A link to the publishing site; anything but http(s) stays text."""
    if not re.match(r"^https?://", url):
        return url
    return Markup('<a href="{}" rel="noopener noreferrer external">{}</a>').format(url, url)


def revision_value(revision: Any, name: str) -> str:
    """An old or new value of a revision: amounts with their unit, NULL as 无."""
    value = revision[name]
    if value is None:
        return "无"
    declared = labels.column(revision["form"], revision["column_name"] or "")
    is_amount = declared is not None and declared.type == "amount" and NUMBER.match(str(value))
    return display.money(value) if is_amount else str(value)


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.globals.update(
        result_cell=result_cell,
        blank_columns=blank_columns,
        original_url=original_url,
        page_url=page_url,
        mark_of=mark_of,
        shown_value=shown_value,
        external=external,
        revision_value=revision_value,
    )
    env.filters["tilde"] = tilde_encode
