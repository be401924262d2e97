"""The ``yusuan`` command: a group that loads a verb's module only when that verb is asked for."""

from __future__ import annotations

import importlib
import importlib.util

import click

VERBS = ("sites", "crawl", "ingest", "extract", "check", "inspect", "status", "export", "verify", "serve", "demo")
"""In the order of the work. Each is a module of this package whose ``command`` is the verb."""


class Verbs(click.Group):
    """Finds the verbs; one whose module is absent is not listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs in the order of the work."""
        return [verb for verb in VERBS if importlib.util.find_spec(f"yusuan.{verb}")]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of that name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"yusuan.{cmd_name}").command
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="yusuan", prog_name="yusuan")
def main() -> None:
    """The public archive of Henan's department budgets: crawl, keep, extract, check, publish."""
