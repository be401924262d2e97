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
from yusuan.options import archive_options
from yusuan.progress import width


@click.command(short_help="What the archive holds.", epilog="Example: yusuan status --json")
@click.option("--json", "as_json", is_flag=True, help="Everything as JSON, every failure with its reason.")
@archive_options
def command(as_json: bool, db_path: Path, files_path: Path) -> None:  # noqa: ARG001 - every verb takes --files
    """Shows departments by city and year, what failed, and how each site stands.

    A cell counts the disclosures of that year; ! marks one with checks that do not pass.
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
        f"failed {documents['failed']}, replaced by newer ones {documents['replaced']})"
        + ("  demo data" if held["demo"] else "")
    )
    yield from _matrix(held["disclosures"])
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
    if held["failures"] or held["crawl_faults"]:
        yield ""
        yield "Failures"
    for failure in held["failures"]:
        yield f"  {failure['outcome']}  {failure['title'] or failure['document']}  {failure['message'] or ''}".rstrip()
    for fault in held["crawl_faults"]:
        yield f"  {fault['kind']}  {fault['url'] or ''}  {fault['file'] or ''}  {fault['message']}"


def _matrix(disclosures: list[dict[str, Any]]) -> Iterator[str]:
    cells: dict[str, dict[str, dict[int, list[dict[str, Any]]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for disclosure in disclosures:
        place = "".join(filter(None, (disclosure["city"], disclosure["county"]))) or "(no city)"
        cells[place][disclosure["department"] or "(no department)"][disclosure["year"] or 0].append(disclosure)
    years = sorted({year for departments in cells.values() for row in departments.values() for year in row})
    names = max((width(name) for departments in cells.values() for name in departments), default=0)
    for place, departments in cells.items():
        yield ""
        yield f"{_padded(place, names + 2)}  " + "  ".join(f"{year or '?':>5}" for year in years)
        for name, row in departments.items():
            yield f"  {_padded(name, names)}  " + "  ".join(f"{_cell(row[year]):>5}" for year in years)


def _cell(disclosures: list[dict[str, Any]]) -> str:
    if not disclosures:
        return "-"
    return f"{len(disclosures)}{'!' if any(disclosure['checks_failed'] for disclosure in disclosures) else ''}"


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
