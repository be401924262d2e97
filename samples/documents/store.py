"""The facts on disk, and small readers of their spellings: YAML files, forms, narrative lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from samples.documents.disclosure import Form
from samples.documents.grid import rows_of
from samples.documents.headers import LOOKS

FACTS = Path(__file__).resolve().parent.parent / "facts"
PARTS = {"# ": 1, "## ": 2, "### ": 3}


def slugs() -> list[str]:
    """Every document that has facts."""
    return sorted(path.stem for path in FACTS.glob("*.yml"))


def read(slug: str) -> dict[str, Any]:
    """The YAML of one document."""
    return _yaml(FACTS / f"{slug}.yml")


@cache
def common(name: str) -> dict[str, Any]:
    """A shared YAML file: glossary, functions, economic, indicators."""
    return _yaml(FACTS / "common" / f"{name}.yml")


@cache
def template(name: str) -> str:
    """A shared text file."""
    return (FACTS / "common" / f"{name}.txt").read_text("utf-8")


def _yaml(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return found


def form_of(stated: dict[str, Any], subject: str) -> Form:
    """A form from its facts: key, title, rows and what differs from the usual."""
    look = LOOKS[stated["key"]]
    return Form(
        stated["key"],
        stated["title"],
        stated.get("subject", subject),
        stated.get("unit", "万元"),
        look.header,
        rows_of(stated["rows"]),
        stated.get("note", ""),
        stated.get("subtitle", ""),
    )


def sections(text: str) -> tuple[tuple[int, str], ...]:
    """Narrative lines as (level, text): "# " 1, "## " 2, "### " 3, else 0; ¶ is a line break."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        mark = next((mark for mark in PARTS if line.startswith(mark)), "")
        found.append((PARTS.get(mark, 0), line.removeprefix(mark).replace("¶", "\n")))
    return tuple(found)


def glossary() -> tuple[tuple[int, str], ...]:
    """The third part's paragraphs."""
    ordinals = "一二三四五六七八九十"
    terms = common("glossary")["terms"]
    return tuple((0, f"{ordinals[at]}、{term}：{meaning}。") for at, (term, meaning) in enumerate(terms))
