"""Derives the forms of balance: 收支总体, 收入总体, 财政拨款收支总体."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest

from samples.documents.amounts import Printer
from samples.documents.labels import CLASSES, REVENUE, ordinal
from samples.documents.model import CAPITAL, FUND, GENERAL, GOVERNMENT, Compact, Line, source_in, sum_of

Row = list[str]
CURRENT = (
    "general fees",
    "general",
    "fund",
    "capital",
    "special",
    "institution",
    "business",
    "superior",
    "subordinate",
    "other",
)
CARRIED = ("carry_general", "carry_fund", "carry_capital", "carry_special", "carry_unit")


def revenue_expenditure(facts: Compact, show: Printer) -> list[Row]:
    """收支总体情况表: [item, amount, item, amount]."""
    left = [[label, show(facts.total(source_in(*sources.split())))] for label, sources in REVENUE]
    right = []
    for number, (label, _) in CLASSES.items():
        spent = sum_of(line for line in facts.lines if line.function.startswith(str(number)))
        right.append([f"{ordinal(number - 200)}、{label}", show(spent)])
    rows = [[*(a or ["", ""]), *b] for a, b in zip_longest(left, right)]
    current, carried = facts.total(lambda line: not line.carried), facts.total(lambda line: line.carried)
    whole = show(current + carried)
    return [
        *rows,
        ["本年收入合计", show(current), "本年支出合计", whole],
        ["上年结转结余", show(carried), "年终结转结余", show(Decimal(0))],
        ["收入总计", whole, "支出总计", whole],
    ]


def revenue(facts: Compact, show: Printer) -> list[Row]:
    """收入总体情况表: 合计, the department, its units; 20 columns."""

    def row(code: str, name: str, lines: list[Line]) -> Row:
        def amount(sources: str) -> str:
            return show(sum_of(line for line in lines if line.source in sources.split()))

        current = show(sum_of(line for line in lines if not line.carried))
        carried = show(sum_of(line for line in lines if line.carried))
        return [code, name, show(sum_of(lines)), current, *map(amount, CURRENT), carried, *map(amount, CARRIED)]

    every = list(facts.lines)
    units = [row(unit.code, unit.name, [line for line in every if line.unit == unit.code]) for unit in facts.units]
    return [row("", "合计", every), row(facts.code, facts.department, every), *units]


def appropriation(facts: Compact, show: Printer) -> list[Row]:
    """财政拨款收支总体情况表: [item, amount, item, total, general, of which appropriated, fund, capital]."""
    lines = [line for line in facts.lines if line.source in GOVERNMENT]

    def take(*sources: str) -> Decimal:
        return sum_of(line for line in lines if line.source in sources)

    current, carried = take("general", "fees", "fund", "capital"), take("carry_general", "carry_fund", "carry_capital")
    left = [
        ["一、本年收入", show(current)],
        ["（一）一般公共预算拨款", show(take("general", "fees"))],
        ["其中：财政拨款", show(take("general"))],
        ["（二）政府性基金预算拨款", show(take("fund"))],
        ["（三）国有资本经营预算拨款", show(take("capital"))],
        ["二、上年结转", show(carried)],
        ["（一）一般公共预算拨款", show(take("carry_general"))],
        ["（二）政府性基金预算拨款", show(take("carry_fund"))],
        ["（三）国有资本经营预算拨款", show(take("carry_capital"))],
    ]

    def right(label: str, chosen: list[Line]) -> Row:
        kinds = (GENERAL, GENERAL - {"fees"}, FUND, CAPITAL)
        parts = [sum_of(line for line in chosen if line.source in kind) for kind in kinds]
        return [label, show(sum_of(chosen)), *map(show, parts)]

    side = [right("一、本年支出", lines)]
    for number, (_, label) in CLASSES.items():
        chosen = [line for line in lines if line.function.startswith(str(number))]
        side.append(right(f"（{ordinal(number - 200)}）{label}", chosen))
    side.append(right("二、年终结转结余", []))
    rows = [[*(a or ["", ""]), *b] for a, b in zip_longest(left, side)]
    return [*rows, ["收入合计：", show(current + carried), *right("支出合计", lines)]]
