"""Which statutory forms a document fills, declares empty, lists without printing, or lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from archive.extracted import Disclosure, Record
from extract.tables.titles import bare_title, form_of, names_form
from extract.tables.whole import WholeTable
from forms.load import form_tables, forms
from forms.money import is_number
from forms.text import fold

FILLED, EMPTY, MISSING, ABSENT = "filled", "declared empty", "listed but missing", "absent"

_AMOUNT = re.compile(r"[.,]\d")
_TABLE_TITLE = re.compile(r"表(（.*）)?$")
_EMPTY_NOTE = re.compile(
    r"(本|此|该)?表[^。]{0,6}(无|没有|为空|不涉及)|空表|(没有|无|未安排|不涉及)[^。,]{0,24}(预算|支出|收支|拨款|数据|安排|项目|内容)"
)
FILE_NAME = re.compile(r"\.(?:pdf|ofd|docx?|xlsx?|wps|et|zip|rar)$", re.IGNORECASE)
"""A line that links a file: its name tells nothing of a form."""
_SEVERAL = 4
"""Forms; a body may well have nothing to print in one or two."""
_OF_TABLE = re.compile(r"^(备?注|说明)：|[本此该]表")
_NOTED_WITHIN, _NOTED_BELOW = 8, 30
"""Lines after a title in which the note stands: 部门名称, unit and a header come between. A note that names the table
stands below a header of many lines too."""


def form_states(
    tables: Sequence[WholeTable],
    rows: Mapping[str, Sequence[Record]],
    listed: Sequence[str],
    lines: Sequence[str] = (),
    *,
    rows_lost: bool = False,
) -> list[Record]:
    """One row per form table: the first that holds of filled, declared empty, listed but missing, absent.

    ``lines`` is the prose, in which a form without a table may stand as a title and a note. Where ``rows_lost`` their
    figures to the prose, a table without any is empty only by its note.
    """
    noted = noted_empty(lines)
    printed = noted | {table.form.name: table.caption.title for table in reversed(tables) if table.form is not None}
    named: dict[str, str] = {}
    for title in listed:
        form = form_of(bare_title(title))
        if form is not None:
            named.setdefault(form.name, title)
    unread = {
        form.name
        for table in tables
        if (form := table.form) is not None and not any(rows.get(name) for name in form.yields)
        if (table.prints_numbers if len(form.yields) > 1 else _prints_amounts(table))
    }
    states: list[Record] = []
    for form in forms().values():
        begun = any(rows.get(name) for name in form.yields)
        for name in form.yields:
            amounts = form_tables()[name].amounts()
            found = rows.get(name, ())
            filled = any(row.get(column) for row in found for column in amounts) if amounts else bool(found)
            # a part that a printed form leaves out is not empty, and neither are figures that could not be read
            empty = form.name in printed and form.name not in unread and bool(found or not begun)
            empty = empty and bool(found or form.name in noted or not rows_lost)
            state = FILLED if filled else EMPTY if empty else MISSING if form.name in named else ABSENT
            states.append(
                {"form": name, "state": state, "listed": named.get(form.name), "printed": printed.get(form.name)}
            )
    return states


def _prints_amounts(table: WholeTable) -> bool:
    """True for figures with decimals or thousands; an empty form may number its columns and lines, or print noughts."""
    texts = (fold(cell.text) for row in table.rows for cell in row if cell is not None)
    return any(is_number(text) and _AMOUNT.search(text) and re.search("[1-9]", text) for text in texts)


def is_unfilled(disclosure: Disclosure) -> bool:
    """True for a model to be filled in: several forms are printed, no figure stands in any of them (what is counted
    are numbers of pages and lines, fewer than forms), and none in the narrative."""
    printed = sum(1 for state in disclosure.form_states if state["printed"])
    return (
        printed >= _SEVERAL
        and not disclosure.numbers_captured
        and disclosure.numbers_printed < printed
        and not any(statement["value"] for statement in disclosure.statements)
    )


def noted_empty(lines: Sequence[str]) -> dict[str, str | None]:
    """Forms printed as a title and a note that there is nothing to print, with the title."""
    found: dict[str, str | None] = {}
    lines = [line for line in lines if not FILE_NAME.search(fold(line))]
    texts = [fold(line) for line in lines]
    titles = [n for n, text in enumerate(texts) if names_form(text) and _TABLE_TITLE.search(text)]
    for at, below in pairwise([*titles, len(texts)]):
        form = form_of(bare_title(texts[at]))
        under = texts[at + 1 : min(below, at + 1 + _NOTED_BELOW)]
        notes = [text for n, text in enumerate(under) if n < _NOTED_WITHIN or _OF_TABLE.search(text)]
        if form and any(map(_EMPTY_NOTE.search, notes)):
            found.setdefault(form.name, lines[at].strip())
    return found
