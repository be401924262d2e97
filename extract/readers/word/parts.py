"""The XML of a Word file's parts, whatever class python-docx gives them."""

from __future__ import annotations

from typing import Any

from docx.opc.part import Part
from lxml import etree


def root(part: Part) -> Any:
    """The root element of a part."""
    element = getattr(part, "element", None)
    if element is not None:
        return element
    return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))


def related(part: Part, relation: str) -> Any | None:
    """The root element of the part that stands to this one in a relation, such as its styles; None without one."""
    try:
        return root(part.part_related_by(relation))
    except KeyError:
        return None
