"""The compact facts of an invented department: lines of money, projects, purchases.

Every printed figure is a sum over `Line`s, in Decimal. Sources: general (财政拨款), fees (general budget, not
appropriated), fund, capital, special, institution, business, superior, subordinate, other; with "carry_" in
front (carry_general, carry_fund, carry_capital, carry_special, carry_unit) what last year left over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from samples.documents.grid import parse

GENERAL = frozenset({"general", "fees", "carry_general"})
FUND = frozenset({"fund", "carry_fund"})
CAPITAL = frozenset({"capital", "carry_capital"})
UNIT_FUNDS = frozenset({"institution", "business", "superior", "subordinate", "other", "carry_unit"})
GOVERNMENT = GENERAL | FUND | CAPITAL


@dataclass(frozen=True)
class Unit:
    """A budget unit: its code and name."""

    code: str
    name: str


@dataclass(frozen=True)
class Project:
    """A project; `targets` is {成本: [(indicator, target)], 产出: …, 效益: …, 满意度: …}."""

    code: str
    name: str
    category: str
    unit: str
    targets: dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Line:
    """One amount: its function, both economic codes, unit, source, and its project or None for basic."""

    function: str
    department_economic: str
    government_economic: str
    unit: str
    amount: Decimal
    source: str = "general"
    project: Project | None = None

    @property
    def carried(self) -> bool:
        return self.source.startswith("carry_")


@dataclass(frozen=True)
class Purchase:
    """One row of 政府采购汇总表."""

    function: str
    unit: str
    item: str
    catalogue: str
    specification: str
    measure: str
    quantity: str
    amount: Decimal


@dataclass(frozen=True)
class Compact:
    """What the derivation works from; `code` and `department` name the whole department."""

    code: str
    department: str
    units: tuple[Unit, ...]
    lines: tuple[Line, ...]
    projects: tuple[Project, ...]
    purchases: tuple[Purchase, ...]
    style: dict[str, Any] = field(default_factory=dict)

    def total(self, *wanted: Callable[[Line], bool]) -> Decimal:
        """The sum of the lines that satisfy every condition."""
        return sum_of(line for line in self.lines if all(test(line) for test in wanted))

    def unit_name(self, code: str) -> str:
        return next(unit.name for unit in self.units if unit.code == code)

    def only(self, unit: str) -> Compact:
        """The same facts seen by one unit."""
        return Compact(
            self.code,
            self.department,
            tuple(one for one in self.units if one.code == unit),
            tuple(line for line in self.lines if line.unit == unit),
            tuple(project for project in self.projects if project.unit == unit),
            tuple(purchase for purchase in self.purchases if purchase.unit == unit),
            self.style,
        )


def sum_of(lines: Iterable[Line]) -> Decimal:
    """Exact sum of amounts."""
    return sum((line.amount for line in lines), Decimal(0))


def source_in(*sources: str) -> Callable[[Line], bool]:
    """A condition: the line's source is one of these."""
    return lambda line: line.source in sources


def compact(facts: dict[str, Any]) -> Compact:
    """The YAML as a model: `units` and `basic` and `procurement` are blocks of "|" rows, `projects` mappings."""
    units = tuple(Unit(*row) for row in parse(facts["units"]))
    lines = [
        Line(function, department, government, unit, Decimal(amount), "".join(source) or "general")
        for function, department, government, unit, amount, *source in parse(facts["basic"])
    ]
    projects = []
    for stated in facts["projects"]:
        targets = {kind: [(row[0], row[1]) for row in parse(block)] for kind, block in stated["targets"].items()}
        project = Project(stated["code"], stated["name"], stated["category"], stated["unit"], targets)
        projects.append(project)
        for row in parse(stated["lines"]):
            function, department, government, amount, *source = row
            lines.append(
                Line(
                    function,
                    department,
                    government,
                    project.unit,
                    Decimal(amount),
                    "".join(source) or "general",
                    project,
                )
            )
    purchases = tuple(
        Purchase(row[0], row[1], row[2], row[3], row[4], row[5], row[6], Decimal(row[7]))
        for row in parse(facts.get("procurement", ""))
    )
    return Compact(
        facts["code"], facts["department"], units, tuple(lines), tuple(projects), purchases, facts.get("style", {})
    )
