"""What a page prints beside its tagged tables, of which the tree tells nothing."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Box, Grid
from extract.readers.page.lines import Word
from extract.readers.page.parted import holds
from extract.readers.unruled.pages import UnruledPages
from forms.money import is_number


def without(words: list[Word], others: Sequence[Word]) -> list[Word]:
    """The words that have no character in common with others."""
    taken = {id(char) for word in others for char in word["chars"]}
    return [word for word in words if not any(id(char) in taken for char in word["chars"])]


def tables_beside(
    unruled: UnruledPages, words: list[Word], number: int, known: Sequence[Word], tagged: Sequence[Grid]
) -> tuple[list[Grid], list[Word]]:
    """(grids, words outside them) of a page that no line rules, as read from its ``words``; ``known``: those of the
    tagged tables. All of the page is read, since each table tells of how the document sets the next one."""
    grids, prose = unruled.read(words, number)
    if not known:
        return grids, prose
    boxes = [grid.box for grid in tagged if grid.box]
    others = [grid for grid in grids if grid.box and not any(overlap(grid.box, box) for box in boxes)]
    rest = without(words, known)
    outside = [word for word in rest if not any(grid.box and holds(grid.box, word) for grid in others)]
    figures = {id(word) for word in prose if is_number(word["text"])}
    if any(is_number(word["text"]) and id(word) not in figures for word in outside):
        return unruled.read(rest, number)  # what was read as one is two tables, and the tree has but one of them
    return others, outside


def overlap(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
