"""The rows of a header in the order in which it is written: cell by cell, row by row.

Where a cell as high as several rows sets its words, at their top, middle or bottom, is no matter: it is written in the
row in which it begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

from extract.readers.page.lines import Word
from extract.readers.unruled.header.head import Head

_LINE = 1.5
"""Points by which what stands on one line differs in height."""
_ASIDE = 1.0
"""Points by which a cell reaches over the next one."""


def rows_in_order(heads: Sequence[Head], header: Sequence[Sequence[Word]]) -> dict[int, int]:
    """The row of each head, by its ``id``, where that is told: none where the header is written line by line, and not
    of the cells that are written after the table's others, as a worksheet's printer does with wrapped ones.

    ``header``: its printed lines.
    """
    words = [word for line in header for word in line]
    if any("rank" not in word for word in words):
        return {}
    ranks = sorted(word["rank"] for word in words)
    together = sum(1 for n, rank in enumerate(ranks) if rank == ranks[0] + n)
    written = sorted(
        (head for head in heads if head.lines[0]["rank"] < ranks[0] + together), key=lambda head: head.lines[0]["rank"]
    )
    if not any(_is_back(before, head) for before, head in pairwise(written)):
        return {}
    rows: list[list[Head]] = []
    for head in written:
        if rows and head.box[0] >= rows[-1][-1].box[2] - _ASIDE:
            rows[-1].append(head)
        else:
            rows.append([head])
    if any(not _is_under(row, rows[:n]) for n, row in enumerate(rows) if n):
        return {}
    return {id(head): n for n, row in enumerate(rows) for head in row}


def _is_under(row: Sequence[Head], above: Sequence[Sequence[Head]]) -> bool:
    """True for a row of which a cell stands under one of those above; typst writes the high cells of a row after the
    others."""
    return any(
        head.box[0] < upper.box[2] and upper.box[0] < head.box[2] and upper.box[3] <= head.box[1] + _ASIDE
        for head in row
        for upper in chain.from_iterable(above)
    )


def _is_back(before: Head, head: Head) -> bool:
    """True for a cell that who writes line by line would have written before another."""
    upper, lower = before.lines[0], head.lines[0]
    if abs(upper["top"] - lower["top"]) <= _LINE:
        return bool(lower["x0"] < upper["x0"])
    return bool(lower["top"] < upper["top"])
