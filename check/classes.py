"""The 类 of the overview, which prints no codes, against the expenditure form, which prints them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from check.disclosed import Disclosed, Row, location
from check.outcome import Check, agree
from forms.identities import tolerance
from forms.structure import DETAIL
from forms.text import fold

_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九十")}
_FILLER = re.compile(r"支出|事务|等|安排的|（类）")


def class_amounts(disclosed: Disclosed) -> Iterator[Check]:
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
    named = [next((c for c in by_class if c in names and same_class(item["item"], names[c])), None) for item in items]
    numbers = [_by_number(item) for item in items]
    # Henan's full list numbers every 类 by its code; a list of those with money, in which a 类 has its name of 2018
    # (医疗卫生与计划生育支出), numbers them anew
    numbers_tell = disclosed.division_code.startswith("41") and all(
        code == number for code, number in zip(named, numbers, strict=True) if code and number
    )
    for item, name, number in zip(items, named, numbers, strict=True):
        code = name or (number if numbers_tell else None)
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
            tolerance(quantum, len(rows)),
            location("revenue_expenditure", item, "amount"),
        )


def _by_number(item: Row) -> str | None:
    """The code of the 类 that a line is where it has the number of its code: 二十一 is 221."""
    number = numeral(item["ordinal"])
    return None if number is None else str(200 + number)


def same_class(item: str, name: str) -> bool:
    """True when a printed label means the 类 of this name, with or without 支出 or 事务."""
    a, b = _FILLER.sub("", fold(item)), _FILLER.sub("", fold(name))
    return a == b or (len(a) >= 2 and len(b) >= 2 and (a.startswith(b) or b.startswith(a)))


def numeral(text: str | None) -> int | None:
    """``二十一`` → 21; ``None`` for anything else."""
    if not text or any(c not in _NUMERALS for c in text):
        return None
    if "十" not in text:
        return _NUMERALS[text] if len(text) == 1 else None
    tens, _, ones = text.partition("十")
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)
