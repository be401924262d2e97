"""``/guide``: what the tables hold, which rows may be added, units, worked SQL, and how to take the data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pluggy import HookimplMarker

from forms.load import form_tables, record_tables
from publish import workbook
from publish.plugin.pages import Row, page_of, rows

hookimpl = HookimplMarker("datasette")
ROW_KINDS = {
    "明细": "一笔不再被别的行细分的钱。由表的结构判断，不看名称。",
    "其中": "已包含在上一行里的一部分。",
    "小计": "表内的中间合计：类、款两级科目，“本年收入合计”“一、本年支出”等。",
    "单位": "一个预算单位的小计，下面还有它自己的行。",
    "部门": "一个部门的小计，下面还有它自己的行。",
    "合计": "整张表（两侧表的一侧）的总计，每表最多一行。",
}
OPERATIONAL = ("ledger", "fetches", "sites")


@dataclass(frozen=True)
class Example:
    """One worked query: what it answers and what to learn from it."""

    title: str
    why: str
    sql: str


@cache
def examples() -> list[Example]:
    path = Path(__file__).parent.parent / "examples.yml"
    return [Example(**{**one, "sql": one["sql"].strip()}) for one in yaml.safe_load(path.read_text(encoding="utf-8"))]


async def page(datasette: Any, request: Any) -> Any:
    async def context() -> Row:
        groups = [
            ("公开的表", list(form_tables().values())),
            ("登记、核对与分类", [table for table in record_tables().values() if table.name not in OPERATIONAL]),
        ]
        present = set(await datasette.get_database("archive").table_names())
        present |= set(await datasette.get_database("archive").view_names())
        counts = {}
        for _, tables in groups:
            for table in tables:
                if table.name in present:
                    found = await rows(datasette, f'select count(*) as count from "{table.name}"')
                    counts[table.name] = found[0]["count"]
        return {
            "groups": [(title, [t for t in tables if t.name in counts]) for title, tables in groups],
            "counts": counts,
            "row_kinds": ROW_KINDS,
            "examples": examples(),
            "most_rows": workbook.MOST_ROWS,
        }

    return await page_of(datasette, request, "guide.html", await context())


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/guide$", page)]
