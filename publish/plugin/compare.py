"""``/compare``: chosen departments beside each other, one measure over the years; without a choice, the cities."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from pluggy import HookimplMarker

from archive.figures import summed
from publish.plugin.department import MEASURES
from publish.plugin.pages import Row, page_of, rows
from publish.plugin.years import YEARS, side_by_side

hookimpl = HookimplMarker("datasette")
MOST = 8

CHOICES = """select distinct b.id, b.name from departments b join disclosures d on d.department_id = b.id
where b.division_code in (:city, (select division_code from departments where id = :id)) and b.parent is null
order by b.name"""
CHOSEN = """select t.*, t.department_id as key, coalesce(b.name, t.department) as label from totals t
left join departments b on b.id = t.department_id
where t.stage = '预算' and t.year is not null and t.department_id in (select value from json_each(:ids))"""
CITIES = f"""select city as key, city as label, year, stage, count(*) as departments, {summed("{measure}")} as amount
from totals where stage = '预算' and county is null and year is not null group by city, year"""


async def figures(datasette: Any, request: Any) -> Row:
    """What the page shows: the chosen departments, those that may be chosen, or the cities."""
    wanted = list(dict.fromkeys(request.args.getlist("id")))[:MOST]
    measure = request.args.get("measure")
    measure = measure if measure in MEASURES else "expenditure"
    place = {"city": request.args.get("city"), "id": wanted[0] if wanted else None}
    choices = await rows(datasette, CHOICES, place) if any(place.values()) else []
    if wanted:
        found = await rows(datasette, CHOSEN, {"ids": json.dumps(wanted)})
        found = [{**row, "amount": row[measure]} for row in found]
    elif choices:
        found = []
    else:
        found = await rows(datasette, CITIES.format(measure=measure))
    years = sorted({row["year"] for row in found if row["amount"] is not None})[-YEARS:]
    periods = [f"{year} 预算" for year in years]
    lines = [line for line in side_by_side(found, periods) if any(v is not None for v in line["values"].values())]
    return {
        "wanted": wanted,
        "choices": choices,
        "city": request.args.get("city"),
        "measure": measure,
        "measures": MEASURES,
        "periods": periods,
        "lines": lines,
        "counted": {} if wanted else {(row["key"], f"{row['year']} 预算"): row["departments"] for row in found},
        "query": urlencode([("measure", measure), *(("id", identity) for identity in wanted)]),
    }


async def page(datasette: Any, request: Any) -> Any:
    return await page_of(datasette, request, "compare.html", await figures(datasette, request))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/compare$", page)]
