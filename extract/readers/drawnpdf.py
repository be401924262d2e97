"""A PDF written from what stands on the pages of another fixed layout: characters, lines, areas, pictures."""

from __future__ import annotations

import zlib
from functools import cache

from pdfminer.cmapdb import CMapDB

Matrix = tuple[float, float, float, float, float, float]

_FONT = b"""<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/%b
/DescendantFonts[<</Type/Font/Subtype/CIDFontType0/BaseFont/%b
/CIDSystemInfo<</Registry(Adobe)/Ordering(%b)/Supplement 5>>/DW 1000/W[%b]
/FontDescriptor<</Type/FontDescriptor/FontName/%b/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0
/Ascent 880/Descent -120/CapHeight 880/StemV 80>>>>]%b>>"""
_NAME = b"STSong-Light"
_NARROW = b"1 95 500 814 939 500"
"""The characters of Adobe-GB1 that are half as wide as high."""
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
%b
endcmap CMapName currentdict /CMap defineresource pop end end"""


class DrawnPdf:
    """Pages are begun one after the other and drawn on in points, the origin at the lower left corner."""

    def __init__(self) -> None:
        self._objects: list[bytes] = [b"", b"", b"", b""]  # catalog, pages, the two fonts
        self._pages: list[tuple[float, float, list[bytes], list[int]]] = []
        self._rare: dict[str, int] = {}

    def page(self, width: float, height: float) -> None:
        self._pages.append((width, height, [], []))

    def character(self, text: str, size: float, matrix: Matrix) -> None:
        """One character; ``matrix`` sets its slant and its place."""
        code = text.encode("utf-16-be") if _is_common(text) else None
        if code is None:
            code = self._rare.setdefault(text, len(self._rare) + 1).to_bytes(2, "big")
            font = b"/R"
        else:
            font = b"/C"
        self._draw(b"BT %b %.3f Tf %b Tm <%b> Tj ET" % (font, size, _numbers(matrix), code.hex().encode()))

    def path(self, operators: bytes, width: float, stroked: bool, fill: tuple[float, float, float] | None) -> None:
        """Lines and areas; ``operators`` as PDF writes them, without the one that paints."""
        colour = b"%.3f %.3f %.3f rg " % fill if fill else b""
        paint = {(True, True): b"B", (True, False): b"S", (False, True): b"f"}.get((stroked, fill is not None))
        if paint:
            self._draw(b"q %b%.3f w %b %b Q" % (colour, width, operators, paint))

    def picture(self, pixels: bytes, width: int, height: int, colours: int, matrix: Matrix) -> None:
        """A picture of 8 bits a colour; ``matrix`` sets the unit square on the page."""
        space = b"/DeviceGray" if colours == 1 else b"/DeviceRGB"
        head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%b/BitsPerComponent 8" % (
            width,
            height,
            space,
        )
        number = self._stream(head, pixels)
        self._pages[-1][3].append(number)
        self._draw(b"q %b cm /I%d Do Q" % (_numbers(matrix), number))

    def written(self) -> bytes:
        kids = []
        for width, height, drawn, pictures in self._pages:
            content = self._stream(b"", b"\n".join(drawn))
            named = b"".join(b"/I%d %d 0 R" % (number, number) for number in pictures)
            fonts = b"/Font<</C 3 0 R/R 4 0 R>>"
            page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.3f %.3f]/Contents %d 0 R/Resources<<%b/XObject<<%b>>>>>>"
            kids.append(self._object(page % (width, height, content, fonts, named)))
        table = b"\n".join(
            b"1 beginbfchar <%04X> <%b> endbfchar" % (code, text.encode("utf-16-be").hex().encode())
            for text, code in self._rare.items()
        )
        unicode = self._stream(b"", _TO_UNICODE % table)
        self._objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
        self._objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (
            len(kids),
            b" ".join(b"%d 0 R" % kid for kid in kids),
        )
        self._objects[2] = _FONT % (_NAME, b"UniGB-UTF16-H", _NAME, b"GB1", _NARROW, _NAME, b"")
        own = b"/ToUnicode %d 0 R" % unicode
        self._objects[3] = _FONT % (b"Rare", b"Identity-H", b"Rare", b"Identity", b"", b"Rare", own)
        return self._file()

    def _file(self) -> bytes:
        data = bytearray(b"%PDF-1.5\n")
        places = []
        for number, text in enumerate(self._objects, 1):
            places.append(len(data))
            data += b"%d 0 obj\n%b\nendobj\n" % (number, text)
        table = len(data)
        data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        data += b"".join(b"%010d 00000 n \n" % place for place in places)
        data += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table)
        return bytes(data)

    def _draw(self, operators: bytes) -> None:
        self._pages[-1][2].append(operators)

    def _object(self, text: bytes) -> int:
        self._objects.append(text)
        return len(self._objects)

    def _stream(self, head: bytes, data: bytes) -> int:
        packed = zlib.compress(data)
        return self._object(b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (head, len(packed), packed))


def _numbers(matrix: Matrix) -> bytes:
    return b"%.4f %.4f %.4f %.4f %.3f %.3f" % matrix


@cache
def _is_common(text: str) -> bool:
    """Whether the character comes back from the standard encoding of Chinese fonts as it went in."""
    cids = [*CMapDB.get_cmap("UniGB-UTF16-H").decode(text.encode("utf-16-be"))]
    try:
        return len(cids) == 1 and CMapDB.get_unicode_map("Adobe-GB1").get_unichr(cids[0]) == text
    except KeyError:
        return False
