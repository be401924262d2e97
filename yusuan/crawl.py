"""``yusuan crawl``: collects new and changed disclosures from the sites that publish them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

import click
from sqlite_utils import Database

from archive.files import Files
from archive.opening import create_or_open, open_for_real
from archive.schema import create
from crawler.choice import Choice
from crawler.run import SiteReport, crawl
from crawler.settings import CONTACT
from crawler.sitefields import SiteFileError
from crawler.sitefile import Site, load_sites
from yusuan.options import archive_options
from yusuan.progress import Progress


@click.command(
    short_help="Collect new and changed disclosures from sites.",
    epilog="""\b
Examples:
  yusuan crawl                                  every site
  yusuan crawl xuchang-czj --year 2024          one site, one budget year
  yusuan crawl --sites my-sites --dry-run       what it would ask for
""",
)
@click.argument("site_ids", nargs=-1, metavar="[SITE]...")
@click.option("--year", type=click.IntRange(1990, 2100), help="Only disclosures of this budget year.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only disclosures published on this day or later.")
@click.option("--limit", type=click.IntRange(min=1), help="At most so many articles of each site.")
@click.option("--revisit", is_flag=True, help="Ask for every known article again, however recently it was asked for.")
@click.option("--dry-run", is_flag=True, help="Read the lists only, keep nothing, print what would be asked for.")
@click.option("--sites", "folder", type=click.Path(path_type=Path), help="A folder of site files instead of our own.")
@archive_options
def command(
    site_ids: tuple[str, ...],
    year: int | None,
    since: datetime | None,
    limit: int | None,
    revisit: bool,
    dry_run: bool,
    folder: Path | None,
    db_path: Path,
    files_path: Path,
) -> None:
    """Collects from the named sites, or from all.

    Politely: robots.txt, one request at a time, pauses. Set YUSUAN_CONTACT to an address where a site's keeper
    reaches you. A crawl that was stopped goes on where it was; a second one asks only whether something changed.
    """
    try:
        sites = load_sites(folder, site_ids)
    except LookupError as error:
        raise click.UsageError(str(error.args[0])) from error
    except SiteFileError as error:
        raise click.ClickException(str(error)) from error
    if not CONTACT and not all(site.allow_private for site in sites):
        click.echo("Warning: YUSUAN_CONTACT is not set, so no keeper of a site can reach you.", err=True)
    choice = Choice(year, since.date().isoformat() if since else None, limit, revisit, dry_run)
    with closing(_copy(db_path) if dry_run else create_or_open(db_path)) as db:
        well = run(sites, db, Files(files_path), choice)
    if not well:
        raise click.exceptions.Exit(1)


def run(sites: Sequence[Site], db: Database, files: Files, choice: Choice) -> bool:
    """Crawls the sites and prints a line for each; whether all went well. Once in a process."""
    progress = Progress()
    reports = crawl(sites, db, files, choice, progress.tell)
    progress.done()
    for report in reports:
        _print(report)
    if len(reports) > 1:
        click.echo(_total(reports))
    if len(reports) < len(sites):
        click.echo(f"Error: stopped with {len(sites) - len(reports)} of {len(sites)} sites not crawled", err=True)
    return len(reports) == len(sites) and not any(report.error for report in reports)


def _print(report: SiteReport) -> None:
    for entry in report.would_ask:
        click.echo("\t".join((report.site, entry.published_on or "", entry.title or "", entry.url)))
    failed = " ".join(f"{kind} {count}" for kind, count in sorted(report.failed.items())) or "0"
    click.echo(
        f"{report.site}: {report.state}  listed {report.listed}  new {report.new}  changed {report.changed}  "
        f"unchanged {report.unchanged}  failed {failed}"
    )
    if report.error:
        click.echo(f"Error: {report.site}: {report.error}", err=True)


def _total(reports: Sequence[SiteReport]) -> str:
    """The last line of a run over many sites: how many are in which state, and the sums."""
    states = Counter(report.state for report in reports)
    sums = [
        f"{name} {sum(getattr(report, name) for report in reports)}"
        for name in ("listed", "new", "changed", "unchanged")
    ]
    return "  ".join([f"{len(reports)} sites: {', '.join(f'{state} {n}' for state, n in states.most_common())}", *sums])


def _copy(path: Path) -> Database:
    """The archive in memory, so that a dry run knows what is known and writes nothing."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    if path.exists():
        with closing(open_for_real(path)) as known:
            known.conn.backup(memory)
    db = Database(memory)
    create(db)
    return db
