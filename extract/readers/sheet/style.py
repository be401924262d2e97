"""What calamine does not tell of a sheet: number formats, hidden rows and columns, true extent, page header."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

import xlrd
from lxml import etree
from xlrd.book import Book
from xlrd.sheet import Sheet

from extract.readers.sheet.numberformat import BUILT_IN

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NOTHING = re.compile(r"0+(\.0*)?$")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
_PARTS = re.compile("&[LCR]")
"""Of the header that is printed above each page: a title or a unit may stand there and nowhere else."""
_CHANGING = re.compile(r"&[PNDTFZAG]")
"""The page, the date, the file, a picture: no word of the sheet's own."""
_LETTERING = re.compile(r'&"[^"]*"|&K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|&\d{1,3}|&[BIUESXYHO]')
_VISIBLE_WIDTH = 1
"""Of 1/256 of a character: a column set to nothing is hidden too."""


@dataclass(slots=True)
class SheetStyle:
    """Places are (row, column), counted from 0 as calamine does."""

    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """#REF! and the like, as shown; calamine gives them as blank."""
    uncomputed: list[str] = field(default_factory=list)
    """Cells (``D7``) whose formula no program has computed: they show nothing that could be read."""
    header: list[str] = field(default_factory=list)
    """What is printed above each page of the sheet."""
    rows: int = 0
    columns: int = 0


def sheet_styles(data: bytes) -> dict[str, SheetStyle]:
    """Sheet name → style, for a zipped workbook.

    Raises ``zipfile.BadZipFile``, ``KeyError`` or ``lxml.etree.XMLSyntaxError`` for a broken one.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        codes = _codes(package)
        relations = _root(package, "xl/_rels/workbook.xml.rels")
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        styles = {}
        for sheet in _root(package, "xl/workbook.xml").iter("{*}sheet"):
            path = posixpath.normpath(posixpath.join("/xl", targets.get(sheet.get(_RELATION), ""))).lstrip("/")
            if path in package.NameToInfo:
                with package.open(path) as part:
                    styles[sheet.get("name", "")] = _style(part, codes)
        return styles


def _root(package: zipfile.ZipFile, name: str) -> Any:
    return etree.fromstring(package.read(name), etree.XMLParser(resolve_entities=False, no_network=True))


def _codes(package: zipfile.ZipFile) -> list[str]:
    """The number format of each cell style, '' for General."""
    if "xl/styles.xml" not in package.NameToInfo:
        return []
    root = _root(package, "xl/styles.xml")
    own = {element.get("numFmtId"): element.get("formatCode", "") for element in root.iter("{*}numFmt")}
    known = {str(identity): code for identity, code in BUILT_IN.items()} | own
    return [known.get(element.get("numFmtId"), "") for element in root.iterfind("{*}cellXfs/{*}xf")]


def _style(part: Any, codes: list[str]) -> SheetStyle:
    style = SheetStyle()
    number = column = -1
    for event, element in etree.iterparse(part, events=("start", "end"), resolve_entities=False, no_network=True):
        tag = etree.QName(element).localname
        if event == "start" and tag == "row":
            number, column = (int(element.get("r")) - 1 if element.get("r", "").isdigit() else number + 1), -1
            if _is_hidden(element, "ht"):
                style.hidden_rows.add(number)
        elif event == "start" and tag == "c":
            place = _PLACE.match(element.get("r", ""))
            column = _column(place.group(1)) if place else column + 1
            style.rows, style.columns = max(style.rows, number + 1), max(style.columns, column + 1)
            index = element.get("s", "")
            if index.isdigit() and int(index) < len(codes) and codes[int(index)]:
                style.formats[number, column] = codes[int(index)]
        elif event == "end" and tag == "c":
            value = element.findtext("{*}v")
            if element.get("t") == "e" and value:
                style.errors[number, column] = value
            elif not value and element.find("{*}f") is not None and element.get("t") != "str":
                style.uncomputed.append(f"{_letters(column)}{number + 1}")
        elif event == "end" and tag == "oddHeader":
            style.header = printed_header(element.text or "")
        elif event == "end" and tag == "col" and _is_hidden(element, "width"):
            first, last = (element.get(name, "") for name in ("min", "max"))
            if first.isdigit() and last.isdigit():
                style.hidden_columns.update(range(int(first) - 1, min(int(last), 16384)))
        if event == "end" and tag == "row":
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return style


def _is_hidden(element: Any, size: str) -> bool:
    """True for a row or a column that is hidden or has no height or width."""
    return element.get("hidden") in ("1", "true") or bool(_NOTHING.match(element.get(size, "")))


def _letters(column: int) -> str:
    letters = ""
    while column >= 0:
        column, letter = column // 26 - 1, column % 26
        letters = chr(ord("A") + letter) + letters
    return letters


def _column(letters: str) -> int:
    number = 0
    for char in letters:
        number = number * 26 + ord(char) - ord("A") + 1
    return number - 1


def printed_header(code: str) -> list[str]:
    """The lines of a header's parts from left to right, without the codes for their lettering."""
    bare = _LETTERING.sub("", code.replace("&&", "\0"))
    parts = (part for part in _PARTS.split(bare) if not _CHANGING.search(part))
    return [line.strip() for part in parts for line in part.replace("\0", "&").splitlines() if line.strip()]


def xls_styles(data: bytes) -> dict[str, SheetStyle] | None:
    """Sheet name → style; ``None`` for a file that xlrd cannot follow, though calamine may."""
    try:
        with xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO()) as book:
            return {sheet.name: _of_xls(book, sheet) for sheet in book.sheets()}
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  a damaged file makes it raise whatever its code runs into
        return None


def _of_xls(book: Book, sheet: Sheet) -> SheetStyle:
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
