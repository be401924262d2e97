"""What a re-publication changed: the rows of a form before and after, compared by what names them."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from forms.columns import key_columns
from forms.load import form_tables

Row = Mapping[str, Any]

_NAMING = {"text", "code"}


@dataclass(frozen=True, slots=True)
class Change:
    """One changed value, or one added or removed row (``column`` is ``None``)."""

    row_label: str
    column: str | None
    old: str | None
    new: str | None


def own_columns(table: str) -> list[str]:
    """The form's own columns: what a row says, without whose it is and where it stands."""
    keys, evidence = key_columns()
    shared = {column.name for column in (*keys, *evidence)}
    return [column.name for column in form_tables()[table].columns if column.name not in shared]


def content_hash(rows: Mapping[str, Sequence[Row]]) -> str:
    """SHA-256 over the form rows as read: equal for the same figures under other bytes."""
    content = {
        table: [[_text(row.get(name)) for name in own_columns(table)] for row in rows[table]]
        for table in sorted(rows)
        if rows[table]
    }
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def changes(table: str, before: Sequence[Row], after: Sequence[Row]) -> Iterator[Change]:
    """Every difference between two versions of a form's rows, in the order of the new version."""
    columns = own_columns(table)
    types = {column.name: column.type for column in form_tables()[table].columns}
    naming = [
        name
        for name in columns
        if types[name] in _NAMING and name not in ("target", "note", "content", "ordinal", "target_sign", "target_unit")
    ]
    valued = [name for name in columns if name not in naming]
    old, new = _named(before, naming), _named(after, naming)
    for key, row in new.items():
        if key not in old:
            yield Change(_label(row, naming), None, None, _shown(row, valued))
            continue
        for name in valued:
            if _text(old[key].get(name)) != _text(row.get(name)):
                yield Change(_label(row, naming), name, _text(old[key].get(name)), _text(row.get(name)))
    for key, row in old.items():
        if key not in new:
            yield Change(_label(row, naming), None, _shown(row, valued), None)


def _named(rows: Sequence[Row], naming: Sequence[str]) -> dict[tuple[Any, ...], Row]:
    """Rows by their names; a name that recurs is told apart by its turn."""
    seen: Counter[tuple[Any, ...]] = Counter()
    named = {}
    for row in rows:
        key = tuple(row.get(name) or None for name in naming)
        named[(*key, seen[key])] = row
        seen[key] += 1
    return named


def _label(row: Row, naming: Sequence[str]) -> str:
    return " / ".join(str(row[name]) for name in naming if row.get(name)) or str(row.get("row_kind") or "")


def _shown(row: Row, valued: Sequence[str]) -> str:
    return json.dumps({name: _text(row[name]) for name in valued if row.get(name) is not None}, ensure_ascii=False)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return str(value)
