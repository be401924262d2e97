"""Tables without ruling lines, as Word's web layout prints them: columns found from aligned words."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extract.document import Box, Cell, Grid, Row
from extract.readers.heading import Span, header_rows, heads_of, inner_gap, leaves_of
from extract.readers.leading import Block, blocks_of, rows_by_middle, share_out
from extract.readers.lines import Word, around, pieces, printed_lines
from extract.readers.naming import name_columns
from extract.readers.unruledform import TITLE, columns_of_form, form_rows
from forms.money import find_unit, is_number
from forms.structure import is_total_label
from forms.text import fold, split_ordinal

FEWEST_ROWS = 3
_SLANT = 0.25
"""Of the type's height: what the words of one line differ in height, at most."""
_MOST_HEADER_LINES = 16
_CODE = re.compile(r"^\d{2,9}$")
_PART = re.compile(r"^-?\d[\d,]*[,.]\d+$|^-?\d[\d,]{2,}[,.]$")
_NIL = re.compile(r"^[-—–]{1,2}$")
_CONTENTS = re.compile(r"\.{4,}|…{2,}|·{4,}")
_PAGE_NUMBER = re.compile(r"^[-—–]?\d{1,3}[-—–]?$|^第?\d{1,3}页")
_SUBTITLE = re.compile(r"^[（]?20\d\d年度?[）]?$")
_NOTE = re.compile(r"^(注|备注|说明)[：:]")
_TITLE = re.compile(r"表(（.*）)?$")
_HEADER_WORD = re.compile(r"科目|编码|代码|名称|合计|小计|总计|金额|预算|^[类款项]$|项目|收入|支出|拨款|经费|单位|指标")


@dataclass(slots=True)
class Piece:
    """Words of one line that stand together: what one cell prints on that line."""

    text: str
    box: Box

    @property
    def is_figure(self) -> bool:
        """A number, a printed nil, or the part of a number that a narrow column leaves on one line (53,748,90)."""
        return is_number(self.text) or bool(_NIL.match(fold(self.text)) or _PART.match(fold(self.text)))


@dataclass(frozen=True, slots=True)
class Begun:
    """A table as its first page shows it, for the pages on which it goes on."""

    bounds: tuple[Span, ...]
    inner: float | None
    """The gap between two lines of one cell, in heights of the type."""
    header: tuple[str, ...]
    """The header's printed lines, folded."""


def unruled_grids(words: list[Word], number: int) -> tuple[list[Grid], list[Word]]:
    """(grids, words outside them) of one page by itself."""
    return UnruledPages().read(words, number)


class UnruledPages:
    """The tables of a document's pages that have no ruling lines, one page after the other."""

    def __init__(self) -> None:
        self._begun: Begun | None = None
        self._form: list[Span] | None = None
        """Columns of the 整体绩效目标表 that the page before may not have ended."""

    def read(self, words: list[Word], number: int) -> tuple[list[Grid], list[Word]]:
        """(grids, words outside them) of a page on which no ruled table was found.

        A table is a run of lines that print figures standing apart from their labels: at least three, or
        fewer under a title, or on a page that prints no sentence (the end of a table, the one row of 三公). The
        header is the lines above it down from the title or unit line. Without such a run all words stay prose.
        """
        # in narrow columns the lines of neighbouring cells lie a third of a line apart
        lines = printed_lines(words, min(3.5, _SLANT * _height(words)))
        parted = [[_piece(piece) for piece in pieces(line)] for line in lines]
        sentences = any("。" in piece.text for line in parted for piece in line)
        grids: list[Grid] = []
        inside: set[int] = set()
        for start, end, titled in _regions(parted):
            form = self._form_lines(lines, start, end, titled)
            if form:
                used = [word for line in form for word in line]
                grids.append(Grid(form_rows(form, self._form or [], self._inner(form)), number, [], around(used)))
                inside.update(id(word) for word in used)
                continue
            found = _table_lines(lines, parted, start, end, titled, sentences, self._begun)
            rows = self._rows(lines, *found) if found else None
            if found is None or rows is None:
                continue
            used = [word for line in lines[found[0] : found[2] + 1] for word in line]
            grids.append(Grid(rows, number, [], around(used), merges_known=True))
            inside.update(id(word) for word in used)
        return grids, [word for word in words if id(word) not in inside]

    def _inner(self, lines: Sequence[list[Word]]) -> float | None:
        """The gap between two lines of one cell in type of this size."""
        if self._begun is None or self._begun.inner is None:
            return None
        return self._begun.inner * _height([word for line in lines for word in line])

    def _form_lines(self, lines: Sequence[list[Word]], start: int, end: int, titled: bool) -> list[list[Word]]:
        """The lines of a region that are of the 整体绩效目标表; none where it is another table's."""
        if titled:
            named = any(TITLE.search(text) for text in _texts(lines[max(0, start - 2) : start]))
            self._form = columns_of_form(lines[start:end]) if named else None
        if self._form is None:
            return []
        own = [
            line
            for line, text in zip(lines[start:end], _texts(lines[start:end]), strict=True)
            if not (_PAGE_NUMBER.match(text) or _SUBTITLE.match(text))
        ]
        return own if titled or not any("。" in text and len(text) > 60 for text in _texts(own)) else []

    def _rows(self, lines: Sequence[list[Word]], top: int, first: int, last: int) -> list[Row] | None:
        heads = heads_of(lines[top:first])
        body = lines[first : last + 1]
        bounds = _bounds(_spans(body, [leaf.box for leaf in leaves_of(heads)]))
        inner, header = inner_gap(heads), _texts(lines[top:first])
        begun = self._begun
        if begun is not None and header in ((), begun.header) and _fit_in(body, begun.bounds):
            bounds, inner = list(begun.bounds), self._inner(body)
        elif header:
            height = _height([word for line in lines[top:first] for word in line])
            known = begun.inner if begun else None
            self._begun = Begun(tuple(bounds), known if inner is None else inner / height, header)
        if len(bounds) < 2:
            return None
        return header_rows(heads, bounds) + _body(body, bounds, inner)


