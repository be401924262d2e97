"""One evaluated check, as it is written to ``checks``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Check:
    """Left and right are yuan where the rule compares money; other rules state their unit in ``description``."""

    document: str
    rule: str
    description: str
    left: Decimal | None
    right: Decimal | None
    tolerance: Decimal
    passed: bool
    location: str

    @property
    def difference(self) -> Decimal | None:
        return None if self.left is None or self.right is None else self.left - self.right


def agree(
    document: str, rule: str, description: str, left: Decimal, right: Decimal, tolerance: Decimal, location: str
) -> Check:
    """A check that two amounts differ by no more than their rounding."""
    return Check(document, rule, description, left, right, tolerance, abs(left - right) <= tolerance, location)
