"""Fixed-layout files of the Chinese standard (.ofd, GB/T 33190): their pages drawn as a PDF, which is then read.

    as_pdf(data)  →  (the PDF, how many pictures are left out)  or a Source that says why there is none

Lengths of an OFD are millimetres from the upper left corner; each object has a box and a matrix of its own.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from PIL import Image

from archive.media import OFD
from extract.document import Source
from extract.readers.drawnpdf import DrawnPdf, Matrix
from extract.readers.packed import AGAIN, BROKEN, malformed, refused

_POINTS = 72 / 25.4
_A4 = [0.0, 0.0, 210.0, 297.0]
_MOST_PAGES = 801
"""One more than the reader of PDF reads, which tells of the rest."""
_PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_HELD = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def as_pdf(data: bytes) -> tuple[bytes, int] | Source:
    """The pages of every document in the file, and how many pictures of it cannot be drawn."""
    if stopped := refused(data, OFD, "OFD"):
        return stopped
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            whole = _Package(package)
            for root in _texts(whole.xml("OFD.xml"), "DocRoot"):
                whole.document(whole.path("", root))
            if not whole.pages:
                return malformed(OFD, f"OFD 文件没有一页；{AGAIN}")
            return whole.drawn.written(), whole.left_out
    except BROKEN:
        return malformed(OFD, f"OFD 文件已损坏；{AGAIN}")


@dataclass(slots=True)
class _Package:
    package: zipfile.ZipFile
    drawn: DrawnPdf = field(default_factory=DrawnPdf)
    pages: int = 0
    left_out: int = 0
    _media: dict[str, str] = field(default_factory=dict)
    _templates: dict[str, str] = field(default_factory=dict)

    def path(self, base: str, place: str) -> str:
        """A place stated in the part ``base``; from the root of the package where it begins with a stroke."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(base), place)).lstrip("/")

    def xml(self, name: str) -> Any:
        return etree.fromstring(self.package.read(name), etree.XMLParser(resolve_entities=False, no_network=True))

    def document(self, name: str) -> None:
        root = self.xml(name)
        self._media = {}
        for kind in ("PublicRes", "DocumentRes"):
            for place in _texts(root, kind):
                self._resources(self.path(name, place))
        self._templates = {
            template.get("ID", ""): self.path(name, template.get("BaseLoc", ""))
            for template in root.iter("{*}TemplatePage")
        }
        area = root.find("{*}CommonData/{*}PageArea")
        for page in root.iterfind("{*}Pages/{*}Page"):
            self.pages += 1
            if self.pages <= _MOST_PAGES:
                self._page(self.path(name, page.get("BaseLoc", "")), area)

    def _resources(self, name: str) -> None:
        root = self.xml(name)
        folder = self.path(name, root.get("BaseLoc", ""))
        for media in root.iter("{*}MultiMedia"):
            for place in _texts(media, "MediaFile"):
                self._media[media.get("ID", "")] = self.path(f"{folder}/", place)

    def _page(self, name: str, common: Any) -> None:
        root = self.xml(name)
        area = root.find("{*}Area")
        box = _floats(next(iter(_texts(common if area is None else area, "PhysicalBox")), ""))
        left, top, width, height = box if len(box) == 4 else _A4
        self.drawn.page(width * _POINTS, height * _POINTS)
        templates = [self._templates.get(used.get("TemplateID", "")) for used in root.iterfind("{*}Template")]
        for part in (*(self.xml(template) for template in templates if template), root):
            for element in part.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
                if element.get("Visible", "true") != "false":
                    self._object(element, _Frame(element, left, top + height))

    def _object(self, element: Any, frame: _Frame) -> None:
        kind = etree.QName(element).localname
        if kind == "TextObject":
            for text, x, y in _characters(element):
                size = float(element.get("Size", "0"))
                self.drawn.character(text, size * _POINTS, frame.glyph(x, y, float(element.get("HScale", "1"))))
        elif kind == "PathObject":
            stroked, filled = element.get("Stroke", "true") != "false", element.get("Fill") == "true"
            width = float(element.get("LineWidth", "0.353")) * _POINTS
            self.drawn.path(_path(element, frame), width, stroked, _colour(element) if filled else None)
        else:
            self._picture(element, frame)

    def _picture(self, element: Any, frame: _Frame) -> None:
        place = self._media.get(element.get("ResourceID", ""), "")
        try:
            with Image.open(io.BytesIO(self.package.read(place))) as image:
                shown = image.convert("L" if image.mode in ("1", "L") else "RGB")
        except (KeyError, *_HELD):
            self.left_out += 1
            return
        self.drawn.picture(shown.tobytes(), *shown.size, len(shown.getbands()), frame.square())


