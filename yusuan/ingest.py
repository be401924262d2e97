"""``yusuan ingest``: keeps documents that are already on disk."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click
from sqlite_utils import Database

from archive import problems
from archive.classifications import divisions
from archive.collected import INGESTED, Kept, Seen, keep
from archive.filenames import label
from archive.files import Files
from archive.media import HTML, media_type
from archive.opening import create_or_open, require_there, writing
from crawler.bodies import page_hash
from yusuan.options import archive_options, web_address
from yusuan.progress import Progress

MAX_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person says of the documents, for what they do not say themselves."""

    city: str | None = None
    department: str | None = None
    year: int | None = None
    url: str | None = None
    by: str | None = None


def _named(_ctx: click.Context, _parameter: click.Parameter, paths: tuple[str, ...]) -> tuple[Path, ...]:
    if not all(paths):
        raise click.BadParameter("an empty name is no path; for the folder you are in write a dot")
    return tuple(map(Path, paths))


def _place(_ctx: click.Context, _parameter: click.Parameter, name: str | None) -> str | None:
    """The full name of a city or county; one that is not of Henan is kept as said, and that is told."""
    if not name:
        return None
    known = {division.name for division in divisions()}
    full = next((full for full in (name, f"{name}市", f"{name}县") if full in known), None)
    if full is None:
        click.echo(f"Warning: {name} is no city or county of Henan that is known here; it is kept as said.", err=True)
    return full or name


@click.command(
    short_help="Keep documents that are already on disk.",
    epilog="""\b
Example:
  yusuan ingest downloads/ --city 许昌市 --year 2024 --by "letter of 2024-03-01"
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", callback=_named)
@click.option("--city", callback=_place, help="The city or county, where the documents do not say it.")
@click.option("--department", help="The department, where the documents do not say it.")
@click.option("--year", type=click.IntRange(1990, 2100), help="The budget year, where the documents do not say it.")
@click.option("--url", callback=web_address, help="Where the documents were published.")
@click.option("--by", help="Who says so: a name or a source.")
@archive_options
def command(
    paths: tuple[Path, ...],
    city: str | None,
    department: str | None,
    year: int | None,
    url: str | None,
    by: str | None,
    db_path: Path,
    files_path: Path,
) -> None:
    """Keeps files, whole folders and archives (.zip, .rar) in the archive, as `yusuan crawl` keeps what it finds.

    Ingesting the same file again changes nothing; other bytes under the same path make a new document that
    replaces the old one, unless it is a web page of which only the markup has changed.
    """
    found = list(files_in(paths))
    unreadable = [why for _, why in found if why]
    if len(unreadable) == len(found):
        raise click.ClickException("\n".join(unreadable))
    with closing(create_or_open(db_path)) as db:
        counted, lost = run(
            db, Files(files_path), (path for path, why in found if not why), Stated(city, department, year, url, by)
        )
    require_there(db_path)
    unreadable += lost
    click.echo("  ".join(f"{name} {counted[name]}" for name in ("new", "changed", "unchanged", "failed")))
    for why in unreadable:
        click.echo(f"Error: {label(why)}", err=True)
    if unreadable:
        raise click.exceptions.Exit(1)


def run(db: Database, files: Files, paths: Iterable[Path], stated: Stated) -> tuple[Counter[str], list[str]]:
    """Keeps the files: how many were new, changed, unchanged, how many things in them failed; which cannot be read."""
    counted: Counter[str] = Counter()
    unreadable = []
    progress = Progress()
    for path in paths:
        try:
            size = path.stat().st_size
            data = path.read_bytes() if size <= MAX_BYTES else None
        except OSError as error:
            unreadable.append(f"{path}: cannot be read: {error.strerror}")
            continue
        kept = _refuse(db, path, size, stated) if data is None else _ingest(db, files, path, data, stated)
        counted[kept.outcome] += 1
        counted["failed"] += len(kept.faults)
        progress.tell(f"{kept.outcome}  {label(path)}")
        for fault in kept.faults:
            progress.tell(f"  failed: {fault}")
    progress.done()
    return counted, unreadable


def _refuse(db: Database, path: Path, size: int, stated: Stated) -> Kept:
    name = label(path.name)
    message = f"{name}：{size >> 20} MB，超过单个文件的上限 {MAX_BYTES >> 20} MB"
    with writing(db) as connection:
        problems.record(connection, "too_big", message, url=stated.url, printed=name)
    return Kept("refused", (), (message,))


def _ingest(db: Database, files: Files, path: Path, data: bytes, stated: Stated) -> Kept:
    return keep(
        db,
        files,
        data,
        Seen(
            INGESTED,
            label(path.absolute().parent),
            label(path.name),
            url=stated.url,
            city=stated.city,
            department=stated.department,
            year=stated.year,
            by=stated.by,
        ),
        content_hash=page_hash(data) if media_type(data) == HTML else None,
    )


def files_in(paths: Iterable[Path]) -> Iterator[tuple[Path, str | None]]:
    """Every file named or below a named folder, hidden ones aside, with the reason why one cannot be read.

    A link to a folder below is not followed; it is told unless it leads back to what is read anyway.
    """
    for path in paths:
        if path.is_dir():
            below = sorted(_below(path), key=lambda found: found[0])
            yield from below or [(path, f"{path}: a folder without files")]
        else:
            yield path, _why_no_file(path)


def _below(folder: Path) -> Iterator[tuple[Path, str | None]]:
    closed: list[OSError] = []
    for above, folders, files in os.walk(folder, onerror=closed.append):
        here = Path(above)
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if (here / name).is_symlink()]
        for name in links:
            if not (here / name).resolve().is_relative_to(folder.resolve()):
                yield here / name, f"{here / name}: a link to a folder outside, not followed; name it to read it"
        yield from ((here / name, _why_no_file(here / name)) for name in files if not name.startswith("."))
    for error in closed:
        yield Path(error.filename), f"{error.filename}: cannot be read: {error.strerror}"


def _why_no_file(path: Path) -> str | None:
    if path.is_file():
        return None
    if path.is_symlink():
        return f"{path}: a link that leads nowhere"
    return f"{path}: not a file that can be kept" if path.exists() else f"{path}: no such file or folder"
