"""Datasette over an archive: its settings, our templates, static files and plugins."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from datasette.app import Datasette
from datasette.plugins import pm

from publish import limits, metadata
from publish.database import ArchiveDatabase
from publish.pageimages import PageImages, default_folder
from publish.plugin import (
    cells,
    charts,
    chinese,
    city,
    compare,
    department,
    document,
    errors,
    evidence,
    feeds,
    figures,
    findings,
    frame,
    guide,
    headers,
    home,
    kept,
    llms,
    methods,
    originals,
    row,
    search,
    source_table,
    taking,
)

HERE = Path(__file__).parent
PLUGINS = (
    limits, kept, headers, methods, errors, chinese, frame, cells, charts, home, city, department, compare, figures,
    findings, guide, feeds, llms, search, document, evidence, row, source_table, originals, taking,
)  # fmt: skip
SETTINGS: dict[str, Any] = {
    "suggest_facets": False,  # the single most expensive thing on a table page
    "facet_time_limit_ms": 4000,
    "sql_time_limit_ms": 4000,  # for pages of millions of rows; SQL of a reader's own ends sooner (publish.database)
    "max_returned_rows": 1000,
    "default_page_size": 50,
    "default_facet_size": 20,
    "max_csv_mb": 0,  # a whole table or nothing: a file cut off in the middle would look complete
    "truncate_cells_html": 300,
    "num_sql_threads": 3,
}
LIVE_SECONDS, RELEASE_SECONDS = 5, 3600


def open_site(archive: Path, files: Path, *, immutable: bool = False, public_url: str | None = None) -> Any:
    """A ``Datasette`` over the archive at ``archive`` with originals from the byte store ``files``.

    The working archive is opened read-only and may be written by others meanwhile; ``immutable``
    is for a published snapshot, which nothing writes any more and may be downloaded whole. ``public_url`` is the
    address readers know, for feeds and the sitemap; without it the address of each request is taken.
    """
    for plugin in PLUGINS:
        if not pm.is_registered(plugin):
            pm.register(plugin)
    if pm.has_plugin("datasette.handle_exception"):
        pm.unregister(name="datasette.handle_exception")  # errors takes its place
    told = yaml.safe_load(metadata.rendered())
    if public_url:
        told["plugins"]["datasette-sitemap"]["base_url"] = public_url.rstrip("/")
    site = Datasette(
        metadata=told,
        template_dir=str(HERE / "templates"),
        static_mounts=[("static", str(HERE / "static"))],
        settings={**SETTINGS, "default_cache_ttl": RELEASE_SECONDS if immutable else LIVE_SECONDS},
    )
    site.remove_database("_memory")
    site.add_database(ArchiveDatabase(site, path=str(archive), is_mutable=not immutable), name=metadata.DATABASE)
    site.files_folder = files
    site.public_url = (public_url or "").rstrip("/")
    site.page_images = PageImages(default_folder())
    return site
