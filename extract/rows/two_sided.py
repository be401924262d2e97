"""Rows of a two-sided form: revenue on the left, expenditure on the right, every printed label a row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extract.document import Row
from extract.rows.cells import RowValues, read_row
from extract.tables.headers import is_column_numbers
from extract.tables.mapping import Mapping, by_header
from extract.tables.owncolumns import one_classification, own_stage
from extract.tables.whole import WholeTable
from forms.declaration import Form
from forms.money import is_number, parse_number, to_yuan
from forms.nesting import kinds_by_sums
from forms.structure import DETAIL, OF_WHICH, SUBTOTAL, TOTAL
from forms.text import fold, item_of, joined

REVENUE, EXPENDITURE = "收入", "支出"
_TOTAL = re.compile(
    r"^(?:(?:收入|支出|收支)?合计|(?:本年|部门)?(?:收入|支出|收支|[收支])?总[计额数]|总(?:收入|支出))(?:（[千万亿]?元）)?$"
)
_SUBTOTAL = re.compile(r"(合计|小计|总计)$")
_BRACKETED = re.compile(r"^\s*[（(]\s*[一二三四五六七八九十百\d]+\s*[）)]")
_CARRY = re.compile(r"结转|结余|用事业基金")


@dataclass(slots=True)
class SideRows:
    """Records of both sides, revenue first, each with the index of its printed row."""

    records: list[dict[str, Any]] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    read: list[RowValues] = field(default_factory=list)
    mapping: Mapping = field(default_factory=lambda: Mapping((), "header"))
    skipped: list[tuple[int, RowValues]] = field(default_factory=list)
    """Printed rows with neither a label nor an amount where they belong."""


def two_sided_rows(table: WholeTable, form: Form, unit: str | None, year: int | None) -> SideRows | None:
    """Every printed label of both sides; ``None`` when the table has no two sides."""
    split = _split(table)
    if split is None:
        return None
    result = SideRows()
    mapped: list[str | None] = []
    for side, places in ((REVENUE, split[0]), (EXPENDITURE, split[1])):
        own = own_stage(table.paths, table.caption.title)
        mapping = by_header(form.own_columns, one_classification([_without_side(own[place]) for place in places]), year)
        mapped.extend(mapping.columns)
        printed = [_without_side(table.paths[place]) for place in places]
        _side(result, table, form, side, places, mapping, printed, unit)
    result.mapping = Mapping(tuple(mapped), "header")
    return result


def _split(table: WholeTable) -> tuple[list[int], list[int]] | None:
    """Column places of the two halves, by the top header words 收入 and 支出."""
    tops = [path[0] if path else "" for path in table.paths]
    right = next(
        (n for n, top in enumerate(tops) if n and "支出" in top and "收入" not in top and tops[n - 1] != top), None
    )
    if right is None:
        labels = [
            n for n, path in enumerate(table.paths) if path and re.match(r"^(项目|功能分类|支出功能|科目)", path[-1])
        ]
        right = labels[1] if len(labels) >= 2 else None
    if right is None or right < 1:
        return None
    return list(range(right)), list(range(right, table.width))


def _without_side(path: tuple[str, ...]) -> tuple[str, ...]:
    if len(path) > 1 and re.match(r"^(本年|财政拨款|部门)?(收入|支出)(情况)?$", path[0]):
        return path[1:]
    return path


def _side(
    result: SideRows,
    table: WholeTable,
    form: Form,
    side: str,
    places: list[int],
    mapping: Mapping,
    paths: list[tuple[str, ...]],
    unit: str | None,
) -> None:
    columns = {column.name: column for column in form.own_columns}
    read_rows: list[tuple[int, RowValues]] = []
    for n, row in enumerate(table.rows):
        cells: Row = [row[place] if place < len(row) else None for place in places]
        texts = [cell.text if cell else "" for cell in cells]
        if is_column_numbers([cell.text if cell else "" for cell in row]) or not any(joined(text) for text in texts):
            continue
        read = read_row(cells, mapping, columns, paths, unit)
        _spanned_total(read, cells, mapping, form, unit)
        if read.values or read.unparsed:
            read_rows.append((n, read))
        elif read.unplaced:
            result.skipped.append((n, read))
    _label(result, read_rows, form, side)


def _spanned_total(read: RowValues, cells: Row, mapping: Mapping, form: Form, unit: str | None) -> None:
    """A total whose label is merged over the columns below it prints its amount at the end of the row."""
    label = mapping.columns.index("item") if "item" in mapping.columns else None
    main = form.amounts()[0]
    if (
        label is None
        or main in read.values
        or "item" not in read.values
        or label + 1 >= len(cells)
        or cells[label + 1] is not None
    ):
        return
    numbers = [cell.text for cell in cells[label + 1 :] if cell is not None and is_number(cell.text)]
    if len(numbers) == 1:
        number = parse_number(numbers[0])
        if number is not None:
            read.values[main] = to_yuan(number, unit or "元")
            read.unplaced = {path: text for path, text in read.unplaced.items() if text != numbers[0]}
            read.numbers += 1


def _label(result: SideRows, rows: list[tuple[int, RowValues]], form: Form, side: str) -> None:
    amounts = form.amounts()
    parent: str | None = None
    block: list[dict[str, Any]] = []
    tops: list[dict[str, Any]] = []
    under: dict[int, list[dict[str, Any]]] = {}
    for n, read in rows:
        printed = read.values.get("item")
        if printed is None:
            if not any(name in read.values for name in amounts):
                result.skipped.append((n, read))
                continue
            printed = ""
        ordinal, item, of_which = item_of(printed)
        bracketed = bool(_BRACKETED.match(printed)) or (of_which and parent is not None)
        if (
            not ordinal
            and not bracketed
            and tops
            and "parent" in {c.name for c in form.own_columns}
            and under.get(id(tops[-1]))
            and not _SUBTOTAL.search(fold(item))
            and not _TOTAL.match(fold(item))
        ):
            bracketed = True
        record: dict[str, Any] = {
            "side": side,
            "ordinal": ordinal,
            "item": item or None,
            **{k: v for k, v in read.values.items() if k != "item"},
        }
        folded = fold(item)
        if _TOTAL.match(folded):
            record["row_kind"] = TOTAL
        elif _SUBTOTAL.search(folded):
            record["row_kind"] = SUBTOTAL
        elif of_which:
            record["row_kind"] = OF_WHICH
        else:
            record["row_kind"] = DETAIL
        top = not bracketed or record["row_kind"] == TOTAL
        if top and record["row_kind"] in (DETAIL, SUBTOTAL) and not of_which:
            parent = item
            tops.append(record)
        elif bracketed and tops:
            under.setdefault(id(tops[-1]), []).append(record)
        if "parent" in {column.name for column in form.own_columns}:
            record["parent"] = parent if bracketed and record["row_kind"] != TOTAL else None
        block.append(record)
        result.records.append(record)
        result.at.append(n)
        result.read.append(read)
    for record in tops:
        below = [row for row in under.get(id(record), ()) if row["row_kind"] == DETAIL]
        if record["row_kind"] == DETAIL and below:
            prints = any(row.get(name) is not None for row in below for name in amounts)
            alone = any(record.get(name) is not None for name in amounts) and not prints
            record["row_kind"] = DETAIL if alone else SUBTOTAL
    _one_total(block)
    _levels_by_sums(block, form)


def _levels_by_sums(block: list[dict[str, Any]], form: Form) -> None:
    """Levels printed without ordinals or codes (四、卫生健康支出, then its 款 and 项): told by their sums."""
    main = form.amounts()[0]
    total = next((row.get(main) for row in block if row["row_kind"] == TOTAL), None)
    details = sum((row[main] for row in block if row["row_kind"] == DETAIL and row.get(main) is not None), Decimal(0))
    if total is None or details == total:
        return
    body = [row for row in block if row["row_kind"] in (DETAIL, TOTAL)]
    for row, kind in zip(body, kinds_by_sums(body, main, [row["row_kind"] for row in body]) or (), strict=False):
        row["row_kind"] = kind


def _one_total(block: list[dict[str, Any]]) -> None:
    """The last total is the grand total, the others subtotals; without one, the last subtotal is it."""
    totals = [record for record in block if record["row_kind"] == TOTAL]
    for record in totals[:-1]:
        record["row_kind"] = SUBTOTAL
    if not totals:
        named = [
            record for record in block if record["row_kind"] == SUBTOTAL and _SUBTOTAL.search(fold(record["item"]))
        ]
        if named and (
            named[-1] is block[-1]
            or not any(_CARRY.search(row["item"] or "") for row in block[block.index(named[-1]) :])
        ):
            named[-1]["row_kind"] = TOTAL
