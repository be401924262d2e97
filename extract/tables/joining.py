"""Tables made whole: grids that continue over pages joined, repeated headers dropped, split rows mended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.document import Cell, Grid, Line, Page, Row
from extract.tables.captions import Caption, bare_title, carried_lead, names_form, read_caption, unit_in_header
from extract.tables.furniture import is_running, running_lines
from extract.tables.headers import header_depth, header_paths, is_column_numbers, owners
from extract.tables.parting import parted
from forms.declaration import Form
from forms.load import forms
from forms.money import NIL, is_number
from forms.text import fold

_CLOSING = re.compile(
    r"^(小计|[本当]年(收入|支出)(合计|小计)|上年结转.*|年终结转.*|结转下年.*|(收入|支出)(总计|合计))$"
)
_HEADED = ("list", "two_sided", "project_objectives")
_LIST = forms()["expenditure"]


@dataclass(slots=True)
class Place:
    """Where a row was printed: number of its source grid (from 1), row in it (from 0), page."""

    grid: int
    row: int
    page: int | None


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

    @property
    def form(self) -> Form | None:
        return self.caption.form

    @property
    def width(self) -> int:
        return len(self.paths)


def whole_tables(pages: list[Page]) -> list[WholeTable]:
    """All tables of a document in printed order."""
    tables: list[WholeTable] = []
    running = running_lines(pages)
    number = 0
    left_behind: list[Line] = []
    for page in pages:
        page.grids = [form for grid in page.grids for form in parted(grid)]
        for n, grid in enumerate(page.grids):
            number += 1
            if n == 0 and left_behind and not any(names_form(fold(line.text)) for line in grid.lead):
                grid.lead = [*left_behind, *grid.lead]
            _take(tables, grid, number, running)
        left_behind = carried_lead(page, running)
    return tables


def _take(tables: list[WholeTable], grid: Grid, number: int, running: set[str]) -> None:
    """Adds a grid to the table it goes on with, or as a new one."""
    caption, skipped = read_caption(grid)
    current = tables[-1] if tables else None
    printed = grid.rows[skipped:]
    kept = _kept_columns(printed, grid, caption, current)
    body = Grid(_only_columns(printed, kept), grid.page, grid.lead, grid.box, grid.merges_known, grid.sheet)
    body.lead = [line for line in body.lead if not is_running(line.text, running)]
    form = caption.form or (current.form if current and caption.title is None else None) or _LIST
    depth = header_depth(body.rows) if form.shape in _HEADED and not _is_sheet(body.rows, form) else 0
    if current is not None and caption.title is None:
        depth = _depth_after(current, body.rows, depth)
    places = [Place(number, skipped + n, grid.page) for n in range(len(body.rows))]
    if current is not None and _continues(current, caption, body, depth):
        _append(current, body, depth, places)
        current.grids.append(number)
    else:
        paths = header_paths(body, depth)
        caption.unit = caption.unit or unit_in_header(paths)
        tables.append(
            WholeTable(
                caption,
                paths,
                body.rows[depth:],
                places[depth:],
                body.rows[:depth],
                grid.merges_known,
                [number],
                _column_spans(body),
                kept,
            )
        )


def _is_sheet(rows: list[Row], form: Form) -> bool:
    """True for 项目绩效目标表 of one project: its first row is a label and a name, and no header of columns."""
    texts = [fold(cell.text) for cell in rows[0] if cell is not None and fold(cell.text)] if rows else []
    return form.shape == "project_objectives" and len(texts) == 2 and texts[0].rstrip("：") == "项目名称"


def _depth_after(current: WholeTable, rows: list[Row], depth: int) -> int:
    """On a page that goes on without a title, rows below the repeated header are data, figures or not."""
    repeated = next((n for n, row in enumerate(rows[:depth]) if not _repeats(row, current.header)), depth)
    if not repeated and depth == 1 and current.rows and _is_tail(rows[0], current.rows[-1]):
        return 0
    if not repeated and depth and (_is_blank_under_figures(rows[0], current) or _closes(rows[0])):
        return 0
    return repeated or depth


def _closes(row: Row) -> bool:
    """True for one of the last rows of a balance, which prints labels and, on a poor year, no figure."""
    first = next((fold(cell.text) for cell in row if cell is not None and fold(cell.text)), "")
    return bool(_CLOSING.match(first))


def _is_blank_under_figures(row: Row, current: WholeTable) -> bool:
    """True for a row of labels whose cells in the figures' columns are blank: a header prints words there."""
    figures = {n for known in current.rows for n, cell in enumerate(known) if cell is not None and is_number(cell.text)}
    if not figures or len(row) != current.width:
        return False
    return all((cell := row[n]) is not None and not fold(cell.text) for n in figures)


