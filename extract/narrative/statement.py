"""One stated figure while it is read, and the row it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from archive.extracted import Record


@dataclass
class Statement:
    """A figure of one metric; ``metric`` is ``None`` for what is understood but outside the list."""

    metric: str | None
    label: str
    start: int
    end: int
    """The folded span of its section that states it, widened as change and reason are read."""
    value: Decimal | None = None
    value_unit: str | None = None
    share_percent: Decimal | None = None
    change: Decimal | None = None
    change_percent: Decimal | None = None
    base_year: int | None = None
    as_of: str | None = None
    reason: str | None = None
    funding: str | None = None
    at: int = 0
    """The folded position of the figure itself."""

    @property
    def compared(self) -> bool:
        return self.change is not None or self.change_percent is not None

    def row(self, sentence: str, page: int | None, section: int) -> Record:
        return {
            "metric": self.metric,
            "label": self.label,
            "value": self.value,
            "value_unit": self.value_unit,
            "share_percent": self.share_percent,
            "change": self.change,
            "change_percent": self.change_percent,
            "base_year": self.base_year,
            "as_of": self.as_of,
            "reason": self.reason,
            "funding": self.funding,
            "section": section,
            "sentence": sentence,
            "page": page,
        }
