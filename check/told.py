"""Checks of the narrative: against the forms, against itself, and against last year's disclosure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from check.disclosed import Disclosed, Row, Value
from check.functions import function_values
from check.outcome import Check, agree
from check.rules import compositions, current_rules, general_rules, stated_rules
from forms.identities import tolerance
from forms.money import decimals, last_digit
from forms.text import fold, quoted

GENERAL_BUDGET = "一般公共预算"
_OVERALL = "总"
"""收入总计 has the money carried over in it; 收入合计 may be this year's alone."""
_ROUNDED_SHARES = Decimal("0.2")
"""Percent by which two rounded shares of one whole may miss 100."""


def narrative_checks(disclosed: Disclosed, before: Disclosed | None) -> Iterator[Check]:
    """``before`` is the same body's disclosure of the year before, when the archive has it."""
    for statement in disclosed.rows("statements"):
        amount = _agreeing(_amount(statement, printed) for printed in _printed(disclosed, statement))
        if amount is not None:
            yield amount
        share = _share(disclosed, statement)
        if share is not None:
            yield share
        if before is not None and statement.get("change") is not None and statement["base_year"] == before.keys[1]:
            change = _agreeing(_change(statement, last, before) for last in _printed(before, statement))
            if change is not None:
                yield change
    yield from _restated(disclosed)


def _quantum_of(stated: Decimal) -> Decimal:
    """What a stated amount can have been rounded to: 43102000 → 1000 yuan; nothing of a nought."""
    return last_digit([stated]) if stated else Decimal(0)


def _agreeing(checks: Iterable[Check]) -> Check | None:
    """Of the checks of one statement against each figure it can mean the one that holds, else the first."""
    tried = list(checks)
    return next((check for check in tried if check.passed), tried[0] if tried else None)


def _printed(disclosed: Disclosed, statement: Row) -> list[Value]:
    """Where the forms print what the narrative states, the likeliest place first."""
    metric = statement["metric"]
    if statement["value"] is None:
        return []
    if metric == "function_expenditure":
        return function_values(disclosed, statement)
    sides = [stated_rules().get(metric)]
    if _OVERALL not in statement["label"]:
        sides.append(current_rules().get(metric))
    if metric in general_rules() and statement.get("funding"):
        # the narrative splits basic and project twice: of all expenditure, and of the general budget's;
        # 财政拨款 alone is mostly the general budget's
        own = general_rules()[metric]
        sides = [*own] if statement["funding"] == GENERAL_BUDGET else [*own, *sides]
    values = (disclosed.value(side) for side in sides if side is not None)
    return [value for value in values if value is not None]


def _amount(statement: Row, printed: Value) -> Check:
    quantum = max(printed.quantum, _quantum_of(statement["value"]))
    return agree(
        statement["document"],
        f"narrative:{statement['metric']}",
        f"情况说明的{quoted(statement['label'])}= 表中的数",
        statement["value"],
        printed.amount,
        tolerance(quantum, printed.addends),
        f"{_told_at(statement)}；{printed.location}",
    )


def _told_at(statement: Row) -> str:
    page = f"，第 {statement['page']} 页" if statement.get("page") else ""
    return f"情况说明“{(statement['sentence'] or '')[:60]}”{page}"


_COMPLEMENT = {
    "basic_total": "project_total",
    "project_total": "basic_total",
    "personnel": "public_expenses",
    "public_expenses": "personnel",
}


def _whole(disclosed: Disclosed, statement: Row) -> Decimal | None:
    """What a stated share is a share of: with the complement stated beside it, or the total before it."""
    metric, statements, value = statement["metric"], disclosed.rows("statements"), statement["value"]
    complement = _COMPLEMENT.get(metric)
    if complement is not None:
        near = [
            row
            for row in statements
            if row["metric"] == complement and row["value"] is not None and abs(row["row"] - statement["row"]) == 1
        ]
        # the one that states its share too, where two stand beside it
        beside = min(near, key=lambda row: row.get("share_percent") is None, default=None)
        if beside is None or value is None:
            return None
        shares = [row["share_percent"] for row in (statement, beside) if row.get("share_percent") is not None]
        if len(shares) == 2 and abs(sum(shares) - 100) > _ROUNDED_SHARES:
            # the two are not all there is: reserved money, money left over to next year
            return _total_before(statements, statement, ("expenditure_total",))
        return Decimal(value + beside["value"])
    if metric == "function_expenditure":
        return _total_before(statements, statement, ("general_budget_expenditure",))
    return None


def _total_before(statements: list[Row], statement: Row, metrics: tuple[str, ...]) -> Decimal | None:
    totals = [
        row["value"]
        for row in statements
        if row["metric"] in metrics and row["value"] and row["row"] < statement["row"]
    ]
    return totals[-1] if totals else None


def _share(disclosed: Disclosed, statement: Row) -> Check | None:
    """A stated share is the stated amount's share of its whole, both as rounded."""
    share, value = statement.get("share_percent"), statement.get("value")
    whole = _whole(disclosed, statement)
    if share is None or value is None or not whole:
        return None
    quantum = _quantum_of(value) / 2
    rounding = Decimal(1).scaleb(-decimals(format(share, "f")))
    spread = (quantum + quantum * value / whole) / whole * 100
    computed = (value / whole * 100).quantize(Decimal("0.0001"))
    return agree(
        statement["document"],
        f"narrative_share:{statement['metric']}",
        f"情况说明的{quoted(statement['label'])}占比（%）= 金额之比",
        share,
        computed,
        (rounding / 2 + spread).quantize(Decimal("0.0001")),
        _told_at(statement),
        "%",
    )


def _restated(disclosed: Disclosed) -> Iterator[Check]:
    """The same share stated twice in one narrative agrees exactly; one check for each composition."""
    for composition in compositions():
        stated: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in disclosed.rows("statements"):
            whole = _whole(disclosed, row) if row["metric"] in composition.metrics else None
            if whole is not None and row.get("share_percent") is not None:
                # the same share: the same amount of the same whole
                stated[(row["metric"], fold(row["label"]), row["value"], whole)].append(row)
        twice = {key: rows for key, rows in stated.items() if len(rows) > 1}
        if not twice:
            continue
        differing = [rows for rows in twice.values() if len({row["share_percent"] for row in rows}) > 1]
        rows = differing[0] if differing else next(iter(twice.values()))
        shown = "；".join(
            f"{group[0]['label']} " + "、".join(f"{row['share_percent']}%" for row in group)
            for group in differing or [rows]
        )
        left = rows[0]["share_percent"]
        right = next((row["share_percent"] for row in rows if row["share_percent"] != left), left)
        yield Check(
            rows[0]["document"],
            "share_restated",
            f"{composition.label}（%）前后各处一致：{shown}",
            left,
            right,
            Decimal(0),
            not differing,
            "；".join(_told_at(row) for row in rows),
            "%",
        )


def _change(statement: Row, last: Value, before: Disclosed) -> Check:
    """A stated change against the year before is the difference from last year's disclosure."""
    quantum = max(last.quantum, _quantum_of(statement["change"]))
    return agree(
        statement["document"],
        f"narrative_change:{statement['metric']}",
        f"情况说明的{quoted(statement['label'])}比上年增减 = 本年数 − {before.keys[1]} 年公开数",
        statement["change"],
        statement["value"] - last.amount,
        tolerance(quantum, last.addends + 1),
        f"{_told_at(statement)}；上年：{last.location}",
    )