def _kept_columns(rows: list[Row], grid: Grid, caption: Caption, current: WholeTable | None) -> tuple[int, ...]:
    """The columns that print anything; gaps between doubled ruling lines and frames print nothing.

    Where merged cells are not known a blank column may be a lost one, and the places of a form that is
    no grid have their meaning: there all are kept. A page that goes on keeps what its table kept.
    """
    everything = tuple(range(grid.width))
    form = caption.form or (current.form if current is not None and caption.title is None else None)
    if not grid.merges_known or (form is not None and form.shape not in _HEADED):
        return everything
    if (
        current is not None
        and caption.title is None
        and current.kept
        and current.kept[-1] < grid.width <= max(current.kept[-1] + 2, len(current.kept))
    ):
        return current.kept
    kept = tuple(
        c for c in everything if any(c < len(row) and (cell := row[c]) is not None and fold(cell.text) for row in rows)
    )
    return kept if len(kept) >= 2 else everything


def _only_columns(rows: list[Row], kept: tuple[int, ...]) -> list[Row]:
    if not rows or len(kept) == len(rows[0]):
        return rows
    filled = owners(rows)
    stays = set(kept)

    def settled(r: int, c: int) -> Cell | None:
        owner = filled[r][c]
        if rows[r][c] is None and owner is not None:
            first = next(k for k, cell in enumerate(filled[r]) if cell is owner)
            # a merged cell whose own column goes is blank here, not a part of its new neighbour
            return None if first in stays else Cell("")
        return rows[r][c]

    return [[settled(r, c) for c in kept] for r in range(len(rows))]


def _continues(current: WholeTable, caption: Caption, grid: Grid, depth: int) -> bool:
    """True when a grid goes on with the table before it rather than starting one of its own."""
    same_header = depth > 0 and _same_paths(header_paths(grid, depth), current.paths)
    if caption.title is not None:
        named = current.caption.title is not None and bare_title(caption.title) == bare_title(current.caption.title)
        return named and (same_header or depth == 0 or grid.width == current.width)
    if same_header:
        return True
    if not grid.lead and grid.width == current.width and (depth == 0 or _mostly_data(grid, depth)):
        return True
    if any(re.search(r"[。；]$", line.text.strip()) and len(line.text) > 25 for line in grid.lead):
        return False
    if depth == 0 or _mostly_data(grid, depth):
        return abs(grid.width - current.width) <= 3 or _same_span(current, grid)
    return False


def _mostly_data(grid: Grid, depth: int) -> bool:
    """A continuation whose first rows print no figure (indicator tables) looks like a header."""
    printed = sum(1 for row in grid.rows[:depth] for cell in row if cell is not None and len(fold(cell.text)) > 16)
    return printed > 0 or (depth >= len(grid.rows) and len(grid.rows) > 2)


def _same_span(current: WholeTable, grid: Grid) -> bool:
    return grid.box is not None and current.merges_known


def _append(current: WholeTable, grid: Grid, depth: int, places: list[Place]) -> None:
    skip = depth
    if depth and not _same_paths(header_paths(grid, depth), current.paths):
        skip = sum(1 for row in grid.rows[:depth] if _repeats(row, current.header))
        skip = skip if all(_repeats(row, current.header) for row in grid.rows[:skip]) else 0
    rows = grid.rows[skip:]
    if skip and rows:
        rows = [_without_overflow(rows[0], header_paths(grid, skip), current.paths), *rows[1:]]
    if current.form is not None and current.form.shape == "objectives" and grid.width > current.width:
        _widen(current, grid)
    elif grid.width != current.width:
        rows = [_fit(row, current) for row in rows]
    where = places[skip:]
    if rows and current.rows and _is_tail(rows[0], current.rows[-1]):
        current.rows[-1] = _mended(current.rows[-1], rows[0])
        rows, where = rows[1:], where[1:]
    current.rows.extend(rows)
    current.places.extend(where)


def _widen(current: WholeTable, grid: Grid) -> None:
    """A form of several frames: the part on the next page has columns that the part above it needed not."""
    more = grid.width - current.width
    current.rows = [[*row, *(Cell("") for _ in range(more))] for row in current.rows]
    current.paths = [*current.paths, *(() for _ in range(more))]
    current.spans = _column_spans(grid)


def _repeats(row: Row, header: list[Row]) -> bool:
    texts = [fold(cell.text) for cell in row if cell is not None]
    if is_column_numbers(texts):
        return True
    return any(_same_words(texts, [fold(cell.text) for cell in known if cell is not None]) for known in header)


