"""``/archive/<table or question>.csv`` and ``.xlsx``: whole results under the same arguments as the page.

CSV is streamed and begins with the mark by which Excel knows UTF-8; text that Excel would compute has an apostrophe
before it. A transfer that cannot be finished breaks off, so a part never passes for the whole. Whoever leaves makes
room for the next.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
import logging
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import BadRequest, Response, asgi_send_file
from pluggy import HookimplMarker

from publish import child, workbook
from publish.export import Value, printed
from publish.metadata import DATABASE
from publish.reading import TooLongError, batches
from publish.selection import Selection, selection
from publish.spreadsheet import guarded

hookimpl = HookimplMarker("datasette")
log = logging.getLogger(__name__)
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
AT_ONCE = 4
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLOW = "这个查询用时超过上限，已停止；请缩小范围再试。"


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


async def take(datasette: Any, request: Any, send: Send, receive: Callable[[], Awaitable[Message]]) -> Any:
    chosen = await selection(datasette, request)
    if _Turns.taking >= AT_ONCE:
        return Response.text("正在导出的人太多，请稍后再试。", status=503, headers={"Retry-After": "30"})
    _Turns.taking += 1
    try:
        if request.url_vars["format"] == "xlsx":
            return await _workbook(datasette, request, chosen, send, receive)
        return await _csv(datasette, chosen, send, receive)
    finally:
        _Turns.taking -= 1


async def _csv(site: Any, chosen: Selection, send: Send, receive: Callable[[], Awaitable[Message]]) -> Any:
    database = site.get_database(DATABASE)
    read = batches(Path(database.path), chosen.sql, chosen.parameters, immutable=not database.is_mutable)
    try:
        first = await asyncio.to_thread(lambda: [*next(read), *next(read, [])])
    except TooLongError as error:
        raise BadRequest(SLOW) from error
    except sqlite3.Error as error:
        raise BadRequest(str(error)) from error
    leaving = asyncio.ensure_future(_gone(receive))
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
        await asyncio.to_thread(read.close)  # type: ignore[attr-defined]
    return None


async def _gone(receive: Callable[[], Awaitable[Message]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _lines(batch: Iterable[tuple[Value, ...]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([guarded(printed(value)) for value in row] for row in batch)
    return written.getvalue().encode()


async def _workbook(
    site: Any, request: Any, chosen: Selection, send: Send, receive: Callable[[], Awaitable[Message]]
) -> Any:
    database = site.get_database(DATABASE)
    told = {
        "archive": str(database.path),
        "immutable": not database.is_mutable,
        "address": site.absolute_url(request, request.full_path),
        "selection": chosen.told(),
    }
    with tempfile.TemporaryDirectory(prefix="yusuan-xlsx-") as folder:
        made = f"{folder}/{chosen.name}.xlsx"
        making = asyncio.ensure_future(
            child.run("publish.workbook", made, told=json.dumps(told).encode(), seconds=workbook.SECONDS)
        )
        leaving = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait([making, leaving], return_when=asyncio.FIRST_COMPLETED)
            if not making.done():
                return Response.text("", status=499)  # nobody reads it
            status = making.result()
        except TimeoutError as error:
            raise BadRequest(SLOW) from error
        finally:
            leaving.cancel()
            making.cancel()  # ends the child
            await asyncio.wait([making])
        if status == workbook.TOO_MANY:
            raise BadRequest(f"超过 {workbook.MOST_ROWS:,} 行，一个工作簿放不下；请筛选后再导出，或用 CSV 取全部。")
        if status != 0:
            raise BadRequest("这个查询不能导出为工作簿；请缩小范围，或用 CSV。")
        await asgi_send_file(send, made, content_type=XLSX, headers=_headers(chosen, "xlsx"), chunk_size=65536)
    return None


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    return [
        (rf"^/{DATABASE}/(?P<name>[a-z_0-9]+)\.(?P<format>csv|xlsx)$", take),
        (rf"^/{DATABASE}\.(?P<format>csv|xlsx)$", take),
    ]
