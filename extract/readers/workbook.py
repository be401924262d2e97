"""Workbooks (.xlsx, .xls, .et) through calamine: each visible sheet is a page, its tables parted at their titles."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from archive.extracted import Problem
from archive.media import XLS, XLSX
from extract.document import Cell, Page, Row, Source
from extract.readers.flow import Flow
from extract.readers.packed import AGAIN, BROKEN, OLE, encrypted, malformed, refused, transitional
from extract.readers.sheet.numberformat import shown
from extract.readers.sheet.style import SheetStyle, sheet_styles, xls_styles
from extract.tables.titles import is_table_number
from forms.money import find_unit
from forms.text import fold

MEDIA_TYPES = (XLSX, XLS)

MAX_CELLS = 4_000_000
"""calamine holds a sheet as a full rectangle: one stray cell in the far corner would need all memory."""

_TITLE = re.compile(r"表(（[^（）]*）)?$")


def read(data: bytes) -> Source:
    """One page without a number for each sheet; hidden sheets, rows and columns are named, not read."""
    packed = not data.startswith(OLE)
    media_type = XLSX if packed else XLS
    stopped = refused(data, media_type, "Excel") if packed else encrypted(data, media_type, "Excel")
    if stopped:
        return stopped
    source = Source([], media_type)
    try:
        data = transitional(data) if packed else data
        styles = sheet_styles(data) if packed else xls_styles(data)
        if styles is None:
            styles = {}
            source.problems.append(
                Problem("formats_unknown", "此 .xls 文件的数字格式、隐藏的行列和错误值读不出，数字按原值、隐藏的也照读")
            )
        if any(style.rows * style.columns > MAX_CELLS for style in styles.values()):
            return Source([], media_type, "too_big", [Problem("too_big", f"工作表超过 {MAX_CELLS:,} 格，未读取")])
        with _panics_raised():
            workbook = CalamineWorkbook.from_object(io.BytesIO(data))
    except PasswordError:
        return Source([], media_type, "encrypted", [Problem("encrypted", "Excel 文件有密码，不能读取")])
    except (CalamineError, *BROKEN):
        return malformed(media_type, f"Excel 文件已损坏；{AGAIN}")
    sheets = [sheet for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    hidden = [sheet.name for sheet in sheets if sheet.visible is not SheetVisibleEnum.Visible]
    if hidden:
        source.problems.append(Problem("hidden_sheet", f"隐藏的工作表未读取：{'、'.join(hidden)}"))
    for name in (sheet.name for sheet in sheets if sheet.name not in hidden):
        try:
            with _panics_raised():
                sheet = workbook.get_sheet_by_name(name)
            source.pages.append(_page(sheet, styles.get(name, SheetStyle()), source))
        except CalamineError:
            source.outcome = "partial"
            source.problems.append(Problem("sheet_unreadable", f"工作表“{name}”已损坏，未读取；{AGAIN}"))
    if sheets and not source.pages:
        source.outcome = "malformed"
    return source


@contextmanager
def _panics_raised() -> Iterator[None]:
    """Makes an error that can be caught of a panic in calamine, which comes as a bare ``BaseException``."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise CalamineError(str(error)) from error


def _page(sheet: CalamineSheet, style: SheetStyle, source: Source) -> Page:
    flow = Flow()
    rows = _rows(sheet, style)
    hidden = len(style.hidden_rows & set(range(style.rows))), len(style.hidden_columns & set(range(style.columns)))
    if any(hidden):
        source.problems.append(
            Problem("hidden_cells", f"工作表“{sheet.name}”有隐藏的 {hidden[0]} 行、{hidden[1]} 列，未读取")
        )
    if style.uncomputed:
        cells = "、".join(style.uncomputed[:10]) + ("等" if len(style.uncomputed) > 10 else "")
        source.outcome = "partial"
        message = f"工作表“{sheet.name}”有 {len(style.uncomputed)} 个公式没有保存结果，按空格读取：{cells}"
        source.problems.append(Problem("formula_uncomputed", message))
    for line in style.header if rows else ():
        flow.text(line)
    for lead, table in _tables(rows):
        for row in lead:
            flow.text(" ".join(_filled(row)))
        if table:
            flow.table(table, sheet.name)
    return flow.page


def _rows(sheet: CalamineSheet, style: SheetStyle) -> list[Row]:
    """The cells as shown; a merged range shows its text at the first of its places that is visible."""
    values = sheet.to_python(skip_empty_area=False)
    rows: list[Row] = [
        [Cell(style.errors.get((r, c)) or shown(value, style.formats.get((r, c), ""))) for c, value in enumerate(row)]
        for r, row in enumerate(values)
    ]
    visible_rows = [r for r in range(len(rows)) if r not in style.hidden_rows]
    visible_columns = [c for c in range(len(rows[0]) if rows else 0) if c not in style.hidden_columns]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(rows) or left >= len(rows[0]):
            continue
        first = rows[top][left]
        covered = [(r, c) for r in visible_rows if top <= r <= bottom for c in visible_columns if left <= c <= right]
        for r, c in covered:
            rows[r][c] = None
        for r, c in covered[:1]:
            rows[r][c] = first
    return [[rows[r][c] for c in visible_columns] for r in visible_rows]


def _tables(rows: list[Row]) -> list[tuple[list[Row], list[Row]]]:
    """(lead rows, table) of each table of a sheet.

    A title in a row of its own begins a table where a blank row stands above it or it spans half
    the sheet, or with it the row of its number (表5); the rows from there to the header row are its lead.
    """
    starts = [i for i, row in enumerate(rows) if _is_title(row) and (i == 0 or not _filled(rows[i - 1]) or _spans(row))]
    starts = [i for i in starts if i - 1 not in starts]
    starts = [i - 1 if i and _is_number(rows[i - 1]) else i for i in starts]
    tables = []
    for start, end in zip([0, *(i for i in starts if i)], [*(i for i in starts if i), len(rows)], strict=True):
        part = [row for row in rows[start:end] if _filled(row)]
        head = next((i for i, row in enumerate(part) if not _is_lead(row)), len(part))
        tables.append((part[:head], part[head:]))
    return tables


def _filled(row: Row) -> list[str]:
    return [cell.text for cell in row if cell is not None and cell.text]


def _is_title(row: Row) -> bool:
    texts = _filled(row)
    return len(texts) == 1 and bool(_TITLE.search(fold(texts[0]))) and not any(c in texts[0] for c in "：:，。")


def _is_number(row: Row) -> bool:
    texts = _filled(row)
    return len(texts) == 1 and is_table_number(fold(texts[0]))


def _spans(row: Row) -> bool:
    return 2 * sum(cell is None for cell in row) >= len(row) > 2


def _is_lead(row: Row) -> bool:
    """True for a title, a table number, 部门名称：…, 单位：万元: what stands above a header row."""
    texts = _filled(row)
    return len(texts) == 1 or all(
        "：" in fold(text) or find_unit(text) or is_table_number(fold(text)) for text in texts
    )
