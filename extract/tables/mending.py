"""Rows that a page break cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.brokenfigures import are_two_targets, begins_target, is_cut, make_figure
from extract.document import Cell, Row
from extract.tables.room import goes_on, joined, row_above
from forms.money import is_figure, is_number, is_project_code
from forms.text import fold, split_ordinal

_FEWEST = 3
"""Rows that tell what every row prints."""
_WRAPPED = 2
"""Lines of a cell that the next line of it may follow on another page."""
_ENDING = 2
"""Characters of a word's end that alone are no row of targets."""
_NUMBERED = 0.6
"""Share of a column's cells that begin with an ordinal where its rows are numbered."""
_CLOSING = re.compile(
    r"^(小计|[本当]年(收入|支出)(合计|小计)|上年(结转|结余).*|年[终末]结转.*|结转下年.*|(收入|支出)(总计|合计))$"
)
_CODE = re.compile(r"^\d{3,}$")
_MOST_DECIMALS = 2
_AMOUNT = re.compile(r"(?<!\S)-?[\d,]+\.\d+(?!\S)")
"""An amount among words that nothing parts into cells: a row of its own."""


def completes(row: Row, rows: Sequence[Row], later: Sequence[Row]) -> bool:
    """True for the other cells of the last of some rows, where a page's end goes between them: no column prints
    something on both sides of it, and only together they print all that every other row does, or every one that prints
    what stands above. ``later``: the rows below."""
    others = [_printed(other) for other in (*rows[:-1], *later)]
    above, below = _printed(rows[-1]), _printed(row)
    if not below or above & below or any(n >= len(rows[-1]) or rows[-1][n] is None for n in below):
        return False
    always = set.intersection(*others) if len(others) >= _FEWEST else set()
    if always <= above | below and not always <= above and not always <= below:
        return True
    # the rows before the first that prints it are of totals and units
    first = next((n for n, other in enumerate(others) if below <= other), 0)
    alike = [other for other in others[first:] if above <= other]
    return len(alike) >= _FEWEST and all(below <= other for other in alike) and below not in others


def _printed(row: Row) -> set[int]:
    return {n for n, cell in enumerate(row) if cell is not None and fold(cell.text)}


def complete(row: Row, rest: Row) -> None:
    """Sets the other cells of a row into it."""
    for n in _printed(rest):
        row[n] = rest[n]


def is_tail(row: Row, rows: Sequence[Row], here: int, later: Sequence[Row] = ()) -> bool:
    """True for the rest of the last of some rows, which the page break cut: words only, each under a cell that had
    words. ``here``: how many of the rows stand on the page before; ``later``: the rows
    below."""
    if goes_on(row, rows, here, later):
        return True
    before = rows[-1]
    printed = [(n, cell.text) for n, cell in enumerate(row) if cell is not None and fold(cell.text)]
    if printed and (_breaks_a_code(printed, rows) or _breaks_a_figure(printed, before)):
        return True
    if not printed or any(is_number(text) or _AMOUNT.search(text) for _, text in printed):
        return False
    if (len(printed) > 1 and _cuts_full_lines(printed, before)) or _cuts_full_columns(printed, rows):
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
            or are_two_targets(above.text, text)
        ):
            return False
    if re.match(r"合计|总计", fold(printed[0][1])) or closes(row) or re.search(r"(合计|总计)$", _label(before)):
        return False
    if any(is_figure(cell.text) for cell in before if cell is not None):
        return True
    # a row of labels, and one of targets, which prints figures with signs and units (≥98%): only the end of a word
    ending = len(printed) == 1 and len(fold(printed[0][1])) <= _ENDING
    measured = any(begins_target(cell.text) for cell in before if cell is not None)
    place = printed[0][0]
    numbered = split_ordinal(fold(getattr(before[place], "text", "")))[0] is not None
    column = [row[place] for row in rows if place < len(row)]
    return ending and (measured or _ends_full(before[place]) or (numbered and _is_numbered(column)))


def closes(row: Row) -> bool:
    """True for one of the last rows of a balance, which prints labels and, on a poor year, no figure."""
    return bool(_CLOSING.match(_label(row)))


def _label(row: Row) -> str:
    return next((text for cell in row if cell is not None and (text := fold(cell.text))), "")


