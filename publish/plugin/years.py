"""Amounts of several years beside each other, and what differs between two of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from forms.money import from_stored
from publish.plugin.pages import Row
from publish.plugin.places import place

YEARS = 10
"""The most that are shown, the latest."""


def period(row: Row) -> str:
    """The year and stage of a row's disclosure as one heading: ``2024 预算``."""
    return f"{row['year']} {row['stage']}"


def side_by_side(found: list[Row], periods: list[str], most: int | None = None) -> list[Row]:
    """Rows of (period, key, label, amount) as one row per key with its amount in each period, the latest's largest
    first."""
    lines: dict[Any, Row] = {}
    for row in found:
        if period(row) in periods:
            line = lines.setdefault(row["key"], {"key": row["key"], "label": row["label"], "values": {}, "places": {}})
            line["values"][period(row)] = row["amount"]
            line["places"][period(row)] = place(row)

    newest_first = {name: at for at, name in enumerate(reversed(periods))}

    def weight(line: Row) -> list[tuple[int, Decimal]]:
        # only the periods that have an amount: most projects have one in one year of ten
        amounts = ((newest_first[name], from_stored(amount)) for name, amount in line["values"].items())
        return [*sorted((at, -abs(amount)) for at, amount in amounts if amount), (len(periods), Decimal(0))]

    return sorted(lines.values(), key=weight)[:most]


def transposed(found: list[Row], names: tuple[str, ...]) -> list[Row]:
    """One row per column name with its value in each period; columns without any value are left out."""
    places = {period(row): place(row) for row in found}
    lines: list[Row] = [
        {"key": name, "values": {period(row): row[name] for row in found}, "places": places} for name in names
    ]
    return [line for line in lines if any(value is not None for value in line["values"].values())]


def changed(lines: list[Row], before: str, after: str, most: int | None = None) -> list[Row]:
    """What differs between two periods, the largest difference first, with the change in per cent of the earlier.

    Nothing where one period has no line at all: its form is not there or was not read, which is no change.
    """
    if not all(any(line["values"].get(period) is not None for line in lines) for period in (before, after)):
        return []
    return differences(lines, before, after, most)


def differences(lines: list[Row], before: str, after: str, most: int | None = None) -> list[Row]:
    """As ``changed``, where both periods are known to have lines."""
    found = []
    for line in lines:
        old, new = from_stored(line["values"].get(before)), from_stored(line["values"].get(after))
        change = (new or Decimal(0)) - (old or Decimal(0))
        if not change:
            continue
        percent = None if not old else f"{change * 100 / abs(old):+,.1f}%"
        found.append({**line, "old": line["values"].get(before), "new": line["values"].get(after),
                      "change": change, "percent": percent})  # fmt: skip
    return sorted(found, key=lambda line: -abs(line["change"]))[:most]


def in_both(lines: list[Row], *periods: str) -> list[Row]:
    """The lines with a value in all of these periods."""
    return [line for line in lines if all(line["values"].get(period) is not None for period in periods)]
