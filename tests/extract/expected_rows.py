"""The rows that a sample document must yield, worked out from its facts and the data dictionary alone.

Nothing here knows the extractor: columns by their place in the statutory form, row kinds by the words of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from samples.documents.disclosure import Disclosure, Form
from samples.documents.grid import ABOVE, LEFT

Row = dict[str, Any]

TEN_THOUSAND = Decimal(10000)
FUNCTION = ("function_code", "function_code", "function_code", "budget_unit_code", "function", "total", "basic_total",
            "basic_wages_benefits", "basic_personal_family_subsidies", "basic_goods_services", "basic_capital",
            "project_total", "project_other_operation", "project_specific_target")  # fmt: skip
REVENUE = ("budget_unit_code", "budget_unit", "total", "current_total", "general_budget",
           "general_budget_appropriation", "government_fund", "state_capital", "special_account",
           "institution_income", "business_income", "superior_subsidy", "subordinate_remittance", "other_income",
           "carryover_total", "carryover_general_budget", "carryover_government_fund", "carryover_state_capital",
           "carryover_special_account", "carryover_unit_funds")  # fmt: skip
BASIC = ("department_economic_code", "department_economic", "government_economic_code", "government_economic",
         "total", "personnel", "public_expenses")  # fmt: skip
ECONOMIC = ("department_economic_code", "department_economic_code", "department_economic",
            "government_economic_code", "government_economic_code", "government_economic", "total",
            "general_budget", "general_budget_appropriation", "government_fund", "state_capital", "carryover",
            "special_account", "institution_income", "superior_subsidy", "subordinate_remittance",
            "business_income", "other_income")  # fmt: skip
THREE_PUBLIC = ("total", "overseas_travel", "vehicles_total", "vehicle_purchase", "vehicle_operation", "reception")
PROJECTS = ("category", "project", "budget_unit", "total", "general_budget", "government_fund", "state_capital",
            "carryover_general_budget", "carryover_government_fund", "carryover_state_capital", "special_account",
            "unit_funds")  # fmt: skip
FUNDING = ("project_code", "project", "total", "government_budget", "special_account", "unit_funds")
PROCUREMENT = ("function_code", "function_code", "function_code", "budget_unit", "item", "catalogue",
               "specification", "measure_unit", "quantity", "amount")  # fmt: skip
BOTH_SIDES = ("total", "general_budget", "general_budget_appropriation", "government_fund", "state_capital")

WORDS = {
    "function_code", "function", "budget_unit_code", "budget_unit", "department_economic_code", "department_economic",
    "government_economic_code", "government_economic", "category", "project", "project_code", "item", "catalogue",
    "specification", "measure_unit",
}  # fmt: skip
DIMENSIONS = ("成本", "产出", "效益", "满意度")


def expected_rows(disclosure: Disclosure) -> dict[str, list[Row]]:
    """Form table → its rows in printed order; amounts in yuan, ``None`` where nothing is printed."""
    found: dict[str, list[Row]] = {}
    for form in disclosure.forms:
        for table, row in _MAKERS[form.key](form):
            found.setdefault(table, []).append(row)
    return found


def yuan(printed: str) -> Decimal | None:
    """A printed amount in 万元."""
    return Decimal(printed.replace(",", "")) * TEN_THOUSAND if printed else None


def one_line(printed: str) -> str:
    return "" if printed in (LEFT, ABOVE) else re.sub(r"\s*\n\s*", "", printed)


def _record(columns: Sequence[str], cells: Sequence[str]) -> Row:
    row: Row = {}
    for name, cell in zip(columns, cells, strict=True):
        text = one_line(cell)
        if name in WORDS:
            row[name] = (row.get(name) or "") + text or None
        elif name == "quantity":
            row[name] = Decimal(text) if text else None
        else:
            row[name] = yuan(text)
    return row


def _prints_amount(row: Row) -> bool:
    return any(value is not None for name, value in row.items() if name not in WORDS)


def _by_function(form: Form) -> Iterator[tuple[str, Row]]:
    """合计; a department's and a unit's rows by their codes of 3 and 6 digits; details under them."""
    unit: Row = {}
    for cells in form.rows:
        row = _record(FUNCTION, cells)
        row["budget_unit"] = None
        if row["function_code"]:
            kind = "明细"
            row |= unit
        elif row["budget_unit_code"]:
            row["budget_unit"], row["function"] = row["function"], None
            kind = "部门" if len(row["budget_unit_code"]) == 3 else "单位"
            unit = {name: row[name] for name in ("budget_unit_code", "budget_unit")} if kind == "单位" else {}
        else:
            kind = "合计"
        if _prints_amount(row):
            yield form.key, {**row, "row_kind": kind}


def _revenue(form: Form) -> Iterator[tuple[str, Row]]:
    """合计, the department, its units: nothing stands below a unit, so a unit's row is 明细."""
    for cells in form.rows:
        row = _record(REVENUE, cells)
        code = row["budget_unit_code"]
        yield "revenue", {**row, "row_kind": "合计" if not code else "部门" if len(code) == 3 else "明细"}


