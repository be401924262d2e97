"""What is expected of each place and what is there: city × department × year × stage.

Expected of a body is a disclosure for every year and stage for which its city or county has published any, since a
department that publishes once has to publish every year. It may have been founded later or dissolved before: what is
missing is a question to ask, not a finding.
"""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

_COVERAGE = """
with bodies as (
  select department_id, city, county, max(year) as latest from disclosures group by department_id, city, county),
asked as (select distinct city, county, year, stage from disclosures),
there as (
  select department_id, year, stage, count(*) as disclosures, sum(coalesce(checks_failed, 0)) as checks_failed
  from disclosures group by department_id, year, stage)
select b.city, b.county, b.department_id, coalesce(n.name, (
    select department from disclosures d where d.department_id = b.department_id order by year desc limit 1
  )) as department, n.parent, a.year, a.stage,
  coalesce(t.disclosures, 0) as disclosures, coalesce(t.checks_failed, 0) as checks_failed
from bodies b
join asked a on a.city is b.city and a.county is b.county
left join there t on t.department_id = b.department_id and t.year = a.year and t.stage = a.stage
left join departments n on n.id = b.department_id
order by b.city, b.county, department, b.department_id, a.year, a.stage desc
"""


def coverage(db: Database) -> list[dict[str, Any]]:
    """One row for each expected body, year and stage; ``disclosures`` is 0 where nothing is there."""
    return list(db.query(_COVERAGE))
