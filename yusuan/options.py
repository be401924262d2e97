"""What every verb shares: where the archive and its files are, and how errors are told."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from archive.opening import ArchiveError
from archive.refusal import refusal

Verb = Callable[..., Any]


def web_address(_ctx: click.Context, _parameter: click.Parameter, url: str | None) -> str | None:
    """The callback of an option that takes an address: wrong usage where it is none."""
    try:
        if url and not (urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname):
            raise ValueError
    except ValueError as error:
        raise click.BadParameter(f"{url} is no web address; write it whole, as https://example.gov.cn/") from error
    return url or None


def archive_options(verb: Verb) -> Verb:
    """Adds ``--db`` and ``--files``; what the disk or the database refuses becomes a message and exit status 1."""

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
        except sqlite3.Error as error:
            why = refusal(error)
            if why is None:
                raise
            raise click.ClickException(f"{kwargs['db_path']}: {why}") from error
        except OSError as error:
            if isinstance(error, ConnectionError) or error.strerror is None:
                raise  # whoever read our output went away: click ends quietly
            raise click.ClickException(f"{error.filename or kwargs['files_path']}: {error.strerror}") from error

    return wrapped
