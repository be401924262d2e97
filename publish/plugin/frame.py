"""What stands above every page: the sections of the site, and which of them the page belongs to."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from pluggy import HookimplMarker

hookimpl = HookimplMarker("datasette")

# Without an order: the largest of millions of rows would have to be sorted for every visitor.
SECTIONS = (
    ("/compare", "比较"),
    ("/archive/projects?row_kind=明细", "项目"),
    ("/archive/project_targets", "绩效"),
    ("/archive/procurement?row_kind=明细", "采购"),
    ("/findings", "对不上的数字"),
    ("/archive", "数据"),
    ("/guide", "数据说明"),
)


def is_here(request: Any, address: str) -> bool:
    """True where the page is the first one of this section."""
    return bool(request.path == address.partition("?")[0])


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    env.globals.update(site_pages=lambda: SECTIONS, is_here=is_here)
