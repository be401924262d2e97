"""Derives 整体绩效目标表, 项目绩效目标表 and 政府采购汇总表."""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest
from typing import Any

from samples.documents import store as stated
from samples.documents.amounts import Printer
from samples.documents.grid import parse
from samples.documents.model import GOVERNMENT, UNIT_FUNDS, Compact, Line, sum_of

Row = list[str]
KINDS = ("成本", "产出", "效益", "满意度")


def funding(lines: list[Line]) -> list[Decimal]:
    """Total, government budget, special account, unit funds."""
    kinds = (GOVERNMENT, frozenset({"special", "carry_special"}), UNIT_FUNDS)
    return [sum_of(lines), *(sum_of(line for line in lines if line.source in kind) for kind in kinds)]


def department_performance(facts: Compact, show: Printer, performance: dict[str, Any], head: Row) -> list[Row]:
    """整体绩效目标表: goals, tasks, amounts, indicators; 5 columns, merged cells as grids mark them.

    `performance` has goals (list), tasks ("name|content" rows), effects ("indicator|target|note" rows);
    the management indicators are the usual ones (facts/common/indicators.yml).
    """
    every = list(facts.lines)
    whole, government, special, own = map(show, funding(every))
    basic = show(sum_of(line for line in every if line.project is None))
    project = show(sum_of(line for line in every if line.project))
    goals = [["^" if at else "年度履职目标", goal, "<", "<", "<"] for at, goal in enumerate(performance["goals"])]
    tasks = parse(performance["tasks"])
    rows = [head, *goals, ["年度主要任务", "任务名称", "主要内容", "<", "<"]]
    rows += [["^", name, content, "<", "<"] for name, content in tasks]
    rows += [
        ["预算情况", "部门预算总额（万元）", "<", whole, "<"],
        ["^", "1、资金来源：", "（1）政府预算资金", government, "<"],
        ["^", "^", "（2）财政专户管理资金", special, "<"],
        ["^", "^", "（3）单位资金", own, "<"],
        ["^", "2、资金结构：", "（1）基本支出", basic, "<"],
        ["^", "^", "（2）项目支出", project, "<"],
        ["一级指标", "二级指标", "三级指标", "指标值", "指标值说明"],
    ]
    usual = parse(stated.common("indicators")["management"])
    results = [("产出指标", "重点工作任务完成", name, "≥95%", "") for name, _ in tasks]
    results += [("产出指标", "履职目标实现", goal, "完成", "") for goal in performance.get("aims", [])]
    effects = [("效益指标", *row) for row in parse(performance["effects"])]
    indicators = [("投入管理指标", *row) for row in usual] + results + effects
    return rows + _merged([list(row) for row in indicators])


def _merged(rows: list[Row]) -> list[Row]:
    """The first two columns with repeats turned into "^"."""
    found = []
    before = ["", ""]
    for row in rows:
        same = row[0] == before[0]
        kept = ["^" if same else row[0], "^" if same and row[1] == before[1] else row[1], *row[2:]]
        before = row[:2]
        found.append(kept)
    return found


def project_performance(facts: Compact, show: Printer, merge: bool) -> list[Row]:
    """项目绩效目标表: department, units, projects with their indicators side by side; 14 columns.

    With `merge` the project's code, name and amounts are cells over all its rows, else blanks follow.
    """
    every = [line for line in facts.lines if line.project]
    rows = [[facts.code, "", *map(show, funding(every)), *[""] * 8]] if every else [[""] * 14]
    for unit in facts.units:
        own = [line for line in every if line.unit == unit.code]
        if own:
            rows.append([unit.code, unit.name, *map(show, funding(own)), *[""] * 8])
        for project in (one for one in facts.projects if one.unit == unit.code):
            amounts = map(show, funding([line for line in own if line.project is project]))
            left = [project.code, project.name, *amounts]
            columns = [project.targets.get(kind, []) for kind in KINDS]
            for at, parts in enumerate(zip_longest(*columns, fillvalue=("", ""))):
                lead = left if at == 0 else ["^" if merge else ""] * 6
                rows.append([*lead, *(cell for pair in parts for cell in pair)])
    return rows


def procurement(facts: Compact, show: Printer) -> list[Row]:
    """政府采购汇总表: one row a purchase, then 合计; 10 columns."""
    rows = [
        [
            one.function[:3],
            one.function[3:5],
            one.function[5:],
            facts.unit_name(one.unit),
            one.item,
            one.catalogue,
            one.specification,
            one.measure,
            one.quantity,
            show(one.amount),
        ]
        for one in facts.purchases
    ]
    whole = sum((one.amount for one in facts.purchases), Decimal(0))
    return [*rows, ["合计：", "<", "<", *[""] * 6, show(whole)]]
