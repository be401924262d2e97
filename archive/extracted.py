"""What one conversion of a document yields, as it is handed over to be written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]
"""A row of an archive table without its document keys: column name → value. Amounts are exact
``Decimal`` yuan (元)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read, placed or parsed; becomes a row of ``problems``."""

    kind: str
    message: str
    page: int | None = None
    printed: str | None = None
    place: tuple[int, int] | None = None
    """Number of the source table (from 1) and row in it (from 0), where one row is meant; not kept in the archive."""


@dataclass(slots=True)
class Keys:
    """Whose disclosure this is. ``None`` where neither the document nor its page says."""

    city: str | None = None
    county: str | None = None
    department: str | None = None
    year: int | None = None
    stage: str | None = None
    scope: str | None = None
    title: str | None = None


@dataclass(slots=True)
class Disclosure:
    """One disclosure found in a document: its keys and the rows of every table."""

    keys: Keys
    rows: dict[str, list[Record]] = field(default_factory=dict)
    """Form table → rows in printed order; each row carries page, source_table (number of the
    source table, part of it, both from 1), source_row, reading, row_kind and optionally unplaced (a dict)."""
    form_states: list[Record] = field(default_factory=list)
    source_tables: list[Record] = field(default_factory=list)
    sections: list[Record] = field(default_factory=list)
    statements: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    numbers_printed: int = 0
    numbers_captured: int = 0
    """Of the numbers printed, those in amount and quantity columns of the rows."""
    numbers_unplaced: int = 0
    """Those that rows keep in unplaced: of other years and stages, and of columns that have no place."""


@dataclass(slots=True)
class Extraction:
    """The result for one file. ``outcome`` uses the words of ``documents.outcome``."""

    outcome: str
    media_type: str
    pages: int | None = None
    disclosures: list[Disclosure] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
