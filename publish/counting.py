"""Answers the counts and facets of a form's page from ``form_counts`` instead of from millions of rows.

Datasette asks ``select count(*) from T where W`` and, for each facet, ``select C as value, count(*) … from (select …
from T where W) … group by C``. Where W tells rows apart by key columns alone, the same question put to the counts has
the same answer. Any other W is gone through once, for the count and all facets of the page together.

The counts also tell how to find the rows themselves: few are found by an index and sorted; of many, the first ones in
the order asked for. SQLite knows averages only, and would look for the few rows of a kind among all the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from archive.counts import TABLE, counted_by
from forms.load import FORM_FACETS, all_tables, form_tables

_NAME = r'(?:\w+|\[\w+\]|"\w+")'
_COUNT = re.compile(rf"select count\(\*\) from (?P<table>{_NAME}) (?:where (?P<where>.+) )?", re.DOTALL)
_FACET = re.compile(
    rf"\s*select (?P<column>{_NAME}) as value, count\(\*\) as count from \(\s*"
    rf"select {_NAME}(?:, {_NAME})* from (?P<table>{_NAME}) (?:where (?P<where>.+?))?\s*\)\s*"
    r"where (?P=column) is not null\s+"
    r"group by (?P=column) order by count desc, value limit (?P<limit>\d+)\s*",
    re.DOTALL,
)
_ROWS = re.compile(
    rf"(?P<select>select {_NAME}(?:, {_NAME})* from (?P<table>{_NAME}) (?:where (?P<where>.+) )?)"
    rf"order by (?P<order>{_NAME}(?: desc)?(?:, {_NAME})*) (?P<limit>limit \d+)",
    re.DOTALL,
)
_SEARCH = re.compile(rf"rowid in \(select rowid from (?P<index>{_NAME}) where (?P=index) match escape_fts\(:search\)\)")
_AND = re.compile(r" and (?![^(]*\))")
FEW = 20_000
"""So many rows are sorted in a few milliseconds."""


@dataclass(frozen=True)
class Asked:
    """One statement of Datasette over the rows of a form: how many there are, or with a ``column``, how many have each
    of its values, the ``limit`` most frequent ones."""

    table: str
    where: str
    column: str | None = None
    limit: int = 0

    def from_counts(self) -> str | None:
        """The same question to the counts; ``None`` where they do not tell."""
        if not (self.column is None or self.column in counted_by()) or not _over_keys(self.where):
            return None
        where = f"form = '{self.table}'" + (f" and {self.where}" if self.where else "")
        if self.column is None:
            return f'select coalesce(sum(rows), 0) from "{TABLE}" where {where}'
        return (
            f'select "{self.column}" as value, sum(rows) as count from "{TABLE}" where {where} '
            f'and "{self.column}" is not null group by "{self.column}" order by count desc, value limit {self.limit}'
        )

    @property
    def has_keys(self) -> bool:
        """Whether rows are chosen by a key column, among other things."""
        return any(_filter(counted_by()).fullmatch(part) for part in _AND.split(self.where))

    def grouped(self) -> str | None:
        """The rows counted by all facets of the page at once; ``None`` for the facets that only some pages have."""
        if self.column not in (None, *FORM_FACETS):
            return None
        listed = ", ".join(f'"{name}"' for name in FORM_FACETS)
        where = f"where {self.where}" if self.where else ""
        return f'select {listed}, count(*) from "{self.table}" {where} group by {listed}'

    def answered_by(self, tally: Tally) -> list[tuple[Any, ...]]:
        """The rows that answer what was asked, in SQL's order: numbers before texts."""
        if self.column is None:
            return [(sum(tally[None].values()),)]
        found = [(value, count) for value, count in tally[self.column].items() if value is not None]
        return sorted(found, key=lambda one: (-one[1], isinstance(one[0], str), one[0]))[: self.limit]


Tally = dict[str | None, Counter[Any]]
"""Facet → its values with their numbers of rows; under ``None`` all rows."""


