"""What a reader hands on: the pages of one document as text lines and table grids.

Coordinates are PDF points from the top left corner of the page as the eye sees it (rotation
applied); readers of formats without pages or boxes leave them ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.extracted import Problem

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of text outside or inside a table, white space as printed."""

    text: str
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide the lines of a cell are, in points: they tell one that a page's end cut from one of another row."""

    widest: float
    last: float
    """The last line."""
    unit: float
    """What the cell begins with and no line's end breaks: a character, a run of digits."""
    char: float
    """Its first character."""
    bottom: float
    """Of the last line, from the top of the page."""
    height: float
    """Of the last line."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell. ``text`` keeps its line breaks as ``\\n``; '' is a blank cell."""

    text: str
    box: Box | None = None
    confidence: float | None = None
    """Of the character recognition, 0 to 1; ``None`` when the text was printed as text."""
    measure: Measure | None = field(default=None, compare=False, repr=False)
    """``None`` where the reader does not know the places of the cell's words."""


Row = list[Cell | None]
"""One grid row. ``None`` stands where a merged cell of the left or the row above continues;
a format that does not tell merged from blank uses blank cells throughout."""


@dataclass(slots=True)
class Grid:
    """One table on one page: rows of equal length, in printed order.

    ``lead`` holds the text lines printed between the table (or page top) above and this table,
    nearest last: titles, 部门名称, 单位：万元 stand there.
    """

    rows: list[Row]
    page: int | None
    lead: list[Line] = field(default_factory=list)
    box: Box | None = None
    merges_known: bool = True
    """False where a blank cell may be part of a merged one (converted text)."""
    sheet: str | None = None
    """The sheet's or file's own name where the format has one."""

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


@dataclass(slots=True)
class Page:
    """One page: all its text lines in reading order, and its tables from top to bottom."""

    number: int | None
    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    prose: list[Line] = field(default_factory=list)
    """The lines that stand outside every table."""
    tokens: list[list[str]] = field(default_factory=list)
    """The page's words line by line, left to right, found without the table finder: the
    independent count of printed numbers is taken from them."""
    recognised: bool = False
    """True when the text comes from character recognition of an image."""
    doubt: str | None = None
    """Why the text may not be what the page shows: ``codes`` of glyphs without characters, or an ``image`` over all
    of the page, with text that may be another program's recognition of it."""
    turn: float = 0.0
    """Degrees counter-clockwise by which the page was turned to be read: boxes are places on the turned page."""


@dataclass(slots=True)
class Source:
    """A whole document as read. ``outcome`` uses the words of ``documents.outcome``."""

    pages: list[Page]
    media_type: str
    outcome: str = "ok"
    problems: list[Problem] = field(default_factory=list)
    title: str | None = None
    """A title the file states of itself (an HTML page's), never the file name."""
    pictures: list[bytes] = field(default_factory=list)
    """Pictures inside the file that are large enough to show a table, not yet recognised."""

    @property
    def page_count(self) -> int:
        return len({page.number for page in self.pages} - {None})