class _Frame:
    """Where an object stands: from its own millimetres, downward, to the points of the page, upward."""

    def __init__(self, element: Any, left: float, bottom: float) -> None:
        box = _floats(element.get("Boundary", ""))
        matrix = _floats(element.get("CTM", ""))
        self._x, self._y = (box[0] - left, bottom - box[1]) if len(box) == 4 else (-left, bottom)
        self._matrix = matrix if len(matrix) == 6 else list(_PLAIN)

    def point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self._matrix
        return (self._x + a * x + c * y + e) * _POINTS, (self._y - b * x - d * y - f) * _POINTS

    def glyph(self, x: float, y: float, stretch: float) -> Matrix:
        a, b, c, d, _, _ = self._matrix
        return (a * stretch, -b * stretch, -c, d, *self.point(x, y))

    def square(self) -> Matrix:
        a, b, c, d, _, _ = (value * _POINTS for value in self._matrix)
        return (a, -b, -c, d, *self.point(0, 1))


def _characters(element: Any) -> Iterator[tuple[str, float, float]]:
    """(character, x, y) of a text object."""
    x = y = 0.0
    for code in element.iterfind("{*}TextCode"):
        x, y = float(code.get("X", x)), float(code.get("Y", y))
        across, down = _steps(code.get("DeltaX", "")), _steps(code.get("DeltaY", ""))
        at, below = x, y
        for n, text in enumerate((code.text or "").strip("\r\n")):
            if not text.isspace():
                yield text, at, below
            at += across[n] if n < len(across) else 0.0
            below += down[n] if n < len(down) else 0.0


def _steps(stated: str) -> list[float]:
    """The steps between characters; ``g 3 2.5`` says 2.5 three times."""
    words = stated.split()
    steps: list[float] = []
    n = 0
    while n < len(words):
        if words[n] == "g" and n + 2 < len(words):
            steps += [float(words[n + 2])] * min(int(words[n + 1]), 10_000)
            n += 3
        else:
            steps.append(float(words[n]))
            n += 1
    return steps


def _path(element: Any, frame: _Frame) -> bytes:
    words = " ".join(_texts(element, "AbbreviatedData")).split()
    drawn: list[bytes] = []
    n = 0
    while n < len(words):
        sign = words[n]
        count = _ARGUMENTS.get(sign, 0)
        values = _floats(" ".join(words[n + 1 : n + 1 + count]))
        n += 1 + count
        if sign == "A":  # an arc: no ruling line, its chord will do
            values = values[-2:]
        points = [frame.point(*values[k : k + 2]) for k in range(0, len(values), 2)]
        if sign == "Q":
            points = [points[0], *points]
        operator = {"S": b"m", "M": b"m", "L": b"l", "A": b"l", "Q": b"c", "B": b"c", "C": b"h"}.get(sign, b"")
        drawn.append(b" ".join([*(b"%.3f %.3f" % point for point in points), operator]))
    return b" ".join(drawn)


def _colour(element: Any) -> tuple[float, float, float]:
    stated = element.find("{*}FillColor")
    values = _floats("" if stated is None else stated.get("Value", ""))
    red, green, blue = values if len(values) == 3 else (values * 3 if len(values) == 1 else [0.0] * 3)
    return red / 255, green / 255, blue / 255


def _texts(element: Any, name: str) -> list[str]:
    return [] if element is None else [(found.text or "").strip() for found in element.iter(f"{{*}}{name}")]


def _floats(text: str) -> list[float]:
    return [float(word) for word in text.split()]
