"""Where the columns of a 整体绩效目标表 stand, and which lines begin it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.readers.page.lines import Word, around, joined, pieces
from extract.readers.unruled.form.upright import upright_names
from extract.readers.unruled.spans import Span
from extract.tables.captions import is_subtitle
from forms.text import fold

TITLE = re.compile(r"整体绩效目标表?(（.*）)?$")
_FIRST = re.compile(
    r"^(部门|单位)(（单位）|（部门）)?名称|^(年度|当年).*(目标|任务)|^(年度)?(绩效|总体)目标|^预算情况|^一级指标"
)
_NAMES = ("一级指标", "二级指标", "三级指标", "指标值")
_ONE_EDGE = 2.0
"""Points by which words that begin together differ."""
_EXACTLY = 0.5
"""Points by which cells of one column that begin together differ."""
_FEWEST = 2
"""Lines that begin where a column does."""


def begins_form(lines: Sequence[list[Word]]) -> bool:
    """True for lines of which the first, or a label half a line below it, names a part of the form."""
    return any(_FIRST.match(fold(joined(line))) for line in lines[:2])


def begins_sheet(lines: Sequence[list[Word]]) -> bool:
    """True for lines that begin with a project's name, below the year that a title may end with: its 项目绩效目标表 is
    a form like the department's. A list of all projects names its columns on that line."""
    first = next((line for line in lines if not is_subtitle(joined(line))), [])
    begins = len(first) > 1 and fold(first[0]["text"]).rstrip("：") == "项目名称"
    return begins and not any(fold(word["text"]) in _NAMES for word in first)


def columns_of_form(lines: Sequence[list[Word]]) -> list[Span] | None:
    """The columns as the line 一级指标 | 二级指标 | 三级指标 | 指标值 shows them; ``None`` without that line."""
    lines = upright_names(lines)
    at, line = next(((n, named) for n, line in enumerate(lines) if (named := _named(line))), (0, None))
    if line is None:
        return None
    starts = [word["x0"] for word in line]
    below = [other[0]["x0"] for other in lines] + [word["x0"] for other in lines for word in other]
    flush = sum(abs(x - starts[2]) < _ONE_EDGE for x in below) > 2
    edges = [name["x0"] - _ONE_EDGE if flush else _edge(left, name, lines[at:]) for left, name in pairwise(line)]
    return list(zip([0.0, *edges], [*edges, 10000.0], strict=True))


def _edge(left: Word, right: Word, lines: Sequence[list[Word]]) -> float:
    """Where a column begins whose name ``right`` is set in its middle, as the name ``left`` before it is: half way,
    or left of that where cells begin together or one set in the same middle begins."""
    # of the indicators' lines: tasks above them stand in columns of their own
    half = (left["x1"] + right["x0"]) / 2
    inside = [around(piece) for line in lines for piece in pieces(line) if left["x1"] < piece[0]["x0"] < half]
    begins = sorted(x0 for x0, _, _, _ in inside)
    together = (x for x in begins if sum(abs(other - x) < _EXACTLY for other in begins) >= _FEWEST)
    centred = [x0 - _EXACTLY for x0, _, x1, _ in inside if abs(x0 + x1 - right["x0"] - right["x1"]) < 2 * _EXACTLY]
    return next((x - _ONE_EDGE for x in together), min([half, *centred]))


def _named(line: Sequence[Word]) -> list[Word]:
    """The words of the line of names from 二级指标 on, before them the one on their left or the page's margin; in a
    narrow column 一级指标 is wrapped, and left of it a label of all indicators may stand on this line."""
    texts = [fold(word["text"]) for word in line]
    at = next((n for n in range(len(texts)) if texts[n : n + 3] == list(_NAMES[1:])), None)
    if at is None:
        return []
    first = line[at - 1] if at else {**line[at], "x0": 0.0, "x1": line[at]["x0"] - _ONE_EDGE}
    return [first, *line[at:]]


def columns_before(lines: Sequence[list[Word]]) -> list[Span] | None:
    """The columns of the form's first part, on a page that does not show those of its indicators: where several
    lines begin."""
    starts: list[float] = []
    for x in sorted(word["x0"] for line in lines for word in line):
        if starts and x - starts[-1] < _ONE_EDGE:
            continue
        if sum(abs(word["x0"] - x) < _ONE_EDGE for line in lines for word in line) >= _FEWEST:
            starts.append(x)
    if len(starts) == 1:  # a page that shows but the name and an aim
        others = [word["x0"] for line in lines for word in line if word["x0"] > starts[0] + _ONE_EDGE]
        starts += [min(others)] if others else []
    edges = [start - _ONE_EDGE for start in starts[1:]]
    return list(zip([0.0, *edges], [*edges, 10000.0], strict=True)) if edges else None
