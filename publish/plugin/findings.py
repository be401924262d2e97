"""``/findings``: every check that current documents do not pass, by document, with both sides and their place."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from pluggy import HookimplMarker

from forms.load import form_tables
from publish.memo import once_per_change
from publish.plugin.pages import Row, page_of, rows

hookimpl = HookimplMarker("datasette")
DOCUMENTS = 50

# cross join: by the failed checks' index. Left to itself SQLite goes through every check in the order of its rule.
SUMMARY = """select d.city, c.rule, min(c.description) as description, count(*) as count
from checks c cross join documents d on d.id = c.document
where c.passed = 0 and d.replaced_by is null group by d.city, +c.rule"""
FAILED = "with failed as (select distinct document from checks where passed = 0)"
COUNT = f"""{FAILED} select d.city, count(*) as documents from failed cross join documents d on d.id = failed.document
where d.replaced_by is null group by d.city"""
PAGE = f"""{FAILED} select d.id, d.title, d.city, d.county, d.department, d.department_id, d.year, d.stage, d.scope
from failed cross join documents d on d.id = failed.document
where d.replaced_by is null and (:city = '' or d.city = :city)
order by d.year desc, d.city, d.department, d.id limit :limit offset :offset"""
CHECKS = """select * from checks where passed = 0 and document in (select value from json_each(?)) order by id"""
ROWS = """select document, row, source_table, source_row from {}
where (document, row) in (select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(?))"""
PLACED = re.compile(r"^(?P<label>[^，；“]+)，第 (?P<row>\d+) 行")
PRINTED_ON = re.compile(r"第 (\d+) 页")


async def evidence(site: Any, checks: list[Row]) -> list[list[Row]]:
    """For each check the pages that its place names in its own document, each with the row to be marked where one is
    named."""
    named = [list(_named(check)) for check in checks]
    wanted: dict[str, set[tuple[str, int]]] = {}
    for _, table, row in (place for places in named for place in places):
        if table:
            wanted.setdefault(table, set()).add(row)
    nowhere = {"source_table": None, "source_row": None}
    printed = {
        (table, (row["document"], row["row"])): {name: row[name] for name in nowhere}
        for table, keys in wanted.items()
        for row in await rows(site, ROWS.format(table), [json.dumps(list(keys))])
    }
    return [[{"page": page, **printed.get((table, row), nowhere)} for page, table, row in places] for places in named]


def _named(check: Row) -> Iterator[tuple[int, str, tuple[str, int]]]:
    """(page, table, (document, row)) of each place; '' for the table where no row is named."""
    for part in (check["location"] or "").split("；"):
        page = PRINTED_ON.search(part)
        if page is None or part.startswith("上年"):
            continue
        placed = PLACED.match(part)
        table = _by_label().get(placed["label"]) if placed else None
        yield int(page[1]), table or "", (check["document"], int(placed["row"]) if placed else 0)


@cache
def _by_label() -> dict[str, str]:
    return {table.label: name for name, table in form_tables().items()}


async def _summary(site: Any) -> tuple[list[Row], list[Row]]:
    """Failed checks by city and rule, and documents with one by city."""

    async def counted() -> tuple[list[Row], list[Row]]:
        return await rows(site, SUMMARY), await rows(site, COUNT)

    return await once_per_change(site, "findings", counted)


def _most_first(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


async def page(datasette: Any, request: Any) -> Any:
    city = request.args.get("city") or ""
    number = request.args.get("page") or "1"
    current = int(number) if number.isdecimal() and 0 < int(number) <= 10_000 else 1
    documents = await rows(datasette, PAGE, {"city": city, "limit": DOCUMENTS, "offset": (current - 1) * DOCUMENTS})
    checks = await rows(datasette, CHECKS, [json.dumps([document["id"] for document in documents])])
    found: dict[str, list[Row]] = {}
    for check, pages in zip(checks, await evidence(datasette, checks), strict=True):
        found.setdefault(check["document"], []).append({**check, "pages": pages})
    failed, with_one = await _summary(datasette)
    cities: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for row in failed:
        if row["city"] is not None:
            cities[row["city"]] += row["count"]
        if city in ("", row["city"]):
            rules[row["rule"]] += row["count"]
            examples[row["rule"]] = min(examples.get(row["rule"], row["description"]), row["description"])
    context = {
        "city": city,
        "current": current,
        "count": {
            "checks": rules.total(),
            "documents": sum(row["documents"] for row in with_one if city in ("", row["city"])),
        },
        "rules": [{"rule": rule, "description": examples[rule], "count": n} for rule, n in _most_first(rules)],
        "cities": [{"city": name, "count": n} for name, n in _most_first(cities)],
        "documents": documents,
        "found": found,
        "more": len(documents) == DOCUMENTS,
    }
    return await page_of(datasette, request, "findings.html", context)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/findings$", page)]
