"""Error pages in Chinese, in the site's dress; one line in the log for what is our fault, none for a 404.

Takes the place of Datasette's own handler, which prints every exception with all its variables.
"""

from __future__ import annotations

import json
import logging
import sqlite3
from typing import Any

from datasette.utils.asgi import Base400, Response
from datasette.views.base import DatasetteError
from pluggy import HookimplMarker

hookimpl = HookimplMarker("datasette")
log = logging.getLogger(__name__)

TEXTS = {
    "Record not found": "没有这一行。",
    "Table not found": "没有这张表。",
    "Database not found": "没有这个网页。",
    "404": "没有这个网页。",
}

MISWRITTEN = {
    "Cannot sort table by": "没有这一列，不能按它排序。",
    "Cannot use _sort and _sort_desc": "从小到大和从大到小只能选一种。",
}
"""What Datasette calls a fault of the server and is one of the address, by how its message begins."""


def described(exception: BaseException) -> tuple[int, str]:
    """(status, text for the reader) of whatever a page raised."""
    if isinstance(exception, DatasetteError):
        if exception.message_is_html:  # the one such message: Datasette stopped a query at its time limit
            return exception.status, "这个查询用时超过上限，已停止；请缩小范围再试。"
        for beginning, text in MISWRITTEN.items():
            if str(exception.message).startswith(beginning):
                return 400, text
        return exception.status, str(exception.message or "")
    if isinstance(exception, Base400):
        message = str(exception.args[0]) if exception.args else ""
        return exception.status, TEXTS.get(message, message)
    if isinstance(exception, MemoryError):
        return 400, "这个查询需要的内存太多，已停止。"
    if isinstance(exception, sqlite3.ProgrammingError) and "binding parameter" in str(exception):
        return 404, TEXTS["Record not found"]  # the address of a row with fewer parts than the key has
    return 500, "程序出错了，已记入日志。"


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    async def respond() -> Any:
        status, message = described(exception)
        if isinstance(exception, json.JSONDecodeError) and request.args.get("_through"):
            status, message = 400, "_through 的值不是 JSON。"
        if status >= 500:
            log.error("%s failed", request.path, exc_info=exception)
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": str(message), "status": status, "title": None}, status=status)
        context = {"status": status, "error": message}
        page = await datasette.render_template("error.html", context, request=request)
        return Response.html(page, status=status)

    return respond
