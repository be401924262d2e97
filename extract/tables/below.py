"""Captions that a document prints below its tables, put above them, where all others stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.document import Grid, Line, Page
from extract.tables.furniture import is_running, running_lines
from extract.tables.headers import header_depth, header_paths
from extract.tables.mapping import by_header
from extract.tables.titles import bare_title, claim, names_form
from extract.tables.whole import HEADED
from forms.text import fold

_FEWEST = 3
"""Captions that make a habit."""
_MOST_OTHERS = 0.2
"""Share of the captions that may name the header below them better: a header may be damaged."""

_ALONE = 4
"""Lines on a page that holds a caption whose table filled the page before."""


@dataclass(slots=True)
class _Captioned:
    """A title and the grids between the title before it and itself."""

    title: Line
    page: Page
    grids: list[tuple[Page, Grid]]
    following: Grid | None = None
    """The next grid on the same page."""


@dataclass(slots=True)
class _Walk:
    captioned: list[_Captioned] = field(default_factory=list)
    waiting: list[tuple[Page, Grid]] = field(default_factory=list)
    """Grids after the last title."""
    above: int = 0
    """Titles that stand above the first table of a page or above a table of the narrative."""


def raise_captions(pages: Sequence[Page]) -> str | None:
    """Puts each title that stands below its table above it; says by what evidence, or ``None`` where titles stand
    above.

    That is decided for the whole document, never for one table: the first table has no title above it and the last
    one has its title below it, pages do not begin with a title, and the headers fit the titles below them better
    than those above.
    """
    walk = _walk(pages)
    if walk.waiting or walk.above > _MOST_OTHERS * len(walk.captioned) or len(walk.captioned) < _FEWEST:
        return None
    better, worse = _fitting(walk.captioned)
    if better <= worse or worse > _MOST_OTHERS * (better + worse):
        return None
    for captioned in walk.captioned:
        _raise(captioned)
    return f"{len(walk.captioned)} 张表的表名印在表下方，按表下方的表名读；其中 {better} 张的表头只与下方的表名更相符"


def _walk(pages: Sequence[Page]) -> _Walk:
    """The titles and grids from the first grid under which a title stands."""
    running = running_lines(list(pages))
    walk = _Walk()
    for page in pages:
        open_title: _Captioned | None = None
        for n, grid in enumerate(page.grids):
            title = _title(grid.lead, running)
            if title is not None:
                open_title = _close(walk, title, page)
                walk.above += open_title is None or n == 0
            if open_title is not None:
                open_title.following = grid
                open_title = None
            walk.waiting.append((page, grid))
        foot = _foot(page)
        title = _title(foot, running)
        if title is not None and (page.grids or len(foot) <= _ALONE):
            _close(walk, title, page)
        elif not page.grids:
            walk.waiting = []  # a table of the narrative
    return walk


def _close(walk: _Walk, title: Line, page: Page) -> _Captioned | None:
    """Gives the waiting grids their title; ``None`` where no grid waits for one."""
    if not walk.waiting:
        return None
    walk.captioned.append(_Captioned(title, page, walk.waiting))
    walk.waiting = []
    return walk.captioned[-1]


def _title(lines: Sequence[Line], running: set[str]) -> Line | None:
    """The only title among some lines; contents have many."""
    titles = [line for line in lines if not is_running(line.text, running) and names_form(fold(line.text))]
    return titles[0] if len(titles) == 1 else None


def _foot(page: Page) -> list[Line]:
    """The lines below a page's last grid."""
    led = {id(line) for grid in page.grids for line in grid.lead}
    bottom = max((grid.box[3] for grid in page.grids if grid.box), default=0.0)
    return [line for line in page.prose if id(line) not in led and (line.box is None or line.box[1] >= bottom - 2)]


def _fitting(captioned: Sequence[_Captioned]) -> tuple[int, int]:
    """(titles that fit the header above them better, titles that fit the next one better)."""
    better = worse = 0
    for this, after in pairwise(captioned):
        above, below = _fit(this.title, this.grids[0][1]), _fit(this.title, after.grids[0][1])
        better += above > below
        worse += above < below
    return better, worse


def _fit(title: Line, grid: Grid) -> float:
    """Which share of a grid's columns a title's form declares; 0 for forms that are no columns."""
    claimed = claim(bare_title(title.text))
    depth = header_depth(grid.rows)
    if claimed is None or claimed[0].shape not in HEADED or not depth:
        return 0.0
    given = by_header(claimed[0].own_columns, header_paths(grid, depth), None).columns
    return sum(name is not None for name in given) / max(1, len(given))


def _raise(captioned: _Captioned) -> None:
    page, grid = captioned.grids[0]
    above = Line(captioned.title.text)
    if captioned.following is not None:
        captioned.following.lead = [line for line in captioned.following.lead if line is not captioned.title]
    captioned.page.prose = [line for line in captioned.page.prose if line is not captioned.title]
    first = next((n for n, line in enumerate(page.prose) if grid.lead and line is grid.lead[0]), 0)
    page.prose.insert(first, above)
    grid.lead = [*grid.lead, above]  # nearer than what else looks like a title
