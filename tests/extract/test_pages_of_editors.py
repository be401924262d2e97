"""Disclosures whose tables were pasted into a site's editor, typed for the printer or cut by hand."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Callable, Iterator
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import openpyxl
import pytest

from archive.media import media_type
from extract.assemble import assemble
from extract.identity import Hints
from extract.readers import read
from samples.documents import facts
from samples.documents.disclosure import Disclosure, Form
from samples.documents.grid import Cell, cells
from tests.extract.against_facts import assert_as_stated
from tests.extract.expected_rows import expected_rows
from tests.extract.other_formats import as_workbook

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


def as_numbered_columns(one: Disclosure) -> bytes:
    """A row that numbers the columns below each header, and dashes where a project has no target."""

    def numbered(form: Form) -> str:
        head, first = len(form.header), 6 if form.key == "project_performance" else _width(form)
        blank = [
            cell.text == "" and cell.row >= head and cell.column >= first for cell in cells((*form.header, *form.rows))
        ]
        dashes = iter(blank)
        rows = _rows(form, lambda text: "-" if next(dashes) else html.escape(text))
        numbers = "".join(f"<td>{n or '栏次'}</td>" for n in range(_width(form)))
        return (
            f"{_above(form)}<table>{''.join([*rows[:head], f'<tr>{numbers}</tr>' * bool(head), *rows[head:]])}</table>"
        )

    return _page(one, "".join(map(numbered, one.forms)))


def as_saved_workbook(one: Disclosure) -> bytes:
    """A web archive as Excel saves it: a page of frames that names the sheets, the tabs, a page for each sheet."""
    tables = [f"<table>{_framed(n, form)}</table>" for n, form in enumerate(one.forms, 1)]
    sheets = [_page(one, "<table></table>"), *(f"<html><body>{table}</body></html>".encode() for table in tables)]
    names = [f"sheet{n:03}.htm" for n in range(len(sheets))]
    listed = "".join(f'<x:WorksheetSource HRef="a.files/{name}"/>' for name in names)
    frames = f"<html><head><!--[if gte mso 9]><xml>{listed}</xml><![endif]--></head><frameset></frameset></html>"
    tabs = "".join(f'<a href="{name}">表</a>' for name in names)
    archive = MIMEMultipart("related")
    for name, page in [("a.htm", frames.encode()), ("tabstrip.htm", tabs.encode()), *zip(names, sheets, strict=True)]:
        part = MIMEText(page.decode(), "html", "utf-8")
        part["Content-Location"] = f"file:///C:/{name}"
        archive.attach(part)
    return b"MIME-Version: 1.0\r\n" + archive.as_bytes()


def as_commas(one: Disclosure) -> bytes:
    """A comma-separated file as a spreadsheet program saves it."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerows([line] for line in [*one.cover, *(line for _, line in one.narrative), one.annex])
    for form in one.forms:
        rest = [""] * (_width(form) - 1)
        unit = f"单位：{form.unit}" if form.unit else ""
        lines.writerows([line, *rest] for line in (form.title, form.subtitle, form.subject, unit) if line)
        lines.writerows([cell.replace("\n", "").strip("<^") for cell in row] for row in (*form.header, *form.rows))
    return text.getvalue().encode("gb18030")


def as_page_in_a_table(one: Disclosure) -> bytes:
    """The whole page laid out by a table: a banner, the menu beside the article, the site's numbers below."""
    article = "".join(f"{_above(form)}<table>{''.join(_rows(form))}</table>" for form in one.forms)
    whole = (
        _page(one, article)
        .decode()
        .replace("<body>", '<body><table><tr><td colspan="2">2024年3月1日</td></tr><tr><td>')
    )
    menu = "<table><tr><td><a>首页</a></td></tr></table></td><td><div>"
    below = "</div></td></tr><tr><td>备案号 0512345</td><td>电话 0374-2965500</td></tr></table></body>"
    return whole.replace('<div id="zoom">', menu).replace("</div></body>", below).encode()


def as_frame_of_tables(one: Disclosure) -> bytes:
    """Titles and tables in the rows of one table, page numbers beside them."""
    rows = "".join(
        f"<tr><td>{_above(form)}</td><td></td></tr>"
        f"<tr><td><table>{''.join(_rows(form))}</table></td><td>{number}页</td></tr>"
        for number, form in enumerate(one.forms, 1)
    )
    return _page(one, f"<table>{rows}</table>")


