"""What a page computes once per change of the archive instead of once per request."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

T = TypeVar("T")
MOST = 200
"""Results kept for one site; the one longest unused goes first."""
HEAD = 48
"""Bytes: the change counter of a database is at 24, the counters of a log's index come first."""
_kept: WeakKeyDictionary[Any, OrderedDict[str, tuple[object, Any]]] = WeakKeyDictionary()


async def once_per_change(site: Any, key: str, compute: Callable[[], Awaitable[T]]) -> T:
    """The result of ``compute`` for the present state of the site's archive.

    The state is that of the file and its write-ahead log, taken before computing: a change in
    between is seen by the next request.
    """
    state = state_of(site)
    kept = _kept.setdefault(site, OrderedDict())
    found = kept.get(key)
    if found is None or found[0] != state:
        found = (state, await compute())
        kept[key] = found
    kept.move_to_end(key)
    while len(kept) > MOST:
        kept.popitem(last=False)
    result: T = found[1]
    return result


def state_of(site: Any) -> object:
    """The archive's present state: it differs from another's when anything was written between.

    The times of files tell apart what lies some milliseconds apart; the heads of the database and of the index of its
    write-ahead log hold SQLite's own counters, which change with every transaction.
    """
    path = Path(site.get_database("archive").path)
    log, index = (path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))
    return _times(path), _times(log), _head(path), _head(index)


def _times(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_mtime_ns, status.st_size


def _head(path: Path) -> bytes | None:
    try:
        with path.open("rb", buffering=0) as file:
            return file.read(HEAD)
    except FileNotFoundError:
        return None
