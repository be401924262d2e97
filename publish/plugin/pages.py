"""What our own pages share: reading rows and rendering."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from datasette.utils.asgi import Response

Row = dict[str, Any]


async def rows(site: Any, sql: str, parameters: Mapping[str, Any] | Sequence[Any] = ()) -> list[Row]:
    """All rows of one of our own queries. The time and row limits for readers' SQL do not apply: these are bounded
    by what they ask for, and half an answer would look like a whole one."""

    def read(connection: sqlite3.Connection) -> list[Row]:
        return [dict(row) for row in connection.execute(sql, parameters)]

    result: list[Row] = await site.get_database("archive").execute_fn(read)
    return result


async def page_of(site: Any, request: Any, template: str, context: Row) -> Any:
    """One of our pages; nothing on it depends on who asks, so ``kept`` may keep it."""
    return Response.html(await site.render_template(template, context, request=request))
