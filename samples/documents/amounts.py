"""Amounts as a document prints them: decimals, what nil looks like, commas."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any


def trimmed(value: Decimal) -> str:
    """Trailing zeros dropped: 419, 3.97, 4310.2."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value: Decimal, places: int) -> Decimal:
    """Rounded half up."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


class Printer:
    """Prints amounts in one document's style: {decimals: 1 | 2 | trim, nil: "" | "0.0" | "0.00"}."""

    def __init__(self, style: dict[str, Any]) -> None:
        self.decimals, self.nil = style.get("decimals", "trim"), style.get("nil", "")

    def __call__(self, value: Decimal) -> str:
        if not value:
            return str(self.nil)
        if self.decimals == "trim":
            return trimmed(value)
        exact = rounded(value, int(self.decimals))
        if exact != value:
            raise ValueError(f"{value} has more than {self.decimals} decimals: its sums would not be exact")
        return f"{exact:f}"


def words(value: Decimal) -> str:
    """An amount in a sentence: 211, 0, 621.3."""
    return trimmed(value)


def percent(part: Decimal, whole: Decimal, places: int) -> str:
    """part/whole in percent, rounded, zeros dropped, without its sign: 10.96%."""
    return trimmed(rounded(abs(part) * 100 / whole, places)) + "%" if whole else "0%"
