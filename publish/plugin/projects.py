"""A department's projects over its years: the largest, the most changed, or all of them.

There are thousands where a department has ten years; a page shows a few dozen. So the archive picks those that may be
among them, ties included, and only these are put in order.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from publish.plugin.pages import Row, rows
from publish.plugin.years import differences, side_by_side

# with min(), SQLite takes the bare columns from the row that has the least; what was added up stands in no one place
FIRST = "min(f.row) as row, f.document, iif(count(*) = 1, f.page, null) as page, f.source_table, f.source_row"
_ALL = """with chosen as (select d.year, d.stage, d.scope, p.key as at from disclosures d
  join json_each(:periods) p on p.value = d.year || ' ' || d.stage where {chosen}),
found as (select f.year, f.stage, chosen.at, f.project as key, f.project as label,
    cast(round(sum(f.total), 2) || '' as numeric) as amount, {first}
  from projects f join chosen on f.year = chosen.year and f.stage = chosen.stage and f.scope = chosen.scope
  where f.department_id = :id and +f.row_kind = '明细' and f.project is not null
  group by f.year, f.stage, f.project)"""
# a project's place in the order begins with its newest period that has an amount, and with that amount
_SHOWN = """,
weighed as (select key, min(iif(amount <> 0, at, 1000)) as at, iif(amount <> 0, abs(amount), 0) as size
  from found group by key),
last as (select at, size from weighed order by at, size desc limit 1 offset :most - 1),
moved as (select key, abs(total(amount) filter (where at = 0) - total(amount) filter (where at = :before)) as size
  from found where at in (0, :before) group by key),
last_moved as (select size from moved order by size desc limit 1 offset :changes - 1)
select found.*, (select count(*) from weighed) as projects,
  (select count(amount) from found where at = 0) and (select count(amount) from found where at = :before) as comparable
from found where key in (select w.key from weighed w left join last
    where last.at is null or w.at < last.at or (w.at = last.at and w.size >= last.size))
  or key in (select m.key from moved m left join last_moved
    where last_moved.size is null or m.size > last_moved.size - 0.005)
order by year, stage, key"""


@dataclass(frozen=True, slots=True)
class Projects:
    """What a page shows of a department's projects."""

    largest: list[Row] = field(default_factory=list)
    count: int = 0
    """How many there are in all."""
    changes: list[Row] = field(default_factory=list)
    """The most changed between two periods; none where one of them has no amounts of projects."""


async def shown(
    site: Any, identity: str, chosen: str, periods: list[str], before: str | None, most: int, changes: int
) -> Projects:
    """The ``most`` largest projects of the periods (``2024 预算``, oldest first) and the ``changes`` most changed
    between ``before`` and the latest. ``chosen`` picks the department's disclosures from ``disclosures d``."""
    newest_first = periods[::-1]
    asked = {
        "id": identity,
        "periods": json.dumps(newest_first),
        "most": most,
        "before": newest_first.index(before) if before else None,
        "changes": changes,
    }
    found = await rows(site, _ALL.format(chosen=chosen, first=FIRST) + _SHOWN, asked)
    if not found:
        return Projects()
    lines = side_by_side(found, periods)
    changed = differences(lines, before, periods[-1], changes) if before and found[0]["comparable"] else []
    return Projects(lines[:most], found[0]["projects"], changed)


async def every(site: Any, identity: str, chosen: str, periods: list[str]) -> list[Row]:
    """All projects of the periods, the largest first."""
    asked = {"id": identity, "periods": json.dumps(periods[::-1])}
    sql = f"{_ALL.format(chosen=chosen, first=FIRST)} select * from found order by year, stage, key"
    return side_by_side(await rows(site, sql, asked), periods)
