"""Header rows and header paths: the words of the merged header above each column, top down."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.document import Cell, Grid, Row
from extract.tables.grouping import parted_words, regrouped
from forms.money import NIL, UNITS, is_number
from forms.structure import is_total_label
from forms.text import fold, split_ordinal

MAX_HEADER_ROWS = 6

_CODE = re.compile(r"^\[?\d{2,21}\]?$|^\[?\d{3,7}\]?\s*[-—]?\s*[\u4e00-\u9fff]")
_COLUMN_NUMBER = re.compile(r"^(栏次|行次|\*+|[-—]+|[一二三四五六七八九十甲乙丙丁]|（?\d{1,2}）?(=.*)?|[A-Z])$")
_FEW_OF = 4
"""Columns of which but two are numbered: fewer could all be figures."""
_YEAR = re.compile(r"^20\d\d(年度?)?$")
_YEARED = re.compile(r"^20\d\d年")
_TOTAL = re.compile(r"^(合计|总计|小计)$")
_NO_ROOM = re.compile(r"^#{2,}$")
"""What a spreadsheet prints where the column is too narrow for the figure."""


def owners(rows: list[Row]) -> list[list[Cell | None]]:
    """The rows with each continuation of a merged cell filled with the cell it continues.

    A ``None`` continues the cell above when that cell's own first column goes on there, else the
    cell to its left. Where both could be, the boxes tell; without boxes a total's label that begins
    the row, or stands below a code (公用经费合计 below 30201), is the wide one.
    """
    filled: list[list[Cell | None]] = []
    for r, row in enumerate(rows):
        line: list[Cell | None] = []
        for c, cell in enumerate(row):
            if cell is None:
                above = filled[r - 1][c] if r else None
                first = (
                    next(n for n, known in enumerate(filled[r - 1]) if known is above) if r and above is not None else c
                )
                goes_on = above is not None and (first == c or (first < c and line[first] is above))
                if goes_on and above is not None and c and line[c - 1] is not above:
                    begins = line[c - 1] is row[0] and _is_total(row[0])
                    spans_row = above.box is None and (begins or _sums_codes(line[c - 1], filled[r - 1][c - 1]))
                    goes_on = _reaches(above, row) and not spans_row
                line.append(above if goes_on else (line[c - 1] if c else None))
            else:
                line.append(cell)
        filled.append(line)
    return filled


def _reaches(above: Cell, row: Row) -> bool:
    """True when a cell goes down into a row, as far as the boxes tell."""
    tops = [cell.box[1] for cell in row if cell is not None and cell.box is not None]
    # a cell that begins below the row stands on the page before it
    return above.box is None or not tops or (above.box[3] > min(tops) + 1 and above.box[1] < min(tops))


def _is_total(cell: Cell | None) -> bool:
    return cell is not None and (is_total_label(cell.text) or bool(_TOTAL.match(fold(cell.text).rstrip("："))))


def _sums_codes(cell: Cell | None, above: Cell | None) -> bool:
    """True for the label of a sum in a column of codes."""
    if cell is None or above is None:
        return False
    return fold(cell.text).rstrip("：").endswith(("合计", "小计", "总计")) and fold(above.text).isdigit()


def is_column_numbers(texts: Sequence[str]) -> bool:
    """True for a row that only numbers the columns (``** ** 1 2 3``, ``栏次 1 2``)."""
    printed = [fold(text) for text in texts if fold(text)]
    if "栏次" in printed:  # 类 | 款 | 项 | 栏次 | 1 | 2: the levels of the code stand in the line of the numbers
        printed = [text for text in printed if text not in ("类", "款", "项")]
    if set(printed) <= NIL or not all(_COLUMN_NUMBER.match(text) for text in printed):
        return False
    numbers = [text.strip("（）") for text in printed]
    digits = [int(text) for text in numbers if text.isdigit()]
    named = not all(map(str.isdigit, numbers))
    # one more column, one more number: 1 2 3; amounts do not run so, nor a pair alone in a row: a count and an amount
    return (
        digits == sorted(set(digits))
        and (len(digits) >= 3 or named or (digits == [1, 2] and len(texts) >= _FEW_OF))
        and (not digits or digits[-1] - digits[0] == len(digits) - 1 or named)
    )


def unit_below(rows: Sequence[Row]) -> str | None:
    """The money unit that a header prints below its words, in a row of nothing else: 万元 under each column."""
    return next((unit for row in rows if (unit := _unit_alone(row))), None)


def _unit_alone(row: Row) -> str | None:
    printed = {re.sub(r"[（）]", "", fold(cell.text)) for cell in row if cell is not None} - {""}
    return printed.pop() if len(printed) == 1 and printed <= UNITS.keys() else None


def is_header_row(row: Row, depth: int) -> bool:
    """True when a row near the top of a grid prints no figures and no label of a data row."""
    texts = [fold(cell.text) for cell in row if cell is not None]
    printed = [text for text in texts if text]
    if is_column_numbers(texts):
        return True
    if not printed:
        return depth > 0 and any(cell is None for cell in row)
    figures = any((is_number(text) and not _YEAR.match(text)) or _NO_ROOM.match(text) for text in printed)
    if figures or set(printed) <= NIL:
        return False  # a row of nothing but printed nils says that there is nothing
    first = printed[0]
    if _TOTAL.match(first) and len(printed) > 1 and all(is_number(text) for text in printed[1:]):
        return False  # a total of 2025 is no year
    if (_CODE.match(first) and not _YEARED.match(first)) or split_ordinal(first)[0]:
        return False
    if all(_TOTAL.match(text) for text in printed) and depth > 0 and not any(cell is None for cell in row):
        return len(printed) > 1
    return True


def header_depth(rows: list[Row]) -> int:
    """How many of the first rows are the header; 0 when the grid starts with data."""
    blank = next((n for n, row in enumerate(rows) if any(cell is not None and fold(cell.text) for cell in row)), 0)
    depth = blank
    for row in rows[blank : blank + MAX_HEADER_ROWS]:
        if not is_header_row(row, depth - blank):
            return depth if depth > blank else 0
        depth += 1
    # no figure and no label below: a form whose header is as far as it is merged
    if depth >= min(len(rows), MAX_HEADER_ROWS) and len(rows) > 1:
        merged = [n for n, row in enumerate(rows[:MAX_HEADER_ROWS]) if any(c is None for c in row)]
        return (merged[-1] + 1) if merged else _filled_header(rows[:MAX_HEADER_ROWS])
    return depth


def _filled_header(rows: list[Row]) -> int:
    """Converted text: the header ends before a row that prints only a total, or nothing."""
    for n, row in enumerate(rows):
        printed = [fold(cell.text) for cell in row if cell is not None and fold(cell.text)]
        if n and (not printed or (len(printed) == 1 and _TOTAL.match(printed[0]))):
            return n
    return min(len(rows), 1)


def header_paths(grid: Grid, depth: int) -> list[tuple[str, ...]]:
    """Per column, the folded header words above it; vertical repeats count once."""
    rows = [
        row
        for row in grid.rows[:depth]
        if not is_column_numbers([c.text for c in row if c is not None]) and not _unit_alone(row)
    ]
    if grid.box is None:
        rows = regrouped(rows)
    texts = _merged_texts(rows) if grid.merges_known else _blank_texts(rows)
    paths: list[tuple[str, ...]] = []
    for column in range(grid.width):
        path: list[str] = []
        for line in texts:
            word = line[column] if column < len(line) else ""
            if word and (not path or path[-1] != word):
                path.append(word)
        paths.append(tuple(path))
    return paths if grid.merges_known else parted_words(paths)


def _merged_texts(rows: list[Row]) -> list[list[str]]:
    texts = [[fold(cell.text) if cell else "" for cell in line] for line in owners(rows)]
    # Even where cells are drawn separately, a word over blank cells to its right heads them all
    # when the row below prints words there (a top frame without inner lines).
    for n, line in enumerate(texts[:-1]):
        below = texts[n + 1]
        for c in range(1, len(line)):
            parted = below[c] and below[c - 1] and below[c - 1] != line[c - 1]
            within = all(not texts[k][c] or texts[k][c] == texts[k][c - 1] for k in range(n))
            if not line[c] and line[c - 1] and parted and within:
                line[c] = line[c - 1]
    return texts


def _blank_texts(rows: list[Row]) -> list[list[str]]:
    """Blank header cells continue the word to their left, as long as the words above agree."""
    texts: list[list[str]] = []
    for n, row in enumerate(rows):
        line = [fold(cell.text) if cell else "" for cell in row]
        for c in range(1, len(line)):
            if not line[c] and line[c - 1] and n < len(rows) - 1:
                above_same = all(texts[k][c] == texts[k][c - 1] and texts[k][c] for k in range(n))
                under = (later[c] for later in rows[n + 1 :] if c < len(later))
                below = any(cell is not None and fold(cell.text) for cell in under)
                if (above_same or n == 0) and (below or n == 0):
                    line[c] = line[c - 1]
        texts.append(line)
    return texts
