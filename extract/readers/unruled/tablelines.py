"""Which lines of a page without ruling lines are a table: its header, its data, its end."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from extract.readers.page.lines import Word, pieces
from extract.readers.unruled.piece import (
    Piece,
    begins_row,
    has_header_words,
    is_amount,
    is_data,
    names_expenses,
    piece_of,
)
from extract.tables.furniture import is_page_number
from forms.money import find_unit
from forms.text import fold, split_ordinal

FEWEST_ROWS = 3
_MOST_HEADER_LINES = 16
_WRAPPED = 6.0
"""Points: the most between two lines of a label on a page that goes on."""
_OVERLAP = 1.0
_LINES_APART, _ROWS_APART = 0.8, 4.0
"""Of the type's height: the most between two lines of one cell, and between two rows."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_LARGER = 1.3
_LONG, _SEVERAL = 30, 3
"""Characters of a piece that is a line of prose, unless so many stand beside each other."""
_NUMERAL = re.compile(r"[百千万亿]+")
_SENTENCE = re.compile(r"^(?:[百千万亿]*元|[个项人辆台套次%％])?[，,。；;、]|^[百千万亿]*元[\u4e00-\u9fff]|^[年月日]")


def _is_beside(parted: Sequence[list[Piece]], n: int) -> bool:
    """True for amounts alone on a line that overlaps the next one in height: they stand beside a wrapped label."""
    if any(not piece.is_figure or piece.is_code for piece in parted[n]):
        return False
    return any(_beside(upper, lower) for upper, lower in itertools.pairwise(parted[max(0, n - 1) : n + 2]))


def _ends_sentence(line: list[Piece]) -> bool:
    return any("。" in piece.text for piece in line)


def _goes_on(line: list[Piece], below: list[Piece]) -> bool:
    """True for a sentence that goes on behind a figure: 总计 | 4,651.67 | 万元，与上年. ``below``: the next line."""
    ran = [*line, *below[:1]]
    texts = [fold(piece.text) for piece in ran]
    for left, text, after in zip(ran, texts[1:], [*texts[2:], ""], strict=False):
        # the line may end within the unit: 64,090.74 | 万, below it 元，与上年
        if left.is_figure and _SENTENCE.match(text + after if _NUMERAL.fullmatch(text) else text):
            return True
    return False


def begins_with_header(parted: Sequence[list[Piece]]) -> bool:
    """True for lines of which the first ones, above all figures, are a header."""
    first = next((n for n, line in enumerate(parted) if any(piece.is_figure for piece in line)), len(parted))
    header = parted[: min(first, _MOST_HEADER_LINES)]
    return has_header_words(header) or names_expenses(header)


