"""The home page: what the archive holds, by city and year, and what is new or does not add up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from pluggy import HookimplMarker

from archive.opening import DEMO_ID
from publish.memo import once_per_change
from publish.plugin.pages import page_of
from publish.questions import questions

hookimpl = HookimplMarker("datasette")

COUNTS = """select
  (select count(*) from disclosures) as disclosures, (select count(*) from documents) as documents,
  (select count(*) from departments) as departments,
  (select count(*) from checks) as checks,
  (select count(*) from checks where passed = 0) as failed"""
MATRIX = """select coalesce(city, '') as city, c.code, coalesce(year, '') as year, count(*) as count,
  sum(trust = '全部通过') as sound, sum(trust = '有未通过') as unsound
from disclosures left join (
  select name, min(division_code) as code from cities where level <> 'county' group by name) c on c.name = city
group by city, year order by coalesce(c.code, '999999'), city, year desc"""
NEWEST = """select id, title, city, county, department, year, stage, first_seen_at, outcome from documents
where replaced_by is null order by first_seen_at desc, id limit 8"""
FINDINGS = """select c.document, count(*) as count, d.city, d.county, d.department, d.year, d.stage,
  (select description from checks f where f.document = c.document and f.passed = 0 order by f.id limit 1) as description
from checks c join documents d on d.id = c.document
where c.passed = 0 and d.replaced_by is null group by c.document order by count desc, c.document limit 6"""
REVISIONS = """select r.new_document, count(*) as count, d.city, d.county, d.department, d.year, d.stage,
  max(r.found_on) as found_on
from revisions r join documents d on d.id = r.new_document
group by r.new_document order by found_on desc, r.new_document limit 6"""


async def holdings(site: Any) -> dict[str, Any]:
    """Everything the home page shows; the matrix as city → year → cell."""
    database = site.get_database("archive")

    async def rows(sql: str) -> list[dict[str, Any]]:
        return [dict(row) for row in await database.execute(sql)]

    matrix: dict[str, dict[int | str, dict[str, Any]]] = {}
    for cell in await rows(MATRIX):
        matrix.setdefault(cell["city"], {})[cell["year"]] = cell
    return {
        "counts": (await rows(COUNTS))[0],
        "matrix": matrix,
        "years": sorted({year for cells in matrix.values() for year in cells if year}, reverse=True),
        "newest": await rows(NEWEST),
        "findings": await rows(FINDINGS),
        "revisions": await rows(REVISIONS),
        "questions": list(questions().values()),
    }


async def is_demo(site: Any) -> bool:
    """True when the archive is the demo's or holds sample documents; then every page says so."""
    database = site.get_database("archive")
    if (await database.execute("pragma application_id")).rows[0][0] == DEMO_ID:
        return True
    return bool((await database.execute("select 1 from documents where sample = 1 limit 1")).rows)


@hookimpl
def extra_template_vars(datasette: Any) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def variables() -> dict[str, Any]:
        return {"demo": await once_per_change(datasette, "demo", lambda: is_demo(datasette))}

    return variables


async def page(datasette: Any, request: Any) -> Any:
    """In place of Datasette's own, which counts the rows of every table first."""
    shown = {"metadata": datasette.metadata(), "holdings": await holdings(datasette)}
    return await page_of(datasette, request, "index.html", shown)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/$", page)]
