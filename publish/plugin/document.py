"""The page of one document: its disclosure, forms, checks, problems, versions, evidence and citation."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import NotFound
from pluggy import HookimplMarker

from archive.holding import KEY, OF_KEY
from forms.load import form_tables
from forms.load import forms as printed_forms
from publish import display
from publish.plugin.pages import Row, page_of, rows

hookimpl = HookimplMarker("datasette")

DOCUMENT = "select * from documents where id = ?"
COUNTS = " union all ".join(
    f"select '{table}' as name, (select count(*) from \"{table}\" where document = :document) as count, "
    f"(select state from form_states where document = :document and form = '{table}') as state"
    for table in form_tables()
)
CHECKS = "select * from checks where document = ? order by passed, id limit 500"
PROBLEMS = "select * from problems where document = ? order by page, id limit 200"
VERSIONS = """select id, title, first_seen_at, replaced_by, outcome from documents
where (department_id = :department_id and year = :year and stage = :stage and scope = :scope) or id = :id
  or replaced_by = :id or id = :replaced_by order by first_seen_at desc, id"""
CURRENT = f"select document from disclosures where {OF_KEY}"
REVISIONS = "select *, count(*) over () as told from revisions where new_document = ? order by id limit 200"
SIGHTINGS = "select * from sightings where document = ? order by last_seen_at desc limit 20"
TABLES = "select id, number, page, form, title, money_unit from source_tables where document = ? order by number, page"
SECTIONS = (
    "select count(*) as sections, (select count(*) from statements where document = :id) as statements "
    "from sections where document = :id"
)


def fills(source_table: dict[str, Any], name: str) -> bool:
    """Whether a source table was read into this form table, directly or as one part of a printed form."""
    form = printed_forms().get(source_table["form"])
    return form is not None and name in form.yields


def citation(document: dict[str, Any]) -> str:
    """One line that says whose figure it is, where it was published and which bytes were read."""
    title = document["title"] or "（无标题）"
    parts = [f"{document['department'] or ''}：《{title}》"]
    if document["published_on"]:
        parts.append(f"{document['published_on']} 发布")
    if document["page_url"] or document["source_url"]:
        parts.append(document["page_url"] or document["source_url"])
    parts.append(f"{display.beijing(document['first_seen_at'])[:10]} 收录")
    parts.append(f"SHA-256 {document['file_sha256']}")
    return "，".join(parts).lstrip("：") + "。"


async def page(datasette: Any, request: Any) -> Any:
    identity = request.url_vars["id"]

    async def context() -> Row:
        found = await rows(datasette, DOCUMENT, [identity])
        if not found:
            raise NotFound("没有这份文件。")
        return await _document(datasette, found[0])

    return await page_of(datasette, request, "document.html", await context())


async def _document(site: Any, document: Row) -> Row:
    identity = document["id"]
    forms = await rows(site, COUNTS, {"document": identity})
    source_tables = await rows(site, TABLES, [identity])
    whose = [document[name] for name in KEY]
    for form in forms:
        form["held_by"] = await _holder(site, form, whose)
        pages = {table["page"] for table in source_tables if table["page"] and fills(table, form["name"])}
        form["pages"] = sorted(pages)
    checks = await rows(site, CHECKS, [identity])
    sightings = await rows(site, SIGHTINGS, [identity])
    # A file may stand on several pages, each with a date of its own: what is cited is one of them.
    dates = (seen["published_on"] for seen in sightings if seen["page_url"] == document["page_url"])
    document = {**document, "published_on": next(filter(None, dates), document["published_on"])}
    current = await rows(site, CURRENT, whose)
    return {
        "document": document,
        "forms": [form for form in forms if form["count"] or form["state"]],
        "failed": [check for check in checks if not check["passed"]],
        "passed": [check for check in checks if check["passed"]],
        "problems": await rows(site, PROBLEMS, [identity]),
        "versions": await rows(site, VERSIONS, document),
        "revisions": await rows(site, REVISIONS, [identity]),
        "current": current[0]["document"] if current else None,
        "sightings": sightings,
        "source_tables": source_tables,
        "narrative": (await rows(site, SECTIONS, {"id": identity}))[0],
        "citation": citation(document),
    }


async def _holder(site: Any, form: Row, whose: list[Any]) -> str | None:
    """The newer document that a form's rows are taken from, where this one printed them and has none."""
    if form["count"] or form["state"] != "filled":
        return None
    found = await rows(site, f"select document from {form['name']} where {OF_KEY} limit 1", whose)
    return found[0]["document"] if found else None


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/document/(?P<id>[0-9a-f]{64}(-\d+)?)$", page)]
