"""``yusuan verify``: is everything in the archive still what it was?"""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path

import click

from archive.files import Files
from archive.integrity import CORRUPT, MISSING, ORPHANED, VALID, check_database, check_files
from archive.opening import open_current
from yusuan.options import archive_options
from yusuan.progress import Progress


@click.command(short_help="Recompute every stored file's SHA-256.", epilog="Example: yusuan verify --db archive.db")
@archive_options
def command(db_path: Path, files_path: Path) -> None:
    """Recomputes the SHA-256 of every stored file and checks the database; names what is damaged or missing.

    valid: as recorded. missing: recorded, not stored. corrupt: its bytes have changed. orphaned: stored, not
    recorded; an interrupted run leaves such files, and they do no harm.
    """
    counted: Counter[str] = Counter()
    progress = Progress(quiet_when_piped=True)
    with closing(open_current(db_path)) as db:
        faults = check_database(db)
        for fault in faults:
            click.echo(f"{db_path}: {fault}")
        for file in check_files(db, Files(files_path), progress.tell):
            counted[file.state] += 1
            if file.state != VALID:
                progress.done()
                click.echo(f"{file.state}  {file.path or file.sha256}" + (f"  {file.title}" if file.title else ""))
    progress.done()
    click.echo(
        "  ".join(f"{state} {counted[state]}" for state in (VALID, MISSING, CORRUPT, ORPHANED))
        + f"  database {'damaged' if faults else 'valid'}"
    )
    if faults or counted[MISSING] or counted[CORRUPT]:
        raise click.exceptions.Exit(1)
