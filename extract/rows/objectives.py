"""整体绩效目标表, a form rather than a grid: aims and tasks, amounts, then indicators of three levels."""

from __future__ import annotations

import re
from typing import Any

from extract.document import Cell, Row
from extract.rows.found import FoundRows
from extract.rows.targets import parse_target
from extract.tables.headers import owners
from extract.tables.whole import WholeTable
from forms.load import indicator_catalogue
from forms.money import is_number, parse_number, to_yuan
from forms.text import fold, item_of, joined

AIMS, TASKS, SOURCES, STRUCTURE = "年度履职目标", "年度主要任务", "资金来源", "资金结构"

_SECTION = (
    (re.compile(r"^(年度|当年)(履职|整体)?(绩效|总体)?目标|^(年度)?绩效目标$|^总体目标"), "aims"),
    (re.compile(r"^年度(主要|重点)?(工作)?任务"), "tasks"),
    (re.compile(r"^预算情况|^部门预算总额|^年度预算安排|^(年度)?预算(资金)?(总额|申请)"), "funding"),
    (re.compile(r"^一级指标"), "targets"),
)
_LEVEL3 = re.compile(r"^三级指标|^(绩效)?指标(内容|名称)$")
_GROUP = re.compile(r"^(?:\d[、.])?\s*(资金来源|资金结构)[：]?")
_TASK_HEADER = re.compile(r"^(任务名称|主要内容|工作任务|目标\d*)$")


def objective_rows(table: WholeTable, unit: str | None) -> FoundRows:
    """Rows of department_tasks, department_funding and department_targets; amounts in yuan."""
    found = FoundRows()
    rows = [*table.rows]
    filled = owners(rows)
    section = ""
    reader = _Targets(found, table, filled)
    funding = _Funding(found, unit)
    for n, row in enumerate(rows):
        texts = [joined(cell.text) if cell is not None else "" for cell in row]
        printed = [text for text in texts if text]
        if not printed:
            continue
        switched = _section_of(printed, section)
        if switched != section:
            section = switched
            if section == "targets":
                reader.header(texts)
                continue
        if section in ("aims", "tasks"):
            _aims_or_tasks(found, n, printed, section)
        elif section == "funding":
            funding.row(n, printed)
        elif section == "targets":
            reader.row(n, row, texts)
        elif not re.match(r"^(部门|单位)(（单位）)?名称", fold(printed[0])):
            found.problems.append((n, "row_unplaced", "整体绩效目标表中位置不明的行", " | ".join(printed)))
        if section in ("aims", "tasks", "funding") and texts[0] and not _names_section(texts[0]):
            _shifted(found, n, printed)
    reader.finish()
    return found


def _names_section(text: str) -> bool:
    return any(pattern.match(fold(text)) for pattern, _ in _SECTION) or bool(_TASK_HEADER.match(fold(text)))


def _shifted(found: FoundRows, n: int, printed: list[str]) -> None:
    """A row that begins where only the parts of the form are named has lost the cells left of it."""
    moved = [record for _, at, record in found.rows if at == n]
    for record in moved:
        record["reading"] = "realigned"
    if moved:
        found.problems.append((n, "realigned", "该行左边缺单元格，已按内容归位，文字和金额未改", " | ".join(printed)))


def _section_of(printed: list[str], current: str) -> str:
    first = fold(printed[0])
    for pattern, section in _SECTION:
        if pattern.match(first) and current != "targets":
            return section
        if section == "targets" and any(_LEVEL3.match(fold(text)) for text in printed):
            return section
    return current


def _aims_or_tasks(found: FoundRows, n: int, printed: list[str], section: str) -> None:
    texts = [text for text in printed if not any(p.match(fold(text)) and len(fold(text)) < 9 for p, _ in _SECTION)]
    texts = [text for text in texts if not _TASK_HEADER.match(fold(text))]
    if not texts:
        return
    if section == "aims":
        found.add("department_tasks", n, {"part": AIMS, "task": None, "content": " ".join(dict.fromkeys(texts))})
    elif (
        len(texts) == 1
        and found.rows
        and found.rows[-1][0] == "department_tasks"
        and found.rows[-1][2]["part"] == TASKS
        and len(texts[0]) > 40
    ):
        last = found.rows[-1][2]
        last["content"] = (last["content"] or "") + texts[0]
    else:
        found.add("department_tasks", n, {"part": TASKS, "task": texts[0], "content": " ".join(texts[1:]) or None})


class _Funding:
    """部门预算总额, then its sources and its structure; every printed label is a row."""

    def __init__(self, found: FoundRows, unit: str | None) -> None:
        self.found, self.unit, self.group = found, unit, None

    group: str | None

    def row(self, n: int, printed: list[str]) -> None:
        texts = [text for text in printed if not re.match(r"^(预算情况|年度预算安排)", fold(text))]
        labels: list[str] = []
        for text in texts:
            if is_number(text) or fold(text) in ("-", "—"):
                self._amount(n, labels, text)
                labels = []
                continue
            group = _GROUP.match(fold(text))
            if group:
                self.group = group.group(1)
                label = re.sub(r"^.*?(资金来源|资金结构)\s*[:：]?\s*", "", text)
                if not label:
                    continue
            else:
                label = text
            if labels:
                self._amount(n, labels, None)
            labels = [label]
        if labels:
            self._amount(n, labels, None)

    def _amount(self, n: int, labels: list[str], text: str | None) -> None:
        if not labels:
            self.found.problems.append((n, "amount_unplaced", "整体绩效目标表的金额没有名称", text or ""))
            return
        label = labels[0]
        unit = re.search(r"[（(](万元|元|千元|亿元)[）)]", label)
        unit_word = unit.group(1) if unit else self.unit or "万元"
        if unit:
            self.unit = unit_word
        _, item, _ = item_of(label)
        top = bool(re.match(r"^(部门|单位)?(年度)?预算(资金)?总额|^资金总额", fold(item)))
        number = parse_number(text)
        self.found.numbers += number is not None
        self.found.add(
            "department_funding",
            n,
            {
                "parent": None if top else self.group,
                "item": item,
                "row_kind": "合计" if top else "明细",
                "amount": to_yuan(number, unit_word) if number is not None else None,
            },
        )


