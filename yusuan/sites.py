"""``yusuan sites``: the site files, whether they hold, and new ones."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from archive.departments import UNKNOWN_DIVISION, division_code
from archive.opening import open_existing
from archive.overview import site_states
from crawler.probe import probe
from crawler.scaffold import NewSite, ScaffoldError, scaffold
from crawler.sitefields import SiteFileError
from crawler.sitefile import FAMILIES, Site, load_sites
from forms.text import width
from yusuan.options import archive_options
from yusuan.progress import Progress

_FOLDER = click.option(
    "--sites", "folder", type=click.Path(path_type=Path), help="A folder of site files instead of our own."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


@click.group(
    short_help="The sites, whether their files hold, new ones.",
    invoke_without_command=True,
    epilog="""\b
Examples:
  yusuan sites                          every site, how sure its facts are, how it stands
  yusuan sites check xuchang-czj        what of the site file is no longer so
  yusuan sites new anyang-slj --city 安阳市 --family dated_path --start https://slj.anyang.gov.cn/ysgk/
""",
)
@_FOLDER
@_JSON
@archive_options
@click.pass_context
def command(ctx: click.Context, folder: Path | None, as_json: bool, db_path: Path, files_path: Path) -> None:  # noqa: ARG001 - every verb takes --files
    """Lists the sites: id, city, county, family, how sure the file is (A to C, G guessed), state in the archive."""
    ctx.obj = folder
    if ctx.invoked_subcommand:
        return
    listed = [_told(site, _states(db_path)) for site in _load(folder, ())]
    if as_json:
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    names = ("id", "city", "county", "family", "sure", "state")
    table = [["" if row[name] is None else str(row[name]) for name in names] for row in listed]
    columns = [max(map(width, cells)) for cells in zip(*table, strict=True)]
    for row in table:
        cells = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, columns, strict=True))
        click.echo("  ".join(cells).rstrip())


@command.command(short_help="What of the site files is no longer so.", epilog="Example: yusuan sites check xuchang-czj")
@click.argument("site_ids", nargs=-1, metavar="[SITE]...")
@_FOLDER
@_JSON
@click.pass_obj
def check(above: Path | None, site_ids: tuple[str, ...], folder: Path | None, as_json: bool) -> None:
    """Asks the named sites, or all, for robots.txt and their first list pages, and says what to change.

    Politely, and without collecting anything. Exit status 1 when a site file needs a change.
    """
    sites = _load(folder or above, site_ids)
    progress = Progress()
    probed = probe(sites, progress.tell)
    progress.done()
    if as_json:
        click.echo(json.dumps([{"well": one.well, **asdict(one)} for one in probed], ensure_ascii=False, indent=2))
    else:
        for one in probed:
            click.echo(f"{one.site}: {one.verdict}")
            for finding in one.findings:
                click.echo(f"  {finding.url}  {finding.told}")
                if finding.change:
                    click.echo(f"    change  {finding.change}")
    if len(probed) < len(sites):
        click.echo(f"Error: stopped with {len(sites) - len(probed)} of {len(sites)} sites not asked", err=True)
    if len(probed) < len(sites) or not all(one.well for one in probed):
        raise click.exceptions.Exit(1)


@command.command(
    short_help="A site file, loopback pages and a failing test.",
    epilog="""\b
Example:
  yusuan sites new anyang-slj --city 安阳市 --family dated_path --start https://slj.anyang.gov.cn/ysgk/
""",
)
@click.argument("site_id", metavar="ID")
@click.option("--city", required=True, help="The city above it, 河南省 for the province's own.")
@click.option("--county", help="The county, for a county's site.")
@click.option("--family", required=True, type=click.Choice(list(FAMILIES)), help="Its content management system.")
@click.option("--start", required=True, multiple=True, help="The address of its budget column; may be repeated.")
def new(site_id: str, city: str, county: str | None, family: str, start: tuple[str, ...]) -> None:
    """Writes a site file, pages to fill in, and a test that fails until you have said what they hold.

    In the working directory, under crawler/sites, tests/crawler/sites and tests/crawler. Existing files stay.
    """
    code = division_code(city, county)
    if code == UNKNOWN_DIVISION or (county and code == division_code(city, None)):
        raise click.UsageError(f"{city}{county or ''} is no division of Henan: write it as in archive/codes/cities.csv")
    try:
        written = scaffold(NewSite(site_id, city, county, code, family, start), Path())
    except ScaffoldError as error:
        raise click.UsageError(str(error)) from error
    for path in written:
        click.echo(str(path))
    click.echo(
        f"Next: put the site's own pages into {written[1].parent}, say in {written[-1]} what they hold, and run "
        f"pytest {written[-1]}",
        err=True,
    )


def _load(folder: Path | None, wanted: tuple[str, ...]) -> list[Site]:
    try:
        return load_sites(folder, wanted)
    except LookupError as error:
        raise click.UsageError(str(error.args[0])) from error
    except SiteFileError as error:
        raise click.ClickException(str(error)) from error


def _states(path: Path) -> dict[str, dict[str, Any]]:
    """How each site stands in the archive; nothing where there is no archive yet."""
    if not path.exists():
        return {}
    with closing(open_existing(path)) as db:
        return site_states(db)


def _told(site: Site, states: dict[str, dict[str, Any]]) -> dict[str, Any]:
    known = states.get(site.id, {})
    return {
        "id": site.id,
        "city": site.city,
        "county": site.county,
        "division_code": site.division_code,
        "family": site.family,
        "sure": site.sure,
        "hosts": list(site.hosts),
        "start": list(site.start),
        "state": known.get("state"),
        "last_crawl_at": known.get("last_crawl_at"),
        "last_good_at": known.get("last_good_at"),
    }
