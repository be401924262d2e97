"""What the verbs that convert documents share. Not beside the other options: the readers take half a second to load."""

from __future__ import annotations

import click

from extract.worker import TIMEOUT
from yusuan.options import Verb


def conversion_options(verb: Verb) -> Verb:
    """Adds ``--workers`` and ``--timeout``: how many documents are converted at once, and how long one may take."""
    verb = click.option(
        "--timeout", type=click.FloatRange(1), default=TIMEOUT, show_default=True, help="Seconds one document may take."
    )(verb)
    return click.option(
        "--workers",
        type=click.IntRange(1, 64),
        default=None,
        help="Documents converted at once.  [default: number of cores]",
    )(verb)
