"""Where the main figures of a department are printed: the page of the original with the row marked."""

from __future__ import annotations

from typing import Any

from archive.figures import CARRIED
from publish.plugin.cells import page_url
from publish.plugin.pages import Row, rows

_PLACE = "f.document, f.page, f.source_table, f.source_row"
_ROWS = {
    "revenue": ("revenue_expenditure", "+f.row_kind = '合计' and f.side = '收入'"),
    "expenditure": ("revenue_expenditure", "+f.row_kind = '合计' and f.side = '支出'"),
    "carryover": ("revenue_expenditure", f"f.side = '收入' and ({CARRIED})"),
    "basic project": ("expenditure", "+f.row_kind = '合计'"),
    "three_public": ("three_public", "+f.row_kind = '明细'"),
    "procurement": ("procurement", "+f.row_kind = '合计'"),
}
"""Figures → the table and the row that print them. The plus: by the department's rows, not by all of a kind."""


def _printed(chosen: str) -> str:
    """All places of the figures of the disclosures that ``chosen`` picks from ``disclosures d``."""
    selects = [
        f"select '{figures}' as keys, f.year, f.stage, {_PLACE} from {table} f join chosen using (year, stage, scope) "
        f"where f.department_id = :id and {which}"
        for figures, (table, which) in _ROWS.items()
    ]
    selects.append(
        "select 'agency_operation', f.year, f.stage, f.document, f.page, null, null from statements f "
        "join chosen using (year, stage, scope) where f.department_id = :id and +f.metric = 'agency_operation'"
    )
    listed = "\nunion all ".join(selects)
    return f"with chosen as (select d.year, d.stage, d.scope from disclosures d where {chosen})\n{listed}"


def place(row: Row) -> str | None:
    """The address of the page that a row was read from, with its printed row marked."""
    if not row.get("page") or not row.get("document"):
        return None
    return page_url(row["document"], row["page"], row["source_table"], row["source_row"])


async def of_figures(site: Any, identity: str, chosen: str) -> dict[str, dict[str, str]]:
    """Figure → period (``2024 预算``) → address; what is printed nowhere as one number is left out."""
    found: dict[str, dict[str, str]] = {}
    for row in await rows(site, _printed(chosen), {"id": identity}):
        address = place(row)
        if address is None:
            continue
        for figure in row["keys"].split():
            found.setdefault(figure, {}).setdefault(f"{row['year']} {row['stage']}", address)
    return found
