"""The narrative of a Xuchang department or unit: figures from the forms, the rest from its facts."""
from __future__ import annotations

from typing import Any

from .figures import Figures


def narrative(facts: dict[str, Any], now: Figures, then: Figures) -> str:
    """Lines as `facts.sections` reads them."""
    raise NotImplementedError


def frame(facts: dict[str, Any]) -> dict[str, Any]:
    """Cover, contents, title and file name as this city's departments word them."""
    raise NotImplementedError
