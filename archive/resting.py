"""When what was asked is asked again: the interval doubles while nothing changes.

Closed years do get restated, so nothing rests for ever.
"""

from __future__ import annotations

from datetime import timedelta

from archive.fetches import BLOCKED, BROKEN, MISSING, REFUSED, TOO_BIG
from archive.timestamps import after

FETCHED = "fetched"
_REST = {
    FETCHED: (timedelta(days=7), timedelta(days=180)),
    MISSING: (timedelta(days=1), timedelta(days=30)),
    REFUSED: (timedelta(days=7), timedelta(days=30)),
    TOO_BIG: (timedelta(days=30), timedelta(days=180)),
    BROKEN: (timedelta(days=1), timedelta(days=30)),
    BLOCKED: (timedelta(), timedelta()),
}
"""State of a row of the ledger → its first rest and the longest."""


def asked_again(state: str, settled: int) -> str | None:
    """When a row that has answered the same ``settled`` times is due; ``None``: never by itself."""
    if state not in _REST:
        return None
    first, longest = _REST[state]
    return after(min(first * (2 ** min(settled, 10)), longest))
