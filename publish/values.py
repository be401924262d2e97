"""How pages show values from closed lists; data formats keep the value. The words stand in ``values.yml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from forms.declared import read_yaml
from publish.labels import plain_label, table_label

_NARRATIVE = {
    "narrative": "情况说明：{}",
    "narrative_change": "情况说明的比上年增减：{}",
    "narrative_share": "情况说明的占比：{}",
}


@cache
def listed() -> dict[str, dict[str, str]]:
    """``table.column``, or a column of every table → stored value → Chinese."""
    return read_yaml(Path(__file__).with_name("values.yml"))


def _words(table: str, column: str) -> dict[str, str] | None:
    return listed().get(f"{table}.{column}", listed().get(column))


def has_labels(table: str, column: str) -> bool:
    return column == "form" or _words(table, column) is not None


def value_label(table: str, column: str, value: object) -> str:
    """How a page shows a value; one that is not listed stays as it is."""
    stored = str(value)
    if column == "form":
        return table_label(stored)
    label = (_words(table, column) or {}).get(stored)
    return label or (_rule_label(stored) if (table, column) == ("checks", "rule") else stored)


def _rule_label(rule: str) -> str:
    """A rule of one form (``expenditure:row:total``) or of the narrative (``narrative:personnel``) in words."""
    first, _, rest = rule.partition(":")
    if first in _NARRATIVE and rest:
        return _NARRATIVE[first].format(value_label("statements", "metric", rest))
    form = table_label(first)
    if rest.startswith("row:"):
        return f"{form}：逐行的{plain_label(first, rest.removeprefix('row:'))}"
    return {"sum_details": f"{form}：明细之和", "subtotal": f"{form}：小计"}.get(rest, rule)
