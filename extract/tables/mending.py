"""Rows that a page break cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.brokenfigures import are_two_targets, is_cut, make_figure
from extract.document import Cell, Row
from extract.tables.room import PageEnd, has_room, joined, printed_in, row_above, text_in
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


def completes(end: PageEnd) -> bool:
    """True for the other cells of the row above a page's end, where that goes between them: no column prints something
    on both sides of it, and only together they print all that every other row does, or every one that prints what
    stands above."""
    others = [printed_in(other) for other in (*end.above[:-1], *end.below[1:])]
    last = end.above[-1]
    above, below = printed_in(last), printed_in(end.below[0])
    if not below or above & below or any(n >= len(last) or last[n] is None for n in below):
        return False
    always = set.intersection(*others) if len(others) >= _FEWEST else set()
    if always <= above | below and not always <= above and not always <= below:
        return True
    # the rows before the first that prints it are of totals and units
    first = next((n for n, other in enumerate(others) if below <= other), 0)
    alike = [other for other in others[first:] if above <= other]
    return len(alike) >= _FEWEST and all(below <= other for other in alike) and below not in others


def complete(row: Row, rest: Row) -> None:
    """Sets the other cells of a row into it."""
    for n in printed_in(rest):
        row[n] = rest[n]


def is_tail(end: PageEnd) -> bool:
    """True where the row below a page's end is the rest of the one above it. Of cells whose place is not known: words
    only, each under a cell of words in a row that has its figures, or what breaks a code or a figure."""
    row, before = end.below[0], end.above[-1]
    if end.cuts(row):
        return True
    printed = [(n, cell.text) for n, cell in enumerate(row) if cell is not None and fold(cell.text)]
    if not printed or any(are_two_targets(text_in(before, n), text) for n, text in printed):
        return False
    if breaks_a_code(printed, end.above) or _breaks_a_figure(printed, before):
        return True
    if (
        end.ends_row
        or len(printed) > max(1, len(row) // 3)
        or any(is_number(text) or _AMOUNT.search(text) for _, text in printed)
    ):
        return False
    for n, text in printed:
        above, below = before[n] if n < len(before) else None, row[n]
        if above is None or not fold(above.text) or (below is not None and has_room(above, below)):
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


def breaks_a_code(printed: list[tuple[int, str]], rows: Sequence[Row]) -> bool:
    """True when the page break went through a project's code: its digits make one together, and alone make none, or one
    that is shorter than all others."""
    whole = {len(code) for row in rows[:-1] for cell in row if cell and is_project_code(code := fold(cell.text))}
    for n, text in printed:
        above = text_in(rows[-1], n)
        code = above + fold(text)
        if above and is_project_code(code) and (not is_project_code(above) or whole == {len(code)}):
            return True
    return False


def _breaks_a_figure(printed: list[tuple[int, str]], before: Row) -> bool:
    """True when the page break went through a figure (0. over 0): then it went through the whole row."""
    above = [text_in(before, n) for n, _ in printed]
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