def _height(words: Sequence[Word]) -> float:
    return median(word["bottom"] - word["top"] for word in words) if words else 0.0


def _texts(lines: Sequence[list[Word]]) -> tuple[str, ...]:
    return tuple(fold("".join(word["text"] for word in line)) for line in lines)


def _piece(words: list[Word]) -> Piece:
    return Piece(" ".join(word["text"] for word in words), around(words))


def _is_data(line: list[Piece]) -> bool:
    figures = (
        sum(1 for piece in line if piece.is_figure and not _CODE.match(piece.text))
        or sum(piece.is_figure for piece in line) - 1
    )
    if _PAGE_NUMBER.match(fold("".join(piece.text for piece in line))):
        return False
    return len(line) >= 2 and figures >= 1 and not any(_CONTENTS.search(piece.text) for piece in line)


def _ends_sentence(line: list[Piece]) -> bool:
    return any("。" in piece.text for piece in line)


def _is_caption(line: list[Piece]) -> bool:
    text = fold("".join(piece.text for piece in line))
    return bool(find_unit(text) or "名称：" in text or (len(line) == 1 and _TITLE.search(text)))


def _regions(parted: Sequence[list[Piece]]) -> list[tuple[int, int, bool]]:
    """(first line, line after the last, whether a title or unit line stands above) between caption lines and notes."""
    regions: list[tuple[int, int, bool]] = []
    start, titled = 0, False
    noted = False
    for n, line in enumerate([*parted, None]):
        caption = line is None or _is_caption(line)
        note = line is not None and bool(_NOTE.match(fold(line[0].text)))
        if caption or note:
            if n > start and not noted:
                regions.append((start, n, titled))
            start, titled, noted = n + 1, caption, note
    return regions


def _table_lines(
    lines: Sequence[list[Word]],
    parted: Sequence[list[Piece]],
    start: int,
    end: int,
    titled: bool,
    sentences: bool,
    begun: Begun | None,
) -> tuple[int, int, int] | None:
    """(first header line, first data line, last line) of the table in a region, or ``None``."""
    repeated = len(begun.header) if begun and begun.header == _texts(lines[start : start + len(begun.header)]) else 0
    # under a title the words of cells that nearly touch are looked at one by one; a line of prose is one piece
    loose = [[_piece([word]) for word in line] for line in lines] if titled else parted
    narrow = [[_piece(piece) for piece in pieces(line, narrow=True)] for line in lines[start:end]]
    data = [start + n for n, line in enumerate(narrow) if _is_data(line) and (titled or not _ends_sentence(line))]
    runs: list[list[int]] = []
    for n in data:
        between = loose[runs[-1][-1] + 1 : n] if runs else []
        if runs and all(_fits_between(line) for line in between):
            runs[-1].append(n)
        else:
            runs.append([n])
    longest = max(runs, key=len, default=[])
    if not longest or (len(longest) < FEWEST_ROWS and sentences and not titled):
        return None
    first, last = longest[0], longest[-1]
    while (
        last + 1 < end
        and _fits_between(loose[last + 1])
        and (titled or _continues_labels(parted[last + 1], parted[last]))
    ):
        last += 1
    while _PAGE_NUMBER.match(fold("".join(piece.text for piece in parted[last]))):
        last -= 1
    if repeated:
        return start, start + repeated, last
    top = _header_start(parted, start, first, titled)
    if top == first:  # no header: the label above the first figures is wrapped over it
        while (
            first > start
            and parted[first][0].box[1] - parted[first - 1][0].box[3] < 6
            and _fits_between(parted[first - 1])
        ):
            first -= 1
        return first, first, last
    return top, first, last


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
    return close and any(split_ordinal(fold(piece.text))[0] for piece in line)


