"""Header groups that a converter moved or joined: 项目支出 one column early, 基本支出小计 for 小计 below 基本支出."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.document import Cell, Row
from forms.text import fold

_SUM = re.compile(r"^(合计|小计|总计|资金总额)$")
_ITEM = "项目"
_LEVELS = ("类", "款", "项")
_APART = ".-/_·|>"
"""What some converters set between the levels of a header that they put into one line."""
_OF_ACCOUNTS = re.compile(r"^(编[码号]|代码|名称)$")
"""What 单位代码 | 单位名称 and 科目代码 | 科目名称 go on with: names of one column, none of a group's."""
_UNFINISHED = re.compile(r"[\d（]$")
_SHORTEST = 2
"""Characters of a group's word."""


def regrouped(rows: Sequence[Row]) -> list[Row]:
    """Header rows with each group that begins over the last column of the group left of it moved to its own first
    column: groups of one row begin alike (类, 科目编码, 小计), and the column after such a group's first does so."""
    rows = [list(row) for row in rows]
    for r, row in enumerate(rows[:-1]):
        below = rows[r + 1 :]
        starts = [c for c in range(len(row)) if _text(row[c]) and _under(below, c)]
        for place, c in enumerate(starts):
            if not c or c + 1 >= len(row) or _text(row[c + 1]):
                continue
            others = {_under(below, start) for start in starts if start != c}
            first, second = _under(below, c), _under(below, c + 1)
            ends = (*starts[place + 1 :], len(row))
            alone = _SUM.match(second) and _completes(below, starts[:place], c)
            if first not in others and (second in others or alone) and c + 1 < ends[0]:
                row[c], row[c + 1] = (None if row[c + 1] is None else Cell("")), row[c]
    return rows


def _completes(below: Sequence[Row], starts: Sequence[int], place: int) -> bool:
    """True where the group left of a place has all columns of another one only with the column there."""
    if len(starts) < 2:
        return False
    words = [[_under(below, n) for n in range(a, b)] for a, b in zip(starts, (*starts[1:], place + 1), strict=True)]
    return words[-1] in words[:-1]


def _under(below: Sequence[Row], column: int) -> str:
    return next((text for row in below if column < len(row) and (text := _text(row[column]))), "")


def _text(cell: Cell | None) -> str:
    return fold(cell.text) if cell is not None else ""


def parted_words(paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Header paths whose last words hold two levels or more, with these apart: neighbours that begin alike, and go on
    as a group does (小计 among others; 项目 first; 类, 款; as other neighbours do) or behind a point or a dash."""
    parted: list[tuple[str, ...]] = []
    for above, columns in groupby(paths, key=lambda path: path[:-1] if path else None):
        words = [path[-1] if path else "" for path in columns]
        parted += [(*(above or ()), *levels) for levels in _parted(words, _endings(paths))]
    return [tuple(word for word in path if word) for path in parted]


def _parted(words: Sequence[str], known: Counter[tuple[str, ...]]) -> list[tuple[str, ...]]:
    parted: list[tuple[str, ...]] = []
    while len(parted) < len(words):
        start = len(parted)
        for stop, group in _runs(words, start):
            rests = _rests(words[start:stop], group)
            inner = _parted(rests, known)
            joined = group[-1] in _APART or all(len(levels) > 1 for levels in inner)
            again = known[tuple(rests)] > 1 and not all(map(_OF_ACCOUNTS.match, rests))
            usual = any(map(_SUM.match, rests)) or rests[0] == _ITEM or tuple(rests) == _LEVELS[: len(rests)]
            if joined or again or usual:
                parted += [(group.strip(_APART), *levels) for levels in inner]
                break
        else:
            parted.append((words[start],))
    return parted


def _runs(words: Sequence[str], start: int) -> Iterator[tuple[int, str]]:
    """(behind the last, what they begin with) of neighbours: as many as begin alike at all, then those that begin as
    the first two do."""
    first = _common(words[start : start + 2]) if start + 1 < len(words) else ""
    alike = (n for n in range(start, len(words)) if len(_common([words[start], words[n]])) < _SHORTEST)
    widest = next(alike, len(words))
    whole = _common(words[start:widest])
    same = next((n for n in range(start, len(words)) if not words[n].startswith(first)), len(words))
    for stop, group in ((widest, whole), (same, first)):
        ends = {len(group)} & {len(word) for word in words[start:stop]}
        if stop - start > 1 and len(group) >= _SHORTEST and not ends and not _UNFINISHED.search(group):
            yield stop, group


def _common(words: Sequence[str]) -> str:
    """What all words begin with."""
    length = next((n for n, letters in enumerate(zip(*words, strict=False)) if len(set(letters)) > 1), None)
    return min(words, key=len, default="")[:length]


def _endings(paths: Sequence[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """What the neighbours of a header go on with, and how often."""
    words = [path[-1] if path else "" for path in paths]
    runs = {(start, stop, group) for start in range(len(words)) for stop, group in _runs(words, start)}
    return Counter(tuple(_rests(words[start:stop], group)) for start, stop, group in runs)


def _rests(words: Sequence[str], group: str) -> list[str]:
    return [word.removeprefix(group).strip(_APART) for word in words]
