"""The canned queries: questions that readers ask most, one YAML file each in ``queries/``.

Sums of yuan are written ``cast(round(sum(x), 2) || '' as numeric)``: rounded to the cent, because SQLite adds cents in
binary, and whole yuan as integers again, because its round() makes 65000.0 of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from forms.declared import DeclarationError, read_yaml

FOLDER = Path(__file__).parent / "queries"


@dataclass(frozen=True)
class Question:
    """One canned query. ``labels`` names its result columns, ``amounts`` those of them in yuan."""

    position: int
    name: str
    title: str
    description: str
    sql: str
    params: dict[str, str]
    """Parameter name → Chinese label; an empty parameter means no restriction."""
    labels: dict[str, str]
    amounts: frozenset[str]


@cache
def questions() -> dict[str, Question]:
    """Every canned query by name, in the order offered; ``DeclarationError`` names a file that cannot be read."""
    loaded = {}
    for path in sorted(FOLDER.glob("*.yml")):
        stated = ("position", "title", "description", "sql")
        fields = read_yaml(path, {*stated, "params", "columns"}, stated)
        columns = fields.get("columns", {})
        for name, described in columns.items():
            if not described.get("label") or described.get("unit", "元") != "元":
                raise DeclarationError(f"{path}: column {name!r} needs a label, and no other unit than 元")
        loaded[path.stem] = Question(
            position=fields["position"],
            name=path.stem,
            title=fields["title"],
            description=fields["description"],
            sql=fields["sql"].strip(),
            params=dict(fields.get("params", {})),
            labels={name: described["label"] for name, described in columns.items()},
            amounts=frozenset(name for name, described in columns.items() if "unit" in described),
        )
    return {asked.name: asked for asked in sorted(loaded.values(), key=lambda asked: asked.position)}
