"""Checks across the forms of one disclosure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from check.disclosed import Disclosed, Row, location
from check.outcome import Check, agree
from check.rules import Rule, equal_rules
from forms.money import UNITS, decimals
from forms.structure import DETAIL
from forms.text import fold

_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九十")}
_FILLER = re.compile(r"支出|事务|等|安排的|（类）|\(类\)")


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
        tolerance = max(left.quantum, right.quantum) / 2 * max(left.addends, right.addends)
        yield agree(
            left.document,
            rule.rule,
            rule.description,
            left.amount,
            right.amount,
            tolerance,
            f"{left.location}；{right.location}",
        )
    yield from _classes(disclosed)
    yield from _projects(disclosed)
    yield from _cost_targets(disclosed)
    yield from _procurement_codes(disclosed)


_WHOLE_COST = re.compile(r"总成本|总支出|总费用|总投入|总金额")


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


def numeral(text: str | None) -> int | None:
    """``二十一`` → 21; ``None`` for anything else."""
    if not text or any(c not in _NUMERALS for c in text):
        return None
    if "十" not in text:
        return _NUMERALS[text] if len(text) == 1 else None
    tens, _, ones = text.partition("十")
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)


def same_class(item: str, name: str) -> bool:
    """True when a printed label means the 类 of this name, with or without 支出 or 事务."""
    a, b = _FILLER.sub("", fold(item)), _FILLER.sub("", fold(name))
    return a == b or (len(a) >= 2 and len(b) >= 2 and (a.startswith(b) or b.startswith(a)))


def _classes(disclosed: Disclosed) -> Iterator[Check]:
    """The 类 amounts of the overview against the expenditure form grouped by 类."""
    by_class: dict[str, list[Row]] = defaultdict(list)
    for row in disclosed.rows("expenditure"):
        if row["row_kind"] == DETAIL and row.get("function_code") and row.get("total") is not None:
            by_class[row["function_code"][:3]].append(row)
    spending = [row for row in disclosed.rows("revenue_expenditure") if row["side"] == "支出"]
    # where the 类 are numbered a line without a number is a 款 or 项 below one, whatever its name (219 住房保障)
    numbered = any(row["ordinal"] for row in spending)
    items = [
        row for row in spending if row["row_kind"] == DETAIL and row.get("amount") and (row["ordinal"] or not numbered)
    ]
    if not by_class or not items:
        return
    names = dict(disclosed.db.conn.execute("select code, name from function_codes where length(code) = 3"))
    for item in items:
        code = next((c for c in by_class if c in names and same_class(item["item"], names[c])), None)
        if code is None and numeral(item["ordinal"]) is not None:
            by_ordinal = str(200 + (numeral(item["ordinal"]) or 0))
            code = by_ordinal if disclosed.division_code.startswith("41") else None
        if code is None or (code not in by_class and not disclosed.division_code.startswith("41")):
            continue
        rows = by_class.get(code, [])
        document = item["document"]
        quantum = max(
            disclosed.quantum("revenue_expenditure", document),
            disclosed.quantum("expenditure", rows[0]["document"]) if rows else Decimal(0),
        )
        yield agree(
            document,
            "class_amounts",
            f"收支总体情况表的“{item['item']}”= 支出总体情况表 {code} 类各项之和",
            item["amount"],
            sum((row["total"] for row in rows), Decimal(0)),
            quantum / 2 * max(1, len(rows)),
            location("revenue_expenditure", item, "amount"),
        )


def _projects(disclosed: Disclosed) -> Iterator[Check]:
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
            quantum / 2 * len(rows),
            location("project_funding", rows[0], "total"),
        )


def _cost_targets(disclosed: Disclosed) -> Iterator[Check]:
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
        tolerance = max(rounding, sum(last, Decimal(0))) / 2
        yield Check(
            projects[0]["document"],
            "cost_targets",
            f"项目“{projects[0]['project']}”：成本指标之和不超过项目资金总额",
            _money(counted),
            limit,
            tolerance,
            _money(counted) - limit <= tolerance,
            location("project_targets", counted[0], "target"),
        )


def _money(targets: list[Row]) -> Decimal:
    return sum((row["target_value"] * UNITS[row["target_unit"]] for row in targets), Decimal(0))


def _procurement_codes(disclosed: Disclosed) -> Iterator[Check]:
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
