"""What calamine does not tell of an .xls sheet, told by xlrd: number formats, hidden rows and columns, errors."""

from __future__ import annotations

import io

import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet

from extract.readers.sheet.style import SheetStyle

_VISIBLE_WIDTH = 1
"""Of 1/256 of a character: a column set to nothing is hidden too."""


def xls_styles(data: bytes) -> dict[str, SheetStyle] | None:
    """Sheet name → style; ``None`` for a file that xlrd cannot follow, though calamine may."""
    try:
        with xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO()) as book:
            return {sheet.name: _style(book, sheet) for sheet in book.sheets()}
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  a damaged file makes it raise whatever its code runs into
        return None


def _style(book: Book, sheet: Sheet) -> SheetStyle:
    style = SheetStyle(rows=sheet.nrows, columns=sheet.ncols)
    formats = [book.format_map[xf.format_key].format_str for xf in book.xf_list]
    style.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    style.hidden_columns = {
        column for column, info in sheet.colinfo_map.items() if info.hidden or info.width < _VISIBLE_WIDTH
    }
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_EMPTY:
                continue
            if kind == xlrd.XL_CELL_ERROR:
                code = sheet.cell_value(row, column)
                style.errors[row, column] = xlrd.error_text_from_code.get(code, "#ERR!")
            shown_as = formats[sheet.cell_xf_index(row, column)]
            if shown_as != "General":
                style.formats[row, column] = shown_as
    return style
