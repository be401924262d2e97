"""Which printed column is which declared column, and which readings of a row the evidence allows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.tables.groupwords import settled_groups
from extract.tables.owncolumns import one_of_several_years
from forms.declaration import Column, Form

_YEAR = re.compile(r"20\d\d")
_OTHER = re.compile(
    r"^上年(?!结转|结余|度?结转)|上年(预算|执行|决算|数)|增减|增长|比上年|较上年|执行数|比率|占比|比例|[%％]|备注|说明$|审核|批复数"
)
_WRAPPER = re.compile(
    r"^(20\d\d年?度?)?(年初|本年|当年|全年)?(部门|单位|财政拨款|市级|市本级|区级)?(综合)?(支出|收入)?(预算|决算)?(批复)?(数|安排数?|金额|资金|情况|总额)?（?(万元|元)?）?$|^资金来源$"
)
_OF_THE_YEAR = "本年预算数"
"""What a column is that prints nothing but the year (2022年 | 2023年): that year's figures."""
_SUM, _OF_WHICH = "小计", "其中"
_FIGURE_WORD = re.compile(r"^(本年|当年)?(年初|全年)?(预算|决算)?(安排|统计)?(数|数额|金额)?$")


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Per printed column the declared column's name, or ``None``; ``how`` says by what evidence."""

    columns: tuple[str | None, ...]
    how: str
    """``header`` by header path, ``layout`` by the declared order of a known layout."""


def stripped(path: tuple[str, ...], year: int | None) -> str:
    """A header path as patterns see it: this year's number and pure wrapper words taken away."""
    words = []
    for n, printed in enumerate(path):
        word = (re.sub(rf"^{year}年?(年度|度)?", "", printed) or _OF_THE_YEAR) if year is not None else printed
        bare = re.sub(r"（(单位[：:])?(万元|元|千元|亿元)）", "", word)
        if n < len(path) - 1 and _WRAPPER.match(bare) and not re.match(r"^(本年收入|本年拨款|上年结转.*)$", bare):
            continue
        words.append(bare)
    return "/".join(words)


def other_year(path: tuple[str, ...], year: int | None) -> bool:
    """True when a column prints another year's figures, a change, a rate or a remark."""
    for word in path:
        years = {int(found) for found in _YEAR.findall(word)}
        if year is not None and years and year not in years:
            return True
        if len(years) > 1 or _OTHER.search(word):
            return True
    return False


def by_header(columns: tuple[Column, ...], paths: list[tuple[str, ...]], year: int | None) -> ColumnMapping:
    """Each printed column to the declared column whose best pattern its header path meets.

    A declared column is given once (first and best match wins), unless it is printed in parts.
    """
    paths = _sums_apart(one_of_several_years(paths, year))
    paths = settled_groups(paths, lambda some, *types: _known(some, (c for c in columns if c.type in types), year))
    given: dict[int, str] = {}
    taken: dict[str, list[int]] = {}
    amounts = tuple(column for column in columns if column.type == "amount")
    # a word that a line of the header breaks (因公出 over 国（境）费) is whole again when the path is read as one
    for written in (_level_by_level, _without_figure_word, _as_one_word):
        found: list[tuple[int, int, int, Column]] = []
        for place, path in enumerate(paths):
            if path and place not in given and not other_year(path, year):
                named = amounts if written is _without_figure_word else columns
                found += _matches(named, place, written(path, year))
        _give(found, given, taken)
    words = ((n, stripped(path, year)) for n, path in enumerate(paths) if len(path) == 1 and n not in given)
    _give([match for n, word in words for match in _in_two(amounts, n, word)], given, taken)
    _parts_of_nothing(columns, paths, given, year)
    _codes_beside_names(columns, paths, given)
    _sums_beside_their_parts(paths, given)
    return ColumnMapping(tuple(given.get(place) for place in range(len(paths))), "header")


