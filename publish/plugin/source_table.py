"""The evidence page of one source table: its printed cells, row by row, as the reader found them."""

from __future__ import annotations

import json
from typing import Any

from datasette.utils import tilde_decode
from jinja2 import Environment
from pluggy import HookimplMarker

hookimpl = HookimplMarker("datasette")


def grid(stored: str | None) -> list[list[str]]:
    """The printed cells of ``source_tables.grid``; the continuation of a merged cell is empty."""
    rows = json.loads(stored or "[]")
    return [["" if cell is None else str(cell) for cell in row["cells"]] for row in rows]


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.filters["grid"] = grid


@hookimpl
def extra_template_vars(table: str | None, view_name: str, datasette: Any, request: Any) -> Any:
    """For ``row-archive-source_tables.html``: the row itself, which Datasette gives only as cells."""

    async def variables() -> dict[str, Any]:
        if view_name != "row" or table != "source_tables":
            return {}
        found = await datasette.get_database("archive").execute(
            "select * from source_tables where id = ?", [tilde_decode(request.url_vars["pks"])]
        )
        return {"evidence": dict(found.rows[0])} if found.rows else {}

    return variables
