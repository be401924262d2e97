"""``/page/<document>/<n>``: a page of the original beside what was read from it, every printed row markable by its
fragment (``#t3-r5``); ``/page/<document>/<n>.png`` the image itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from datasette.utils.asgi import NotFound, Response, asgi_send_file
from pluggy import HookimplMarker

from archive.files import Files
from forms.load import forms
from publish.labels import column_label
from publish.pageimages import BusyError, NoImageError, PageImage
from publish.plugin.cells import mark_of
from publish.plugin.document import DOCUMENT
from publish.plugin.pages import Row, rows

hookimpl = HookimplMarker("datasette")

TABLES = "select * from source_tables where document = ? and page = ? order by number, part"
READ = """select * from "{table}" where document = ? and page = ? order by row"""
SECTIONS = "select heading, path, text from sections where document = ? and page = ? order by number"
IMAGE_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable"}
HIDDEN = {
    "document", "row", "city", "county", "department", "department_id", "year", "stage", "scope", "page",
    "source_table", "source_row", "reading", "unplaced",
}  # fmt: skip


async def _found(datasette: Any, request: Any) -> tuple[Row, int]:
    document = await rows(datasette, DOCUMENT, [request.url_vars["id"]])
    if not document:
        raise NotFound("没有这份文件。")
    return document[0], int(request.url_vars["page"])


async def _image(datasette: Any, document: Row, number: int) -> PageImage:
    if document["media_type"] != "application/pdf":
        raise NoImageError("这份原件不分页（网页、文本或表格文件），没有页面图像。下面是读出的单元格。")
    original: Path | None = Files(datasette.files_folder).path(document["file_sha256"])
    if original is None:
        raise NoImageError("存储中找不到原件。")
    image: PageImage = await datasette.page_images.image(original, document["file_sha256"], number)
    return image


async def picture(datasette: Any, request: Any, send: Any) -> Any:
    document, number = await _found(datasette, request)
    etag = f'"{document["file_sha256"]}-{number}"'
    if request.headers.get("if-none-match") == etag:
        return Response("", status=304, headers={**IMAGE_HEADERS, "ETag": etag})
    try:
        image = await _image(datasette, document, number)
    except NoImageError as error:
        raise NotFound(str(error)) from error
    except BusyError:
        return Response.text("正在绘制的页面太多，请稍后再试。", status=503, headers={"Retry-After": "5"})
    headers = {**IMAGE_HEADERS, "ETag": etag}
    await asgi_send_file(send, str(image.path), content_type="image/png", headers=headers, chunk_size=65536)
    return None


async def page(datasette: Any, request: Any) -> Any:
    document, number = await _found(datasette, request)
    tables = await rows(datasette, TABLES, [document["id"], number])
    sections = await rows(datasette, SECTIONS, [document["id"], number])
    if number < 1 or (document["pages"] and number > document["pages"]) or (not document["pages"] and not tables):
        raise NotFound("原件没有这一页。")
    image, missing = None, None
    try:
        image = await _image(datasette, document, number)
    except NoImageError as error:
        missing = str(error)
    except BusyError:
        missing = "正在绘制的页面太多，图像稍后刷新可见。"
    read = [found for name in _read_from(tables) for found in await _read(datasette, name, document["id"], number)]
    shown = {
        "document": document,
        "number": number,
        "image": image,
        "missing": missing,
        "tables": [_printed(document["id"], table, image, read) for table in tables],
        "sections": sections,
    }
    return Response.html(await datasette.render_template("page.html", shown, request=request))


def _read_from(tables: list[Row]) -> list[str]:
    """The form tables that these source tables may have been read into: one printed form may fill several."""
    printed = dict.fromkeys(table["form"] for table in tables if table["form"])
    return [name for form in printed for name in forms()[form].yields]


async def _read(site: Any, table: str, document: str, number: int) -> list[Row]:
    found = await rows(site, READ.format(table=table), [document, number])
    return [{**row, "_table": table} for row in found]


def _printed(document: str, table: Row, image: PageImage | None, read: list[Row]) -> Row:
    """One source table: its printed rows with their anchor and place, and the form rows read from each."""
    lines = []
    for at, line in enumerate(json.loads(table["grid"] or "[]")):
        here = [row for row in read if row["source_table"] == table["id"] and row["source_row"] == at]
        lines.append(
            {
                "mark": f"{mark_of(document, table['id'])}-r{at}",
                "cells": ["" if cell is None else str(cell) for cell in line["cells"]],
                "place": image.percent(line["box"]) if image and line.get("box") else None,
                "read": [{"table": row["_table"], "row": row["row"], "values": _values(row)} for row in here],
            }
        )
    return {**table, "lines": lines}


def _values(row: Row) -> list[tuple[str, str, Any]]:
    """(column, label, value) of what a form row holds beyond its keys and evidence."""
    table = row["_table"]
    return [
        (name, column_label(table, name), value)
        for name, value in row.items()
        if value is not None and name not in HIDDEN and not name.startswith("_")
    ]


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    document = r"(?P<id>[0-9a-f]{64}(-\d+)?)"
    return [
        (rf"^/page/{document}/(?P<page>\d{{1,5}})\.png$", picture),
        (rf"^/page/{document}/(?P<page>\d{{1,5}})$", page),
    ]
