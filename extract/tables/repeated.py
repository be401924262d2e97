"""Headers printed again on a later page, whole or cut short."""

from __future__ import annotations

from extract.document import Row
from extract.tables.headers import is_column_numbers
from forms.money import is_number
from forms.text import fold

_SEVERAL = 3
"""Words: fewer stand in two rows by chance; of more, one in so many may have caught a mark from a line near by."""


def repeats(row: Row, header: list[Row]) -> bool:
    """True for a row of the header printed again, and for one that numbers the columns."""
    texts = _texts(row)
    return is_column_numbers(texts) or any(_same_words(texts, _texts(known)) for known in header)


def begins_as(rows: list[Row], header: list[Row]) -> bool:
    """True for the first rows of the header printed again, in their order."""
    pairs = list(zip(rows, header, strict=False))
    return 0 < len(rows) <= len(header) and all(_same_words(_texts(row), _texts(known)) for row, known in pairs)


def printed_again(rows: list[Row], depth: int) -> set[int]:
    """Numbers of the rows at which the whole header, the first ``depth`` rows, stands again within the table, as
    where it was typed anew for each page."""
    texts = [[fold(cell.text) if cell is not None else None for cell in row] for row in rows]
    header = texts[:depth]
    again: set[int] = set()
    for n in range(depth, len(rows) - depth + 1):
        if depth and n not in again and texts[n : n + depth] == header:
            again.update(range(n, n + depth))
    return again


def first_again(rows: list[Row], known: list[Row]) -> int:
    """How many of the rows print the first of the known ones again, word for word."""
    texts = ([[text for text in _texts(row) if text] for row in some] for some in (rows, known))
    same = [row == first and bool(row) for row, first in zip(*texts, strict=False)]
    return same.index(False) if False in same else len(same)


def heads_again(row: Row, rows: list[Row]) -> bool:
    """True for a row of words that stands among the table's: the header of a form's lower part (指标名称 | 指标值)."""
    words = [text for text in _texts(row) if text]
    if len(words) < _SEVERAL or any(map(is_number, words)):
        return False
    for known in rows:
        texts = [text for text in _texts(known) if text]
        if len(texts) == len(words) and _SEVERAL * sum(a != b for a, b in zip(texts, words, strict=True)) < len(words):
            return True
    return False


def _texts(row: Row) -> list[str]:
    return [fold(cell.text) for cell in row if cell is not None]


def _same_words(texts: list[str], known: list[str]) -> bool:
    """True for a header's words, and for those of one whose last lines did not fit into the repeated row. Its first
    word stands there."""
    if next((text for text, whole in zip(texts, known, strict=False) if whole), "") == "" and any(texts):
        return False
    if len(texts) != len(known) or not all(whole.startswith(text) for text, whole in zip(texts, known, strict=True)):
        return False
    return 2 * sum(text == whole for text, whole in zip(texts, known, strict=True)) >= len(texts)


def same_paths(paths: list[tuple[str, ...]], known: list[tuple[str, ...]]) -> bool:
    """True when the columns of a later page are headed as the table's are."""
    return bool(paths) and _same_words(["".join(path) for path in paths], ["".join(path) for path in known])
