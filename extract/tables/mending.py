"""Rows that a page break cut in two."""

from __future__ import annotations

import re

from extract.document import Cell, Row
from forms.money import is_number
from forms.text import fold

_WRAPPED = 2
"""Lines of a cell that the next line of it may follow on another page."""
_ENDING = 2
"""Characters of a word's end that alone are no row of targets."""
_CODE = re.compile(r"^\d{3,}$")
_MEASURE = re.compile(r"^[≥≤＞＜><=＝]?\d")
_WHOLE_MEASURE = re.compile(r"^[≥≤＞＜><=＝]?[\d.,]+[%％\u4e00-\u9fff]")
"""A target with its unit: a figure under it is another target."""


def is_tail(row: Row, before: Row) -> bool:
    """True for the rest of a row that the page break cut: words only, each under a cell that had words."""
    printed = [(n, cell.text) for n, cell in enumerate(row) if cell is not None and fold(cell.text)]
    if printed and _breaks_a_figure(printed, before):
        return True
    if not printed or any(is_number(text) for _, text in printed):
        return False
    if len(printed) > 1 and _cuts_full_lines(printed, before):
        return True
    if len(printed) > max(1, len(row) // 3):
        return False
    for n, text in printed:
        above = before[n] if n < len(before) else None
        if (
            above is None
            or not fold(above.text)
            or len(fold(text)) > 14
            or re.match(r"^[（(]?[一二三四五六七八九十\d]+[、）)]|^[≥≤＞＜><=＝]", fold(text))
            or (_WHOLE_MEASURE.match(fold(above.text)) and _MEASURE.match(fold(text)))
        ):
            return False
    if re.match(r"合计|总计", fold(printed[0][1])):
        return False
    if any(is_number(cell.text) for cell in before if cell is not None):
        return True
    # a row of labels, and one of targets, which prints figures with signs and units (≥98%): only the end of a word
    ending = len(printed) == 1 and len(fold(printed[0][1])) <= _ENDING
    measured = any(_MEASURE.search(fold(cell.text)) for cell in before if cell is not None)
    return ending and (measured or _ends_full(before[printed[0][0]]))


def _cuts_full_lines(printed: list[tuple[int, str]], before: Row) -> bool:
    """True when every cell goes on under words that were wrapped and end with a full line, and none begins the row:
    its first cell (a code, a kind) stands above the break."""
    first = next((n for n, cell in enumerate(before) if cell is not None and fold(cell.text)), 0)
    if printed[0][0] <= first:
        return False
    return all(_ends_full(before[n] if n < len(before) else None) for n, _ in printed)


def _ends_full(cell: Cell | None) -> bool:
    """True for words that are wrapped and whose last line is as long as any."""
    lines = [fold(line) for line in cell.text.split("\n")] if cell is not None else []
    return len(lines) >= _WRAPPED and len(lines[-1]) >= max(map(len, lines))


def _breaks_a_figure(printed: list[tuple[int, str]], before: Row) -> bool:
    """True when the page break went through a figure (0. over 0): then it went through the whole row."""
    above = [fold(cell.text) if n < len(before) and (cell := before[n]) is not None else "" for n, _ in printed]
    broken = [
        re.match(r"^[\d,]+[.,]$", upper) and re.match(r"^\d[\d,.]*$", fold(lower))
        for upper, (_, lower) in zip(above, printed, strict=True)
    ]
    # 102.0 over 2 under a code that is not printed again: the second decimal
    first = next((n for n, cell in enumerate(before) if cell is not None and fold(cell.text)), 0)
    coded = printed[0][0] > first and bool(_CODE.match(fold(getattr(before[first], "text", ""))))
    cut = [
        re.match(r"^[\d,]+\.\d$", upper) and re.match(r"^\d$", fold(lower))
        for upper, (_, lower) in zip(above, printed, strict=True)
        if is_number(lower)
    ]
    return all(above) and (any(broken) or (coded and bool(cut) and all(cut)))


def mended(row: Row, tail: Row) -> Row:
    """The row with the words of its tail below its own, cell by cell."""
    whole: Row = []
    for n, cell in enumerate(row):
        rest = tail[n] if n < len(tail) else None
        whole.append(
            Cell(f"{cell.text}\n{rest.text}", cell.box)
            if cell is not None and rest is not None and rest.text.strip()
            else cell
        )
    return whole
