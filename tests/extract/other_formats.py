"""A sample disclosure as other files than PDF: the same facts, as Word, as a workbook and as a web page."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterator, Sequence

import docx
import openpyxl
from docx.table import _Cell

from samples.documents.disclosure import Disclosure, Form
from samples.documents.grid import Cell, cells


def as_word(disclosure: Disclosure) -> bytes:
    document = docx.Document()
    for line in _before_forms(disclosure):
        document.add_paragraph(line)
    for form in disclosure.forms:
        for line in _captions(form):
            document.add_paragraph(line)
        rows = (*form.header, *form.rows)
        table = document.add_table(len(rows), max(map(len, rows)))
        places = [row.cells for row in table.rows]  # asked once: the whole table is counted through for every answer
        for cell in cells(rows):
            _fill(places, cell)
        document.add_paragraph(form.note)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def _fill(places: Sequence[Sequence[_Cell]], cell: Cell) -> None:
    place = places[cell.row][cell.column]
    if cell.rows * cell.columns > 1:
        place = place.merge(places[cell.row + cell.rows - 1][cell.column + cell.columns - 1])
    place.text = cell.text


def as_workbook(disclosure: Disclosure) -> bytes:
    workbook = openpyxl.Workbook()
    said = workbook.worksheets[0]
    said.title = "说明"
    for line in _before_forms(disclosure):
        said.append([line])
    for number, form in enumerate(disclosure.forms, 1):
        sheet = workbook.create_sheet(f"表{number}")
        rows = (*form.header, *form.rows)
        for line in _captions(form):
            sheet.append([line])
        above = sheet.max_row
        for cell in cells(rows):
            place = sheet.cell(above + 1 + cell.row, 1 + cell.column)
            amount = cell.row >= len(form.header) and "." in cell.text and _is_amount(cell.text)
            place.value = float(cell.text) if amount else cell.text
            if amount:
                place.number_format = "0." + "0" * len(cell.text.partition(".")[2])
            if cell.rows * cell.columns > 1:
                sheet.merge_cells(
                    start_row=place.row,
                    start_column=place.column,
                    end_row=place.row + cell.rows - 1,
                    end_column=place.column + cell.columns - 1,
                )
        if form.note:
            sheet.append([form.note])
    data = io.BytesIO()
    workbook.save(data)
    return data.getvalue()


def _is_amount(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def as_web_page(disclosure: Disclosure) -> bytes:
    parts = [f"<p>{_escaped(line)}</p>" for line in _before_forms(disclosure)]
    for form in disclosure.forms:
        parts += [f"<p>{_escaped(line)}</p>" for line in _captions(form)]
        parts.append(f'<table border="1">{"".join(_table_rows(form))}</table><p>{_escaped(form.note)}</p>')
    return f"""<!DOCTYPE html><html><head><meta charset="gb2312"><title>{disclosure.title}-某市人民政府</title>
<meta name="ArticleTitle" content="{disclosure.title}"></head><body>
<div class="nav"><a href="/">首页</a><a href="/gk">政府信息公开</a></div>
<div class="main"><div class="TRS_Editor">{"".join(parts)}</div></div>
<div class="footer">主办：某市财政局 网站标识码 4100000001</div></body></html>""".encode("gb18030")


def _table_rows(form: Form) -> Iterator[str]:
    rows = (*form.header, *form.rows)
    printed = list(cells(rows))
    for number in range(len(rows)):
        row = [cell for cell in printed if cell.row == number]
        yield (
            "<tr>"
            + "".join(
                f'<td rowspan="{cell.rows}" colspan="{cell.columns}"><p>{_escaped(cell.text)}</p></td>' for cell in row
            )
            + "</tr>"
        )


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _before_forms(disclosure: Disclosure) -> Iterator[str]:
    yield from disclosure.cover
    yield "目录"
    yield from (text for _, text in disclosure.contents)
    yield from disclosure.listed
    yield from (text for _, text in disclosure.narrative)
    yield disclosure.annex


def _captions(form: Form) -> Iterator[str]:
    unit = f"单位：{form.unit}" if form.unit else ""
    yield from filter(None, (form.title, form.subtitle, form.subject, unit))


def rewritten(data: bytes, name: str, content: bytes) -> bytes:
    """A package with other content in one of its members."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return result.getvalue()