def table_lines(
    lines: Sequence[list[Word]],
    *,
    titled: bool,
    sentences: bool,
    repeated: int = 0,
    goes_on: Callable[[list[Word]], bool] | None = None,
) -> tuple[int, int, int] | None:
    """(first header line, first data line, last line) of the table among the lines of a region, or ``None``.

    ``repeated``: how many of the first lines are the header of the page before. ``goes_on``: whether a line stands in
    the columns of the page before.
    """
    parted = [[piece_of(piece) for piece in pieces(line)] for line in lines]
    # under a title the words of cells that nearly touch are looked at one by one; a line of prose is one piece
    loose = [[piece_of([word]) for word in line] for line in lines] if titled or repeated else parted
    narrow = [[piece_of(piece) for piece in pieces(line, narrow=True)] for line in lines]
    data = [
        n
        for n, (line, below) in enumerate(zip(narrow, [*narrow[1:], []], strict=True))
        if (is_data(line) or _is_beside(narrow, n))
        and ((goes_on is not None and goes_on(lines[n])) or not _goes_on(line, below))  # a cell may say 12 月底前
        and (not _ends_sentence(line) or (titled and len(parted[n]) > 1))
    ]
    runs: list[list[int]] = []
    for n in data:
        between = loose[runs[-1][-1] + 1 : n] if runs else []
        if runs and all(_fits_between(line) for line in between):
            runs[-1].append(n)
        else:
            runs.append([n])
    longest = max(runs, key=len, default=[])
    if not longest and repeated and goes_on is not None:
        longest = [repeated - 1]  # under its header the table ends with words
    goes_on_whole = goes_on is not None and all(goes_on(line) for line in lines)
    sure = titled or repeated or goes_on_whole
    if not longest or (len(longest) < FEWEST_ROWS and sentences and not sure):
        return None
    first, last = longest[0], longest[-1]
    while (
        last + 1 < len(lines)
        and _fits_between(loose[last + 1])
        and (
            titled
            or goes_on_whole
            or _continues_labels(parted[last + 1], parted[last])
            or (goes_on is not None and goes_on(lines[last + 1]) and _is_near(parted[last], parted[last + 1]))
        )
    ):
        last += 1
    while last > first and (
        _is_page_number(parted[last], parted[last - 1])
        or _is_larger(parted[last], parted[first:last])
        or (goes_on is not None and goes_on(lines[first]) and not (goes_on(lines[last]) or begins_row(parted[last])))
    ):
        last -= 1  # a footer stands in no columns
    if repeated:
        return (0, repeated, last) if last >= repeated else None
    while first > 0 and (
        _beside(parted[first - 1], parted[first])
        or (all(is_amount(piece.text) for piece in parted[first - 1]) and _is_near(parted[first - 1], parted[first]))
    ):
        first -= 1  # the first row's label or figures, wrapped around its others
    top = _header_start(parted, first, titled, len(lines) if goes_on_whole else _MOST_HEADER_LINES)
    if goes_on_whole and top > 0:
        return 0, 0, last  # below rows of the table there is no header
    if top == first:  # no header: the label above the first figures is wrapped over it, or the row before goes on
        while (
            first > 0
            and _fits_between(parted[first - 1])
            and (
                parted[first][0].box[1] - parted[first - 1][0].box[3] < _WRAPPED
                or (goes_on is not None and goes_on(lines[first - 1]) and _is_near(parted[first - 1], parted[first]))
            )
        ):
            first -= 1
        return first, first, last
    return top, first, last


def _beside(upper: list[Piece], lower: list[Piece]) -> bool:
    """True for two lines that overlap in height: of cells that stand side by side."""
    return upper[0].box[3] > lower[0].box[1] + _OVERLAP


def _is_near(upper: list[Piece], lower: list[Piece]) -> bool:
    """True for a line no farther below another than the rows of a table lie apart."""
    box = upper[0].box
    return lower[0].box[1] - box[3] < _ROWS_APART * (box[3] - box[1])


def _is_page_number(line: list[Piece], above: list[Piece]) -> bool:
    """True for a page number; the end of a code that a narrow column breaks stands close under its beginning."""
    box = above[0].box
    apart = line[0].box[1] - box[3] > _LINES_APART * (box[3] - box[1])
    return apart and is_page_number("".join(piece.text for piece in line))


def _is_larger(line: list[Piece], rows: Sequence[list[Piece]]) -> bool:
    """True for a line of larger type than all rows above it: a page's foot, as a site prints it under a table."""
    heights = [height for row in rows if (height := _height(row))]
    return bool(heights) and _height(line) > _LARGER * max(heights)


def _height(line: list[Piece]) -> float:
    """Of a line's Chinese characters; figures may be of another font."""
    return max((piece.box[3] - piece.box[1] for piece in line if _CHINESE.search(piece.text)), default=0.0)


def _fits_between(line: list[Piece]) -> bool:
    """True for a line inside a table that prints labels only: short pieces, or several, and no sentence."""
    text = "".join(piece.text for piece in line)
    return (
        not find_unit(text)
        and not re.search(r"[。；]|^\s*(注|备注)[：:]", text)
        and (len(line) >= _SEVERAL or all(len(piece.text) < _LONG for piece in line))
    )


def _continues_labels(line: list[Piece], before: list[Piece]) -> bool:
    """Labels without amounts at the foot of a form (二、年终结转结余) belong to it."""
    close = line[0].box[1] - before[0].box[3] < 1.6 * (before[0].box[3] - before[0].box[1])
    return close and any(split_ordinal(fold(piece.text))[0] for piece in line)


def _header_start(parted: Sequence[list[Piece]], first: int, titled: bool, most: int) -> int:
    """The first line of the header; ``first`` itself where a table goes on without one. ``most``: lines above the
    first figures."""
    top = first
    while top > 0 and first - top < most:
        line = parted[top - 1]
        text = fold("".join(piece.text for piece in line))
        if re.search(r"[。；]", text) or any(piece.is_figure for piece in line):
            break
        top -= 1
    return top if titled or has_header_words(parted[top:first]) else first