def tallied(groups: Iterable[Sequence[Any]]) -> Tally:
    """The rows of ``Asked.grouped``, added up for each facet."""
    found: Tally = {name: Counter() for name in (*FORM_FACETS, None)}
    for *values, count in groups:
        for name, value in zip(FORM_FACETS, values, strict=True):
            found[name][value] += count
        found[None][None] += count
    return found


def asked(sql: str) -> Asked | None:
    """What a statement asks; ``None`` for any that Datasette does not write for the page of a form."""
    found = _COUNT.fullmatch(sql) or _FACET.fullmatch(sql)
    if found is None or _plain(found["table"]) not in form_tables():
        return None
    parts = found.groupdict()
    column = parts.get("column")
    return Asked(
        _plain(parts["table"]), parts["where"] or "", _plain(column) if column else None, int(parts.get("limit") or 0)
    )


@dataclass(frozen=True)
class Rows:
    """The statement for the rows of a table page, chosen by ``where``."""

    where: str
    counted: str | None
    """What counts the rows it chooses from, or more than them."""
    in_order: str
    sorted_: str
    """The same in words that make SQLite look for the rows first and sort them afterwards."""


def rows_asked(sql: str) -> Rows | None:
    """The rows that a table page asks for; ``None`` for any other statement.

    Where Datasette sorts the first page by one column, rows that are equal in it are put in the order of the primary
    key, as on the pages that follow; otherwise rows would be lost between the pages.
    """
    found = _ROWS.fullmatch(sql)
    table = all_tables().get(_plain(found["table"])) if found else None
    if found is None or table is None or table.is_view:
        return None
    order = found["order"].split(", ")
    if _plain(order[0].removesuffix(" desc")) not in table.primary_key and len(order) == 1:
        order += [f'"{name}"' for name in table.primary_key]
    where = found["where"] or ""
    keys = [part for part in _AND.split(where) if _filter(counted_by()).fullmatch(part)]
    counted = Asked(table.name, " and ".join(keys)).from_counts() if keys and table.name in form_tables() else None
    in_order, sorted_ = (f"{found['select']}order by {', '.join(order)} {found['limit']}" for order in (
        order, [f"+{term}" for term in order]))  # fmt: skip
    return Rows(where, counted, in_order, sorted_)


def _plain(name: str) -> str:
    return name.strip('[]"')


def is_filtered(where: str) -> bool:
    """Whether rows are chosen by a page's filters and search alone, without SQL of a reader's own."""
    return not where or all(_filter().fullmatch(part) or _SEARCH.fullmatch(part) for part in _AND.split(where))


def hits_of(where: str) -> str | None:
    """What counts the hits of the search that rows are chosen by; ``None`` where there is none."""
    found = [hits for part in _AND.split(where) if (hits := _SEARCH.fullmatch(part))] if is_filtered(where) else []
    return (
        f"select count(*) from {found[0]['index']} where {found[0]['index']} match escape_fts(:search)"
        if found
        else None
    )


def with_many_hits(sql: str) -> str:
    """The same statement in words that make SQLite look at rows by its other conditions, or in their order, and ask of
    each whether it is a hit, instead of beginning with all hits. For a ``where`` that has ``hits_of``."""
    return _SEARCH.sub(r"+\g<0>", sql)


def _over_keys(where: str) -> bool:
    return not where or all(_filter(counted_by()).fullmatch(part) for part in _AND.split(where))


@cache
def _filter(columns: tuple[str, ...] = (r"\w+",)) -> re.Pattern[str]:
    """Every way in which Datasette writes a filter over the stored value of one of these columns."""
    names = "|".join(columns)
    column, value = rf'(?:(?:{names})|\[(?:{names})\]|"(?:{names})")', r":p\d+"
    return re.compile(
        rf"{column} (?:=|!=|<|<=|>|>=|like|not like|glob) {value}"
        rf"|{column} (?:not )?in \({value}(?:, {value})*\)"
        rf"|{column} is (?:not )?null"
        rf"|\({column} is null or {column} = ''\)"
        rf"|\({column} is not null and {column} != ''\)"
    )
