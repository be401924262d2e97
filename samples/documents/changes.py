"""Sentences of change against the year before, in the ways the two cities put them."""
from __future__ import annotations

from decimal import Decimal

from .amounts import percent, words


def direction(now: Decimal, then: Decimal) -> tuple[str, str]:
    """增加/增长 or 减少/下降."""
    return ("增加", "增长") if now >= then else ("减少", "下降")


def changed(now: Decimal, then: Decimal, places: int, even: str = "持平") -> str:
    """增加440.4万元，增长10.96% · 减少…，下降…% · `even` when equal · no percentage when there was nothing."""
    if now == then:
        return even
    verb, trend = direction(now, then)
    amount = f"{verb}{words(abs(now - then))}万元"
    return f"{amount}，{trend}{percent(now - then, then, places)}" if then else amount


def flat(now: Decimal, then: Decimal, places: int) -> str:
    """As `changed`, but an equal amount is 增加0万元，增长0%."""
    return changed(now, then, places, even="增加0万元，增长0%")
