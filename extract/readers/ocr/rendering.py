"""Pages and pictures as grey pixels, the seals stamped over them left out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import islice

import cv2
import numpy as np
import pypdfium2
from PIL import Image as Pictures
from PIL import ImageSequence

from extract.readers.ocr.recogniser import Image

Rendered = tuple[int, Image | None, float]
"""Page number, grey pixels (``None`` when the page cannot be drawn), dots per inch."""

DPI = 200
MAX_SIDE = 4000
"""Pixels; a page of this size at 200 dpi is 50 cm long."""
MAX_FRAMES = 200
_PAGE_INCHES = 11.7
"""The long side of A4: how large the page in a picture is taken to be."""
_ENLARGED = 3.0
_GREY = ("1", "L", "I", "I;16", "F")
_LEAST = 0.8
"""Inches: a seal is at least so wide and high; a word or a headline printed in red is not so high."""
_REDDER = 50
"""Levels of 255 by which red ink is redder than green and blue."""
_GAP = 0.06
"""Inches between the signs of a seal."""
_DARKEST = 20
"""Per cent of the seal's ink that are darker, where it mixes with the print below: the rest becomes white."""


def pdf_pages(data: bytes, numbers: Iterable[int]) -> Iterator[Rendered]:
    """The pages of a PDF with these numbers, from 1."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        yield from ((number, None, 0.0) for number in numbers)
        return
    with pdf:
        for number in numbers:
            yield _page(pdf, number)


def frames(data: bytes) -> int:
    """How many frames a picture has; 1 where it cannot be told."""
    try:
        with Pictures.open(io.BytesIO(data)) as picture:
            return min(getattr(picture, "n_frames", 1), MAX_FRAMES)
    except (OSError, ValueError, SyntaxError, EOFError, Pictures.DecompressionBombError):
        return 1


def picture_pages(data: bytes) -> Iterator[Rendered]:
    """The frames of a picture; small pictures, as web pages show them, are enlarged."""
    number = 0
    try:
        with Pictures.open(io.BytesIO(data)) as picture:
            for number, frame in enumerate(islice(ImageSequence.Iterator(picture), MAX_FRAMES), 1):
                yield number, *_grey(frame)
    except (OSError, ValueError, SyntaxError, EOFError, Pictures.DecompressionBombError):
        yield number + 1, None, 0.0


def pictures(found: Iterable[bytes]) -> Iterator[Rendered]:
    """The first frames of several pictures, numbered in their order."""
    for number, data in enumerate(found, 1):
        for _, grey, dpi in islice(picture_pages(data), 1):
            yield number, grey, dpi


def _page(pdf: pypdfium2.PdfDocument, number: int) -> Rendered:
    try:
        page = pdf[number - 1]
        scale = min(DPI / 72, MAX_SIDE / max(*page.get_size(), 1))
        bitmap = page.render(scale=scale, rev_byteorder=True)
    except (pypdfium2.PdfiumError, ValueError, IndexError):
        return number, None, 0.0
    picture = bitmap.to_pil().convert("RGB")
    bitmap.close()
    page.close()
    return number, without_seals(picture, scale * 72), scale * 72


def _grey(frame: Pictures.Image) -> tuple[Image, float]:
    if frame.mode in ("RGBA", "LA", "P", "PA"):  # what is transparent shows the white page
        white = Pictures.new("RGBA", frame.size, "white")
        frame = Pictures.alpha_composite(white, frame.convert("RGBA"))
    dpi = max(frame.size) / _PAGE_INCHES
    factor = min(max(1.0, DPI / dpi), _ENLARGED) if dpi < 0.9 * DPI else min(1.0, MAX_SIDE / max(frame.size))
    size = max(1, round(frame.width * factor)), max(1, round(frame.height * factor))
    plain = frame.convert("L" if frame.mode in _GREY else "RGB")
    return without_seals(
        plain if factor == 1.0 else plain.resize(size, Pictures.Resampling.LANCZOS), dpi * factor
    ), dpi * factor


def without_seals(picture: Pictures.Image, dpi: float) -> Image:
    """The picture in grey; where a seal lies, as red light shows it: its ink is white there and black stays black."""
    grey = np.asarray(picture.convert("L"), np.uint8)
    if picture.mode == "L":
        return grey
    red, green, blue = np.moveaxis(np.asarray(picture, np.int16), 2, 0)
    inked = (red - np.maximum(green, blue) > _REDDER).astype(np.uint8)
    if not inked.any():
        return grey
    side = max(3, round(_GAP * dpi))
    grown = cv2.dilate(inked, np.ones((side, side), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(grown)
    sealed = np.zeros(grey.shape, np.bool_)
    for left, top, width, height, _ in stats[1:count]:
        if min(width, height) >= _LEAST * dpi:  # the ring; what is red inside it is the seal's too
            sealed[top : top + height, left : left + width] = True
    sealed &= grown > 0
    if not sealed.any():
        return grey
    ink = float(np.percentile(red[sealed & (inked > 0)], _DARKEST))
    return np.where(sealed, np.minimum(255, red * (255 / max(ink, 1.0))).astype(np.uint8), grey)
