"""Columns of a header whose words are centred: where each begins and ends follows from the middles of all.

The middle of a column's name is the middle of the column, so its right edge is as far from there as its left one. From
edge to edge the places left open shrink to what lets every word stand inside its column; a header cell over several
columns taken for a column's name leaves no place at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.readers.unruled.header.head import Head
from extract.readers.unruled.spans import Span

_ASIDE = 1.0
"""Points by which a name stands off the middle of its column."""
_OVER = 0.8
"""Points by which a word reaches over its column's edge."""
_MARGIN = 60.0
"""Points: the farthest that the first column begins left of its words."""
_MOST_SPANS = 4
"""Ranges that one column prints, at most."""
_NAME = 1000.0
"""Cost of taking a cell between lower ones for a column's name."""
_STEPS = 40
"""Places looked at for the last column's edge, at most."""
_KEPT = 12
"""Ways kept for each place reached: they differ in which cells they take for names."""


@dataclass(frozen=True, slots=True)
class _Way:
    """The columns placed so far, each as the name and the range its edge on the left may lie in."""

    cost: int
    edge: Span
    """Where the next column may begin."""
    names: tuple[Head, ...]
    begins: tuple[Span, ...]
    above: tuple[Head, ...]
    """Heads taken for cells over several columns."""


def centred_columns(
    lowest: Sequence[Head], spans: Sequence[Span], figures: Sequence[bool], neighbours: Set[tuple[int, int]]
) -> list[tuple[Head, Span]] | None:
    """(name, bounds) of each column; ``None`` where the names are not centred in columns that hold all words.

    ``lowest``: the header's cells under which no other stands; ``spans``: x ranges in which the body prints, and
    which of them print ``figures``; ``neighbours``: pairs of them that are of two columns.
    """
    lowest = sorted(lowest, key=lambda head: head.middle)
    if len(lowest) < 3:
        return None
    left = min([head.box[0] for head in lowest] + [x0 for x0, _ in spans])
    ways: list[dict[int, list[_Way]]] = [{} for _ in range(len(lowest) + 1)]
    ways[0][0] = [_Way(0, (left - _MARGIN, left + _OVER), (), (), ())]
    for n, head in enumerate(lowest):
        for used, known in ways[n].items():
            for way in known:
                if _between(lowest, n):
                    _keep(ways[n + 1], used, _Way(way.cost, way.edge, way.names, way.begins, (*way.above, head)))
                for end in range(used, min(used + _MOST_SPANS, len(spans)) + 1):
                    if any((one, end - 1) in neighbours for one in range(used, end - 1)):
                        break
                    placed = _placed(way, head, spans[used:end], costly=_between(lowest, n))
                    if placed is not None:
                        _keep(ways[n + 1], end, placed)
    best: tuple[float, Sequence[Head], list[float]] | None = None
    for way in ways[-1].get(len(spans), []):
        for edges in _edges(way):
            if all(_stands_over(head, edges) for head in way.above):
                cost = way.cost * _NAME + _unlike(edges, spans, figures)
                if best is None or cost < best[0]:
                    best = cost, way.names, edges
    return list(zip(best[1], pairwise(best[2]), strict=True)) if best else None


def _between(lowest: Sequence[Head], n: int) -> bool:
    """True for a cell between two lower ones: it may stand over the gap between them."""
    head = lowest[n]
    return 0 < n < len(lowest) - 1 and all(lowest[k].box[1] > head.box[3] - 2 for k in (n - 1, n + 1))


def _placed(way: _Way, head: Head, spans: Sequence[Span], *, costly: bool) -> _Way | None:
    begin = min([head.box[0], *(x0 for x0, _ in spans)]) + _OVER
    end = max([head.box[2], *(x1 for _, x1 in spans)]) - _OVER
    first = (way.edge[0], min(way.edge[1], begin))
    if first[0] > first[1]:
        return None
    after = (max(2 * head.middle - first[1] - _ASIDE, end), 2 * head.middle - first[0] + _ASIDE)
    if after[0] > after[1]:
        return None
    return _Way(way.cost + costly, after, (*way.names, head), (*way.begins, first), way.above)


def _keep(known: dict[int, list[_Way]], used: int, way: _Way) -> None:
    ways = known.setdefault(used, [])
    ways.append(way)
    ways.sort(key=lambda way: (way.cost, way.edge[0] - way.edge[1]))
    del ways[_KEPT:]


def _edges(way: _Way) -> Iterator[list[float]]:
    """Places for the edges, from right to left within what the columns on the right leave open."""
    (low, high), ranges = way.edge, [*way.begins, way.edge]
    steps = min(_STEPS, max(1, round(high - low)))
    for step in range(steps + 1):
        edges = [low + (high - low) * step / steps]
        for head, (least, most) in zip(reversed(way.names), reversed(ranges[:-1]), strict=True):
            edges.append(min(max(2 * head.middle - edges[-1], least), most))
        yield edges[::-1]


def _unlike(edges: Sequence[float], spans: Sequence[Span], figures: Sequence[bool]) -> float:
    """By how many points the words of the columns stand at unlike distances from the edge that they are set to:
    figures to the right one, others to the nearer."""
    sides: tuple[list[float], list[float]] = ([], [])
    for left, right in pairwise(edges):
        inside = [n for n, (x0, x1) in enumerate(spans) if left - _OVER <= (x0 + x1) / 2 <= right + _OVER]
        if inside:
            before, after = spans[inside[0]][0] - left, right - spans[inside[-1]][1]
            at_right = figures[inside[-1]] or after < before
            sides[at_right].append(after if at_right else before)
    return sum(abs(gap - median(side)) for side in sides if side for gap in side)


def _stands_over(head: Head, edges: Sequence[float]) -> bool:
    """True where neighbouring columns have their common middle under a cell."""
    return any(
        abs((left + right) / 2 - head.middle) <= 2 * _ASIDE
        for n, left in enumerate(edges)
        for right in edges[n + 2 :]
        if left < head.box[0] + _OVER and head.box[2] - _OVER < right
    )
