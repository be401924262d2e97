"""What our own pages share: reading rows, and keeping a rendered page until the archive changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from datasette.utils.asgi import Response

from publish.memo import once_per_change

Row = dict[str, Any]


async def rows(site: Any, sql: str, parameters: Mapping[str, Any] | Sequence[Any] = ()) -> list[Row]:
    """All rows of one of our own queries. The time and row limits for readers' SQL do not apply: these are bounded
    by what they ask for, and half an answer would look like a whole one."""

    def read(connection: sqlite3.Connection) -> list[Row]:
        return [dict(row) for row in connection.execute(sql, parameters)]

    result: list[Row] = await site.get_database("archive").execute_fn(read)
    return result


async def kept_page(site: Any, request: Any, template: str, context: Callable[[], Awaitable[Row]]) -> Any:
    """The page as it was last rendered for this address and state of the archive; nothing on it depends on who asks."""

    async def rendered() -> str:
        html: str = await site.render_template(template, await context(), request=request)
        return html

    return Response.html(await once_per_change(site, f"page {request.full_path}", rendered))
