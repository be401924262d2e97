"""Tables that print no title: the form that the table of contents lists in their place and their header fits, or whose
parts they print."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from extract.tables.mapping import by_header
from extract.tables.titles import bare_title, form_of
from extract.tables.whole import HEADED, Place, WholeTable
from extract.tables.wordedlist import worded_columns
from forms.declaration import Form
from forms.load import forms
from forms.text import fold

_ALL_TABLES = re.compile(r"(部门|单位)(综合)?预算(公开)?报?表(（.*）)?")
"""A heading of all tables, which names none: 附件：鹤城市教育局2024年部门预算报表."""
_LOWEST_RANK = 98
"""A list without a title tells less than any table with one."""
_FEWEST_AMOUNTS = 2
"""Columns of amounts by which a header is a form's."""


def name_untitled(
    tables: Sequence[WholeTable], listed: Sequence[str], noted: Collection[str], year: int | None
) -> list[WholeTable]:
    """Gives tables without a title the title that the contents list, in place, and returns them.

    Of the forms that the contents (``listed``, in printed order) have between those of the tables before and after it,
    and that neither a table nor a note (``noted``) has, its header must be that of exactly one. A form that is no grid
    is told by its parts, listed or not.
    """
    titles: dict[str, tuple[Form, str]] = {}
    for title in listed:
        if (form := form_of(bare_title(title))) is not None:
            titles.setdefault(form.name, (form, title))
    order = list(titles)
    printed = {table.form.name for table in tables if table.form is not None} | set(noted)
    named: list[WholeTable] = []
    for n, table in enumerate(tables):
        if table.form is not None or not table.prints_numbers or not _is_untitled(table):
            continue
        before = [order.index(t.form.name) for t in tables[:n] if t.form is not None and t.form.name in titles]
        after = [order.index(t.form.name) for t in tables[n + 1 :] if t.form is not None and t.form.name in titles]
        between = order[max(before, default=-1) + 1 : min(after, default=len(order))]
        fitting = [titles[name] for name in between if name not in printed and _is_headed(table, titles[name][0], year)]
        fitting = fitting or [(form, form.label) for form in forms().values() if _prints_parts(table, form)]
        if not fitting and worded_columns(table.paths, year):
            fitting = [(form, form.label) for form in forms().values() if form.shape == "project_objectives"]
            table.caption.rank = _LOWEST_RANK
        if len(fitting) == 1:
            table.caption.form, table.caption.title = fitting[0]
            if fitting[0][0].shape not in HEADED:
                _without_header(table)
            printed.add(fitting[0][0].name)
            named.append(table)
    return named


def _is_untitled(table: WholeTable) -> bool:
    return table.caption.title is None or bool(_ALL_TABLES.fullmatch(bare_title(table.caption.title)))


def _without_header(table: WholeTable) -> None:
    """A form that is no grid has no header: its rows begin with what was taken for one."""
    first, above = table.places[0], len(table.header)
    table.places = [Place(first.grid, first.row - n, first.page) for n in range(above, 0, -1)] + table.places
    table.rows = [*table.header, *table.rows]
    table.header = []


def _prints_parts(table: WholeTable, form: Form) -> bool:
    first = {fold(row[0].text) for row in [*table.header, *table.rows] if row and row[0] is not None}
    return bool(form.parts) and first.issuperset(form.parts)


def _is_headed(table: WholeTable, form: Form, year: int | None) -> bool:
    """True for a header of which each column is one of the form's, or that has all of its amounts."""
    if form.shape == "two_sided":
        tops = [path[0] for path in table.paths if path]
        return any("收入" in top for top in tops) and any("支出" in top for top in tops)
    if form.shape != "list":
        return _prints_parts(table, form)
    mapping = by_header(form.own_columns, table.paths, year)
    amounts = {name for name in mapping.columns if name in form.amounts()}
    whole = all(mapping.columns) or amounts.issuperset(form.amounts())
    return whole and len(amounts) >= _FEWEST_AMOUNTS
