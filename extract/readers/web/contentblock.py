"""Which part of a web page is the article: the rest is navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import yaml
from lxml import etree

_DATA = yaml.safe_load(files("extract.readers.web").joinpath("content_blocks.yml").read_text("utf-8"))
_FOLDED = frozenset({"div", "section", "li", "dd", "table", "tr", "td"})
_CONTAINERS = frozenset(_DATA["containers"])
_BOILERPLATE_TAGS = frozenset(_DATA["boilerplate"]["tags"])
_BOILERPLATE = frozenset(_DATA["boilerplate"]["names"])

UNSEEN = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "svg",
        "select",
        "textarea",
        "button",
        "audio",
        "video",
        "map",
        "canvas",
    }
)
"""Elements whose text does not stand on the page."""

_MOST = 0.8
"""A block that holds this share of its parent's text is where the text is."""
_SPACES = re.compile(r"\s+")
_SMALL_PART = 5
"""A container of less than this part of the text is no part of the article."""
_AMOUNT = re.compile(r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,6})(?![\d.])")


def content_blocks(body: Any) -> list[Any]:
    """The elements that hold the article, from top to bottom: every table of amounts, and every container as the one
    with the most text, as where a page parts its text from its tables or turns its parts over by a script."""
    weights = _weights(body)
    named = [element for element in weights if weights[element] and _names(element) & _CONTAINERS]
    block = max(named, key=lambda element: weights[element]) if named else _densest(body, weights)
    known = _names(block) & _CONTAINERS
    others = [other for other in named if _names(other) & known or weights[other] * _SMALL_PART >= weights[block]]
    others = [other for other in others if not _related(other, block)]
    blocks = [block, *_without_copies(block, others)]
    for table in body.iter("table"):
        apart = table in weights and not any(_related(table, other) for other in (blocks[0], *others))
        if apart and len(_AMOUNT.findall(" ".join(table.itertext()))) > 1:
            blocks[0] = _common(blocks[0], table)
    wanted = set(blocks)
    return [
        element for element in weights if element in wanted and not any(e in wanted for e in element.iterancestors())
    ]


def _without_copies(block: Any, others: list[Any]) -> list[Any]:
    """The other containers without those that say the same again, for a printer or a telephone."""
    told = [_said(block)]
    kept = []
    for other in others:
        said = _said(other)
        if not any(said in known for known in told):
            kept.append(other)
            told.append(said)
    return kept


def _said(element: Any) -> str:
    return _SPACES.sub("", "".join(element.itertext()))


def _densest(body: Any, weights: dict[Any, int]) -> Any:
    block = body
    while True:
        best = max((child for child in block if child in weights), key=lambda child: weights[child], default=None)
        folded = best is not None and not visible(best)
        if best is None or folded or best.tag in ("table", "p") or weights[best] < _MOST * max(weights[block], 1):
            return block
        block = best


def visible(element: Any) -> bool:
    """False for elements whose text does not stand on the page."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN or element.get("hidden") is not None:
        return False
    return "display:none" not in (element.get("style") or "").replace(" ", "").lower()


def seen(element: Any) -> bool:
    """True for what stands on the page, and for a part that a script unfolds (a tab, an accordion) and that holds a
    table: a reader can see it."""
    return visible(element) or (element.tag in _FOLDED and next(element.iter("table"), None) is not None)


def _weights(body: Any) -> dict[Any, int]:
    """Characters of text outside links, for each element that may belong to the article."""
    weights: dict[Any, int] = {}
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element is not body and (not seen(element) or _is_boilerplate(element)):
                walk.skip_subtree()
            else:
                weights[element] = 0 if element.tag == "a" else len((element.text or "").strip())
        elif element in weights:
            parent = element.getparent()
            if element is not body and parent in weights:
                weights[parent] += (0 if element.tag == "a" else weights[element]) + len((element.tail or "").strip())
    return weights


def _is_boilerplate(element: Any) -> bool:
    return element.tag in _BOILERPLATE_TAGS or bool(_names(element) & _BOILERPLATE)


def _names(element: Any) -> set[str]:
    return {name.lower() for name in [*(element.get("class") or "").split(), *(element.get("id") or "").split()]}


def _above(element: Any) -> Iterator[Any]:
    yield element
    yield from element.iterancestors()


def _inside(element: Any, block: Any) -> bool:
    return any(parent is block for parent in _above(element))


def _related(table: Any, block: Any) -> bool:
    """True for a table in the block, and for one that lays the page out around it."""
    return _inside(table, block) or _inside(block, table)


def _common(first: Any, second: Any) -> Any:
    parents = set(_above(first))
    return next(parent for parent in _above(second) if parent in parents)
