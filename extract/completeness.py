"""Whether all amounts that a disclosure prints stand in its rows, or something tells why not."""

from __future__ import annotations

from extract.result import Disclosure, Problem

_TOLD = frozenset(
    {
        "amount_unparsed",
        "amount_unplaced",
        "row_unplaced",
        "table_lost",
        "table_second",
        "table_unknown",
        "table_unread",
        "unit_missing",
    }
)
"""Kinds of problems that name figures which stand in no row."""


def numbers_unread(disclosure: Disclosure) -> Problem | None:
    """What tells of amounts that were counted and stand in no row, where nothing else does."""
    lost = disclosure.numbers_printed - disclosure.numbers_captured - disclosure.numbers_unplaced
    if lost <= 0 or any(problem.kind in _TOLD for problem in disclosure.problems):
        return None
    told = f"各表印有 {disclosure.numbers_printed} 个金额，其中 {lost} 个没有读进任何数据行，请与原文件核对"
    return Problem("numbers_unread", told)
