"""``yusuan export``: the whole archive in open formats."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from publish import export
from publish.datapackage import Exported
from yusuan.options import archive_options


def run(db: Path, target: Path, tell: Callable[[Exported], None] | None = None) -> list[Exported]:
    """Writes every table into ``target`` as CSV, JSON Lines and Parquet; gives what was written."""
    return export.run(db, target, tell)


@click.command(epilog="Example: yusuan export open-data")
@archive_options
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def command(db_path: Path, files_path: Path, target: Path) -> None:  # noqa: ARG001 - every verb takes --files
    """Write every table as CSV, JSON Lines and Parquet with a datapackage.json into DIR."""
    try:
        done = run(db_path, target, lambda table: click.echo(f"{table.rows:>10,}  {table.table.name}", err=True))
    except OSError as error:
        raise click.ClickException(f"{error.filename or target}: {error.strerror}") from error
    click.echo(f"{len(done)} tables, {sum(table.rows for table in done):,} rows in {target}/datapackage.json")
