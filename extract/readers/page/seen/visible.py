"""What of a page's text its reader sees: inside the page's frame, in a colour that shows, once, without watermarks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pdfminer.pdftypes import resolve_all
from pdfplumber.page import Page as PlumberPage

from archive.extracted import Problem
from extract.readers.page.boxes import Printed, across, down, holds
from extract.readers.page.colour import lightness
from extract.readers.page.lines import around
from extract.readers.page.seen.clipping import ClippedPage
from extract.readers.page.seen.watermark import without_marks

_WHITE = 0.8
"""Lightness from which a colour cannot be told from the paper's: of hidden figures and the palest watermarks."""
_DOUBLE = 0.18
"""Of its height: how far a character printed again, for boldness or as a shadow, stands from itself."""
_CUT = 1.0
"""Points that a cropped page lacks at least."""
_NO_WIDTH = "\u200b"
"""What says where a line may break."""
_QUOTED = 30
"""Characters of a hidden text."""


@dataclass(slots=True)
class Unseen:
    """Text of a document's pages that does not show on them: each, and where it is."""

    pale: dict[str, list[int]] = field(default_factory=dict)
    outside: dict[str, list[int]] = field(default_factory=dict)

    def problems(self) -> list[Problem]:
        kinds = (
            (self.pale, "与底色相近，页上看不出"),
            (self.outside, "在裁剪后的页面之外，页上看不见"),
        )
        return [_told(text, pages, why) for texts, why in kinds for text, pages in texts.items()]


def _told(text: str, pages: list[int], why: str) -> Problem:
    text = "".join(text.split())
    where = f"第 {pages[0]} 页等 {len(pages)} 页" if len(pages) > 1 else f"第 {pages[0]} 页"
    return Problem("hidden_text", f"{where}有 {len(text)} 个字{why}，未读取：{text[:_QUOTED]}", pages[0])


def framed(original: PlumberPage) -> PlumberPage:
    """The page, measured from the corner of what is shown of it, with what its characters are cut to."""
    page = ClippedPage(
        original.pdf, original.page_obj, page_number=original.page_number, initial_doctop=original.initial_doctop
    )
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    if box[0] >= box[2] or box[1] >= box[3]:
        box = (min(media[0], media[2]), min(media[1], media[3]), max(media[0], media[2]), max(media[1], media[3]))
    wide, high = box[2] - box[0], box[3] - box[1]
    if page.rotation in (90, 270):
        wide, high = high, wide
    # pdfminer moves the corner of its box to the origin, and pdfplumber adds its own
    page.page_obj.mediabox = box
    page.mediabox = page.cropbox = page.bbox = (0, 0, wide, high)
    return page


def legible(page: PlumberPage, unseen: Unseen) -> None:
    """Leaves on the page what its reader sees, once."""
    for char in page.chars:
        char["text"] = char["text"].replace(_NO_WIDTH, "")
    page.objects["char"] = [char for char in page.chars if char["text"]]
    printed = without_marks(_once(page.chars))
    inside = printed
    if _is_cropped(page):
        inside = [char for char in printed if 0 <= across(char) <= page.width and 0 <= down(char) <= page.height]
        for kind, found in page.objects.items():
            page.objects[kind] = [item for item in found if _overlaps(item, page.width, page.height)]
    white = {id(char) for char in _in_white(page, inside)}
    page.objects["char"] = [char for char in inside if id(char) not in white]
    _note(unseen.outside, printed, inside, page.page_number)
    _note(unseen.pale, inside, page.chars, page.page_number)


def _note(texts: dict[str, list[int]], chars: list[Printed], left: list[Printed], number: int) -> None:
    """Keeps the text that is not left."""
    kept = {id(char) for char in left}
    if text := "".join(char["text"] for char in chars if id(char) not in kept).strip():
        texts.setdefault(text, []).append(number)


def _is_cropped(page: PlumberPage) -> bool:
    """True where somebody cut the page; what runs off a whole one is office software's doing, and is its text."""
    x0, y0, x1, y1 = resolve_all(page.page_obj.attrs["MediaBox"])
    left, lower, right, upper = page.page_obj.mediabox
    return bool(right - left < abs(x1 - x0) - _CUT or upper - lower < abs(y1 - y0) - _CUT)


def _overlaps(item: Printed, wide: float, high: float) -> bool:
    return bool(item["x1"] >= 0 and item["x0"] <= wide and item["bottom"] >= 0 and item["top"] <= high)


def _in_white(page: PlumberPage, chars: list[Printed]) -> list[Printed]:
    """The characters as white as the paper that no coloured area and no picture is behind."""
    white = [char for char in chars if (lightness(char["non_stroking_color"]) or 0) >= _WHITE]
    if not white:
        return []
    grounds = [
        area
        for area in (*page.objects.get("rect", []), *page.objects.get("curve", []))
        if area.get("fill") and (lightness(area.get("non_stroking_color")) or 0) < _WHITE
    ]
    grounds += page.images
    return [char for char in white if not any(holds(around([ground]), char) for ground in grounds)]


def _once(chars: Iterable[Printed]) -> list[Printed]:
    """The characters without those that stand where the same one stands already."""
    kept: list[Printed] = []
    places: dict[tuple[str, int, int], list[Printed]] = defaultdict(list)
    for char in chars:
        near = _DOUBLE * char["size"]
        x, y, bin_ = char["x0"], char["top"], max(near, 0.01) * 4
        column, row = int(x // bin_), int(y // bin_)
        beside = (
            other
            for right in (-1, 0, 1)
            for below in (-1, 0, 1)
            for other in places.get((char["text"], column + right, row + below), ())
        )
        if any(abs(other["x0"] - x) <= near and abs(other["top"] - y) <= near for other in beside):
            continue
        places[char["text"], column, row].append(char)
        kept.append(char)
    return kept
