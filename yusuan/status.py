"""``yusuan status``: what the archive holds."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click

from archive.opening import open_existing
from archive.overview import overview
from forms.text import width
from yusuan.options import archive_options

Column = tuple[int, str]
"""Year and stage."""

_CELL = 8


@click.command(short_help="What the archive holds.", epilog="Example: yusuan status --json")
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON, every failure with its reason.")
@archive_options
def command(as_json: bool, db_path: Path, files_path: Path) -> None:  # noqa: ARG001 - every verb takes --files
    """Shows what is expected and there by city, department, year and stage, what failed, how each site stands.

    A cell counts the disclosures of that year and stage; ! marks one with checks that do not pass, - one that is
    expected, because others of that city have published, and is not there.
    """
    with closing(open_existing(db_path)) as db:
        held = overview(db)
    if as_json:
        click.echo(json.dumps(held, ensure_ascii=False, indent=2))
        return
    for line in as_text(held):
        click.echo(line)


def as_text(held: dict[str, Any]) -> Iterator[str]:
    """The overview as lines for a terminal."""
    documents = held["documents"]
    yield (
        f"Documents: {documents['total']}  (extracted {documents['extracted']}, waiting {documents['collected']}, "
        f"no budgets {documents['not_a_disclosure']}, failed {documents['failed'] - documents['not_a_disclosure']}, "
        f"replaced by newer ones {documents['replaced']})" + ("  demo data" if held["demo"] else "")
    )
    yield from _matrix(held["coverage"])
    names = max((width(site["id"]) for site in held["sites"]), default=0)
    if held["sites"]:
        yield ""
        yield "Sites"
    for site in held["sites"]:
        counts = site["summary"] or {}
        failed = " ".join(f"{kind} {count}" for kind, count in sorted((counts.get("failed") or {}).items())) or "0"
        yield (
            f"  {_padded(site['id'], names)}  {site['state'] or 'not crawled':8}  listed {site['listed'] or 0}  "
            f"failed {failed}  last crawl {site['last_crawl_at'] or 'never'}  "
            f"last good {site['last_good_at'] or 'never'}"
        )
    if held["blocked"]:
        yield f"  blocked: {', '.join(held['blocked'])}"
    if held["vanished"]:
        yield ""
        yield "No longer on their sites (kept)"
    for lost in held["vanished"]:
        title = lost["title"] or lost["document"]
        yield f"  {lost['gone_since'][:10]}  {lost['gone_why']:8}  {title}  {lost['url'] or ''}".rstrip()
    if held["failures"] or held["crawl_faults"]:
        yield ""
        yield "Failures"
    for failure in held["failures"]:
        named = failure["title"] or failure["file"] or failure["document"]
        yield f"  {failure['outcome']}  {named}  {failure['message'] or ''}".rstrip()
    for fault in held["crawl_faults"]:
        yield f"  {fault['kind']}  {fault['url'] or ''}  {fault['file'] or ''}  {fault['message']}"


def _matrix(coverage: list[dict[str, Any]]) -> Iterator[str]:
    places: dict[str, dict[tuple[str, str], dict[Column, dict[str, Any]]]] = defaultdict(lambda: defaultdict(dict))
    for cell in coverage:
        place = "".join(filter(None, (cell["city"], cell["county"]))) or "(no city)"
        body = (cell["department_id"], cell["department"] or "(no department)")
        places[place][body][(cell["year"] or 0, cell["stage"])] = cell
    names = max((width(name) for bodies in places.values() for _, name in bodies), default=0)
    for place, bodies in places.items():
        columns = sorted({column for row in bodies.values() for column in row}, key=lambda c: (c[0], c[1] == "决算"))
        there = sum(bool(cell["disclosures"]) for row in bodies.values() for cell in row.values())
        yield ""
        yield f"{_padded(place, names + 2)}  " + "  ".join(_heading(column) for column in columns)
        for (_, name), row in bodies.items():
            yield f"  {_padded(name, names)}  " + "  ".join(_cell(row[column]) for column in columns)
        yield f"  there {there} of {len(bodies) * len(columns)} expected"


def _heading(column: Column) -> str:
    year, stage = column
    return f"{year or '?'}{stage or ''}".rjust(_CELL - width(stage or "") // 2)


def _cell(cell: dict[str, Any]) -> str:
    held = f"{cell['disclosures']}{'!' if cell['checks_failed'] else ''}" if cell["disclosures"] else "-"
    return held.rjust(_CELL)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
