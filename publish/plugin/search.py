"""``/search``: departments, accounts, narrative, projects, indicators, procurement and documents, best hits first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import Response
from pluggy import HookimplMarker

from archive.search import fts_table, match_query, phrases
from publish.display import owner
from publish.marking import marked
from publish.plugin.pages import Row, rows
from publish.plugin.wanted import ways

hookimpl = HookimplMarker("datasette")
FEW, MANY = 5, 50
LOOKED_AT = 40
"""Hits looked at to show a few different ones: the same definition stands in every narrative."""
NO_ROW = "null as source_table, null as source_row"
PASSAGE = 90


@dataclass(frozen=True)
class Kind:
    """One searched table: what stands in a hit's title and passage, and where the hit leads."""

    table: str
    label: str
    title: str
    passage: str
    document: str = "t.document"
    page: str = "t.page"
    row: str = "t.source_table, t.source_row"
    repeats: bool = False
    """True where the same words stand in document after document and are worth showing once."""


KINDS = (
    Kind("departments", "部门", "t.name", "null", "null", "null", NO_ROW),
    Kind("documents", "文件", "t.title", "null", "t.id", "null", NO_ROW),
    Kind("projects", "项目", "coalesce(t.project, t.budget_unit, t.row_kind)", "null"),
    Kind(
        "project_targets",
        "项目绩效指标",
        "t.indicator",
        "t.project || '：' || t.indicator || ' ' || coalesce(t.target, '')",
        repeats=True,
    ),
    Kind(
        "department_targets",
        "整体绩效指标",
        "t.level3",
        "coalesce(t.target, '') || ' ' || coalesce(t.note, '')",
        repeats=True,
    ),
    Kind("procurement", "政府采购", "coalesce(t.item, t.budget_unit, t.row_kind)", "t.specification"),
    Kind("sections", "情况说明", "t.path", "t.text", row=NO_ROW, repeats=True),
)


def _hits_sql(kind: Kind) -> str:
    amount = {"projects": "t.total", "procurement": "t.amount"}.get(kind.table, "null")
    owner = (
        "d.city, d.county, d.department, d.year, d.stage"
        if kind.document != "null"
        else "(select name from cities c where c.division_code = t.division_code) as city, null as county, "
        "t.name as department, null as year, null as stage"
    )
    join = f"left join documents d on d.id = {kind.document}" if kind.document != "null" else ""
    key = "t.id" if kind.table == "departments" else "null"
    index = fts_table(kind.table)
    return f"""select {kind.title} as title, {kind.passage} as passage, {kind.document} as document,
        {kind.page} as page, {kind.row}, {amount} as amount, {key} as key, {owner}
      from "{index}" f join "{kind.table}" t on t.rowid = f.rowid {join}
      where "{index}" match :match order by f.rank limit :limit offset :offset"""


ACCOUNTS = """select code, name from function_codes where valid_to is null
and (code = :typed or (select count(*) from json_each(:words) w where instr(name, w.value) > 0) = :number)
group by code order by length(code), code limit :most"""


async def page(datasette: Any, request: Any) -> Any:
    database = datasette.get_database("archive")
    query = (request.args.get("q") or "").strip()[:200]
    wanted = next((kind for kind in KINDS if kind.table == request.args.get("kind")), None)
    number = request.args.get("page") or "1"
    current = int(number) if number.isdecimal() and 0 < int(number) <= 1000 else 1
    match = match_query(query)
    tables = set(await database.table_names())
    found = []
    for kind in KINDS if query else ():
        if fts_table(kind.table) not in tables or (wanted and kind is not wanted):
            continue
        index = fts_table(kind.table)
        counted = await rows(datasette, f'select count(*) as count from "{index}" where "{index}" match ?', [match])
        count = counted[0]["count"]
        limit = MANY if wanted else LOOKED_AT if kind.repeats else FEW
        place = {"match": match, "limit": limit, "offset": (current - 1) * limit if wanted else 0}
        shown = [_shown(hit, query) for hit in await rows(datasette, _hits_sql(kind), place)]
        if not wanted:
            shown = (_different(shown) if kind.repeats else shown)[:FEW]
        if count or wanted:
            more = count > current * limit if wanted else count > len(shown)
            found.append({"kind": kind, "count": count, "hits": shown, "more": more})
    context = {
        "query": query,
        "found": found,
        "accounts": [] if wanted else await _accounts(datasette, query),
        "ways": [] if wanted else await ways(datasette, query),
        "wanted": wanted,
        "current": current,
        "total": sum(group["count"] for group in found),
    }
    return Response.html(await datasette.render_template("search.html", context, request=request))


async def _accounts(site: Any, query: str) -> list[Row]:
    """The accounts of this code, or with all words of the query in their name."""
    words = [word for phrase in phrases(query) for word in ("".join(phrase.spellings[-1]),)]
    if not words:
        return []
    asked = {"typed": query, "words": json.dumps(words), "number": len(words), "most": FEW}
    return [{**row, "name": marked(row["name"], query)} for row in await rows(site, ACCOUNTS, asked)]


def _different(hits: list[Row]) -> list[Row]:
    """One hit for each title and passage, with the number of those that read the same among the best."""
    found: dict[tuple[str, str], Row] = {}
    for hit in hits:
        first = found.setdefault((hit["title"], hit["passage"]), {**hit, "alike": 0})
        first["alike"] += int(first["document"] != hit["document"])
    return list(found.values())


def _shown(hit: Row, query: str) -> Row:
    return {
        **hit,
        "owner": owner(hit),
        "title": marked(hit["title"] or "（无标题）", query, PASSAGE),
        "passage": marked(hit["passage"], query, PASSAGE * 2),
    }


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/search$", page)]