def parted_name(row: Row, rows: Sequence[Row], here: int, later: Sequence[Row]) -> tuple[Row, Row]:
    """(the rest of what the last of some rows begins with, the row without it): a project's name stands beside several
    rows of targets, and a page's end may go through it between two of these."""
    figures = (n for known in rows for n, cell in enumerate(known) if n and cell is not None and is_number(cell.text))
    first = min(figures, default=0)
    name: Row = [cell if n < first else Cell("") for n, cell in enumerate(row)]
    if 0 in _printed(name) or not goes_on(name, rows, here, later):
        return [], row
    return name, [Cell("") if n in _printed(name) else cell for n, cell in enumerate(row)]


def _cuts_full_lines(printed: list[tuple[int, str]], before: Row) -> bool:
    """True when every cell goes on under words that were wrapped and end with a full line, and none begins the row:
    its first cell (a code, a kind) stands above the break."""
    first = next((n for n, cell in enumerate(before) if cell is not None and fold(cell.text)), 0)
    if printed[0][0] <= first:
        return False
    return all(_ends_full(before[n] if n < len(before) else None) for n, _ in printed)


def _cuts_full_columns(printed: list[tuple[int, str]], rows: Sequence[Row]) -> bool:
    """True when every cell goes on under a line as long as any of its column, in which words are wrapped, and the row
    above has its figures or is numbered like the others while this one is not."""
    before = rows[-1]
    numbered = True
    for n, text in printed:
        cells = [cell for row in rows if n < len(row) and (cell := row[n]) is not None and fold(cell.text)]
        lines = [[len(fold(line)) for line in cell.text.split("\n")] for cell in cells]
        if not any(len(cell) > 1 for cell in lines) or before[n] is not cells[-1]:
            return False
        if lines[-1][-1] < max(map(max, lines)) or split_ordinal(fold(text))[0] is not None:
            return False
        numbered = numbered and _is_numbered(cells)
    figures = any(is_number(cell.text) for cell in before if cell is not None)
    return numbered or (figures and len(printed) > 1 and not any(begins_target(text) for _, text in printed))


def _is_numbered(column: Sequence[Cell | None]) -> bool:
    """True where most cells of a column begin with ordinals."""
    texts = [text for cell in column if cell is not None and (text := fold(cell.text))]
    return sum(split_ordinal(text)[0] is not None for text in texts) >= _NUMBERED * len(texts)


def _ends_full(cell: Cell | None) -> bool:
    """True for words that are wrapped and whose last line is as long as any."""
    lines = [fold(line) for line in cell.text.split("\n")] if cell is not None else []
    return len(lines) >= _WRAPPED and len(lines[-1]) >= max(map(len, lines))


def _breaks_a_code(printed: list[tuple[int, str]], rows: Sequence[Row]) -> bool:
    """True when the page break went through a project's code: its digits make one together, and alone make none, or one
    that is shorter than all others."""
    whole = {len(code) for row in rows[:-1] for cell in row if cell and is_project_code(code := fold(cell.text))}
    for n, text in printed:
        above = fold(cell.text) if n < len(rows[-1]) and (cell := rows[-1][n]) is not None else ""
        code = above + fold(text)
        if above and is_project_code(code) and (not is_project_code(above) or whole == {len(code)}):
            return True
    return False


def _breaks_a_figure(printed: list[tuple[int, str]], before: Row) -> bool:
    """True when the page break went through a figure (0. over 0): then it went through the whole row."""
    above = [fold(cell.text) if n < len(before) and (cell := before[n]) is not None else "" for n, _ in printed]
    pairs = list(zip(above, (text for _, text in printed), strict=True))
    if not all(above) or any(is_cut(*pair) for pair in pairs):
        return all(above)
    # 102.0 over 2 under a code that is not printed again: the second decimal
    first = next((n for n, cell in enumerate(before) if cell is not None and fold(cell.text)), 0)
    coded = printed[0][0] > first and bool(_CODE.match(fold(getattr(before[first], "text", ""))))
    figures = [(upper, lower) for upper, lower in pairs if is_number(lower)]
    return coded and bool(figures) and all("." in pair[0] and make_figure(*pair, _MOST_DECIMALS) for pair in figures)


def mend(rows: Sequence[Row], tail: Row) -> list[tuple[str, str]]:
    """Sets the words of a tail below those that its columns end with; the two texts of each cell."""
    cut = []
    for n, rest in enumerate(tail):
        at = row_above(rows, n)
        above = rows[at][n] if at is not None else None
        if at is not None and above is not None and rest is not None and rest.text.strip():
            rows[at][n] = Cell(f"{above.text}\n{rest.text}", above.box, above.confidence, joined(above, rest))
            cut.append((above.text, rest.text))
    return cut
