"""Checks across the forms of one disclosure."""

from __future__ import annotations

from collections.abc import Iterator

from check.classes import class_amounts
from check.disclosed import Disclosed
from check.outcome import Check, agree
from check.projects import cost_targets, procurement_codes, project_amounts
from check.rules import Rule, equal_rules
from forms.identities import tolerance
from forms.structure import DETAIL
from forms.text import fold


def across_forms(disclosed: Disclosed) -> Iterator[Check]:
    """Forms that print the same figure agree; classes, projects, targets and codes fit each other."""
    for rule in equal_rules():
        if rule.stage not in (None, disclosed.keys[2]):
            continue
        left, right = disclosed.value(rule.left), disclosed.value(rule.right)
        if left is None or right is None or (rule.same and not _name_the_same(disclosed, rule)):
            continue
        if rule.other is not None and left.amount > right.amount:
            other = disclosed.value(rule.other)
            if other is None:
                continue
            right = other
        yield agree(
            left.document,
            rule.rule,
            rule.description,
            left.amount,
            right.amount,
            tolerance(max(left.quantum, right.quantum), max(left.addends, right.addends)),
            f"{left.location}；{right.location}",
        )
    yield from class_amounts(disclosed)
    yield from project_amounts(disclosed)
    yield from cost_targets(disclosed)
    yield from procurement_codes(disclosed)


def _name_the_same(disclosed: Disclosed, rule: Rule) -> bool:
    left, right = (
        {
            fold(row[rule.same])
            for row in disclosed.rows(side.form)
            if row["row_kind"] == DETAIL and rule.same and row.get(rule.same)
        }
        for side in (rule.left, rule.right)
    )
    return left == right
