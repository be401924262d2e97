"""The XML of a Word file's parts; what an element prints, without deleted text and a drawing's other version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.opc.part import Part
from lxml import etree

from extract.readers.word.numbering import W

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PRINTED = {f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
# text that does not stand in the line: deleted, moved away, the other version of a drawing, how a word is pronounced
_ABSENT = {f"{W}del", f"{W}moveFrom", f"{_COMPATIBLE}Fallback", f"{W}pPr", f"{W}rPr", f"{W}rt", f"{W}txbxContent"}
_LOOKED_THROUGH = {
    f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo", f"{W}smartTag",
    f"{_COMPATIBLE}AlternateContent", f"{_COMPATIBLE}Choice",
}  # fmt: skip


def children(container: Any) -> Iterator[Any]:
    """Children, looking through content controls, tracked insertions, versions for newer programs and the like."""
    for child in container:
        if child.tag in _LOOKED_THROUGH:
            yield from children(child)
        else:
            yield child


def pieces(element: Any) -> Iterator[str]:
    """The text that an element prints in its line, with its breaks."""
    for child in element:
        if child.tag in _PRINTED:
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif len(child) and child.tag not in _ABSENT and not hidden(child):
            yield from pieces(child)


def text_boxes(element: Any) -> Iterator[Any]:
    """Outermost text boxes anchored in a paragraph or a table, one version of each."""
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag not in (f"{_COMPATIBLE}Fallback", f"{W}del", f"{W}moveFrom", f"{W}tbl") and len(child):
            yield from text_boxes(child)


def mark_hidden(body: Any, styles: Any | None) -> None:
    """Marks the runs that a character style hides as those are that hide themselves."""
    hiding = {
        style.get(f"{W}styleId")
        for style in (() if styles is None else styles.iter(f"{W}style"))
        if is_on(style.find(f"{W}rPr/{W}vanish"))
    }
    for named in body.iter(f"{W}rStyle") if hiding else ():
        lettering = named.getparent()
        if named.get(f"{W}val") in hiding and lettering.find(f"{W}vanish") is None:
            etree.SubElement(lettering, f"{W}vanish")


def hidden(element: Any) -> bool:
    """Whether a run is in hidden letters."""
    return is_on(element.find(f"{W}rPr/{W}vanish"))


def is_on(element: Any | None) -> bool:
    """Whether a property of Word's that is either on or off is there and on."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


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
