"""The indicators of 整体绩效目标表: three levels, target and note."""

from __future__ import annotations

import re
from typing import Any

from extract.document import Cell, Row
from extract.rows.found import FoundRows, beside
from extract.rows.indicators import is_unfilled, parse_target, places_of, printed_at, target_in
from extract.tables.whole import WholeTable
from forms.indicators import indicator_catalogue
from forms.text import fold

_LEVEL = "指标"
_PRINTED_AS = {"level1": "一级指标", "level2": "二级指标"}
_FIRST = re.compile(r"^(指标)?[1１一]\s*[：:、.．]")
_NOTE = re.compile(r"说明|备注|评[分价]标准")


class Targets:
    """Indicator rows: 一级, 二级 carried down, rows that lost their left cells set right."""

    def __init__(self, found: FoundRows, table: WholeTable, filled: list[Row]) -> None:
        self.found, self.table, self.filled = found, table, filled
        self.places: dict[str, int] = {}
        self.others: dict[int, str] = {}
        """Headers of columns that have no place in the table (权重)."""
        self.levels: dict[str, str | None] = {"level1": None, "level2": None}
        self.pending: list[tuple[int, dict[str, Any]]] = []

    def header(self, texts: list[str]) -> None:
        folded = [fold(text) for text in texts]
        self.places |= places_of(folded)
        note = next((n for n, text in enumerate(folded) if _NOTE.search(text)), None)
        if note is not None:
            self.places["note"] = note
        known = self.places.values()
        self.others = {n: text for n, text in enumerate(folded) if text and n > min(known) and n not in known}

    def row(self, n: int, row: Row, texts: list[str]) -> None:
        if self._repeats_header(texts):
            self.header(texts)  # a page of its own columns
            return
        at = dict(self.places)
        shifted = self._shift(texts)
        if shifted:
            at = {name: place - shifted for name, place in at.items()}
        record: dict[str, Any] = {name: printed_at(texts, at.get(name)) or None for name in ("level3", "note")}
        record["target"] = target_in(texts, at) or None
        self._carry(n, row, texts, at)
        record.update(self.levels)
        realigned = bool(shifted)
        catalogued = indicator_catalogue().get(fold(record["level3"] or ""))
        if shifted and catalogued and catalogued != (record["level1"], record["level2"]):
            record["level1"], record["level2"] = catalogued
        if record["level3"] is None:
            if record["target"] or record["note"]:
                self._tail(n, record, [text for text in texts if text])
            return
        if record["target"] is None and is_unfilled(record["level3"]):
            return
        record.update(parse_target(record["target"]))
        record["unplaced"] = beside(texts, {place - shifted: header for place, header in self.others.items()})
        if realigned:
            record["reading"] = "realigned"
            self.found.tell(
                n, "realigned", f"该行左边缺 {shifted} 个单元格，已右移对齐", " | ".join(t for t in texts if t)
            )
        self.found.add("department_targets", n, record)
        if {"level1", "level2"} & set(self.places) and (record["level1"] is None or record["level2"] is None):
            self._name_levels(n, record, catalogued)

    def _name_levels(self, n: int, record: dict[str, Any], catalogued: tuple[str, str] | None) -> None:
        """Levels whose words stand in the part of a merged cell on another page: the standard indicators
        say them; of others the second level is the next one printed."""
        if catalogued is None:
            self.pending.append((n, record))
            return
        record["level1"], record["level2"] = record["level1"] or catalogued[0], record["level2"] or catalogued[1]
        record["reading"] = "realigned"
        self.found.tell(n, "realigned", "跨页合并的指标名称按标准指标补全", str(record["level3"]))

    def _repeats_header(self, texts: list[str]) -> bool:
        """True for the header on a later page."""
        again = places_of([fold(text) for text in texts])
        return any(name in again and again[name] == self.places.get(name) for name in ("level1", "level3"))

    def _shift(self, texts: list[str]) -> int:
        """How many cells the row lost at its left: its indicator stands where a level belongs."""
        third, value = self.places.get("level3", 2), self.places.get("target", 3)
        known = indicator_catalogue()
        named = next((n for n, text in enumerate(texts[: third + 1]) if fold(text) in known), third)
        if named < third and not texts[-1]:
            return third - named
        if value >= len(texts) or texts[third] or texts[value]:
            return 0
        filled = [n for n, text in enumerate(texts[:third]) if text]
        if len(filled) == 2 and filled[1] == filled[0] + 1:
            return third - filled[0]
        return 0

    def _carry(self, n: int, row: Row, texts: list[str], at: dict[str, int]) -> None:
        for name in ("level1", "level2"):
            place = at.get(name)
            if place is None or place < 0:
                continue
            if texts[place]:
                self.levels[name] = self._mended(name, texts[place]) if self.table.begins_grid(n) else texts[place]
                cut = self.levels[name] != texts[place]  # the rest of the label above, under which its rows go on
                if name == "level1" and not cut and not self._merged_below(n, at.get("level2")):
                    self.levels["level2"] = (texts[at["level2"]] or None) if "level2" in at else None
                if name == "level2":
                    self._belong(texts[place], texts[at["level3"]] if "level3" in at else "")
                elif self.table.begins_grid(n):
                    self._head(n)
            elif self._merges(place) and isinstance(row[place], Cell) and not self.table.begins_grid(n):
                # a frame of its own without a word: its word stands on the next page
                self.levels[name] = None

    def _head(self, n: int) -> None:
        """The rows at the foot of the page before whose first level stands in the part of its cell on this page."""
        places = self.table.places
        for at, record in self.pending:
            if places[at].grid == places[n].grid - 1:
                record["level1"] = record["level1"] or self.levels["level1"]

    def _belong(self, level: str, indicator: str) -> None:
        """The rows above whose second level stands in the part of its cell on this page: none of those before
        their numbers begin again (指标1)."""
        indicators = [*(record["level3"] for _, record in self.pending), indicator]
        begun = [n for n, text in enumerate(indicators) if _FIRST.match(fold(text))]
        first = begun[-1] if begun else 0
        for _, record in self.pending[first:]:
            record["level2"] = record["level2"] or level
        self._unknown("level2", self.pending[:first])
        self.pending = [(n, record) for n, record in self.pending if record["level1"] is None]

    def _unknown(self, name: str, rows: list[tuple[int, dict[str, Any]]]) -> None:
        without = [(n, record) for n, record in rows if record[name] is None]
        if without and name in self.places:
            at, first = without[0]
            level, indicator = _PRINTED_AS[name], str(first["level3"])
            rows_on = f"从此行起 {len(without)} 行的" if len(without) > 1 else ""
            self.found.tell(at, "level_unknown", f"{rows_on}{level}没有印出", indicator)

    def _mended(self, name: str, text: str) -> str:
        """A level whose words a page's end cut in two (投入管理 | 指标), as far as the standard indicators have it."""
        known = {level for levels in indicator_catalogue().values() for level in levels}
        begun = self.levels[name] or ""
        whole = fold(begun + text) in known or (len(text) < len(_LEVEL) + 1 and (begun + text).endswith(_LEVEL))
        if fold(begun) in known or begun.endswith(_LEVEL) or not whole:
            return text
        for table, _, record in self.found.rows:
            if table == "department_targets" and record.get(name) == begun:
                record[name] = begun + text
        return begun + text

    def _merges(self, place: int) -> bool:
        """Whether the form merges cells of this column at all: where it leaves them blank, a blank one goes on."""
        return any(self._merged_below(n, place) for n in range(1, len(self.filled)))

    def _merged_below(self, n: int, place: int | None) -> bool:
        return (
            place is not None
            and self.table.merges_known
            and n > 0
            and self.filled[n][place] is not None
            and self.filled[n][place] is self.filled[n - 1][place]
        )

    def _tail(self, n: int, record: dict[str, Any], printed: list[str]) -> None:
        """The rest of a row that the page break cut: its words, alone in the row, continue the row above."""
        last = next((row for name, _, row in reversed(self.found.rows) if name == "department_targets"), None)
        rest = [record[name] for name in ("target", "note") if record[name]]
        if last is None or len(printed) > len(rest) or not self.table.begins_grid(n):
            self.found.tell(n, "row_unplaced", "指标行没有三级指标", " | ".join(printed))
            return
        for name in ("target", "note"):
            if record[name]:
                last[name] = (last[name] or "") + record[name]

    def finish(self) -> None:
        for name in _PRINTED_AS:
            self._unknown(name, self.pending)
