"""Projects and purchases, item by item: their money where it is printed twice, their targets and their codes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from check.disclosed import Disclosed, Row, location
from check.outcome import Check, agree
from forms.identities import tolerance
from forms.money import UNITS, decimals
from forms.structure import DETAIL
from forms.text import fold

_WHOLE_COST = re.compile(r"总成本|总支出|总费用|总投入|总金额")


def project_amounts(disclosed: Disclosed) -> Iterator[Check]:
    """Each project's money in 项目支出表 and in 项目绩效目标表.

    Where several units have a project of one name and only some of them a sheet, those are held to their own.
    """
    spent: dict[str, list[Decimal]] = defaultdict(list)
    for row in disclosed.rows("projects"):
        if row["row_kind"] == DETAIL and row.get("project") and row.get("total") is not None:
            spent[fold(row["project"])].append(row["total"])
    funded: dict[str, list[Row]] = defaultdict(list)
    for row in disclosed.rows("project_funding"):
        if row["row_kind"] == DETAIL and row.get("project") and row.get("total") is not None:
            funded[fold(row["project"])].append(row)
    for name, rows in funded.items():
        if name not in spent:
            continue
        document = rows[0]["document"]
        quantum = max(disclosed.quantum("project_funding", document), disclosed.quantum("projects", document))
        sheets, own = Counter(row["total"] for row in rows), Counter(spent[name])
        own = sheets if sheets & own == sheets else own
        yield agree(
            document,
            "project_amounts",
            f"项目“{rows[0]['project']}”：项目绩效目标表的资金总额 = 项目支出表的合计",
            sum((row["total"] for row in rows), Decimal(0)),
            sum(own.elements(), Decimal(0)),
            tolerance(quantum, len(rows)),
            location("project_funding", rows[0], "total"),
        )


def cost_targets(disclosed: Disclosed) -> Iterator[Check]:
    """A project's cost targets in money do not exceed the project's money.

    Projects of one name (the same service in several units) are held together; a target for the whole cost
    stands beside those for its parts.
    """
    funded: dict[tuple[str | None, str | None], list[Row]] = defaultdict(list)
    for row in disclosed.rows("project_funding"):
        if row["row_kind"] == DETAIL and row.get("total") is not None:
            funded[(row.get("project_code"), row.get("project"))].append(row)
    costs: dict[tuple[str | None, str | None], list[Row]] = defaultdict(list)
    for row in disclosed.rows("project_targets"):
        if row["dimension"] == "成本" and row.get("target_unit") in UNITS and row.get("target_value") is not None:
            costs[(row.get("project_code"), row.get("project"))].append(row)
    for key, rows in costs.items():
        projects = funded.get(key)
        if not projects:
            continue
        whole = [row for row in rows if _WHOLE_COST.search(fold(row["indicator"]))]
        parts = [row for row in rows if row not in whole]
        counted = max(whole, parts, key=_money)
        limit = sum((project["total"] for project in projects), Decimal(0))
        last = (UNITS[row["target_unit"]].scaleb(-decimals(format(row["target_value"], "f"))) for row in counted)
        rounding = disclosed.quantum("project_funding", projects[0]["document"]) * len(counted)
        allowed = max(rounding, sum(last, Decimal(0))) / 2
        yield Check(
            projects[0]["document"],
            "cost_targets",
            f"项目“{projects[0]['project']}”：成本指标之和不超过项目资金总额",
            _money(counted),
            limit,
            allowed,
            _money(counted) - limit <= allowed,
            location("project_targets", counted[0], "target"),
        )


def _money(targets: list[Row]) -> Decimal:
    return sum((row["target_value"] * UNITS[row["target_unit"]] for row in targets), Decimal(0))


def procurement_codes(disclosed: Disclosed) -> Iterator[Check]:
    """Function codes of 政府采购汇总表 occur in the expenditure form."""
    known = {row["function_code"] for row in disclosed.rows("expenditure") if row.get("function_code")}
    if not known:
        return
    first: dict[str, Row] = {}
    for row in disclosed.rows("procurement"):
        if row.get("function_code"):
            first.setdefault(row["function_code"], row)
    for code, row in first.items():
        passed = code in known or any(other.startswith(code) for other in known)
        yield Check(
            row["document"],
            "procurement_codes",
            f"政府采购汇总表的功能科目 {code} 见于支出总体情况表",
            None,
            None,
            Decimal(0),
            passed,
            location("procurement", row, "function_code"),
            None,
        )
