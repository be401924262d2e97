"""Facts: the YAML of a document, stated or derived, as a `Disclosure`.

    facts.load("pds-zwfw-2023").form("revenue").rows
    facts.slugs()                                     # every document, sorted
"""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .disclosure import Disclosure, Form, Layout
from .grid import rows_of
from .headers import LOOKS

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


def _yaml(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=loader)
    return found


@cache
def load(slug: str) -> Disclosure:
    """One document's facts; forms and narrative are derived when the YAML does not state them."""
    facts = read(slug)
    derived = "forms" not in facts
    if derived:
        from .derive import complete

        facts = complete(slug, facts)
    name = facts.get("name", facts["department"])
    narrative = sections(facts["narrative"])
    if facts.get("glossary"):
        narrative += glossary()
    return Disclosure(
        slug=slug, city=facts["city"], department=facts["department"], name=name, code=facts["code"],
        year=facts["year"], stage="预算", scope=facts["scope"], title=facts["title"],
        file_name=facts["file_name"], published_on=facts["published_on"], article=facts["article"],
        derived=derived, cover=tuple(facts["cover"]), contents=tuple((level, text) for level, text in facts["contents"]),
        listed=tuple(facts["listed"]), narrative=narrative, annex=facts["annex"],
        forms=tuple(form_of(form, f"部门名称：{name}") for form in facts["forms"]),
        layout=Layout(**facts.get("layout", {})), compact=facts,
    )


def form_of(stated: dict[str, Any], subject: str) -> Form:
    """A form from its facts: key, title, rows and what differs from the usual."""
    look = LOOKS[stated["key"]]
    return Form(stated["key"], stated["title"], stated.get("subject", subject), stated.get("unit", "万元"),
                look.header, rows_of(stated["rows"]), stated.get("note", ""), stated.get("subtitle", ""))


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
