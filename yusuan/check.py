"""``yusuan check``: re-runs the accounting checks and says what to trust."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click
from sqlite_utils import Database

from archive.opening import open_existing
from check import report
from check.run import run as run_checks
from yusuan.options import archive_options


@click.command("check", epilog="Example: yusuan check --json > trust.json")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@archive_options
def command(db_path: Path, files_path: Path, as_json: bool) -> None:  # noqa: ARG001 - every verb takes --files
    """Re-run the accounting checks over the whole archive and print a trust report."""
    db = open_existing(db_path, read_only=False)
    run(db)
    trust = report.trust(db)
    click.echo(json.dumps(trust, ensure_ascii=False, indent=2) if as_json else report.as_text(trust))


def run(db: Database, documents: Iterable[str] | None = None) -> None:
    """Evaluates and writes the checks; ``documents`` limits them to the disclosures these belong to."""
    run_checks(db, documents)