WAYS = [
    as_page_in_a_table,
    as_frame_of_tables,
    as_numbered_columns,
    as_saved_workbook,
    as_commas,
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


def test_an_article_in_several_containers_is_read_whole() -> None:
    """As where a script turns over its parts: the tables are hidden until a reader asks for them."""
    one = facts.load("pds-slj-2023")
    tables = "".join(f"{_above(form)}<table>{''.join(_rows(form))}</table>" for form in one.forms)
    together = assert_as_stated(_page(one, tables), one)
    parted = _page(one, f'</div><p>1 2 下一页</p><div id="zoom" style="display: none">{tables}')
    apart = assert_as_stated(parted, one)
    assert len(together.statements) > 40
    assert (apart.statements, len(apart.sections)) == (together.statements, len(together.sections))


@pytest.mark.parametrize("hidden", ["", ' style="display:none"'])
def test_a_copy_of_the_article_for_a_telephone_is_not_read_again(hidden: str) -> None:
    one = facts.load("pds-slj-2023")
    tables = "".join(f"{_above(form)}<table>{''.join(_rows(form))}</table>" for form in one.forms)
    once = _page(one, tables).decode()
    article = once[once.index('<div id="zoom">') : once.index("</body>")]
    twice = once.replace("</body>", f"<div{hidden}>{article}</div></body>").encode()
    found = assert_as_stated(twice, one)
    assert found.statements == assert_as_stated(once.encode(), one).statements
    assert "table_second" not in {problem.kind for problem in found.problems}


def test_a_table_printed_twice_is_read_once_and_told() -> None:
    one = facts.load("pds-slj-2023")
    tables = [f"{_above(form)}<table>{''.join(_rows(form))}</table>" for form in one.forms]
    page = _page(one, "".join([*tables, tables[1]]))
    (found,) = assemble(read(page, media_type(page)), Hints()).disclosures
    assert len(found.rows["revenue"]) == len(expected_rows(one)["revenue"])
    told = [problem.message for problem in found.problems if problem.kind == "table_second"]
    assert told == [f"“{one.forms[1].title}”在本文件中原样印了两次，只读一次"]


@pytest.mark.parametrize("paged", [False, True])
def test_a_sheet_of_contents_lists_forms_that_are_missing(paged: bool) -> None:
    one = facts.load("pds-slj-2023")
    workbook = openpyxl.load_workbook(io.BytesIO(as_workbook(one)))
    cover = workbook["说明"]
    cover.delete_rows(4, cover.max_row)  # without the contents of the narrative
    contents = workbook.create_sheet("目录", 1)
    contents.append(["目录"])
    for number, form in enumerate(one.forms, 1):
        contents.append([number, form.title, number + 2] if paged else [number, form.title])
    for sheet in [sheet for sheet in workbook if "项目支出" in "".join(map(str, next(sheet.values)))]:
        workbook.remove(sheet)
    data = io.BytesIO()
    workbook.save(data)
    (found,) = assemble(read(data.getvalue(), media_type(data.getvalue())), Hints()).disclosures
    states = {state["form"]: state["state"] for state in found.form_states}
    assert states["projects"] == "listed but missing"


def test_a_sheet_of_contents_is_no_table() -> None:
    one = facts.load("pds-slj-2023")
    workbook = openpyxl.load_workbook(io.BytesIO(as_workbook(one)))
    contents = workbook.create_sheet("目录", 1)
    contents.append(["目录"])
    for number, form in enumerate(one.forms, 1):
        contents.append([number, form.title, number + 2])
    data = io.BytesIO()
    workbook.save(data)
    found = assert_as_stated(data.getvalue(), one)
    assert "table_unknown" not in {problem.kind for problem in found.problems}


@pytest.mark.parametrize(
    ("title", "links"),
    [
        (None, [f"附件{n}：{form.title}.xls" for n, form in enumerate(facts.load("pds-slj-2023").forms)]),
        ("2026年度无锡市水利局整体预算绩效目标表", ["无锡市河道管理处2026年度部门整体支出绩效目标.xlsx"]),
    ],
    ids=["forms", "a name that says no"],
)
def test_a_page_that_but_links_the_tables_is_no_disclosure(title: str | None, links: list[str]) -> None:
    listed = "".join(f'<p><a href="{n}.xls">{link}</a></p>' for n, link in enumerate(links))
    heading = f"<p>{title or facts.load('pds-slj-2023').title}</p>"
    data = (
        f'<html><head><meta charset="utf-8"></head><body><div id="zoom">{heading}{listed}</div></body></html>'.encode()
    )
    extraction = assemble(read(data, media_type(data)), Hints())
    assert (extraction.outcome, extraction.disclosures) == ("not_a_disclosure", [])
