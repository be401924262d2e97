"""Fixed-layout files of the Chinese standard (.ofd, GB/T 33190): their pages drawn as a PDF, which is then read.

as_pdf(data)  →  (the PDF, how many pictures are left out)  or a Source that says why there is none
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from PIL import Image

from archive.media import OFD
from extract.document import Source
from extract.readers.drawnpdf import DrawnPdf
from extract.readers.ofdobjects import POINTS, Frame, characters, colour, floats, path, texts
from extract.readers.packed import AGAIN, BROKEN, malformed, refused

_A4 = [0.0, 0.0, 210.0, 297.0]
_MOST_PAGES = 801
"""One more than the reader of PDF reads, which tells of the rest."""
_HELD = (OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def as_pdf(data: bytes) -> tuple[bytes, int] | Source:
    """The pages of every document in the file, and how many pictures of it cannot be drawn."""
    if stopped := refused(data, OFD, "OFD"):
        return stopped
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            whole = _Package(package)
            for root in texts(whole.xml("OFD.xml"), "DocRoot"):
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
            for place in texts(root, kind):
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
            for place in texts(media, "MediaFile"):
                self._media[media.get("ID", "")] = self.path(f"{folder}/", place)

    def _page(self, name: str, common: Any) -> None:
        root = self.xml(name)
        area = root.find("{*}Area")
        box = floats(next(iter(texts(common if area is None else area, "PhysicalBox")), ""))
        left, top, width, height = box if len(box) == 4 else _A4
        self.drawn.page(width * POINTS, height * POINTS)
        templates = [self._templates.get(used.get("TemplateID", "")) for used in root.iterfind("{*}Template")]
        for part in (*(self.xml(template) for template in templates if template), root):
            for element in part.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
                if element.get("Visible", "true") != "false":
                    self._object(element, Frame(element, left, top + height))

    def _object(self, element: Any, frame: Frame) -> None:
        kind = etree.QName(element).localname
        if kind == "TextObject":
            for text, x, y in characters(element):
                size = float(element.get("Size", "0"))
                self.drawn.character(text, size * POINTS, frame.glyph(x, y, float(element.get("HScale", "1"))))
        elif kind == "PathObject":
            stroked, filled = element.get("Stroke", "true") != "false", element.get("Fill") == "true"
            width = float(element.get("LineWidth", "0.353")) * POINTS
            self.drawn.path(path(element, frame), width, stroked, colour(element) if filled else None)
        else:
            self._picture(element, frame)

    def _picture(self, element: Any, frame: Frame) -> None:
        place = self._media.get(element.get("ResourceID", ""), "")
        try:
            with Image.open(io.BytesIO(self.package.read(place))) as image:
                shown = image.convert("L" if image.mode in ("1", "L") else "RGB")
        except (KeyError, *_HELD):
            self.left_out += 1
            return
        self.drawn.picture(shown.tobytes(), *shown.size, len(shown.getbands()), frame.square())
