"""``/department/<id>``: one body over its years and names, each period once: with its units where it publishes so."""

from __future__ import annotations

import json
from typing import Any

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound
from pluggy import HookimplMarker

from archive.figures import FIGURES, summed
from publish.plugin.pages import Row, page_of, rows
from publish.plugin.places import of_figures
from publish.plugin.projects import FIRST, every
from publish.plugin.projects import shown as shown_projects
from publish.plugin.years import YEARS, changed, in_both, period, side_by_side, transposed

hookimpl = HookimplMarker("datasette")
PROJECTS, CHANGES = 30, 12

# A department's own 单位 disclosure (本级) is contained in its 部门 disclosure of the same year.
_CHOSEN = """d.department_id = :id and (d.scope = '部门' or not exists (select 1 from disclosures o
  where o.department_id = d.department_id and o.year = d.year and o.stage = d.stage and o.scope = '部门'))"""
DEPARTMENT = """select d.*, c.name as place, c.level, up.name as upper, up.division_code as upper_code,
  p.name as parent_name from departments d
  left join cities c on c.division_code = d.division_code left join cities up on up.division_code = c.parent
  left join departments p on p.id = d.parent where d.id = ?"""
UNITS = "select id, name from departments where parent = ? order by id"
_OF = f"""with chosen as (select d.year, d.stage, d.scope from disclosures d where {_CHOSEN})
select f.year, f.stage, """
_FROM = """ f join chosen on f.year = chosen.year and f.stage = chosen.stage and f.scope = chosen.scope
where f.department_id = :id and +f.row_kind = '明细'"""


FUNCTIONS = f"""{_OF} substr(f.function_code, 1, 3) as key, {summed("f.total")} as amount,
  coalesce((select name from function_codes c where c.code = substr(f.function_code, 1, 3)
    order by valid_from desc limit 1), '（无编码）') as label
from expenditure{_FROM} group by f.year, f.stage, key"""
ECONOMIC = f"""{_OF} substr(f.department_economic_code, 1, 3) as key, {summed("f.total")} as amount,
  coalesce((select name from economic_codes c where c.system = '部门'
    and c.code = substr(f.department_economic_code, 1, 3) order by valid_from desc limit 1), '（无编码）') as label
from economic_classification{_FROM} group by f.year, f.stage, key"""
THREE_PUBLIC = f"""{_OF} {
    ", ".join(
        f"{summed('f.' + column)} as {column}"
        for column in ("overseas_travel", "vehicle_purchase", "vehicle_operation", "reception", "total")
    )
}, {FIRST}
from three_public{_FROM} group by f.year, f.stage"""
PROCUREMENT = f"""{_OF} f.item, f.catalogue, f.specification, f.quantity, f.measure_unit, f.amount, f.document, f.page
from procurement{_FROM} and f.year = :year and f.stage = :stage order by f.amount desc limit 15"""
TARGETS = """select year, stage, count(*) as count from {table} where department_id = ?
group by year, stage order by year desc, stage"""
REVISIONS = """select r.form, count(*) as count, r.new_document, max(r.found_on) as found_on, d.year, d.stage, d.scope
from disclosures d join revisions r on r.disclosure = d.id where d.department_id = ?
group by r.new_document, r.form order by found_on desc, r.form"""
DOCUMENTS = """select id, title, year, stage, scope, published_on, first_seen_at, replaced_by, outcome, checks_failed
from documents where department_id = ? order by year desc, stage, scope, first_seen_at desc"""

MEASURES = (
    "revenue",
    "expenditure",
    "basic",
    "project",
    "carryover",
    "three_public",
    "agency_operation",
    "procurement",
)
SPENDING = ("basic", "project")


def _earlier(periods: list[str]) -> str | None:
    """The same stage a year before the latest period, when the archive has it."""
    year, stage = periods[-1].split()
    wanted = f"{int(year) - 1} {stage}"
    return wanted if wanted in periods else None


def former_names(department: Row) -> list[Row]:
    """Names the body has used, each with its years, when there is more than the present one."""
    years: dict[str, list[int]] = {}
    for used in json.loads(department["names"] or "[]"):
        years.setdefault(used["name"], []).append(used["year"])
    return [{"name": name, "years": sorted(set(used))} for name, used in years.items()] if len(years) > 1 else []


async def figures(datasette: Any, request: Any) -> Row:
    """What the page of a department shows; ``NotFound`` for an unknown one."""
    found = await rows(datasette, DEPARTMENT, [tilde_decode(request.url_vars["id"])])
    if not found:
        raise NotFound("没有这个部门或单位。")
    return await _department(datasette, found[0])


async def projects(datasette: Any, shown: Row) -> list[Row]:
    """All projects of the years that ``figures`` shows, not only the largest."""
    return await every(datasette, shown["department"]["id"], _CHOSEN, shown["periods"])


async def page(datasette: Any, request: Any) -> Any:
    return await page_of(datasette, request, "department.html", await figures(datasette, request))


async def _department(site: Any, department: Row) -> Row:
    mine = {"id": department["id"]}
    figures = await rows(site, f"{FIGURES} where {_CHOSEN} order by d.year, d.stage desc", mine)
    figures = [row for row in figures if row["year"]][-2 * YEARS :]
    periods = [period(row) for row in figures]
    shown: Row = {
        "department": department,
        "names": former_names(department),
        "units": await rows(site, UNITS, [department["id"]]),
        "figures": {period(row): row for row in figures},
        "periods": periods,
        "revisions": await rows(site, REVISIONS, [department["id"]]),
        "documents": await rows(site, DOCUMENTS, [department["id"]]),
    }
    if not periods:
        return shown
    latest, before = periods[-1], _earlier(periods)
    printed = await of_figures(site, department["id"], _CHOSEN)
    measures = [{**line, "places": printed.get(line["key"], {})} for line in transposed(figures, MEASURES)]
    functions = side_by_side(await rows(site, FUNCTIONS, mine), periods)
    projects = await shown_projects(site, department["id"], _CHOSEN, periods, before, PROJECTS, CHANGES)
    three_public = await rows(site, THREE_PUBLIC, mine)
    last = shown["figures"][latest]
    return {
        **shown,
        "latest": latest,
        "last": last,
        "before": before,
        "measures": measures,
        "spending": [line for line in measures if line["key"] in SPENDING],
        "functions": functions,
        "economic": side_by_side(await rows(site, ECONOMIC, mine), periods),
        "three_public": transposed([row for row in three_public if period(row) in periods], (
            "overseas_travel", "vehicle_purchase", "vehicle_operation", "reception", "total")),
        "projects": projects.largest,
        "project_count": projects.count,
        "changes_": {
            # a total that one year lacks is not known there; a line of a form that one year lacks was not in it
            "measures": changed(in_both(measures, before, latest), before, latest),
            "functions": changed(functions, before, latest),
            "projects": projects.changes,
        } if before else {},
        "procurement": await rows(site, PROCUREMENT, {**mine, "year": last["year"], "stage": last["stage"]}),
        "targets": {table: await rows(site, TARGETS.format(table=table), [department["id"]])
                    for table in ("department_targets", "project_targets")},
    }  # fmt: skip


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/department/(?P<id>[^/]+)$", page)]
