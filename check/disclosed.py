"""One disclosure as the archive holds it, for checking: rows of every form with exact amounts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from sqlite_utils import Database

from archive.holding import OF_KEY
from check.rules import Side
from forms.declaration import Identity
from forms.load import form_tables, table_identities
from forms.money import UNITS, from_stored, labelled_unit, parse_number, to_yuan
from forms.structure import DETAIL, TOTAL

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Value:
    """An amount in yuan with what its rounding allows and where it stands."""

    amount: Decimal
    quantum: Decimal
    addends: int
    document: str
    location: str


@dataclass
class Disclosed:
    """The rows of one disclosure, read once."""

    db: Database
    keys: tuple[str, int, str, str]
    document: str
    division_code: str
    _rows: dict[str, list[Row]] = field(default_factory=dict)
    _quanta: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    _units: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def rows(self, table: str) -> list[Row]:
        """The current rows of a form (or of ``statements``) in printed order; amounts are ``Decimal``."""
        if table not in self._rows:
            self._rows[table] = list(self._read(table))
        return self._rows[table]

    def _read(self, table: str) -> Iterator[Row]:
        exact = (
            {"value", "change", "share_percent", "change_percent"}
            if table == "statements"
            else {c.name for c in form_tables()[table].columns if c.type in ("amount", "number")}
        )
        sum_ = next((identity for identity in table_identities().get(table, ()) if identity.counts_unplaced), None)
        for stored in self.db.query(f"select * from {table} where {OF_KEY} order by document, row", self.keys):
            row: Row = {name: from_stored(value) if name in exact else value for name, value in stored.items()}
            if sum_ is not None and row.get("unplaced"):
                row["others"] = self._others(table, row, sum_)
            yield row

    def _others(self, table: str, row: Row, sum_: Identity) -> Decimal | None:
        """Spending in columns that have no place of their own, in yuan."""
        printed = {name for name, value in row.items() if value is not None}
        found = {path: text for path, text in json.loads(row["unplaced"]).items() if sum_.adds(path, printed)}
        total = Decimal(0)
        for path, text in found.items():
            unit = labelled_unit(path) or self._unit(table, row["document"])
            try:
                number = parse_number(text)
            except ValueError:
                continue
            if number is not None and unit is not None:
                total += to_yuan(number, unit)
        return total if found else None

    def quantum(self, table: str, document: str) -> Decimal:
        """Value in yuan of the last digit printed in this form of this document."""
        key = (table, document)
        if key not in self._quanta:
            (most,) = self.db.conn.execute(
                f"select max(decimals) from source_tables "
                f"where id in (select source_table from {table} where document = ?)",
                (document,),
            ).fetchone()
            self._quanta[key] = UNITS[self._unit(table, document) or "元"].scaleb(-(most or 0))
        return self._quanta[key]

    def _unit(self, table: str, document: str) -> str | None:
        """The unit a form was read in: printed above it, or within it, or above all other tables of the document."""
        if (table, document) not in self._units:
            self._units[table, document] = self._printed_unit(table, document)
        return self._units[table, document]

    def _printed_unit(self, table: str, document: str) -> str | None:
        of_form = f"id in (select source_table from {table} where document = :document)"
        for asked in (
            f"select distinct money_unit from source_tables where {of_form} and money_unit is not null",
            f"select grid from source_tables where {of_form}",
            "select distinct money_unit from source_tables where document = :document and money_unit is not null",
        ):
            found = [value for (value,) in self.db.conn.execute(asked, {"document": document})]
            units = [unit for value in found if (unit := value if value in UNITS else labelled_unit(value))]
            if units:
                return str(max(units, key=UNITS.__getitem__))
        return None

    @cached_property
    def documents(self) -> list[str]:
        return list(dict.fromkeys(row["document"] for table in form_tables() for row in self.rows(table)))

    def _title(self, table: str, document: str) -> str | None:
        found = self.db.conn.execute(
            "select printed from form_states where document = ? and form = ?", (document, table)
        ).fetchone()
        return found[0] if found else None

    @staticmethod
    def _details_of_one_whole(table: str, details: list[Row]) -> list[Row]:
        """The first breakdown, where a form breaks its total down more than once (资金结构, 资金来源)."""
        group = next((each.group for each in table_identities().get(table, ()) if each.group), None)
        return [row for row in details if group is None or row[group] == details[0][group]]

    def value(self, side: Side) -> Value | None:
        """The amount one side of a rule names; ``None`` when the disclosure does not print it."""
        rows = [
            row
            for row in self.rows(side.form)
            if all(wanted.fullmatch(str(row.get(name))) for name, wanted in side.where)
        ]
        if side.total:
            totals = [row for row in rows if row["row_kind"] == TOTAL]
            rows = totals or self._details_of_one_whole(side.form, [row for row in rows if row["row_kind"] == DETAIL])
        amounts = [(row, row[name]) for row in rows for name in side.columns if row.get(name) is not None]
        if not amounts:
            return None
        document = amounts[0][0]["document"]
        if side.titled and side.titled not in (self._title(side.form, document) or side.titled):
            return None
        return Value(
            sum((amount for _, amount in amounts), Decimal(0)),
            self.quantum(side.form, document),
            len(amounts),
            document,
            location(side.form, amounts[0][0], side.columns[0]),
        )


def location(table: str, row: Row | None, column: str | None = None) -> str:
    """Where a check stands, in the reader's words: form, row, column, page."""
    form = form_tables().get(table)
    parts = [form.label if form else table]
    if row is not None:
        name = next(
            (
                row[n]
                for n in ("item", "function", "department_economic", "project", "budget_unit", "label", "indicator")
                if row.get(n)
            ),
            None,
        )
        parts.append(f"第 {row['row']} 行" + (f"“{name}”" if name else ""))
    if column and form:
        parts.append(next((c.label for c in form.columns if c.name == column), column))
    if row is not None and row.get("page"):
        parts.append(f"第 {row['page']} 页")
    return "，".join(parts)
