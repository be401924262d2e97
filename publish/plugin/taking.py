"""``/archive/<table or question>.csv`` and ``.xlsx``, ``/archive/<table>.parquet``: whole results under the same
arguments as the page; ``/datapackage.json`` describes the tables' CSVs.

CSV is streamed and begins with the mark by which Excel knows UTF-8; text that Excel would compute has an apostrophe
before it. A transfer that cannot be finished breaks off, so a part never passes for the whole. Whoever leaves makes
room for the next.
"""

from __future__ import annotations

import asyncio
import csv
import io
import logging
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import BadRequest, Response
from pluggy import HookimplMarker

from forms.load import all_tables
from publish.datapackage import of_site
from publish.metadata import DATABASE
from publish.plugin.feeds import absolute
from publish.plugin.made import SLOW, Receive, Send, give, gone
from publish.reading import TooLongError, batches
from publish.selection import Selection, selection
from publish.spreadsheet import guarded
from publish.stored import Value, printed

hookimpl = HookimplMarker("datasette")
log = logging.getLogger(__name__)
AT_ONCE = 4


class BrokenOff(BaseException):
    """The rest of a file cannot be had. Datasette answers every Exception with a page, which would end up in the file
    and close it properly; past this one the server can only drop the connection."""


class _Turns:
    """How many are taking at this moment."""

    taking = 0


def _headers(chosen: Selection, extension: str) -> dict[str, str]:
    name = quote(f"{chosen.title}.{extension}", safe="")
    return {
        "Content-Disposition": f"attachment; filename=\"{chosen.name}.{extension}\"; filename*=UTF-8''{name}",
        "Cache-Control": "no-cache",
    }


async def take(datasette: Any, request: Any, send: Send, receive: Receive) -> Any:
    chosen = await selection(datasette, request)
    if _Turns.taking >= AT_ONCE:
        return Response.text("正在导出的人太多，请稍后再试。", status=503, headers={"Retry-After": "30"})
    _Turns.taking += 1
    try:
        kind = request.url_vars["format"]
        if kind == "csv":
            return await _csv(datasette, chosen, send, receive)
        return await give(datasette, request, chosen, kind, _headers(chosen, kind), send, receive)
    finally:
        _Turns.taking -= 1


async def _csv(site: Any, chosen: Selection, send: Send, receive: Receive) -> Any:
    database = site.get_database(DATABASE)
    read = batches(Path(database.path), chosen.sql, chosen.parameters, immutable=not database.is_mutable)
    try:
        first = await asyncio.to_thread(lambda: [*next(read), *next(read, [])])
    except TooLongError as error:
        raise BadRequest(SLOW) from error
    except sqlite3.Error as error:
        raise BadRequest(str(error)) from error
    leaving = asyncio.ensure_future(gone(receive))
    try:
        headers = {"content-type": "text/csv; charset=utf-8", **_headers(chosen, "csv")}
        raw = [[name.lower().encode(), value.encode("latin-1")] for name, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})
        body = b"\xef\xbb\xbf" + _lines(first)
        while body and not leaving.done():
            await send({"type": "http.response.body", "body": body, "more_body": True})
            body = await asyncio.to_thread(lambda: _lines(next(read, [])))
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    except (sqlite3.Error, TooLongError) as error:
        log.warning("%s.csv broken off: %r", chosen.name, error)
        raise BrokenOff from error
    finally:
        leaving.cancel()
        await asyncio.to_thread(read.close)  # type: ignore[attr-defined]  # a generator's
    return None


def _lines(batch: Iterable[tuple[Value, ...]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([guarded(printed(value)) for value in row] for row in batch)
    return written.getvalue().encode()


async def package(datasette: Any, request: Any) -> Any:
    database = datasette.get_database(DATABASE)
    present = {*await database.table_names(), *await database.view_names()}
    tables = [table for table in all_tables().values() if table.name in present]
    return Response.json(of_site(tables, absolute(datasette, request, f"/{DATABASE}")))


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [
        (rf"^/{DATABASE}/(?P<name>[a-z_0-9]+)\.(?P<format>csv|xlsx|parquet)$", take),
        (r"^/datapackage\.json$", package),
        (rf"^/{DATABASE}\.(?P<format>csv|xlsx|parquet)$", take),
    ]
