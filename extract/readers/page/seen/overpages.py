"""A text over two pages that the file draws whole on both: each page shows its part, and cuts the rest."""

from __future__ import annotations

from collections import defaultdict

from pdfplumber.page import Page as PlumberPage

from extract.document import Box
from extract.readers.page.boxes import Printed
from extract.readers.page.seen.clipped import shows_in

_FEWEST = 20
"""Characters cut off a text, at least: of fewer it is no line that stands on another page."""


def show_once(page: PlumberPage) -> None:
    """Takes off what a page cuts off such a text, as a narrative in one cell of a sheet: it would be read twice.

    To be called when what cells of tables cut is off already.
    """
    texts: dict[Box, list[Printed]] = defaultdict(list)
    for char in page.chars:
        if (box := char.get("clip")) and char["text"].strip():
            texts[box].append(char)
    cut = [[char for char in own if not shows_in(box, char)] for box, own in texts.items()]
    cut = [hidden for hidden, own in zip(cut, texts.values(), strict=True) if _FEWEST <= len(hidden) < len(own)]
    if not cut:
        return
    beside = [*_printed_on(page, page.page_number - 1), *_printed_on(page, page.page_number + 1)]
    text = "".join(char["text"][0] for char in beside)
    dropped = {id(char) for hidden in cut if _stands_in(text, beside, hidden) for char in hidden}
    page.objects["char"] = [char for char in page.chars if id(char) not in dropped]


def _printed_on(page: PlumberPage, number: int) -> list[Printed]:
    """The characters of another page of the file."""
    if not 1 <= number <= len(page.pdf.pages):
        return []
    other = page.pdf.pages[number - 1]
    printed = [char for char in other.chars if char["text"].strip()]
    other.close()
    return printed


def _stands_in(text: str, beside: list[Printed], hidden: list[Printed]) -> bool:
    """True where the pages beside draw the same words, at another height."""
    at = text.find("".join(char["text"][0] for char in hidden))
    return at >= 0 and abs(beside[at]["top"] - hidden[0]["top"]) > float(hidden[0]["size"])
