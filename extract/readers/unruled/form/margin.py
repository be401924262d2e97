"""The label 绩效指标 that stands left of 一级指标 beside all indicators: above them, its column holds the form's other
labels; beside them, it is a column more than those that the line of names shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Cell, Row
from extract.readers.page.lines import Word, around, joined
from extract.readers.unruled.spans import Span
from forms.text import fold

_LABEL = re.compile(r"^(年度|当年|项目|支出)*绩效(指标|目标)$")
_FIRST, _THIRD = "一级指标", "三级指标"
_EDGE = 1.0
"""Points left of the first level's cells where their column begins."""


@dataclass(frozen=True, slots=True)
class Margin:
    """The label, and the form's lines above those that it stands beside, and those without it."""

    label: list[Word]
    above: list[list[Word]]
    beside: list[list[Word]]
    edge: float
    """Where its column ends."""

    def bounds_above(self, bounds: Sequence[Span]) -> list[Span]:
        """The columns above the indicators. ``bounds``: those of the indicators, from the page's margin on."""
        (left, right), *others = bounds
        return [(left, self.edge), (self.edge, right), *others]

    def put_together(self, above: Sequence[Row], beside: Sequence[Row]) -> list[Row]:
        """The rows of the whole form."""
        label = Cell(joined(self.label), around(self.label)) if self.label else Cell("")
        rows: list[Row] = [*above, *([label if n == 0 else None, *row] for n, row in enumerate(beside))]
        width = max(map(len, rows), default=0)  # a part's cells may go beyond the columns that are named
        return [[*row, *(Cell("") for _ in range(width - len(row)))] for row in rows]


def margin_of(lines: Sequence[list[Word]], before: float | None) -> Margin | None:
    """``None`` where something else than such a label stands left of the first level's cells. ``before``: where its
    column ends on the page before: on a page that does not name the columns it may be blank."""
    at = next((n for n, line in enumerate(lines) if {_FIRST, _THIRD} <= {fold(word["text"]) for word in line}), None)
    if at is None:
        return _gone_on(lines, before) if before is not None else None
    name = next(word for word in lines[at] if fold(word["text"]) == _FIRST)
    under = [word for line in lines[at:] for word in line if word["x1"] > name["x0"] and word["x0"] < name["x1"]]
    left = min(word["x0"] for word in under)
    label = [word for line in lines[at:] for word in line if word["x1"] <= left]
    if not _LABEL.match(fold(joined(label))):
        return None
    return Margin(label, list(lines[:at]), _without(label, lines[at:]), left - _EDGE)


def _gone_on(lines: Sequence[list[Word]], edge: float) -> Margin | None:
    label = [word for line in lines for word in line if word["x1"] <= edge + _EDGE]
    if label and not _LABEL.match(fold(joined(label))):
        return None
    return Margin(label, [], _without(label, lines), edge)


def _without(label: Sequence[Word], lines: Sequence[list[Word]]) -> list[list[Word]]:
    taken = {id(word) for word in label}
    return [kept for line in lines if (kept := [word for word in line if id(word) not in taken])]
