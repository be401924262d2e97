"""The narrative of a derived document: the city's template (facts/common/narrative-….txt) filled with its figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from samples.documents import store as stated
from samples.documents.amounts import percent, words
from samples.documents.codes import function_name
from samples.documents.figures import ZERO, Figures

AMOUNTS = (
    "total",
    "general",
    "fund",
    "capital",
    "basic",
    "project",
    "general_basic",
    "general_project",
    "personnel",
    "public",
    "three_public",
    "travel",
    "purchase",
    "operation",
    "reception",
    "vehicles",
)
SHARES = {
    "basic": "total",
    "project": "total",
    "general_basic": "general",
    "general_project": "general",
    "personnel": "general_basic",
    "public": "general_basic",
}
KINDS = ("货物", "工程", "服务")


@dataclass(frozen=True)
class Manner:
    """How a city words figures: decimals of percentages, an unchanged amount, a reason, its revenue kinds."""

    template: str
    places: int
    unchanged: str
    because: str
    every_revenue: bool


MANNERS = {
    "平顶山市": Manner("narrative-pingdingshan", 1, "增加0万元，增长0%", "，主要原因：", False),
    "许昌市": Manner("narrative-xuchang", 2, "持平", "，主要原因是", True),
}


def narrative(facts: dict[str, Any], now: Figures, then: Figures) -> str:
    """Lines as `facts.sections` reads them."""
    manner = MANNERS[facts["city"]]
    return stated.template(manner.template).format_map(values(facts, manner, now, then))


def changed(now: Decimal, then: Decimal, manner: Manner) -> str:
    """增加440.4万元，增长10.96% · 减少…，下降…% · no percentage when there was nothing the year before."""
    if now == then:
        return manner.unchanged
    verb, trend = ("增加", "增长") if now > then else ("减少", "下降")
    amount = f"{verb}{words(abs(now - then))}万元"
    return f"{amount}，{trend}{percent(now - then, then, manner.places)}" if then else amount


def values(facts: dict[str, Any], manner: Manner, now: Figures, then: Figures) -> dict[str, Any]:
    """Every placeholder of both templates."""
    reasons, name, year = facts["text"]["reasons"], facts["name"], facts["year"]
    found: dict[str, Any] = {"name": name, "year": year, "last": year - 1, "scope": facts["scope"]}
    for key in AMOUNTS:
        new, old = getattr(now, key), getattr(then, key)
        found[key] = words(new)
        found[f"change_{key}"] = changed(new, old, manner)
        found[f"why_{key}"] = reasons.get(key, reasons["general"])
        found[f"because_{key}"] = f"{manner.because}{found[f'why_{key}']}" if new != old else ""
    for part, whole in SHARES.items():
        found[f"share_{part}"] = percent(getattr(now, part), getattr(now, whole), manner.places)
    people, things = now.items()
    found |= {"people": "、".join(people), "things": "、".join(things), "projects": now.projects}
    found |= {key: "\n".join(facts["text"][key]) for key in ("duties", "offices")}
    return found | lists(facts, manner, now, then) | assets(facts) | purchases(facts, now)


def lists(facts: dict[str, Any], manner: Manner, now: Figures, then: Figures) -> dict[str, str]:
    """Placeholders that enumerate: revenue by kind, 类 with shares, 项 with changes, units."""
    kinds = [
        (f"{kind}收入" if manner.every_revenue and not kind.endswith("收入") else kind, amount)
        for kind, amount in now.sources.items()
    ]
    kinds.append(("上年结转结余", now.carried))
    revenues = [f"{kind}{words(amount)}万元" for kind, amount in kinds if amount or manner.every_revenue]
    classes = []
    for code, amount in now.classes.items():
        label = function_name(str(code))
        label = label if manner.every_revenue else f"{label.removesuffix('支出')}（类）支出"
        classes.append(f"{label}{words(amount)}万元，占{percent(amount, now.general, manner.places)}")
    units = [line.split("|")[1].strip() for line in facts["units"].splitlines() if line.strip()]
    composed = [
        f"{facts['name']}为包括本级预算和所属单位在内的汇总预算，预算单位构成为：",
        *(f"{at}. {unit}；" for at, unit in enumerate(units, 1)),
    ]
    if facts["scope"] == "单位":
        composed = [f"{facts['name']}为独立编制预算的单位，本预算不含其他单位。"]
    return {
        "revenues": "，".join(revenues),
        "classes": "；".join(classes),
        "units": "\n".join(composed),
        "functions": "\n".join(functions(facts, manner, now, then)),
    }


def functions(facts: dict[str, Any], manner: Manner, now: Figures, then: Figures) -> list[str]:
    """One numbered sentence a 项 of the general budget."""
    year, reasons, found = facts["year"], facts["text"]["reasons"], []
    for at, (code, amount) in enumerate(now.functions.items(), 1):
        old = then.functions.get(code, ZERO)
        path = f"{function_name(code[:3])}（类）{function_name(code[:5])}（款）{function_name(code)}（项）"
        change = f"比{year - 1}年预算数{changed(amount, old, manner)}。主要是{reasons.get(code, reasons['general'])}。"
        if amount == old:
            change = f"与{year - 1}年预算相比，无增减变动。"
        found.append(f"{at}. {path}。{year}年预算数为{words(amount)}万元，{change}")
    return found


def assets(facts: dict[str, Any]) -> dict[str, Any]:
    """Vehicles, equipment, transfer projects, and the fund sentence of Pingdingshan."""
    owned, count = facts["assets"], facts.get("transfers", 0)
    cars = {f"cars_{at}": number for at, number in enumerate(owned["vehicles"])}
    stated_transfers = f"{facts['name']}{facts['year']}年负责管理的专项转移支付项目{count}个。"
    return {
        "cars": sum(owned["vehicles"]),
        **cars,
        "equipment_500k": owned["equipment_500k"],
        "transfers": count,
        "equipment_1m": owned["equipment_1m"],
        "transfers_stated": stated_transfers if count else f"我部门{facts['year']}年无专项转移支付项目。",
    }


def purchases(facts: dict[str, Any], now: Figures) -> dict[str, str]:
    """Procurement by kind: of its form, or as stated where the city publishes no form (`purchases`)."""
    stated_kinds = {kind: Decimal(str(amount)) for kind, amount in facts.get("purchases", {}).items()}
    amounts = {kind: (now.purchases or stated_kinds).get(kind, ZERO) for kind in KINDS}
    kinds = "、".join(f"政府采购{kind}预算{words(amount)}万元" for kind, amount in amounts.items())
    fund = f"{facts['name']}{facts['year']}年政府性基金预算支出年初预算为{words(now.fund)}万元。"
    none = f"我部门{facts['year']}年无使用政府性基金预算拨款安排的支出。"
    return {
        "bought": words(sum(amounts.values(), ZERO)),
        "bought_kinds": kinds,
        "fund_stated": fund if now.fund else none,
    }
