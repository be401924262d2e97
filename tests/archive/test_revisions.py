"""What changed between two versions of a form: every changed figure once, nothing else."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from archive.revisions import changes, content_hash
from forms.money import storable

COLUMNS = ("total", "basic_total", "project_total")
Row = dict[str, Any]

amounts = st.one_of(st.none(), st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100))


@st.composite
def forms(draw: st.DrawFn) -> list[Row]:
    """Rows of 支出总体情况表; names recur as they do in print (one 项 under two units)."""
    codes = draw(st.lists(st.sampled_from(["2010301", "2010302", "2080505", "2210201"]), min_size=1, max_size=6))
    return [
        {
            "function_code": code,
            "function": f"项{code}",
            **{name: draw(amounts) for name in COLUMNS},
            "row_kind": "明细",
        }
        for code in codes
    ]


def stored(rows: list[Row]) -> list[Row]:
    """The rows as the archive gives them back."""
    return [
        {name: storable(value) if isinstance(value, Decimal) else value for name, value in row.items()} for row in rows
    ]


@given(forms())
def test_nothing_changed(rows: list[Row]) -> None:
    assert list(changes("expenditure", stored(rows), stored(rows))) == []


@given(forms(), st.data())
def test_every_changed_figure_is_told_once(rows: list[Row], data: st.DataObject) -> None:
    after = [dict(row) for row in rows]
    expected = []
    for row, old in zip(after, rows, strict=True):
        for name in data.draw(st.sets(st.sampled_from(COLUMNS))):
            row[name] = (old[name] or Decimal(0)) + 1
            expected.append((name, None if old[name] is None else str(storable(old[name])), str(storable(row[name]))))
    found = list(changes("expenditure", stored(rows), stored(after)))
    assert Counter((change.column, change.old, change.new) for change in found) == Counter(expected)
    assert all(change.row_label for change in found)


@given(forms(), st.data())
def test_a_removed_and_an_added_row_are_told_as_rows(rows: list[Row], data: st.DataObject) -> None:
    fresh = {"function_code": "2299999", "function": "其他支出", "total": Decimal(7), "row_kind": "明细"}
    at = data.draw(st.integers(0, len(rows)))
    (added,) = changes("expenditure", stored(rows), stored([*rows[:at], fresh, *rows[at:]]))
    assert (added.column, added.old, added.new) == (None, None, '{"total": "7"}')
    assert added.row_label == "2299999 / 其他支出"
    (removed,) = changes("expenditure", stored([*rows[:at], fresh, *rows[at:]]), stored(rows))
    assert (removed.column, removed.old, removed.new) == (None, '{"total": "7"}', None)


@given(forms(), st.randoms(use_true_random=False))
def test_rows_in_another_order_are_no_change(rows: list[Row], random: Any) -> None:
    """Rows of different names may be printed in another order."""
    distinct = list({row["function_code"]: row for row in rows}.values())
    moved = list(distinct)
    random.shuffle(moved)
    assert list(changes("expenditure", stored(distinct), stored(moved))) == []


@given(forms(), st.data())
def test_the_content_hash_is_of_what_the_rows_say(rows: list[Row], data: st.DataObject) -> None:
    placed = [{**row, "page": 9, "source_row": 3, "source_table": (1, 1), "reading": "realigned"} for row in rows]
    assert content_hash({"expenditure": rows}) == content_hash({"expenditure": placed, "revenue": []})
    at = data.draw(st.integers(0, len(rows) - 1))
    changed = [dict(row) for row in rows]
    changed[at]["total"] = (changed[at]["total"] or Decimal(0)) + 1
    assert content_hash({"expenditure": rows}) != content_hash({"expenditure": changed})


def test_an_indicator_whose_target_changed_is_the_same_indicator() -> None:
    old = {"project": "雷达", "dimension": "成本", "indicator": "维护费", "target": "≤30万元", "target_sign": "≤",
           "target_value": 30, "target_unit": "万元"}  # fmt: skip
    new = old | {"target": "≤31.25万元", "target_value": 31.25}
    found = [(change.column, change.old, change.new) for change in changes("project_targets", [old], [new])]
    assert found == [("target", "≤30万元", "≤31.25万元"), ("target_value", "30", "31.25")]
