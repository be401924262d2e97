"""Telling how the work goes: one live line on a terminal, plain lines when piped; always on stderr."""

from __future__ import annotations

import shutil
import sys
import unicodedata

import click


class Progress:
    """Call ``tell`` for each step and ``done`` at the end; a terminal shows only the latest step."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._shown = False

    def tell(self, step: str) -> None:
        if not self._live:
            click.echo(step, err=True)
            return
        width = shutil.get_terminal_size().columns - 1
        click.echo(f"\r\x1b[2K{_cut(step, width)}", nl=False, err=True)
        self._shown = True

    def done(self) -> None:
        if self._shown:
            click.echo("\r\x1b[2K", nl=False, err=True)
        self._shown = False


def _cut(text: str, width: int) -> str:
    """The beginning of a text that fills at most ``width`` columns; a Chinese character fills two."""
    used = 0
    for at, character in enumerate(text):
        used += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if used > width:
            return text[:at]
    return text
