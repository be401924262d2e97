"""Tables without ruling lines whose cells all begin at the left edge of their column, as web layouts set them.

Each column's name and all lines below it begin at one x. A header cell over several columns begins where the first of
them does; how far it goes tell the cells beside it and their height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.document import Row
from extract.readers.page.lines import Word, gap_between
from extract.readers.unruled.headergrid import rows_of_paths
from extract.readers.unruled.heading import Head, Span, set_from_top
from extract.readers.unruled.leading import repeated_gap
from forms.structure import is_total_label

_SAME = 0.8
"""Points by which words that begin together differ."""
_MIDDLE = 1.6
"""Points by which the middles of cells of one height differ."""
_STEP = 0.4
_TIGHT = 0.75
"""Of the type's height: the most that lies between two lines of one cell."""
_FEWEST = 3
_ASTRAY = 0.05
"""Share of the words that may begin nowhere in particular."""
_OPEN = 40.0
"""Points that the last column, whose end nothing shows, may reach beyond its words on later pages."""
_MARGIN = 2.5
"""Of the type's height: less room than this at the end of a line may be none, with what cells keep clear aside."""
_CLOSE = 0.35
"""Of the type's height: the most between two words of one cell."""


@dataclass(frozen=True, slots=True)
class Flush:
    """The columns of such a table and the rows of its header."""

    bounds: list[Span]
    heads: list[Head]
    header: list[Row]


def flush_table(header: Sequence[list[Word]], body: Sequence[list[Word]], closest: float | None) -> Flush | None:
    """The columns and header; ``None`` for a table that is set in another way.

    ``closest``: the smallest gap between words of the table that stand one below the other.
    """
    starts = _starts(header, body)
    if len(starts) < _FEWEST or not _fits(body, starts):
        return None
    end = max(word["x1"] for line in [*header, *body] for word in line) + _OPEN
    bounds = list(pairwise([*(start - _SAME for start in starts), end]))
    inner = _gap_in_heads(header, bounds)
    columns = [_heads(header, bound, closest if inner is None else inner) for bound in bounds]
    heads = [head for column in columns for head in column]
    paths: list[list[Head]] = [[] for _ in bounds]
    _spread(paths, columns, range(len(bounds)), from_top=set_from_top(heads))
    top, bottom = min(head.box[1] for head in heads), max(head.box[3] for head in heads)
    return Flush(bounds, heads, rows_of_paths(paths, top, bottom))


def _starts(header: Sequence[list[Word]], body: Sequence[list[Word]]) -> list[float]:
    """Where the header's cells begin, each x once."""
    found: list[float] = []
    below = [word["x0"] for line in body for word in line]
    above = [word["x0"] for line in header for word in line]
    for line in header:
        for before, word in zip([None, *line], line, strict=False):
            x = word["x0"]
            alone = sum(abs(other - x) <= _SAME for other in above) == 1
            apart = before is None or gap_between(before, word) >= _CLOSE * (word["bottom"] - word["top"])
            if not apart and alone and not any(abs(other - x) <= _SAME for other in below):
                continue  # a further word of one cell
            if not any(abs(x - other) <= _SAME for other in found):
                found.append(x)
    return sorted(found)


def _fits(body: Sequence[list[Word]], starts: Sequence[float]) -> bool:
    """True where the body's words begin in the columns as the header's do, and none reaches into the next one."""
    words = astray = 0
    for line in body:
        for before, word in zip([None, *line], line, strict=False):
            words += 1
            begins = any(abs(word["x0"] - start) <= _SAME for start in starts)
            goes_on = before is not None and gap_between(before, word) < _CLOSE * (word["bottom"] - word["top"])
            crosses = any(word["x0"] < start - _SAME and word["x1"] > start + _SAME for start in starts)
            crosses = crosses and not is_total_label(word["text"])  # which may be set over several columns
            astray += crosses or not (begins or goes_on)
    return astray <= _ASTRAY * words


def _gap_in_heads(header: Sequence[list[Word]], bounds: Sequence[Span]) -> float | None:
    """The gap between two lines of one cell: the smallest, met more than once, between words that begin together.
    Where all the upper ones have room for more they are cells of their own, and the header does not tell."""
    words = [word for line in header for word in line]
    gaps = []
    full = False
    for word in words:
        below = [w for w in words if w["top"] > word["top"] and abs(w["x0"] - word["x0"]) <= _SAME]
        if not below:
            continue
        gaps.append(min(w["top"] - word["bottom"] for w in below))
        right = next(right for _, right in bounds if word["x0"] < right)
        full = full or right - _MARGIN * (word["bottom"] - word["top"]) < word["x1"] <= right
    return repeated_gap(gaps) if full else None


def _heads(header: Sequence[list[Word]], bound: Span, closest: float | None) -> list[Head]:
    """The cells of the header that begin in one column, top down."""
    heads: list[Head] = []
    for line in header:
        inside = [word for word in line if bound[0] <= word["x0"] < bound[1]]
        if not inside:
            continue
        whole = {**inside[0], "text": " ".join(word["text"] for word in inside), "x1": inside[-1]["x1"]}
        gap = whole["top"] - heads[-1].lines[-1]["bottom"] if heads else None
        tight = _TIGHT * (whole["bottom"] - whole["top"])
        if gap is not None and closest is not None and gap < min(tight, closest + _STEP):
            heads[-1].lines.append(whole)
        else:
            heads.append(Head([whole]))
    return heads


def _spread(paths: list[list[Head]], columns: Sequence[list[Head]], over: range, *, from_top: bool) -> None:
    """Adds to the paths of some columns the cells above them, the upper first."""
    heads = [head for n in over for head in columns[n]]
    if not heads:
        return
    if all(len(columns[n]) <= 1 for n in over):
        for n in over:
            paths[n] += columns[n]
        return
    groups: list[tuple[Head, list[int]]] = []
    begins = _level(columns, over, from_top=from_top)
    for n in over:
        if n in begins:
            groups.append((columns[n][0], [n]))
        elif groups:
            groups[-1][1].append(n)
    for head, covered in groups:
        for n in covered:
            paths[n].append(head)
        below = list(columns)
        below[covered[0]] = columns[covered[0]][1:]
        _spread(paths, below, range(covered[0], covered[-1] + 1), from_top=from_top)


def _level(columns: Sequence[list[Head]], over: range, *, from_top: bool) -> set[int]:
    """The columns in which a cell of the uppermost row begins; the others stand under the cell on their left.

    What stands under a cell begins below its words. So do the words of a cell as high as all rows where they stand in
    its middle: that is the middle of all.
    """
    heads = [head for n in over for head in columns[n]]
    middle = (min(head.box[1] for head in heads) + max(head.box[3] for head in heads)) / 2
    found: set[int] = set()
    above: Head | None = None
    for n in over:
        first = columns[n][0] if columns[n] else None
        tall = not from_top and len(columns[n]) == 1 and abs(_middle(columns[n][0]) - middle) <= _MIDDLE
        under = first is None or (above is not None and first.box[1] >= above.box[3] - 1)
        if tall or not under:
            found.add(n)
            above = None if tall else first
    return found


def _middle(head: Head) -> float:
    return (head.box[1] + head.box[3]) / 2
