"""What is known while one section is read: its statements so far, and what the next words may refer to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from archive.extracted import Record
from extract.narrative.figures import Figure
from extract.narrative.flow import Flow
from extract.narrative.metrics import Subject
from forms.text import joined

PART_OF = re.compile(r"其中|包括|以下方面|划分为")
"""Words before the parts of a whole."""
_FUNDING = re.compile(r"一般公共预算|财政拨款")


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


@dataclass
class Section:
    """The statements of one section and the state of reading it. Spans are of the flow's folded text."""

    flow: Flow
    heading: str
    """The path of headings, folded."""
    year: int | None
    final: bool = False
    """True for final accounts (决算), where 年初预算 is the figure of another stage."""
    statements: list[Statement] = field(default_factory=list)
    unmatched: list[tuple[int, int]] = field(default_factory=list)
    """Amounts whose words are not understood."""
    outside: list[tuple[int, Figure]] = field(default_factory=list)
    """Amounts of the year that are understood and have no metric in the list, with where their clause begins."""
    reasons: list[tuple[int, int]] = field(default_factory=list)

    latest: list[Statement] = field(default_factory=list)
    """Of the last figure: what a following share or change is of."""
    changed: list[Statement] = field(default_factory=list)
    """Of the last change: what a following percentage or reason is of."""
    parents: list[Statement] = field(default_factory=list)
    """What the figures after 其中 are parts of."""
    subject: Subject | None = None
    """Of the last amount, for a second one of the same thing (年初预算为…，支出决算为…)."""
    last: Literal["", "value", "change", "flat", "reason"] = ""
    base_year: int | None = None
    compared: bool = False
    """True once the section has named another year to compare with."""
    funding: str | None = None
    """Of figures that do not say it: the heading's, or that of the list they stand in."""

    def __post_init__(self) -> None:
        named = _FUNDING.search(self.heading)
        self.funding = named[0] if named else None

    def label(self, about: Subject, clause: int) -> str:
        """The printed name of what a figure is about, in the clause that begins there."""
        return about.name or joined(self.flow.name(clause + about.label[0], clause + about.label[1]))

    def add(self, metric: str | None, label: str, start: int, end: int, about: Subject) -> Statement:
        funding = about.funding
        if metric and metric.startswith("general_budget"):
            funding = "一般公共预算"
        elif about.funded and funding is None:
            funding = self.parents[0].funding if self.parents else self.funding
        elif metric is None and (named := _FUNDING.search(label)):
            funding = named[0]
        added = Statement(metric, label, start, end, funding=funding, at=max(start, end - 1))
        self.statements.append(added)
        return added

    def find(self, metric: str, label: str | None = None, funding: str | None = None) -> Statement | None:
        """The latest statement of a metric that no change is known of yet."""
        for each in reversed(self.statements):
            same = each.metric == metric and (metric != "function_expenditure" or each.label == label)
            if same and not each.compared and (funding is None or each.funding == funding):
                return each
        return None

    @property
    def parent_metrics(self) -> set[str]:
        return {each.metric or "" for each in self.parents}

    def uncompared(self, targets: Iterable[Statement] | None) -> list[Statement]:
        """Of these, or of the last figure when the words name nobody, those that no change is known of."""
        return [each for each in (self.latest if targets is None else targets) if not each.compared]
