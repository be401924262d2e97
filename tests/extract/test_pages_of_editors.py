"""Disclosures whose tables were pasted into a site's editor, typed for the printer or cut by hand."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator

import pytest
from against_facts import assert_as_stated

from samples.documents import facts
from samples.documents.disclosure import Disclosure, Form
from samples.documents.grid import Cell, cells

Spans = Callable[[Cell], tuple[int, int]]
"""(rows, columns) that a cell is written to span."""


def _page(one: Disclosure, tables: str) -> bytes:
    before = [
        *one.cover,
        "目录",
        *(text for _, text in one.contents),
        *one.listed,
        *(text for _, text in one.narrative),
    ]
    text = "".join(f"<p>{html.escape(line)}</p>" for line in [*before, one.annex])
    return f'<html><head><meta charset="utf-8"></head><body><div id="zoom">{text}{tables}</div></body></html>'.encode()


def _rows(
    form: Form, text: Callable[[str], str] = html.escape, spans: Spans = lambda c: (c.rows, c.columns)
) -> list[str]:
    rows: list[list[str]] = [[] for _ in (*form.header, *form.rows)]
    for cell in cells((*form.header, *form.rows)):
        down, across = spans(cell)
        content = text(cell.text).replace("\n", "<br>")
        rows[cell.row].append(f'<td rowspan="{down}" colspan="{across}">{content}</td>')
    return [f"<tr>{''.join(row)}</tr>" for row in rows]


def _width(form: Form) -> int:
    return max(map(len, (*form.header, *form.rows)))


def _over(form: Form, text: str) -> str:
    return f'<tr><td colspan="{_width(form)}">{html.escape(text)}</td></tr>' if text else ""


def _above(form: Form) -> str:
    unit = f"单位：{form.unit}" if form.unit else ""
    return "".join(f"<p>{line}</p>" for line in (form.title, form.subtitle, form.subject, unit) if line)


def _framed(number: int, form: Form) -> str:
    """The rows as Excel has them: 附件1, the title, the body's name with the unit at the right, the note below."""
    blank = "<td></td>" * (_width(form) - 2)
    labels = f"<tr><td>{form.subject}</td>{blank}<td>{f'单位：{form.unit}' if form.unit else ''}</td></tr>"
    numbered = f"<tr><td>附件{number}</td><td></td>{blank}</tr>"
    rows = _rows(form, lambda text: html.escape(text) or "　")
    return (
        numbered
        + _over(form, form.title)
        + _over(form, form.subtitle)
        + labels
        + "".join(rows)
        + _over(form, form.note)
    )


def as_pasted_sheets(one: Disclosure) -> bytes:
    hidden = '<![if supportMisalignedColumns]><tr height=0 style="display:none"><td width=72>0</td></tr><![endif]>'
    return _page(one, "".join(f"<table>{_framed(n, form)}{hidden}</table>" for n, form in enumerate(one.forms, 1)))


def as_one_table(one: Disclosure) -> bytes:
    """The last rows of a form tell that it is empty; a form follows that begins with its title all the same."""
    return _page(one, f"<table>{''.join(_framed(n, form) for n, form in enumerate(one.forms, 1))}</table>")


def _cuts(form: Form) -> Iterator[tuple[int, int]]:
    """Ranges of nine rows or a few more, so that no merged cell is cut."""
    last, start = len(form.header) + len(form.rows), len(form.header)
    spans = [(cell.row, cell.row + cell.rows) for cell in cells((*form.header, *form.rows))]
    for row in range(start + 9, last):
        if row - start >= 9 and not any(top < row < bottom for top, bottom in spans):
            yield start, row
            start = row
    yield start, last


def as_tables_cut_by_hand(one: Disclosure) -> bytes:
    """Several tables, the header on the first alone: columns without a figure stand in all of them."""
    parts = []
    for form in one.forms:
        rows, head = _rows(form), len(form.header)
        tables = ["".join(rows[start:end]) for start, end in _cuts(form)] if head else ["".join(rows)]
        parts.append(f"{_above(form)}<table>{''.join(rows[:head])}{'</table><table>'.join(tables)}</table>")
    return _page(one, "".join(parts))


def as_typed_for_the_printer(one: Disclosure) -> bytes:
    """One table, its header typed anew every nine rows."""
    parts = []
    for form in one.forms:
        rows, head = _rows(form), len(form.header)
        typed = ["".join([*rows[:head], *rows[start:end]]) for start, end in _cuts(form)] if head else rows
        parts.append(f"{_above(form)}<table>{''.join(typed)}</table>")
    return _page(one, "".join(parts))


def as_parts(one: Disclosure) -> bytes:
    """A head whose spans reach beyond it, or to its end (0), and a foot that is written before the body."""
    return _page(one, "".join(_parts(form, 0 if n % 2 else 9) for n, form in enumerate(one.forms)))


def _parts(form: Form, beyond: int) -> str:
    head = len(form.header)
    rows = _rows(form, spans=lambda c: (beyond if c.row + c.rows == head and c.rows > 1 else c.rows, c.columns))
    cut = len(rows) - 1 if head and len(form.rows) > 2 else len(rows)
    return (
        f"{_above(form)}<table><thead>{''.join(rows[:head])}</thead><tfoot>{''.join(rows[cut:])}</tfoot>"
        f"<tbody>{''.join(rows[head:cut])}</tbody></table>"
    )


def as_an_editor_leaves_it(one: Disclosure) -> bytes:
    """Marks without a width around the figures, blanks of many kinds before the labels."""

    def text(printed: str) -> str:
        if re.fullmatch(r"-?[\d.]+", printed):
            return f"\ufeff{printed}\u200b&ensp;"
        return f"&emsp;\u200d{html.escape(printed)}\u2060" if printed else "&#8203;"

    tables = (f"{_above(form)}<table>{''.join(_rows(form, text))}</table>" for form in one.forms)
    return _page(one, "".join(tables))


WAYS = [
    as_pasted_sheets,
    as_one_table,
    as_tables_cut_by_hand,
    as_typed_for_the_printer,
    as_parts,
    as_an_editor_leaves_it,
]


@pytest.mark.parametrize("written", WAYS, ids=lambda written: written.__name__)
def test_every_row_of_every_form(written: Callable[[Disclosure], bytes]) -> None:
    one = facts.load("pds-slj-2023")
    assert_as_stated(written(one), one)
