"""Telling how the work goes: one live line on a terminal, plain lines when piped; always on stderr."""

from __future__ import annotations

import shutil
import sys

import click

from forms.text import width


class Progress:
    """Call ``tell`` for each step and ``done`` at the end; a terminal shows only the latest step."""

    def __init__(self, *, quiet_when_piped: bool = False) -> None:
        self._live = sys.stderr.isatty()
        self._quiet = quiet_when_piped
        self._shown = False

    def tell(self, step: str) -> None:
        """Shows a step."""
        if not self._live:
            if not self._quiet:
                click.echo(step, err=True)
            return
        columns = shutil.get_terminal_size().columns - 1
        click.echo(f"\r\x1b[2K{_cut(step, columns)}", nl=False, err=True)
        self._shown = True

    def done(self) -> None:
        """Clears the live line."""
        if self._shown:
            click.echo("\r\x1b[2K", nl=False, err=True)
        self._shown = False


def _cut(text: str, columns: int) -> str:
    """The beginning of a text that fills at most so many columns."""
    while width(text) > columns:
        text = text[:-1]
    return text
