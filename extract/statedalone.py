"""Figures of the narrative that belong to no metric and stand in no table: their sentence is all there is of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from archive.extracted import Problem
from extract.narrative import Outside
from extract.tables.whole import WholeTable
from forms.money import is_number, parse_number, to_yuan

_UNITS = ("元", "万元")
"""Of a table that prints none."""
_EXAMPLES = 5
_LONGEST = 15
"""Digits before the point: more are a project's code, which is no amount, and too long to be one in 亿元."""


def stated_alone(outside: Sequence[Outside], tables: Sequence[WholeTable]) -> list[Problem]:
    """What is told of amounts outside the list of metrics that no table prints either: 委托业务费, 固定资产. What a
    table prints is found there, and 0 万元 says nothing."""
    amounts = sorted(_amounts(tables))
    alone = [figure for figure in outside if figure.value and not _printed(figure, amounts)]
    if not alone:
        return []
    examples = "；".join(dict.fromkeys(figure.printed for figure in alone[:_EXAMPLES]))
    message = f"文字说明中有 {len(alone)} 处金额不属于所列指标，各表也没有印，只保留在原文中，如：{examples}"
    return [Problem("statement_outside", message, alone[0].page, alone[0].printed)]


def _amounts(tables: Sequence[WholeTable]) -> set[Decimal]:
    """Every number of the tables, in yuan."""
    return {
        to_yuan(number, unit)
        for table in tables
        for row in table.rows
        for cell in row
        if cell is not None and is_number(cell.text) and (number := parse_number(cell.text)) is not None
        if number.adjusted() < _LONGEST
        for unit in ([table.caption.unit] if table.caption.unit else _UNITS)
    }


def _printed(figure: Outside, amounts: Sequence[Decimal]) -> bool:
    """True where an amount is the figure's, as exactly as the sentence prints it."""
    n = bisect_left(amounts, figure.value - figure.quantum / 2)
    return n < len(amounts) and amounts[n] <= figure.value + figure.quantum / 2
