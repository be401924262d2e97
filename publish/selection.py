"""What a reader asked to take: the rows of a table page, of a canned query or of free SQL, all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from datasette.filters import Filters
from datasette.plugins import pm
from datasette.utils import (
    InvalidSql,
    await_me_maybe,
    derive_named_parameters,
    escape_sqlite,
    filters_should_redirect,
    validate_sql_select,
)
from datasette.utils.asgi import BadRequest, NotFound

from forms.load import all_tables
from publish.labels import column, result_label, table_label
from publish.metadata import DATABASE, SUM_RULE
from publish.questions import questions


@dataclass(frozen=True)
class Heading:
    """A column as a workbook shows it: values stay in yuan, so the unit is said."""

    name: str
    label: str
    meaning: str
    is_number: bool


@dataclass(frozen=True)
class Selection:
    """One statement with its parameters, and what it is called."""

    name: str
    title: str
    about: str
    sql: str
    parameters: dict[str, Any]

    def headings(self, names: Sequence[str]) -> list[Heading]:
        """The headings of the result's columns; what is not declared keeps the name it was selected under."""
        return [self._heading(name) for name in names]

    def _heading(self, name: str) -> Heading:
        declared = column(self.name, name)
        if declared is not None:
            unit = f"（{declared.unit}）" if declared.unit else ""
            is_number = declared.type in ("amount", "number", "integer")
            return Heading(name, f"{declared.label}{unit}", declared.meaning, is_number)
        asked = questions().get(self.name)
        label = result_label(self.name, name).removesuffix("（万元）")
        is_amount = asked is not None and name in asked.amounts
        # what no declaration knows is a number only where the database says so; a code is text there
        return Heading(name, f"{label}（元）" if is_amount else label, "", True)

    def told(self) -> dict[str, Any]:
        return asdict(self)


async def selection(site: Any, request: Any) -> Selection:
    """The selection that ``/archive/<name>`` or ``/archive?sql=`` with these arguments shows.

    ``NotFound`` for an unknown name, ``BadRequest`` for arguments that cannot be followed.
    """
    name = request.url_vars.get("name")
    if name is None:
        return await _free(site, request)
    if name in questions():
        asked = questions()[name]
        given = {key: request.args.get(key) or "" for key in asked.params}
        return Selection(name, asked.title, asked.description, asked.sql, given)
    database = site.get_database(DATABASE)
    if name not in {*await database.table_names(), *await database.view_names()}:
        raise NotFound("没有这张表。")
    return await _rows_of(site, request, name)


async def _free(site: Any, request: Any) -> Selection:
    sql = (request.args.get("sql") or "").strip().rstrip(";")
    try:
        validate_sql_select(sql)
    except InvalidSql as error:
        raise BadRequest(str(error)) from error
    names = await derive_named_parameters(site.get_database(DATABASE), sql)
    return Selection("query", "查询结果", "", sql, {name: request.args.get(name) or "" for name in names})


async def _rows_of(site: Any, request: Any, name: str) -> Selection:
    columns = list(await site.get_database(DATABASE).table_columns(name))
    declared = all_tables().get(name)
    given = [(key, value) for key in request.args for value in request.args.getlist(key)
             if "__" in key or not key.startswith("_")]  # fmt: skip
    where, parameters = Filters(sorted(given), {}, None).build_where_clauses(name)
    if unknown := [key for key, _ in given if key.split("__")[0] not in columns]:
        raise BadRequest(f"没有这一列：{unknown[0]}")
    # the menus of a table page, sent as they are
    if filters_should_redirect({key: request.args[key] for key in request.args if key.startswith("_filter")}):
        raise BadRequest("请先在页面上筛选，再导出。")
    for hook in pm.hook.filters_from_request(request=request, table=name, database=DATABASE, datasette=site):
        if more := await await_me_maybe(hook):
            where += more.where_clauses
            parameters.update(more.params)
    sql = f"select {', '.join(map(escape_sqlite, columns))} from {escape_sqlite(name)}"
    if where:
        sql += " where " + " and ".join(f"({clause})" for clause in where)
    sql += _order(request, columns, declared.primary_key if declared else ())
    about = declared.description if declared else ""
    if declared and declared.amounts() and "row_kind" in columns:
        about += SUM_RULE
    return Selection(name, table_label(name), about, sql, parameters)


def _order(request: Any, columns: list[str], primary_key: tuple[str, ...]) -> str:
    for key, direction in (("_sort", ""), ("_sort_desc", " desc")):
        if wanted := request.args.get(key):
            if wanted not in columns:
                raise BadRequest(f"没有这一列：{wanted}")
            first = [f"{escape_sqlite(wanted)}{direction}"]
            break
    else:
        first = []
    order = first + [escape_sqlite(name) for name in primary_key]
    return " order by " + ", ".join(order) if order else ""