_LABEL = re.compile(r"(?:[（(]?([一二三四五六七八九十]+)[）)、] *)?(其中[：:] *)?(.+?)[：:（(]?")


def _label(printed: str) -> tuple[str | None, str, bool]:
    """(ordinal, item, of which) of a label such as （一）一般公共预算拨款."""
    found = _LABEL.fullmatch(one_line(printed))
    assert found, printed
    return found[1], found[3], bool(found[2])


def _revenue_expenditure(form: Form) -> Iterator[tuple[str, Row]]:
    for side, at in (("收入", 0), ("支出", 2)):
        for cells in form.rows:
            if not cells[at]:
                continue
            ordinal, item, of_which = _label(cells[at])
            kind = (
                "其中" if of_which else "合计" if item.endswith("总计") else "小计" if item.endswith("合计") else "明细"
            )
            yield "revenue_expenditure", {
                "side": side, "ordinal": ordinal, "item": item, "amount": yuan(cells[at + 1]), "row_kind": kind,
            }  # fmt: skip


def _appropriation(form: Form) -> Iterator[tuple[str, Row]]:
    for side, at, columns in (("收入", 0, BOTH_SIDES[:1]), ("支出", 2, BOTH_SIDES)):
        rows: list[Row] = []
        parent = None
        for cells in form.rows:
            if not cells[at]:
                continue
            ordinal, item, of_which = _label(cells[at])
            row: Row = {"side": side, "ordinal": ordinal, "item": item, "parent": None, **dict.fromkeys(BOTH_SIDES)}
            row |= {name: yuan(cell) for name, cell in zip(columns, cells[at + 1 :], strict=False)}
            row["row_kind"] = "其中" if of_which else "合计" if item.endswith("合计") else "明细"
            if cells[at].startswith(("（", "(")) or of_which:
                row["parent"] = parent
            elif row["row_kind"] == "明细":
                parent = item
            rows.append(row)
        for row in rows:
            below = [one for one in rows if one["parent"] == row["item"] and row["row_kind"] == "明细"]
            alone = _amounts(row) and not any(map(_amounts, below))
            if below and not alone:
                row["row_kind"] = "小计"
        yield from (("appropriation", row) for row in rows)


def _amounts(row: Row) -> bool:
    return any(row[name] is not None for name in BOTH_SIDES)


def _basic(form: Form) -> Iterator[tuple[str, Row]]:
    for cells in form.rows:
        row = _record(BASIC, cells)
        if row["department_economic_code"] == "合计":
            row["department_economic_code"], row["department_economic"] = None, "合计"
        if _prints_amount(row):
            yield "basic_expenditure", {**row, "row_kind": "合计" if row["department_economic"] == "合计" else "明细"}


def _economic(form: Form) -> Iterator[tuple[str, Row]]:
    for at, cells in enumerate(form.rows):
        row = {"budget_unit_code": None, "budget_unit": None, **_record(ECONOMIC, cells)}
        if at == 1:
            row["budget_unit_code"], row["department_economic_code"] = row["department_economic_code"], None
            row["budget_unit"], row["department_economic"] = row["department_economic"], None
        yield "economic_classification", {**row, "row_kind": ("合计", "部门")[at] if at < 2 else "明细"}


def _three_public(form: Form) -> Iterator[tuple[str, Row]]:
    for cells in form.rows:
        row = _record(THREE_PUBLIC, cells)
        if _prints_amount(row):
            yield "three_public", {**row, "row_kind": "明细"}


