"""Derives the forms of spending: by function, by economic class, 三公, projects."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from samples.documents.amounts import Printer
from samples.documents.codes import economic_name, function_name, government_name
from samples.documents.model import GENERAL, UNIT_FUNDS, Compact, Line, Project, sum_of

Row = list[str]
THREE_PUBLIC = {"travel": "30212", "purchase": "31013", "operation": "30231", "reception": "30217"}


def by_function(facts: Compact, show: Printer, sources: frozenset[str] | None = None) -> list[Row]:
    """支出总体 and its kin: 合计, department, (units,) 项; 14 columns. Without lines: the empty form."""
    lines = [line for line in facts.lines if sources is None or line.source in sources]
    if not lines:
        return [["", "", "", "", "合计", *[""] * 9], [""] * 14]
    whole = split(lines, show)
    rows = [["", "", "", "", "合计", *whole], ["", "", "", facts.code, facts.department, *whole]]
    if not facts.style.get("by_unit"):
        return rows + _items(lines, [unit.code for unit in facts.units], show)
    for unit in facts.units:
        own = [line for line in lines if line.unit == unit.code]
        if own:
            rows.append(["", "", "", unit.code, unit.name, *split(own, show)])
            rows += _items(own, [unit.code], show)
    return rows


def _items(lines: list[Line], units: list[str], show: Printer) -> list[Row]:
    """One row a 项: the first unit's in order of code, then what only the next has."""
    found: list[Row] = []
    seen: set[str] = set()
    for unit in units:
        for code in sorted({line.function for line in lines if line.unit == unit} - seen):
            seen.add(code)
            own = [line for line in lines if line.function == code]
            found.append([code[:3], code[3:5], code[5:], "", function_name(code), *split(own, show)])
    return found


def split(lines: Iterable[Line], show: Printer) -> Row:
    """合计, basic (小计, 工资, 个人, 商品, 资本), project (小计, 其他运转类, 特定目标类)."""
    lines = list(lines)
    basic = [line for line in lines if line.project is None]
    parts = [
        sum_of(line for line in basic if line.department_economic.startswith(kind))
        for kind in ("301", "303", "302", "310")
    ]
    if sum(parts) != sum_of(basic):
        raise ValueError("a basic line has an economic class that the form has no column for")
    project = [line for line in lines if line.project]
    kinds = [
        sum_of(line for line in project if line.project and line.project.category == kind)
        for kind in ("其他运转类", "特定目标类")
    ]
    return [show(value) for value in (sum_of(lines), sum_of(basic), *parts, sum_of(project), *kinds)]


def pairs(lines: Iterable[Line]) -> dict[tuple[str, str], list[Line]]:
    """Lines by (department economic, government economic) code, in order of appearance."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        found.setdefault((line.department_economic, line.government_economic), []).append(line)
    return found


def basic_expenditure(facts: Compact, show: Printer) -> list[Row]:
    """一般公共预算基本支出表: 合计, then one row a pair of economic codes."""
    lines = [line for line in facts.lines if line.source in GENERAL and line.project is None]

    def amounts(own: list[Line]) -> Row:
        people = sum_of(line for line in own if line.department_economic[:3] in ("301", "303"))
        return [show(sum_of(own)), show(people), show(sum_of(own) - people)]

    rows = [
        [one, economic_name(one), other, government_name(other), *amounts(own)]
        for (one, other), own in pairs(lines).items()
    ]
    return [["合计", "<", "<", "<", *amounts(lines)], *rows]


def economic_classification(facts: Compact, show: Printer) -> list[Row]:
    """支出经济分类汇总表: 合计, department, one row a pair; 18 columns."""

    def amounts(own: list[Line]) -> Row:
        def take(*sources: str) -> Decimal:
            return sum_of(line for line in own if line.source in sources)

        carried = sum_of(line for line in own if line.carried)
        return [
            show(value)
            for value in (
                sum_of(own),
                take("general", "fees"),
                take("general"),
                take("fund"),
                take("capital"),
                carried,
                take("special"),
                take("institution"),
                take("superior"),
                take("subordinate"),
                take("business"),
                take("other"),
            )
        ]

    every = list(facts.lines)
    head = [
        ["", "", "合计", "", "", "", *amounts(every)],
        [facts.code, "", facts.department, "", "", "", *amounts(every)],
    ]
    return head + [
        [one[:3], one[3:], economic_name(one), other[:3], other[3:], government_name(other), *amounts(own)]
        for (one, other), own in pairs(every).items()
    ]


def three_public(facts: Compact, show: Printer) -> list[Row]:
    """“三公”经费表: one row: 合计, 出国, 用车小计, 购置, 运行, 接待."""
    lines = [line for line in facts.lines if line.source in GENERAL]
    travel, purchase, operation, reception = (
        sum_of(line for line in lines if line.department_economic == code) for code in THREE_PUBLIC.values()
    )
    whole = travel + purchase + operation + reception
    return [[show(value) for value in (whole, travel, purchase + operation, purchase, operation, reception)]]


def project_rows(facts: Compact, show: Printer) -> list[Row]:
    """项目支出表: the total, the department, one row a project; 12 columns."""

    def amounts(own: list[Line]) -> Row:
        def take(sources: Iterable[str]) -> Decimal:
            return sum_of(line for line in own if line.source in sources)

        kinds = (
            ("general", "fees"),
            ("fund",),
            ("capital",),
            ("carry_general",),
            ("carry_fund",),
            ("carry_capital",),
            ("special", "carry_special"),
            UNIT_FUNDS,
        )
        return [show(sum_of(own)), *(show(take(kind)) for kind in kinds)]

    def own(project: Project) -> list[Line]:
        return [line for line in facts.lines if line.project is project]

    every = [line for line in facts.lines if line.project]
    return [["", "", "", *amounts(every)], ["", facts.code, facts.department, *amounts(every)]] + [
        [project.category, project.name, facts.unit_name(project.unit), *amounts(own(project))]
        for project in facts.projects
    ]
