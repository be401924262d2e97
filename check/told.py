"""Checks of the narrative: against the forms, against itself, and against last year's disclosure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from check.across import _same_class
from check.disclosed import Disclosed, Row, Value, location
from check.outcome import Check, agree
from check.rules import compositions, general_rules, stated_rules
from forms.money import decimals
from forms.structure import DETAIL
from forms.text import fold

GENERAL_BUDGET = "一般公共预算"
_COARSEST = Decimal(10000)


def narrative_checks(disclosed: Disclosed, before: Disclosed | None) -> Iterator[Check]:
    """``before`` is the same body's disclosure of the year before, when the archive has it."""
    for statement in disclosed.rows("statements"):
        printed = _printed(disclosed, statement)
        if printed is not None and statement["value"] is not None:
            yield _amount(statement, printed)
        share = _share(disclosed, statement)
        if share is not None:
            yield share
        if before is not None and statement.get("change") is not None and statement["base_year"] == before.keys[1]:
            change = _change(statement, before)
            if change is not None:
                yield change
    yield from _restated(disclosed)


def quantum_of(value: Decimal) -> Decimal:
    """The last digit a stated amount can have been rounded to, one 万元 at most: 43102000 → 1000 yuan."""
    quantum = Decimal("0.01")
    while value and quantum < _COARSEST and value % (quantum * 10) == 0:
        quantum *= 10
    return quantum


def _printed(disclosed: Disclosed, statement: Row) -> Value | None:
    """Where the forms print what the narrative states."""
    metric = statement["metric"]
    if metric == "function_expenditure":
        return _function(disclosed, statement["label"])
    side = stated_rules().get(metric)
    if statement.get("funding") == GENERAL_BUDGET and metric in general_rules():
        # the narrative splits basic and project twice: of all expenditure, and of the general budget's
        side = general_rules()[metric]
    return disclosed.value(side) if side is not None else None


def _function(disclosed: Disclosed, label: str | None) -> Value | None:
    rows = [
        row
        for row in disclosed.rows("general_budget_expenditure")
        if row["row_kind"] == DETAIL and row.get("total") is not None and row.get("function_code")
    ]
    if not rows or not label:
        return None
    names = dict(disclosed.db.conn.execute("select code, name from function_codes where length(code) = 3"))
    own = [row for row in rows if fold(row["function"]) == fold(label)]
    found = own or [row for row in rows if _same_class(label, names.get(row["function_code"][:3], ""))]
    if not found:
        return None
    document = found[0]["document"]
    return Value(
        sum((row["total"] for row in found), Decimal(0)),
        disclosed.quantum("general_budget_expenditure", document),
        len(found),
        document,
        location("general_budget_expenditure", found[0], "total"),
    )


def _amount(statement: Row, printed: Value) -> Check:
    quantum = max(printed.quantum, quantum_of(statement["value"]) if statement["value"] else Decimal(0))
    return agree(
        statement["document"],
        f"narrative:{statement['metric']}",
        f"情况说明的“{statement['label']}”= 表中的数",
        statement["value"],
        printed.amount,
        quantum / 2 * printed.addends,
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
    metric, statements = statement["metric"], disclosed.rows("statements")
    complement = _COMPLEMENT.get(metric)
    if complement is not None:
        beside = [
            row
            for row in statements
            if row["metric"] == complement and row["value"] is not None and abs(row["row"] - statement["row"]) == 1
        ]
        return statement["value"] + beside[0]["value"] if beside and statement["value"] is not None else None
    if metric == "function_expenditure":
        totals = [
            row["value"]
            for row in statements
            if row["metric"] == "general_budget_expenditure" and row["value"] and row["row"] < statement["row"]
        ]
        return totals[-1] if totals else None
    return None


def _share(disclosed: Disclosed, statement: Row) -> Check | None:
    """A stated share is the stated amount's share of its whole, both as rounded."""
    share, value = statement.get("share_percent"), statement.get("value")
    whole = _whole(disclosed, statement)
    if share is None or value is None or not whole:
        return None
    quantum = quantum_of(value) / 2 if value else Decimal(0)
    rounding = Decimal(1).scaleb(-decimals(format(share, "f")))
    spread = (quantum + quantum * value / whole) / whole * 100
    computed = (value / whole * 100).quantize(Decimal("0.0001"))
    return agree(
        statement["document"],
        f"narrative_share:{statement['metric']}",
        f"情况说明的“{statement['label']}”占比（%）= 金额之比",
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
            if row["metric"] in composition.metrics and row.get("share_percent") is not None:
                # the same share: the same amount of the same whole
                stated[(row["metric"], fold(row["label"]), row["value"], _whole(disclosed, row))].append(row)
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


def _change(statement: Row, before: Disclosed) -> Check | None:
    """A stated change against the year before is the difference from last year's disclosure."""
    last = _printed(before, statement)
    if last is None or statement["value"] is None:
        return None
    quantum = max(last.quantum, quantum_of(statement["change"]) if statement["change"] else Decimal(0))
    return agree(
        statement["document"],
        f"narrative_change:{statement['metric']}",
        f"情况说明的“{statement['label']}”比上年增减 = 本年数 − {before.keys[1]} 年公开数",
        statement["change"],
        statement["value"] - last.amount,
        quantum / 2 * (last.addends + 1),
        f"{_told_at(statement)}；上年：{last.location}",
    )
