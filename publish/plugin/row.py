"""``/archive/<table>/<key>``: one row as a list of its columns, with the way to the page it was read from."""

from __future__ import annotations

from jinja2 import Environment
from pluggy import HookimplMarker

from publish import labels
from publish.plugin.cells import DOCUMENT, page_url
from publish.plugin.pages import Row

hookimpl = HookimplMarker("datasette")


def row_fields(cells: list[Row]) -> Row:
    """The row's cells that hold something, the names of those that do not, its document and its printed place."""
    raw = {cell["column"]: cell["raw"] for cell in cells}
    document = str(raw.get("document") or "")
    page = raw.get("page")
    is_placed = bool(DOCUMENT.match(document)) and isinstance(page, int)
    return {
        "filled": [cell for cell in cells if cell["raw"] not in (None, "")],
        "blank": [cell["column"] for cell in cells if cell["raw"] in (None, "")],
        "document": document if DOCUMENT.match(document) else None,
        "page": page,
        "page_url": page_url(document, page, raw.get("source_table"), raw.get("source_row"))
        if is_placed and page
        else None,
    }


def meaning(table: str, name: str) -> str:
    declared = labels.column(table, name)
    return declared.meaning if declared else ""


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.globals.update(row_fields=row_fields, plain_meaning=meaning)
