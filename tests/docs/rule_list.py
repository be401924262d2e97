"""Prints the list of accounting rules that docs/checks.md holds: ``python tests/docs/rule_list.py``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from check.rules import equal_rules, stated_rules
from forms.load import form_tables, table_identities

ALSO = (
    ("class_amounts", "收支总体情况表的各功能类 = 支出总体情况表同类各项之和"),
    ("project_amounts", "每个项目：项目绩效目标表的资金总额 = 项目支出表的合计"),
    ("cost_targets", "每个项目：成本指标之和不超过项目资金总额"),
    ("procurement_codes", "政府采购汇总表的功能科目见于支出总体情况表"),
)
TOLD = (
    ("narrative_share:<metric>", "情况说明的占比 = 金额之比"),
    ("narrative_change:<metric>", "情况说明的比上年增减 = 本年数 − 上年公开数（档案里有上年文件时）"),
    ("share_restated", "同一占比在情况说明中前后各处一致（完全相等）"),
)


def lines() -> Iterator[str]:
    """The list as Markdown."""
    yield "**Within one form**"
    yield ""
    for table, identities in table_identities().items():
        for identity in identities:
            name = f"{table}:{identity.rule}" + (f":{identity.total}" if identity.total else "")
            yield f"- `{name}` {form_tables()[table].label}：{identity.label}"
    yield ""
    yield "**Across forms**"
    yield ""
    for rule in equal_rules():
        yield f"- `{rule.rule}` {rule.description}"
    for name, meaning in ALSO:
        yield f"- `{name}` {meaning}"
    yield ""
    yield "**The narrative**"
    yield ""
    for metric, side in stated_rules().items():
        label = form_tables()[side.form].label
        yield f"- `narrative:{metric}` 情况说明的数 = {label}的数"
    yield (
        "- `narrative:function_expenditure` 情况说明的各功能类（项）支出 = 支出表或收支总表中的同类（项）；同名的项看款"
    )
    for name, meaning in TOLD:
        yield f"- `{name}` {meaning}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in lines())
