"""What a printed line is in a page without ruling lines: a sentence, the labels inside a table, the page's foot."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from extract.readers.unruled.lines.piece import Piece, has_header_words, line_text
from extract.tables.furniture import is_page_number
from forms.money import find_unit
from forms.text import fold

_OVERLAP = 1.0
_LINES_APART, _ROWS_APART = 0.8, 4.0
"""Of the type's height: the most between two lines of one cell, and between two rows."""
_LONG, _SEVERAL = 30, 3
"""Characters of a piece that is a line of prose, unless so many stand beside each other."""
_NUMERAL = re.compile(r"[百千万亿]+")
_SENTENCE = re.compile(
    r"^(?!,\d)(?:[百千万亿]*元|[个项人辆台套次%％])?[，,。；;、]|^[百千万亿]*元[\u4e00-\u9fff]|^[年月日]"
)


def stands_beside(parted: Sequence[list[Piece]], n: int) -> bool:
    """True for amounts alone on a line that overlaps the next one in height: they stand beside a wrapped label."""
    if any(not piece.is_figure or piece.is_code for piece in parted[n]):
        return False
    return any(overlap(upper, lower) for upper, lower in itertools.pairwise(parted[max(0, n - 1) : n + 2]))


def ends_sentence(line: list[Piece]) -> bool:
    """True for a line with a full stop."""
    return any("。" in piece.text for piece in line)


def is_sentence(line: list[Piece], below: list[Piece]) -> bool:
    """True for a sentence that goes on behind a figure: 总计 | 4,651.67 | 万元，与上年. ``below``: the next line."""
    ran = [*line, *below[:1]]
    texts = [fold(piece.text) for piece in ran]
    for left, text, after in zip(ran, texts[1:], [*texts[2:], ""], strict=False):
        # the line may end within the unit: 64,090.74 | 万, below it 元，与上年
        if left.is_figure and _SENTENCE.match(text + after if _NUMERAL.fullmatch(text) else text):
            return True
    return False


def overlap(upper: list[Piece], lower: list[Piece]) -> bool:
    """True for two lines that overlap in height: of cells that stand side by side."""
    return upper[0].box[3] > lower[0].box[1] + _OVERLAP


def reaches_down(upper: list[Piece], lower: list[Piece]) -> bool:
    """True for a header's line that overlaps the first row in height: a word of it overlaps one of the row, as none of
    the row's own would, or its words are those of headers."""
    over = any(
        piece.box[0] < other.box[2] - _OVERLAP
        and other.box[0] < piece.box[2] - _OVERLAP
        and other.box[1] < piece.box[3] - _OVERLAP
        for piece in upper
        for other in lower
    )
    return over or has_header_words([upper])


def is_near(upper: list[Piece], lower: list[Piece]) -> bool:
    """True for a line no farther below another than the rows of a table lie apart."""
    box = upper[0].box
    return lower[0].box[1] - box[3] < _ROWS_APART * (box[3] - box[1])


def ends_page(line: list[Piece], above: list[Piece]) -> bool:
    """True for a page number; the end of a code that a narrow column breaks stands close under its beginning."""
    box = above[0].box
    apart = line[0].box[1] - box[3] > _LINES_APART * (box[3] - box[1])
    return apart and is_page_number(line_text(line))


def fits_between(line: list[Piece], row: Sequence[Piece] = ()) -> bool:
    """True for a line inside a table that prints labels only: short pieces, or several, or what begins where a cell of
    ``row`` does and ends before the next one, and no sentence."""
    text = line_text(line)
    return (
        not find_unit(text)
        and not re.search(r"[。；]|^\s*(注|备注)[：:]", text)
        and (len(line) >= _SEVERAL or all(len(piece.text) < _LONG or _is_below(piece, row) for piece in line))
    )


def _is_below(piece: Piece, row: Sequence[Piece]) -> bool:
    (left, _, right, _), cells = piece.box, [cell.box for cell in row]
    return any(abs(cell[0] - left) < _OVERLAP and right < after[0] for cell, after in itertools.pairwise(cells))
