"""Columns that a converter wrote into one: ``201<br>03`` under ``类<br>款``, ``44 42`` under ``小计 人员经费``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from forms.load import forms
from forms.money import is_figure
from forms.text import fold

CODE, AMOUNT, WORDS = "code", "amount", "words"
_CODE = re.compile(r"^\d{1,7}$")
"""A level of a code of accounts, a unit's or a line's number; a longer code is a project's, broken over two lines."""
_LEVELS = ("类", "款", "项")
_LENGTHS = {"类": {3}, "款": {2}, "项": {2}, "单位代码": {3, 6}, "单位编码": {3, 6}}
"""Digits of the codes in columns of these names."""
_REST = re.compile("^(?:编码|代码|编号|名称|金额)$")
"""The end of a column's name that goes over two lines."""
_BETWEEN = ("\n", " ")
"""What stands between the cells."""
_FEWEST = 2
"""Rows that print several of the columns: one may be a name with a figure in it."""
_MOST = 12
"""Columns in one: the ways to place a row's figures in more are too many to try."""

Parts = list[tuple[str, str]]
"""What stands in one cell, top down: (kind, text)."""


def set_apart(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """The rows with each column by itself, where the header names several and every cell can belong to one of them
    only; a column of which that is not so stays as it is."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    first = next((n for n, row in enumerate(rows) if _prints_figures(row)), len(rows))
    apart = [_apart(column, first, columns[place + 1 : place + 2]) for place, column in enumerate(columns)]
    return [list(row) for row in zip(*(column for several in apart for column in several), strict=True)]


def _prints_figures(row: Sequence[str]) -> bool:
    kinds = [_kind(line) for text in row for line in _lines(text, "\n")]
    return kinds.count(WORDS) < len(kinds)


def _apart(column: list[str], first: int, beside: list[list[str]]) -> list[list[str]]:
    """The columns that one is; ``first`` is its first row below the header, ``beside`` the next column."""
    for between in _BETWEEN:
        header = [_lines(text, between) for text in column[:first]]
        body = [_parts(_lines(text, between), between) for text in column[first:]]
        for names in _named(header):
            kinds = _kinds(body, names)
            placed = [_placed(parts, kinds) for parts in body] if kinds else []
            if any(placed) and all(texts is not None for texts in placed):
                goes_on = [not any(other[n] for other in beside) for n in range(first)]
                rows = [*_header(header, names, goes_on, between), *(texts for texts in placed if texts)]
                return [list(part) for part in zip(*rows, strict=True)]
    return [column]


def _lines(text: str, between: str) -> list[str]:
    return [line.strip() for line in text.split(between) if line.strip()]


def _kind(line: str) -> str:
    return CODE if _CODE.match(fold(line)) else AMOUNT if is_figure(line) else WORDS


def _parts(lines: Sequence[str], between: str) -> Parts:
    parts: Parts = []
    for line in lines:
        kind = _kind(line)
        if parts and kind == WORDS == parts[-1][0]:
            parts[-1] = WORDS, f"{parts[-1][1]}{between}{line}"
        else:
            parts.append((kind, line))
    return parts


def _named(header: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The names of several columns from the left: in one cell of the header, or in rows of which one names a level."""
    for lines in header:
        names = [fold(line) for line in lines]
        if 1 < len(names) <= _MOST and not _REST.match(names[-1]) and all(map(_is_name, names)):
            yield names
    alone = [fold(line) for lines in header for line in lines]
    if 1 < len(alone) <= _MOST and any(name in _LEVELS for name in alone) and all(map(_is_name, alone)):
        yield sorted(alone, key=lambda name: name not in _LEVELS)


@cache
def _is_name(name: str) -> bool:
    columns = (column for form in forms().values() for column in form.own_columns)
    return (
        name in _LENGTHS
        or name == "序号"
        or any(pattern.search(name) for column in columns for pattern in column.headers)
    )


def _kinds(body: Sequence[Parts], names: Sequence[str]) -> list[tuple[str, set[int]]] | None:
    """What each column prints, and how many digits its codes have; None where the rows do not tell."""
    whole = [parts for parts in body if len(parts) == len(names) and any(kind != WORDS for kind, _ in parts)]
    if len(whole) < _FEWEST:
        codes = [(CODE, _LENGTHS[name]) for name in names if name in _LENGTHS]
        if list(names) != sorted(names, key=lambda name: name not in _LEVELS):
            return None
        used = {len(text) for parts in body for _, text in parts}
        return codes if len(codes) == len(names) and all(used & lengths for _, lengths in codes) else None
    kinds = []
    for name, place in zip(names, zip(*whole, strict=True), strict=True):
        found = {kind for kind, _ in place}
        if WORDS in found and len(found) > 1:
            return None
        kind = AMOUNT if AMOUNT in found else found.pop()
        kinds.append((kind, {len(text) for _, text in place} | _LENGTHS.get(name, set())))
    return kinds


def _placed(parts: Parts, kinds: Sequence[tuple[str, set[int]]]) -> list[str] | None:
    """The texts of a cell, each in its column; None where it could stand in another one as well."""
    ways = [
        places
        for places in combinations(range(len(kinds)), len(parts))
        if all(_fits(part, *kinds[at]) for part, at in zip(parts, places, strict=True))
    ]
    if not ways and len(parts) == 1 and parts[0][0] == WORDS:
        ways = [(0,)]  # 合计 where the other rows print a code
    if len(ways) != 1:
        return None
    texts = [""] * len(kinds)
    for (_, text), at in zip(parts, ways[0], strict=True):
        texts[at] = text
    return texts


def _fits(part: tuple[str, str], kind: str, lengths: set[int]) -> bool:
    if kind == CODE:
        return part[0] == CODE and len(part[1]) in lengths
    return part[0] == kind or (kind == AMOUNT and part[0] == CODE)


def _header(
    header: Sequence[Sequence[str]], names: Sequence[str], goes_on: Sequence[bool], between: str
) -> Iterator[list[str]]:
    """The header's cells over the columns: names each over its own, a group's above the first, and what stands below
    several groups under the last of them where that one goes on to the right."""
    at = 0
    for n, lines in enumerate(header):
        texts = [""] * len(names)
        whole = between.join(lines)
        if sorted(map(fold, lines)) == sorted(names):
            texts = sorted(lines, key=lambda line: names.index(fold(line)))
            at = len(names) - 1 if goes_on[n] else 0
        elif fold(whole) in names:
            texts[names.index(fold(whole))] = whole
        else:
            texts[at] = whole
        yield texts
