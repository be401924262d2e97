"""``/findings``: every check that current documents do not pass, by document, with both sides and their place."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from pluggy import HookimplMarker

from forms.load import form_tables
from publish.plugin.pages import Row, page_of, rows

hookimpl = HookimplMarker("datasette")
DOCUMENTS = 50

COUNT = """select count(*) as checks, count(distinct c.document) as documents from checks c
join documents d on d.id = c.document where c.passed = 0 and d.replaced_by is null and (:city = '' or d.city = :city)"""
RULES = """select c.rule, min(c.description) as description, count(*) as count from checks c
join documents d on d.id = c.document
where c.passed = 0 and d.replaced_by is null and (:city = '' or d.city = :city)
group by c.rule order by count desc, c.rule"""
CITIES = """select d.city, count(*) as count from checks c join documents d on d.id = c.document
where c.passed = 0 and d.replaced_by is null and d.city is not null group by d.city order by count desc, d.city"""
PAGE = """select d.id, d.title, d.city, d.county, d.department, d.department_id, d.year, d.stage, d.scope
from documents d where d.replaced_by is null and (:city = '' or d.city = :city)
and exists (select 1 from checks c where c.document = d.id and c.passed = 0)
order by d.year desc, d.city, d.department, d.id limit :limit offset :offset"""
CHECKS = """select * from checks where passed = 0 and document in (select value from json_each(?)) order by id"""
PLACED = re.compile(r"^(?P<label>[^，；“]+)，第 (?P<row>\d+) 行")
PRINTED_ON = re.compile(r"第 (\d+) 页")


async def evidence(site: Any, check: Row) -> list[Row]:
    """The pages that the check's place names in its own document, each with the row to be marked where one is named."""
    found = []
    for part in (check["location"] or "").split("；"):
        page = PRINTED_ON.search(part)
        if page is None or part.startswith("上年"):
            continue
        placed = PLACED.match(part)
        table = _by_label().get(placed["label"]) if placed else None
        row = "select source_table, source_row from {} where document = ? and row = ?"
        read = await rows(site, row.format(table), [check["document"], placed["row"]]) if placed and table else []
        found.append({"page": int(page[1]), **(read[0] if read else {"source_table": None, "source_row": None})})
    return found


@cache
def _by_label() -> dict[str, str]:
    return {table.label: name for name, table in form_tables().items()}


async def page(datasette: Any, request: Any) -> Any:
    city = request.args.get("city") or ""
    number = request.args.get("page") or "1"
    current = int(number) if number.isdecimal() and 0 < int(number) <= 10_000 else 1

    async def context() -> Row:
        mine = {"city": city, "limit": DOCUMENTS, "offset": (current - 1) * DOCUMENTS}
        documents = await rows(datasette, PAGE, mine)
        ids = json.dumps([document["id"] for document in documents])
        checks = await rows(datasette, CHECKS, [ids])
        found: dict[str, list[Row]] = {}
        for check in checks:
            found.setdefault(check["document"], []).append({**check, "pages": await evidence(datasette, check)})
        return {
            "city": city,
            "current": current,
            "count": (await rows(datasette, COUNT, mine))[0],
            "rules": await rows(datasette, RULES, mine),
            "cities": await rows(datasette, CITIES),
            "documents": documents,
            "found": found,
            "more": len(documents) == DOCUMENTS,
        }

    return await page_of(datasette, request, "findings.html", await context())


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/findings$", page)]
