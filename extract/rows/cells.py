"""What the cells of one printed row say: codes joined, names set apart, amounts in yuan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extract.document import Cell, Row
from extract.rows.codes import level, parted
from extract.tables.mapping import ColumnMapping
from forms.declaration import Column, Identity
from forms.money import UNITS, is_number, own_unit, parse_number, to_yuan
from forms.structure import is_total_label
from forms.text import fold, joined

_DIGITS = re.compile(r"^\d+$")
_ZERO = re.compile(r"^0(\.0+)?$")
_AMOUNT = re.compile(r"^-?[\d,]+\.\d+$")
_SERIAL = re.compile(r"^(序号|行次|行号)$")
"""A column that only numbers the lines: it says nothing of them."""
_CODES = re.compile(r"(编码|编号|代码)(#\d+)?$")
"""A column of codes for which the form has no place: 单位编码 in a table of 三公经费."""


@dataclass(slots=True)
class RowValues:
    """The values of one printed row by column name, and what could not be placed or parsed."""

    values: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """By the column of a code, the name that its cells print too."""
    levels: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By the column of a code, what each of its cells prints (205 | 08 | 05)."""
    unplaced: dict[str, str] = field(default_factory=dict)
    unparsed: list[tuple[str, str]] = field(default_factory=list)
    """(column, printed text) of amount cells that print no number, and of names that are one."""
    numbers: int = 0
    """Numbers placed in amount or quantity columns, and noughts in the place of words."""
    others: Decimal | None = None
    """Sum of spending printed in columns that have no place of their own (上缴上级支出 …)."""

    @property
    def figures_unplaced(self) -> list[tuple[str, ...]]:
        """The header paths over the figures that have no place: of other years and stages, or of unknown columns.
        What stands in a column of codes is none."""
        paths = [tuple(path.split("/")) for path, text in self.unplaced.items() if is_number(text)]
        return [path for path in paths if not _CODES.search(path[-1])]


def texts_of(row: Sequence[Cell | None]) -> list[str]:
    """What each cell prints; nothing where a merged one goes on."""
    return [joined(cell.text) if cell is not None else "" for cell in row]


def read_row(
    row: Row,
    mapping: ColumnMapping,
    columns: dict[str, Column],
    paths: list[tuple[str, ...]],
    unit: str | None,
    sum_: Identity | None = None,
) -> RowValues:
    """One printed row under one column mapping; amounts exact in yuan of ``unit``. ``sum_`` tells which
    columns without a place are addends all the same."""
    read = RowValues()
    unplaced: list[tuple[str, str]] = []
    parts: dict[str, list[str]] = {}
    for place, text in enumerate(texts_of(row)):
        name = mapping.columns[place] if place < len(mapping.columns) else None
        if name is None:
            if text and not numbers_lines(paths, place, text):
                path = "/".join(paths[place]) if place < len(paths) and paths[place] else f"第{place + 1}列"
                read.unplaced[path if path not in read.unplaced else f"{path}#{place + 1}"] = text
                unplaced.append((path, text))
            continue
        column = columns[name]
        if column.type in ("amount", "number"):
            _number(read, column, text, unit)
        elif column.parts:
            parts.setdefault(name, []).append(text)
        elif column.type == "text" and _ZERO.match(fold(text)):
            read.numbers += 1  # the row of an empty form prints a nought in every column: there is no item of that name
        elif _AMOUNT.match(fold(text)) and (column.type == "code" or f"{name}_code" in columns):
            read.unparsed.append((name, text))  # the row has lost a cell: no account, body or project is called 12.3
        elif text:
            read.values[name] = text
    for name, texts in parts.items():
        _codes(read, name, texts)
    for path, text in unplaced:
        if sum_ is not None and sum_.adds(path, read.values):
            _add_other(read, text, unit)
    return read


def numbers_lines(paths: list[tuple[str, ...]], place: int, text: str) -> bool:
    """True for the number of a line in a column of such numbers."""
    path = paths[place] if place < len(paths) else ()
    return bool(path and _SERIAL.match(path[-1]) and _DIGITS.match(fold(text)))


def _add_other(read: RowValues, text: str, unit: str | None) -> None:
    try:
        number = parse_number(text)
    except ValueError:
        return
    if number is not None:
        read.others = (read.others or Decimal(0)) + to_yuan(number, unit or "元")


def _number(read: RowValues, column: Column, text: str, unit: str | None) -> None:
    figure, own = own_unit(text) if column.type == "amount" else (text, None)
    try:
        number = parse_number(figure)
    except ValueError:
        read.unparsed.append((column.name, text))
        return
    if number is not None:
        read.values[column.name] = to_yuan(number, own or unit or "元") if column.type == "amount" else number
        read.numbers += own is None  # words with figures in them are not counted where they are printed either


def _codes(read: RowValues, name: str, texts: list[str]) -> None:
    """Code cells joined (201 | 03 | 01); a name printed in the same cell, or in one of these cells, set apart."""
    if any(map(is_total_label, texts)):  # the row has lost cells: 合计 has no code
        figures = [text for text in texts if _AMOUNT.match(fold(text))]
        read.unparsed.extend((name, text) for text in figures)
        texts = ["" if text in figures else text for text in texts]
    words = [text for text in texts if text and not _DIGITS.match(fold(text))]
    if words and len(words) < sum(map(bool, texts)):
        # 支出功能分类科目 over a column of codes and one of names
        read.names[name] = words[0]
        texts = ["" if text in words else text for text in texts]
    pieces = [fold(text) for text in texts]
    if len(pieces) > 1 and all(not p or _DIGITS.match(p) for p in pieces):
        pieces = [level(piece, place) for place, piece in enumerate(pieces)]
        whole = [p for p in pieces if len(p) > 3]
        # every level printed in full (201 | 20103 | 2010301): the longest is the code
        read.values[name] = (
            max(whole, key=len)
            if whole and len(pieces[0]) >= 3 and any(w.startswith(pieces[0]) for w in whole)
            else "".join(pieces)
        )
        read.levels[name] = tuple(pieces)
        if not read.values[name]:
            del read.values[name]
        return
    text = next((text for text in texts if text), "")
    code, printed = parted(text)
    if code and printed and UNITS.get(fold(printed)):
        code, printed = None, text
    if code:
        read.values[name] = code
    if printed:
        read.names[name] = printed
