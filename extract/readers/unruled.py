"""Tables without ruling lines, as Word's web layout prints them: columns found from aligned words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.document import Box, Cell, Grid, Row
from extract.readers.lines import Word, around, pieces, printed_lines
from forms.money import find_unit, is_number
from forms.text import fold, split_ordinal

FEWEST_ROWS = 3
_MOST_HEADER_LINES = 8
_CODE = re.compile(r"^\d{2,9}$")
_NIL = re.compile(r"^[-—–]{1,2}$")
_CONTENTS = re.compile(r"\.{4,}|…{2,}|·{4,}")


@dataclass(slots=True)
class Piece:
    """Words of one line that stand together: what one cell prints on that line."""

    text: str
    box: Box

    @property
    def is_figure(self) -> bool:
        return is_number(self.text) or bool(_NIL.match(fold(self.text)))


def unruled_grids(words: list[Word], number: int) -> tuple[list[Grid], list[Word]]:
    """(grids, words outside them) of a page on which no ruled table was found.

    A table is a run of lines that print figures standing apart from their labels: at least three, or
    fewer on a page that prints no sentence (the end of a table, the one row of 三公). The header is
    the lines above it down from the title or unit line. Without such a run all words stay prose.
    """
    lines = printed_lines(words)
    first, last = _run([[_piece(piece) for piece in pieces(line)] for line in lines])
    if first is None or last is None:
        return [], words
    parted = [[_piece(piece) for piece in pieces(line, narrow=True)] for line in lines]
    top = _header_start(parted, first)
    heads = [_piece([word]) for line in lines[top:first] for word in line]
    spans = _columns([piece for line in parted[first : last + 1] if _is_data(line) for piece in line], heads)
    if len(spans) < 2:
        return [], words
    begin = first
    if top == first:  # no header: the label above the first figures is wrapped over it
        while (
            begin > 0
            and parted[begin][0].box[1] - parted[begin - 1][0].box[3] < 6
            and _fits_between(parted[begin - 1])
            and not _is_data(parted[begin - 1])
        ):
            begin -= 1
        top = begin
    rows = _header(heads, spans)
    rows.extend(_body(parted[begin : last + 1], spans))
    inside = {id(word) for line in lines[top : last + 1] for word in line}
    box = around([word for line in lines[top : last + 1] for word in line])
    return [Grid(rows, number, [], box, merges_known=True)], [word for word in words if id(word) not in inside]


def _piece(words: list[Word]) -> Piece:
    return Piece(" ".join(word["text"] for word in words), around(words))


def _is_data(line: list[Piece]) -> bool:
    figures = (
        sum(1 for piece in line if piece.is_figure and not _CODE.match(piece.text))
        or sum(piece.is_figure for piece in line) - 1
    )
    if re.fullmatch(r"[-—–]?\d{1,3}[-—–]?", "".join(piece.text for piece in line)):
        return False  # a page number
    return len(line) >= 2 and figures >= 1 and not any(_CONTENTS.search(piece.text) for piece in line)


def _run(parted: list[list[Piece]]) -> tuple[int | None, int | None]:
    """The first and last line of the longest run of table lines; a label alone may stand between."""
    data = [n for n, line in enumerate(parted) if _is_data(line)]
    runs: list[list[int]] = []
    for n in data:
        between = parted[runs[-1][-1] + 1 : n] if runs else []
        if runs and all(_fits_between(line) for line in between):
            runs[-1].append(n)
        else:
            runs.append([n])
    longest = max(runs, key=len, default=[])
    sentences = any("。" in piece.text for line in parted for piece in line)
    if not longest or (len(longest) < FEWEST_ROWS and sentences):
        return None, None
    last = longest[-1]
    while last + 1 < len(parted) and _continues_labels(parted[last + 1], parted[last]):
        last += 1
    return longest[0], last


def _fits_between(line: list[Piece]) -> bool:
    """True for a line inside a table that prints labels only: short pieces, no sentence."""
    text = "".join(piece.text for piece in line)
    return (
        not find_unit(text)
        and not re.search(r"[。；]|^\s*(注|备注)[：:]", text)
        and all(len(piece.text) < 30 for piece in line)
    )


def _continues_labels(line: list[Piece], before: list[Piece]) -> bool:
    """Labels without amounts at the foot of a form (二、年终结转结余) belong to it."""
    close = line[0].box[1] - before[0].box[3] < 1.6 * (before[0].box[3] - before[0].box[1])
    return close and _fits_between(line) and any(split_ordinal(fold(piece.text))[0] for piece in line)


def _columns(figures: list[Piece], heads: list[Piece]) -> list[tuple[float, float]]:
    """x ranges of the columns: what the data lines cover, and the lowest header words where no data
    line prints (an empty column)."""
    spans: list[list[float]] = []
    for x0, x1 in sorted((piece.box[0], piece.box[2]) for piece in figures):
        if spans and x0 < spans[-1][1] - 0.5:
            spans[-1][1] = max(spans[-1][1], x1)
        else:
            spans.append([x0, x1])
    lowest = [
        head
        for head in heads
        if not any(
            other.box[1] > head.box[1] + 2 and other.box[0] < head.box[2] and other.box[2] > head.box[0]
            for other in heads
        )
    ]
    for head in lowest:
        if not any(x0 < head.box[2] and x1 > head.box[0] for x0, x1 in spans):
            spans.append([head.box[0], head.box[2]])
    return sorted((x0, x1) for x0, x1 in spans)


_HEADER_WORD = re.compile(r"科目|编码|代码|名称|合计|小计|总计|金额|预算|^[类款项]$|项目|收入|支出|拨款|经费|单位")


def _header_start(parted: list[list[Piece]], first: int) -> int:
    """The first line of the header; ``first`` itself where a table goes on without one."""
    start = first
    titled = False
    while start > 0 and first - start < _MOST_HEADER_LINES:
        line = parted[start - 1]
        text = fold("".join(piece.text for piece in line))
        titled = bool(find_unit(text) or (re.search(r"表(（.*）)?$", text) and len(line) == 1) or "名称：" in text)
        if titled or re.search(r"[。；]", text) or any(piece.is_figure for piece in line):
            break
        start -= 1
    words = [fold(piece.text) for line in parted[start:first] for piece in line]
    return start if titled or sum(bool(_HEADER_WORD.search(word)) for word in words) >= 3 else first


def _header(heads: list[Piece], spans: list[tuple[float, float]]) -> list[Row]:
    """Header words over the columns they cover, level by level; a word right under another of the
    same columns is the rest of it."""
    cells: list[tuple[tuple[int, ...], Piece]] = []
    for head in sorted(heads, key=lambda piece: (piece.box[1], piece.box[0])):
        covered = tuple(n for n, (x0, x1) in enumerate(spans) if head.box[0] < x1 and head.box[2] > x0) or (
            _nearest(head, spans),
        )
        height = head.box[3] - head.box[1]
        above = next(
            (
                piece
                for place, piece in reversed(cells)
                if place == covered and head.box[1] - piece.box[3] < 0.5 * height
            ),
            None,
        )
        if above is not None:
            above.text, above.box = above.text + head.text, (*above.box[:3], head.box[3])
        else:
            cells.append((covered, head))
    levels: list[list[tuple[tuple[int, ...], Piece]]] = []
    for covered, piece in cells:
        taken = next(
            (n for n in range(len(levels) - 1, -1, -1) if any(set(covered) & set(other) for other, _ in levels[n])), -1
        )
        if taken + 1 == len(levels):
            levels.append([])
        levels[taken + 1].append((covered, piece))
    rows: list[Row] = []
    for level in levels:
        row: Row = [Cell("") for _ in spans]
        for covered, piece in level:
            row[covered[0]] = Cell(piece.text, piece.box)
            for n in covered[1:]:
                row[n] = None
        rows.append(row)
    return rows


def _nearest(piece: Piece, spans: list[tuple[float, float]]) -> int:
    middle = (piece.box[0] + piece.box[2]) / 2
    return min(
        range(len(spans)),
        key=lambda n: (
            0.0 if spans[n][0] <= middle <= spans[n][1] else min(abs(spans[n][0] - middle), abs(spans[n][1] - middle))
        ),
    )


def _middle(line: list[Piece]) -> float:
    return sum((piece.box[1] + piece.box[3]) / 2 for piece in line) / len(line)


def _body(lines: list[list[Piece]], spans: list[tuple[float, float]]) -> list[Row]:
    """One row a line of figures; the lines of a wrapped label go to the row they stand nearest to."""
    anchors = [n for n, line in enumerate(lines) if _is_data(line) or _begins_row(line)]
    gathered: dict[int, list[Piece]] = {n: list(lines[n]) for n in anchors}
    for n, line in enumerate(lines):
        if n not in gathered:
            nearest = min(anchors, key=lambda anchor: abs(_middle(lines[anchor]) - _middle(line)))
            gathered[nearest].extend(line)
    rows: list[Row] = []
    for n in anchors:
        row: Row = [Cell("") for _ in spans]
        for piece in sorted(gathered[n], key=lambda piece: piece.box[1]):
            place = _nearest(piece, spans)
            present = row[place]
            text = f"{present.text}\n{piece.text}" if present is not None and present.text else piece.text
            row[place] = Cell(text, piece.box)
        rows.append(row)
    return rows


def _begins_row(line: list[Piece]) -> bool:
    """True for a line of labels that is a row of its own: an ordinal, a total, an of-which."""
    return any(
        split_ordinal(fold(piece.text))[0] or re.match(r"^(其中|合计|总计|本年|上年|年终)", fold(piece.text))
        for piece in line
    )
