"""Values as the archive's database gives them."""

from __future__ import annotations

from decimal import Decimal

Value = int | float | str | None


def printed(value: Value) -> Value:
    """A value for CSV: never in exponent notation."""
    return format(Decimal(str(value)), "f") if isinstance(value, float) else value
