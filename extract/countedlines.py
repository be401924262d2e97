"""The lines on which a document's amounts are counted: those of its pages that belong to tables, each word once.

Left out are running lines and contents, 序号, the ends of codes, and what the next page prints of a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extract.document import Page
from extract.printedcodes import is_listed
from extract.tables.furniture import contents_entries, is_of_site, is_running, running_lines
from extract.tables.headers import is_column_numbers
from extract.tables.whole import CutCell
from forms.money import is_number
from forms.text import fold

Tokens = list[str]
"""The words of one printed line."""

_PROJECT = re.compile(r"^\d{12,20}$")
"""The beginning of a project's code, at least, whose end a narrow column sets on the next line."""
_PROJECT_CODE = 21
"""Digits."""
_WRAPPED = 5
"""Lines from the beginning of a code to its end, at most."""
_SUBJECT = re.compile(r"^(?:2\d{5}|[235]\d{3})$")
"""The beginning of an account's code of 7 or 5 digits; none is itself so long."""
_SERIAL = re.compile(r"^[1-9]\d?$")
_SERIALS = {"序号", "行次", "行号"}
"""Names of a column that numbers the lines."""
_INSIDE = {"行次", "行号"}
"""Those of columns behind the labels that they number, on each side of a balance."""
_FEWEST, _FEWEST_INSIDE = 3, 5
"""Numbers that count on before they are taken for a column's: from the first line on, and on a later page."""
_HEADER = 5
"""Printed lines of a header, from its first column's name on, at most."""
_FARTHEST = 8
"""Printed lines between two of them: a label may be wrapped."""
_WORD = re.compile(r"[\u4e00-\u9fff]")
_DIGIT = re.compile(r"\d")


def counted_lines(pages: Sequence[Page], cut: Sequence[CutCell]) -> list[Sequence[str]]:
    """The lines of all pages. ``cut``: the cells that a page's end cut, which are whole on the first of two pages."""
    running = running_lines(list(pages))
    lines = [_of_tables(page, running) for page in pages]
    numbered = {page.number: own for page, own in zip(pages, lines, strict=True)}
    for cell in cut:
        if _DIGIT.search(cell.upper + cell.lower):
            _set_together(cell, *(numbered.get(page, []) for page in cell.pages))
    return [line for own in lines for line in _without_line_numbers(without_serials(_whole_codes(own)))]


def _of_tables(page: Page, running: set[str]) -> list[Tokens]:
    """The lines of a page without running lines and contents."""
    entries = contents_entries(page.tokens)
    return [
        list(line)
        for n, line in enumerate(page.tokens)
        if n not in entries and not _is_running(line, running) and not is_of_site("".join(line))
    ]


def _is_running(line: Sequence[str], running: set[str]) -> bool:
    """True for a running line; 4 | 4 is no page number but the only row of a table."""
    return is_running("".join(line), running) and not (len(line) > 1 and all(map(is_number, line)))


def _set_together(cell: CutCell, above: Sequence[Tokens], below: Sequence[Tokens]) -> None:
    """Sets a cell's words together where the first page prints the last of its own."""
    upper, lower = cell.upper.split("\n"), cell.lower.split("\n")
    if not _replace(below, fold(cell.lower), None):
        for part in lower:
            _replace(below, fold(part), None)
    whole = fold(cell.upper + cell.lower)
    if not _replace(above[::-1], fold(cell.upper), whole):
        _replace(above[::-1], fold(upper[-1]), whole)


def _replace(lines: Iterable[Tokens], text: str, whole: str | None) -> bool:
    """Puts another word in the place of the first that reads ``text``, or none."""
    for line in lines:
        at = next((n for n, word in enumerate(line) if fold(word) == text), None)
        if at is not None and not is_column_numbers(line):
            line[at : at + 1] = [] if whole is None else [whole]
            return True
    return False


def _whole_codes(lines: Sequence[Tokens]) -> list[Sequence[str]]:
    """The lines without the ends of codes, which stand a few lines below their beginnings."""
    missing: list[tuple[int, str]] = []
    whole: list[Sequence[str]] = []
    for n, line in enumerate(lines):
        first = fold(line[0]) if line else ""
        missing = [(at, begun) for at, begun in missing if n - at <= _WRAPPED]
        end = next((begun for begun in missing if _ends(begun[1], line)), None)
        if end is not None:
            missing.remove(end)
        if _PROJECT.match(first) or _SUBJECT.match(first):
            missing.append((n, first))
        whole.append(line[1:] if end is not None else line)
    return whole


def _ends(begun: str, line: Sequence[str]) -> bool:
    """True for a line that begins with the rest of a code: 208050 | 5 | 出, where the name is wrapped as well."""
    first = fold(line[0]) if line else ""
    if not first.isdigit():
        return False
    if _PROJECT.match(begun):
        return len(first) == _PROJECT_CODE - len(begun)
    return len(line) > 1 and not any(map(is_number, line[1:])) and is_listed(begun + first)


def without_serials(lines: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The lines of a page without the numbers of a 序号 column: first words that count 1, 2, 3 down the page, or as few
    as there are below that name."""
    firsts = [(n, int(word)) for n, line in enumerate(lines) if line and _SERIAL.match(word := fold(line[0]))]
    counting: set[int] = set()
    run: list[tuple[int, int]] = []
    for at, number in [*firsts, (len(lines), -1)]:
        if run and number == run[-1][1] + 1 and at - run[-1][0] <= _FARTHEST:
            run.append((at, number))
            continue
        if len(run) >= (_FEWEST if run and run[0][1] <= 2 else _FEWEST_INSIDE) or _below_name(lines, run):
            counting.update(line for line, _ in run)
        run = [(at, number)]
    return [line[1:] if n in counting or _numbers_a_code(line) else line for n, line in enumerate(lines)]


def _without_line_numbers(lines: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The lines of a page without the numbers of its 行次 columns, which count on from line to line below that name."""
    named = next((n for n, line in enumerate(lines) if _INSIDE & {fold(word) for word in line}), len(lines))
    runs: dict[int, list[tuple[int, int]]] = {}
    """The places of numbers that count on, by the last of them."""
    found: list[list[tuple[int, int]]] = []
    for n, line in enumerate(lines[named + 1 :], named + 1):
        for place, word in enumerate(line):
            number = int(word) if _SERIAL.match(word := fold(word)) else 0
            if not number or (number in runs and runs[number][-1][0] == n):  # an amount like the line's number
                continue
            run = runs.pop(number - 1, [])
            if not run or n - run[-1][0] > _FARTHEST:
                found.append(run := [])
            run.append((n, place))
            runs[number] = run
    counting = {at for run in found if len(run) >= _FEWEST for at in run}
    return [[word for place, word in enumerate(line) if (n, place) not in counting] for n, line in enumerate(lines)]


def _below_name(lines: Sequence[Sequence[str]], run: Sequence[tuple[int, int]]) -> bool:
    """True for numbers in front of labels right below the header of a column of them."""
    if not run or not all(any(map(_WORD.search, lines[at][1:])) for at, _ in run):
        return False
    above = lines[max(run[0][0] - _HEADER, 0) : run[0][0]]
    return any(line and fold(line[0]) in _SERIALS for line in above)


def _numbers_a_code(line: Sequence[str]) -> bool:
    """True for a small number right before a code of a 款, a 项 or a unit: of a column of few lines."""
    words = [fold(word) for word in line[:3]]
    return len(words) == 3 and bool(
        re.match(r"^[1-9]\d?$", words[0]) and re.match(r"^\d{5,7}$", words[1]) and _WORD.match(words[2])
    )
