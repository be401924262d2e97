"""What reading one document may cost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _untold(_pages: int) -> None:
    """Nobody waits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may ask for. Memory and the time of the whole document are the worker's limits."""

    size: int = 64 * 2**20
    """Bytes of the file."""
    recognition: bool = True
    """Whether pages without a text layer are recognised: it takes up to 1 GB and seconds a page."""
    seconds_a_page: float = 30.0
    """Processor time for the recognition of one page."""
    seconds_on_average: float = 20.0
    """The same where there are several: what is left when all pages' time is spent is named, what is done is kept. A
    page of ``benchmarks/ocr.py`` takes 7 to 11 s, and more of the processor where much else runs."""
    recognising: Callable[[int], None] = _untold
    """Told how many pages are about to be recognised: whoever waits for the document gives it that much longer."""