def _header_start(parted: Sequence[list[Piece]], start: int, first: int, titled: bool) -> int:
    """The first line of the header; ``first`` itself where a table goes on without one."""
    top = first
    while top > start and first - top < _MOST_HEADER_LINES:
        line = parted[top - 1]
        text = fold("".join(piece.text for piece in line))
        if re.search(r"[。；]", text) or any(piece.is_figure for piece in line):
            break
        top -= 1
    words = [fold(piece.text) for line in parted[top:first] for piece in line]
    return top if titled or sum(bool(_HEADER_WORD.search(word)) for word in words) >= 3 else first


def _spans(body: Sequence[list[Word]], leaves: Sequence[Box]) -> list[Span]:
    """x ranges of the columns: what the data lines print, with the header's word for it, and the header's words
    for columns where no line prints anything. A total's label is left out: it may be set over several columns."""
    words = [word for line in body for word in line if not is_total_label(word["text"])]
    spans: list[Span] = []
    for x0, x1 in sorted((word["x0"], word["x1"]) for word in words):
        if spans and x0 < spans[-1][1] - 0.5:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    figures = [word for word in words if _is_amount(word["text"])]
    amounts = [
        sum(x0 <= word["x0"] <= x1 for word in figures) * 2 > sum(x0 <= word["x0"] <= x1 for word in words)
        for x0, x1 in spans
    ]
    return name_columns(spans, amounts, sorted(leaves)) if leaves else spans


def _is_amount(text: str) -> bool:
    return bool(_NIL.match(fold(text)) or _PART.match(fold(text)) or (is_number(text) and not _CODE.match(text)))


def _bounds(spans: Sequence[Span]) -> list[Span]:
    """Each column from the middle of the gap on its left to the middle of the gap on its right."""
    spans = sorted(spans)
    edges = [(left[1] + right[0]) / 2 for left, right in itertools.pairwise(spans)]
    if not spans:
        return []
    first = spans[0][0] - (edges[0] - spans[0][1] if edges else 0)
    last = spans[-1][1] + (spans[-1][0] - edges[-1] if edges else 0)
    return list(zip([first, *edges], [*edges, last], strict=True))


def _fit_in(body: Sequence[list[Word]], bounds: Sequence[Span]) -> bool:
    """True when hardly a word of the page crosses from one of the columns into another."""
    words = [word for line in body for word in line]
    crossing = sum(1 for word in words for left, _ in bounds[1:] if word["x0"] < left - 1.5 and word["x1"] > left + 1.5)
    return crossing * 20 <= len(words)


def _place(word: Word, bounds: Sequence[Span]) -> int:
    middle = (word["x0"] + word["x1"]) / 2
    return next((n for n, (_, right) in enumerate(bounds) if middle < right), len(bounds) - 1)


def _body(lines: Sequence[list[Word]], bounds: Sequence[Span], inner: float | None) -> list[Row]:
    """The rows of the table: cells of one row share their middle or their top. Where the lines of a cell and the
    rows stand equally close, the lines of each column are shared out to the lines that print figures."""
    columns: list[list[list[Word]]] = [[] for _ in bounds]
    for line in lines:
        parts: dict[int, list[Word]] = {}
        for word in line:
            parts.setdefault(_place(word, bounds), []).append(word)
        for place, part in parts.items():
            columns[place].append(part)
    rows = rows_by_middle(blocks_of(columns, inner))
    if rows is None or len(rows) > len(lines):
        rows = _by_anchors(lines, columns)
    return [_row(blocks, len(bounds)) for blocks in rows]


def _by_anchors(lines: Sequence[list[Word]], columns: Sequence[list[list[Word]]]) -> list[list[Block]]:
    pieces_of = [[_piece(piece) for piece in pieces(line, narrow=True)] for line in lines]
    anchors = [
        sum((piece.box[1] + piece.box[3]) / 2 for piece in line) / len(line)
        for line in pieces_of
        if _is_data(line) or _begins_row(line)
    ]
    if not anchors:
        return []
    shared = {
        from_top: [share_out(column, anchors, from_top=from_top) for column in columns] for from_top in (True, False)
    }
    best = min(shared, key=lambda from_top: sum(cost for cost, _ in shared[from_top]))
    rows: list[list[Block]] = [[] for _ in anchors]
    for place, (column, (_, owners)) in enumerate(zip(columns, shared[best], strict=True)):
        for line, owner in zip(column, owners, strict=True):
            present = next((block for block in rows[owner] if block.column == place), None)
            if present is None:
                rows[owner].append(Block(place, [line]))
            else:
                present.lines.append(line)
    return rows


def _row(blocks: Sequence[Block], width: int) -> Row:
    row: Row = [Cell("") for _ in range(width)]
    for block in blocks:
        row[block.column] = Cell(block.text, block.box)
    return row


def _begins_row(line: list[Piece]) -> bool:
    """True for a line of labels that is a row of its own: an ordinal, a total, an of-which."""
    return any(
        split_ordinal(fold(piece.text))[0] or re.match(r"^(其中|合计|总计|本年|上年|年终)", fold(piece.text))
        for piece in line
    )
