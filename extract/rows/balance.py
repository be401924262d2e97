"""What the labels of one side of a balance are: items and the parts they consist of, subtotals, the total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from extract.rows.cells import RowValues
from forms.declaration import Form
from forms.nesting import kinds_by_sums
from forms.structure import DETAIL, OF_WHICH, SUBTOTAL, TOTAL
from forms.text import fold, item_of

REVENUE, EXPENDITURE = "收入", "支出"
_TOTAL = re.compile(
    r"^(?:(?:收入|支出|收支)?合计|(?:本年|部门)?(?:收入|支出|收支|[收支])?总[计额数]|总(?:收入|支出))(?:（[千万亿]?元）)?$"
)
_SUBTOTAL = re.compile(r"(合计|小计|总计)$")
_BRACKETED = re.compile(r"^\s*[（(]\s*[一二三四五六七八九十百\d]+\s*[）)]")
_GROUP = re.compile(
    r"(本年|当年)(财政拨款)?(收入|支出)|(上年|年初)(财政拨款|财政)?(资金)?结[转余][、和]?(结[转余])?(资金|收入)?"
)
"""What others are parts of, whatever ordinals they have: 一、本年支出, below it 一、教育支出."""
_LEFT = re.compile(r"结转下年(支出|资金)?|(年终|年末|下年)(财政拨款)?结[转余][、和]?(结[转余])?(资金|支出)?")
_FUND = re.compile(r"公共(财政)?预算|政府性基金|国有资本|财政拨款|财政专户")
_CARRY = re.compile(r"结转|结余|用事业基金")


def labelled(
    rows: Sequence[tuple[int, RowValues]], form: Form, side: str
) -> list[tuple[int, RowValues, dict[str, Any] | None]]:
    """Each printed row of one side with its record: item, ordinal, row kind, and what it is a part of.

    ``None`` for a row with neither a label nor an amount.
    """
    amounts = form.amounts()
    has_parent = "parent" in {column.name for column in form.own_columns}
    found: list[tuple[int, RowValues, dict[str, Any] | None]] = []
    parent: str | None = None
    block: list[dict[str, Any]] = []
    tops: list[dict[str, Any]] = []
    under: dict[int, list[dict[str, Any]]] = {}
    for n, read in rows:
        printed = read.values.get("item")
        if printed is None:
            if not any(name in read.values for name in amounts):
                found.append((n, read, None))
                continue
            printed = ""
        ordinal, item, of_which = item_of(printed)
        bracketed = bool(_BRACKETED.match(printed)) or (of_which and parent is not None)
        if has_parent and not bracketed and parent is not None and not _stands_alone(fold(item)):
            if _GROUP.fullmatch(fold(parent)):
                bracketed = side == EXPENDITURE or bool(_FUND.search(fold(item)))
            else:
                bracketed = not ordinal and bool(under.get(id(tops[-1])))
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
        if has_parent:
            record["parent"] = parent if bracketed and record["row_kind"] != TOTAL else None
        block.append(record)
        found.append((n, read, record))
    for record in tops:
        below = [row for row in under.get(id(record), ()) if row["row_kind"] == DETAIL]
        if record["row_kind"] == DETAIL and below:
            prints = any(row.get(name) is not None for row in below for name in amounts)
            alone = any(record.get(name) is not None for name in amounts) and not prints
            record["row_kind"] = DETAIL if alone else SUBTOTAL
    _one_total(block)
    _levels_by_sums(block, form)
    return found


def _stands_alone(item: str) -> bool:
    """True for a sum, what others are parts of, and what is left at the year's end."""
    return any(pattern.fullmatch(item) for pattern in (_GROUP, _LEFT, _TOTAL)) or bool(_SUBTOTAL.search(item))


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
