"""``yusuan ingest``: keeps documents that are already on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import click
from sqlite_utils import Database

from archive import problems
from archive.collected import INGESTED, Kept, Seen, keep
from archive.files import Files
from archive.opening import ArchiveError, create_or_open, writing
from yusuan.options import archive_options
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


@click.command(
    short_help="Keep documents that are already on disk.",
    epilog="""\b
Example:
  yusuan ingest downloads/ --city 许昌市 --year 2024 --by "letter of 2024-03-01"
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--city", help="The city, where the documents do not say it.")
@click.option("--department", help="The department, where the documents do not say it.")
@click.option("--year", type=click.IntRange(1990, 2100), help="The budget year, where the documents do not say it.")
@click.option("--url", help="Where the documents were published.")
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
    replaces the old one.
    """
    found = list(files_in(paths))
    unreadable = [why for _, why in found if why]
    if len(unreadable) == len(found):
        raise click.ClickException("\n".join(unreadable))
    with closing(create_or_open(db_path)) as db:
        counted = run(
            db, Files(files_path), (path for path, why in found if not why), Stated(city, department, year, url, by)
        )
    click.echo("  ".join(f"{name} {counted[name]}" for name in ("new", "changed", "unchanged", "failed")))
    for why in unreadable:
        click.echo(f"Error: {why}", err=True)
    if unreadable:
        raise click.exceptions.Exit(1)


def run(db: Database, files: Files, paths: Iterable[Path], stated: Stated) -> Counter[str]:
    """Keeps the files; returns how many were new, changed, unchanged, and how many things in them failed."""
    counted: Counter[str] = Counter()
    progress = Progress()
    for path in paths:
        kept = _ingest(db, files, path, stated)
        counted[kept.outcome] += 1
        counted["failed"] += len(kept.faults)
        progress.tell(f"{kept.outcome}  {path}")
        for fault in kept.faults:
            progress.tell(f"  failed: {fault}")
    progress.done()
    return counted


def _ingest(db: Database, files: Files, path: Path, stated: Stated) -> Kept:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f"{path.name}：{size >> 20} MB，超过单个文件的上限 {MAX_BYTES >> 20} MB"
            with writing(db) as connection:
                problems.record(connection, "too_big", message, url=stated.url, printed=path.name)
            return Kept("refused", (), (message,))
        data = path.read_bytes()
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read: {error.strerror}") from error
    return keep(
        db,
        files,
        data,
        Seen(
            INGESTED,
            str(path.absolute().parent),
            path.name,
            url=stated.url,
            city=stated.city,
            department=stated.department,
            year=stated.year,
            by=stated.by,
        ),
    )


def files_in(paths: Iterable[Path]) -> Iterator[tuple[Path, str | None]]:
    """Every file named or below a named folder, hidden ones aside, with the reason why one cannot be read."""
    for path in paths:
        if path.is_dir():
            below = sorted(inner for inner in path.rglob("*") if inner.is_file() and not _hidden(inner, path))
            yield from ((inner, None) for inner in below)
            if not below:
                yield path, f"{path}: a folder without files"
        elif path.is_file():
            yield path, None
        else:
            yield path, f"{path}: no such file or folder"


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)
