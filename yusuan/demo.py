"""``yusuan demo``: the whole way on the bundled sample sites, from a list page to a browsable archive."""

from __future__ import annotations

import multiprocessing
import tempfile
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import click

from archive.files import Files
from archive.opening import ArchiveError, DemoArchiveError, create_or_open, is_demo, open_existing
from archive.overview import overview
from crawler.choice import Choice
from crawler.sitefile import load_sites
from samples.sites import bundled
from samples.sites.server import Server
from yusuan import check, crawl, extract, serve, status
from yusuan.options import archive_options


@click.command(
    short_help="The whole way on bundled sample sites.",
    epilog="""\b
Examples:
  yusuan demo
  yusuan demo --no-serve --db /tmp/demo.db --files /tmp/demo-files
""",
)
@click.option(
    "--serve/--no-serve", "serving", default=True, help="Serve the archive when it is made.", show_default=True
)
@click.option("--port", type=click.IntRange(0, 65535), help="The port to serve on.")
@archive_options
def command(serving: bool, port: int | None, db_path: Path, files_path: Path) -> None:
    """Crawls two sample sites on this machine, publishes a correction on one, crawls again, extracts, checks, serves.

    The documents are samples (样例), made from stated facts. The archive is made anew each time and takes no real
    documents; an archive that was not made by the demo is never touched.
    """
    try:
        _clear(db_path)
    except ArchiveError as error:
        raise click.UsageError(str(error)) from error
    create_or_open(db_path, demo=True).close()  # what keeps it from being made is told here, not by a child
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        servers = {site: stack.enter_context(Server(bundled.load(site))) for site in bundled.SITES}
        for site, server in servers.items():
            bundled.write_site_file(site, server.netloc, folder)
            click.echo(f"{server.site.name}: http://{server.netloc}/", err=True)
        click.echo("First crawl", err=True)
        _crawl(folder, db_path, files_path)
        for server in servers.values():
            server.site.publish_correction()
        click.echo("A correction is published; second crawl", err=True)
        _crawl(folder, db_path, files_path)
    click.echo("Extracting and checking", err=True)
    with closing(open_existing(db_path, read_only=False)) as db:
        extract.run(db, Files(files_path))
        check.run(db)
        for line in status.as_text(overview(db)):
            click.echo(line)
    if serving:
        try:
            serve.run(db_path, files_path, port=port)
        except serve.PortError as error:
            raise click.ClickException(str(error)) from error


def _clear(path: Path) -> None:
    """Removes the archive of an earlier demo; ``DemoArchiveError`` when the file is anything else."""
    if path.exists():
        made_by_demo = False
        with suppress(ArchiveError), closing(open_existing(path)) as db:
            made_by_demo = is_demo(db)
        if not made_by_demo:
            raise DemoArchiveError(f"{path} was not made by the demo and is left alone; choose another file with --db.")
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _crawl(folder: Path, db_path: Path, files_path: Path) -> None:
    """One crawl in a process of its own: Scrapy's event loop runs once in a process."""
    child = multiprocessing.get_context("spawn").Process(target=_crawl_here, args=(folder, db_path, files_path))
    child.start()
    child.join()
    if child.exitcode:
        raise click.ClickException("the crawl of the sample sites failed")


def _crawl_here(folder: Path, db_path: Path, files_path: Path) -> None:
    db = create_or_open(db_path, demo=True)
    well = crawl.run(load_sites(folder), db, Files(files_path), Choice())
    raise SystemExit(0 if well else 1)
