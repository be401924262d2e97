"""The figures behind a chart as CSV, exactly those of its table, in yuan, one amount a row:
``/department/<id>/<table>.csv``, ``/city/<code>/<table>.csv`` and ``/compare.csv`` with the page's own arguments."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import NotFound, Response
from pluggy import HookimplMarker

from publish.labels import plain_label
from publish.plugin import city, compare, department
from publish.plugin.pages import Row
from publish.plugin.years import period
from publish.spreadsheet import guarded
from publish.stored import Value, printed

hookimpl = HookimplMarker("datasette")
HEADER = ("key", "label", "year", "stage", "amount")


def _total(name: str) -> str:
    return plain_label("totals", name)


OF_DEPARTMENT: dict[str, Callable[[str], str] | None] = {
    "measures": _total,
    "spending": _total,
    "functions": None,
    "economic": None,
    "three_public": lambda name: plain_label("three_public", name),
    "projects": None,
}
"""Table of a department's page → how its rows are called, where they do not name themselves."""


def _amounts(lines: list[Row], label_of: Callable[[str], str] | None) -> Iterator[tuple[Value, ...]]:
    for line in lines:
        label = label_of(line["key"]) if label_of else line["label"]
        for when, value in line["values"].items():
            year, _, stage = when.partition(" ")
            yield line["key"], label, int(year), stage, value


def _csv(name: str, title: str, lines: list[Row], label_of: Callable[[str], str] | None = None) -> Any:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(HEADER)
    writer.writerows([guarded(printed(value)) for value in row] for row in _amounts(lines, label_of))
    headers = {
        "Content-Disposition": f"attachment; filename=\"{name}.csv\"; filename*=UTF-8''{quote(title, safe='')}.csv"
    }
    return Response("\ufeff" + written.getvalue(), headers=headers, content_type="text/csv; charset=utf-8")


async def of_department(datasette: Any, request: Any) -> Any:
    name = request.url_vars["name"]
    if name not in OF_DEPARTMENT:
        raise NotFound("没有这组数字。")
    shown = await department.figures(datasette, request)
    lines = await department.projects(datasette, shown) if name == "projects" else shown.get(name, [])
    return _csv(name, f"{shown['department']['name']} {name}", lines, OF_DEPARTMENT[name])


async def of_city(datasette: Any, request: Any) -> Any:
    shown = await city.figures(datasette, request)
    title = f"{shown['place']['name']}各部门支出"
    if request.url_vars["name"] == "departments":
        return _csv("departments", title, shown["lines"])
    spending = [
        {"key": row["department_id"], "label": f"{row['name']}：{_total(name)}", "values": {period(row): row[name]}}
        for row in shown["latest"]
        for name in department.SPENDING
    ]
    return _csv("largest", title, spending)


async def of_comparison(datasette: Any, request: Any) -> Any:
    shown = await compare.figures(datasette, request)
    return _csv("compare", f"比较 {_total(shown['measure'])}", shown["lines"])


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [
        (r"^/department/(?P<id>[^/]+)/(?P<name>[a-z_]+)\.csv$", of_department),
        (r"^/city/(?P<code>\d{6})/(?P<name>departments|largest)\.csv$", of_city),
        (r"^/compare\.csv$", of_comparison),
    ]
