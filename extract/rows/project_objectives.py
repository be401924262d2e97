"""项目绩效目标表: each project's amounts, and indicator pairs of four dimensions beside each other."""

from __future__ import annotations

import re
from typing import Any

from extract.document import Row
from extract.rows.cells import texts_of
from extract.rows.found import FoundRows
from extract.rows.indicators import parse_target
from extract.rows.project_columns import DIMENSIONS, Pair, funding_columns, pairs_of
from extract.rows.project_list import is_project_list, project_list_rows, worded_list_rows
from extract.rows.project_sheet import is_project_sheet, project_sheet_rows
from extract.tables.headers import is_column_numbers
from extract.tables.whole import WholeTable
from extract.tables.wordedlist import worded_columns
from forms.load import form_tables
from forms.money import NIL, parse_number
from forms.structure import is_total_label, row_kinds
from forms.text import fold

_UNIT_CODE = re.compile(r"^\d{3}(\d{3}){0,2}$")


def project_objective_rows(table: WholeTable, unit: str | None, year: int | None) -> FoundRows:
    """Rows of project_funding and project_targets; amounts in yuan."""
    if is_project_list(table):
        return project_list_rows(table, unit)
    if is_project_sheet(table):
        return project_sheet_rows(table, unit)
    pairs = pairs_of(table.paths)
    if not pairs and worded_columns(table.paths, year):
        return worded_list_rows(table, unit, year)
    found = FoundRows(unit)
    if not pairs:
        if table.rows:
            headed = "、".join("/".join(path) for path in table.paths)[:300]
            found.tell(0, "table_unread", "项目绩效目标表没有可识别的指标列", headed)
        return found
    reader = _Reader(table, pairs, found, year)
    for n, row in enumerate(table.rows):
        reader.row(n, row)
    reader.finish()
    return found


class _Reader:
    def __init__(self, table: WholeTable, pairs: list[Pair], found: FoundRows, year: int | None) -> None:
        self.pairs, self.found = pairs, found
        self.columns = form_tables()["project_funding"].columns
        self.mapping = funding_columns(table.paths[: pairs[0].indicator], year)
        self.types = {column.name: column.type for column in self.columns}
        self.project: dict[str, Any] = {}
        self.unit_row: dict[str, Any] = {}
        self.running: set[str] = set()
        self.shift = 0
        self.funding: list[dict[str, Any]] = []

    def row(self, n: int, row: Row) -> None:
        texts = texts_of(row)
        if not any(texts) or is_column_numbers(texts):
            return
        texts, realigned = self._aligned(texts)
        values = self._values(n, texts)
        if set(values) == {"project"} and any(project.get("project_code") for project in self.funding):
            told = "有项目名称而没有编码和金额的行，可能是上一行的后半"
            self.found.tell(n, "row_unplaced", told, " | ".join(text for text in texts if text))
        if values.get("project_code") or values.get("project") or any(k for k in values if self.types[k] == "amount"):
            self._fund(n, values, realigned)
        self._indicators(n, texts, realigned)

    def _aligned(self, texts: list[str]) -> tuple[list[str], bool]:
        """The row with lost empty cells put back: indicators under indicators, no gap in any dimension.

        Of several shifts that fit, that of the project's first row comes first: what the conversion
        lost there it lost in the rows below too, where an even number of cells would not be missed.
        """
        starts_project = bool(texts[0])
        usual = 0 if starts_project else self.shift
        for shift in dict.fromkeys((usual, *range(self.pairs[0].indicator + 2))):
            moved = self._moved(texts, shift)
            if moved is not None and self._fits(moved, starts_project):
                if starts_project:
                    self.shift = shift
                return moved, shift > 0
        return texts, False

    def _moved(self, texts: list[str], shift: int) -> list[str] | None:
        """The row with ``shift`` blank cells before its first words; ``None`` when words would fall off."""
        if not shift:
            return texts
        words = [n for n, text in enumerate(texts) if text and n >= 2 and self._is_word(n, text)]
        start = words[0] if words else self.pairs[0].indicator
        moved = [*texts[:start], *[""] * shift, *texts[start:]]
        return None if any(moved[len(texts) :]) else moved[: len(texts)]

    def _is_word(self, place: int, text: str) -> bool:
        name = self.mapping[place] if place < len(self.mapping) else None
        if name is not None and self.types[name] == "amount":
            try:
                parse_number(text)
            except ValueError:
                return True
            return False
        return place >= len(self.mapping)

    def _fits(self, texts: list[str], starts_project: bool) -> bool:
        if any(texts[n] and self._is_word(n, texts[n]) for n in range(2, len(self.mapping))):
            return False
        for pair in self.pairs:
            indicator, target = texts[pair.indicator], texts[pair.target] if pair.target < len(texts) else ""
            if target and not indicator:
                return False
            if indicator and not starts_project and pair.dimension not in self.running:
                return False
        return True

    def _values(self, n: int, texts: list[str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for place, name in enumerate(self.mapping):
            text = texts[place]
            if name is None or not text:
                continue
            if self.types[name] != "amount":
                values[name] = text
                continue
            amount = self.found.amount(n, text)
            if amount is not None:
                values[name] = amount
        return values

    def _fund(self, n: int, values: dict[str, Any], realigned: bool) -> None:
        code = fold(values.get("project_code"))
        if is_total_label(code) or is_total_label(values.get("project")):
            values["project"], values["project_code"] = "合计", None
        elif _UNIT_CODE.match(code):
            values["budget_unit_code"], values["budget_unit"] = code, values.pop("project", None)
            del values["project_code"]
            self.unit_row = values
            self.project, self.running = {}, set()
        else:
            values["project_code"] = code or None
            self.project, self.running = values, set(DIMENSIONS)
        record = {key: value for key, value in values.items() if value is not None}
        record["reading"] = "realigned" if realigned else "printed"
        if any(self.types.get(key) == "amount" for key in record):
            self.funding.append(record)
            self.found.add("project_funding", n, record)

    def _indicators(self, n: int, texts: list[str], realigned: bool) -> None:
        shown = set()
        for pair in self.pairs:
            indicator = texts[pair.indicator]
            target = texts[pair.target] if pair.target < len(texts) else ""
            if {fold(indicator), fold(target)} <= NIL:
                continue
            shown.add(pair.dimension)
            level2 = texts[pair.level2] if pair.level2 is not None else ""
            self.found.add(
                "project_targets",
                n,
                {
                    "project_code": self.project.get("project_code"),
                    "project": self.project.get("project"),
                    "budget_unit": self.unit_row.get("budget_unit"),
                    "dimension": pair.dimension,
                    "level2": level2 or None,
                    "indicator": indicator or None,
                    "target": target or None,
                    **parse_target(target),
                    "reading": "realigned" if realigned else "printed",
                },
            )
        if shown:
            self.running = shown
        if realigned:
            self.found.tell(
                n, "realigned", "该行缺空白单元格，已按指标列对齐，文字未改", " | ".join(t for t in texts if t)
            )

    def finish(self) -> None:
        amounts = form_tables()["project_funding"].amounts()
        for record, kind in zip(self.funding, row_kinds(self.funding, amounts), strict=True):
            record["row_kind"] = kind
        unit: dict[str, Any] = {}
        for record in self.funding:
            if record["row_kind"] == "单位":
                unit = record
            elif record["row_kind"] == "部门":
                unit = {}
            elif record["row_kind"] == "明细" and unit and record.get("project"):
                record.setdefault("budget_unit_code", unit.get("budget_unit_code"))
                record.setdefault("budget_unit", unit.get("budget_unit"))
