"""Atom feeds of new documents and of revisions."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

from datasette.utils.asgi import Response
from pluggy import HookimplMarker

from publish.display import owner
from publish.labels import table_label
from publish.metadata import TITLE
from publish.plugin.pages import Row, rows

hookimpl = HookimplMarker("datasette")
ATOM = "http://www.w3.org/2005/Atom"
MOST = 50

DOCUMENTS = """select id, title, city, county, department, year, stage, scope, first_seen_at as updated from documents
where first_seen_at is not null order by first_seen_at desc, id limit ?"""
REVISIONS = """select r.new_document as id, d.title, d.city, d.county, d.department, d.year, d.stage, d.scope,
  count(*) as count, group_concat(distinct r.form) as forms, max(d.first_seen_at) as updated
from revisions r join documents d on d.id = r.new_document
group by r.new_document order by updated desc, id limit ?"""
NAMES = {"documents": "新收录的公开文件", "revisions": "重新发布时改动的数字"}


def absolute(site: Any, request: Any, path: str) -> str:
    """The public address of a path: under ``--public-url`` where the server was told it, else as it was asked for."""
    return f"{site.public_url}{path}" if site.public_url else str(site.absolute_url(request, path))


def _entry(kind: str, row: Row) -> Row:
    whose = owner(row)
    link = f"/document/{row['id']}"
    if kind == "documents":
        return {"title": row["title"] or whose, "summary": f"{whose}（{row['scope'] or ''}）", "link": link}
    forms = "、".join(table_label(form) for form in sorted((row["forms"] or "").split(",")))
    summary = f"{whose}：{row['count']:,} 处改动（{forms}）"
    return {"title": f"修订：{whose}", "summary": summary, "link": f"{link}#revisions"}


async def feed(datasette: Any, request: Any) -> Any:
    kind = request.url_vars["kind"]
    here = absolute(datasette, request, f"/feed/{kind}.atom")

    async def written() -> bytes:
        found = await rows(datasette, DOCUMENTS if kind == "documents" else REVISIONS, [MOST])
        root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
        _add(root, "id", here)
        _add(root, "title", f"{TITLE}：{NAMES[kind]}")
        # a feed of nothing has not changed since the epoch
        _add(root, "updated", found[0]["updated"] if found else "1970-01-01T00:00:00Z")
        _add(root, "link", rel="self", href=here)
        _add(root, "link", rel="alternate", href=absolute(datasette, request, "/"))
        author = _add(root, "author")
        _add(author, "name", TITLE)
        for row in found:
            shown = _entry(kind, row)
            entry = _add(root, "entry")
            _add(entry, "id", absolute(datasette, request, shown["link"]))
            _add(entry, "title", shown["title"])
            _add(entry, "updated", row["updated"])
            _add(entry, "link", href=absolute(datasette, request, shown["link"]))
            _add(entry, "summary", shown["summary"])
        return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))

    return Response(await written(), content_type="application/atom+xml; charset=utf-8")


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text
    return child


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/feed/(?P<kind>documents|revisions)\.atom$", feed)]
