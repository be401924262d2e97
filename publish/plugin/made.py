"""Files that a process of its own makes of a selection, whole or not at all: XLSX and Parquet."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from datasette.utils.asgi import BadRequest, Response, asgi_send_file

from forms.load import all_tables
from publish import child, workbook
from publish.metadata import DATABASE
from publish.selection import Selection

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
SLOW = "这个查询用时超过上限，已停止；请缩小范围再试。"


@dataclass(frozen=True)
class Making:
    """How one kind of file is made."""

    module: str
    seconds: int
    content_type: str


KINDS = {
    "xlsx": Making(
        "publish.workbook", workbook.SECONDS, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    # not imported here: the server needs no library for Parquet
    "parquet": Making("publish.columnar", workbook.SECONDS, "application/vnd.apache.parquet"),
}


async def gone(receive: Receive) -> None:
    """Comes back when the reader has left."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def give(
    site: Any, request: Any, chosen: Selection, kind: str, headers: dict[str, str], send: Send, receive: Receive
) -> Any:
    """Sends the selection as a file of this kind; ``BadRequest`` where it cannot be one."""
    if kind == "parquet" and chosen.name not in all_tables():
        raise BadRequest("Parquet 只有数据表才有：查询结果的列没有声明类型。请用 CSV 或 JSON。")
    making = KINDS[kind]
    database = site.get_database(DATABASE)
    told = {
        "archive": str(database.path),
        "immutable": not database.is_mutable,
        "address": site.absolute_url(request, request.full_path),
        "selection": chosen.told(),
    }
    with tempfile.TemporaryDirectory(prefix="yusuan-taking-") as folder:
        made = f"{folder}/{chosen.name}.{kind}"
        status = await _made(making, made, json.dumps(told).encode(), receive)
        if status is None:
            return Response.text("", status=499)  # nobody reads it
        if status == workbook.TOO_MANY and kind == "xlsx":
            raise BadRequest(f"超过 {workbook.MOST_ROWS:,} 行，一个工作簿放不下；请筛选后再导出，或用 CSV 取全部。")
        if status != 0:
            raise BadRequest("这个查询不能导出为这种文件；请缩小范围，或用 CSV。")
        await asgi_send_file(send, made, content_type=making.content_type, headers=headers, chunk_size=65536)
    return None


async def _made(making: Making, made: str, told: bytes, receive: Receive) -> int | None:
    """The exit status of the process; None when the reader left before it ended."""
    working = asyncio.ensure_future(child.run(making.module, made, told=told, seconds=making.seconds))
    leaving = asyncio.ensure_future(gone(receive))
    try:
        await asyncio.wait([working, leaving], return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    except TimeoutError as error:
        raise BadRequest(SLOW) from error
    finally:
        leaving.cancel()
        working.cancel()  # ends the child
        await asyncio.wait([working])
