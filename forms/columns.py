"""Declared columns as objects: those of a table, and the keys and evidence that every form table carries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from forms.declaration import SQL_TYPES, Column
from forms.declared import DeclarationError, only, pattern, read_yaml

HERE = Path(__file__).parent
COLUMN_FIELDS = {"type", "label", "meaning", "references", "headers", "parts", "beside"}


def declared_columns(declared: Mapping[str, Any], path: Path) -> tuple[Column, ...]:
    """The columns of a mapping of names to their fields; ``DeclarationError`` for one that lacks or has too much."""
    columns = []
    for name, fields in declared.items():
        only(fields, COLUMN_FIELDS, path)
        if fields.get("type") not in SQL_TYPES or not fields.get("label") or not fields.get("meaning"):
            raise DeclarationError(f"{path}: column {name!r} needs a known type, a label and a meaning")
        table, _, target = str(fields.get("references") or "").partition(".")
        columns.append(
            Column(
                name,
                fields["type"],
                str(fields["label"]),
                str(fields["meaning"]),
                references=(table, target) if target else None,
                headers=patterns(fields.get("headers"), path),
                parts=bool(fields.get("parts")),
                beside=tuple(fields.get("beside") or ()),
            )
        )
    return tuple(columns)


def patterns(declared: Any, path: Path) -> tuple[re.Pattern[str], ...]:
    """The regular expressions of a list, or none of a field that is not there."""
    return tuple(pattern(written, path) for written in declared or ())


@cache
def key_columns() -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """(key columns, evidence columns) that every form table carries."""
    path = HERE / "keys.yml"
    declared = read_yaml(path, {"columns", "evidence"})
    return declared_columns(declared["columns"], path), declared_columns(declared["evidence"], path)