class _Targets:
    """Indicator rows: 一级, 二级 carried down, rows that lost their left cells set right."""

    def __init__(self, found: FoundRows, table: WholeTable, filled: list[Row]) -> None:
        self.found, self.table, self.filled = found, table, filled
        self.places: dict[str, int] = {}
        self.levels: dict[str, str | None] = {"level1": None, "level2": None}
        self.pending: list[dict[str, Any]] = []

    _HEADERS = (
        ("level1", r"^一级指标"),
        ("level2", r"^二级指标"),
        ("level3", _LEVEL3.pattern),
        ("sign", r"^指标性质$"),
        ("unit", r"^计量单位$"),
        ("target", r"^(指标值|目标值|年度指标值|绩效指标值)$"),
        ("note", r"说明|备注|评[分价]标准"),
    )

    def header(self, texts: list[str]) -> None:
        for name, pattern in self._HEADERS:
            place = next((n for n, text in enumerate(texts) if re.search(pattern, fold(text))), None)
            if place is not None:
                self.places[name] = place

    def row(self, n: int, row: Row, texts: list[str]) -> None:
        if fold(texts[self.places.get("level1", 0)]).startswith("一级指标"):
            return
        at = dict(self.places)
        shifted = self._shift(texts)
        if shifted:
            at = {name: place - shifted for name, place in at.items()}
        record: dict[str, Any] = {}
        for name in ("level3", "target", "note"):
            place = at.get(name)
            record[name] = (texts[place] if place is not None and 0 <= place < len(texts) else "") or None
        if record["target"]:
            # sign, number and unit in columns of their own: ≥ | 90 | %
            apart = {name: texts[at[name]] for name in ("sign", "unit") if at.get(name, len(texts)) < len(texts)}
            record["target"] = f"{apart.get('sign', '')}{record['target']}{apart.get('unit', '')}"
        self._carry(n, row, texts, at)
        record.update(self.levels)
        realigned = bool(shifted)
        catalogued = indicator_catalogue().get(fold(record["level3"] or ""))
        if shifted and catalogued and catalogued != (record["level1"], record["level2"]):
            record["level1"], record["level2"] = catalogued
        if record["level3"] is None:
            if record["target"] or record["note"]:
                self._tail(n, record)
            return
        record.update(parse_target(record["target"]))
        if realigned:
            record["reading"] = "realigned"
            self.found.problems.append(
                (n, "realigned", f"该行左边缺 {shifted} 个单元格，已右移对齐", " | ".join(t for t in texts if t))
            )
        self.found.add("department_targets", n, record)
        if {"level1", "level2"} & set(self.places) and (record["level1"] is None or record["level2"] is None):
            self._name_levels(n, record, catalogued)

    def _name_levels(self, n: int, record: dict[str, Any], catalogued: tuple[str, str] | None) -> None:
        """Levels whose words stand in the part of a merged cell on another page: the standard indicators
        say them; of others the second level is the next one printed."""
        if catalogued is None:
            self.pending.append(record)
            return
        record["level1"], record["level2"] = record["level1"] or catalogued[0], record["level2"] or catalogued[1]
        record["reading"] = "realigned"
        self.found.problems.append((n, "realigned", "跨页合并的指标名称按标准指标补全", str(record["level3"])))

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
                self.levels[name] = texts[place]
                if name == "level1" and not self._merged_below(n, at.get("level2")):
                    self.levels["level2"] = texts[at["level2"]] if texts[at.get("level2", 0)] else None
                if name == "level2":
                    for record in self.pending:
                        record["level2"] = record["level2"] or texts[place]
                    self.pending = []
            elif (
                name == "level2"
                and self.table.merges_known
                and isinstance(row[place], Cell)
                and not self._first_on_page(n)
            ):
                # a frame of its own without a word: its word stands on the next page
                self.levels["level2"] = None

    def _merged_below(self, n: int, place: int | None) -> bool:
        return (
            place is not None
            and self.table.merges_known
            and n > 0
            and self.filled[n][place] is self.filled[n - 1][place]
        )

    def _first_on_page(self, n: int) -> bool:
        return n == 0 or self.table.places[n].grid != self.table.places[n - 1].grid

    def _tail(self, n: int, record: dict[str, Any]) -> None:
        """The rest of a row that the page break cut: its words continue the row above."""
        last = next((row for name, _, row in reversed(self.found.rows) if name == "department_targets"), None)
        if last is None:
            self.found.problems.append(
                (n, "row_unplaced", "指标行没有三级指标", str(record["target"] or record["note"]))
            )
            return
        for name in ("target", "note"):
            if record[name]:
                last[name] = (last[name] or "") + record[name]

    def finish(self) -> None:
        for record in self.pending:
            self.found.problems.append((0, "level_unknown", "二级指标没有印出", str(record["level3"])))
