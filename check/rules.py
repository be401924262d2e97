"""The rules across forms, loaded from ``rules.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from forms.declared import DeclarationError, read_yaml
from forms.load import form_tables

PATH = Path(__file__).parent / "rules.yml"


@dataclass(frozen=True)
class Side:
    """Where an amount is found: a form, one or several columns, and which of its rows."""

    form: str
    columns: tuple[str, ...]
    total: bool
    where: tuple[tuple[str, re.Pattern[str]], ...]
    titled: str | None = None
    """Words that the form's printed title must have for the figure to be the one meant."""


@dataclass(frozen=True)
class Rule:
    """Two sides of one disclosure that must agree within rounding."""

    rule: str
    description: str
    left: Side
    right: Side
    other: Side | None = None
    """A second place where the right figure may stand."""
    stage: str | None = None
    """预算 or 决算 where the rule holds for one of them only."""
    same: str | None = None
    """A column whose values must be the same on both sides for the two to be comparable."""


@dataclass(frozen=True)
class Composition:
    """Metrics whose stated shares make up one whole."""

    metrics: tuple[str, ...]
    label: str


def _side(declared: dict[str, Any], rule: str) -> Side:
    unknown = set(declared) - {"form", "column", "total", "where", "titled"}
    columns = declared["column"] if isinstance(declared["column"], list) else [declared["column"]]
    table = form_tables().get(declared["form"])
    names = {column.name for column in table.columns} if table else set()
    if unknown or table is None or not names.issuperset([*columns, *declared.get("where", {})]):
        raise DeclarationError(f"{PATH}: rule {rule!r} names an unknown form, column or field: {declared}")
    where = tuple((name, re.compile(value)) for name, value in declared.get("where", {}).items())
    return Side(declared["form"], tuple(columns), bool(declared.get("total")), where, declared.get("titled"))


@cache
def equal_rules() -> tuple[Rule, ...]:
    """Rules between two forms."""
    declared = read_yaml(PATH, {"equal", "stated", "general", "current", "shares"})["equal"]
    return tuple(
        Rule(
            stated["rule"],
            stated["description"],
            left=_side(stated["left"], stated["rule"]),
            right=_side(stated["right"], stated["rule"]),
            other=_side(stated["or"], stated["rule"]) if "or" in stated else None,
            stage=stated.get("stage"),
            same=stated.get("same"),
        )
        for stated in declared
    )


@cache
def stated_rules() -> dict[str, Side]:
    """Metric of the narrative → where the forms print the same figure."""
    return {metric: _side(side, metric) for metric, side in read_yaml(PATH)["stated"].items()}


@cache
def current_rules() -> dict[str, Side]:
    """Metric → where this year's own figure is printed, without the money carried over."""
    return {metric: _side(side, metric) for metric, side in read_yaml(PATH)["current"].items()}


@cache
def general_rules() -> dict[str, tuple[Side, ...]]:
    """Metric → where the general budget's own figure is printed, the likeliest place first."""
    return {
        metric: tuple(_side(side, metric) for side in sides) for metric, sides in read_yaml(PATH)["general"].items()
    }


@cache
def compositions() -> tuple[Composition, ...]:
    """Compositions whose shares the narrative states."""
    return tuple(Composition(tuple(c["metrics"]), c["label"]) for c in read_yaml(PATH)["shares"])
