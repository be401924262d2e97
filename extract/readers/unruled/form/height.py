"""整体绩效目标表 by where its cells stand: labels beside several rows are found by their middles, or by their tops."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.readers.page.lines import Word, no_blank_between
from extract.readers.unruled.form.cells import LABELS, ONE_HEIGHT, cells_of_form, names_third_level
from extract.readers.unruled.form.labels import KnownLabels, Labels, Owners, around_middles, from_tops
from extract.readers.unruled.rows.block import Block
from extract.readers.unruled.rows.levels import at_one_height, middle_of, top_of
from extract.readers.unruled.spans import Parts, Span, columns_of
from forms.text import fold, split_ordinal

_OVER = 2.0
"""Points by which a cell over several columns reaches over the first one's edge, at least."""
_ONE_ROW = 3.0
"""Points by which the middles of the cells of one row differ."""


def form_by_height(
    lines: Sequence[list[Word]], bounds: Sequence[Span], line_gap: float | None, known: KnownLabels
) -> tuple[list[list[Block]], Labels, Owners]:
    """(rows, labels, which of them each row stands beside). ``line_gap``: the gap between two lines of one cell;
    ``known``: what the form's pages so far tell, to which this one adds."""
    blocks = cells_of_form(columns_of([_in_columns(line, bounds) for line in lines], bounds), line_gap)
    labels = [[block for block in blocks if block.column == n] for n in range(LABELS)]
    # cells that begin where labels do and go on over the next columns
    wide = [block for block in labels[1] if block.box[2] > bounds[1][1] + _OVER]
    cells = [*(block for block in blocks if block.column >= LABELS), *wide]
    by_place = [(at_one_height(cells, place, _ONE_ROW), place) for place in (middle_of, top_of)]
    rows, place_of = min(by_place, key=lambda found: len(found[0]))  # set in another way, cells of one row make several
    _add_rows_of_labels(rows, labels, place_of)
    rows.sort(key=lambda row: place_of(row[0]))
    known.note(labels, rows)
    on_top = place_of is top_of
    if on_top:
        known.on_top = True
    elif known.holds(labels, rows):
        on_top = True
    owners = [from_tops(column, rows, place_of) if on_top else around_middles(column, rows) for column in labels]
    if not on_top:
        owners[1] = _aims_alone(rows, labels, owners[1])
    return rows, labels, owners


def _in_columns(line: Sequence[Word], bounds: Sequence[Span]) -> Parts:
    """The words of a line by their columns: a cell over several of them belongs where it begins, an amount at its right
    end where it ends."""
    parts: Parts = {}
    place = 0
    for before, word in zip([None, *line], line, strict=False):
        if before is None or not no_blank_between(before, word):
            place = next(n for n, (_, right) in enumerate(bounds) if word["x0"] < right)
        parts.setdefault(place, []).append(word)
    return parts


def _aims_alone(rows: Sequence[list[Block]], labels: Labels, owners: Sequence[int | None]) -> list[int | None]:
    """The owners of the second column, where a text beside one label (年度履职目标 | an aim in a long line) is of that
    row alone, and of no row above or below that leaves its place free."""
    found = list(owners)
    names = next((row[0].middle for row in rows if any(names_third_level(block.lines[0]) for block in row)), 0.0)
    for k, block in enumerate(labels[1]):
        at = next((n for n, row in enumerate(rows) if len(row) == 1 and row[0] is block), None)
        named = any(abs(other.middle - block.middle) <= ONE_HEIGHT for other in labels[0])
        if at is not None and named and block.middle < names and split_ordinal(fold(block.text))[0] is None:
            found = [k if n == at else None if owner == k else owner for n, owner in enumerate(found)]
    return found


def _add_rows_of_labels(rows: list[list[Block]], labels: Labels, place_of: Callable[[Block], float]) -> None:
    """Adds the rows of which nothing is printed but a label: 部门名称 | the name, an aim as short as a label,
    （2）财政专户管理资金 of which nothing comes."""
    names = next((row[0] for row in rows if any(names_third_level(block.lines[0]) for block in row)), None)
    for block in labels[1]:
        named = any(abs(place_of(other) - place_of(block)) <= ONE_HEIGHT for other in labels[0])
        listed = split_ordinal(fold(block.text))[0] is not None
        above = names is not None and place_of(block) < place_of(names) and (named or listed)
        above = above or (named and all(place_of(block) < place_of(row[0]) for row in rows))
        if above and not any(abs(place_of(row[0]) - place_of(block)) <= ONE_HEIGHT for row in rows):
            rows.append([block])
