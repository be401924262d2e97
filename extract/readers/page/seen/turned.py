"""Text that does not run across the page: a landscape table bound into a portrait document, a page upside down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pdfplumber.page import Page as PlumberPage

from extract.readers.page.boxes import Printed, across, down
from extract.readers.page.seen.visible import framed

_FEWEST = 20
"""Characters: a stamp or a note along the margin turns no page."""
_ONE_LINE = 0.5
"""Of its width: how far the middle of a character on its side lies off its line."""


def turned(page: PlumberPage) -> PlumberPage:
    """The page as its reader turns it; itself where most of the text stands upright."""
    ways = Counter(map(_way, page.chars))
    way, count = ways.most_common(1)[0] if ways else (0, 0)
    if not way or count < _FEWEST:
        return page
    rotation = (page.page_obj.rotate + way) % 360
    # pdfminer turns by the one, pdfplumber takes width and height from the other
    page.page_obj.rotate = page.page_obj.attrs["Rotate"] = rotation
    return framed(
        PlumberPage(page.pdf, page.page_obj, page_number=page.page_number, initial_doctop=page.initial_doctop)
    )


def _way(char: Printed) -> int:
    """Degrees by which the character is to be turned clockwise."""
    # not pdfplumber's "upright", which a difference in the fifteenth place decides
    run, rise, *_ = char["matrix"]
    if abs(rise) > abs(run):
        return 90 if rise > 0 else 270
    return 180 if run < 0 else 0


def sideways(page: PlumberPage) -> list[Printed]:
    """The characters that stand on their side where the others stand upright: of labels beside several rows."""
    return [char for char in page.chars if is_sideways(char) and char["text"].strip()]


def is_sideways(char: Printed) -> bool:
    """True for a character that is read upwards or downwards."""
    return _way(char) in (90, 270)


def sideways_text(chars: Sequence[Printed]) -> str:
    """What characters on their side say, read upwards or downwards as they stand."""
    up = 2 * sum(_way(char) == 90 for char in chars) > len(chars)
    lines: list[list[Printed]] = []
    for char in sorted(chars, key=across, reverse=not up):
        if lines and abs(across(char) - across(lines[-1][0])) <= _ONE_LINE * char["width"]:
            lines[-1].append(char)
        else:
            lines.append([char])
    return "\n".join("".join(char["text"] for char in sorted(line, key=down, reverse=up)) for line in lines)
