"""What a page's own style sheets hide: rows and columns that the body still holds and no reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from parsel import css2xpath

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_CONDITIONAL = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
"""Rules for paper, telephones, fonts: whoever reads on a screen may not see them at work."""
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*([\w-]+)", re.IGNORECASE)


def hide(root: Any) -> None:
    """Gives ``hidden`` to every element that the last rule which speaks of it hides, unless its own style shows it."""
    hidden: dict[Any, bool] = {}
    for selector, hides in _rules(root):
        for element in _selected(root, selector):
            hidden[element] = hides
    for element, hides in hidden.items():
        if hides and _DISPLAY.search(element.get("style") or "") is None:
            element.set("hidden", "")


def _rules(root: Any) -> Iterator[tuple[str, bool]]:
    """(selector, whether it hides) of the rules that say how elements are displayed."""
    for sheet in root.iter("style"):
        text = _CONDITIONAL.sub("", _COMMENT.sub("", sheet.text or ""))
        for selector, declarations in _RULE.findall(text):
            if stated := _DISPLAY.findall(declarations):
                yield selector.strip(), stated[-1].lower() == "none"


def _selected(root: Any, selector: str) -> list[Any]:
    """Nothing for a selector that no standard knows: a browser leaves such a rule out too."""
    try:
        return list(root.xpath(css2xpath(selector)))
    except (SyntaxError, RuntimeError, etree.XPathError):
        return []
