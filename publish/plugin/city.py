"""``/city/<division code>``: the departments of a city or county over the years, each counted once."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import NotFound
from pluggy import HookimplMarker

from publish.plugin.pages import Row, page_of, rows
from publish.plugin.years import YEARS, side_by_side

hookimpl = HookimplMarker("datasette")
STAGES = ("预算", "决算")
DISCLOSED = "select distinct stage from disclosures where city = :city and county is :county"
SHOWN = 20

PLACE = """select c.*, up.name as upper from cities c left join cities up on up.division_code = c.parent
where c.division_code = ?"""
COUNTIES = """select c.division_code, c.name from cities c where c.parent = ?
and exists (select 1 from departments d where d.division_code = c.division_code) order by c.division_code"""
_OF_PLACE = """from totals t
join disclosures d on d.id = t.disclosure left join departments b on b.id = t.department_id
where t.city = :city and t.county is :county and t.stage = :stage"""
# What is not selected from the view is not worked out: the years of a large city are thousands of sums.
EXPENDITURES = f"""select t.department_id, t.year, t.stage, t.document, t.expenditure, d.trust,
  coalesce(b.name, t.department) as name {_OF_PLACE} and t.year is not null order by t.year desc, t.expenditure desc"""
LARGEST = f"""select t.department_id, t.year, t.stage, t.basic, t.project, coalesce(b.name, t.department) as name
{_OF_PLACE} and t.year = :year order by t.expenditure desc limit {SHOWN}"""


async def figures(datasette: Any, request: Any) -> Row:
    """What the page of a city or county shows; ``NotFound`` for an unknown one."""
    stage = request.args.get("stage")
    found = await rows(datasette, PLACE, [request.url_vars["code"]])
    if not found:
        raise NotFound("没有这个地市或县区。")
    return await _city(datasette, found[0], stage if stage in STAGES else STAGES[0])


async def page(datasette: Any, request: Any) -> Any:
    return await page_of(datasette, request, "city.html", await figures(datasette, request))


async def _city(site: Any, place: Row, stage: str) -> Row:
    is_county = place["level"] == "county"
    mine = {"city": place["upper"] if is_county else place["name"], "county": place["name"] if is_county else None}
    disclosed = {row["stage"] for row in await rows(site, DISCLOSED, mine)}
    totals = await rows(site, EXPENDITURES, {**mine, "stage": stage})
    years = sorted({row["year"] for row in totals})[-YEARS:]
    periods = [f"{year} {stage}" for year in years]
    cells = {(row["department_id"], row["year"]): row for row in totals}
    lines = side_by_side(
        [{**row, "key": row["department_id"], "label": row["name"], "amount": row["expenditure"]} for row in totals],
        periods,
    )
    return {
        "place": place,
        "mine": {name: value for name, value in mine.items() if value},
        "stage": stage,
        "stages": [name for name in STAGES if name in disclosed or name == stage],
        "counties": await rows(site, COUNTIES, [place["division_code"]]),
        "years": years,
        "periods": periods,
        "lines": lines,
        "cells": cells,
        "latest": await rows(site, LARGEST, {**mine, "stage": stage, "year": years[-1]}) if years else [],
    }


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/city/(?P<code>\d{6})$", page)]
