"""Things that stand in order shared out to owners in order, a run of neighbours to each, at the least cost.

Lines to rows, rows to labels, columns to names and to the cells above them.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf

Run = tuple[int | None, int, int]
"""(owner, ``None`` of a thing without one; the first thing, the one after the last)."""


def shared_out(
    count: int,
    owners: int,
    cost: Callable[[int, int, int], float],
    alone: Callable[[int, int], float] = lambda _owner, _thing: inf,
    *,
    longest: int | None = None,
) -> tuple[float, list[Run]]:
    """(the cost, every owner's run and the things without an owner, in order); no runs where none are possible.

    ``cost``: of a run (owner, start, end) and of an empty one (start is end); ``alone``: of a thing without an owner,
    behind so many owners' runs; ``longest``: things of one run, at most. Of equal costs shorter runs are taken.
    """
    best = [[inf] * (count + 1) for _ in range(owners + 1)]
    step = [[(0, False)] * (count + 1) for _ in range(owners + 1)]
    best[0][0] = 0.0
    for used in range(owners + 1):
        for end in range(count + 1):
            if end and (whole := best[used][end - 1] + alone(used, end - 1)) < best[used][end]:
                best[used][end], step[used][end] = whole, (end - 1, False)
            for start in range(end, max(0, end - (longest or end)) - 1, -1) if used else ():
                before = best[used - 1][start]
                if before < inf and (whole := before + cost(used - 1, start, end)) < best[used][end]:
                    best[used][end], step[used][end] = whole, (start, True)
    if best[owners][count] == inf:
        return inf, []
    runs: list[Run] = []
    used, end = owners, count
    while used or end:
        start, owned = step[used][end]
        used -= owned
        runs.append((used if owned else None, start, end))
        end = start
    return best[owners][count], runs[::-1]
