"""``/search``: narrative, projects, indicators, procurement, departments and documents, best hits first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import Response
from markupsafe import Markup, escape
from pluggy import HookimplMarker

from archive.search import fts_table, match_query

hookimpl = HookimplMarker("datasette")
FEW, MANY = 5, 50
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


KINDS = (
    Kind("departments", "部门", "t.name", "null", "null", "null", NO_ROW),
    Kind("documents", "文件", "t.title", "null", "t.id", "null", NO_ROW),
    Kind("projects", "项目", "t.project", "null"),
    Kind(
        "project_targets",
        "项目绩效指标",
        "t.indicator",
        "t.project || '：' || t.indicator || ' ' || coalesce(t.target, '')",
    ),
    Kind("department_targets", "整体绩效指标", "t.level3", "coalesce(t.target, '') || ' ' || coalesce(t.note, '')"),
    Kind("procurement", "政府采购", "t.item", "t.specification"),
    Kind("sections", "情况说明", "t.path", "t.text", row=NO_ROW),
)


def _hits_sql(kind: Kind) -> str:
    amount = {"projects": "t.total", "procurement": "t.amount"}.get(kind.table, "null")
    owner = (
        "d.city, d.department, d.year"
        if kind.document != "null"
        else "null as city, t.name as department, null as year"
    )
    join = f"left join documents d on d.id = {kind.document}" if kind.document != "null" else ""
    key = "t.id" if kind.table == "departments" else "null"
    index = fts_table(kind.table)
    return f"""select {kind.title} as title, {kind.passage} as passage, {kind.document} as document,
        {kind.page} as page, {kind.row}, {amount} as amount, {key} as key, {owner}
      from "{index}" f join "{kind.table}" t on t.rowid = f.rowid {join}
      where "{index}" match :match order by f.rank limit :limit offset :offset"""


def terms(query: str) -> list[str]:
    """The words to mark: as typed, and folded as the index folds them."""
    words = [word.strip('"*') for word in re.findall(r'"[^"]*"|\S+', query)]
    return sorted(
        {w for word in words for w in (word, unicodedata.normalize("NFKC", word)) if w}, key=len, reverse=True
    )


def marked(text: str | None, query: str, length: int | None = None) -> Markup:
    """The text with every hit in ``<mark>``, escaped; cut to ``length`` characters around the first hit."""
    text = text or ""
    # folded for finding only when that keeps every character at its place
    folded = unicodedata.normalize("NFKC", text)
    searched = folded if len(folded) == len(text) else text
    pattern = re.compile("|".join(map(re.escape, terms(query))) or r"(?!)", re.IGNORECASE)
    if length is not None and len(text) > length:
        first = pattern.search(searched)
        start = max(0, (first.start() if first else 0) - length // 3)
        text, searched = text[start : start + length], searched[start : start + length]
        before, after = ("…" if start else ""), "…"
    else:
        before = after = ""
    pieces, end = [escape(before)], 0
    for hit in pattern.finditer(searched):
        pieces += [escape(text[end : hit.start()]), Markup("<mark>{}</mark>").format(text[hit.start() : hit.end()])]
        end = hit.end()
    return Markup("").join([*pieces, escape(text[end:]), escape(after)])


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
        count = (await database.execute(f'select count(*) from "{index}" where "{index}" match ?', [match])).rows[0][0]
        limit = MANY if wanted else FEW
        hits = await database.execute(
            _hits_sql(kind), {"match": match, "limit": limit, "offset": (current - 1) * limit if wanted else 0}
        )
        if count or wanted:
            found.append(
                {
                    "kind": kind,
                    "count": count,
                    "hits": [_shown(dict(hit), query) for hit in hits],
                    "more": count > (current * limit if wanted else limit),
                }
            )
    context = {
        "query": query,
        "found": found,
        "wanted": wanted,
        "current": current,
        "total": sum(group["count"] for group in found),
    }
    return Response.html(await datasette.render_template("search.html", context, request=request))


def _shown(hit: dict[str, Any], query: str) -> dict[str, Any]:
    return {
        **hit,
        "title": marked(hit["title"] or "（无标题）", query, PASSAGE),
        "passage": marked(hit["passage"], query, PASSAGE * 2),
    }


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/search$", page)]