def _sums_apart(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """一般公共预算小计 | 其中：财政拨款, where a reader took 小计 for a further line of the cell above it, as two names
    below one."""
    apart = list(paths)
    for place, (path, beside) in enumerate(pairwise(paths)):
        name = path[-1].removesuffix(_SUM) if path else ""
        if name and path[-1].endswith(_SUM) and beside and beside[-1].startswith(_OF_WHICH) and name not in beside:
            apart[place : place + 2] = (*path[:-1], name, _SUM), (*path[:-1], name, beside[-1])
    return apart


def _known(paths: Sequence[tuple[str, ...]], columns: Iterable[Column], year: int | None) -> int:
    """How many declared columns the paths can mean."""
    named = tuple(columns)
    return len({column.name for path in paths for *_, column in _matches(named, 0, _level_by_level(path, year))})


def _level_by_level(path: tuple[str, ...], year: int | None) -> tuple[str, ...]:
    return stripped(path, year), "/".join(path)


def _without_figure_word(path: tuple[str, ...], year: int | None) -> tuple[str, ...]:
    """公务接待费 over 决算数: what the column is stands above, that it prints figures below."""
    return (stripped(path[:-1], year),) if len(path) > 1 and _FIGURE_WORD.match(stripped(path[-1:], year)) else ()


def _as_one_word(path: tuple[str, ...], _year: int | None) -> tuple[str, ...]:
    return ("".join(path),) if len(path) > 1 else ()


def _matches(columns: tuple[Column, ...], place: int, variants: tuple[str, ...]) -> list[tuple[int, int, int, Column]]:
    """(rank of the pattern, place, order of the column, column) for each column that a header path can mean."""
    found = []
    for order, column in enumerate(columns):
        rank = next((n for n, pattern in enumerate(column.headers) if any(pattern.search(v) for v in variants)), None)
        if rank is not None:
            found.append((rank, place, order, column))
    return found


def _in_two(columns: tuple[Column, ...], place: int, word: str) -> list[tuple[int, int, int, Column]]:
    """The same for a word that is two, 本年拨款一般公共预算: a reader takes the name of a group's only column for a
    further line of the group's. The pattern must name both."""
    halves = [(n, f"{word[:n]}/{word[n:]}") for n in range(2, len(word) - 1)]
    found = []
    for order, column in enumerate(columns):
        for rank, pattern in enumerate(column.headers):
            spans = [(n, match.span()) for n, both in halves if (match := pattern.search(both))]
            if any(start < n < end - 1 for n, (start, end) in spans):
                found.append((rank, place, order, column))
                break
    return found


def _give(found: list[tuple[int, int, int, Column]], given: dict[int, str], taken: dict[str, list[int]]) -> None:
    """The best match first; a column once, or up to three times side by side where it is printed in parts."""
    for _rank, place, _order, column in sorted(found, key=lambda item: (item[0], item[1], item[2])):
        if place in given:
            continue
        places = taken.get(column.name, [])
        if places and not (column.parts and len(places) < 3 and place - max(places) == 1):
            continue
        given[place] = column.name
        taken.setdefault(column.name, []).append(place)


def _parts_of_nothing(
    columns: tuple[Column, ...], paths: list[tuple[str, ...]], given: dict[int, str], year: int | None
) -> None:
    """工资福利支出 under no word, in a form that prints neither 基本支出 nor 项目支出, is that of both."""
    wholes = {column.name: column.beside for column in columns if column.beside}
    for place, name in list(given.items()):
        if name in wholes and "/" not in stripped(paths[place], year) and not set(wholes[name]) & set(given.values()):
            del given[place]


def _codes_beside_names(columns: tuple[Column, ...], paths: list[tuple[str, ...]], given: dict[int, str]) -> None:
    """科目编码 says of neither classification which it is: its columns belong to the name right of them."""
    names = {column.name for column in columns}
    for place, name in sorted(given.items()):
        code = f"{name}_code"
        if code not in names or code in given.values():
            continue
        left = place - 1
        while left >= 0 and left not in given and re.search(r"编码|代码|^类$|^款$", "/".join(paths[left])):
            given[left] = code
            left -= 1


def _sums_beside_their_parts(paths: list[tuple[str, ...]], given: dict[int, str]) -> None:
    """财政拨款 in front of 一般公共预算 and 政府性基金 is their sum, not the 财政拨款 inside of 一般公共预算."""
    for place, name in list(given.items()):
        whole = next((n for n, other in given.items() if name == f"{other}_appropriation"), None)
        if whole is None or paths[place][-1].startswith("其中"):
            continue
        if paths[place][0] != paths[whole][0] and not any("一般公共预算" in word for word in paths[place]):
            del given[place]


def by_layout(form: Form, width: int) -> list[ColumnMapping]:
    """Known layouts that a grid of this width can have: all columns, or the last ones cut off."""
    return [
        ColumnMapping(tuple(layout[:width]) + (None,) * (width - len(layout)), "layout")
        for layout in form.layouts
        if 0 <= len(layout) - width <= 1
    ]
