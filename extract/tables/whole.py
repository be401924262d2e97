"""One table as the department made it, over however many pages it was printed."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.document import Row
from extract.tables.captions import Caption
from forms.declaration import Form
from forms.money import is_number

HEADED = ("list", "two_sided", "project_objectives")
"""Shapes of forms whose tables begin with a header of columns."""


@dataclass(slots=True)
class Place:
    """Where a row was printed: number of its source grid (from 1), row in it (from 0), page."""

    grid: int
    row: int
    page: int | None


@dataclass(frozen=True, slots=True)
class CutCell:
    """A cell that a page's end cut: its texts above and below, and the pages that print them. Nothing above, where the
    page below prints all of it again."""

    upper: str
    lower: str
    pages: tuple[int | None, int | None]


@dataclass(slots=True)
class WholeTable:
    """One table as the department made it, over however many pages it was printed."""

    caption: Caption
    paths: list[tuple[str, ...]]
    rows: list[Row]
    places: list[Place]
    header: list[Row] = field(default_factory=list)
    merges_known: bool = True
    grids: list[int] = field(default_factory=list)
    """Numbers of the grids it was joined from."""
    spans: list[tuple[float, float]] | None = None
    """x range of each column on the page where the table begins."""
    kept: tuple[int, ...] = ()
    """Places, in the printed grid, of the columns that print anything."""
    cut: list[CutCell] = field(default_factory=list)

    @property
    def form(self) -> Form | None:
        return self.caption.form

    def begins_grid(self, n: int) -> bool:
        """True for the first of the rows that a page prints."""
        return n == 0 or self.places[n].grid != self.places[n - 1].grid

    @property
    def on_last_page(self) -> int:
        """How many rows the last of its grids prints, those of its header left out."""
        return sum(place.grid == self.places[-1].grid for place in self.places) if self.places else 0

    @property
    def page(self) -> int | None:
        """The page on which its rows begin."""
        return self.places[0].page if self.places else None

    @property
    def prints_numbers(self) -> bool:
        """Whether any of its rows prints a figure."""
        return any(cell is not None and is_number(cell.text) for row in self.rows for cell in row)

    @property
    def width(self) -> int:
        return len(self.paths)
