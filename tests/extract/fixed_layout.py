"""A PDF as an OFD file: each word a text object, each line a path, or each page a picture."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber

_MM = 25.4 / 72
_NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def as_ofd(path: Path, *, pages: list[int] | None = None, pictures: bool = False) -> bytes:
    """``pages`` are numbers from 1; all without them."""
    contents: list[str] = []
    media: dict[int, bytes] = {}
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            if pages is not None and page.page_number not in pages:
                continue
            width, height = float(page.width) * _MM, float(page.height) * _MM
            if pictures:
                shown = io.BytesIO()
                page.to_image(resolution=150).original.convert("L").save(shown, "PNG")
                media[len(contents) + 1000] = shown.getvalue()
                place = f'Boundary="0 0 {width:f} {height:f}" CTM="{width:f} 0 0 {height:f} 0 0"'
                drawn = f'<ofd:ImageObject ID="9" ResourceID="{len(contents) + 1000}" {place}/>'
            else:
                drawn = "".join(_drawn(page))
            contents.append(content(drawn, f"0 0 {width:f} {height:f}"))
    return packed(contents, media)


def content(drawn: str, box: str = "0 0 210 297") -> str:
    area = f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>"
    layer = f'<ofd:Content><ofd:Layer ID="5"><ofd:PageBlock ID="6">{drawn}</ofd:PageBlock></ofd:Layer></ofd:Content>'
    return f"<ofd:Page {_NAMES}>{area}{layer}</ofd:Page>"


def packed(contents: list[str], media: dict[int, bytes] | None = None) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        package.writestr("OFD.xml", f"<ofd:OFD {_NAMES}>{root}</ofd:OFD>")
        listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(contents)))
        package.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {_NAMES}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            "</ofd:PageArea><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        shown = "".join(
            f'<ofd:MultiMedia ID="{n}" Type="Image"><ofd:MediaFile>{n}.png</ofd:MediaFile></ofd:MultiMedia>'
            for n in media or {}
        )
        package.writestr(
            "Doc_0/DocumentRes.xml",
            f'<ofd:Res {_NAMES} BaseLoc="Res"><ofd:MultiMedias>{shown}</ofd:MultiMedias></ofd:Res>',
        )
        for n, page in enumerate(contents):
            package.writestr(f"Doc_0/Pages/Page_{n}/Content.xml", page)
        for number, picture in (media or {}).items():
            package.writestr(f"Doc_0/Res/{number}.png", picture)
    return data.getvalue()


def _drawn(page: Any) -> Iterator[str]:
    for word in page.extract_words(return_chars=True):
        chars = word["chars"]
        size = chars[0]["size"] * _MM
        steps = " ".join(f"{(b['x0'] - a['x0']) * _MM:.3f}" for a, b in pairwise(chars))
        code = f'<ofd:TextCode X="0" Y="{0.88 * size:.3f}" DeltaX="{steps}">{escape(word["text"])}</ofd:TextCode>'
        place = _boundary(word["x0"], word["top"], word["x1"], word["bottom"])
        yield f'<ofd:TextObject ID="7" {place} Font="3" Size="{size:.3f}">{code}</ofd:TextObject>'
    for edge in page.edges:
        right, down = (edge["x1"] - edge["x0"]) * _MM, (edge["bottom"] - edge["top"]) * _MM
        line = f"<ofd:AbbreviatedData>M 0 0 L {right:.3f} {down:.3f}</ofd:AbbreviatedData>"
        place = _boundary(edge["x0"], edge["top"], edge["x1"], edge["bottom"])
        yield f'<ofd:PathObject ID="8" {place} LineWidth="0.2">{line}</ofd:PathObject>'


def _boundary(x0: float, top: float, x1: float, bottom: float) -> str:
    sides = (x0 * _MM, top * _MM, (x1 - x0) * _MM, (bottom - top) * _MM)
    return f'Boundary="{" ".join(f"{side:.3f}" for side in sides)}"'
