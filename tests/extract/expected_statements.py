"""What the narrative of a sample document states, from its facts: values in yuan by metric, changes by metric."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from samples.documents import derive, facts, figures
from samples.documents.codes import function_name
from samples.documents.disclosure import Disclosure
from samples.documents.figures import Figures

TEN_THOUSAND = Decimal(10000)
STATED_ASSETS = {
    # vehicles, equipment over 500 000 and a million yuan, transfers, goods, works, services: their prose is not derived
    "pds-zwfw-2023": (2, 0, 1, 0, "41.7", "0", "4"),
    "xc-zwfw-2024": (2, 0, 0, 0, "0", "0", "0"),
}
KINDS = {"procurement_goods": "货物", "procurement_works": "工程", "procurement_services": "服务"}
YEAR_BEFORE = {"pds-zwfw-2023": "pds-zwfw-2022", "xc-zwfw-2024": "xc-zwfw-2023"}


def expected_values(one: Disclosure) -> dict[str, set[Decimal]]:
    """Metric → every value stated for it."""
    now = figures.of(one.forms)
    pingdingshan = one.city == "平顶山市"
    current = {now.sources["一般公共预算"]}
    found: dict[str, set[Decimal]] = {
        "revenue_total": {now.total},
        "expenditure_total": {now.total},
        # of all expenditure, of the general budget's, and of its basic expenditure
        "basic_total": {now.basic, now.general_basic},
        "project_total": {now.project, now.general_project},
        "general_budget_revenue": {*current, now.general}
        if now.sources["一般公共预算"] or not pingdingshan
        else {now.general},
        "general_budget_expenditure": {now.general},
        "function_expenditure": set(now.classes.values()) | (set(now.functions.values()) if pingdingshan else set()),
        "personnel": {now.personnel},
        "public_expenses": {now.public},
        "three_public": {now.three_public},
        "overseas_travel": {now.travel},
        "vehicle_purchase": {now.purchase},
        "vehicle_operation": {now.operation},
        "reception": {now.reception},
        "agency_operation": {now.public},
    }
    vehicles, half_million, million, transfers, *bought = _assets(one, now)
    purchases = dict(zip(KINDS, map(Decimal, bought), strict=True))
    found |= {metric: {amount} for metric, amount in purchases.items()}
    found["procurement"] = {sum(purchases.values(), Decimal(0))}
    money = {metric: {value * TEN_THOUSAND for value in values} for metric, values in found.items()}
    counts = {"vehicles": vehicles, "equipment_500k": half_million, "equipment_1m": million,
              "transfer_projects": transfers, "projects_with_targets": now.projects}  # fmt: skip
    return money | {metric: {Decimal(count)} for metric, count in counts.items()}


def _assets(one: Disclosure, now: Figures) -> tuple[Any, ...]:
    if one.slug in STATED_ASSETS:
        return STATED_ASSETS[one.slug]
    owned, stated = one.compact["assets"], one.compact.get("purchases", {})
    bought = [(now.purchases or stated).get(kind, 0) for kind in KINDS.values()]
    return (sum(owned["vehicles"]), owned["equipment_500k"], owned["equipment_1m"], one.compact.get("transfers", 0),
            *(Decimal(str(amount)) for amount in bought))  # fmt: skip


def expected_changes(one: Disclosure) -> dict[tuple[str, str | None], Decimal]:
    """(metric, function or None) → the change against the year before, negative for a decrease."""
    now = figures.of(one.forms)
    then = derive.before(one.compact) if one.derived else figures.of(facts.load(YEAR_BEFORE[one.slug]).forms)
    pairs = {"revenue_total": "total", "expenditure_total": "total", "general_budget_revenue": "general",
             "general_budget_expenditure": "general", "three_public": "three_public", "overseas_travel": "travel",
             "vehicle_purchase": "purchase", "vehicle_operation": "operation", "reception": "reception"}  # fmt: skip
    if one.city == "平顶山市":
        pairs["agency_operation"] = "public"
    found: dict[tuple[str, str | None], Decimal] = {
        (metric, None): (getattr(now, name) - getattr(then, name)) * TEN_THOUSAND for metric, name in pairs.items()
    }
    if one.city == "平顶山市":
        for code, amount in now.functions.items():
            change = amount - then.functions.get(code, Decimal(0))
            found["function_expenditure", function_name(code)] = change * TEN_THOUSAND
    return found
