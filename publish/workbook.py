"""Writes a selection as an XLSX workbook, alone in a process of its own: ``python -m publish.workbook FILE``.

What to write comes as JSON on the standard input. Codes stay text, amounts are numbers in yuan, and a sheet
数据说明 says what the columns mean. Text that begins with ``=`` is text and no formula.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from archive.timestamps import now
from publish.child import limit
from publish.display import beijing
from publish.reading import batches
from publish.selection import Heading, Selection
from publish.spreadsheet import is_formula
from publish.stored import Value

MOST_ROWS = 100_000
SECONDS = 240
TOO_MANY = 3
BOLD, WRAPPED = Font(bold=True), Alignment(wrap_text=True, vertical="top")


def _text(sheet: Any, value: object) -> Any:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    cell.data_type = "s"
    cell.quotePrefix = is_formula(str(value))  # stays text when a reader edits it
    return cell


def _cell(sheet: Any, heading: Heading, value: Value) -> Any:
    if value is None:
        return None
    if heading.is_number and not isinstance(value, str):
        return WriteOnlyCell(sheet, value=value)
    return _text(sheet, value)


def write(target: Path, archive: Path, chosen: Selection, address: str, *, immutable: bool) -> int:
    """Writes the workbook; gives 0, or ``TOO_MANY`` when there are more rows than a workbook takes."""
    counting = batches(archive, f"select count(*) from ({chosen.sql})", chosen.parameters, immutable=immutable)
    if int([*counting][1][0][0] or 0) > MOST_ROWS:
        return TOO_MANY
    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    read = batches(archive, chosen.sql, chosen.parameters, immutable=immutable)
    headings = chosen.headings([str(name) for name in next(read)[0]])
    sheet.freeze_panes = "A2"
    for at, heading in enumerate(headings, 1):
        sheet.column_dimensions[get_column_letter(at)].width = 16 if heading.is_number else 22
    header = [_text(sheet, heading.label) for heading in headings]
    for cell in header:
        cell.font = BOLD
    sheet.append(header)
    count = 0
    for batch in read:
        count += len(batch)
        for row in batch:
            sheet.append([_cell(sheet, heading, value) for heading, value in zip(headings, row, strict=True)])
    _explain(book, chosen, headings, count, address)
    book.save(target)
    return 0


def _explain(book: Any, chosen: Selection, headings: Sequence[Heading], count: int, address: str) -> None:
    sheet = book.create_sheet("数据说明")
    for letter, width in zip("ABC", (24, 30, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    lines: list[tuple[object, ...]] = [
        ("名称", chosen.title),
        ("说明", chosen.about),
        ("行数", f"{count:,}（全部；一个工作簿最多 {MOST_ROWS:,} 行，更多请用 CSV）"),
        ("取自", address),
        ("导出时间", beijing(now())),
        ("金额", "以元计，按原件印刷的数字精确换算；空白为未印数字，0 为印刷的 0"),
        ("核对", "数据由程序从公开文件中读出，引用前请核对原件；每行的“文件”“原文页码”指向原件"),
        (),
        ("列", "列名（CSV、JSON 中）", "含义"),
        *((heading.label, heading.name, heading.meaning) for heading in headings),
    ]
    for line in lines:
        cells = [_text(sheet, value) for value in line]
        for cell in cells:
            cell.alignment = WRAPPED
        if cells:
            cells[0].font = BOLD
        sheet.append(cells)


def main(arguments: list[str]) -> int:
    limit(SECONDS)
    told = json.load(sys.stdin)
    chosen = Selection(**told["selection"])
    return write(Path(arguments[0]), Path(told["archive"]), chosen, told["address"], immutable=told["immutable"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
