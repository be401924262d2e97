"""Draws one page of a PDF as PNG, alone in a process of its own: ``python -m publish.rendering FILE PAGE IMAGE``.

The file comes from the internet, so the process that reads it has little memory and time and nothing to lose.
Beside the image it writes ``IMAGE.json``: the page's box in the points in which source tables give their places.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pypdfium2

from publish.child import limit

SECONDS = 20
DPI = 120
PIXELS = 6_000_000
"""A page that would be larger (a poster) is drawn coarser."""
NO_SUCH_PAGE, UNREADABLE = 3, 4


def draw(file: Path, number: int, image: Path) -> int:
    """Draws page ``number`` (from 1); gives the exit status."""
    try:
        document = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError:
        return UNREADABLE
    if not 1 <= number <= len(document):
        return NO_SUCH_PAGE
    page = document[number - 1]
    # places are given in the media box, as pdfplumber does; without this pdfium draws the crop box
    left, bottom, right, top = page.get_mediabox()
    page.set_cropbox(left, bottom, right, top)
    width, height = page.get_size()
    scale = min(DPI / 72, (PIXELS / max(1.0, width * height)) ** 0.5)
    picture = page.render(scale=scale).to_pil().convert("RGB").quantize(64)
    picture.save(image, format="PNG", optimize=True)
    box = {"left": min(left, right), "width": width, "height": height}
    image.with_name(image.name + ".json").write_text(json.dumps(box), encoding="utf-8")
    return 0


def main(arguments: list[str]) -> int:
    file, number, image = arguments
    limit(SECONDS)
    return draw(Path(file), int(number), Path(image))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
