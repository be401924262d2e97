"""What a page prints beside its tagged tables, of which the tree tells nothing."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Grid
from extract.readers.page.boxes import holds, overlap
from extract.readers.page.lines import Word
from extract.readers.tagged.parts import Part
from extract.readers.unruled.pages import UnruledPages
from forms.money import is_number


def tables_beside(
    unruled: UnruledPages, words: list[Word], number: int, parts: Sequence[Part]
) -> tuple[list[Grid], list[Word], list[Part]]:
    """(other tables, words outside of all, the tagged ones that lack no figure) of a page that no line rules.

    All of the page is read, since each table tells of how the document sets the next one. Where the tree has but some
    of a table's figures, the table is taken as it is printed.
    """
    grids, outside = unruled.read(words, number)
    if not parts:
        return grids, outside, []
    prose = {id(word) for word in outside}
    rest = [word for word in without(words, parts) if id(word) not in prose and is_number(word["text"])]
    lacking = [grid for grid in grids if any(_holds(grid, word) for word in rest)]
    whole = [part for part in parts if not any(_overlap(part.grid, grid) for grid in lacking)]
    others = [grid for grid in grids if not any(_overlap(part.grid, grid) for part in whole)]
    return others, [word for word in without(words, whole) if not any(_holds(grid, word) for grid in others)], whole


def without(words: list[Word], parts: Sequence[Part]) -> list[Word]:
    """The words of which no character is in tagged tables."""
    taken = {id(char) for part in parts for one in part.shown for word in one.words for char in word["chars"]}
    return [word for word in words if not any(id(char) in taken for char in word["chars"])]


def _holds(grid: Grid, word: Word) -> bool:
    return grid.box is not None and holds(grid.box, word)


def _overlap(one: Grid, other: Grid) -> bool:
    return one.box is not None and other.box is not None and overlap(one.box, other.box)
