"""What the verbs that convert documents share. Not beside the other options: the readers take half a second to load."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Thread
from typing import TypeVar

import click

from extract.worker import TIMEOUT
from yusuan.options import Verb

CORES = os.cpu_count() or 1

Converted = TypeVar("Converted")


def conversion_options(verb: Verb) -> Verb:
    """Adds ``--workers`` and ``--timeout``: how many documents are converted at once, and how long one may keep a
    processor busy."""
    verb = click.option(
        "--timeout",
        type=click.FloatRange(1),
        default=TIMEOUT,
        show_default=True,
        help="Seconds of processor time one document may take; a scanned page adds up to 30.",
    )(verb)
    return click.option(
        "--workers",
        type=click.IntRange(1, 64),
        default=CORES,
        show_default="number of cores",
        help="Documents converted at once.",
    )(verb)


@contextmanager
def converters(workers: int) -> Iterator[ThreadPoolExecutor]:
    """Threads of which each waits for the child that converts one document.

    Interrupted, they end at once: a document may take two minutes, and several wait their turn.
    """
    with ThreadPoolExecutor(workers) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            ending = Thread(target=pool.shutdown)
            ending.start()
            while ending.is_alive():  # a thread may be about to start its child just now
                for child in multiprocessing.active_children():
                    child.kill()
                ending.join(0.1)
            raise


def awaited(future: Future[Converted]) -> Converted:
    """The result of a future, waited for in short turns.

    Ctrl-C is acted on by the main thread alone, between two steps of Python: one that comes just before the wait, or
    that the system hands to another thread, would be noticed only when the document is converted.
    """
    while not wait([future], timeout=0.5).done:
        pass
    return future.result()
