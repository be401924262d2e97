"""The declarations as objects: forms, tables, identities."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, get_args

from forms.columns import declared_columns, key_columns, patterns
from forms.declaration import Column, Form, Identity, IdentityRule, Keyed, Shape, Table
from forms.declared import DeclarationError, need, one_of, only, pattern, read_yaml

HERE = Path(__file__).parent
IDENTITY_FIELDS = {field.name for field in fields(Identity)}
FORM_FIELDS = {
    "table",
    "claims",
    "number",
    "label",
    "description",
    "titles",
    "not_titles",
    "parts",
    "narrower",
    "shape",
    "rows",
    "columns",
    "columns_of",
    "layouts",
    "identities",
    "yields",
    "part_of",
}
_RECORD_FIELDS = {"table", "view", "label", "description", "primary_key", "facets", "columns", "indexes", "keyed"}
FORM_FACETS = ("city", "department", "year", "stage", "scope", "row_kind")


@cache
def _statutory() -> dict[str, tuple[Path, dict[str, Any]]]:
    loaded = {}
    for path in sorted((HERE / "statutory").glob("*.yml")):
        declared = read_yaml(path, FORM_FIELDS, ("number", "label", "description"))
        if "part_of" not in declared:
            need(declared, ("titles", "shape"), path)
        one_of(declared, "shape", get_args(Shape), path)
        one_of(declared, "rows", get_args(Keyed), path)
        loaded[path.stem] = (path, declared)
        if path.stem != declared.get("table", declared.get("claims")):
            raise DeclarationError(f"{path}:1: the file is named after its table, {path.stem!r}")
    return loaded


def _own_columns(name: str) -> tuple[Column, ...]:
    path, declared = _statutory()[name]
    if "columns_of" in declared:
        return _own_columns(declared["columns_of"])
    return declared_columns(declared.get("columns", {}), path)


def _inherited(name: str, field: str) -> Any:
    _, declared = _statutory()[name]
    return declared.get(field) or (_inherited(declared["columns_of"], field) if "columns_of" in declared else ())


def _identities(name: str) -> tuple[Identity, ...]:
    path, _ = _statutory()[name]
    declared = []
    for stated in _inherited(name, "identities"):
        only(stated, IDENTITY_FIELDS, path)
        need(stated, ("rule", "label"), path)
        one_of(stated, "rule", get_args(IdentityRule), path)
        given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in stated.items()}
        if "others" in given:
            given["others"] = pattern(given["others"], path)
        if "instead" in given:
            given["instead"] = tuple((name, pattern(written, path)) for name, written in given["instead"].items())
        declared.append(Identity(**given))
    return tuple(declared)


@cache
def forms() -> dict[str, Form]:
    """Every printed form that a grid can be claimed for, by name, in statutory order."""
    loaded = []
    for name, (path, declared) in _statutory().items():
        if "part_of" in declared:
            continue
        loaded.append(
            Form(
                name,
                number=declared["number"],
                label=declared["label"],
                description=declared["description"],
                titles=patterns(declared["titles"], path),
                not_titles=patterns(declared.get("not_titles"), path),
                shape=declared["shape"],
                rows=declared.get("rows", "flat"),
                own_columns=_own_columns(name),
                layouts=tuple(tuple(layout) for layout in _inherited(name, "layouts")),
                identities=_identities(name),
                yields=tuple(declared.get("yields", (name,))),
                narrower=pattern(declared["narrower"], path) if "narrower" in declared else None,
                parts=tuple(declared.get("parts", ())),
            )
        )
    return {form.name: form for form in sorted(loaded, key=lambda form: form.number)}


@cache
def form_tables() -> dict[str, Table]:
    """Every table that holds rows of forms, by name."""
    keys, evidence = key_columns()
    tables = {}
    for name, (_, declared) in sorted(_statutory().items(), key=lambda item: item[1][1]["number"]):
        if "claims" in declared:
            continue
        own = _own_columns(name)
        amounts = [column.name for column in own if column.type == "amount"]
        tables[name] = Table(
            name,
            declared["label"],
            declared["description"],
            columns=keys + own + evidence,
            primary_key=("document", "row"),
            indexes=(
                ("city", "year"),
                ("department_id", "year"),
                ("year",),
                ("department",),
                ("row_kind",),
                ("stage",),
                ("scope",),
                *((name,) for name in amounts[:1]),  # the largest rows, and those over an amount
            ),
            facets=FORM_FACETS,
        )
    return tables


@cache
def table_identities() -> dict[str, tuple[Identity, ...]]:
    """The identities declared for the rows of each form table, by table name."""
    return {name: _identities(name) for name, (_, declared) in _statutory().items() if "claims" not in declared}


@cache
def record_tables() -> dict[str, Table]:
    """The archive's own tables and views (documents, checks, …), by name."""
    keys, evidence = key_columns()
    tables = {}
    for path in sorted((HERE / "records").glob("*.yml")):
        declared = read_yaml(path, _RECORD_FIELDS, ("label", "description", "columns"))
        columns = declared_columns(declared["columns"], path)
        if declared.get("keyed"):
            columns = (
                tuple(c for c in keys if c.name != "row_kind")
                + columns
                + tuple(c for c in evidence if c.name == "page")
            )
        name = declared.get("table") or declared["view"]
        tables[name] = Table(
            name,
            declared["label"],
            declared["description"],
            columns=columns,
            primary_key=tuple(declared.get("primary_key", ())),
            indexes=tuple(tuple(index) for index in declared.get("indexes", ())),
            facets=tuple(declared.get("facets", ())),
            is_view="view" in declared,
        )
    return tables


def all_tables() -> dict[str, Table]:
    """Records first, then the forms in statutory order."""
    return {**record_tables(), **form_tables()}
