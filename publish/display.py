"""How values are shown on pages. Data formats (JSON, CSV, Parquet) never pass through here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from forms.money import from_stored
from publish.stored import Value

BEIJING = timezone(timedelta(hours=8))


def number(value: Value) -> str:
    """A stored number with thousands separators, exact."""
    return "" if value is None else f"{from_stored(value):,f}"


def wan(value: Value) -> str:
    """An amount in yuan as 万元 with separators, at least two decimals, never rounded."""
    amount = from_stored(value)
    if amount is None:
        return ""
    shown = (amount / 10000).normalize()
    decimals = max(2, -int(shown.as_tuple().exponent))
    return f"{shown:,.{decimals}f}"


def money(value: Value) -> str:
    """An amount in yuan with its unit: 万元 from ten thousand on, 元 below."""
    amount = from_stored(value)
    if amount is None:
        return ""
    return f"{wan(value)} 万元" if abs(amount) >= 10000 else f"{number(value)} 元"


def check_value(value: Value, description: str | None) -> str:
    """One side of a check: an amount, or a share where the check is one of shares."""
    if value is None:
        return ""
    return f"{number(value)}%" if "（%）" in (description or "") else money(value)


def beijing(timestamp: str | None) -> str:
    """A stored UTC timestamp in the time of Henan."""
    if not timestamp:
        return ""
    moment = datetime.fromisoformat(timestamp)
    return moment.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def size(count: int | None) -> str:
    """A size in bytes for people: 1,536 → 1.5 KB."""
    if count is None:
        return ""
    value = Decimal(count)
    for unit in ("B", "KB", "MB"):
        if value < 1024:
            return f"{value:,.0f} {unit}" if unit == "B" else f"{value:,.1f} {unit}"
        value /= 1024
    return f"{value:,.1f} GB"


def owner(row: Mapping[str, Any]) -> str:
    """Whose disclosure a row is of: 许昌市科学技术局 2024 年预算. A place that the department's name says is not
    said twice."""
    department = row.get("department") or ""
    places = [row.get(name) or "" for name in ("city", "county")]
    named = " ".join([*(place for place in places if place and place not in department), department])
    return f"{named} {row['year']} 年{row.get('stage') or ''}" if row.get("year") else named
