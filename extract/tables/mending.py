"""Rows that a page break cut in two, and merged cells that go over it: their words stand in their middle, at times on
the next page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.brokenfigures import are_two_targets, is_cut, make_figure
from extract.document import Cell, Row
from extract.tables.headers import owners
from extract.tables.room import PageEnd, joined, row_above
from forms.money import is_figure, is_number, is_project_code
from forms.text import begins_with_ordinal, fold, split_ordinal

_FEWEST = 3
"""Rows that tell what every row prints."""
_LONGEST = 14
"""Characters of the rest of a word."""
_ENDING = 2
"""Characters of a word's end that alone are no row."""
_NUMBERED = 0.6
"""Share of a column's cells that begin with an ordinal where its rows are numbered."""
_CLOSING = re.compile(
    r"^(小计|[本当]年(收入|支出)(合计|小计)|上年(结转|结余).*|年[终末]结转.*|结转下年.*|(收入|支出)(总计|合计))$"
)
_CODE = re.compile(r"^\d{3,}$")
_MOST_DECIMALS = 2
_AMOUNT = re.compile(r"(?<!\S)-?[\d,]+\.\d+(?!\S)")
"""An amount among words that nothing parts into cells: a row of its own."""
_BEGINS = re.compile(r"^[一二三四五六七八九十\d]+[、）)]|^[≥≤＞＜><=＝]")
"""A label with an ordinal, or a target."""
_FIRST = re.compile(r"^(指标)?[1一][：:、.]")
"""Where numbers begin again on the next page, its words are another cell's."""


def completes(end: PageEnd) -> bool:
    """True for the other cells of the row above a page's end, where that goes between them: no column prints something
    on both sides of it, and only together they print all that every other row does, or every one that prints what
    stands above."""
    others = [_printed(other) for other in (*end.above[:-1], *end.below[1:])]
    last = end.above[-1]
    above, below = _printed(last), _printed(end.below[0])
    if not below or above & below or any(n >= len(last) or last[n] is None for n in below):
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


def is_tail(end: PageEnd) -> bool:
    """True where the row below a page's end is the rest of the one above it. Of cells whose place is not known: words
    only, each under a cell of words in a row that has its figures, or what breaks a code or a figure."""
    row, before = end.below[0], end.above[-1]
    if end.cuts(row):
        return True
    printed = [(n, cell.text) for n, cell in enumerate(row) if cell is not None and fold(cell.text)]
    if not printed:
        return False
    if _breaks_a_code(printed, end.above) or _breaks_a_figure(printed, before):
        return True
    if len(printed) > max(1, len(row) // 3) or any(is_number(text) or _AMOUNT.search(text) for _, text in printed):
        return False
    for n, text in printed:
        above = before[n] if n < len(before) else None
        if above is None or not fold(above.text) or are_two_targets(above.text, text):
            return False
        if len(fold(text)) > _LONGEST or begins_with_ordinal(fold(text)) or _BEGINS.match(fold(text)):
            return False
    if re.match(r"合计|总计", fold(printed[0][1])) or closes(row) or re.search(r"(合计|总计)$", _label(before)):
        return False
    if any(is_figure(cell.text) for cell in before if cell is not None):
        return True
    # without figures only the end of a word, below a numbered label of others
    place, rest = printed[0]
    column = [fold(cell.text) for known in end.above if place < len(known) and (cell := known[place]) is not None]
    numbered = [split_ordinal(text)[0] is not None for text in column if text]
    return (
        len(printed) == 1 and len(fold(rest)) <= _ENDING and numbered[-1] and sum(numbered) >= _NUMBERED * len(numbered)
    )


def closes(row: Row) -> bool:
    """True for one of the last rows of a balance, which prints labels and, on a poor year, no figure."""
    return bool(_CLOSING.match(_label(row)))


def _label(row: Row) -> str:
    return next((text for cell in row if cell is not None and (text := fold(cell.text))), "")


def parted_name(end: PageEnd) -> tuple[Row, Row]:
    """(the rest of what the row above a page's end begins with, the row below without it): a project's name stands
    beside several rows of targets, and a page's end may go through it between two of these."""
    row = end.below[0]
    figures = (n for known in end.above for n, c in enumerate(known) if n and c is not None and is_number(c.text))
    first = min(figures, default=0)
    name: Row = [cell if n < first else Cell("") for n, cell in enumerate(row)]
    if 0 in _printed(name) or not end.cuts(name):
        return [], row
    return name, [Cell("") if n in _printed(name) else cell for n, cell in enumerate(row)]


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


def words_to_begin(above: list[Row], here: int, below: list[Row], *, listed: bool) -> None:
    """Sets the words of cells that go over a page's end, printed on the next page, into the rows with which they begin.

    ``here``: how many of the rows ``above`` stand on the page before. A blank cell that begins below another cell and
    reaches the page's end, in a column whose cells are merged, begins the cell at the top of the next page. ``listed``:
    the rows are entries that may leave cells blank, so that only one whose first cell is blank goes on there.
    """
    if not here or not below or any(cell is not None and _FIRST.match(fold(cell.text)) for cell in below[0]):
        return
    first = len(above) - here
    filled, rest = owners(above), owners(below)
    if listed and (filled[-1][0] is None or fold(filled[-1][0].text)):
        return
    for place in range(min(len(filled[-1]), len(rest[0]))):
        upper, lower = filled[-1][place], below[0][place]
        if upper is None or lower is None or fold(upper.text) or not fold(lower.text):
            continue
        start = next(n for n, row in enumerate(filled) if row[place] is upper)
        begins = start > first or first == 0  # what stands first on a page may go on from the page before
        if begins and above[start][place] is upper and (_merges(filled, place) or _merges(rest, place)):
            above[start][place] = replace(upper, text=lower.text)
            below[0][place] = replace(lower, text="")


def _merges(filled: Sequence[Sequence[Cell | None]], place: int) -> bool:
    """Whether cells of a column reach over rows."""
    return any(
        place < min(len(row), len(under)) and row[place] is not None and row[place] is under[place]
        for row, under in pairwise(filled)
    )
