"""One evaluated check, as it is written to ``checks``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Check:
    """Left and right are in ``unit``: 元, % for shares, ``None`` where a rule compares no quantities."""

    document: str
    rule: str
    description: str
    left: Decimal | None
    right: Decimal | None
    tolerance: Decimal
    passed: bool
    location: str
    unit: str | None = "元"

    @property
    def difference(self) -> Decimal | None:
        return None if self.left is None or self.right is None else self.left - self.right


def agree(
    document: str,
    rule: str,
    description: str,
    left: Decimal,
    right: Decimal,
    tolerance: Decimal,
    location: str,
    unit: str = "元",
) -> Check:
    """A check that two quantities differ by no more than their rounding."""
    return Check(document, rule, description, left, right, tolerance, abs(left - right) <= tolerance, location, unit)
