"""Where the forms print the spending on one function that the narrative states."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from check.classes import same_class
from check.disclosed import Disclosed, Row, Value, location
from forms.structure import DETAIL
from forms.text import fold

_LISTS = ("general_budget_expenditure", "expenditure")
_BALANCES = (("appropriation", "total"), ("revenue_expenditure", "amount"))


def function_values(disclosed: Disclosed, statement: Row) -> list[Value]:
    """The figures that a stated function can mean, the general budget's first.

    The narrative goes through the forms one after the other and seldom says of which it speaks:
    教育支出 of all money, of 财政拨款 and of the general budget are three figures.
    """
    label = statement.get("label")
    if not label:
        return []
    names = dict(disclosed.db.conn.execute("select code, name from function_codes where length(code) in (3, 5)"))
    listed = (_listed(disclosed, form, label, statement, names) for form in _LISTS)
    balanced = (_balanced(disclosed, form, column, label) for form, column in _BALANCES)
    return [value for value in (*listed, *balanced) if value is not None]


def _listed(disclosed: Disclosed, form: str, label: str, statement: Row, names: dict[str, str]) -> Value | None:
    rows = [
        row
        for row in disclosed.rows(form)
        if row["row_kind"] == DETAIL and row.get("total") is not None and row.get("function_code")
    ]
    own = [row for row in rows if fold(row["function"]) == fold(label)]
    if len({row["function_code"] for row in own}) > 1:
        own = list(_in_sentence(own, fold(statement.get("sentence")), names))
        if len({row["function_code"] for row in own}) != 1:
            return None  # 一般行政管理事务 of which 款? the sentence does not say
    found = own or [row for row in rows if same_class(label, names.get(row["function_code"][:3], ""))]
    return _value(disclosed, form, "total", found)


def _in_sentence(rows: list[Row], sentence: str, names: dict[str, str]) -> Iterator[Row]:
    """Of items with one name, those whose 款 the sentence names: 群众团体事务（款）一般行政管理事务（项）."""
    for row in rows:
        group = fold(names.get(row["function_code"][:5], ""))
        if group and group in sentence:
            yield row


def _balanced(disclosed: Disclosed, form: str, column: str, label: str) -> Value | None:
    rows = disclosed.rows(form)
    found = [
        row
        for row in rows
        if row["side"] == "支出"
        and row["row_kind"] == DETAIL
        and row.get(column) is not None
        and same_class(label, row["item"] or "")
    ]
    return _value(disclosed, form, column, found[:1])


def _value(disclosed: Disclosed, form: str, column: str, rows: list[Row]) -> Value | None:
    if not rows:
        return None
    document = rows[0]["document"]
    total = sum((row[column] for row in rows), Decimal(0))
    return Value(total, disclosed.quantum(form, document), len(rows), document, location(form, rows[0], column))