def _same_words(texts: list[str], known: list[str]) -> bool:
    """True for a header's words, and for those of one whose last lines did not fit into the repeated row."""
    if len(texts) != len(known) or not all(whole.startswith(text) for text, whole in zip(texts, known, strict=True)):
        return False
    return 2 * sum(text == whole for text, whole in zip(texts, known, strict=True)) >= len(texts)


def _same_paths(paths: list[tuple[str, ...]], known: list[tuple[str, ...]]) -> bool:
    return bool(paths) and _same_words(["".join(path) for path in paths], ["".join(path) for path in known])


def _without_overflow(row: Row, repeated: list[tuple[str, ...]], known: list[tuple[str, ...]]) -> Row:
    """The first row under a repeated header without the header's words that run over into it."""
    return [
        Cell(_beyond(repeated[n], known[n], cell.text), cell.box)
        if cell is not None and n < min(len(repeated), len(known)) and repeated[n] != known[n]
        else cell
        for n, cell in enumerate(row)
    ]


def _beyond(repeated: tuple[str, ...], known: tuple[str, ...], text: str) -> str:
    """What a cell prints after the words, or some of the words, that its header is short of."""
    rest, printed = "".join(known)[len("".join(repeated)) :], fold(text)
    shared = next((n for n, (one, other) in enumerate(zip(rest, printed, strict=False)) if one != other), len(rest))
    beyond = printed[shared:]
    return beyond if beyond != printed and (beyond in NIL or is_number(beyond)) else text


def _fit(row: Row, current: WholeTable) -> Row:
    """A row of another column count on the columns of the table it continues, by x position."""
    edges = current.spans
    if edges is None or len(edges) != current.width:
        return (row + [Cell("")] * current.width)[: max(current.width, len(row))]
    fitted: Row = [Cell("") for _ in range(current.width)]
    for cell in row:
        if cell is None or cell.box is None or not cell.text:
            continue
        middle = (cell.box[0] + cell.box[2]) / 2
        best = min(
            range(len(edges)),
            key=lambda c: (
                abs((edges[c][0] + edges[c][1]) / 2 - middle) if not edges[c][0] <= middle <= edges[c][1] else -1.0
            ),
        )
        present = fitted[best]
        fitted[best] = Cell(f"{present.text}\n{cell.text}", cell.box) if present and present.text else cell
    return fitted


def _column_spans(grid: Grid) -> list[tuple[float, float]] | None:
    """x range of each column, from the narrowest cell printed in it."""
    spans: list[tuple[float, float] | None] = [None] * grid.width
    for row in grid.rows:
        for c, cell in enumerate(row):
            if cell is None or cell.box is None:
                continue
            known = spans[c]
            if known is None or cell.box[2] - cell.box[0] < known[1] - known[0]:
                spans[c] = (cell.box[0], cell.box[2])
    return [span for span in spans if span is not None] if all(spans) else None


def _is_tail(row: Row, before: Row) -> bool:
    """True for the rest of a row that the page break cut: words only, each under a cell that had words."""
    printed = [(n, cell.text) for n, cell in enumerate(row) if cell is not None and fold(cell.text)]
    if printed and _breaks_a_figure(printed, before):
        return True
    if not printed or any(is_number(text) for _, text in printed):
        return False
    if len(printed) > max(1, len(row) // 3):
        return False
    for n, text in printed:
        above = before[n] if n < len(before) else None
        if (
            above is None
            or not fold(above.text)
            or len(fold(text)) > 14
            or re.match(r"^[（(]?[一二三四五六七八九十\d]+[、）)]|^[≥≤＞＜><=＝]", fold(text))
        ):
            return False
    return any(is_number(cell.text) for cell in before if cell is not None) and not re.match(
        r"合计|总计", fold(printed[0][1])
    )


def _breaks_a_figure(printed: list[tuple[int, str]], before: Row) -> bool:
    """True when the page break went through a figure (0. over 0): then it went through the whole row."""
    above = [fold(cell.text) if n < len(before) and (cell := before[n]) is not None else "" for n, _ in printed]
    broken = [
        re.match(r"^[\d,]+[.,]$", upper) and re.match(r"^\d[\d,.]*$", fold(lower))
        for upper, (_, lower) in zip(above, printed, strict=True)
    ]
    return any(broken) and all(above)


def _mended(row: Row, tail: Row) -> Row:
    mended: Row = []
    for n, cell in enumerate(row):
        rest = tail[n] if n < len(tail) else None
        mended.append(
            Cell(f"{cell.text}\n{rest.text}", cell.box)
            if cell is not None and rest is not None and rest.text.strip()
            else cell
        )
    return mended
