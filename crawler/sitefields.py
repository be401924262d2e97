"""The fields of a site file, each checked for what it may hold; an error names file, line and field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parsel.csstranslator import HTMLTranslator

_SELECTORS = {"list", "title", "date", "body"}
SURE = "ABCG"
"""How sure a fact is. A: a real address seen, or the same in two places; B: seen once; C: inferred; G: guessed."""


class SiteFileError(ValueError):
    """A site file that cannot be used; the message names file, line and field."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What a site file declares, by field; each is asked for in the kind of value that it must hold."""

    path: Path
    declared: Mapping[str, Any]

    def fail(self, name: str, message: str, inside: str | None = None) -> None:
        """``inside``: the field within ``name`` that is meant, where it may stand on a line of its own."""
        raise SiteFileError(f"{self.path}:{line_of(self.path, inside, line_of(self.path, name))}: {message}")

    def text(self, name: str) -> str:
        value = self.declared.get(name)
        if not isinstance(value, str) or not value.strip():
            self.fail(name, f"{name} must be text{'; quote the number' if isinstance(value, int) else ''}")
        return str(value).strip()

    def optional_text(self, name: str) -> str | None:
        return self.text(name) if self.declared.get(name) is not None else None

    def texts(self, name: str) -> list[str]:
        values = self.declared.get(name)
        if not isinstance(values, list) or not values or not all(isinstance(v, str) and v.strip() for v in values):
            self.fail(name, f"{name} must be a list of texts: [one, another]")
        return [str(value).strip() for value in values or ()]

    def flag(self, name: str) -> bool:
        value = self.declared.get(name, False)
        if not isinstance(value, bool):
            self.fail(name, f"{name} must be true or false")
        return bool(value)

    def number(self, name: str) -> float | None:
        value = self.declared.get(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
            self.fail(name, f"{name} must be a number, 0 or more")
        return value

    def whole(self, name: str) -> int:
        value = self.number(name) or 0
        if value != int(value):
            self.fail(name, f"{name} must be a whole number")
        return int(value)

    def selectors(self) -> dict[str, str]:
        declared = self.declared.get("selectors") or {}
        if not isinstance(declared, dict) or not all(isinstance(value, str) for value in declared.values()):
            self.fail("selectors", "selectors must be a mapping to CSS selectors")
        for name in declared:
            if name not in _SELECTORS:
                self.fail("selectors", f"unknown selector {name!r}; known are {', '.join(sorted(_SELECTORS))}", name)
            try:
                HTMLTranslator().css_to_xpath(declared[name])
            except (SyntaxError, RuntimeError) as error:
                self.fail("selectors", f"{name}: {declared[name]!r} is no CSS selector: {error}", name)
        return dict(declared)

    def evidence(self) -> dict[str, dict[str, Any]]:
        declared = self.declared.get("evidence") or {}
        if not isinstance(declared, dict) or not all(isinstance(fact, dict) for fact in declared.values()):
            self.fail("evidence", "evidence must be a mapping of what it is about to how it is known")
        for name, fact in declared.items():
            if fact.get("sure") not in (None, *SURE):
                self.fail("evidence", f"{name}: sure is one of {', '.join(SURE)}, not {fact['sure']!r}")
        return {str(name): dict(fact) for name, fact in declared.items()}


def line_of(path: Path, name: str | None, otherwise: int = 1) -> int:
    """The first line of a site file that states this field."""
    lines = path.read_text(encoding="utf-8").splitlines()
    named = rf"\s*{re.escape(str(name))}\s*:"
    return next((number for number, line in enumerate(lines, 1) if name and re.match(named, line)), otherwise)
