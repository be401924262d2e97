"""The vocabulary of the archive: tables, their columns, and the statutory forms that fill them."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

ColumnType = Literal["text", "code", "integer", "number", "amount", "date", "timestamp", "json"]
"""``amount`` is exact yuan (元); ``number`` an exact number in its own printed unit."""

Shape = Literal["list", "two_sided", "objectives", "project_objectives"]
"""``list``: one line, one record; ``two_sided``: revenue left, expenditure right; 整体绩效 and 项目绩效, no grids."""
Keyed = Literal["function", "function_or_unit", "economic", "project", "flat"]
"""What tells the rows of a list apart."""
IdentityRule = Literal["sum_details", "row"]

SQL_TYPES: dict[ColumnType, str] = {
    "text": "TEXT",
    "code": "TEXT",
    "integer": "INTEGER",
    "number": "NUMERIC",
    "amount": "NUMERIC",
    "date": "TEXT",
    "timestamp": "TEXT",
    "json": "TEXT",
}


@dataclass(frozen=True)
class Column:
    """One column: its one description feeds schema, metadata, documentation and data package."""

    name: str
    type: ColumnType
    label: str
    meaning: str
    references: tuple[str, str] | None = None
    headers: tuple[re.Pattern[str], ...] = ()
    """Patterns over the folded header path (``基本支出/人员经费/工资福利支出``), best first."""
    parts: bool = False
    """True when the column may be printed over several cells that are joined (类 | 款 | 项)."""
    beside: tuple[str, ...] = ()
    """A header of one word means this column only where one of these is printed too."""

    @property
    def unit(self) -> str | None:
        return "元" if self.type == "amount" else None


@dataclass(frozen=True)
class Identity:
    """One accounting identity inside a form, as declared.

    ``sum_details``: per amount column and side, Σ明细 = 合计. ``row``: in every row ``total`` =
    Σ ``parts``, where any of ``when_any`` (default ``parts``) is printed in the form at all.
    """

    rule: IdentityRule
    label: str
    total: str | None = None
    parts: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    when_any: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    group: str | None = None
    others: re.Pattern[str] | None = None
    """Header paths of columns without a place of their own (kept in ``unplaced``) that are addends too."""
    instead: tuple[tuple[str, re.Pattern[str]], ...] = ()
    """Of a column that a row does not print: header paths of its parts, which are addends in its stead."""
    sheets: bool = False
    """Each printed table is one by itself (a sheet for each project): of a row that prints no parts another says
    nothing."""

    @property
    def counts_unplaced(self) -> bool:
        return bool(self.others or self.instead)

    def adds(self, path: str, printed: Container[str]) -> bool:
        """True where a column without a place is an addend of a row that prints the columns ``printed``."""
        if self.others and self.others.search(path):
            return True
        return any(name not in printed and pattern.search(path) for name, pattern in self.instead)


@dataclass(frozen=True)
class Table:
    """One table (or view) of the archive."""

    name: str
    label: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    facets: tuple[str, ...] = ()
    is_view: bool = False

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def amounts(self) -> list[str]:
        return [column.name for column in self.columns if column.type == "amount"]


@dataclass(frozen=True)
class Form:
    """One statutory form as it is disclosed: how its title reads and which rows it yields."""

    name: str
    number: int
    label: str
    description: str
    titles: tuple[re.Pattern[str], ...]
    not_titles: tuple[re.Pattern[str], ...]
    shape: Shape
    rows: Keyed
    own_columns: tuple[Column, ...]
    layouts: tuple[tuple[str, ...], ...]
    """Column names in the printed order of a known layout, for documents whose headers are damaged."""
    identities: tuple[Identity, ...]
    yields: tuple[str, ...]
    """The tables its rows go to; its own name, unless one printed form fills several tables."""
    narrower: re.Pattern[str] | None = None
    """Header words over columns that are a part of what the form covers (支出总表 by 资金来源): where the whole is
    printed beside them, they are none of its columns."""
    parts: tuple[str, ...] = ()
    """Words that name its parts down the first column: of a form that is no grid all of them tell it."""

    def amounts(self) -> list[str]:
        return [column.name for column in self.own_columns if column.type == "amount"]