def _projects(form: Form) -> Iterator[tuple[str, Row]]:
    for at, cells in enumerate(form.rows):
        row = {"project_code": None, "budget_unit_code": None, **_record(PROJECTS, cells)}
        if at == 1:
            row["budget_unit_code"], row["project"] = row["project"], None
        if _prints_amount(row):
            yield "projects", {**row, "row_kind": ("合计", "部门")[at] if at < 2 else "明细"}


def _department_performance(form: Form) -> Iterator[tuple[str, Row]]:
    section = group = level1 = level2 = ""
    for cells in form.rows[1:]:
        texts = [one_line(cell) for cell in cells]
        first = texts[0]
        section = first or section
        printed = [text for text in texts[1:] if text]
        if section == "年度履职目标":
            yield "department_tasks", {"part": section, "task": None, "content": printed[0], "row_kind": "明细"}
        elif section == "年度主要任务":
            if not first:
                yield (
                    "department_tasks",
                    {"part": section, "task": printed[0], "content": printed[1], "row_kind": "明细"},
                )
        elif section == "预算情况":
            amount = {"amount": yuan(texts[3])}
            if texts[1].startswith("部门预算总额"):
                yield "department_funding", {"parent": None, "item": texts[1], **amount, "row_kind": "合计"}
                continue
            group = texts[1].partition("、")[2].rstrip("：") or group
            item = re.sub(r"^[（(]\d[）)]", "", texts[2])
            yield "department_funding", {"parent": group, "item": item, **amount, "row_kind": "明细"}
        elif first != "一级指标":
            level1, level2 = first or level1, texts[1] or level2
            yield "department_targets", {
                "level1": level1, "level2": level2, "level3": texts[2], "target": texts[3] or None,
                "note": texts[4] or None, **target_parts(texts[3]), "row_kind": "明细",
            }  # fmt: skip


_NUMERIC_TARGET = re.compile(r"([≤≥<>=]?)([\d.]+)((?!月底)[^\d]*)")


def target_parts(printed: str) -> Row:
    """``≤257.84万元`` apart; nothing for words and for dates (12月底前)."""
    found = _NUMERIC_TARGET.fullmatch(printed)
    return {
        "target_sign": found[1] or None if found else None,
        "target_value": Decimal(found[2]) if found else None,
        "target_unit": found[3] or None if found else None,
    }


def _project_performance(form: Form) -> Iterator[tuple[str, Row]]:
    unit: Row = {"budget_unit_code": None, "budget_unit": None}
    project: Row = {}
    for cells in form.rows:
        row = {"budget_unit_code": None, "budget_unit": None, **_record(FUNDING, cells[:6])}
        code = row["project_code"]
        if code and len(code) in (3, 6):
            row |= {"project_code": None, "project": None, "budget_unit_code": code, "budget_unit": row["project"]}
            kind = "部门" if len(code) == 3 else "单位"
            unit = {name: row[name] for name in unit} if kind == "单位" else dict.fromkeys(unit)
        elif code:
            row |= unit
            project, kind = row, "明细"
        else:
            kind = ""
        if kind and _prints_amount(row):
            yield "project_funding", {**row, "row_kind": kind}
        for at, dimension in enumerate(DIMENSIONS):
            indicator, target = one_line(cells[6 + 2 * at]), one_line(cells[7 + 2 * at])
            if indicator:
                yield "project_targets", {
                    "project_code": project["project_code"], "project": project["project"],
                    "budget_unit": project["budget_unit"], "dimension": dimension, "level2": None,
                    "indicator": indicator, "target": target or None, **target_parts(target), "row_kind": "明细",
                }  # fmt: skip


def _procurement(form: Form) -> Iterator[tuple[str, Row]]:
    for cells in form.rows:
        total = one_line(cells[0]).rstrip("：:") == "合计"
        row = _record(PROCUREMENT, ["", "", "", *cells[3:]] if total else cells)
        if total:
            row["item"] = "合计"
        yield "procurement", {**row, "row_kind": "合计" if total else "明细"}


_MAKERS = {
    "revenue_expenditure": _revenue_expenditure,
    "revenue": _revenue,
    "expenditure": _by_function,
    "general_budget_expenditure": _by_function,
    "government_fund_expenditure": _by_function,
    "state_capital_expenditure": _by_function,
    "appropriation": _appropriation,
    "basic_expenditure": _basic,
    "economic_classification": _economic,
    "three_public": _three_public,
    "projects": _projects,
    "department_performance": _department_performance,
    "project_performance": _project_performance,
    "procurement": _procurement,
}
