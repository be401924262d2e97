"""What every verb shares: where the archive and its files are, and how errors are told."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from archive.opening import ArchiveError

Verb = Callable[..., Any]


def archive_options(verb: Verb) -> Verb:
    """Adds ``--db`` and ``--files``; an ``ArchiveError`` becomes a message and exit status 1."""

    @click.option(
        "--db",
        "db_path",
        type=click.Path(path_type=Path),
        default=Path("archive.db"),
        envvar="YUSUAN_DB",
        show_default=True,
        show_envvar=True,
        help="The archive's database.",
    )
    @click.option(
        "--files",
        "files_path",
        type=click.Path(path_type=Path),
        default=Path("files"),
        envvar="YUSUAN_FILES",
        show_default=True,
        show_envvar=True,
        help="The folder of the stored originals.",
    )
    @functools.wraps(verb)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return verb(*args, **kwargs)
        except ArchiveError as error:
            raise click.ClickException(str(error)) from error

    return wrapped
